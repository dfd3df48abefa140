"""When: whether two mentions can be of one day.

A text that gives the day of the act is held to it.  One that does not is news of its own day, or looks back: how far,
nothing says, so the further the act lies behind the report, the more else has to agree.
"""

from __future__ import annotations

from .mention import Days

# How far a report may look back, in days, and what that costs: (at most so many days, points).
LOOKING_BACK = 45
_COSTS = ((0, 1.0), (2, 0.0), (5, -1.0), (14, -2.0), (LOOKING_BACK, -3.0))
# Where neither text gives a day, two reports of different days tell two days' news, unless one looks back.
_COSTS_UNDATED = ((0, 1.0), (1, 0.0), (3, -1.0), (7, -2.0), (LOOKING_BACK, -3.5))
# Longer stretches ("this year") say little of when.
_SHORT = 31
Reason = tuple[str, float, str]


def compare_days(one: Days, other: Days) -> Reason | None:
    """The reason and its points; None where the days rule it out."""
    if one.start is not None and other.start is not None:
        return _both(one, other)
    if one.start is not None or other.start is not None:
        dated, undated = (one, other) if one.start is not None else (other, one)
        return _looking_back(dated, undated.report)
    if one.report is None or other.report is None:
        return ("day unknown", -2.0, "")
    apart = abs(one.report - other.report)
    cost = _cost(apart, _COSTS_UNDATED)
    return None if cost is None else ("reports near", cost, str(apart))


def _both(one: Days, other: Days) -> Reason | None:
    assert one.start is not None
    assert other.start is not None
    if one.start > _end(other) or other.start > _end(one):
        return None
    if one.exact and other.exact:
        return ("same day", 2.5, str(one.start))
    longest = max(_end(one) - one.start, _end(other) - other.start)
    return ("days overlap", 0.5 if longest <= _SHORT else -2.0, str(longest + 1))


def _looking_back(dated: Days, report: int | None) -> Reason | None:
    assert dated.start is not None
    if report is None:
        return ("day unknown", -2.0, "")
    # a day's grace where the sun is up elsewhere; within a stretch the report may come at any time
    if report < dated.start - 1:
        return None
    apart = max(0, report - _end(dated))
    cost = _cost(apart)
    return None if cost is None else ("told later", cost, str(apart))


def _cost(apart: int, costs: tuple[tuple[int, float], ...] = _COSTS) -> float | None:
    return next((cost for most, cost in costs if apart <= most), None)


def _end(days: Days) -> int:
    assert days.start is not None
    return days.start if days.end is None else days.end
