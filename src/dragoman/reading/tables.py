"""Parquet files: a row is a document, its columns the fields of a JSON line (records.md, "Input").

A table that `dragoman code --engine ray` wrote has a column `record` instead of a text: its rows are records.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO, TypeAlias

from ..errors import NO_ROOM, InputError
from ..records import Coded, Failed, Failure, Reading
from .decoding import decode
from .documents import too_large
from .guarding import read_here
from .jsonl import read_line, read_row, row_id
from .sources import Stream

_FIELDS = ("id", "text", "url", "title", "publisher", "published_at", "modified_at", "language")
_RECORD = "record"
# Texts may be as large as the limit, and those of a batch are held at once.
_ROWS = 8
_MAGIC = b"PAR1"
# Text in UTF-32 takes four bytes where UTF-8 takes one.
_WIDEST = 4

TableItem: TypeAlias = Reading | Failure | Coded | Failed


def read_table(stream: Stream, path: str, source: str, limit: int) -> Iterator[TableItem]:
    """The documents of a table's rows.  Raises InputError `unreadable` or `no-text` where it holds none."""
    with _seekable(stream, path) as file:
        yield from read_rows(file, source, limit)


def read_rows(
    file: BinaryIO, source: str, limit: int, *, start: int = 0, count: int | None = None
) -> Iterator[TableItem]:
    """As `read_table`, of a file that can be sought in; of its rows those from `start` on, at most `count`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(file)
        columns = _columns(table.schema_arrow.names, source)
        for number, row in _numbered(table, columns, start, count):
            yield _read(row, f"{source}#{number + 1}", limit)
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise
        detail = str(error).split("\n")[0][:120]
        raise InputError("unreadable", f"{source}: a damaged Parquet file ({detail}); write it again") from error


def _columns(names: list[str], source: str) -> list[str]:
    """Those that are read.  Raises InputError `no-text` where there is neither a text nor a record."""
    if "text" in names:
        return [name for name in _FIELDS if name in names]
    if _RECORD in names:
        return [_RECORD]
    listed = ", ".join(names)[:200]
    raise InputError("no-text", f"{source}: no column `text` ({listed}); name the articles' column so")


def _numbered(table: Any, columns: list[str], start: int, count: int | None) -> Iterator[tuple[int, dict[str, Any]]]:
    """The cells of rows from `start` on with their numbers, from 0; groups that lie before are passed over unread."""
    stop = table.metadata.num_rows if count is None else start + count
    first = 0
    for group in range(table.num_row_groups):
        after = first + table.metadata.row_group(group).num_rows
        if after > start and first < stop:
            number = first
            for batch in table.iter_batches(batch_size=_ROWS, columns=columns, row_groups=[group]):
                for row in range(max(0, start - number), min(len(batch), stop - number)):
                    yield number + row, dict(zip(batch.schema.names, (c[row] for c in batch.columns), strict=True))
                number += len(batch)
                if number >= stop:
                    return
        first = after


@contextmanager
def _seekable(stream: Stream, path: str) -> Iterator[BinaryIO]:
    """The file itself, as Parquet is read from its end; a copy of what is piped or gzipped."""
    if Path(path).is_file():
        with Path(path).open("rb") as file:
            if file.read(4) == _MAGIC:
                yield file
                return
    with tempfile.TemporaryFile() as copy:
        copyfileobj(stream, copy)
        copy.seek(0)
        yield copy


def _read(cells: dict[str, Any], source: str, limit: int) -> TableItem:
    raw = b""
    fields: dict[str, Any] = {}
    try:
        if _RECORD in cells:
            record = _plain(cells[_RECORD])
            raw = record.encode() if isinstance(record, str) else record if isinstance(record, bytes) else b""
            return read_here(source, len(raw), read_line, raw, source, limit)
        if _size(cells["text"]) > limit * _WIDEST:
            raise too_large(source, limit)
        fields = {name: _plain(cell) for name, cell in cells.items()}
        if isinstance(fields.get("text"), bytes):
            fields["text"], _ = decode(fields["text"], source)
        raw = str(fields.get("text") or source).encode(errors="replace")
        return read_here(source, len(raw), read_row, fields, raw, source, limit)
    except InputError as error:
        return Failure(row_id(fields, raw or source.encode(errors="replace")), source, error.code, error.message)


def _size(cell: Any) -> int:
    """Bytes of a text, which is not yet decoded."""
    import pyarrow as pa

    known = isinstance(cell, (pa.StringScalar, pa.BinaryScalar)) and cell.is_valid
    return int(cell.as_buffer().size) if known else 0


def _plain(cell: Any) -> Any:
    """Times as JSON would hold them; a text that is no UTF-8 as bytes; nothing where Python has no such value."""
    try:
        value = cell.as_py()
    except UnicodeDecodeError:
        return cell.as_buffer().to_pybytes()
    except (ValueError, OverflowError, LookupError):
        # a time beyond the year 9999, or in a zone that nobody knows
        return None
    return value.isoformat() if isinstance(value, (datetime, date)) else value
