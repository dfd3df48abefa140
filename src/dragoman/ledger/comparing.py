"""What differs between two ledgers: documents, and within those that both have, record by record.

Which program coded a document is no difference; what it found is.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from ..records import Coded, from_json
from .records import lines_of
from .stores import Store

Change = Literal["only in first", "only in second", "changed"]
# Documents that are compared at once.
_SLICE = 200
_CURRENT = """
SELECT d.document, d.number, r.record, d.content FROM store.documents d JOIN store.records r ON r.number = d.number
WHERE d.current AND d.forgotten_at IS NULL AND d.number > $1 ORDER BY d.number LIMIT 2000"""


@dataclass(frozen=True)
class Difference:
    """One difference.  record_class: document, actor, statement, event, commitment, time, place or warning.

    said: the record in short.  fields: names of the fields that differ, where it is in both.
    """

    change: Change
    document: str
    record_class: str
    record: str
    said: str
    fields: tuple[str, ...] = ()


def differences(first: Store, second: Store) -> Iterator[Difference]:
    """The differences, by document id."""
    a, b = _digests(first), _digests(second)
    changed = sorted(document for document in a.keys() & b.keys() if a[document][1:] != b[document][1:])
    compared = _compared(first, second, [(document, a[document][0], b[document][0]) for document in changed])
    for document in sorted(a.keys() ^ b.keys()):
        yield Difference("only in first" if document in a else "only in second", document, "document", document, "")
    yield from compared


def _digests(store: Store) -> dict[str, tuple[int, str, str]]:
    """Each document's number, the hash of its text and that of its records."""
    found: dict[str, tuple[int, str, str]] = {}
    last = 0
    while True:
        with store.read() as connection:
            rows = connection.rows(_CURRENT, (last,))
        for document, number, record, content in rows:
            found[document] = (number, content, hashlib.sha256(record.encode()).hexdigest())
            last = number
        if not rows:
            return found


def _compared(first: Store, second: Store, pairs: Sequence[tuple[str, int, int]]) -> Iterator[Difference]:
    for at in range(0, len(pairs), _SLICE):
        part = pairs[at : at + _SLICE]
        with first.read() as connection:
            ours = dict(lines_of(connection, [number for _, number, _ in part]))
        with second.read() as connection:
            theirs = dict(lines_of(connection, [number for _, _, number in part]))
        for document, mine, other in part:
            if mine in ours and other in theirs:
                yield from compare(document, _coded(ours[mine]), _coded(theirs[other]))


def _coded(line: bytes) -> Coded:
    record = from_json(line)
    assert isinstance(record, Coded)
    return record


def compare(document: str, first: Coded, second: Coded) -> Iterator[Difference]:
    """The differences between two codings of a document."""
    fields = _fields(first.document, second.document)
    if fields:
        yield Difference("changed", document, "document", document, "", fields)
    for record_class, identify, say in _CLASSES:
        ours, theirs = (_by_identity(getattr(coded, record_class), identify) for coded in (first, second))
        for key in sorted(ours.keys() | theirs.keys()):
            mine, other = ours.get(key), theirs.get(key)
            shown = say(mine if mine is not None else other)
            name = record_class.removesuffix("s")
            if other is None:
                yield Difference("only in first", document, name, key, shown)
            elif mine is None:
                yield Difference("only in second", document, name, key, shown)
            elif changed := _fields(mine, other):
                yield Difference("changed", document, name, key, shown, changed)


def _by_identity(records: Sequence[Any], identify: Callable[[Any], str]) -> dict[str, Any]:
    """Records by what makes them the same in both; a second of the same identity has its ordinal behind."""
    found: dict[str, Any] = {}
    seen: dict[str, int] = defaultdict(int)
    for record in records:
        key = identify(record)
        seen[key] += 1
        found[key if seen[key] == 1 else f"{key} ({seen[key]})"] = record
    return found


def _fields(first: Any, second: Any) -> tuple[str, ...]:
    """Names of the fields that differ.  Where a document was read from is none of its own."""
    names = [name for name in first.__struct_fields__ if name != "source"]
    return tuple(name for name in names if _value(first, name) != _value(second, name))


def _value(record: Any, name: str) -> Any:
    return msgspec.to_builtins(getattr(record, name))


def _at(record: Any) -> str:
    span = record.span
    return f"{span.start}:{span.end}" if span else "-"


def _statement_place(statement: Any) -> str:
    spans = statement.content_spans
    return f"{spans[0].start}:{spans[-1].end}" if spans else statement.id


def _said_statement(statement: Any) -> str:
    return f"{statement.speaker or '?'}: {statement.content_spans[0].text if statement.content_spans else ''}"


def _said_event(event: Any) -> str:
    sides = (", ".join(role.actor for role in side) for side in (event.actors, event.recipients))
    return f"{event.type} {' → '.join(side or '?' for side in sides)}: {event.trigger.text}"


def _said_commitment(commitment: Any) -> str:
    return f"{commitment.kind} {', '.join(commitment.by) or '?'}: {commitment.act.text}"


# (field of the document's records, what makes a record the same in both, the record in short)
_CLASSES: tuple[tuple[str, Callable[[Any], str], Callable[[Any], str]], ...] = (
    ("actors", lambda a: a.id, lambda a: a.name),
    ("statements", _statement_place, _said_statement),
    ("events", lambda e: e.id, _said_event),
    ("commitments", lambda c: c.id, _said_commitment),
    ("times", _at, lambda t: t.start),
    ("places", _at, lambda p: p.name),
    ("warnings", lambda w: w.code, lambda w: w.message),
)
