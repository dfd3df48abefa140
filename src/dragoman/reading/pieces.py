"""Pieces: units judged by their own words, and cut where a dateline, a label or a credit is glued on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..knowledge.reading import reading_knowledge
from ..records import BlockKind
from .bylines import credit_start, is_byline, is_name
from .captions import is_caption
from .datelines import Found, date_tail_start, find_dateline, is_date_line, is_place, read_date_line
from .units import Unit, ends_sentence

_SPEAKER = re.compile(r"[A-Z][A-Z .'’/-]{1,40}(?: ?\([^()\n]{1,60}\))?:(?=\s|$)")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?\s{0,3}(?:[-–—|:]\s{0,3}|\s)(?=\S)")
_LAST_SENTENCE = re.compile(r"[.!?…][\"”’)]{0,2}\s{0,3}(?=[^.!?…]*$)")
# A widget's name glued behind a paragraph is no longer than a link to another story.
_WIDGET_CHARS = 160


@dataclass(frozen=True, slots=True)
class Piece:
    """text[start:end] with its kind and furniture role so far; gap as of its unit; cut: off the words before."""

    start: int
    end: int
    gap: bool
    kind: BlockKind | None
    role: str | None = None
    cut: bool = False


def read_units(text: str, units: Sequence[Unit]) -> tuple[list[Piece], list[Found]]:
    pieces: list[Piece] = []
    datelines: list[Found] = []
    label = _label_of(text, units)
    lead = True
    for unit in units:
        # a text of one unit is a paragraph whatever it says
        alone = len(units) == 1 and not unit.hint
        opened = any(piece.kind in (None, "paragraph") for piece in pieces[:20])
        where = _Where(opened, lead, unit is units[-1] or label is not None)
        kind, role = (None, None) if alone else _judge(text, unit, where)
        if kind is not None or role is not None:
            pieces.append(Piece(unit.start, unit.end, unit.gap, kind or "boilerplate", role))
            continue
        cut, found = _cut(text, unit, lead, label)
        pieces.extend(cut)
        datelines.extend(found)
        lead = lead and not (found or _opens_report(text, unit))
    return pieces, datelines


def _opens_report(text: str, unit: Unit) -> bool:
    """Whether the unit is prose long enough to be the first sentence of a report."""
    closed = ends_sentence(text[max(unit.start, unit.end - 48) : unit.end])
    return closed and len(text[unit.start : min(unit.end, unit.start + 400)].split()) > 8


@dataclass(frozen=True, slots=True)
class _Where:
    """opened: what may be a headline stands before; lead: no report has begun; last: nothing follows, or
    the text is a transcript, in which each report ends with its sign-off.
    """

    opened: bool
    lead: bool
    last: bool


def _judge(text: str, unit: Unit, where: _Where) -> tuple[BlockKind | None, str | None]:
    """Kind and furniture role of a unit by its own words; (None, None) where they do not tell."""
    if unit.hint in ("headline", "caption"):
        return ("headline" if unit.hint == "headline" else "caption"), None
    # nothing of this kind is longer
    if unit.end - unit.start > 600:
        return None, None
    own = text[unit.start : unit.end]
    role = reading_knowledge().furniture.role(own)
    if role is not None:
        return None, role
    if is_byline(own, opened=where.opened, lead=where.lead, last=where.last):
        return "byline", None
    if is_date_line(own, where.opened):
        return _kind_of_date_line(own), None
    if is_caption(own, near_picture=where.lead):
        return "caption", None
    return None, None


def _kind_of_date_line(line: str) -> BlockKind:
    """Byline where a writer stands beside the date, dateline where nobody does or a place."""
    parts = read_date_line(line)
    others = [part.other for part in parts if part.other and part.place is None and not is_place(part.other)]
    if any(is_name(other) or is_byline(other, lead=False) for other in others):
        return "byline"
    return "boilerplate" if others and not any(part.place for part in parts) else "dateline"


def _label_of(text: str, units: Sequence[Unit]) -> re.Pattern[str] | None:
    """The shape of the labels before the turns of a transcript or the items of a live page, if it is one.

    A third of the units, and two at least, begin with it.
    """
    for shape in (_SPEAKER, _CLOCK):
        labelled = sum(bool(shape.match(text, unit.start, min(unit.end, unit.start + 120))) for unit in units)
        if labelled >= 2 and labelled * 3 >= len(units):
            return shape
    return None


def _cut(text: str, unit: Unit, lead: bool, label: re.Pattern[str] | None) -> tuple[list[Piece], list[Found]]:
    """The unit cut into dateline or label, report, and what is glued on behind."""
    labelled = label.match(text, unit.start, min(unit.end, unit.start + 120)) if label else None
    found = None if labelled else find_dateline(text, unit.start, unit.end, lead)
    start = found.stop if found else labelled.end() if labelled else unit.start
    stop, tail_kind = _tail(text, start, unit.end)
    parts: list[tuple[int, int, BlockKind | None]] = [
        (unit.start, start, "dateline" if found else "boilerplate"),
        # a speaker's turn is text even where it is one word
        (start, stop, "paragraph" if labelled else None),
        (stop, unit.end, tail_kind),
    ]
    trimmed = [_trim(text, a, b, kind) for a, b, kind in parts]
    pieces = [Piece(a, b, unit.gap and a == unit.start, kind, cut=a > unit.start) for a, b, kind in trimmed if a < b]
    return pieces, [found] if found else []


def _tail(text: str, start: int, end: int) -> tuple[int, BlockKind]:
    """Where a closing credit, a glued date or a glued widget begins, and its kind; the end if there is none."""
    credit = credit_start(text, start, end)
    if credit is not None:
        return credit, "byline"
    dated = date_tail_start(text, start, end)
    if dated is not None:
        return dated, "dateline"
    return _widget_start(text, start, end), "boilerplate"


def _widget_start(text: str, start: int, end: int) -> int:
    """Where a widget's words behind the last sentence begin ("… he said.Read more"), else the end."""
    last = _LAST_SENTENCE.search(text, max(start, end - _WIDGET_CHARS), end)
    if last is None or last.end() == end:
        return end
    return last.end() if reading_knowledge().furniture.role(text[last.end() : end]) else end


def _trim(text: str, start: int, end: int, kind: BlockKind | None) -> tuple[int, int, BlockKind | None]:
    """The stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end, kind
