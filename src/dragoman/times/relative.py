"""Dates told from the day of the report, or from the date told before: "Thursday", "two weeks ago"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from . import intervals
from .intervals import Interval
from .scene import Resolved, Scene

# How far before a span of time the words may stand that make it a limit, or a mere length
_GRANT_REACH = 4
_ABLE_REACH = 10


def resolve_weekday(scene: Scene) -> Resolved | None:
    """ "Thursday", "Tuesday evening", "last Friday", "this coming Sunday"."""
    anchor = scene.anchor
    if anchor is None or not _is_weekday(scene):
        return None
    weekday = int(scene.text_value("w"))
    back, ahead = (anchor.weekday() - weekday) % 7, (weekday - anchor.weekday()) % 7
    reading = scene.get("r")
    direction = reading.letter if reading else scene.outlook()
    if direction == "l":
        return _day(anchor, -(back or 7))
    if direction == "x":
        return _day(anchor, ahead or 7)
    if direction == "T":
        return _day(anchor, weekday - anchor.weekday())
    return _day(anchor, ahead if direction == "future" else -back)


def _is_weekday(scene: Scene) -> bool:
    """Whether an abbreviated weekday is one: "Sat" and "Sun" need a preposition before them."""
    lexeme = scene.get("w")
    return lexeme is None or lexeme.letter == "W" or scene.is_context("weekday", scene.before())


def resolve_deictic(scene: Scene) -> Resolved | None:
    """ "today", "yesterday morning", "the day before yesterday"."""
    return _day(scene.anchor, int(scene.text_value("t"))) if scene.anchor else None


def resolve_daypart(scene: Scene) -> Resolved | None:
    """ "this morning" is the day of the report, "last night" the day before, "the next morning" the day after
    the one told before."""
    reading = scene.get("r")
    if reading is None:
        return None
    if reading.letter == "x":
        return _day_told(scene, 1)
    if scene.anchor is None or reading.value not in {"this", "last"}:
        return None
    return _day(scene.anchor, 0 if reading.letter == "T" else -1)


def resolve_unit(scene: Scene) -> Resolved | None:
    """ "last week", "this month", "later next year", "the past decade", "that year", "the next day"."""
    reading, unit = scene.get("r"), scene.text_value("u")
    if reading is None or unit == "hour":
        return None
    if reading.letter == "R":
        return _unit_told(scene, unit)
    if unit == "day":
        return _day_told(scene, {"l": -1, "x": 1}.get(reading.letter, 0)) if reading.letter != "T" else None
    if scene.anchor is None or reading.value in {"following", "preceding"}:
        return None
    if reading.value == "previous" and scene.previous:
        return None
    if reading.value == "past" or (reading.letter == "l" and _is_period(scene)):
        return _period(scene.anchor, unit, -1)
    if reading.value == "coming" and scene.has("h"):
        return _period(scene.anchor, unit, 1)
    return _inferred(intervals.unit_around(scene.anchor, unit, {"l": -1, "T": 0, "x": 1}[reading.letter]))


def _is_period(scene: Scene) -> bool:
    """ "over the last week" runs up to the day of the report; "last week" is the week before."""
    return scene.has("h") and scene.is_context("period", scene.before())


def resolve_units(scene: Scene) -> Resolved | None:
    """ "the past two weeks", "the next three days"."""
    reading = scene.get("r")
    if scene.anchor is None or reading is None or reading.value in {"following", "preceding", "previous"}:
        return None
    amount = scene.number("n")
    return _period(scene.anchor, scene.text_value("u"), amount if reading.letter == "x" else -amount)


def _period(anchor: date, unit: str, offset: int) -> Resolved | None:
    """From the day of the report so many units back or on."""
    other = intervals.moved_by(anchor, unit, offset)
    return _inferred(Interval(min(anchor, other), max(anchor, other), "range")) if other else None


def resolve_ago(scene: Scene) -> Resolved | None:
    """ "two days ago", "almost four years ago"; as precise as its unit."""
    if scene.anchor is None or scene.is_context("vague", scene.before()):
        return None
    unit, amount = scene.text_value("u"), scene.number("n")
    if unit == "hour":
        return _day(scene.anchor, 0) if amount < 12 else None
    if unit in {"decade", "century"}:
        unit, amount = "year", amount * (10 if unit == "decade" else 100)
    return _inferred(intervals.unit_around(scene.anchor, unit, -amount))


def resolve_shift(scene: Scene) -> Resolved | None:
    """ "two days later", "a year earlier": from the date told before in the block."""
    edge, unit = scene.text_value("q"), scene.text_value("u")
    if edge not in {"later", "earlier"} or scene.previous is None or unit in {"hour", "decade", "century"}:
        return None
    amount = scene.number("n") * (1 if edge == "later" else -1)
    if unit == "day" and scene.previous.precision != "day":
        return None
    return _inferred(intervals.unit_around(scene.previous.start, unit, amount))


def resolve_limit(scene: Scene) -> Resolved | None:
    """ "within 48 hours", "given ninety-six hours", "a 72-hour ultimatum", "will meet in two weeks"."""
    if scene.anchor is None or scene.after() == "of":
        return None
    unit, amount = scene.text_value("u"), scene.number("n")
    if _is_limit(scene):
        end = intervals.moved_by(scene.anchor, unit, amount)
        return _inferred(intervals.day(end)) if end else None
    # "in two weeks" beside a verb in the past or one of ability is how long a thing takes
    able = any(scene.is_context("able", scene.before(k)) for k in range(1, _ABLE_REACH + 1))
    if scene.before() == "in" and unit != "hour" and not able and scene.outlook() == "future":
        return _inferred(intervals.unit_around(scene.anchor, unit, amount))
    return None


def _is_limit(scene: Scene) -> bool:
    if scene.before() == "within" or scene.is_context("limit", scene.after()):
        return True
    granted = any(scene.is_context("grant", scene.before(k)) for k in range(1, _GRANT_REACH + 1))
    return granted and scene.after() == "to"


def resolve_weekend(scene: Scene) -> Resolved | None:
    """ "over the weekend", "last weekend", "this weekend", "next weekend"."""
    anchor = scene.anchor
    if anchor is None or not (scene.has("r") or scene.has("h")):
        return None
    reading = scene.get("r")
    direction = reading.letter if reading else ""
    if direction == "R":
        return None
    ahead = direction == "x" or (direction != "l" and scene.outlook() == "future")
    this = intervals.weekend_of(anchor)
    if this is None:
        return None
    # "next weekend" told on a weekend is that of the week after
    if ahead:
        return _inferred(_weekend(anchor, 7) if direction == "x" and anchor >= this.start else this)
    if direction == "T" and scene.outlook() != "past":
        return _inferred(this)
    return _inferred(this if anchor >= this.start and direction != "l" else _weekend(anchor, -7))


def _weekend(anchor: date, shift: int) -> Interval | None:
    moved = intervals.shift_days(anchor, shift)
    return intervals.weekend_of(moved) if moved else None


def resolve_part(scene: Scene) -> Resolved | None:
    """ "the end of the year", "the start of next month": the whole unit."""
    unit = scene.text_value("u")
    if scene.anchor is None or unit in {"hour", "day", "century", "decade"}:
        return None
    reading = scene.get("r")
    offset = {"l": -1, "x": 1}.get(reading.letter, 0) if reading else 0
    return _inferred(intervals.unit_around(scene.anchor, unit, offset))


def _day_told(scene: Scene, offset: int) -> Resolved | None:
    """The day so many days from the one told before; None where that is no day."""
    if scene.previous is None or scene.previous.precision != "day":
        return None
    return _day(scene.previous.start, offset)


def _unit_told(scene: Scene, unit: str) -> Resolved | None:
    """ "that year", "the same day": the unit around the date told before."""
    finer: dict[str, tuple[str, ...]] = {
        "day": ("day",), "week": ("day", "week", "weekend"), "month": ("day", "week", "month"),
        "year": ("day", "week", "weekend", "month", "quarter", "half", "season", "year"),
    }  # fmt: skip
    if scene.previous is None or scene.previous.precision not in finer.get(unit, ()):
        return None
    return _inferred(intervals.unit_around(scene.previous.start, unit, 0))


def _day(anchor: date, offset: int) -> Resolved | None:
    moved = intervals.shift_days(anchor, offset)
    return Resolved(intervals.day(moved), explicit=False) if moved else None


def _inferred(interval: Interval | None) -> Resolved | None:
    return Resolved(interval, explicit=False) if interval else None


Resolver = Callable[[Scene], Resolved | None]
