"""Document → its dates: every date expression of the coded blocks and the dateline, resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ..knowledge.calendar import Calendar, load_calendar
from ..records import CODED_BLOCKS, Date, Document, Span
from .counted import counted_before, note_dated
from .grammar import RULES, Rule
from .intervals import Interval
from .lexemes import Lexeme, read_lexemes, spell
from .scene import Scene


def anchor_of(document: Document) -> date | None:
    """The day from which relative dates are told, the first that is known: that of the dateline, of
    publication or of the last change, each in its own time zone."""
    stamps = (document.dateline.date if document.dateline else None, document.published_at, document.modified_at)
    return next((day for stamp in stamps if stamp and (day := _day_of(stamp))), None)


def _day_of(stamp: str) -> date | None:
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None


def find_times(document: Document, calendar: Calendar | None = None) -> list[Date]:
    """The dates of the coded blocks and the dateline, sorted by span; spans do not overlap.

    Expressions that nothing fixes (a month in a text without a date) are left out.
    """
    calendar = calendar or load_calendar()
    anchor = anchor_of(document)
    stretches = [(b.start, b.end) for b in document.blocks if b.kind in CODED_BLOCKS or b.kind == "dateline"]
    if document.dateline:
        stretches.append((document.dateline.span.start, document.dateline.span.end))
    found: list[Date] = []
    told: Interval | None = None
    dated: dict[str, Interval | None] = {}
    for start, end in _merged(stretches):
        dates = list(_find(document.text, (start, end), anchor, told, calendar, dated))
        found.extend(date for date, _ in dates)
        # "the next morning" may point to the paragraph before, not farther
        told = dates[-1][1] if dates else None
    return found


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches in order, without those that lie within another."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(stretches, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def find_dates(text: str, start: int, end: int, anchor: date | None, calendar: Calendar) -> list[Date]:
    """The dates between two offsets, in text order, told from the day `anchor`."""
    return [found for found, _ in _find(text, (start, end), anchor, None, calendar, {})]


def _find(
    text: str,
    where: tuple[int, int],
    anchor: date | None,
    told: Interval | None,
    calendar: Calendar,
    dated: dict[str, Interval | None],
) -> Iterator[tuple[Date, Interval]]:
    """The dates of a stretch with their intervals.

    told: the date told last before it.  dated: words of the sentences before that a day was told for; filled up here.
    """
    lexemes = read_lexemes(text, *where, calendar)
    previous, taken = told, 0
    for first, last, rule, match in _candidates(lexemes):
        if first < taken:
            continue
        resolved = rule.resolve(Scene(lexemes, match, anchor, previous, taken, calendar, dated))
        if resolved is None:
            continue
        counted = counted_before(lexemes, first, taken, resolved.interval)
        first, interval = counted or (first, resolved.interval)
        last = resolved.last or last
        note_dated(dated, lexemes, (first, last), interval, calendar)
        taken, previous = last, interval
        span = Span.of(text, lexemes[first].start, lexemes[last - 1].end)
        yield _record(interval, span, inferred=not resolved.explicit or counted is not None), interval


def _candidates(lexemes: Sequence[Lexeme]) -> list[tuple[int, int, Rule, re.Match[str]]]:
    """All matches of all rules, by start, the longer before the shorter."""
    letters = spell(lexemes)
    found = [(m.start(), m.end(), rule, m) for rule in RULES for m in rule.pattern.finditer(letters)]
    return sorted(found, key=lambda c: (c[0], -c[1]))


def _record(interval: Interval, span: Span, inferred: bool) -> Date:
    return Date(
        start=interval.start.isoformat(),
        end=interval.end.isoformat(),
        precision=interval.precision,
        span=span,
        inferred=inferred,
    )
