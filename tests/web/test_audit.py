"""Audit: drawn, judged, resumed, told with intervals, taken along as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.ledger import Ledger

from .conftest import Opened
from .test_review import form, held


@pytest.fixture
def client(opened: Opened, own_file: Path) -> TestClient:
    return opened(own_file)


def draw(client: TestClient, size: int = 8, seed: int = 1) -> None:
    fields = form(client.get("/audit").text, "/audit") | {"name": "Ana", "size": str(size), "seed": str(seed)}
    answer = client.post("/audit", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/audit")


def judge(client: TestClient, verdict: str, missed: int = 0, audit: int = 1) -> None:
    fields = form(client.get(f"/audit/{audit}").text, f"/audit/{audit}/judge")
    answer = client.post(f"/audit/{audit}/judge", data=fields | {"verdict": verdict, "missed": str(missed)})
    assert answer.status_code == 303


def test_an_audit_is_drawn_judged_and_told(client: TestClient, own_file: Path) -> None:
    draw(client)
    assert "0 of 16" in client.get("/audit").text
    for k in range(8):
        assert "Is this record right?" in client.get("/audit/1").text
        judge(client, "wrong" if k == 0 else "unsure" if k == 1 else "right")
    page = html.fromstring(client.get("/audit/1").text).text_content()
    # six of seven that could be told
    assert "86 %" in page and "once records and sentences are judged" in page
    for k in range(8):
        assert "Was something missed?" in client.get("/audit/1").text
        judge(client, "seen", int(k == 0))
    done = client.get("/audit/1").text
    assert "All is judged" in done and "1 that you could not tell" in done
    assert "once records" not in done
    assert {r["judged_by"] for r in Ledger(own_file).view("audit_items").rows()} == {"Ana"}


def test_an_audit_is_taken_up_again_and_undone(client: TestClient, opened: Opened, own_file: Path) -> None:
    draw(client, 5)
    first = form(client.get("/audit/1").text, "/audit/1/judge")["item"]
    judge(client, "right")
    later = opened(own_file)
    page = later.get("/audit/1").text
    assert form(page, "/audit/1/judge")["item"] != first
    last = html.fromstring(page).forms[-1]
    assert last.fields["item"] == first
    assert later.post("/audit/1/judge", data=dict(last.fields) | {"name": "Bo"}).status_code == 303
    assert form(later.get("/audit/1").text, "/audit/1/judge")["item"] == first


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"size": "0"}, "size"), ({"size": "x"}, "size"), ({"seed": "-1"}, "seed"), ({"size": "9" * 12}, "size"),
     ({"name": " "}, "Give your name")],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told(client: TestClient, changed: dict[str, str], why: str) -> None:
    fields = form(client.get("/audit").text, "/audit") | {"name": "Ana"}
    answer = client.post("/audit", data=fields | changed)
    assert answer.status_code == 400
    assert why in html.fromstring(answer.text).get_element_by_id("content").text_content()


def test_what_cannot_be_judged_is_told(client: TestClient) -> None:
    draw(client)
    fields = form(client.get("/audit/1").text, "/audit/1/judge")
    for changed in ({"verdict": "maybe"}, {"missed": "99", "verdict": "right"}, {"item": "999", "verdict": "right"}):
        assert client.post("/audit/1/judge", data=fields | changed).status_code == 400
    assert client.post("/audit/9/judge", data=fields | {"verdict": "right"}).status_code in {400, 404}


def test_the_judgements_are_taken_along(client: TestClient) -> None:
    draw(client)
    judge(client, "wrong", 2)
    answer = client.get("/audit/1/judgements.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert "attachment" in answer.headers["content-disposition"]
    assert len(rows) == 16
    assert [(row["verdict"], row["missed"], row["judged_by"]) for row in rows if row["verdict"]] == [
        ("wrong", "2", "Ana")
    ]


def test_a_judgement_that_meets_a_writer_is_kept(opened: Opened, own_file: Path) -> None:
    client = opened(own_file, wait=0.3)
    draw(client)
    fields = form(client.get("/audit/1").text, "/audit/1/judge")
    with held(own_file):
        answer = client.post("/audit/1/judge", data=fields | {"verdict": "right"})
        assert answer.status_code == 503
        kept = form(answer.text, "/audit/1/judge")
    assert client.post("/audit/1/judge", data=kept).status_code == 303
    assert "1 of 16 judged" in client.get("/audit/1").text
