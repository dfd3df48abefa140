"""Quotations of a text: what stands between quotation marks, block by block.

Double marks (straight, curly, guillemets, low-high) are paired first; single marks count only
where an opening one has a closing partner, since most of them are apostrophes.  A paragraph
that begins with an opening mark while the paragraph before left one open continues it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..records import Block
from .analysis import Quotation

# Archives of wire copy write two single marks for a double one.
_DOUBLE = re.compile(r"''|[“«„‟”»\"＂]")
_OPENING = frozenset("“«„‟")
_STRAIGHT = frozenset({'"', "＂", "''"})
_SINGLE_OPEN = re.compile(r"(?<![\w.,!?’'])['‘](?=[\w“\"$£€¿¡])")
# A single mark ends a quotation after a letter or sentence punctuation and before anything but a letter.
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…%)])['’](?![\w])")
# Longer stretches between single marks are two apostrophes far apart more often than quotations.
_MAX_SINGLE = 600


@dataclass(frozen=True, slots=True)
class _Pair:
    start: int
    end: int
    closed: bool
    single: bool


def find_quotations(text: str, blocks: Iterable[tuple[int, Block]]) -> tuple[Quotation, ...]:
    """All quotations of the given (index, block) pairs, in text order."""
    found: list[Quotation] = []
    open_before: int | None = None
    for number, block in blocks:
        pairs = sorted(_pairs(text, block.start, block.end), key=lambda p: p.start)
        still_open = None
        for pair in pairs:
            starts_block = not text[block.start : pair.start].strip("“\"'‘«„ \n\t")
            quotation = Quotation(
                len(found),
                pair.start,
                pair.end,
                number,
                pair.closed,
                pair.single,
                open_before if starts_block and not pair.single else None,
            )
            found.append(quotation)
            if not pair.closed:
                still_open = quotation.index
        open_before = still_open
    return tuple(found)


def _pairs(text: str, start: int, end: int) -> Iterator[_Pair]:
    doubles = list(_double_pairs(text, start, end))
    yield from doubles
    yield from _single_pairs(text, start, end)


def _double_pairs(text: str, start: int, end: int) -> Iterator[_Pair]:
    opened: list[int] = []
    for match in _DOUBLE.finditer(text, start, end):
        if _opens(text, match, start, end, bool(opened)):
            opened.append(match.end())
        elif opened:
            yield _Pair(opened.pop(), match.start(), True, False)
    for begin in opened[:1]:
        # a lone mark at the end of a paragraph opens nothing
        if text[begin:end].strip():
            yield _Pair(begin, _rstrip(text, begin, end), False, False)


def _opens(text: str, mark: re.Match[str], start: int, end: int, inside: bool) -> bool:
    """Whether a double mark opens: straight ones by their neighbours, by the count where these do not tell.

    An opening mark right behind a word, inside a quotation, is a slip of the keyboard for a closing one.
    """
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    left_free = before.isspace() or before in "([—–-‘'"
    right_free = after.isspace() or after in ")].,;:!?—–"
    if mark.group() in _OPENING:
        return not inside or left_free or not right_free
    if mark.group() not in _STRAIGHT:
        return False
    if left_free != right_free:
        return left_free
    return not inside


def _rstrip(text: str, begin: int, end: int) -> int:
    while end > begin and text[end - 1].isspace():
        end -= 1
    return end


def _single_pairs(text: str, start: int, end: int) -> Iterator[_Pair]:
    at = start
    while True:
        opening = _SINGLE_OPEN.search(text, at, end)
        if not opening:
            return
        begin = opening.end()
        closings = list(_SINGLE_CLOSE.finditer(text, begin, min(end, begin + _MAX_SINGLE)))
        if not closings:
            at = begin
            continue
        # after "s" the mark may be a plural's apostrophe: take it only if nothing better follows
        sure = [c for c in closings if text[c.start() - 1] != "s"]
        close = (sure or closings)[0].start()
        yield _Pair(begin, close, True, True)
        at = close + 1
