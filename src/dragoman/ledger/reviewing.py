"""Reviewed documents: somebody went through all events of one and says that none is missing.

The mark holds the records as they then were.  What it says so outlives every new coding of the document; it is out of
date once an event of the document is put right after it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from ..errors import UsageError
from ..records import Coded, from_json, to_json
from . import tables
from .corrected import corrected
from .correcting import coded_of, corrections_of
from .entries import next_number
from .packing import show_nuls
from .rows import clean, content_hash
from .stores import Connection

# Marks in force, the latest of each document, and whether something of the document was put right after it.
_MARKS = """
SELECT m.document, m.value, m.made_by, m.made_at,
  EXISTS (SELECT 1 FROM store.corrections c WHERE c.document = m.document AND c.record_class = 'event'
    AND ((c.undone_at IS NULL AND c.correction > m.correction) OR c.undone_at > m.made_at)) AS outdated
FROM store.corrections m
WHERE m.record_class = 'document' AND m.field = 'reviewed' AND m.undone_at IS NULL AND m.correction =
  (SELECT max(o.correction) FROM store.corrections o WHERE o.document = m.document AND o.record_class = 'document'
    AND o.undone_at IS NULL)
ORDER BY m.correction"""


class Mark(msgspec.Struct, frozen=True):
    """The value of the correction.  content: hash of the text that was read; record: without the text."""

    content: str
    record: dict[str, Any]


@dataclass(frozen=True)
class ReviewedDocument:
    """A document as somebody left it.  outdated: something of it was put right since; it wants a new mark."""

    coded: Coded
    made_by: str
    made_at: datetime
    outdated: bool


def undecided(coded: Coded) -> int:
    """How many events of a corrected record nobody has judged: what somebody has, is certain."""
    return sum(event.confidence < 1.0 for event in coded.events)


def mark_reviewed(connection: Connection, document: str, *, made_by: str) -> int:
    """Keeps that somebody went through all of a document's events; the correction's number.

    Raises UsageError where the ledger holds no such document or no texts, or where an event has no verdict yet.
    """
    coded = coded_of(connection, document)
    text = coded.document.text
    if not text:
        raise UsageError(f"{document}: this ledger holds no texts, so that nobody can have read it here")
    known = corrections_of(connection, [document]).get(clean(document), [])
    settled = corrected(coded, known)
    left = undecided(settled)
    if left:
        raise UsageError(f"{document}: {left} of its events have no verdict yet; accept or reject them first")
    bare = msgspec.structs.replace(settled, document=msgspec.structs.replace(settled.document, text=""))
    mark = Mark(content_hash(text), msgspec.json.decode(to_json(bare)))
    number = next_number(connection, "correction", "corrections")
    row = (
        number, clean(document), "document", 0, 0, "reviewed", _written(mark), None, clean(made_by),
        datetime.now(UTC), None, None,
    )  # fmt: skip
    connection.insert(tables.CORRECTIONS, [row])
    return number


def reviewed_documents(connection: Connection) -> Iterator[ReviewedDocument]:
    """The documents that were gone through, with the very text that was read, in the order of their marks."""
    for document, value, made_by, made_at, outdated in connection.rows(_MARKS):
        mark = msgspec.json.decode(value, type=Mark)
        text = _text(connection, document, mark.content)
        if text is None:
            continue
        coded = from_json(json.dumps(mark.record))
        assert isinstance(coded, Coded)
        whole = msgspec.structs.replace(coded, document=msgspec.structs.replace(coded.document, text=text))
        yield ReviewedDocument(whole, made_by, made_at, bool(outdated))


def _text(connection: Connection, document: str, content: str) -> str | None:
    query = (
        "SELECT t.text, t.nul_at FROM store.documents d JOIN store.texts t ON t.number = d.number"
        " WHERE d.document = $1 AND d.content = $2"
    )
    return next((show_nuls(text, nul_at) for text, nul_at in connection.rows(query, (document, content))), None)


def _written(mark: Mark) -> str:
    # a NUL of a name is written as an escape, which both stores hold
    return json.dumps(msgspec.to_builtins(mark))
