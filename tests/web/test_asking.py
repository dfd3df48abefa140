"""Asking the ledger: kept answers, stamps, writers, limits of time."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman import Coder
from dragoman.errors import LedgerSlow
from dragoman.ledger import Ledger, Session, entry_of
from dragoman.web import queries
from dragoman.web.asking import Asking
from dragoman.web.filters import EventFilter
from dragoman.web.quick import asks_of_events_alone

from .conftest import Opened

SLOW = "SELECT count(*) FROM range(100000000000) a"


def test_an_answer_is_kept_until_something_is_written(own_file: Path) -> None:
    ledger = Ledger(own_file)
    ask = Asking(ledger)
    query = "SELECT count(*) AS n FROM documents"
    before = ask.table(query)
    assert ask.table(query) is before
    document = ledger.documents(limit=1).rows()[0]["document"]
    ledger.forget(document)
    assert ask.rows(query)[0]["n"] == before.rows[0][0] - 1


def test_the_stamp_stays_when_the_ledger_is_only_read(demo_file: Path) -> None:
    ask = Asking(Ledger(demo_file))
    before = ask.stamp()
    ask.fresh("SELECT count(*) FROM events")
    assert ask.stamp() == before


def test_rows_are_the_callers_own(demo_file: Path) -> None:
    ask = Asking(Ledger(demo_file))
    rows = ask.rows("SELECT * FROM events LIMIT 1")
    rows[0]["type"] = "changed"
    assert ask.rows("SELECT * FROM events LIMIT 1")[0]["type"] != "changed"


def test_what_is_kept_is_bounded(demo_file: Path) -> None:
    ask = Asking(Ledger(demo_file), kept=3)
    for number in range(10):
        ask.once(number, lambda: "x")
    assert len(ask._kept) == 3


def test_the_same_question_is_asked_once_by_many(demo_file: Path) -> None:
    ask, made, gate = Asking(Ledger(demo_file)), [], threading.Event()

    def make() -> int:
        gate.wait(5)
        made.append(1)
        return len(made)

    threads = [threading.Thread(target=lambda: ask.once("key", make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join(5)
    assert made == [1]


def test_a_failure_is_not_kept(demo_file: Path) -> None:
    ask = Asking(Ledger(demo_file))
    with pytest.raises(ZeroDivisionError):
        ask.once("key", lambda: 1 // 0)
    assert ask.once("key", lambda: 5) == 5


def test_a_question_that_takes_too_long_is_stopped(demo_file: Path) -> None:
    ask = Asking(Ledger(demo_file), seconds=0.2)
    began = time.monotonic()
    with pytest.raises(LedgerSlow):
        ask.fresh(SLOW)
    assert time.monotonic() - began < 5
    assert ask.fresh("SELECT 1").rows == [(1,)]


def test_questions_of_a_page_share_an_opening(demo_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(demo_file)
    ask, openings = Asking(ledger), []
    read = ledger.store.read
    monkeypatch.setattr(ledger.store, "read", lambda: openings.append(1) or read())
    with ask.together():
        ask.fresh("SELECT 1")
        ask.fresh("SELECT 2")
    ask.fresh("SELECT 3")
    assert len(openings) == 2


def test_nothing_is_held_between_requests(opened: Opened, own_file: Path) -> None:
    client = opened(own_file)
    client.get("/")
    # a writer gets in at once
    ledger = Ledger(own_file, wait=0.1)
    ledger.forget(ledger.documents(limit=1).rows()[0]["document"])


def test_a_reader_that_meets_a_writer_is_told_to_come_again(opened: Opened, own_file: Path) -> None:
    client = opened(own_file, wait=0.1)
    with Ledger(own_file).store.write():
        page, call = client.get("/"), client.get("/api/v1/events")
    for answer in (page, call):
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) >= 1
    assert "One moment" in page.text
    assert call.json()["error"]["code"] == "busy"
    assert client.get("/").status_code == 200


def test_a_page_that_was_asked_for_before_is_read_while_a_writer_holds_the_ledger(
    opened: Opened, own_file: Path
) -> None:
    client = opened(own_file, wait=0.1)
    assert client.get("/").status_code == 200
    with Ledger(own_file).store.write():
        assert client.get("/").status_code == 200


def test_a_ledger_that_is_not_there_is_told_so(opened: Opened, tmp_path: Path) -> None:
    answer: TestClient = opened(tmp_path / "none.duckdb")
    assert answer.get("/api/v1/events").json()["error"]["code"] == "no-ledger"


def test_a_large_ledger_answers_from_a_copy_that_is_never_old(own_file: Path, coder: Coder) -> None:
    ledger = Ledger(own_file)
    plain, quick = Asking(ledger), Asking(ledger, quick_from=1)
    asked = [
        (page_query(EventFilter()), ()),
        ("SELECT day, quad, count(*) FROM events GROUP BY day, quad ORDER BY day, quad", ()),
        ("SELECT event, reports FROM events WHERE 'RUS' = any(actor_countries) AND type = any($1) ORDER BY event",
         (["ACCUSE", "THREATEN"],)),
    ]  # fmt: skip

    def until_copied() -> None:
        end = time.monotonic() + 20
        while quick._quick.of(quick.stamp()) is None and time.monotonic() < end:
            time.sleep(0.02)
            quick._quick._next = 0.0
        assert quick._quick.of(quick.stamp()) is not None

    quick.fresh(*asked[0])
    until_copied()
    for query, values in asked:
        assert quick.fresh(query, values) == plain.fresh(query, values)
    coded = coder.code("Peru recalled its envoy from Chile on Monday.", id="late", published_at="2024-03-05")
    Session(ledger.store, ["late"]).write([entry_of(coded)])
    count = "SELECT count(*) FROM events"
    assert quick.fresh(count) == plain.fresh(count)
    until_copied()
    assert quick.fresh(count) == plain.fresh(count)


def page_query(chosen: EventFilter) -> str:
    return queries.choose(chosen).query(30)


@pytest.mark.parametrize(
    ("query", "alone"),
    [
        ("SELECT count(*) FROM events", True),
        ("WITH chosen AS MATERIALIZED (SELECT 1 FROM events) SELECT v.* FROM events v JOIN chosen USING (n)", True),
        ("WITH a AS (SELECT 1 FROM events), b AS (SELECT 2 FROM a) SELECT * FROM b", True),
        ("SELECT * FROM events WHERE number IN (SELECT number FROM documents)", False),
        ("SELECT * FROM event_reports", False),
        ("SELECT 1", False),
    ],
)
def test_what_a_copy_can_answer(query: str, alone: bool) -> None:
    assert asks_of_events_alone(query) is alone
