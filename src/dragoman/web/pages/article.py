"""One article: its text with the spans that records stand on, beside the records by whose word they stand on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fastapi import APIRouter, Request
from starlette.responses import Response

from ...records import CODED_BLOCKS, Block, Coded, Commitment, Event, Span, SpanIndex, Statement
from ...report import wording
from ...report.marks import Mark, Piece, marks_of, pieces
from .. import queries
from ..problems import Problem
from ..showing import anchor
from ..site import render, site_of

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Card:
    """One record beside the text.  id: that of its element, which marks in the text name; place: where it begins."""

    id: str
    place: int
    record: Event | Statement | Commitment


@dataclass
class Voice:
    """A statement with all that stands on its word, statements within it among them; the reporter's has no card."""

    card: Card | None
    cards: list[Card] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)


@dataclass(frozen=True)
class Stretch:
    """A piece of a block: its words, classes, and the ids of the cards that it belongs to, innermost first."""

    words: str
    classes: str
    cards: str
    stop: bool
    id: str | None = None


@dataclass(frozen=True)
class Paragraph:
    kind: str
    stretches: list[Stretch]


@router.get("/articles/{document:path}")
def article(request: Request, document: str) -> Response:
    coded = site_of(request).ask.record(document)
    if coded is None:
        raise Problem(404, "not-found", "no such article in this ledger, or it was taken down")
    return render(
        request,
        "article.html",
        document=coded.document,
        title=coded.document.title or _headline(coded) or coded.document.id,
        paragraphs=_paragraphs(coded, asked_stretch(request.query_params.get("at", ""), coded.document.text)),
        reporter=voices(coded),
        actors=sorted(coded.actors, key=lambda a: (-len(a.mentions), a.name)),
        warnings=coded.warnings,
        again=queries.told_again(site_of(request).ask, document),
        story=queries.story_of(site_of(request).ask, document),
        names=wording.Names(coded),
        words=wording,
    )


# -- the records, by whose word they stand on


def voices(coded: Coded) -> Voice:
    """The reporter's voice, with the statements in it as a tree, and events and commitments where they stand."""
    told = wording.told_statements(coded)
    by_id = {s.id: Voice(Card(_card(s), _start(s), s)) for s in told}
    reporter = Voice(None)
    for statement in told:
        outer = by_id.get(statement.within or "", reporter)
        # a statement that names itself, or a ring of them, is no record of ours but may be taken in
        (outer if not _inside(statement, told) else reporter).voices.append(by_id[statement.id])
    for event in coded.events:
        holder = by_id.get(event.attribution[-1], reporter) if event.attribution else reporter
        holder.cards.append(Card(_card(event), event.trigger.start, event))
    for commitment in coded.commitments:
        by_id.get(commitment.statement or "", reporter).cards.append(
            Card(_card(commitment), commitment.trigger.start, commitment)
        )
    for voice in (reporter, *by_id.values()):
        voice.cards.sort(key=lambda card: card.place)
        voice.voices.sort(key=lambda v: v.card.place if v.card else 0)
    return reporter


def _inside(statement: Statement, told: list[Statement]) -> bool:
    """Whether a statement stands, over others, within itself."""
    outer = {s.id: s.within for s in told}
    seen, at = {statement.id}, statement.within
    while at is not None and at not in seen:
        seen.add(at)
        at = outer.get(at)
    return at is not None


def _card(record: Event | Statement | Commitment) -> str:
    kind = "e" if isinstance(record, Event) else "s" if isinstance(record, Statement) else "c"
    return f"{kind}-{anchor(record.id)}"


def _start(statement: Statement) -> int:
    spans = [s for s in (statement.source_span, statement.cue_span, *statement.content_spans) if s]
    return min((s.start for s in spans), default=0)


# -- the text


def asked_stretch(asked: str, text: str) -> Mark | None:
    """The mark of the stretch that an address asks for as "12-34", offsets into the text; None where it is none."""
    found = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", asked)
    start, end = map(int, found.groups()) if found else (0, 0)
    return Mark(start, end, "", ("here",)) if start < end <= len(text) else None


def _paragraphs(coded: Coded, asked: Mark | None) -> list[Paragraph]:
    marks = [mark for mark in map(_named, marks_of(coded, "")) if mark is not None]
    index = SpanIndex((Span(m.start, m.end, ""), m) for m in sorted(marks, key=lambda m: m.start))
    return [_paragraph(coded.document.text, block, index, asked) for block in coded.document.blocks]


def _named(mark: Mark) -> Mark | None:
    """The mark with the id of our cards: those of the report are "-s1", "-e…", "-c…", "-a0"."""
    name = mark.card.removeprefix("-")
    if name.startswith("a"):
        return Mark(mark.start, mark.end, "", mark.classes)
    # a statement's own id begins with its letter, an event's does not
    return Mark(mark.start, mark.end, f"{name[0]}-{anchor(name if name[0] == 's' else name[1:])}", mark.classes)


def _paragraph(text: str, block: Block, index: SpanIndex[Mark], asked: Mark | None) -> Paragraph:
    marks = index.overlapping(Span(block.start, block.end, "")) if block.kind in CODED_BLOCKS else []
    seen: set[str] = set()
    stretches = [
        _stretch(text, piece, seen, asked)
        for piece in pieces(block.start, block.end, [*marks, *([asked] if asked else [])])
    ]
    return Paragraph(block.kind, stretches)


def _stretch(text: str, piece: Piece, seen: set[str], asked: Mark | None) -> Stretch:
    cards = list(dict.fromkeys(mark.card for mark in reversed(piece.marks) if mark.card))
    # one stop of the Tab key a record and block, at its first piece
    stop = bool(set(cards) - seen)
    seen.update(cards)
    classes = " ".join(dict.fromkeys(c for mark in piece.marks for c in mark.classes))
    # an address leads to where its stretch begins
    id = "at" if asked is not None and piece.start == asked.start else None
    return Stretch(text[piece.start : piece.end], classes, " ".join(cards), stop, id)


def _headline(coded: Coded) -> str | None:
    block = next((b for b in coded.document.blocks if b.kind == "headline"), None)
    return coded.document.text[block.start : block.end] if block else None
