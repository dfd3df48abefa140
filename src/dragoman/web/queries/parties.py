"""What a party did and to whom: over time in both directions, with whom, under which names, in which stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...ledger import Account, Period
from ...ledger.rows import clean
from ...ledger.selecting import Question
from ..asking import Asking, Row
from ..filters import EventFilter
from .choosing import choose, either
from .common import where
from .steps import near_unit, start_of, stretches

Quads = tuple[int, int, int, int]
# The period of a dyad's rows by the unit that makes few enough stretches; centuries are no period.
_PERIODS: dict[str, Period] = {"day": "day", "week": "week", "month": "month", "year": "year", "century": "year"}
_NONE: Quads = (0, 0, 0, 0)
# Ways of naming an actor that are told; a head of state has many.
_MOST_WORDS = 40


@dataclass(frozen=True)
class TwoWay:
    """A stretch of time: events by quad in one direction (`there`) and in the other (`back`).

    balance: from -1, nothing but conflict, to 1, nothing but cooperation, by intensity; None where nothing weighs.
    """

    start: date
    end: date
    there: Quads
    back: Quads
    balance: float | None = None

    @property
    def total(self) -> int:
        return sum(self.there) + sum(self.back)


@dataclass(frozen=True)
class Passing:
    """What passes, by stretch of time (`unit`: day, week, month, year or century).

    balance: over the whole time.  account: what is counted and what is left out, where the ledger says so.
    """

    unit: str
    steps: list[TwoWay]
    there: Quads
    back: Quads
    undated: int = 0
    balance: float | None = None
    account: Account | None = None


def is_country(party: str) -> bool:
    """Whether a party is a country's code, for all who belong to it."""
    return len(party) == 3 and party.isascii() and party.isupper()


def between(ask: Asking, a: str, b: str, since: date | None = None, until: date | None = None) -> Passing:
    """What a does to b (`there`) and b to a (`back`), of what is told as done: `Ledger.dyad`, by week or longer.

    Raises UsageError where the two are one, or the span ends before it begins.
    """
    by = _PERIODS[near_unit(_ends(ask, a, b, since, until))]
    panel = ask.ledger.dyad(a, b, by=by, since=since, until=until)
    found = ask.answer(panel)
    columns, rows = panel.read(list(found.columns), found.rows)
    steps = [_of_period(dict(zip(columns, row, strict=True)), by) for row in rows]
    sizes = [(row[columns.index("cooperation")], row[columns.index("conflict")]) for row in rows]
    cooperation, conflict = sum(size for size, _ in sizes), sum(size for _, size in sizes)
    weight = cooperation + conflict
    return Passing(
        by,
        steps,
        _summed([step.there for step in steps]),
        _summed([step.back for step in steps]),
        panel.account.undated,
        (cooperation - conflict) / weight if weight else None,
        panel.account,
    )


def _ends(ask: Asking, a: str, b: str, since: date | None, until: date | None) -> list[date]:
    """The first and the last day of what will be counted: of the stretch asked for, else of reports that tell of it."""
    condition, values = either(
        *(choose(EventFilter(actor=[one], recipient=[two], happened=True)) for one, two in ((a, b), (b, a)))
    )
    query = (
        "SELECT min(day), max(day) FROM events"
        f" WHERE ({condition}) AND day BETWEEN (SELECT min(day) FROM documents) AND (SELECT max(day) FROM documents)"
    )
    first, last = ask.table(query, values).rows[0]
    return [day for day in (since or first, until or last) if day is not None]


def _of_period(row: Row, by: str) -> TwoWay:
    first: date = row["period"]
    _, end = next(stretches(first, first, by))
    there, back = (tuple(row[f"{way}_quad{quad}"] for quad in (1, 2, 3, 4)) for way in ("ab", "ba"))
    return TwoWay(first, end, there, back, row["balance"])


def sides(ask: Asking, party: str, since: date | None = None, until: date | None = None) -> Passing:
    """What a party does (`there`) and what is done to it (`back`), of what is told as done."""
    does = _by_day(ask, choose(EventFilter(actor=[party], happened=True, since=since, until=until)))
    undergoes = _by_day(ask, choose(EventFilter(recipient=[party], happened=True, since=since, until=until)))
    days = [day for day in (*does, *undergoes) if day is not None]
    unit = near_unit(days)
    there, back = _by_step(does, unit), _by_step(undergoes, unit)
    steps = [
        TwoWay(start, end, there.get(start, _NONE), back.get(start, _NONE))
        for start, end in (stretches(min(days), max(days), unit) if days else ())
    ]
    undated = sum(does.get(None, _NONE)) + sum(undergoes.get(None, _NONE))
    return Passing(unit, steps, _summed(list(does.values())), _summed(list(undergoes.values())), undated)


def _by_day(ask: Asking, question: Question) -> dict[date | None, Quads]:
    counts = ", ".join(f"count(*) FILTER (WHERE quad = {quad})" for quad in (1, 2, 3, 4))
    found = ask.table(f"SELECT day, {counts} FROM events{where(question)} GROUP BY day", question.values)
    return {day: (a, b, c, d) for day, a, b, c, d in found.rows}


def _by_step(days: dict[date | None, Quads], unit: str) -> dict[date, Quads]:
    found: dict[date, Quads] = {}
    for day, counts in days.items():
        if day is not None:
            start = start_of(day, unit)
            found[start] = _summed([found.get(start, _NONE), counts])
    return found


def _summed(counts: list[Quads]) -> Quads:
    a, b, c, d = (sum(column) for column in zip(*counts, strict=True)) if counts else _NONE
    return a, b, c, d


def partners(ask: Asking, party: str, most: int = 12) -> list[Row]:
    """With whom a party has most to do, of what is told as done: other, name, and events by kind and direction."""
    column = "country" if is_country(party) else "id"
    named = "other" if column == "country" else "name"
    kinds = ", ".join(
        f"count(DISTINCT event) FILTER (WHERE {way} AND quad {kind}) AS {name}"
        for way, kind, name in (
            ("there", "<= 2", "gives"), ("there", "> 2", "fights"),
            ("NOT there", "<= 2", "gets"), ("NOT there", "> 2", "suffers"),
        )
    )  # fmt: skip
    return ask.rows(
        f"SELECT other, max({named}) AS name, count(DISTINCT event) AS events, {kinds} FROM ("
        f"SELECT recipient_{column} AS other, recipient AS name, event, quad, true AS there FROM dyads"
        f" WHERE actor_{column} = $1 AND happened UNION ALL"
        f" SELECT actor_{column}, actor, event, quad, false FROM dyads WHERE recipient_{column} = $1 AND happened"
        f") x WHERE other IS NOT NULL AND other <> $1 GROUP BY other ORDER BY events DESC, other LIMIT {int(most)}",
        (clean(party),),
    )


def members(ask: Asking, country: str, most: int = 40) -> list[Row]:
    """The actors of a country, those that most documents speak of first; local ones, which are many, apart."""
    return ask.rows(
        "SELECT actor, max(name) AS name, max(kind) AS kind, max(title) AS title, count(*) AS documents FROM actors"
        " WHERE country = $1 AND actor NOT LIKE 'local:%' GROUP BY actor"
        f" ORDER BY documents DESC, actor LIMIT {int(most)}",
        (clean(country),),
    )


def party_name(ask: Asking, party: str) -> str | None:
    """The name that most documents give an actor; None where none speaks of it."""
    found = ask.rows(
        "SELECT name FROM actors WHERE actor = $1 GROUP BY name ORDER BY count(*) DESC, name LIMIT 1", (clean(party),)
    )
    return found[0]["name"] if found else None


def named_by(ask: Asking, actor: str) -> list[Row]:
    """The words that texts name an actor by, by form, most frequent first, each with one of its places."""
    return ask.rows(
        "SELECT form, words, times, document, span_start, span_end FROM ("
        "SELECT form, words, document, span_start, span_end, count(*) OVER (PARTITION BY form, words) AS times,"
        " row_number() OVER (PARTITION BY form, words ORDER BY document, span_start) AS nth"
        " FROM mentions WHERE actor = $1 AND words IS NOT NULL) x"
        f" WHERE nth = 1 ORDER BY times DESC, form, words LIMIT {_MOST_WORDS}",
        (clean(actor),),
    )


def top_stories(ask: Asking, a: str, b: str | None = None, most: int = 8) -> list[Row]:
    """The stories with most events of a party, or between two: rows of `stories` with `events`."""
    one, other = (
        (EventFilter(actor=[a], recipient=[b]), EventFilter(actor=[b], recipient=[a]))
        if b
        else (EventFilter(actor=[a]), EventFilter(recipient=[a]))
    )
    condition, values = either(choose(one), choose(other))
    found = ask.rows(
        f"SELECT m.story, count(*) AS events FROM (SELECT document FROM events WHERE {condition}) e"
        " JOIN story_members m ON m.document = e.document"
        f" GROUP BY m.story ORDER BY events DESC, m.story LIMIT {int(most)}",
        values,
    )
    counted = {row["story"]: row["events"] for row in found}
    told = ask.rows(
        "SELECT story, title, first_day, last_day, reports, independent FROM stories WHERE story = any($1)",
        (sorted(counted),),
    )
    by_id = {row["story"]: row | {"events": counted[row["story"]]} for row in told}
    return [by_id[story] for story in counted if story in by_id]


def of_parties(ask: Asking, a: str, b: str, most: int = 10) -> list[Row]:
    """The latest events between two, in either direction."""
    condition, values = either(
        choose(EventFilter(actor=[a], recipient=[b])), choose(EventFilter(actor=[b], recipient=[a]))
    )
    question = Question("events", conditions=[f"({condition})"], values=values)
    return ask.rows(question.query(most), question.values)
