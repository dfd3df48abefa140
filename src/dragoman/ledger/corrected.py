"""Corrected: a document's records as people have put them right.

What the coder found stays as it is in `records`; the rows that people query are made from the corrected records, so
that a correction outlives every new coding of the document.  A correction names its record by class and trigger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias, get_args

import msgspec

from ..errors import UsageError
from ..knowledge.names import slug
from ..knowledge.plover import MODES, intensity, quad
from ..records import (
    Actor,
    ActorKind,
    Certainty,
    Coded,
    Commitment,
    CommitmentKind,
    Date,
    Event,
    EventType,
    Factuality,
    Place,
    Polarity,
    Role,
    Span,
    Statement,
    Status,
    Strength,
    record_id,
)  # fmt: skip

RecordClass = Literal["event", "statement", "commitment"]
Verdict = Literal["accepted", "rejected"]
Target: TypeAlias = tuple[RecordClass, int, int]


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What somebody said of one record.  start, end: its trigger (a statement's cue, else its first content).

    field, value: `FIELDS` lists them; `words`: the trigger's, None where the ledger holds no texts.
    """

    number: int
    document: str
    record_class: RecordClass
    start: int
    end: int
    field: str
    value: Any
    reason: str | None
    made_by: str
    made_at: datetime
    words: str | None = None

    @property
    def target(self) -> Target:
        return self.record_class, self.start, self.end


class Party(msgspec.Struct, frozen=True):
    """Who fills a role: an actor of the document by id, or one that it lacks by name; start, end: the span."""

    start: int
    end: int
    actor: str | None = None
    name: str | None = None
    country: str | None = None
    sectors: list[str] = []
    kind: ActorKind = "group"


class AddedEvent(msgspec.Struct, frozen=True):
    """An event that the coder missed; its trigger is the correction's."""

    type: EventType
    sentence: tuple[int, int]
    actors: list[Party] = []
    recipients: list[Party] = []
    mode: str | None = None
    status: Status = "actual"
    polarity: Polarity = "affirmed"


class AddedCommitment(msgspec.Struct, frozen=True):
    """A commitment that the coder missed."""

    kind: CommitmentKind
    act: tuple[int, int]
    by: list[Party] = []
    to: list[Party] = []
    strength: Strength = "declared"


# What may be corrected of each class of record, and the form of the value.
FIELDS: dict[RecordClass, dict[str, Any]] = {
    "event": {
        "verdict": Verdict, "type": EventType, "mode": str | None, "status": Status, "polarity": Polarity,
        "certainty": Certainty, "actors": list[Party], "recipients": list[Party], "date": Date | None,
        "place": Place | None, "added": AddedEvent,
    },
    "statement": {"verdict": Verdict, "speaker": Party | None},
    "commitment": {
        "verdict": Verdict, "kind": CommitmentKind, "by": list[Party], "to": list[Party], "strength": Strength,
        "act_type": EventType | None, "deadline": Date | None, "added": AddedCommitment,
    },
}  # fmt: skip


def checked(record_class: str, field: str, value: Any) -> Any:
    """The value in the form that its field has.  Raises UsageError where field or value is none that can be."""
    fields = FIELDS.get(record_class)  # type: ignore[call-overload]
    if fields is None:
        raise UsageError(f"no record class {record_class!r}; write one of {', '.join(FIELDS)}")
    if field not in fields:
        raise UsageError(f"{field!r} of {record_class} cannot be corrected; write one of {', '.join(fields)}")
    try:
        return msgspec.convert(value, fields[field])
    except msgspec.ValidationError as error:
        raise UsageError(f"{field} of {record_class}: {str(error).replace('`', '')}; see docs/ledger.md") from error


def corrected(coded: Coded, corrections: Iterable[Correction]) -> Coded:
    """The records with corrections put in; the later of two that speak of the same field holds."""
    by_target: dict[Target, dict[str, Any]] = defaultdict(dict)
    for correction in corrections:
        # the rest says nothing of one record: pairs of events (event_pairs.py), reviewed documents (reviewing.py)
        if correction.field in FIELDS.get(correction.record_class, {}):
            value = checked(correction.record_class, correction.field, correction.value)
            by_target[_anchored(coded.document.text, correction)][correction.field] = value
    return _Corrector(coded, by_target).all() if by_target else coded


def _anchored(text: str, correction: Correction) -> Target:
    """The target in this revision of the text: where its words stand now, the nearest place to the old one."""
    words = correction.words
    if not words or not text or text[correction.start : correction.end] == words:
        return correction.target
    places = []
    at = text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    if not places:
        return correction.target
    start = min(places, key=lambda p: abs(p - correction.start))
    return correction.record_class, start, start + len(words)


def statement_trigger(statement: Statement) -> Span | None:
    """What a statement is named by."""
    return statement.cue_span or (statement.content_spans[0] if statement.content_spans else None)


class _Corrector:
    def __init__(self, coded: Coded, fields: dict[Target, dict[str, Any]]) -> None:
        self.coded = coded
        self.text = coded.document.text
        self.fields = fields
        self.actors = {actor.id: actor for actor in coded.actors}

    def all(self) -> Coded:
        events = [e for event in self.coded.events if (e := self.event(event))]
        commitments = [c for found in self.coded.commitments if (c := self.commitment(found))]
        statements = [s for found in self.coded.statements if (s := self.statement(found))]
        events += self.added_events({e.id for e in events})
        commitments += self.added_commitments({c.id for c in commitments})
        kept = {s.id for s in statements}
        events = [msgspec.structs.replace(e, attribution=[s for s in e.attribution if s in kept]) for e in events]
        return msgspec.structs.replace(
            self.coded,
            actors=list(self.actors.values()),
            events=sorted(events, key=lambda e: e.trigger),
            commitments=sorted(commitments, key=lambda c: c.trigger),
            statements=statements,
        )

    def of(self, record_class: RecordClass, span: Span | None) -> dict[str, Any]:
        return self.fields.get((record_class, span.start, span.end), {}) if span else {}

    def event(self, event: Event) -> Event | None:
        said = self.of("event", event.trigger)
        if said.get("verdict") == "rejected":
            return None
        changes: dict[str, Any] = {name: said[name] for name in ("date", "place") if name in said}
        for name in ("actors", "recipients"):
            if name in said:
                changes[name] = self.roles(said[name])
        facts = {name: said[name] for name in ("status", "polarity", "certainty") if name in said}
        if facts:
            changes["factuality"] = msgspec.structs.replace(event.factuality, **facts)
        if "type" in said or "mode" in said:
            type = said.get("type", event.type)
            mode = said.get("mode", event.mode)
            mode = mode if mode in MODES[type] else None
            changes |= {"type": type, "mode": mode, "quad": quad(type), "intensity": intensity(type, mode)}
        if said:
            changes["confidence"] = 1.0
        return msgspec.structs.replace(event, **changes) if changes else event

    def commitment(self, commitment: Commitment) -> Commitment | None:
        said = self.of("commitment", commitment.trigger)
        if said.get("verdict") == "rejected":
            return None
        changes: dict[str, Any] = {n: said[n] for n in ("kind", "strength", "act_type", "deadline") if n in said}
        for side in ("by", "to"):
            if side in said:
                roles = self.roles(said[side])
                changes |= {side: [r.actor for r in roles], f"{side}_spans": [r.span for r in roles]}
        return msgspec.structs.replace(commitment, **changes) if changes else commitment

    def statement(self, statement: Statement) -> Statement | None:
        said = self.of("statement", statement_trigger(statement))
        if said.get("verdict") == "rejected":
            return None
        if "speaker" not in said:
            return statement
        role = self.roles([said["speaker"]])[0] if said["speaker"] else None
        return msgspec.structs.replace(
            statement, speaker=role.actor if role else None, source_span=role.span if role else None
        )

    def added_events(self, taken: set[str]) -> list[Event]:
        found = []
        for (record_class, start, end), said in self.fields.items():
            added = said.get("added")
            if record_class != "event" or added is None or said.get("verdict") == "rejected":
                continue
            name = record_id(self.coded.document.id, "event", added.type, start, end)
            if name in taken:
                continue
            mode = added.mode if added.mode in MODES[added.type] else None
            found.append(
                Event(
                    id=name, type=added.type, mode=mode, contexts=[], quad=quad(added.type),
                    intensity=intensity(added.type, mode), actors=self.roles(added.actors),
                    recipients=self.roles(added.recipients), trigger=self.span(start, end),
                    sentence=self.span(*added.sentence), also=[],
                    factuality=Factuality(added.status, added.polarity, "certain"), attribution=[], date=None,
                    place=None, counts=[], confidence=1.0,
                )
            )  # fmt: skip
        return found

    def added_commitments(self, taken: set[str]) -> list[Commitment]:
        found = []
        for (record_class, start, end), said in self.fields.items():
            added = said.get("added")
            if record_class != "commitment" or added is None or said.get("verdict") == "rejected":
                continue
            name = record_id(self.coded.document.id, "commitment", added.kind, start, end)
            if name in taken:
                continue
            by, to = self.roles(added.by), self.roles(added.to)
            found.append(
                Commitment(
                    id=name, kind=added.kind, by=[r.actor for r in by], by_spans=[r.span for r in by],
                    to=[r.actor for r in to], to_spans=[r.span for r in to], act=self.span(*added.act), act_type=None,
                    conditions=[], deadline=None, strength=added.strength, statement=None, event=None,
                    trigger=self.span(start, end),
                )
            )  # fmt: skip
        return found

    def roles(self, parties: Sequence[Party]) -> list[Role]:
        return [Role(self.actor(party), self.span(party.start, party.end)) for party in parties]

    def actor(self, party: Party) -> str:
        """The id of a party's actor; one that the document lacks is added to it."""
        span = self.span(party.start, party.end)
        name = party.name or span.text or party.actor or "somebody"
        found = party.actor or f"local:{slug(name) or 'actor'}"
        if found not in self.actors:
            country, sectors = party.country, list(party.sectors)
            self.actors[found] = Actor(
                id=found, name=name, kind=party.kind, country=country, sectors=sectors, title=None, wikidata=None,
                mentions=[], basis=None,
            )  # fmt: skip
        return found

    def span(self, start: int, end: int) -> Span:
        return Span.of(self.text, start, end)


assert set(FIELDS) == set(get_args(RecordClass))
