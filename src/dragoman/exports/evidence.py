"""What a row of another format stands on: the way back from it to the words, and what it could not say."""

from __future__ import annotations

from typing import Any

import msgspec

from ..records import Role
from .choosing import Told
from .form import Run

_encode = msgspec.json.Encoder().encode


def evidence_line(row: str, told: Told, run: Run) -> bytes:
    """A line of NAME.evidence.jsonl.  row: the id in the row's first column; as text, for JSON readers round large
    numbers."""
    return _encode(evidence(row, told, run)) + b"\n"


def evidence(row: str, told: Told, run: Run) -> dict[str, Any]:
    """The object of a row; dated_by is `published` where the row's day is that of the report."""
    event = told.event
    sentence = event.sentence if run.sentences else {"start": event.sentence.start, "end": event.sentence.end}
    return {
        "row": row,
        "event": event.id,
        "document": told.report.document.id,
        "link": told.merged.link,
        "mentions": told.merged.mentions,
        "origins": told.merged.origins,
        "documents": told.merged.documents,
        "day": told.day,
        "dated_by": told.basis,
        "spans": {
            "trigger": event.trigger,
            "sentence": sentence,
            "actors": [_party(role) for role in event.actors],
            "recipients": [_party(role) for role in event.recipients],
            "date": event.date.span if event.date else None,
            "place": event.place.span if event.place else None,
            "also": event.also,
        },
        "factuality": event.factuality,
        "attribution": [_said(told, statement) for statement in event.attribution],
        "confidence": event.confidence,
    }


def _party(role: Role) -> dict[str, Any]:
    return {"actor": role.actor, "start": role.span.start, "end": role.span.end, "text": role.span.text}


def _said(told: Told, id: str) -> dict[str, Any]:
    """Who says it, and where the words of saying stand."""
    statement = told.report.statements.get(id)
    speaker = told.report.actors.get(statement.speaker or "") if statement else None
    return {
        "statement": id,
        "speaker": speaker.id if speaker else None,
        "name": speaker.name if speaker else None,
        "cue": statement.cue_span if statement else None,
    }
