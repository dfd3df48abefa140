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
# Weeks that a plot shows as such; a longer time is counted by month, a still longer one by year.
MOST_STEPS = 160


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
