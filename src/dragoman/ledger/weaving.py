"""Weaving: what a document's records have to do with those of documents that came before.

Documents are woven in the order of their numbers, in the transaction that stores them, so that an ingest that was
broken off and taken up again ends with the very rows of an unbroken one, however it was cut into batches.
"""

from __future__ import annotations

from collections.abc import Sequence

from .event_weaving import count_again_for, unweave_events, weave_events
from .life_weaving import weave_lives
from .stores import Connection
from .story_weaving import weave_stories


def weave(connection: Connection, numbers: Sequence[int], *, arrived: Sequence[int] = ()) -> None:
    """Weaves documents in whose rows have just been made; numbers: theirs, ascending.

    arrived: of documents that are new in the ledger, with revisions that were outdated within their batch.  They are
    what stories are made from, which rest on texts and records as they came, not on what people put right in them.
    """
    changed = weave_stories(connection, arrived)
    if numbers:
        weave_events(connection, numbers)
        weave_lives(connection, numbers)
    count_again_for(connection, changed)


def unweave(connection: Connection, numbers: Sequence[int]) -> None:
    """Makes ready for documents to go: what they began passes to others.  Rows that are theirs go with them."""
    if numbers:
        unweave_events(connection, numbers)
