"""The API: rows are the views', errors have one shape, answers are tagged and squeezed, exports are whole."""

from __future__ import annotations

import csv
import gzip
import io
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from dragoman import Coder
from dragoman.ledger import Ledger
from dragoman.records import Coded, from_json
from dragoman.web import models, queries
from dragoman.web.coder import OneCoder
from dragoman.web.exporting import inert
from dragoman.web.problems import CODES

from .conftest import Opened

DOCS = Path(__file__).resolve().parents[2] / "docs"
KINDS: dict[str, type[BaseModel]] = {
    "events": models.EventRow,
    "statements": models.StatementRow,
    "commitments": models.CommitmentRow,
    "documents": models.DocumentRow,
    # views that came later than this room
    **{
        name: model
        for name, model in (("stories", models.StoryRow), ("moves", models.MoveRow))
        if queries.has_view(name)
    },
}


@pytest.mark.parametrize("kind", KINDS)
def test_models_say_what_views_hold(demo_file: Path, client: TestClient, kind: str) -> None:
    """A view that gains columns gives them at once; the model must then say so, too."""
    columns = set(Ledger(demo_file).view(kind).table()[0]) - {"text"}
    fields = KINDS[kind].model_fields
    assert columns <= set(fields)
    assert {name for name, field in fields.items() if field.is_required()} <= columns
    for row in client.get(f"/api/v1/{kind}", params={"limit": 100}).json()["rows"]:
        KINDS[kind].model_validate(row)


def test_single_records_carry_their_evidence(client: TestClient) -> None:
    event = client.get("/api/v1/events?type=ASSAULT&limit=1").json()["rows"][0]
    full = client.get(f"/api/v1/events/{event['event']}").json()
    models.EventFull.model_validate(full)
    text = client.get(f"/api/v1/documents/{event['document']}").json()["text"]
    assert {"trigger", "sentence"} <= {span["part"] for span in full["evidence"]}
    assert all(text[span["span_start"] : span["span_end"]] == span["words"] for span in full["evidence"])
    for kind, model in (("commitment", models.CommitmentFull), ("actor", models.ActorFull)):
        one = client.get(f"/api/v1/{kind}s?limit=1").json()["rows"][0]
        model.model_validate(client.get(f"/api/v1/{kind}s/{one[kind]}").json())
    said = client.get("/api/v1/statements?limit=1").json()["rows"][0]
    found = client.get(f"/api/v1/statements/{said['statement']}", params={"document": said["document"]}).json()
    models.StatementFull.model_validate(found)


def test_a_full_record_is_what_the_coder_wrote(client: TestClient, demo_file: Path) -> None:
    coded = next(Ledger(demo_file).records())
    assert from_json(client.get(f"/api/v1/records/{coded.document.id}").content) == coded


@pytest.mark.parametrize(
    ("method", "path", "status", "code", "where"),
    [
        ("GET", "/api/v1/events?limit=0", 422, "bad-request", "limit"),
        ("GET", "/api/v1/events?limit=1000", 422, "bad-request", "limit"),
        ("GET", "/api/v1/events?sinse=2024-01-01", 422, "bad-request", "sinse"),
        ("GET", "/api/v1/events?since=today", 422, "bad-request", "since"),
        ("GET", "/api/v1/events?quad=1&quad=9", 422, "bad-request", "quad.1"),
        ("GET", "/api/v1/events/none", 404, "not-found", "/api/v1/events/none"),
        ("GET", "/api/v1/nothing", 404, "not-found", None),
        ("DELETE", "/api/v1/events", 405, "bad-method", None),
        ("POST", "/api/v1/code", 422, "bad-request", "body"),
        ("GET", "/api/v1/export.xml", 422, "bad-request", "form"),
    ],
)
def test_errors_have_one_shape(
    client: TestClient, method: str, path: str, status: int, code: str, where: str | None
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "where"}
    assert (error["code"], error["where"]) == (code, where)


def test_every_code_is_documented() -> None:
    text = (DOCS / "web.md").read_text(encoding="utf-8")
    assert all(f"| `{code}` |" in text for code in CODES)


def test_an_answer_is_tagged_until_something_is_written(opened: Opened, own_file: Path) -> None:
    client = opened(own_file)
    first = client.get("/api/v1/events?limit=3")
    tag = first.headers["etag"]
    again = client.get("/api/v1/events?limit=3", headers={"if-none-match": f'"x", {tag}'})
    assert again.status_code == 304
    assert again.content == b""
    assert client.get("/api/v1/events?limit=4", headers={"if-none-match": tag}).status_code == 200
    with Ledger(own_file).store.write():
        # nothing has to be opened to say that nothing is new
        assert client.get("/api/v1/events?limit=3", headers={"if-none-match": tag}).status_code == 304
    ledger = Ledger(own_file)
    ledger.forget(ledger.documents(limit=1).rows()[0]["document"])
    assert client.get("/api/v1/events?limit=3", headers={"if-none-match": tag}).status_code == 200


def test_answers_are_squeezed_for_those_who_take_it(client: TestClient) -> None:
    for path in ("/api/v1/events", "/", "/api/v1/export.jsonl"):
        assert client.get(path, headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
        assert "content-encoding" not in client.get(path, headers={"accept-encoding": "identity"}).headers
    assert len(gzip.compress(client.get("/").content)) < 200_000


# -- export


def test_json_lines_hold_every_event_as_the_list_does(client: TestClient) -> None:
    lines = [json.loads(line) for line in client.get("/api/v1/export.jsonl").text.splitlines()]
    rows = client.get("/api/v1/events?limit=200").json()["rows"]
    assert sorted(map(_key, lines)) == sorted(map(_key, rows))
    assert [(line["number"], line["ordinal"]) for line in lines] == sorted((r["number"], r["ordinal"]) for r in rows)
    some = client.get("/api/v1/export.jsonl?quad=4&happened=true").text.splitlines()
    assert all(json.loads(line)["quad"] == 4 for line in some)
    assert 0 < len(some) < len(lines)


def _key(row: dict[str, Any]) -> str:
    return json.dumps(row, sort_keys=True)


def test_csv_has_a_head_even_where_nothing_is_found(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/export.csv?quad=4").text)))
    assert all(row["quad"] == "4" for row in rows)
    empty = client.get("/api/v1/export.csv?since=2999-01-01").text.splitlines()
    assert len(empty) == 1
    assert empty[0].startswith("event,document,day")


def test_an_export_spans_slices(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = client.get("/api/v1/export.jsonl").text
    monkeypatch.setattr("dragoman.web.queries.export._SLICE", 3)
    assert client.get("/api/v1/export.jsonl").text == whole


@pytest.mark.parametrize(
    ("value", "written"),
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-x", "'-x"), ("@a", "'@a"), ("\t=1", "'\t=1"), ("a=1", "a=1"), ("", ""),
     (None, ""), (-3.5, "-3.5"), (True, "true"), (["=a", "b"], "'=a|b"), ("＝1", "'＝1")],
)  # fmt: skip
def test_no_cell_begins_a_formula(value: object, written: str) -> None:
    assert inert(value) == written


# -- coding


def test_a_text_is_coded(opened: Opened, demo_file: Path, coder: Coder) -> None:
    client = opened(demo_file, coder=OneCoder(lambda: coder), raises=True)
    sent = {"text": "Peru recalled its envoy from Chile.", "published_at": "2024-03-05", "id": "mine"}
    answer = client.post("/api/v1/code", json=sent)
    assert answer.status_code == 200
    coded = from_json(answer.content)
    assert isinstance(coded, Coded)
    assert coded == coder.code(**sent)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("sent", "status", "where"),
    [({"text": ""}, 422, "text"), ({"text": "  "}, 422, "text"), ({"text": "x" * 100_001}, 422, "text"),
     ({}, 422, "text"), ({"text": 5}, 422, "text"), ({"text": "a", "more": 1}, 422, "more"),
     ({"text": "a", "id": "x" * 1_001}, 422, "id")],
)  # fmt: skip
def test_texts_that_cannot_be_coded(
    opened: Opened, demo_file: Path, coder: Coder, sent: dict[str, Any], status: int, where: str
) -> None:
    answer = opened(demo_file, coder=OneCoder(lambda: coder)).post("/api/v1/code", json=sent)
    assert answer.status_code == status
    assert answer.json()["error"]["where"] == where


def test_only_json_is_taken(client: TestClient) -> None:
    """A form or plain text is what another site's page could send without asking first."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = client.post("/api/v1/code", content=b'{"text": "x"}', headers={"content-type": kind})
        assert answer.status_code == 415, kind
        assert answer.json()["error"]["code"] == "bad-type"


class _Slow:
    """A coder that waits to be let go."""

    def __init__(self) -> None:
        self.gate = threading.Event()

    def code(self, text: str, **_: Any) -> Any:
        self.gate.wait(10)


def test_coding_has_a_time_and_a_queue(opened: Opened, demo_file: Path) -> None:
    slow = _Slow()
    client = opened(demo_file, coder=OneCoder(lambda: slow, seconds=0.05))  # type: ignore[arg-type, return-value]
    try:
        answers = [client.post("/api/v1/code", json={"text": "x"}) for _ in range(3)]
        assert {answer.status_code for answer in answers} == {503}
        assert answers[0].json()["error"]["code"] == "too-slow"
    finally:
        slow.gate.set()


def test_the_coder_is_loaded_when_the_first_text_comes_and_once(opened: Opened, demo_file: Path, coder: Coder) -> None:
    made: list[int] = []
    client = opened(demo_file, coder=OneCoder(lambda: made.append(1) or coder))  # type: ignore[func-returns-value]
    client.get("/api/v1/ledger")
    assert made == []
    for _ in range(2):
        client.post("/api/v1/code", json={"text": "Peru attacked Chile."})
    assert made == [1]
