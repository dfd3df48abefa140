"""Looking up what stands near a stretch of text, without going through all of a long document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from .span import Span

T = TypeVar("T")

# Characters of text that are looked up together; about a paragraph.
_STRETCH = 500


class SpanIndex(Generic[T]):
    """Things by the spans they stand at; asking takes time by what is near, not by the document's length."""

    def __init__(self, entries: Iterable[tuple[Span, T]]) -> None:
        self._entries = list(entries)
        self._near: dict[int, list[int]] = {}
        for number, (span, _) in enumerate(self._entries):
            for stretch in _stretches(span):
                self._near.setdefault(stretch, []).append(number)

    def overlapping(self, span: Span) -> list[T]:
        """What overlaps a span, in the order given; a thing with two spans that do comes twice."""
        return [thing for own, thing in self._beside(span) if own.overlaps(span)]

    def around(self, span: Span) -> list[T]:
        """What contains a span, in the order given; a thing with two spans that do comes twice."""
        return [thing for own, thing in self._beside(span) if own.contains(span)]

    def _beside(self, span: Span) -> list[tuple[Span, T]]:
        numbers = sorted({n for stretch in _stretches(span) for n in self._near.get(stretch, ())})
        return [self._entries[n] for n in numbers]


def _stretches(span: Span) -> range:
    return range(span.start // _STRETCH, max(span.start, span.end - 1) // _STRETCH + 1)
