"""What was put right by hand stays with what it was said of when a document is coded anew or revised.

A correction is kept by document, record class and trigger span.  In a new revision the same words may stand
elsewhere; the correction goes with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .entries import parts
from .stores import Connection

# The tables whose records can be put right.
_TABLES = {"commitment": "commitments", "event": "events"}


def move_corrections(connection: Connection, revised: Sequence[tuple[int, int]]) -> None:
    """Moves the corrections of revised documents to where their records stand now.

    revised: the numbers of an old revision and of the new one, which is stored.  A correction whose record is not
    found stays where it is, so that a later revision that has the record again finds it.
    """
    new_of = dict(revised)
    # of several revisions in a batch only the last is stored whole
    first = sorted(new_of.keys() - set(new_of.values()))
    for part in parts(first):
        query = (
            "SELECT k.correction, k.record_class, k.trigger_start, k.trigger_end, d.number,"
            " substr(x.text, k.trigger_start::int + 1, (k.trigger_end - k.trigger_start)::int)"
            " FROM store.corrections k JOIN store.documents d ON d.document = k.document"
            " LEFT JOIN store.texts x ON x.number = d.number WHERE d.number = any($1) ORDER BY k.correction"
        )
        for correction, record_class, start, end, old, words in connection.rows(query, (part,)):
            if record_class in _TABLES:
                place = _place(connection, _TABLES[record_class], _last(new_of, old), (start, end), words)
                if place not in (None, (start, end)):
                    change = "UPDATE store.corrections SET trigger_start = $2, trigger_end = $3 WHERE correction = $1"
                    connection.execute(change, (correction, *place))


def _last(new_of: Mapping[int, int], number: int) -> int:
    while number in new_of:
        number = new_of[number]
    return number


def _place(
    connection: Connection, table: str, number: int, old: tuple[int, int], words: str | None
) -> tuple[int, int] | None:
    """Where the record of an old trigger stands now: at the same place, at the same words, or across the place."""
    query = (
        "SELECT r.trigger_start, r.trigger_end,"
        " substr(x.text, r.trigger_start::int + 1, (r.trigger_end - r.trigger_start)::int)"
        f" FROM store.{table} r LEFT JOIN store.texts x ON x.number = r.number WHERE r.number = $1"
    )
    found = [((start, end), text) for start, end, text in connection.rows(query, (number,))]
    if any(place == old for place, text in found if words is None or text == words):
        return old
    like = [place for place, text in found if words is not None and text == words]
    across = [place for place, _ in found if place[0] < old[1] and old[0] < place[1]]
    return min(like or across, key=lambda place: (abs(place[0] - old[0]), place), default=None)
