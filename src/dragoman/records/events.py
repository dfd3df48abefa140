"""Event: who did what to whom (records.md, "events"; PLOVER manual, draft 2.0)."""

from __future__ import annotations

from typing import Literal

import msgspec

from .places import Place
from .span import Span
from .times import Date

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["actual", "planned", "conditional", "possible", "historical"]
Polarity = Literal["affirmed", "negated"]
Certainty = Literal["certain", "probable", "possible"]
CountKind = Literal["dead", "injured", "missing", "detained", "displaced", "participants", "amount"]


class Role(msgspec.Struct, frozen=True):
    """An actor's id and the span that fills the role."""

    actor: str
    span: Span


class Factuality(msgspec.Struct, frozen=True):
    status: Status
    polarity: Polarity
    certainty: Certainty


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A number that belongs to an event: `low` and `high` are equal where the text is exact."""

    kind: CountKind
    low: float | None
    high: float | None
    unit: str | None
    span: Span


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """basis: `llm` where a second opinion changed the record; else it is not written."""

    id: str
    type: EventType
    mode: str | None
    contexts: list[str]
    quad: int
    intensity: float
    actors: list[Role]
    recipients: list[Role]
    trigger: Span
    sentence: Span
    also: list[Span]
    factuality: Factuality
    attribution: list[str]
    date: Date | None
    place: Place | None
    counts: list[Count]
    confidence: float
    basis: Literal["llm"] | None = None
