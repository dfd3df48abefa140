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
# Before a length of time these count it from the day of the report; "for" tells how long something lasts.
_FROM_NOW = frozenset({"within", "in", "after"})
_TERMS = frozenset({"deadline", "ultimatum", "term", "notice", "period", "grace"})
# "gave them three days to leave": how far before the length and behind it the words for that may stand, in lexemes.
_GRANT_REACH = 14
_TO_REACH = 12
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
    granting = load_calendar().contexts["grant"]
    for match in _LENGTH.finditer(spell(lexemes)):
        first, last = match.span()
        if match.group("more") and lexemes[match.start("more")].lower not in _MORE:
            continue
        amount = _number(lexemes, match)
        unit = lexemes[match.start("u")].value
        if amount is None or unit in {"decade", "century"} or not _is_term(lexemes, first, last, granting):
            continue
        if unit == "hour":
            yield (first, last), (amount + _HOURS_A_DAY // 2 - 1) // _HOURS_A_DAY, "day"
        else:
            yield (first, last), amount, unit


def _is_term(lexemes: Sequence[Lexeme], first: int, last: int, granting: frozenset[str]) -> bool:
    """Whether a length of time is one after which something is due: "in three days", "given 72 hours to leave"."""
    before = [x.lower for x in lexemes[max(0, first - _GRANT_REACH) : first]]
    behind = [x.lower for x in lexemes[last : last + _TO_REACH]]
    if behind[:1] and behind[0] in {"ago", "later", "earlier", "old", "before", "after", "of"}:
        return False
    lead = before[-1:] or [""]
    if lead[0] in _FROM_NOW or (lead[0] == "the" and before[-2:-1] and before[-2] in _FROM_NOW):
        return True
    if _TERMS & set(behind[:2]) or (lead[0] == "of" and _TERMS & set(before[-3:])):
        return True
    stop = next((k for k, w in enumerate(behind) if w in {".", ";", ":"}), len(behind))
    return (
        bool(granting & set(before)) and bool({"to", "for"} & set(behind[:stop])) and lead[0] not in {"for", "by", "of"}
    )


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
        month = lexemes[last + 1] if after == "of" and last + 1 < len(lexemes) else None
        if month and month.letter not in {"M", "m", "T", "x"}:
            continue
        if month and month.letter in {"M", "m"}:
            day = _next_of(anchor, int(value), int(month.value))
            last += 2
        else:
            moved = intervals.moved_by(anchor, "month", 1) if month and month.letter == "x" else None
            last += 3 if month else 0
            day = _next_of(moved.replace(day=1) if moved else anchor, int(value))
        if day:
            yield (first, last), (day - anchor).days, "day"


def _next_of(anchor: date, number: int, month: int | None = None) -> date | None:
    """The next day of that number, of that month where it is told."""
    for ahead in range(13):
        years, index = divmod(anchor.month - 1 + ahead, 12)
        if month is not None and index + 1 != month:
            continue
        try:
            day = date(anchor.year + years, index + 1, number)
        except ValueError:
            continue
        if day >= anchor:
            return day
    return None
