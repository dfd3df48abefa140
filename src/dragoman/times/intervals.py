"""Intervals of days: the arithmetic of weeks, months, quarters and the rest.

Weeks are those of ISO 8601, Monday to Sunday.  Seasons are those of the northern hemisphere in whole
months (winter 2020 = December 2020 to February 2021).  What leaves the years 1 to 9999 is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ..records import DatePrecision

SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
# Spans of more units than this are no dates but numbers ("2,000 years ago").
MOST_UNITS = 1_000


@dataclass(frozen=True, slots=True)
class Interval:
    """Days `start` to `end`, both inclusive."""

    start: date
    end: date
    precision: DatePrecision


def day(at: date) -> Interval:
    return Interval(at, at, "day")


def day_of(year: int, month: int, number: int) -> Interval | None:
    """The day, or None where the calendar has no such day."""
    try:
        return day(date(year, month, number))
    except ValueError:
        return None


def months_from(year: int, month: int, count: int, precision: DatePrecision) -> Interval | None:
    """`count` whole months from the first of a month on."""
    last = year * 12 + month - 1 + count
    try:
        return Interval(date(year, month, 1), date(last // 12, last % 12 + 1, 1) - timedelta(1), precision)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Interval | None:
    return months_from(year, month, 1, "month")


def year_of(year: int) -> Interval | None:
    return months_from(year, 1, 12, "year")


def season_of(year: int, season: str) -> Interval | None:
    return months_from(year, SEASON_MONTHS[season], 3, "season")


def quarter_of(year: int, number: int) -> Interval | None:
    return months_from(year, 3 * number - 2, 3, "quarter") if 1 <= number <= 4 else None


def half_of(year: int, number: int) -> Interval | None:
    return months_from(year, 6 * number - 5, 6, "half") if 1 <= number <= 2 else None


def decade_of(year: int) -> Interval | None:
    """The decade from a year that ends in 0."""
    return months_from(year, 1, 120, "decade")


def century_of(number: int) -> Interval | None:
    """The 19th century as 1800 to 1899, the way that TimeML writes it ("18")."""
    return months_from((number - 1) * 100, 1, 1200, "century") if number > 1 else None


def week_of(at: date) -> Interval | None:
    first = shift_days(at, -at.weekday())
    last = first and shift_days(first, 6)
    return Interval(first, last, "week") if first and last else None


def weekend_of(at: date) -> Interval | None:
    """Saturday and Sunday of the week of a day."""
    week = week_of(at)
    return Interval(week.end - timedelta(1), week.end, "weekend") if week else None


def shift_days(at: date, days: int) -> date | None:
    try:
        return at + timedelta(days)
    except OverflowError:
        return None


def unit_around(at: date, unit: str, offset: int) -> Interval | None:
    """The day, week, month … that holds a day, moved by `offset` of the same unit."""
    if abs(offset) > MOST_UNITS:
        return None
    if unit == "hour":
        return day(at) if offset == 0 else None
    if unit in {"day", "week", "fortnight"}:
        moved = shift_days(at, offset * {"day": 1, "week": 7, "fortnight": 14}[unit])
        if moved is None:
            return None
        return day(moved) if unit == "day" else week_of(moved)
    return _long_unit(at, unit, offset)


def _long_unit(at: date, unit: str, offset: int) -> Interval | None:
    if unit == "month":
        count = at.year * 12 + at.month - 1 + offset
        return month_of(count // 12, count % 12 + 1)
    if unit == "quarter":
        count = at.year * 4 + (at.month - 1) // 3 + offset
        return quarter_of(count // 4, count % 4 + 1)
    if unit == "year":
        return year_of(at.year + offset)
    if unit == "decade":
        return decade_of(at.year // 10 * 10 + 10 * offset)
    return century_of(at.year // 100 + 1 + offset)


def moved_by(at: date, unit: str, offset: int) -> date | None:
    """The same day `offset` units on; the last day of the month where it has no such day."""
    if abs(offset) > MOST_UNITS:
        return None
    if unit in {"hour", "day", "week", "fortnight"}:
        days = -(-offset // 24) if unit == "hour" else offset * {"day": 1, "week": 7, "fortnight": 14}[unit]
        return shift_days(at, days)
    months = offset * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    count = at.year * 12 + at.month - 1 + months
    whole = month_of(count // 12, count % 12 + 1)
    return whole.start.replace(day=min(at.day, whole.end.day)) if whole else None


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus, Meeus, Astronomical Algorithms, ch. 8)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    correction = century - (century + 8) // 25 + 1
    epact = (19 * golden + century - century // 4 - correction // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, number = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, number + 1)


def weekday_in_month(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The n-th such weekday of a month (-1: the last); weekday 0 is Monday."""
    whole = month_of(year, month)
    if not whole:
        return None
    if nth > 0:
        return whole.start + timedelta((weekday - whole.start.weekday()) % 7 + 7 * (nth - 1))
    return whole.end - timedelta((whole.end.weekday() - weekday) % 7)
