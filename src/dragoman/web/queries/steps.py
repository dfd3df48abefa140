"""Stretches of time that plots count by: weeks, or months, years, centuries where these would be too many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# Stretches that a plot shows side by side; a longer time is counted in longer ones (unit → its days).
MOST_STEPS = 160
MOST_DAYS = 62
_DAYS = {"week": 7, "month": 30, "year": 365}


@dataclass(frozen=True)
class Step:
    """A stretch of the plot: its first and last day, and events by quad (1 to 4)."""

    start: date
    end: date
    counts: tuple[int, int, int, int]


def unit_of(days: Iterable[date]) -> str:
    """The shortest unit that makes no more than so many steps."""
    known = set(days)
    span = (max(known) - min(known)).days if known else 0
    return next((unit for unit, length in _DAYS.items() if span < length * MOST_STEPS), "century")


def near_unit(days: Iterable[date]) -> str:
    """The same, by day where the time is short: what passes between two is often over in weeks."""
    known = set(days)
    return "day" if known and (max(known) - min(known)).days < MOST_DAYS else unit_of(known)


def start_of(day: date, unit: str) -> date:
    """The first day of the stretch that a day lies in."""
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), (day - date.min).days))
    if unit == "month":
        return day.replace(day=1)
    return date(day.year if unit == "year" else max(1, day.year // 100 * 100), 1, 1)


def stretches(first: date, last: date, unit: str) -> Iterator[tuple[date, date]]:
    """The first and last day of each stretch from that of one day to that of another."""
    start = start_of(first, unit)
    while start <= last:
        following = _next(start, unit)
        yield start, following - timedelta(days=1) if following < date.max else following
        if following <= start:
            break
        start = following


def _next(start: date, unit: str) -> date:
    """The first day of the next stretch; the last day that there is, where it would come after it."""
    try:
        if unit in {"day", "week"}:
            return start + timedelta(days=7 if unit == "week" else 1)
        if unit == "month":
            return date(start.year + start.month // 12, start.month % 12 + 1, 1)
        return date(start.year + 1 if unit == "year" else start.year // 100 * 100 + 100, 1, 1)
    except (ValueError, OverflowError):
        return date.max
