"""Reader: the analysis of one document with what this room looks up again and again."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ..knowledge.cues import Cues
from ..language.analysis import Analysis, Clause, Quotation
from ..records import Cast
from .draft import Range

_BLANK = " \t\r\n\u00a0\u200b.,;:…"
_EDGE = " \t\r\n\u00a0,;:–—-…"


@dataclass(frozen=True, slots=True)
class Reader:
    """outer: quotations that stand in no other one.  quoted[i]: position in `outer` of the one around token i.

    edges[i]: first and last token of what token i governs, itself included.
    """

    analysis: Analysis
    cast: Cast
    cues: Cues
    outer: tuple[Quotation, ...]
    quoted: tuple[int | None, ...]
    edges: tuple[Range, ...]

    def trim(self, start: int, end: int) -> Range | None:
        """The range without white space and separators at its edges and quotation marks around the whole of it."""
        text = self.analysis.text
        while True:
            while start < end and text[start] in _EDGE:
                start += 1
            while end > start and text[end - 1] in _EDGE:
                end -= 1
            if end > start and text[end - 1] == "." and not _abbreviates(text, start, end):
                end -= 1
            elif (inside := self._wrapped(start, end)) is None:
                break
            else:
                start, end = inside
        return self._balanced(start, end)

    def _wrapped(self, start: int, end: int) -> Range | None:
        """The inside of the quotation whose marks stand at the range's two edges."""
        for q in self.near(start):
            if q.closed and self.opening(q) == start and self.closing(q) == end:
                return q.start, q.end
        return None

    def _balanced(self, start: int, end: int) -> Range | None:
        """Takes in the mark whose partner stands inside, drops the one whose partner stands outside."""
        if end <= start:
            return None
        for q in self.near(start):
            if q.start == start and q.end < end:
                start = self.opening(q)
            elif self.opening(q) == start and q.end > end:
                start = q.start
        for q in self.near(end - 1):
            if q.closed and q.start > start and q.end >= end > q.start:
                end = self.closing(q)
            elif self.closing(q) == end and q.start < start:
                end = q.end
        return (start, end) if end > start else None

    def near(self, offset: int) -> tuple[Quotation, ...]:
        """The outer quotations that may have a mark at an offset: the last that begins before it and the next."""
        at = bisect_right(self.outer, offset, key=lambda q: q.start)
        return self.outer[max(0, at - 1) : at + 1]

    def opening(self, quotation: Quotation) -> int:
        """Offset of the opening mark, which is one character or two single marks."""
        return quotation.start - (2 if self.analysis.text.endswith("''", 0, quotation.start) else 1)

    def closing(self, quotation: Quotation) -> int:
        """Offset behind the closing mark."""
        if not quotation.closed:
            return quotation.end
        return quotation.end + (2 if self.analysis.text.startswith("''", quotation.end) else 1)

    def chars(self, first: int, last: int) -> Range:
        """Offsets of tokens `first` to `last` (exclusive)."""
        tokens = self.analysis.tokens
        return tokens[first].start, tokens[last - 1].end

    def climb(self, token: int, top: int) -> int | None:
        """The child of `top` above a token (or the token itself), None where `top` does not govern it."""
        tokens = self.analysis.tokens
        while tokens[token].head != top:
            if tokens[token].head == token:
                return None
            token = tokens[token].head
        return token

    def leftmost(self, token: int) -> int:
        return self.edges[token][0]

    def rightmost(self, token: int) -> int:
        return self.edges[token][1]

    def verb_group(self, clause: Clause) -> Range:
        """Tokens of the verb with its auxiliaries, without subject or adverbs at the left edge."""
        return clause.verb_first, clause.verb_last


def read(analysis: Analysis, cues: Cues, cast: Cast | None = None) -> Reader:
    """The reader of one document; linear in its length."""
    outer = _outermost(tuple(q for q in analysis.quotations if analysis.text[q.start : q.end].strip(_BLANK)))
    quoted: list[int | None] = [None] * len(analysis.tokens)
    at = 0
    for token in analysis.tokens:
        while at < len(outer) and outer[at].end <= token.start:
            at += 1
        if at < len(outer) and outer[at].start <= token.start:
            quoted[token.i] = at
    return Reader(analysis, cast or Cast(), cues, outer, tuple(quoted), _edges(analysis))


def _edges(analysis: Analysis) -> tuple[Range, ...]:
    """Computed once from the leaves up, since deep sentences are asked for them at every level."""
    order: list[int] = []
    stack = [t.i for t in analysis.tokens if t.head == t.i]
    while stack:
        at = stack.pop()
        order.append(at)
        stack.extend(analysis.children[at])
    edges = [(t.i, t.i) for t in analysis.tokens]
    for at in reversed(order):
        head = analysis.tokens[at].head
        edges[head] = (min(edges[head][0], edges[at][0]), max(edges[head][1], edges[at][1]))
    return tuple(edges)


def _outermost(quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    found: list[Quotation] = []
    for q in sorted(quotations, key=lambda q: (q.start, -q.end)):
        if not found or q.start >= found[-1].end:
            found.append(q)
    return tuple(found)


def _abbreviates(text: str, start: int, end: int) -> bool:
    """Whether the full stop at the end belongs to an abbreviation of single letters ("the U.S.")."""
    return end - start >= 3 and text[end - 2].isupper() and (text[end - 3] == "." or text[end - 3].isspace())
