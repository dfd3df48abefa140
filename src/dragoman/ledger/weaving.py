"""Weaving: what a document's records have to do with those of documents that came before.

Documents are woven in the order of their numbers, in the transaction that stores them, so that an ingest that was
broken off and taken up again ends with the very rows of an unbroken one, however it was cut into batches.
"""

from __future__ import annotations

from collections.abc import Sequence

from .event_weaving import count_again_for, unweave_events, weave_events
from .life_weaving import unweave_lives, weave_lives
from .stores import Connection
from .story_weaving import weave_stories


def weave(
    connection: Connection, numbers: Sequence[int], displaced: Sequence[int] = (), *, arrived: Sequence[int] = ()
) -> None:
    """Weaves documents in whose rows have just been made; numbers: theirs, ascending.

    displaced: documents whose commitments lost their life with a document that went (`unweave`).
    arrived: documents that are new in the ledger, with revisions that were outdated within their batch.  They are what
    stories are made from, which rest on texts and records as they came, not on what people put right in them.
    """
    changed = weave_stories(connection, arrived)
    if numbers:
        weave_events(connection, numbers)
    count_again_for(connection, changed)
    weave_lives(connection, sorted({*numbers, *displaced}))


def unweave(connection: Connection, numbers: Sequence[int]) -> list[int]:
    """Makes ready for documents to go: what they began passes to others.  Rows that are theirs go with them.

    The numbers of other documents that have to be woven anew, as the lives that they had a part in are taken apart.
    Stories are none of this: a revision leaves its story when the next one's turn comes (story_weaving.py).
    """
    if not numbers:
        return []
    unweave_events(connection, numbers)
    return unweave_lives(connection, numbers)
