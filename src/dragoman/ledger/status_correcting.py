"""A commitment's status put right by hand: kept at its first report, in force over all that reports tell.

A correction is kept by document, record class and trigger span, with the trigger's words.  Where a revision of the
text has these words elsewhere, it goes with them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ..errors import UsageError
from . import tables
from .entries import next_number, parts
from .rows import clean
from .selecting import STATUSES
from .stores import Connection

_OF_LIFE = """
SELECT k.correction, k.value, k.reason, k.made_by, k.made_at, k.document
FROM store.life_members m
JOIN store.commitments c ON c.number = m.number AND c.commitment = m.commitment
JOIN store.documents d ON d.number = m.number
JOIN store.corrections k ON k.document = d.document AND k.trigger_start = c.trigger_start
  AND k.trigger_end = c.trigger_end
WHERE m.life = $1 AND k.record_class = 'commitment' AND k.field = 'status' AND k.undone_at IS NULL
ORDER BY k.correction"""


def life_id(connection: Connection, id: str) -> str:
    """The life that a commitment's id belongs to.  Raises UsageError where no report has it."""
    found = connection.rows("SELECT life FROM store.life_members WHERE commitment = $1 LIMIT 1", (clean(id),))
    if not found:
        raise UsageError(f"{id}: no commitment of that id; dragoman commitments lists them")
    return str(found[0][0])


def corrections_of_life(connection: Connection, life: str) -> list[dict[str, Any]]:
    """The corrections of a life's status that are in force, oldest first; `value` is the status."""
    columns, rows = connection.table(_OF_LIFE, (life,))
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return [row | {"value": json.loads(row["value"])} for row in found]


def set_status(connection: Connection, id: str, status: str, because: str, by: str | None) -> str:
    """Notes a correction at the life's first mention; the life's id.  Raises UsageError."""
    if status not in STATUSES:
        raise UsageError(f"no status {status!r}; write one of {', '.join(STATUSES)}")
    if not because.strip():
        raise UsageError("a correction needs a reason; say why (--because)")
    life = life_id(connection, id)
    query = (
        "SELECT d.document, c.trigger_start, c.trigger_end,"
        " substr(x.text, c.trigger_start::int + 1, (c.trigger_end - c.trigger_start)::int)"
        " FROM store.life_members m JOIN store.commitments c ON c.number = m.number AND c.commitment = m.commitment"
        " JOIN store.documents d ON d.number = m.number LEFT JOIN store.texts x ON x.number = m.number"
        " WHERE m.life = $1 AND m.commitment = $1"
    )
    document, start, end, words = connection.rows(query, (life,))[0]
    number = next_number(connection, "correction", "corrections")
    row = (
        number, document, "commitment", start, end, "status", json.dumps(status), because, by, datetime.now(UTC),
        words, None,
    )  # fmt: skip
    connection.insert(tables.CORRECTIONS, [tuple(map(clean, row))])
    return life


def undo_status(connection: Connection, id: str) -> str | None:
    """Takes the last correction of a life out of force; the status that it had set.  Raises UsageError."""
    found = corrections_of_life(connection, life_id(connection, id))
    if not found:
        return None
    change = "UPDATE store.corrections SET undone_at = $2 WHERE correction = $1"
    connection.execute(change, (found[-1]["correction"], datetime.now(UTC)))
    return str(found[-1]["value"])


def move_corrections(connection: Connection, revised: Sequence[tuple[int, int]]) -> None:
    """Moves the corrections of status in revised documents to where their commitments stand now.

    revised: the numbers of an old revision and of the new one, which is stored.  A correction whose commitment is
    not found stays where it is, so that a later revision that has it again finds it.
    """
    new_of = dict(revised)
    # of several revisions in a batch only the last is stored whole
    first = sorted(new_of.keys() - set(new_of.values()))
    for part in parts(first):
        query = (
            "SELECT k.correction, k.trigger_start, k.trigger_end, k.words, d.number FROM store.corrections k"
            " JOIN store.documents d ON d.document = k.document WHERE d.number = any($1)"
            " AND k.record_class = 'commitment' AND k.field = 'status' ORDER BY k.correction"
        )
        for correction, start, end, words, old in connection.rows(query, (part,)):
            place = _place(connection, _last(new_of, old), (start, end), words)
            if place not in (None, (start, end)):
                change = "UPDATE store.corrections SET trigger_start = $2, trigger_end = $3 WHERE correction = $1"
                connection.execute(change, (correction, *place))


def _last(new_of: Mapping[int, int], number: int) -> int:
    while number in new_of:
        number = new_of[number]
    return number


def _place(connection: Connection, number: int, old: tuple[int, int], words: str | None) -> tuple[int, int] | None:
    """Where the commitment of an old trigger stands now: at its place, at the same words, or across the place."""
    query = (
        "SELECT r.trigger_start, r.trigger_end,"
        " substr(x.text, r.trigger_start::int + 1, (r.trigger_end - r.trigger_start)::int)"
        " FROM store.commitments r LEFT JOIN store.texts x ON x.number = r.number WHERE r.number = $1"
    )
    found = [((start, end), text) for start, end, text in connection.rows(query, (number,))]
    if any(place == old for place, text in found if words is None or text == words):
        return old
    like = [place for place, text in found if words is not None and text == words]
    across = [place for place, _ in found if place[0] < old[1] and old[0] < place[1]]
    return min(like or across, key=lambda place: (abs(place[0] - old[0]), place), default=None)
