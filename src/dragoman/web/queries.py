"""All SQL of the web room: over the ledger's views, by names of columns, each question with its values apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..errors import UsageError
from ..ledger.rows import clean
from ..ledger.selecting import Question
from ..ledger.views import VIEWS
from .asking import Asking, Row, Table
from .filters import ActorFilter, EventFilter, Page
from .paging import BY_ACTOR, LATEST, LATEST_DOCUMENTS, Order

# Documents whose rows one opening of an export reads.
_SLICE = 2_000
# Points of a map; more of them would lie on each other.
_MOST_POINTS = 400
# Weeks that a plot shows as such; a longer time is counted by month, a still longer one by year.
MOST_STEPS = 160


@dataclass(frozen=True)
class Listed:
    """A page of rows, and the cursor of the next page where there is one."""

    rows: list[Row]
    next: str | None


@dataclass(frozen=True)
class Step:
    """A stretch of the plot: its first and last day, and events by quad (1 to 4)."""

    start: date
    end: date
    counts: tuple[int, int, int, int]


@dataclass(frozen=True)
class Weeks:
    """Events by stretch of time (`unit`: week, month or year), and those whose day nobody knows."""

    unit: str
    steps: list[Step]
    undated: int
    quads: tuple[int, int, int, int]

    @property
    def total(self) -> int:
        return sum(self.quads)


# -- lists


def page_of(ask: Asking, question: Question, page: Page, order: Order = LATEST) -> Listed:
    """A page of a question's rows, latest first.  Raises UsageError where the cursor is none of ours."""
    conditions, values = list(question.conditions), list(question.values)
    if page.cursor:
        after, more = order.after(order.values(page.cursor), len(values) + 1)
        conditions.append(after)
        values += more
    asked = Question(question.view, keys=question.keys, order=order.sql, conditions=conditions, values=values)
    rows = ask.rows(asked.query(page.limit + 1), values)
    shown = rows[: page.limit]
    return Listed(shown, order.cursor(shown[-1]) if len(rows) > page.limit else None)


def documents(ask: Asking, question: Question, page: Page) -> Listed:
    """A page of documents, without their texts."""
    found = page_of(ask, question, page, LATEST_DOCUMENTS)
    for row in found.rows:
        del row["text"]
    return found


def actors(ask: Asking, chosen: ActorFilter, page: Page) -> Listed:
    """Actors over all documents, by id."""
    question = chosen.question()
    values = list(question.values)
    if page.cursor:
        after, more = BY_ACTOR.after(BY_ACTOR.values(page.cursor), len(values) + 1)
        question.conditions.append(after)
        values += more
    where = f" WHERE {' AND '.join(question.conditions)}" if question.conditions else ""
    rows = ask.rows(
        "SELECT actor, max(name) AS name, max(kind) AS kind, max(country) AS country, max(sector) AS sector,"
        " max(wikidata) AS wikidata, count(*) AS documents, sum(mentions)::bigint AS mentions,"
        f" min(day) AS first_day, max(day) AS last_day FROM actors{where}"
        f" GROUP BY actor ORDER BY actor LIMIT {page.limit + 1}",
        values,
    )
    shown = rows[: page.limit]
    return Listed(shown, BY_ACTOR.cursor(shown[-1]) if len(rows) > page.limit else None)


def views() -> list[str]:
    """The views that this program's ledgers have."""
    return sorted(VIEWS)


def has_view(name: str) -> bool:
    """Whether this program's ledgers have a view."""
    return name in VIEWS


# -- one record


def one(ask: Asking, view: str, column: str, value: str) -> Row | None:
    """The row of a view whose column has a value, or None."""
    rows = ask.rows(f"SELECT * FROM {view} WHERE {column} = $1 LIMIT 1", (clean(value),))
    return rows[0] if rows else None


def statement(ask: Asking, document: str, id: str) -> Row | None:
    query = "SELECT * FROM statements WHERE document = $1 AND statement = $2 LIMIT 1"
    rows = ask.rows(query, (clean(document), clean(id)))
    return rows[0] | {"evidence": evidence(ask, document, "statement", id)} if rows else None


def event(ask: Asking, id: str) -> Row | None:
    """An event with the spans that it stands on and its numbers."""
    row = one(ask, "events", "event", id)
    if row:
        row |= {"evidence": evidence(ask, row["document"], "event", id), "counts": counts(ask, id)}
    return row


def commitment(ask: Asking, id: str) -> Row | None:
    """A commitment with the spans that it stands on and what it hangs on."""
    row = one(ask, "commitments", "commitment", id)
    if row:
        spans = evidence(ask, row["document"], "commitment", id)
        row |= {"evidence": spans, "hangs_on": conditions(ask, id)}
    return row


def evidence(ask: Asking, document: str, record_class: str, record: str) -> list[Row]:
    """The spans that a record stands on: part, offsets, words."""
    query = (
        "SELECT part, span_start, span_end, words FROM evidence"
        " WHERE document = $1 AND record_class = $2 AND record = $3 ORDER BY span_start, span_end, part"
    )
    return ask.rows(query, (clean(document), record_class, clean(record)))


def counts(ask: Asking, event: str) -> list[Row]:
    """The numbers that belong to an event: dead, injured …"""
    return ask.rows("SELECT kind, low, high, unit, words FROM counts WHERE event = $1", (clean(event),))


def conditions(ask: Asking, commitment: str) -> list[Row]:
    """What a commitment hangs on."""
    query = "SELECT kind, condition, span_start, span_end FROM conditions WHERE commitment = $1 ORDER BY span_start"
    return ask.rows(query, (clean(commitment),))


def actor(ask: Asking, id: str) -> Row | None:
    """One actor over all documents: names and titles that it has, events by quad on either side."""
    found = ask.rows(
        "SELECT actor, name, kind, country, sector, title, wikidata, basis, count(*) AS documents,"
        " sum(mentions)::bigint AS mentions, min(day) AS first_day, max(day) AS last_day FROM actors WHERE actor = $1"
        " GROUP BY actor, name, kind, country, sector, title, wikidata, basis ORDER BY documents DESC, name, title",
        (clean(id),),
    )
    if not found:
        return None
    sides = ask.rows(
        "SELECT quad, count(*) FILTER (WHERE $1 = any(actor_ids)) AS acts,"
        " count(*) FILTER (WHERE $1 = any(recipient_ids)) AS undergoes"
        " FROM events WHERE $1 = any(actor_ids) OR $1 = any(recipient_ids) GROUP BY quad ORDER BY quad",
        (clean(id),),
    )
    first = {name: found[0][name] for name in ("actor", "name", "kind", "country", "sector", "wikidata")}
    return first | {"documents": sum(row["documents"] for row in found), "forms": found, "events": sides}


# -- the desk


def weeks(ask: Asking, chosen: EventFilter) -> Weeks:
    """Events by week and quad, or by month or year where that would be too many."""
    question = chosen.question()
    query = f"SELECT day, quad, count(*) FROM events{_where(question)} GROUP BY day, quad"
    return ask.once(("weeks", query, repr(question.values)), lambda: _stepped(ask.fresh(query, question.values)))


def _stepped(found: Table) -> Weeks:
    dated = [(day, quad, count) for day, quad, count in found.rows if day is not None]
    quads = [0, 0, 0, 0]
    for _, quad, count in found.rows:
        quads[quad - 1] += count
    undated = sum(count for day, _, count in found.rows if day is None)
    unit = _unit({day for day, _, _ in dated})
    by_start: dict[date, list[int]] = {}
    for day, quad, count in dated:
        by_start.setdefault(_start(day, unit), [0, 0, 0, 0])[quad - 1] += count
    steps = []
    start = min(by_start, default=None)
    while start is not None and by_start:
        end = _next(start, unit) - timedelta(days=1)
        a, b, c, d = by_start.get(start, [0, 0, 0, 0])
        steps.append(Step(start, end, (a, b, c, d)))
        start = _next(start, unit) if start < max(by_start) else None
    return Weeks(unit, steps, undated, (quads[0], quads[1], quads[2], quads[3]))


def _unit(days: set[date]) -> str:
    if not days:
        return "week"
    span = (max(days) - min(days)).days
    return "week" if span < 7 * MOST_STEPS else "month" if span < 30 * MOST_STEPS else "year"


def _start(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), (day - date.min).days))
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _next(start: date, unit: str) -> date:
    try:
        if unit == "week":
            return start + timedelta(days=7)
        if unit == "month":
            return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
        return start.replace(year=start.year + 1)
    except (ValueError, OverflowError):
        return date.max


def countries(ask: Asking, chosen: EventFilter) -> list[Row]:
    """Countries that take part in events or where these were: country, cooperation, conflict; most events first."""
    question = chosen.question()
    where = _where(question)
    return ask.rows(
        f"WITH chosen AS (SELECT event, quad, actor_countries, recipient_countries, place_country FROM events{where}),"
        " parts AS (SELECT event, quad, unnest(actor_countries) AS country FROM chosen"
        " UNION SELECT event, quad, unnest(recipient_countries) FROM chosen"
        " UNION SELECT event, quad, place_country FROM chosen)"
        " SELECT country, count(*) FILTER (WHERE quad <= 2) AS cooperation,"
        " count(*) FILTER (WHERE quad > 2) AS conflict FROM parts WHERE country IS NOT NULL"
        " GROUP BY country ORDER BY count(*) DESC, country",
        question.values,
    )


def points(ask: Asking, chosen: EventFilter) -> list[Row]:
    """Places that are known as exactly as a town or a site, with their events, most first."""
    question = chosen.question()
    question.conditions.append("place_precision IN ('site', 'city') AND lat IS NOT NULL AND lon IS NOT NULL")
    return ask.rows(
        "SELECT min(place) AS place, min(place_country) AS country, geoname_id, lat, lon,"
        " count(*) FILTER (WHERE quad <= 2) AS cooperation, count(*) FILTER (WHERE quad > 2) AS conflict"
        f" FROM events{_where(question)} GROUP BY geoname_id, lat, lon"
        f" ORDER BY count(*) DESC, geoname_id LIMIT {_MOST_POINTS}",
        question.values,
    )


def known_actors(ask: Asking, most: int = 150) -> list[Row]:
    """The actors that most documents speak of, for a form to offer."""
    return ask.rows(
        "SELECT actor, max(name) AS name, count(*) AS documents FROM actors WHERE actor NOT LIKE 'local:%'"
        f" GROUP BY actor ORDER BY documents DESC, actor LIMIT {int(most)}"
    )


def titles(ask: Asking, ids: list[str]) -> dict[str, str | None]:
    """The titles of documents; where one has none, the first line of its text."""
    query = (
        "SELECT document, coalesce(title, substr(split_part(text, chr(10), 1), 1, 120)) AS title FROM documents"
        " WHERE document = any($1)"
    )
    return dict(ask.table(query, (sorted(set(ids)),)).rows)


def overview(ask: Asking) -> Row:
    """How much the ledger holds."""
    return ask.rows(
        "SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM events) AS events,"
        " (SELECT count(*) FROM statements) AS statements, (SELECT count(*) FROM commitments) AS commitments,"
        " (SELECT max(day) FROM documents) AS last_day, (SELECT max(finished_at) FROM ingests) AS written_at"
    )[0]


# -- export


def streamed(ask: Asking, question: Question) -> Iterator[Table]:
    """All rows of a question in the order in which documents came, slice by slice; the ledger is free in between.

    Rows are those of documents that were there when this began.
    """
    if question.view not in {"events", "statements", "commitments", "documents"}:
        raise UsageError(f"no export of {question.view}")
    last = ask.fresh("SELECT coalesce(max(number), 0) FROM documents").rows[0][0]
    n = len(question.values)
    both = [*question.conditions, f"number > ${n + 1}", f"number <= ${n + 2}"]
    query = f"SELECT * FROM {question.view} WHERE {' AND '.join(both)} ORDER BY {question.keys}"
    for start in range(0, last, _SLICE):
        yield ask.fresh(query, [*question.values, start, min(start + _SLICE, last)])


def _where(question: Question) -> str:
    return f" WHERE {' AND '.join(question.conditions)}" if question.conditions else ""
