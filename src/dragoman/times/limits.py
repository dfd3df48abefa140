"""Limits that name no date: "72 hours to leave", "by midnight", "until 5 a.m.", "by the 28th".

These are dates only where something is due, so `find_times` leaves them out; a deadline reads them from the day of the
report on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ..knowledge.calendar import Calendar, load_calendar
from ..records import Date, Span
from . import intervals
from .lexemes import Lexeme, read_lexemes, spell

_LENGTH = re.compile(r"(?P<n>N-N|[dnNa])(?P<more>_)?-?(?P<u>U)")
_MORE = frozenset({"more", "further", "full", "clear"})
_LEADS = frozenset({"by", "until", "till", "before", "from", "at"})
_FROM_NOW = frozenset({"within", "in", "after", "for", "of", "over"})
# Before these a length of time is how long something takes or took, or how old somebody is.
_AFTER_LENGTH = frozenset({"ago", "later", "earlier", "old", "before", "of", "after", "jail", "prison"})
_NIGHTLY = {"noon": 0, "midnight": 0, "nightfall": 0, "sunset": 0, "sundown": 0, "dusk": 0, "tonight": 0, "evening": 0}
_EARLY = {"dawn": 1, "daybreak": 1, "sunrise": 1}
_HALF_DAYS = {"a": 1, "p": 0}
_HOURS_A_DAY = 24
_LAST_HOUR = 24
_CLOCK_REACH = 4
_STOPS = frozenset({",", ".", ";", ":", '"', "”", "'", "’", "to", "of", "and", "or", "if", "unless", "—", "-", ")"})
_ORDINAL = re.compile(r"h(?P<o>[oO])")


def limits_in(text: str, start: int, end: int, anchor: date | None, calendar: Calendar | None = None) -> list[Date]:
    """The limits between two offsets that name no date, told from the day `anchor`; in text order."""
    if anchor is None:
        return []
    calendar = calendar or load_calendar()
    lexemes = read_lexemes(text, start, end, calendar)
    found = (*_lengths(lexemes), *_clocks(lexemes), *_days_of_month(lexemes, anchor))
    dates = (_date(text, lexemes, where, anchor, days, unit) for where, days, unit in found)
    return sorted((d for d in dates if d), key=lambda d: d.span.start if d.span else 0)


def _date(
    text: str, lexemes: Sequence[Lexeme], where: tuple[int, int], anchor: date, amount: int, unit: str
) -> Date | None:
    day = anchor if unit == "day" and amount == 0 else intervals.moved_by(anchor, unit, amount)
    if day is None:
        return None
    span = Span.of(text, lexemes[where[0]].start, lexemes[where[1] - 1].end)
    return Date(start=day.isoformat(), end=day.isoformat(), precision="day", span=span, inferred=True)


def _lengths(lexemes: Sequence[Lexeme]) -> Iterator[tuple[tuple[int, int], int, str]]:
    """ "72 hours", "one more day", "three weeks": counted from the day of the report; under half a day is that day."""
    for match in _LENGTH.finditer(spell(lexemes)):
        first, last = match.span()
        after = lexemes[last].lower if last < len(lexemes) else ""
        if after in _AFTER_LENGTH or (match.group("more") and lexemes[match.start("more")].lower not in _MORE):
            continue
        amount = _number(lexemes, match)
        unit = lexemes[match.start("u")].value
        if amount is None or unit in {"decade", "century"}:
            continue
        if unit == "hour":
            days = (amount + _HOURS_A_DAY // 2) // _HOURS_A_DAY if amount != _HOURS_A_DAY // 2 else 0
            yield (first, last), days, "day"
        else:
            yield (first, last), amount, unit


def _number(lexemes: Sequence[Lexeme], match: re.Match[str]) -> int | None:
    values = [lexemes[k].value for k in range(*match.span("n")) if lexemes[k].letter != "-"]
    if lexemes[match.start("n")].letter == "a":
        return 1
    return sum(int(v) for v in values) if values and all(v.isdecimal() for v in values) else None


def _clocks(lexemes: Sequence[Lexeme]) -> Iterator[tuple[tuple[int, int], int, str]]:
    """ "by midnight", "until 5 p.m.", "by six in the evening": the day of the report, for a morning the next one."""
    for k, lexeme in enumerate(lexemes[:-1]):
        if lexeme.lower not in _LEADS:
            continue
        behind = lexemes[k + 1].lower
        if behind in _NIGHTLY or behind in _EARLY:
            yield (k + 1, k + 2), {**_NIGHTLY, **_EARLY}[behind], "day"
            continue
        hour = _hour(lexemes[k + 1])
        if hour is None or lexeme.lower == "at":
            continue
        words = [x.lower for x in lexemes[k + 2 : k + 2 + _CLOCK_REACH]]
        half = next((w for w in words[:2] if w.strip(".") in {"am", "pm"} or w in _HALF_DAYS), None)
        morning = "morning" in words
        if half:
            yield (k + 1, k + 2), _HALF_DAYS[half[0]], "day"
        elif (
            morning or "evening" in words or "o'clock" in words or "o’clock" in words or not words or words[0] in _ENDS
        ):
            yield (k + 1, k + 2), int(morning), "day"


_ENDS = frozenset({",", ".", ";", '"', "”", "tonight", "or", "and"})


def _hour(lexeme: Lexeme) -> int | None:
    """The hour that a lexeme may tell; years and amounts are none."""
    if lexeme.letter in {"N", "d", "n"} and lexeme.value.isdecimal():
        hour = int(lexeme.value)
    elif re.fullmatch(r"\d{1,2}[.:]\d{2}", lexeme.lower):
        hour = int(re.split(r"[.:]", lexeme.lower)[0])
    else:
        return None
    return hour if hour <= _LAST_HOUR else None


def _days_of_month(lexemes: Sequence[Lexeme], anchor: date) -> Iterator[tuple[tuple[int, int], int, str]]:
    """ "by the 28th", "until the twentieth": the next day of that number."""
    for match in _ORDINAL.finditer(spell(lexemes)):
        first, last = match.span()
        after = lexemes[last].lower if last < len(lexemes) else "."
        before = lexemes[first - 1].lower if first else ""
        value = lexemes[last - 1].value
        if before not in _LEADS | {"on"} or after not in _STOPS or not value.isdecimal():
            continue
        if after == "of" and lexemes[last + 1 : last + 2] and lexemes[last + 1].letter not in {"T", "x"}:
            continue
        day = _next_of(anchor, int(value))
        if day:
            yield (first, last), (day - anchor).days, "day"


def _next_of(anchor: date, number: int) -> date | None:
    for month in range(3):
        year, index = divmod(anchor.month - 1 + month, 12)
        try:
            day = date(anchor.year + year, index + 1, number)
        except ValueError:
            continue
        if day >= anchor:
            return day
    return None
