"""Dates that limit an act: "by Friday", "until Sunday noon", "within 48 hours", "no later than May 3"."""

from __future__ import annotations

from collections.abc import Sequence

from ..knowledge.calendar import Calendar, load_calendar
from ..records import Date
from .lexemes import read_lexemes

# "by the end of next week", "until at least noon on Friday": words between the preposition and the date
_REACH = 5
_WINDOW = 60


def deadline_in(
    text: str, times: Sequence[Date], start: int, end: int, calendar: Calendar | None = None
) -> Date | None:
    """The first date between two offsets that the words before it make a limit, or None.

    times: the dates of the document as `find_times` gives them, sorted by span.
    """
    calendar = calendar or load_calendar()
    inside = (d for d in times if d.span and start <= d.span.start and d.span.end <= end)
    return next((d for d in inside if d.span and _is_limit(text, d.span.start, d.span.end, calendar)), None)


def limit_lead(text: str, start: int, end: int, calendar: Calendar | None = None) -> int | None:
    """Where the words begin that make a date from `start` to `end` a limit; None where it is none."""
    calendar = calendar or load_calendar()
    if not _is_limit(text, start, end, calendar):
        return None
    words = calendar.contexts
    for lexeme in reversed(read_lexemes(text, max(0, start - _WINDOW), start, calendar)[-_REACH:]):
        if lexeme.lower in words["limit-lead"]:
            return lexeme.start
        if lexeme.lower not in words["limit-bridge"] and not lexeme.lower[0].isdigit():
            break
    return start


def _is_limit(text: str, start: int, end: int, calendar: Calendar) -> bool:
    around = read_lexemes(text, max(0, start - _WINDOW), min(len(text), end + _WINDOW // 2), calendar)
    # "until 5 p.m. on Friday": an hour may stand between
    hours = frozenset({"d", "n", "N", "#"})
    before = [x.lower for x in around if x.end <= start and x.letter not in hours][-_REACH:]
    after = next((lexeme.lower for lexeme in around if lexeme.start >= end), "")
    words = calendar.contexts
    if after in words["limit"] or (after == "to" and not words["grant"].isdisjoint(before)):
        return True
    for word in reversed(before):
        if word not in words["limit-bridge"]:
            # "a deadline of noon on Friday"
            return word in words["limit-lead"] or ("of" in before and word in words["limit"])
    return False
