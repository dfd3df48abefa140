"""Parquet files: a row is a document, its columns the fields of a JSON line (records.md, "Input")."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO

from ..errors import NO_ROOM, InputError
from ..records import Failure, Reading
from .decoding import decode
from .documents import too_large
from .guarding import read_here
from .jsonl import read_row, row_id
from .sources import Stream

_FIELDS = ("id", "text", "url", "title", "publisher", "published_at", "modified_at", "language")
# Texts may be as large as the limit, and those of a batch are held at once.
_ROWS = 8
_MAGIC = b"PAR1"
# Text in UTF-32 takes four bytes where UTF-8 takes one.
_WIDEST = 4


def read_table(stream: Stream, path: str, source: str, limit: int) -> Iterator[Reading | Failure]:
    """The documents of a table's rows.  Raises InputError `unreadable` or `no-text` where it holds none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _seekable(stream, path) as file:
        try:
            table = pq.ParquetFile(file)
            columns = [name for name in _FIELDS if name in table.schema_arrow.names]
            if "text" not in columns:
                names = ", ".join(table.schema_arrow.names)[:200]
                raise InputError("no-text", f"{source}: no column `text` ({names}); name the articles' column so")
            number = 0
            for batch in table.iter_batches(batch_size=_ROWS, columns=columns):
                for row in range(batch.num_rows):
                    number += 1
                    cells = {name: column[row] for name, column in zip(batch.schema.names, batch.columns, strict=True)}
                    yield _read(cells, f"{source}#{number}", limit)
        except (pa.ArrowException, OSError) as error:
            if isinstance(error, OSError) and error.errno in NO_ROOM:
                raise
            detail = str(error).split("\n")[0][:120]
            raise InputError("unreadable", f"{source}: a damaged Parquet file ({detail}); write it again") from error


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


def _read(cells: dict[str, Any], source: str, limit: int) -> Reading | Failure:
    raw = b""
    fields: dict[str, Any] = {}
    try:
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
