"""Records → rows of the ledger's tables (tables.py)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from ..following import clues_of, own_keys, role_of
from ..records import Actor, Coded, Commitment, Date, Document, Event, Place, Role, Span, Statement
from . import tables
from .packing import NUL, NUL_SIGN
from .tables import Table

Row = tuple[Any, ...]
_encode = msgspec.json.encode


def content_hash(text: str) -> str:
    """What tells whether two texts are the same: SHA-256 of the text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def clean(value: Any) -> Any:
    """The value without NULs, which PostgreSQL does not hold."""
    if isinstance(value, str):
        return value.replace(NUL, NUL_SIGN) if NUL in value else value
    return [clean(item) for item in value] if isinstance(value, list) else value


def document_fields(document: Document) -> dict[str, Any]:
    """The columns of `documents` that the document itself fills."""
    line = document.dateline
    return {
        "document": document.id,
        "source": document.source,
        "url": document.url,
        "title": document.title,
        "bylines": document.bylines,
        "publisher": document.publisher,
        "language": document.language,
        "published": instant(document.published_at),
        "modified": instant(document.modified_at),
        "day": report_day(document),
        "dateline_place": line.place if line else None,
        "dateline_day": day(line.date) if line else None,
        "agency": line.agency if line else None,
        "characters": len(document.text),
    }


def report_day(document: Document) -> date | None:
    """The day of the report in its own time zone: publication, change, dateline, the first that is known."""
    line = document.dateline
    written = (document.published_at, document.modified_at, line.date if line else None)
    return next((found for found in map(day, written) if found), None)


def day(written: str | None) -> date | None:
    """The calendar day of an ISO date or time."""
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None


def instant(written: str | None) -> datetime | None:
    """The moment of an ISO time; one without offset is taken as UTC."""
    try:
        found = datetime.fromisoformat(written) if written else None
        return None if found is None else (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def derived_rows(number: int, coded: Coded) -> Iterator[tuple[Table, Row]]:
    """All rows of the tables that are made from a document's records."""
    known = _Known(number, coded)
    for k, block in enumerate(coded.document.blocks):
        yield tables.BLOCKS, (number, k, block.kind, block.start, block.end)
    for k, warning in enumerate(coded.warnings):
        yield tables.WARNINGS, (number, k, warning.code, warning.message, *_offsets(warning.span))
    for k, found in enumerate(coded.times):
        yield tables.TIMES, (number, k, *_date(found), *_offsets(found.span))
    for k, place in enumerate(coded.places):
        yield tables.PLACES, (number, k, *_place(place), *_offsets(place.span))
    for actor in coded.actors:
        yield from known.actor(actor)
    for k, statement in enumerate(coded.statements):
        yield from known.statement(k, statement)
    for k, event in enumerate(coded.events):
        yield from known.event(k, event)
    for k, commitment in enumerate(coded.commitments):
        yield from known.commitment(k, commitment)
    yield from _life_rows(number, coded)


def _life_rows(number: int, coded: Coded) -> Iterator[tuple[Table, Row]]:
    """What of a document bears on commitments, its own or others', and by what it is looked up."""
    told = report_day(coded.document)
    for k, clue in enumerate(clues_of(coded)):
        role = role_of(clue)
        yield tables.LIFE_CLUES, (number, k, role, _encode(clue, order="deterministic").decode())
        # without a day nothing can be said of before and after
        for key in sorted(own_keys(clue)) if told else ():
            yield tables.LIFE_KEYS, (number, k, told, key)


class _Known:
    """Rows that need to look up the document's actors and statements."""

    def __init__(self, number: int, coded: Coded) -> None:
        self.number = number
        self.actors = {actor.id: actor for actor in coded.actors}
        self.statements = {statement.id: statement for statement in coded.statements}
        self.events = {event.id: event for event in coded.events}
        self.day = report_day(coded.document)

    def actor(self, a: Actor) -> Iterator[tuple[Table, Row]]:
        row = (self.number, a.id, a.name, a.kind, a.country, a.sectors, a.title, a.wikidata, a.basis, len(a.mentions))
        yield tables.ACTORS, row
        for mention in a.mentions:
            yield tables.MENTIONS, (self.number, a.id, mention.form, mention.start, mention.end)

    def statement(self, ordinal: int, s: Statement) -> Iterator[tuple[Table, Row]]:
        speaker, addressee = self.actors.get(s.speaker or ""), self.actors.get(s.addressee or "")
        whole = (s.content_spans[0].start, s.content_spans[-1].end) if s.content_spans else (None, None)
        yield (
            tables.STATEMENTS,
            (
                *(self.number, s.id, ordinal, s.kind, s.act, s.speaker),
                *(
                    (speaker.name, speaker.kind, speaker.country, speaker.sectors)
                    if speaker
                    else (None, None, None, [])
                ),
                *(s.addressee, addressee.name if addressee else None, addressee.country if addressee else None),
                *(s.within, *_offsets(s.source_span), *_offsets(s.cue_span), *whole),
            ),
        )
        for k, span in enumerate(s.content_spans):
            yield tables.STATEMENT_SPANS, (self.number, s.id, k, span.start, span.end)

    def event(self, ordinal: int, e: Event) -> Iterator[tuple[Table, Row]]:
        own_day = day(e.date.start) if e.date else None
        yield (
            tables.EVENTS,
            (
                *(self.number, e.id, ordinal, e.type, e.mode, e.contexts, e.quad, e.intensity, e.confidence),
                *(e.factuality.status, e.factuality.polarity, e.factuality.certainty),
                *(e.attribution, self.speakers(e.attribution)),
                *(*self.lists([r.actor for r in e.actors]), *self.lists([r.actor for r in e.recipients])),
                *(own_day or self.day, "text" if own_day else "report" if self.day else None, *_date(e.date)),
                *(*_place(e.place), *_offsets(e.trigger), *_offsets(e.sentence), 1 + len(e.also)),
            ),
        )
        yield from self.parties(tables.EVENT_PARTIES, e.id, "actor", e.actors)
        yield from self.parties(tables.EVENT_PARTIES, e.id, "recipient", e.recipients)
        for k, span in enumerate(e.also):
            yield tables.EVENT_MENTIONS, (self.number, e.id, k, span.start, span.end)
        for k, c in enumerate(e.counts):
            yield tables.EVENT_COUNTS, (self.number, e.id, k, c.kind, c.low, c.high, c.unit, *_offsets(c.span))

    def commitment(self, ordinal: int, c: Commitment) -> Iterator[tuple[Table, Row]]:
        made = self.events.get(c.event or "")
        yield (
            tables.COMMITMENTS,
            (
                *(self.number, c.id, ordinal, c.kind, c.strength, *self.lists(c.by), *self.lists(c.to)),
                *(c.act_type, *_offsets(c.act), [condition.kind for condition in c.conditions], *_date(c.deadline)),
                *(c.statement, c.event, self.made_on(made), *_offsets(c.trigger)),
            ),
        )
        for side, ids, spans in (("by", c.by, c.by_spans), ("to", c.to, c.to_spans)):
            roles = [Role(actor, span) for actor, span in zip(ids, spans, strict=True)]
            yield from self.parties(tables.COMMITMENT_PARTIES, c.id, side, roles)
        for k, condition in enumerate(c.conditions):
            yield tables.CONDITIONS, (self.number, c.id, k, condition.kind, *_offsets(condition.span))

    def made_on(self, event: Event | None) -> date | None:
        """The day on which a commitment was made, by the event that records it; not later than its report."""
        told = day(event.date.start) if event and event.date else None
        return min(filter(None, (told, self.day)), default=None)

    def parties(self, table: Table, record: str, side: str, roles: Sequence[Role]) -> Iterator[tuple[Table, Row]]:
        for k, role in enumerate(roles):
            who = self.actors.get(role.actor)
            facts = (who.name, who.kind, who.country, who.sectors) if who else (None, None, None, [])
            yield table, (self.number, record, side, k, role.actor, *facts, *_offsets(role.span))

    def lists(self, ids: Sequence[str]) -> tuple[list[str | None], list[str], list[str | None], list[str | None]]:
        """Names, ids, countries and primary sectors of actors, in parallel."""
        who = [self.actors.get(actor) for actor in ids]
        return (
            [a.name if a else None for a in who],
            list(ids),
            [a.country if a else None for a in who],
            [a.sectors[0] if a and a.sectors else None for a in who],
        )

    def speakers(self, attribution: Sequence[str]) -> list[str | None]:
        """Who says it, outermost first; None where the text does not name the speaker."""
        said = [self.statements.get(statement) for statement in attribution]
        who = [self.actors.get(s.speaker or "") if s else None for s in said]
        return [actor.name if actor else None for actor in who]


def _offsets(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _date(found: Date | None) -> tuple[date | None, date | None, str | None, bool | None]:
    return (day(found.start), day(found.end), found.precision, found.inferred) if found else (None, None, None, None)


def _place(p: Place | None) -> Row:
    if p is None:
        return (None,) * 9
    return (p.name, p.country, p.admin1, p.admin2, p.lat, p.lon, p.geoname_id, p.feature_code, p.precision)
