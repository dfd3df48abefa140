"""Takedown: a document's text and records go, the fact that it was here stays."""

from __future__ import annotations

from datetime import UTC, datetime

from . import tables
from .entries import delete, parts
from .event_weaving import count_again_for
from .rows import clean
from .stores import Connection
from .story_weaving import unweave_stories
from .tables import DERIVED
from .weaving import unweave, weave


def forget(connection: Connection, document: str) -> int:
    """Takes a document's texts and records out, of all revisions; that it was here, its id and address stay.

    The number of revisions; 0 where the ledger does not have the document.
    """
    query = "SELECT number FROM store.documents WHERE document = $1 AND forgotten_at IS NULL"
    numbers = [number for (number,) in connection.rows(query, (clean(document),))]
    changed = unweave_stories(connection, numbers)
    displaced = unweave(connection, numbers)
    count_again_for(connection, changed)
    for table in (tables.TEXTS, tables.RECORDS, *DERIVED):
        delete(connection, table.name, "number", numbers)
    change = "title = NULL, bylines = NULL, agency = NULL, dateline_place = NULL, dateline_day = NULL"
    for part in parts(numbers):
        query = f"UPDATE store.documents SET forgotten_at = $2, {change} WHERE number = any($1)"
        connection.execute(query, (part, datetime.now(UTC)))
    for table in (tables.CORRECTIONS, tables.AUDIT_ITEMS):
        delete(connection, table.name, "document", [clean(document)] if numbers else [])
    weave(connection, [], displaced)
    return len(numbers)
