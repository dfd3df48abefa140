"""News text is hostile: nothing of it acts in a page, in the API's answers or in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.records import Coded
from dragoman.web.exporting import _FORMULA
from dragoman.web.pages import ROUTERS
from dragoman.web.showing import shown, web_address

from .conftest import HOSTILE, Opened
from .test_review import held

# Characters that turn the direction of what is written, and controls.
_ACTS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def client(opened: Opened, hostile_file: Path) -> TestClient:
    return opened(hostile_file)


def is_inert(page: str) -> None:
    """Raises AssertionError where a page has an element, a handler or an address that is not ours."""
    assert not _ACTS.search(page)
    if not page:
        return  # leads elsewhere
    for element in html.fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in {"img", "iframe", "object", "embed", "style", "base"}, element.tag
        if element.tag == "script":
            assert element.get("src", "").startswith("/static/")
            assert not element.text
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), name
            assert name.lower() != "style"
            if name.lower() in {"href", "src", "action", "formaction"} and not value.startswith(("/", "#")):
                assert value.startswith(("https://", "http://"))


def _pages(client: TestClient, coded: list[Coded]) -> list[str]:
    """The addresses of every page that shows something of the ledger; another page's module adds its own here."""
    articles = [f"/articles/{quote(record.document.id, safe='')}" for record in coded]
    searches = [f"/?q={quote(bad[:150])}" for bad in HOSTILE]
    names = [f"/?{field}={quote(bad[:150])}" for bad in HOSTILE for field in ("actor", "since")]
    events = [f"/events/{row['event']}" for row in client.get("/api/v1/events?limit=100").json()["rows"]]
    reviews = ["/review", *(f"/review?article={quote(record.document.id, safe='')}" for record in coded)]
    reviews += [f"/review?skipped={quote(bad[:150])}&article={quote(bad[:150])}" for bad in HOSTILE]
    rows = client.get("/api/v1/commitments?limit=100").json()["rows"]
    lives = [f"/commitments/{row['commitment']}" for row in rows]
    stories = [f"/stories/{row['story']}" for row in client.get("/api/v1/stories?limit=100").json()["rows"]]
    ids = [row["actor"] for row in client.get("/api/v1/actors?limit=100").json()["rows"]]
    actors = [f"/actors/{quote(id[:500], safe='')}" for id in [*ids, "NER", *HOSTILE]]
    dyads = [f"/dyads/NER/{quote(id[:500], safe='')}" for id in [*ids[:12], *HOSTILE]]
    fields = ("commitments?by", "commitments?month", "commitments?party", "stories?q", "actors/NER?since")
    lists = [f"/{field}={quote(bad[:150])}" for bad in HOSTILE for field in fields]
    spans = [f"{article}?at=0-40" for article in articles]
    return [
        "/", "/?quad=4", "/nothing/<script>", "/commitments", "/stories?several=false", "/stories", *articles, *events,
        *searches, *names, "/?quad=<script>&type=\"'", *lives, *stories, *actors, *dyads, *lists, *spans,
        *reviews,
    ]  # fmt: skip


def test_no_page_lets_anything_act(client: TestClient, hostile_records: list[Coded]) -> None:
    for address in _pages(client, hostile_records):
        answer = client.get(address)
        assert answer.status_code in {200, 400, 404, 422}, address
        is_inert(answer.text)
        assert 'content="width=device-width' in answer.text


def test_what_is_hostile_is_still_to_be_read(client: TestClient, hostile_records: list[Coded]) -> None:
    """Escaped, not left out: an analyst sees what the text says."""
    for record, bad in zip(hostile_records, HOSTILE, strict=True):
        text = html.fromstring(client.get(f"/articles/{quote(record.document.id, safe='')}").text).text_content()
        assert shown(bad) in text


def test_templates_of_the_text_are_not_run(client: TestClient) -> None:
    assert "{{ 7 * 7 }}" in client.get("/?q=%7B%7B").text


def test_the_api_gives_texts_as_data(client: TestClient, hostile_records: list[Coded]) -> None:
    for path in ("events", "statements", "commitments", "documents", "actors"):
        answer = client.get(f"/api/v1/{path}?limit=200")
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        for row in answer.json()["rows"][::5]:
            if path in {"events", "commitments"}:
                assert client.get(f"/api/v1/{path}/{row[path[:-1]]}").status_code == 200
    for record in hostile_records:
        found = client.get(f"/api/v1/documents/{quote(record.document.id, safe='')}")
        assert found.json()["text"] == record.document.text


@pytest.mark.parametrize("bad", HOSTILE)
def test_every_field_of_a_question_takes_anything(client: TestClient, bad: str) -> None:
    for field in ("q", "actor", "recipient", "country", "type", "speaker", "place", "since", "cursor", "story"):
        answer = client.get("/api/v1/events", params={field: bad[:150]})
        assert answer.status_code in {200, 422}, (field, answer.text)
        assert answer.headers["content-type"] == "application/json"


def test_errors_do_not_tell_again_what_was_sent(client: TestClient) -> None:
    for path in ("/api/v1/events?type=<script>alert(1)</script>", "/api/v1/<script>", "/api/v1/events?<script>=1"):
        assert "alert(1)" not in client.get(path).json()["error"]["message"]


def test_a_spreadsheet_runs_no_cell(client: TestClient) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/api/v1/export.csv").text)))
    cells = [cell for row in rows[1:] for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    # numbers may be below zero
    assert not [cell for cell in cells if cell.startswith(_FORMULA) and not re.fullmatch(r"-[\d.]+", cell)]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " javascript:x", "//x", "https:", "",
                                     "x", "http://[", None])  # fmt: skip
def test_only_addresses_of_the_web_are_links(address: str | None) -> None:
    assert web_address(address) is None


def test_every_route_is_covered(client: TestClient, hostile_records: list[Coded]) -> None:
    """A page that is added has to stand in the list above, unless it shows nothing of the ledger."""
    covered = {
        "/", "/articles/{document:path}", "/events/{event:path}", "/login", "/logout", "/commitments",
        "/commitments/{commitment:path}", "/stories", "/stories/{story:path}", "/actors/{actor:path}",
        "/dyads/{a}/{b:path}",
    }  # fmt: skip
    # forms of the review are sent to below
    covered |= {"/review", *(f"/review/{what}" for what in ("decide", "add", "undo", "done"))}
    covered |= {"/audit", *(f"/audit/{{audit}}{rest}" for rest in ("", "/judge", "/judgements.csv"))}
    assert {route.path for router in ROUTERS for route in router.routes} == covered  # type: ignore[attr-defined]


def _held_form(page: str, action: str) -> dict[str, str]:
    return {name: value or "" for name, value in _form(page, action).fields.items() if name}


def _form(page: str, action: str) -> Any:
    return next(f for f in html.fromstring(page).forms if f.action == action)


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_words_in_forms_of_the_review_come_back_as_words(
    opened: Opened, hostile_file: Path, tmp_path: Path, bad: str
) -> None:
    own = Path(shutil.copy(hostile_file, tmp_path / "own.duckdb"))
    client = opened(own)
    page = client.get("/review").text
    fields = _held_form(page, "/review/decide") | {"decision": "accept"}
    mark = fields["form_mark"]
    # a fault on every field: the page that tells of it holds all of them
    for name in fields:
        answer = client.post("/review/decide", data=fields | {"name": "Ana", name: bad, "form_mark": mark})
        assert answer.status_code in {303, 400, 404}, name
        is_inert(answer.text)
    added = _held_form(page, "/review/add") | {"words": bad, "actors": bad, "type": "AID", "near": bad}
    is_inert(client.post("/review/add", data=added | {"name": bad}).text)
    is_inert(client.post("/review/undo", data={"form_mark": mark, "name": bad, "corrections": bad}).text)
    is_inert(client.post("/review/done", data={"form_mark": mark, "name": bad, "document": bad}).text)
    # the name is shown with the last decisions, by way of a cookie
    is_inert(client.get("/review").text)
    is_inert(client.post("/audit", data={"form_mark": mark, "name": bad, "size": "5", "seed": bad}).text)
    client.post("/audit", data={"form_mark": mark, "name": bad, "size": "40", "seed": "1"})
    for page in ("/audit", "/audit/1"):
        is_inert(client.get(page).text)
    fields = _held_form(client.get("/audit/1").text, "/audit/1/judge") | {"name": bad, "verdict": "right"}
    client.post("/audit/1/judge", data=fields)
    is_inert(client.post("/audit/1/judge", data=fields | {"verdict": bad, "missed": bad}).text)
    cells = [c for row in csv.reader(io.StringIO(client.get("/audit/1/judgements.csv").text)) for c in row]
    assert not [cell for cell in cells if cell.startswith(_FORMULA)]
    # while a writer holds the ledger, the page holds what was sent
    client.app.state.site.ask.ledger.store._wait = 0.1  # type: ignore[attr-defined]
    with held(own):
        busy = client.post("/review/add", data=added | {"name": bad, bad[:100]: bad})
        assert busy.status_code == 503
        is_inert(busy.text)


def test_the_ledger_is_whole_afterwards(client: TestClient, hostile_file: Path, hostile_records: list[Coded]) -> None:
    for bad in HOSTILE:
        client.get("/api/v1/events", params={"q": bad[:150], "actor": bad[:150]})
    assert len(Ledger(hostile_file).documents().rows()) == len(hostile_records)
