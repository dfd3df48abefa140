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

from ..errors import InputError
from ..records import Coded, Failed, Failure, Reading
from .decoding import decode
from .jsonl import read_line, read_row, row_id
from .sources import Stream

_FIELDS = ("id", "text", "url", "title", "publisher", "published_at", "modified_at", "language")
_RECORD = "record"
_ROWS = 64
_MAGIC = b"PAR1"

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
    """The rows from `start` on with their numbers, from 0; groups that lie before are passed over unread."""
    stop = table.metadata.num_rows if count is None else start + count
    first = 0
    for group in range(table.num_row_groups):
        after = first + table.metadata.row_group(group).num_rows
        if after > start and first < stop:
            number = first
            for batch in table.iter_batches(batch_size=_ROWS, columns=columns, row_groups=[group]):
                if number + len(batch) > start:
                    rows = enumerate(batch.to_pylist(), start=number)
                    yield from ((n, row) for n, row in rows if start <= n < stop)
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


def _read(row: dict[str, Any], source: str, limit: int) -> TableItem:
    if _RECORD in row:
        record = row[_RECORD]
        return read_line(record.encode() if isinstance(record, str) else record or b"", source, limit)
    raw = b""
    fields = {name: _plain(value) for name, value in row.items()}
    try:
        if isinstance(fields.get("text"), bytes):
            fields["text"], _ = decode(fields["text"], source)
        raw = str(fields.get("text") or source).encode(errors="replace")
        return read_row(fields, raw, source, limit)
    except InputError as error:
        return Failure(row_id(fields, raw or source.encode(errors="replace")), source, error.code, error.message)


def _plain(value: Any) -> Any:
    """Times as JSON would hold them."""
    return value.isoformat() if isinstance(value, (datetime, date)) else value
