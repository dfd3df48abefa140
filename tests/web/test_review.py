"""Review: decisions become corrections with author and time; nothing that somebody wrote is lost."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient
from tests.cli.test_cli import run

from dragoman.ledger import Ledger, open_store
from dragoman.records import Coded, Event
from dragoman.web.access import Access, read_tokens
from dragoman.web.posting import MOST_TRIES
from dragoman.web.reviewing import as_fields, changes_of

from .conftest import READER, REVIEWER, Opened
from .test_guard import log_in

Fields = dict[str, str]


def form(page: str, action: str) -> Fields:
    """The fields of a page's form as a browser would send them."""
    found = next(f for f in html.fromstring(page).forms if f.action == action)
    return {name: value or "" for name, value in found.fields.items() if name}


@pytest.fixture
def client(opened: Opened, own_file: Path) -> TestClient:
    return opened(own_file)


def current(client: TestClient, address: str = "/review") -> Fields:
    return form(client.get(address).text, "/review/decide") | {"name": "Ana"}


def decide(client: TestClient, fields: Fields, decision: str = "accept", **changed: str) -> Any:
    return client.post("/review/decide", data=fields | changed | {"decision": decision})


def made(path: Path) -> list[dict[str, Any]]:
    return Ledger(path).view("corrections").rows()


def record(path: Path, document: str) -> Coded:
    return next(iter(Ledger(path).records([document], corrected=True)))


def event_of(path: Path, fields: Fields) -> Event:
    return next(e for e in record(path, fields["document"]).events if e.id == fields["mention"])


def test_an_accepted_record_has_author_and_time_and_does_not_come_again(client: TestClient, own_file: Path) -> None:
    fields = current(client)
    answer = decide(client, fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    (row,) = made(own_file)
    assert (row["field"], json.loads(row["value"]), row["made_by"]) == ("verdict", "accepted", "Ana")
    assert row["made_at"] is not None
    seen = {fields["mention"]}
    for _ in range(5):
        coming = current(client)
        assert coming["mention"] not in seen
        seen.add(coming["mention"])
        decide(client, coming, "reject")
    assert len(made(own_file)) == 6


def test_a_rejected_record_is_gone_and_its_undoing_brings_it_back(client: TestClient, own_file: Path) -> None:
    fields = current(client)
    decide(client, fields, "reject", reason="a football match")
    assert fields["mention"] not in {e.id for e in record(own_file, fields["document"]).events}
    assert made(own_file)[0]["reason"] == "a football match"
    page = client.get("/review")
    assert "rejected" in page.text
    client.post("/review/undo", data=form(page.text, "/review/undo"))
    assert current(client)["mention"] == fields["mention"]


def test_fields_that_were_changed_are_put_right(client: TestClient, own_file: Path) -> None:
    fields = current(client)
    coded = record(own_file, fields["document"])
    other = next(a for a in coded.actors if a.mentions and a.name not in fields["actors"])
    word = next(w for w in coded.document.text.split() if w.isalpha() and len(w) > 6)
    answer = decide(
        client, fields, type="COERCE", mode="arrest", status="planned", polarity="negated",
        actors=f"{other.name}; {word}", recipients="", date="2024-03",
    )  # fmt: skip
    assert answer.status_code == 303
    event = event_of(own_file, fields)
    assert (event.type, event.mode, event.quad) == ("COERCE", "arrest", 4)
    assert (event.factuality.status, event.factuality.polarity) == ("planned", "negated")
    assert event.actors[0].actor == other.id
    assert event.actors[1].span.text.casefold() == word.casefold()
    assert event.recipients == []
    assert event.date is not None
    assert (event.date.start, event.date.end, event.date.precision) == ("2024-03-01", "2024-03-31", "month")
    assert event.confidence == 1.0
    # undone, all of it is as it was
    client.post("/review/undo", data=form(client.get("/review").text, "/review/undo"))
    assert current(client)["type"] == fields["type"]


def test_what_stands_unchanged_in_the_form_changes_nothing(demo_file: Path) -> None:
    for coded in Ledger(demo_file).records():
        for event in coded.events:
            assert changes_of(coded, event, as_fields(coded, event)) == {}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": " "}, "Give your name"),
        ({"type": "WAR"}, "choose a type"),
        ({"mode": "arrest", "type": "AID"}, "is no mode of AID"),
        ({"status": ""}, "choose a status"),
        ({"actors": "xyzzy plugh"}, "nor do its words stand in it"),
        ({"actors": "", "recipients": ""}, "name an actor or a recipient"),
        ({"date": "yesterday"}, "write the day"),
        ({"date": "2024-02-30"}, "write the day"),
        ({"date": "2024-03-05/2024-03-01"}, "before its first"),
        ({"state": "old"}, "put this record right meanwhile"),
        ({"mention": "none"}, "is there no more"),
    ],
)
def test_what_cannot_be_is_told_and_the_form_keeps_what_was_written(
    client: TestClient, own_file: Path, changed: Fields, why: str
) -> None:
    fields = current(client)
    answer = decide(client, fields, **({"reason": "kept", "status": "possible"} | changed))
    assert answer.status_code == 400
    assert why in html.fromstring(answer.text).text_content()
    if "mention" not in changed:
        kept = form(answer.text, "/review/decide")
        assert all(kept[name] == value for name, value in changed.items() if name in {"actors", "date"})
    assert made(own_file) == []


def test_a_missed_event_is_added_where_the_words_stand(client: TestClient, own_file: Path) -> None:
    page = client.get("/review").text
    fields = form(page, "/review/add") | {"name": "Ana"}
    coded = record(own_file, fields["document"])
    start = next(b.start for b in coded.document.blocks if b.kind == "paragraph")
    words = coded.document.text[start:].split()
    added = {"words": words[2], "type": "CONSULT", "actors": words[0], "status": "actual", "polarity": "affirmed"}
    answer = client.post("/review/add", data=fields | {"near": str(start)} | added)
    assert answer.status_code == 303, html.fromstring(answer.text).text_content()
    (event,) = [e for e in record(own_file, fields["document"]).events if e.confidence == 1.0]
    assert (event.type, event.trigger.text.strip(".,")) == ("CONSULT", words[2].strip(".,"))
    assert event.sentence.start <= event.trigger.start < event.sentence.end
    # by offsets, as the page sends them for words that are selected
    at = event.sentence.end - 5
    answer = client.post("/review/add", data=fields | added | {"start": str(at), "end": str(at + 4), "type": "AID"})
    assert answer.status_code == 303
    assert client.post("/review/add", data=fields | {"words": "xyzzy", "type": "AID"}).status_code == 400
    page = client.get("/review").text
    assert "AID added" in page
    client.post("/review/undo", data=form(page, "/review/undo"))
    assert [e.type for e in record(own_file, fields["document"]).events if e.confidence == 1.0] == ["CONSULT"]


def test_skipping_leads_on_and_back(client: TestClient) -> None:
    first = client.get("/review").text
    page = html.fromstring(first)
    skip = page.get_element_by_id("skip").get("href")
    second = current(client, skip)
    assert second["mention"] != form(first, "/review/decide")["mention"]
    # a decision leaves one behind what was skipped
    assert decide(client, second).headers["location"] == skip
    third = current(client, skip)
    assert third["mention"] not in {second["mention"], form(first, "/review/decide")["mention"]}
    for odd in ("x", ",,", "a" * 5_000, ",".join(["b" * 16] * 300), "' OR 1=1 --", "\x00"):
        assert client.get("/review", params={"skipped": odd}).status_code == 200


def test_the_order_is_that_of_what_a_check_teaches(client: TestClient, own_file: Path) -> None:
    rows = {r["mention"]: r for r in Ledger(own_file).view("event_reports").rows()}
    after, doubts = "/review", []
    for _ in range(12):
        page = client.get(after).text
        doubts.append(abs(rows[form(page, "/review/decide")["mention"]]["confidence"] - 0.5))
        after = html.fromstring(page).get_element_by_id("skip").get("href")
    everything = [abs(r["confidence"] - 0.5) for r in rows.values()]
    assert sum(doubts) / len(doubts) < sum(everything) / len(everything)
    assert "First comes what a check would teach most" in client.get("/review").text


# -- who may


def test_only_who_may_review_sees_and_signs(opened: Opened, own_file: Path, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens"
    tokens.write_text(f"rob read {READER}\nana review {REVIEWER}\n", encoding="utf-8")
    reader = opened(own_file, access=Access(read_tokens(tokens)))
    log_in(reader, READER)
    assert "/review" not in reader.get("/").text
    for path in ("/review", "/audit", "/audit/1", "/audit/1/judgements.csv"):
        assert reader.get(path).status_code == 403
    for path in ("decide", "add", "undo", "done"):
        assert reader.post(f"/review/{path}", data={}).status_code == 403
    reviewer = opened(own_file, access=Access(read_tokens(tokens)))
    log_in(reviewer, REVIEWER)
    fields = form(reviewer.get("/review").text, "/review/decide")
    assert "name" not in fields
    # a name that a form claims does not count against the token's
    decide(reviewer, fields, name="Somebody Else")
    assert [row["made_by"] for row in made(own_file)] == ["ana"]


@pytest.mark.parametrize("path", ["/review/decide", "/review/add", "/review/undo", "/review/done", "/audit",
                                  "/audit/1/judge"])  # fmt: skip
def test_a_form_without_its_mark_is_refused(client: TestClient, own_file: Path, path: str) -> None:
    fields = current(client)
    assert client.post(path, data=fields | {"form_mark": "x"}).status_code == 403
    assert client.post(path, data=fields, headers={"origin": "https://evil.example"}).status_code == 403
    assert made(own_file) == []


# -- a writer holds the ledger


_HOLDER = """
import sys
from dragoman.ledger import open_store
with open_store(sys.argv[1]).write():
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def held(path: Path) -> Iterator[Callable[[], None]]:
    """Another program writes to the ledger till the end of the block, or till it is told to let go."""
    command = [sys.executable, "-c", _HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdin and holder.stdout
        assert holder.stdout.readline().strip() == b"held"

        def let_go() -> None:
            assert holder.stdin
            if not holder.stdin.closed:
                holder.stdin.close()

        yield let_go
        let_go()


def test_a_decision_that_meets_a_writer_is_kept_on_the_page(opened: Opened, own_file: Path) -> None:
    client = opened(own_file, wait=0.3)
    fields = current(client)
    with held(own_file):
        answer = decide(client, fields, "reject", reason="kept <b>whole</b>")
        assert answer.status_code == 503
        assert "Nothing is lost" in answer.text and answer.headers["retry-after"]
        kept = form(answer.text, "/review/decide")
        assert kept["reason"] == "kept <b>whole</b>" and kept["decision"] == "reject" and kept["tries"] == "1"
        again = client.post("/review/decide", data=kept)
        kept = form(again.text, "/review/decide")
        assert kept["tries"] == "2"
        # after so many it waits for the person
        ended = client.post("/review/decide", data=kept | {"tries": str(MOST_TRIES)}).text
        assert "data-seconds" not in ended
    assert client.post("/review/decide", data=kept).status_code == 303
    assert [row["reason"] for row in made(own_file)] == ["kept <b>whole</b>"]


def test_a_decision_waits_for_a_writer_that_is_quick(opened: Opened, own_file: Path) -> None:
    client = opened(own_file, wait=10)
    fields = current(client)
    with held(own_file) as let_go:
        threading.Timer(0.4, let_go).start()
        assert decide(client, fields).status_code == 303
    assert len(made(own_file)) == 1


def test_decisions_find_their_moment_among_readers(opened: Opened, own_file: Path) -> None:
    """Who reads all the time would keep the file from being opened for writing."""
    client = opened(own_file, wait=3)
    ask = client.app.state.site.ask  # type: ignore[attr-defined]
    fields = current(client)
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            ask.fresh("SELECT count(*) FROM evidence")

    readers = [threading.Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    try:
        assert decide(client, fields).status_code == 303
    finally:
        ended.set()
        for reader in readers:
            reader.join()


# -- an article as gold


def _gone_through(client: TestClient, document: str, wrong: str | None = None) -> None:
    """Judges all events of an article; one of them as wrong, or as of another type."""
    address = f"/review?article={document}"
    while "Is this right?" in (page := client.get(address).text):
        fields = form(page, "/review/decide") | {"name": "Ana"}
        decide(client, fields, "reject" if fields["mention"] == wrong else "accept")
    answer = client.post("/review/done", data=form(page, "/review/done") | {"name": "Ana"})
    assert answer.status_code == 303


def test_a_reviewed_article_becomes_gold_that_evaluate_reads(
    client: TestClient, own_file: Path, tmp_path: Path
) -> None:
    coded = max(Ledger(own_file).records(), key=lambda c: len(c.events))
    document, wrong = coded.document.id, coded.events[1].id
    # not before every event has a verdict
    early = form(client.get("/review").text, "/review/undo") if "/review/undo" in client.get("/review").text else {}
    mark = current(client)["form_mark"]
    answer = client.post("/review/done", data=early | {"form_mark": mark, "name": "Ana", "document": document})
    assert answer.status_code == 400 and "no verdict yet" in answer.text
    _gone_through(client, document, wrong)

    folder = tmp_path / "gold"
    exported = run("export", "--format", "gold", "-o", str(folder), "--ledger", str(own_file))
    assert exported.returncode == 0, exported.stderr
    (file,) = folder.glob("*.json")
    article = json.loads(file.read_text(encoding="utf-8"))
    assert article["document"]["text"] == coded.document.text
    assert {e["id"] for e in article["gold"]["events"]} == {e.id for e in coded.events} - {wrong}

    # the same coder still makes the mistake that the reviewer rejected
    scored = run("evaluate", str(folder), "--format", "json")
    assert scored.returncode == 0, scored.stderr
    scores = json.loads(scored.stdout)
    assert set(scores) == {"events", "events_attribution", "events_status", "blocks"}
    assert 0.5 < scores["events"] < 1.0

    # put right after it, the article wants a new mark
    page = client.get(f"/review?article={document}").text
    client.post("/review/undo", data=form(page, "/review/undo") | {"name": "Ana"})
    Ledger(own_file).correct(document, "event", (coded.events[0].trigger.start, coded.events[0].trigger.end),
                             made_by="Bo", status="planned")  # fmt: skip
    _gone_through(client, document)
    Ledger(own_file).correct(document, "event", (coded.events[0].trigger.start, coded.events[0].trigger.end),
                             made_by="Bo", status="actual")  # fmt: skip
    (left,) = Ledger(own_file).reviewed()
    assert left.outdated
    exported = run("export", "--format", "gold", "-o", str(folder), "--ledger", str(own_file))
    assert b"left out" in exported.stderr and document.encode() in exported.stderr


def test_what_was_settled_outlives_a_new_coding(client: TestClient, own_file: Path) -> None:
    """A later coder that loses an event must not take it out of the gold."""
    coded = max(Ledger(own_file).records(), key=lambda c: len(c.events))
    _gone_through(client, coded.document.id)
    with open_store(str(own_file)).write() as connection:
        connection.execute("DELETE FROM store.events")
    (left,) = Ledger(own_file).reviewed()
    assert not left.outdated
    assert [e.id for e in left.coded.events] == [e.id for e in coded.events]
    assert left.coded.document.text == coded.document.text


def test_review_of_a_ledger_without_anything(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "empty.duckdb"
    with open_store(str(path)).write():
        pass
    client = opened(path)
    assert "Every record has its verdict" in client.get("/review").text
    page = client.get("/audit").text
    answer = client.post("/audit", data=form(page, "/audit") | {"name": "Ana"})
    assert answer.status_code == 400 and "empty" in answer.text
    assert client.get("/review?article=none").status_code == 404
    assert client.get("/audit/7").status_code == 404
