"""Every question of the room in both stores: the same answers, whatever is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.ledger import Ledger
from dragoman.web import queries
from dragoman.web.asking import Asking
from dragoman.web.filters import ActorFilter, CommitmentFilter, DocumentFilter, EventFilter, Page, StatementFilter

# the server of the other store is started by that room's fixtures
from ledger.conftest import coded, failed, filled_database, filled_file, server  # noqa: F401

Pair = tuple[Asking, Asking]
FILTERS = [
    {}, {"q": 'border "pact"'}, {"q": "nobody % _ \\ '"}, {"actor": ["Chad", "country:NER", "FRA"]},
    {"country": ["NER", "FRA"]},
    {"quad": [3, 4], "type": ["THREATEN", "ASSAULT"]}, {"status": ["actual"], "happened": True, "attributed": False},
    {"speaker": ["Hadiza Moussa"]}, {"place": ["Diffa", "2445704"]}, {"since": "2024-03-06", "until": "2024-03-07"},
    {"story": "none"}, {"recipient": ["RUS"], "attributed": True},
]  # fmt: skip


@pytest.fixture
def both(filled_file: Path, filled_database: str, server: Any) -> Pair:  # noqa: F811
    return Asking(Ledger(filled_file)), Asking(Ledger(server.url(filled_database)))


def same(both: Pair, ask: Callable[[Asking], Any]) -> Any:
    one, other = (ask(asking) for asking in both)
    assert one == other
    return one


@pytest.mark.parametrize("fields", FILTERS)
def test_events(both: Pair, fields: dict[str, Any]) -> None:
    chosen = EventFilter.model_validate(fields)
    found = same(both, lambda ask: queries.page_of(ask, queries.choose(chosen), Page(limit=5)))
    if found.next:
        page = Page(limit=5, cursor=found.next)
        same(both, lambda ask: queries.page_of(ask, queries.choose(chosen), page))
    same(both, lambda ask: queries.weeks(ask, chosen))
    same(both, lambda ask: queries.countries(ask, chosen))
    same(both, lambda ask: queries.points(ask, chosen))
    same(both, lambda ask: [table.rows for table in queries.streamed(ask, queries.choose(chosen))])


@pytest.mark.parametrize(
    "chosen", [StatementFilter(speaker=["Hadiza Moussa"]), CommitmentFilter(conditional=True), DocumentFilter()]
)
def test_other_lists(both: Pair, chosen: Any) -> None:
    def rows(ask: Asking) -> Any:
        order = queries.documents if isinstance(chosen, DocumentFilter) else queries.page_of
        found = order(ask, queries.choose(chosen), Page())
        # when a ledger was filled is its own affair
        return [{k: v for k, v in row.items() if k != "ingested_at"} for row in found.rows]

    assert same(both, rows)


def test_single_records(both: Pair) -> None:
    event = both[0].rows("SELECT event, document FROM events ORDER BY number, ordinal LIMIT 1")[0]
    assert same(both, lambda ask: queries.event(ask, event["event"]))["evidence"]
    same(both, lambda ask: queries.told_again(ask, event["document"]))
    same(both, lambda ask: queries.titles(ask, [event["document"], "undated"]))
    same(both, lambda ask: queries.statement(ask, "pact", "s1"))
    same(both, lambda ask: ask.record("pact"))
    promise = both[0].rows("SELECT commitment FROM commitments WHERE array_length(conditions, 1) > 0 LIMIT 1")[0]
    assert same(both, lambda ask: queries.commitment(ask, promise["commitment"]))["hangs_on"]


def test_actors(both: Pair) -> None:
    found = same(both, lambda ask: queries.actors(ask, ActorFilter(q="NIG"), Page(limit=2)))
    same(both, lambda ask: queries.actors(ask, ActorFilter(q="NIG"), Page(limit=2, cursor=found.next)))
    assert same(both, lambda ask: queries.actor(ask, "country:NER"))["events"]
    same(both, queries.known_actors)
    same(both, lambda ask: queries.overview(ask) | {"written_at": None})


def test_a_stamp_changes_with_what_is_written(server: Any, filled_database: str) -> None:  # noqa: F811
    server.run(f"CREATE DATABASE stamped OWNER owner TEMPLATE {filled_database}")
    ledger = Ledger(server.url("stamped"))
    ask = Asking(ledger)
    before = ask.stamp()
    ledger.forget("talks")
    ask.changed()
    assert ask.stamp() != before
