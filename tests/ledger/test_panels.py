"""Panels and dyads: the same counts from both stores, zeros where nothing happened, each event once for a unit."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import pytest

from dragoman.errors import UsageError
from dragoman.knowledge import plover
from dragoman.ledger import Ledger, Session, entry_of, open_store, pairing, panels
from dragoman.ledger.views import VIEWS
from dragoman.records import (
    Actor,
    Coded,
    CoderInfo,
    Date,
    Document,
    Event,
    EventType,
    Factuality,
    Role,
    Span,
    record_id,
)

TEXT = "Words of a report."
SPAN = Span(0, 5, "Words")
# id → name, country
WHO = {
    "country:RUS": ("Russia", "RUS"),
    "country:BLR": ("Belarus", "BLR"),
    "country:POL": ("Poland", "POL"),
    "person:one": ("Anna One", "RUS"),
    "person:two": ("Boris Two", "RUS"),
    "local:gunmen": ("gunmen", None),
}
# (day of the report, type, actors, recipients, day of the act if the text says one, status)
HAPPENED = [
    # the last day of one week and the first of the next, over the turn of the year
    ("2021-01-03", "ACCUSE", ["country:RUS"], ["country:BLR"], None, "actual"),
    ("2021-01-04", "THREATEN", ["country:BLR"], ["country:RUS"], None, "actual"),
    # two do it together: no recipients
    ("2021-01-20", "COOPERATE", ["country:RUS", "country:BLR"], [], None, "actual"),
    # two persons of one country, three recipients of two, and one without a country
    ("2021-03-10", "SANCTION", ["person:one", "person:two"], ["country:POL", "country:BLR", "local:gunmen"], None,
     "actual"),
    # what does not count: history, plans, deeds without a partner, among one country's own, by nobody's
    ("2021-03-12", "ASSAULT", ["country:RUS"], ["country:POL"], "1939-09-17", "historical"),
    ("2021-03-12", "CONSULT", ["country:RUS"], ["country:POL"], None, "planned"),
    ("2021-03-14", "MOBILIZE", ["country:POL"], [], None, "actual"),
    ("2021-03-16", "COERCE", ["country:RUS"], ["person:one"], None, "actual"),
    ("2021-04-30", "ASSAULT", ["local:gunmen"], ["country:POL"], None, "actual"),
    (None, "AID", ["country:POL"], ["country:BLR"], None, "actual"),
]  # fmt: skip
SCOPE = {"since": "2021-01-01", "until": "2021-04-30"}


def report(number: int, day: str | None, type: str, actors: list[str], recipients: list[str], own: str | None,
           status: Any) -> Coded:  # fmt: skip
    """One report of one event."""
    when = Date(start=own, end=own, precision="day", span=None, inferred=False) if own else None
    event = Event(
        id=record_id(f"r{number}", "event", type, 0, 5), type=type, mode=None, contexts=[],  # type: ignore[arg-type]
        quad=plover.quad(type), intensity=plover.intensity(type), actors=[Role(who, SPAN) for who in actors],
        recipients=[Role(who, SPAN) for who in recipients], trigger=SPAN, sentence=SPAN, also=[],
        factuality=Factuality(status, "affirmed", "certain"), attribution=[], date=when, place=None, counts=[],
        confidence=0.9,
    )  # fmt: skip
    known = [
        Actor(id=who, name=WHO[who][0], kind="state", country=WHO[who][1], sectors=[], title=None, wikidata=None,
              mentions=[], basis=None)
        for who in {*actors, *recipients}
    ]  # fmt: skip
    return Coded(
        coder=CoderInfo(program="dragoman", version="0", registry="0", models={}),
        document=Document(id=f"r{number}", text=TEXT, published_at=day), actors=sorted(known, key=lambda a: a.id),
        statements=[], events=[event], commitments=[], times=[], places=[], warnings=[],
    )  # fmt: skip


@pytest.fixture
def ledger(new_ledger: Callable[[], str]) -> Ledger:
    where = new_ledger()
    records = [report(number, *row) for number, row in enumerate(HAPPENED)]
    Session(open_store(where), ["made"]).write([entry_of(record) for record in records])
    return Ledger(where)


def told(answer: Any, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in answer if row["events"]]


def test_a_panel_has_every_unit_in_every_period(ledger: Ledger) -> None:
    rows = ledger.panel(by="month", dyads=True).rows()
    pairs = sorted({(row["actor"], row["recipient"]) for row in rows})
    assert pairs == [("BLR", "RUS"), ("RUS", "BLR"), ("RUS", "POL")]
    # from the first report's month to the last one's, though no pair has an event in February and April
    months = [date(2021, month, 1) for month in (1, 2, 3, 4)]
    assert [(row["actor"], row["recipient"], row["period"]) for row in rows] == [
        (*pair, month) for pair in pairs for month in months
    ]
    assert told(rows, "period", "actor", "recipient", "events", "quad1", "quad2", "quad3", "quad4", "reports") == [
        (months[0], "BLR", "RUS", 2, 0, 1, 1, 0, 2),
        (months[0], "RUS", "BLR", 2, 0, 1, 1, 0, 2),
        # two persons of one country are one side of one event
        (months[2], "RUS", "BLR", 1, 0, 0, 0, 1, 1),
        (months[2], "RUS", "POL", 1, 0, 0, 0, 1, 1),
    ]
    empty, full = rows[1], rows[0]
    assert (empty["events"], empty["mean_intensity"], empty["sum_intensity"], empty["reports"]) == (0, None, 0.0, 0)
    assert full["sum_intensity"] == pytest.approx(plover.intensity("COOPERATE") + plover.intensity("THREATEN"))
    assert full["mean_intensity"] == pytest.approx(full["sum_intensity"] / 2)


def test_what_a_panel_leaves_out_is_told(ledger: Ledger) -> None:
    panel = ledger.panel(by="month", dyads=True)
    account = panel.account
    assert (account.units, account.periods, account.rows) == (3, 4, len(panel.rows()))
    assert (account.counted, account.not_happened, account.undated, account.outside) == (4, 1, 1, 1)
    planned = ledger.panel(by="year", dyads=True, happened=None)
    assert ("RUS", "POL", 2) in told(planned, "actor", "recipient", "events")
    assert planned.account.not_happened == 0


def test_a_span_bounds_events_and_periods(ledger: Ledger) -> None:
    panel = ledger.panel(by="quarter", pairs_of=["RUS", "BLR"], since="2021-01-04", until="2021-07-01")
    assert [row["period"] for row in panel][:3] == [date(2021, 1, 1), date(2021, 4, 1), date(2021, 7, 1)]
    assert told(panel, "actor", "events") == [("BLR", 2), ("RUS", 2)]
    assert panel.account.outside == 1
    none = ledger.panel(by="month", dyads=True, since="2030-01-01", until="2030-02-01")
    assert (none.rows(), none.arrow().num_rows) == ([], 0)
    assert none.arrow().column_names == ledger.panel(by="month").arrow().column_names


def test_listed_units_are_there_without_events(ledger: Ledger) -> None:
    panel = ledger.panel(by="year", pairs_of=["RUS", "person:two", "Poland", "XYZ"])
    assert len(panel.rows()) == 12
    assert told(panel, "actor", "recipient", "events") == [("RUS", "Poland", 1), ("person:two", "Poland", 1)]
    assert panel.account.unmet == ("XYZ",)
    assert len(ledger.panel(by="year", pairs_of=["RUS", "BLR", "POL"], undirected=True).rows()) == 3


def test_single_actors(ledger: Ledger) -> None:
    every = told(ledger.panel(by="year", actors=True), "actor", "events")
    assert every == [("BLR", 2), ("POL", 1), ("RUS", 4)]
    some = ledger.panel(by="year", actors=["POL", "person:one", "BLR", "FRA"]).rows()
    assert [(row["actor"], row["events"]) for row in some] == [("BLR", 2), ("FRA", 0), ("POL", 1), ("person:one", 1)]
    acting = ledger.panel(by="year", dyads=True, actors="BLR")
    assert told(acting, "actor", "recipient", "events") == [("BLR", "RUS", 2)]


def test_pairs_without_direction_count_an_event_once(ledger: Ledger) -> None:
    every = ledger.panel(by="year", undirected=True)
    assert told(every, "actor", "recipient", "events", "quad2") == [("BLR", "RUS", 4, 1), ("POL", "RUS", 1, 0)]
    # of whom is asked for one, the other may be either side
    assert told(ledger.panel(by="year", dyads=True, actors="POL", undirected=True), "actor", "recipient", "events") == [
        ("POL", "RUS", 1)
    ]


def test_a_column_for_each_type(ledger: Ledger) -> None:
    (row,) = (row for row in ledger.panel(by="year", pairs_of=["RUS", "BLR"], types=True) if row["actor"] == "RUS")
    assert (row["accuse"], row["cooperate"], row["sanction"], row["threaten"]) == (1, 1, 1, 0)
    assert sum(row[type.lower()] for type in get_args(EventType)) == row["events"]


def test_weeks_begin_on_monday_also_over_the_turn_of_the_year(ledger: Ledger) -> None:
    rows = ledger.dyad("RUS", "BLR").rows()
    weeks = [row["period"] for row in rows]
    assert weeks[:2] == [date(2020, 12, 28), date(2021, 1, 4)]
    assert weeks[-1] == date(2021, 3, 8)
    assert {week.isoweekday() for week in weeks} == {1}
    assert len(weeks) == 11
    assert [(row["ab_quad3"], row["ba_quad3"]) for row in rows[:2]] == [(1, 0), (0, 1)]
    # the act of the Sunday is no other week's, wherever the span begins
    assert told(ledger.dyad("RUS", "BLR", since="2021-01-03", until="2021-01-03"), "period", "events") == [
        (date(2020, 12, 28), 1)
    ]


def test_what_two_do_together_counts_in_both_directions(ledger: Ledger) -> None:
    (row,) = (row for row in ledger.dyad("BLR", "RUS") if row["quad2"])
    assert (row["events"], row["ab_quad2"], row["ba_quad2"], row["balance"]) == (1, 1, 1, 1.0)
    assert row["sum_intensity"] == row["cooperation"] == plover.intensity("COOPERATE")


def test_the_balance_weighs_cooperation_against_conflict(ledger: Ledger) -> None:
    first, *_ = ledger.dyad("RUS", "BLR", by="month")
    good = plover.intensity("COOPERATE")
    bad = -plover.intensity("ACCUSE") - plover.intensity("THREATEN")
    assert (first["cooperation"], first["conflict"]) == (good, bad)
    assert first["balance"] == pytest.approx((good - bad) / (good + bad))
    february = ledger.dyad("RUS", "BLR", by="month").rows()[1]
    assert (february["events"], february["balance"], february["sum_intensity"]) == (0, None, 0.0)


def test_a_dyad_of_ids_and_names(ledger: Ledger) -> None:
    assert told(ledger.dyad("person:one", "Poland"), "period", "ab_quad4", "ba_quad4") == [(date(2021, 3, 8), 1, 0)]
    # a country and one of its own: what another of its own does to that one
    assert told(ledger.dyad("RUS", "person:one"), "ab_quad4", "ba_quad4") == [(1, 0)]
    none = ledger.dyad("RUS", "FRA")
    assert (none.rows(), none.account.counted) == ([], 0)
    assert len(ledger.dyad("RUS", "FRA", by="month", **SCOPE).rows()) == 4


def test_arrow_pandas_and_polars_hold_what_the_rows_hold(ledger: Ledger) -> None:
    for answer in (ledger.panel(by="month", dyads=True), ledger.dyad("RUS", "BLR")):
        rows = answer.rows()
        assert answer.arrow().to_pylist() == rows
        assert answer.polars()["events"].to_list() == [row["events"] for row in rows]
        frame = answer.pandas()
        assert list(frame.columns) == list(rows[0])
        assert frame["quad3"].tolist() == [row["quad3"] for row in rows]
        assert str(frame["events"].dtype) == "int64"


def test_a_panel_too_large_is_refused_with_a_way_out_and_at_no_cost(ledger: Ledger) -> None:
    crowd = [f"X{number}" for number in range(400)]
    panel = ledger.panel(by="day", pairs_of=crowd, **SCOPE)
    tracemalloc.start()
    try:
        for take in (panel.rows, panel.arrow, panel.polars):
            with pytest.raises(UsageError, match=r"19,152,000 rows.* 5,000,000; take longer periods"):
                take()
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert panel.account.rows == 400 * 399 * 120


def test_the_bound_itself_is_allowed(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ledger.panel(by="month", dyads=True).rows()
    monkeypatch.setattr(panels, "MOST_ROWS", len(rows))
    assert ledger.panel(by="month", dyads=True).rows() == rows
    monkeypatch.setattr(panels, "MOST_ROWS", len(rows) - 1)
    with pytest.raises(UsageError, match="12 rows"):
        ledger.panel(by="month", dyads=True).rows()


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda ledger: ledger.panel(by="fortnight"), "day, week, month"),
        (lambda ledger: ledger.panel(since="2021-05-01", until="2021-04-01"), "exchange"),
        (lambda ledger: ledger.panel(pairs_of="RUS"), "two or more"),
        (lambda ledger: ledger.panel(pairs_of=["RUS", "BLR"], actors=["POL"]), "no list of actors"),
        (lambda ledger: ledger.panel(actors=True, undirected=True), "direction"),
        (lambda ledger: ledger.dyad("RUS", "RUS"), "two that differ"),
        (lambda ledger: ledger.dyad("RUS", " "), "two that differ"),
    ],
)
def test_panels_that_cannot_be_asked_for(ledger: Ledger, ask: Callable[[Ledger], object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ask(ledger)


def test_words_are_values_and_no_sql(ledger: Ledger) -> None:
    assert ledger.dyad("x') OR (1=1", "RUS").rows() == []
    assert told(ledger.panel(by="year", pairs_of=["'; DROP VIEW events; --", "$1"]), "events") == []


def test_a_ledger_of_nothing(where: str) -> None:
    Session(open_store(where), ["none"]).begin()
    panel = Ledger(where).panel(by="month", dyads=True)
    assert (panel.rows(), panel.account.first, panel.account.units) == ([], None, 0)
    assert Ledger(where).dyad("RUS", "BLR").arrow().num_rows == 0


def test_reports_are_counted_as_the_view_has_them() -> None:
    """Where the view tells by how many reports an event is told, panels sum that; else it has a row for each."""
    assert (pairing.REPORTS == "reports") == (" AS reports" in VIEWS["events"])
