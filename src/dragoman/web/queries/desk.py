"""What the desk counts: events by time, by country, by place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..asking import Asking, Row, Table
from ..filters import EventFilter
from .choosing import choose
from .common import where
from .steps import Step, start_of, stretches, unit_of

# Points of a map; more of them would lie on each other.
_MOST_POINTS = 400


@dataclass(frozen=True)
class Weeks:
    """Events by stretch of time (`unit`: week, month, year or century), and those whose day nobody knows."""

    unit: str
    steps: list[Step]
    undated: int
    quads: tuple[int, int, int, int]

    @property
    def total(self) -> int:
        return sum(self.quads)


def weeks(ask: Asking, chosen: EventFilter) -> Weeks:
    """Events by week and quad, or by month or year where that would be too many."""
    question = choose(chosen)
    query = f"SELECT day, quad, count(*) FROM events{where(question)} GROUP BY day, quad"
    return ask.once(("weeks", query, repr(question.values)), lambda: _stepped(ask.fresh(query, question.values)))


def _stepped(found: Table) -> Weeks:
    dated = [(day, quad, count) for day, quad, count in found.rows if day is not None]
    quads = [0, 0, 0, 0]
    for _, quad, count in found.rows:
        quads[quad - 1] += count
    undated = sum(count for day, _, count in found.rows if day is None)
    unit = unit_of(day for day, _, _ in dated)
    by_start: dict[date, list[int]] = {}
    for day, quad, count in dated:
        by_start.setdefault(start_of(day, unit), [0, 0, 0, 0])[quad - 1] += count
    steps = []
    for start, end in stretches(min(by_start), max(by_start), unit) if by_start else ():
        a, b, c, d = by_start.get(start, [0, 0, 0, 0])
        steps.append(Step(start, end, (a, b, c, d)))
    return Weeks(unit, steps, undated, (quads[0], quads[1], quads[2], quads[3]))


def countries(ask: Asking, chosen: EventFilter) -> list[Row]:
    """Countries that take part in events or where these were: country, cooperation, conflict; most events first."""
    question = choose(chosen)
    return ask.rows(
        "WITH chosen AS (SELECT event, quad, actor_countries, recipient_countries, place_country"
        f" FROM events{where(question)}),"
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
    question = choose(chosen)
    question.conditions.append("place_precision IN ('site', 'city') AND lat IS NOT NULL AND lon IS NOT NULL")
    return ask.rows(
        "SELECT min(place) AS place, min(place_country) AS country, geoname_id, lat, lon,"
        " count(*) FILTER (WHERE quad <= 2) AS cooperation, count(*) FILTER (WHERE quad > 2) AS conflict"
        f" FROM events{where(question)} GROUP BY geoname_id, lat, lon"
        f" ORDER BY count(*) DESC, geoname_id LIMIT {_MOST_POINTS}",
        question.values,
    )
