"""What the desk counts: events by time, by country, by place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ..asking import Asking, Row, Table
from ..filters import EventFilter
from .choosing import choose
from .common import where

# Points of a map; more of them would lie on each other.
_MOST_POINTS = 400
# Stretches that a plot shows side by side; a longer time is counted in longer ones (unit → its days).
MOST_STEPS = 160
_DAYS = {"week": 7, "month": 30, "year": 365}


@dataclass(frozen=True)
class Step:
    """A stretch of the plot: its first and last day, and events by quad (1 to 4)."""

    start: date
    end: date
    counts: tuple[int, int, int, int]


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
    unit = _unit({day for day, _, _ in dated})
    by_start: dict[date, list[int]] = {}
    for day, quad, count in dated:
        by_start.setdefault(_start(day, unit), [0, 0, 0, 0])[quad - 1] += count
    steps = []
    start, last = min(by_start, default=date.max), max(by_start, default=date.min)
    while start <= last:
        following = _next(start, unit)
        a, b, c, d = by_start.get(start, [0, 0, 0, 0])
        end = following - timedelta(days=1) if following < date.max else following
        steps.append(Step(start, end, (a, b, c, d)))
        if following <= start:
            break
        start = following
    return Weeks(unit, steps, undated, (quads[0], quads[1], quads[2], quads[3]))


def _unit(days: set[date]) -> str:
    """The shortest unit that makes no more than so many steps."""
    span = (max(days) - min(days)).days if days else 0
    return next((unit for unit, length in _DAYS.items() if span < length * MOST_STEPS), "century")


def _start(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), (day - date.min).days))
    if unit == "month":
        return day.replace(day=1)
    return date(day.year if unit == "year" else max(1, day.year // 100 * 100), 1, 1)


def _next(start: date, unit: str) -> date:
    """The first day of the next stretch; the last day that there is, where it would come after it."""
    try:
        if unit == "week":
            return start + timedelta(days=7)
        if unit == "month":
            return date(start.year + start.month // 12, start.month % 12 + 1, 1)
        return date(start.year + 1 if unit == "year" else start.year // 100 * 100 + 100, 1, 1)
    except (ValueError, OverflowError):
        return date.max


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
