"""Marks: the stretches of a text that records point at, cut so that none overlaps another.

Records overlap freely (an event's trigger inside a statement inside another); a page needs
stretches that each carry a fixed set of records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..records import Coded, Span
from .wording import told_statements


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of one record: `card` is the id of its card on the page, `classes` its look."""

    start: int
    end: int
    card: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the marks that cover it, outermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks_of(coded: Coded, prefix: str) -> list[Mark]:
    """All marks of a document; `prefix` keeps the card ids of several documents apart."""
    return [*_statement_marks(coded, prefix), *_commitment_marks(coded, prefix), *_actor_marks(coded, prefix),
            *_event_marks(coded, prefix)]  # fmt: skip


def _mark(span: Span, card: str, *classes: str) -> Mark:
    return Mark(span.start, span.end, card, classes)


def _statement_marks(coded: Coded, prefix: str) -> Iterator[Mark]:
    for statement in told_statements(coded):
        for span in statement.content_spans:
            yield _mark(span, f"{prefix}-{statement.id}", statement.act)


def _commitment_marks(coded: Coded, prefix: str) -> Iterator[Mark]:
    for commitment in coded.commitments:
        for span in (commitment.act, *(c.span for c in commitment.conditions)):
            yield _mark(span, f"{prefix}-c{commitment.id}", "commitment")


def _actor_marks(coded: Coded, prefix: str) -> Iterator[Mark]:
    for number, actor in enumerate(coded.actors):
        for mention in actor.mentions:
            yield Mark(mention.start, mention.end, f"{prefix}-a{number}", ("actor",))


def _event_marks(coded: Coded, prefix: str) -> Iterator[Mark]:
    for event in coded.events:
        real = event.factuality.status in {"actual", "historical"} and event.factuality.polarity == "affirmed"
        look = ("event", f"q{event.quad}") + (() if real and not event.attribution else ("unreal",))
        for span in (event.trigger, *event.also):
            yield _mark(span, f"{prefix}-e{event.id}", *look)


def pieces(start: int, end: int, marks: list[Mark]) -> Iterator[Piece]:
    """The text from `start` to `end` cut wherever a mark begins or ends; linear in text and marks."""
    inside = sorted((m for m in marks if m.start < end and start < m.end), key=lambda m: (m.start, -m.end))
    cuts = sorted({start, end, *(max(start, m.start) for m in inside), *(min(end, m.end) for m in inside)})
    active: list[Mark] = []
    coming = 0
    for begin, stop in pairwise(cuts):
        active = [m for m in active if m.end > begin]
        while coming < len(inside) and inside[coming].start <= begin:
            active.append(inside[coming])
            coming += 1
        yield Piece(begin, stop, tuple(m for m in active if m.end > begin))
