"""Records out of a ledger: the lines of JSON that were taken in, in the order in which they came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..records import Failure, to_json
from ..records.coded import Failed
from .packing import Packed, show_nuls, unpack
from .rows import clean
from .stores import Connection, Store

# Documents that one opening reads: some tens of milliseconds, so that a writer need not wait.
_SLICE = 500
_LINES = """
SELECT d.number, d.record_schema, r.record, c.info, t.text, t.nul_at
FROM store.documents d
JOIN store.records r ON r.number = d.number
JOIN store.coders c ON c.coder = d.coder
LEFT JOIN store.texts t ON t.number = d.number
WHERE d.number = any($1) ORDER BY d.number"""


def read_lines(store: Store, *, failures: bool = True) -> Iterator[bytes]:
    """The line of each document's current records, and of each failure, in the order in which they came.

    The documents are those of the moment when this begins; no lock is held between slices of them.
    """
    with store.read() as connection:
        numbers = document_numbers(connection)
        failed = dict(failure_lines(connection)) if failures else {}
    ordered = sorted([*numbers, *failed])
    for at in range(0, len(ordered), _SLICE):
        part = ordered[at : at + _SLICE]
        with store.read() as connection:
            found = dict(lines_of(connection, [number for number in part if number not in failed]))
        for number in part:
            line = failed.get(number) or found.get(number)
            if line is not None:
                yield line


def document_numbers(connection: Connection, documents: Sequence[str] | None = None) -> list[int]:
    """The numbers of current documents; of those named, where some are."""
    query = "SELECT number FROM store.documents WHERE current AND forgotten_at IS NULL"
    if documents is None:
        return [number for (number,) in connection.rows(query)]
    return [number for (number,) in connection.rows(f"{query} AND document = any($1)", (clean(list(documents)),))]


def lines_of(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Number and line of documents."""
    for number, schema, record, coder, text, nul_at in connection.rows(_LINES, (list(numbers),)):
        yield number, unpack(Packed(record, coder, schema), None if text is None else show_nuls(text, nul_at))


def failure_lines(connection: Connection) -> Iterator[tuple[int, bytes]]:
    """Number and line of what could not be read or coded."""
    query = "SELECT number, document, source, code, message FROM store.failures ORDER BY number"
    for number, document, source, code, message in connection.rows(query):
        yield number, to_json(Failed.of(Failure(document, source, code, message)))
