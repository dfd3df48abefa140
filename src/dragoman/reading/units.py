"""Units: the text cut into stretches that may each be a block, hard-wrapped lines joined.

Line ends are those of `str.splitlines`, white space is `str.isspace`; no offset ever moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ..knowledge.reading import reading_knowledge

# Hint of a page's mark-up; None for plain text.
Hint = Literal["headline", "subhead", "item", "caption", "prose"]

# Widths at which mail, wires and terminals wrap; a longer line is a paragraph of its own.
NARROWEST, WIDEST = 45, 110

BULLET = re.compile(r"\s*(?:[-*•·▪►●◦‣■♦➤✓–—]|\(?\d{1,2}[.)])\s+(?=\S)")
_ENDERS = ".!?…。।؟"
# An agency may sign behind the last period: "The talks failed. (Agency)".
_SIGNED = re.compile(r"(?<=[.!?…\"”’])\s{0,3}[(\[][A-Z][^()\[\]]{0,30}[)\]]\W{0,3}$")


@dataclass(frozen=True, slots=True)
class Unit:
    """text[start:end], without white space at its ends.

    gap: a blank line, or the mark-up of a page, parts it from the unit before.
    """

    start: int
    end: int
    gap: bool
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    gap: bool
    indent: int

    @property
    def width(self) -> int:
        return self.end - self.start


def ends_sentence(text: str) -> bool:
    """Whether the text closes a sentence; marks, brackets, emoji and an agency's name may stand behind."""
    tail = _SIGNED.sub("", text[-48:])
    last = next((c for c in reversed(tail) if c.isalnum() or c in _ENDERS or c in ",;:"), "")
    return last != "" and last in _ENDERS


def cut_units(text: str) -> list[Unit]:
    """Units of plain text, in order; they hold all that is not white space."""
    lines = list(_lines(text))
    wrap = _wrap_width(text, lines)
    units: list[Unit] = []
    previous: _Line | None = None
    for line in lines:
        if previous is not None and _continues(text, previous, line, wrap):
            units[-1] = Unit(units[-1].start, line.end, units[-1].gap)
        else:
            units.append(Unit(line.start, line.end, line.gap))
        previous = line
    return units


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not blank."""
    at, gap = 0, True
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        if body:
            indent = len(raw) - len(raw.lstrip())
            yield _Line(at + indent, at + indent + len(body), gap, indent)
        gap = not body
        at += len(raw)


def _wrap_width(text: str, lines: list[_Line]) -> int | None:
    """The width at which the text is hard-wrapped, or None where its lines are paragraphs.

    A wrapped line is one that the next line's first word would have overrun.  Headlines in a
    row may look alike by chance, but seldom go on with a small letter.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap and a.width <= WIDEST]
    # two short lines on each other are a share bar or a list, and say nothing
    open_pairs = [
        (a, b) for a, b in pairs if max(a.width, b.width) >= NARROWEST and not ends_sentence(text[a.start : a.end])
    ]
    if len(open_pairs) < 2:
        return None
    width = max(line.width for pair in pairs for line in pair if line.width <= WIDEST)
    full = sum(_is_full(text, a, b, width) for a, b in open_pairs)
    small = sum(text[b.start].islower() for _, b in open_pairs)
    wrapped = width >= NARROWEST and full >= 0.7 * len(open_pairs) and small >= 0.3 * len(open_pairs)
    return width if wrapped else None


def _is_full(text: str, line: _Line, following: _Line, width: int) -> bool:
    word = text[following.start : following.start + width].split(maxsplit=1)[0]
    # a few columns of grace: a wrap may count a hyphen or a double blank otherwise
    return line.width + 1 + len(word) > width - 3


def _continues(text: str, line: _Line, following: _Line, wrap: int | None) -> bool:
    """Whether the next line goes on with the paragraph of this one."""
    if following.gap or BULLET.match(text, following.start, following.end):
        return False
    closed = ends_sentence(text[line.start : line.end])
    if wrap is not None and line.width <= WIDEST and following.indent <= line.indent + 1:
        if _is_full(text, line, following, wrap):
            return True
        return not closed and text[following.start].islower()
    # a page's inline links and emphasis are often scraped as lines of their own
    own = text[following.start : min(following.end, following.start + WIDEST)]
    return not closed and own[0].islower() and line.width >= NARROWEST and not reading_knowledge().furniture.role(own)
