"""Questions to a ledger: the same answers from both stores, as rows, Arrow, pandas and polars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import LedgerError, UsageError
from dragoman.ledger import Ledger, Session, entry_of, open_store
from dragoman.ledger.views import VIEWS
from dragoman.records import Coded


@pytest.fixture
def ledger(filled: str) -> Ledger:
    return Ledger(filled)


def types(answer: Any) -> list[tuple[str, str | None]]:
    return [(row["type"], row["actor"]) for row in answer]


# (what is asked, (type, actor) of what is found)
EVENTS = [
    ({"actor": "NER", "type": "THREATEN"}, [("THREATEN", "Hadiza Moussa")]),
    ({"actor": "Hadiza Moussa"}, [("THREATEN", "Hadiza Moussa")]),
    ({"actor": "country:NGA"}, [("REJECT", "Nigeria")]),
    ({"actor": ["country:NGA", "PER"], "quad": 3}, [("REJECT", "Nigeria")]),
    # a reciprocal event is found from either side
    ({"actor": "TCD", "recipient": "NER", "type": "support"}, [("SUPPORT", "Chad")]),
    ({"actor": "NER", "recipient": "TCD", "type": "support"}, [("SUPPORT", "Chad")]),
    ({"recipient": "NER", "type": "SUPPORT"}, [("SUPPORT", "Chad")]),
    ({"type": ["SUPPORT", "CONSULT"], "since": "2024-03-06"}, [("CONSULT", None)]),
    ({"type": "SUPPORT", "since": date(2024, 3, 5), "until": "2024-03-05"}, [("SUPPORT", "Chad")]),
    ({"type": "AID", "since": "2030-01-01"}, []),
    ({"limit": 0}, []),
]


@pytest.mark.parametrize(("asked", "expected"), EVENTS)
def test_events_are_found_by_who_what_and_when(
    ledger: Ledger, asked: dict[str, Any], expected: list[tuple[str, str | None]]
) -> None:
    found = types(ledger.events(**asked))
    assert len(found) == len(expected)
    assert all(a[0] == b[0] and b[1] in (None, a[1]) for a, b in zip(found, expected, strict=True))


def test_an_event_says_what_stands_behind_it(ledger: Ledger) -> None:
    (row,) = ledger.events(type="SUPPORT", actor="TCD")
    assert row["sentence"].startswith("Chad and Niger signed a border security agreement")
    assert row["trigger"].startswith("signed")
    assert row["day"] == date(2024, 3, 5)
    assert row["published_at"] == datetime(2024, 3, 5, 8, tzinfo=UTC)
    assert (row["happened"], row["attributed"], row["quad"]) == (True, False, 1)
    assert row["actors"] == ["Chad", "Niger"]
    assert (row["publisher"], row["url"]) == ("Sahel Wire", "https://sahel.example/pact")
    undated = [r for r in ledger.events() if r["document"] == "undated"]
    assert {r["day_basis"] for r in undated} == {None}
    # and what somebody says is told as such
    told = [r for r in ledger.events(type="ASSAULT") if r["attributed"]]
    assert [r["attributed_to"] for r in told] == [["Hadiza Moussa"]]


def test_latest_first_and_unknown_days_last(ledger: Ledger) -> None:
    days = [row["day"] for row in ledger.events()]
    known = [day for day in days if day]
    assert known == sorted(known, reverse=True)
    assert days[: len(known)] == known


def test_commitments_statements_documents(ledger: Ledger) -> None:
    (threat,) = ledger.commitments(by="NER", kind="threat")
    assert (threat["by_actor"], threat["act"], threat["conditions"]) == ("Hadiza Moussa", "close the border", ["if"])
    assert [c["commitment"] for c in ledger.commitments(by="NER", conditional=True)] == [threat["commitment"]]
    assert ledger.commitments(by="NER", kind="threat", conditional=False).rows() == []
    (condition,) = ledger.sql("SELECT condition FROM conditions WHERE commitment = $1", [threat["commitment"]])
    assert condition["condition"].startswith("Abuja does not act")
    said = ledger.statements(speaker="NER", kind="direct").rows()
    assert [row["speaker"] for row in said] == ["Hadiza Moussa"]
    assert "We will close the border" in said[0]["content"]
    assert ledger.statements(speaker="nobody").rows() == []
    assert [row["document"] for row in ledger.documents(publisher="Sahel Wire")] == ["pact"]
    assert [row["document"] for row in ledger.documents(language="de")] == ["german"]
    assert len(ledger.documents().rows()) == 6


def test_dyads_have_both_directions_of_what_two_do_together(ledger: Ledger) -> None:
    query = "SELECT actor_country, recipient_country FROM dyads WHERE type = 'SUPPORT' AND document = 'pact' ORDER BY 1"
    assert ledger.sql(query).table()[1] == [("NER", "TCD"), ("TCD", "NER")]


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda ledger: ledger.events(type="SHOUT"), "AGREE"),
        (lambda ledger: ledger.events(since="yesterday"), "YYYY-MM-DD"),
        (lambda ledger: ledger.commitments(kind="vow"), "promise"),
        (lambda ledger: ledger.view("event"), "events"),
        (lambda ledger: ledger.sql("  "), "SELECT"),
    ],
)
def test_questions_that_cannot_be_asked_say_what_can(
    ledger: Ledger, ask: Callable[[Ledger], object], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        ask(ledger)


def test_values_are_values_and_no_sql(ledger: Ledger) -> None:
    assert ledger.events(actor="x' OR 1=1 --").rows() == []
    assert ledger.documents(ids="'; DROP VIEW events; --").rows() == []
    assert ledger.sql("SELECT $1 AS x", ["'; --"]).rows() == [{"x": "'; --"}]


def test_arrow_pandas_and_polars_hold_what_the_rows_hold(ledger: Ledger) -> None:
    answer = ledger.events()
    rows = answer.rows()
    table = answer.arrow()
    assert table.to_pylist() == rows
    frame = answer.pandas()
    assert list(frame.columns) == list(rows[0])
    assert frame["type"].tolist() == [row["type"] for row in rows]
    assert answer.polars()["confidence"].to_list() == [row["confidence"] for row in rows]
    none = ledger.events(actor="nobody").arrow()
    assert (none.num_rows, none.column_names) == (0, table.column_names)


def test_both_stores_give_the_same(
    tmp_path: Path, database: Callable[[], str], coded: list[Coded], told: list[Coded]
) -> None:
    ledgers = [Ledger(tmp_path / "a.duckdb"), Ledger(database())]
    for ledger in ledgers:
        Session(ledger.store, ["articles"]).write([entry_of(record) for record in (*coded, *told)])
        ledger.correct("pact", "event", (0, 4), made_by="Ana", verdict="accepted")
    for view in VIEWS:
        ours, theirs = (ledger.view(view).arrow() for ledger in ledgers)
        assert ours.schema == theirs.schema, view
        if view not in ("corrections", "documents", "ingests", "revisions"):
            assert sorted(map(repr, ours.to_pylist())) == sorted(map(repr, theirs.to_pylist())), view
        assert view in ("audits", "audit_items", "failures", "moves") or ours.num_rows, view


def test_who_has_no_ledger_is_told_and_none_is_made(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "none.duckdb")
    for ask in (ledger.events().rows, ledger.holds_texts, lambda: ledger.forget("x"), lambda: list(ledger.lines())):
        with pytest.raises(LedgerError, match="no such ledger; dragoman ingest makes one"):
            ask()
    assert list(tmp_path.iterdir()) == []


def test_the_ledger_is_found_by_option_variable_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAGOMAN_LEDGER", raising=False)
    assert Ledger().name == "dragoman.duckdb"
    monkeypatch.setenv("DRAGOMAN_LEDGER", "other.duckdb")
    assert Ledger().name == "other.duckdb"
    assert Ledger("third.duckdb").name == "third.duckdb"
    assert open_store("postgresql://me:secret@host/db?password=secret").name == "postgresql://me@host/db?password=…"
    with pytest.raises(UsageError, match="no such kind of ledger"):
        Ledger("mysql://host/db")
