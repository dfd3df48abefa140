"""Corrections in and out of the ledger: made, undone, and put into the rows of their document at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from ..errors import UsageError
from ..records import Coded, from_json
from . import tables
from .corrected import Correction, checked, corrected
from .entries import delete, next_number, parts
from .records import document_numbers, lines_of
from .rows import Row, clean, derived_rows
from .stores import Connection
from .tables import REMADE, STORIES, WOVEN, Table
from .weaving import unweave, weave

_COLUMNS = (
    "correction, document, record_class, trigger_start, trigger_end, field, value, reason, made_by, made_at, words"
)


def correct(
    connection: Connection,
    document: str,
    record_class: str,
    trigger: tuple[int, int],
    changes: dict[str, Any],
    *,
    made_by: str,
    reason: str | None = None,
) -> list[int]:
    """Keeps what somebody says of one record, field by field, and puts it into force; the corrections' numbers.

    Raises UsageError where the document is not here, or a field or value is none that can be.
    """
    coded = coded_of(connection, document)
    start, end = trigger
    if not 0 <= start < end or (coded.document.text and end > len(coded.document.text)):
        raise UsageError(f"{document}: no trigger at {start} to {end}; give the span of the record's trigger")
    for field, value in changes.items():
        checked(record_class, field, value)
    first = next_number(connection, "correction", "corrections")
    words = coded.document.text[start:end] or None
    now = datetime.now(UTC)
    rows: list[Row] = [
        (
            first + k, clean(document), record_class, start, end, field, json.dumps(value, ensure_ascii=False),
            clean(reason), clean(made_by), now, clean(words), None,
        )
        for k, (field, value) in enumerate(changes.items())
    ]  # fmt: skip
    connection.insert(tables.CORRECTIONS, rows)
    remake(connection, [document])
    return [row[0] for row in rows]


def undo(connection: Connection, correction: int) -> Correction:
    """Takes a correction out of force; that it was made stays.  Raises UsageError where there is none in force."""
    query = f"SELECT {_COLUMNS} FROM store.corrections WHERE correction = $1 AND undone_at IS NULL"
    found = [_correction(row) for row in connection.rows(query, (correction,))]
    if not found:
        raise UsageError(f"no correction {correction} in force; dragoman corrections lists them")
    connection.execute(
        "UPDATE store.corrections SET undone_at = $2 WHERE correction = $1", (correction, datetime.now(UTC))
    )
    remake(connection, [found[0].document])
    return found[0]


def corrections_of(connection: Connection, documents: Iterable[str]) -> dict[str, list[Correction]]:
    """The corrections in force by document, in the order in which they were made."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for part in parts(sorted(set(map(clean, documents)))):
        query = (
            f"SELECT {_COLUMNS} FROM store.corrections WHERE document = any($1) AND undone_at IS NULL"
            " ORDER BY correction"
        )
        for row in connection.rows(query, (part,)):
            found[row[1]].append(_correction(row))
    return dict(found)


def weave_all(connection: Connection) -> None:
    """Makes all rows anew that are made from records: for a ledger of a program that did not make some of them."""
    for table in (*WOVEN, *STORIES, tables.EVENT_TOTALS):
        connection.execute(f"DELETE FROM store.{table.name}")
    query = "SELECT number, document FROM store.documents WHERE current AND forgotten_at IS NULL ORDER BY number"
    for part in parts(connection.rows(query)):
        remake(connection, [document for _, document in part], arrived=[number for number, _ in part])


def remake(connection: Connection, documents: Sequence[str], *, arrived: Sequence[int] = ()) -> None:
    """Makes the rows of documents anew from their records and the corrections in force.

    arrived: those of the documents, by number, that are in no story yet.
    """
    corrections = corrections_of(connection, documents)
    numbers = document_numbers(connection, documents)
    rows: dict[str, tuple[Table, list[Row]]] = {}
    for number, line in lines_of(connection, numbers):
        coded = from_json(line)
        assert isinstance(coded, Coded)
        for table, row in derived_rows(number, corrected(coded, corrections.get(clean(coded.document.id), ()))):
            rows.setdefault(table.name, (table, []))[1].append(tuple(map(clean, row)))
    displaced = unweave(connection, numbers)
    for table in REMADE:
        delete(connection, table.name, "number", numbers)
    for table, made in rows.values():
        connection.insert(table, made)
    weave(connection, sorted(numbers), displaced, arrived=arrived)


def coded_of(connection: Connection, document: str) -> Coded:
    """A document's records as they were taken in.  Raises UsageError where it is not here."""
    numbers = document_numbers(connection, [document])
    lines = [line for _, line in lines_of(connection, numbers)]
    if not lines:
        raise UsageError(f"{document}: no such document in the ledger")
    coded = from_json(lines[0])
    assert isinstance(coded, Coded)
    return coded


def _correction(row: Row) -> Correction:
    number, document, record_class, start, end, field, value, reason, made_by, made_at, words = row
    return Correction(
        number=number, document=document, record_class=record_class, start=start, end=end, field=field,
        value=_value(value), reason=reason, made_by=made_by, made_at=made_at, words=words,
    )  # fmt: skip


def _value(written: str | None) -> Any:
    return None if written is None else json.loads(written)
