"""Coded: all records of one document, the line that `dragoman code --format jsonl` writes."""

from __future__ import annotations

import msgspec

from .actors import Actor
from .commitments import Commitment
from .document import Document, Failure, Warning
from .events import Event
from .places import Place
from .statements import Statement
from .times import Date

SCHEMA = 1


class CoderInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What coded a document.  `models`: name of each model → its version or checksum."""

    program: str
    version: str
    registry: str
    models: dict[str, str]


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """All records of one document."""

    schema: int = SCHEMA
    coder: CoderInfo
    document: Document
    actors: list[Actor]
    statements: list[Statement]
    events: list[Event]
    commitments: list[Commitment]
    times: list[Date]
    places: list[Place]
    warnings: list[Warning]


class FailedDocument(msgspec.Struct, frozen=True):
    id: str
    source: str | None


class FailedError(msgspec.Struct, frozen=True):
    code: str
    message: str


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """The line written for a document that could not be read."""

    schema: int = SCHEMA
    document: FailedDocument
    error: FailedError

    @classmethod
    def of(cls, failure: Failure) -> Failed:
        return cls(
            document=FailedDocument(failure.id, failure.source),
            error=FailedError(failure.code, failure.message),
        )
