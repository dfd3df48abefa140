"""Pieces: units judged by their own words, and cut where a dateline, a label or a credit is glued on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..knowledge.reading import reading_knowledge
from ..records import BlockKind
from .bylines import credit_start, is_byline
from .captions import is_caption
from .datelines import Found, date_tail_start, find_dateline, is_date_line, is_place, read_date_line
from .units import Unit, ends_sentence

_SPEAKER = re.compile(r"[A-Z][A-Z .'’/-]{1,40}(?: ?\([^()\n]{1,60}\))?:(?=\s|$)")
_LAST_SENTENCE = re.compile(r"[.!?…][\"”’)]{0,2}\s{0,3}(?=[^.!?…]*$)")
# A widget's name glued behind a paragraph is no longer than a link to another story.
_WIDGET_CHARS = 160


@dataclass(frozen=True, slots=True)
class Piece:
    """text[start:end] with its kind and furniture role so far; gap as of its unit."""

    start: int
    end: int
    gap: bool
    kind: BlockKind | None
    role: str | None = None


def read_units(text: str, units: Sequence[Unit]) -> tuple[list[Piece], list[Found]]:
    pieces: list[Piece] = []
    datelines: list[Found] = []
    # a text of one unit is a paragraph whatever it says
    speakers = _has_speakers(text, units)
    lead = True
    for unit in units:
        opened = any(piece.kind is None for piece in pieces[:20])
        kind, role = (None, None) if len(units) == 1 and not unit.hint else _judge(text, unit, opened, lead)
        if kind is not None or role is not None:
            pieces.append(Piece(unit.start, unit.end, unit.gap, kind or "boilerplate", role))
            continue
        cut, found = _cut(text, unit, lead, speakers)
        pieces.extend(cut)
        datelines.extend(found)
        lead = lead and not (found or _opens_report(text, unit))
    return pieces, datelines


def _opens_report(text: str, unit: Unit) -> bool:
    """Whether the unit is prose long enough to be the first sentence of a report."""
    closed = ends_sentence(text[max(unit.start, unit.end - 48) : unit.end])
    return closed and len(text[unit.start : min(unit.end, unit.start + 400)].split()) > 8


def _judge(text: str, unit: Unit, opened: bool, lead: bool) -> tuple[BlockKind | None, str | None]:
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
    if is_byline(own, opened, lead):
        return "byline", None
    if is_date_line(own, opened):
        return ("byline" if _names_writer(own) else "dateline"), None
    if is_caption(own, near_picture=lead):
        return "caption", None
    return None, None


def _names_writer(line: str) -> bool:
    return any(part.other and part.place is None and not is_place(part.other) for part in read_date_line(line))


def _has_speakers(text: str, units: Sequence[Unit]) -> bool:
    """Whether the text is a transcript: a third of its units name a speaker in capitals before a colon."""
    labelled = sum(bool(_SPEAKER.match(text, unit.start, min(unit.end, unit.start + 120))) for unit in units)
    return labelled >= 2 and labelled * 3 >= len(units)


def _cut(text: str, unit: Unit, lead: bool, speakers: bool) -> tuple[list[Piece], list[Found]]:
    """The unit cut into dateline or speaker's label, report, and what is glued on behind."""
    found = find_dateline(text, unit.start, unit.end, lead)
    label = None if found or not speakers else _SPEAKER.match(text, unit.start, min(unit.end, unit.start + 120))
    start = found.stop if found else label.end() if label else unit.start
    stop, tail_kind = _tail(text, start, unit.end)
    head_kind: BlockKind = "dateline" if found else "boilerplate"
    parts: list[tuple[int, int, BlockKind | None]] = [
        (unit.start, start, head_kind),
        (start, stop, None),
        (stop, unit.end, tail_kind),
    ]
    trimmed = [_trim(text, a, b, kind) for a, b, kind in parts]
    pieces = [Piece(a, b, unit.gap and a == unit.start, kind) for a, b, kind in trimmed if a < b]
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


