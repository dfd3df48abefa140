"""Mentions that were parted or joined by hand: kept among the corrections, by document and the words they stand on.

Where a document comes in another wording, the words are looked for anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

import msgspec

from . import tables
from .entries import next_number
from .stores import Connection

# A document's id, and start and end of the trigger in its text.
Key: TypeAlias = tuple[str, int, int]

_READ = """
SELECT correction, document, trigger_start, trigger_end, field, value, reason, made_by, made_at
FROM store.corrections
WHERE record_class = 'event' AND field IN ('split', 'join') AND undone_at IS NULL ORDER BY correction"""


@dataclass(frozen=True)
class Pairing:
    """One correction.  field: `split` or `join`; value: with whom, as JSON; made_at: the moment, in UTC."""

    number: int
    key: Key
    field: str
    value: str
    reason: str | None
    made_by: str
    made_at: datetime

    def why(self) -> str:
        """Why a record is as it is, as JSON."""
        said = f"by {self.made_by}" + (f": {self.reason}" if self.reason else "")
        return msgspec.json.encode({"with": None, "score": None, "reasons": [("by hand", 0.0, said)]}).decode()


def read_pairings(connection: Connection) -> list[Pairing]:
    """The corrections in force that part or join mentions, in the order in which they were made."""
    return [Pairing(row[0], (row[1], row[2], row[3]), *row[4:]) for row in connection.rows(_READ)]


def add_pairing(connection: Connection, key: Key, field: str, value: Any, *, by: str, reason: str | None) -> Pairing:
    """Keeps a correction.  value: anything that JSON holds."""
    number = next_number(connection, "correction", "corrections")
    made = Pairing(number, key, field, msgspec.json.encode(value).decode(), reason, by, datetime.now(UTC))
    words = _words_at(connection, key)
    row = (number, key[0], "event", *key[1:], field, made.value, reason, by, made.made_at, words, None)
    connection.insert(tables.CORRECTIONS, [row])
    return made


def move_pairing(connection: Connection, number: int, key: Key, value: Any) -> None:
    """Puts a correction to other words of its document."""
    query = "UPDATE store.corrections SET trigger_start = $2, trigger_end = $3, value = $4 WHERE correction = $1"
    connection.execute(query, (number, key[1], key[2], msgspec.json.encode(value).decode()))


def undo_pairing(connection: Connection, number: int) -> None:
    """Takes a correction out of force; that it was made stays."""
    query = "UPDATE store.corrections SET undone_at = $2 WHERE correction = $1"
    connection.execute(query, (number, datetime.now(UTC)))


def _words_at(connection: Connection, key: Key) -> str | None:
    """The words of a key, from the current text; None where the ledger holds no texts."""
    query = (
        "SELECT t.text FROM store.documents d JOIN store.texts t ON t.number = d.number"
        " WHERE d.document = $1 AND d.current"
    )
    return next((text[key[1] : key[2]] for (text,) in connection.rows(query, (key[0],))), None)


def keyed_events(connection: Connection, keys: Iterable[Key]) -> list[tuple[Key, tuple[int, int], str | None]]:
    """Key, document number and ordinal of the events that stand on some words now, and the ledger's event of each."""
    wanted = set(keys)
    query = (
        "SELECT d.document, e.trigger_start, e.trigger_end, e.number, e.ordinal, m.merged FROM store.documents d"
        " JOIN store.events e ON e.number = d.number"
        " LEFT JOIN store.event_members m ON m.number = e.number AND m.ordinal = e.ordinal"
        " WHERE d.current AND d.document = any($1) ORDER BY e.number, e.ordinal"
    )
    rows = connection.rows(query, (sorted({document for document, _, _ in wanted}),)) if wanted else []
    return [((row[0], row[1], row[2]), (row[3], row[4]), row[5]) for row in rows if (row[0], row[1], row[2]) in wanted]


# -- documents that come again in other words

# Characters on either side that tell one occurrence of a word from another; fewer say nothing.
_CONTEXT, _ENOUGH_CONTEXT = 80, 15


def rewordings(connection: Connection, numbers: Sequence[int], documents: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Of those documents that have come in other words: the text before and the text now, by id."""
    wanted = sorted(set(documents))
    if not wanted:
        return {}
    query = (
        "SELECT d.document, d.number, t.text FROM store.documents d JOIN store.texts t ON t.number = d.number"
        " WHERE d.document = any($1) ORDER BY d.number"
    )
    fresh = set(numbers)
    before: dict[str, str] = {}
    found: dict[str, tuple[str, str]] = {}
    for document, number, text in connection.rows(query, (wanted,)):
        if number in fresh and document in before and before[document] != text:
            found[document] = (before[document], text)
        before[document] = text
    return found


def relocate(before: str, now: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words of a span stand in another wording of the text; None where they are gone.

    Of several occurrences the one is meant whose surroundings are most like those of old.
    """
    words = before[start:end]
    places = []
    at = now.find(words)
    while at >= 0:
        places.append(at)
        at = now.find(words, at + 1)
    if not words or not places:
        return None
    head, tail = before[max(0, start - _CONTEXT) : start], before[end : end + _CONTEXT]

    def context(place: int) -> int:
        after = now[place + len(words) :]
        return _common(head[::-1], now[:place][::-1]) + _common(tail, after)

    best = max(places, key=context)
    known = len(places) == 1 or context(best) >= _ENOUGH_CONTEXT
    return (best, best + len(words)) if known else None


def _common(one: str, other: str) -> int:
    """How many characters two texts share at the beginning."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
