"""Every question of the room in both stores: the same answers, whatever is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman.ledger import Ledger
from dragoman.web import queries
from dragoman.web.asking import Asking
from dragoman.web.filters import (
    ActorFilter,
    CommitmentFilter,
    DocumentFilter,
    EventFilter,
    Page,
    StatementFilter,
    StoryFilter,
)
from dragoman.web.paging import LATEST_STORIES

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


def alike(both: Pair, question: Callable[..., Any], *values: Any) -> Any:
    """What a question of the room gives, which has to be the same in both stores."""
    return same(both, lambda ask: question(ask, *values))


def test_parties(both: Pair) -> None:
    for pair in (("NER", "TCD"), ("country:RUS", "FRA"), ("none", "NER")):
        for question in (queries.between, queries.of_parties, queries.top_stories):
            alike(both, question, *pair)
    for party in ("NER", "country:NER", "none"):
        for question in (queries.sides, queries.partners, queries.top_stories):
            alike(both, question, party)
    assert alike(both, queries.members, "NER")
    assert alike(both, queries.party_name, "country:NER") == "Niger"
    assert alike(both, queries.named_by, "country:NER")


@pytest.mark.parametrize("fields", [
    {}, {"party": ["RUS"], "country": ["RUS"], "status": ["open"]}, {"party": ["FRA", "NER"], "conditional": True},
])  # fmt: skip
def test_lives(both: Pair, fields: dict[str, Any]) -> None:
    chosen = CommitmentFilter.model_validate(fields)
    alike(both, queries.standing, chosen)
    alike(both, queries.latest_of_each, chosen, 2)
    alike(both, queries.deadline_months, chosen)
    alike(both, queries.deadlines, chosen, date(2024, 3, 1), date(2024, 4, 30))


def test_one_life(both: Pair) -> None:
    assert alike(both, queries.latest_day) == date(2024, 3, 7)
    query = "SELECT commitment FROM commitments WHERE array_length(conditions, 1) > 0 LIMIT 1"
    promise = both[0].rows(query)[0]["commitment"]
    assert alike(both, queries.conditions_of, [promise, "none"])
    assert alike(both, Asking.life, promise).commitment["life"] == promise
    assert alike(both, Asking.life, "none") is None


def test_stories(both: Pair) -> None:
    for chosen in (StoryFilter(), StoryFilter(q="PACT", several=False), StoryFilter(document="talks")):
        found = alike(both, _stories, chosen, None)
        if found.next:
            alike(both, _stories, chosen, found.next)
    assert alike(both, queries.story_of, "pact")["reports"] >= 1
    assert alike(both, queries.told_in, "pact")
    events = [row["event"] for row in alike(both, queries.events_of, ["pact", "talks"], ["pact"])]
    assert events
    for question in (queries.in_dispute, queries.denials_of, queries.counted):
        alike(both, question, events)


def _stories(ask: Asking, chosen: StoryFilter, cursor: str | None) -> Any:
    return queries.page_of(ask, queries.choose(chosen), Page(limit=2, cursor=cursor), LATEST_STORIES)


def test_a_stamp_changes_with_what_is_written(server: Any, filled_database: str) -> None:  # noqa: F811
    server.run(f"CREATE DATABASE stamped OWNER owner TEMPLATE {filled_database}")
    ledger = Ledger(server.url("stamped"))
    ask = Asking(ledger)
    before = ask.stamp()
    ledger.forget("talks")
    ask.changed()
    assert ask.stamp() != before
