"""Weaving: what a document's records have to do with those of documents that came before.

Documents are woven in the order of their numbers, in the transaction that stores them, so that an ingest that was
broken off and taken up again ends with the very rows of an unbroken one, however it was cut into batches.
"""

from __future__ import annotations

from collections.abc import Sequence

from .event_weaving import unweave_events, weave_events
from .life_weaving import weave_lives
from .stores import Connection
from .story_weaving import weave_stories


def weave(connection: Connection, numbers: Sequence[int]) -> None:
    """Weaves documents that have just been stored in; numbers: theirs, ascending."""
    if not numbers:
        return
    weave_stories(connection, numbers)
    weave_events(connection, numbers)
    weave_lives(connection, numbers)


def unweave(connection: Connection, numbers: Sequence[int]) -> None:
    """Makes ready for documents to go: what they began passes to others.  Rows that are theirs go with them."""
    if numbers:
        unweave_events(connection, numbers)
