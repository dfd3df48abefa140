"""The program's own forms.  A file is written beside its name and put in its place when it is whole."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from ..errors import UsageError
from ..ledger import Answer, Ledger

if TYPE_CHECKING:
    import pyarrow as pa

Form = Literal["csv", "parquet"]

# What an export of tables holds, a file each; the order is that in which a reader would look at them.
VIEW_FILES = (
    "documents", "events", "event_reports", "dyads", "disputes", "denials", "statements", "commitments", "conditions",
    "counts", "actors", "mentions", "places", "times", "evidence",
)  # fmt: skip
# Between the entries of a list in a cell of CSV.
LIST_MARK = "|"


def write_lines(ledger: Ledger, out: BinaryIO, *, failures: bool = True) -> int:
    """Writes each document's line of JSON and returns how many there were."""
    count = 0
    for line in ledger.lines(failures=failures):
        out.write(line + b"\n")
        count += 1
    return count


def write_views(ledger: Ledger, folder: Path, form: Form, views: Sequence[str] = VIEW_FILES) -> dict[str, int]:
    """Writes a file for each view into a folder, which is made; how many rows each got."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} is no folder to write to: {error.strerror}; name another") from error
    return {view: write_view(ledger.view(view), folder / f"{view}.{form}", form) for view in views}


def write_view(answer: Answer, target: Path | BinaryIO, form: Form) -> int:
    """Writes an answer's rows to a file or a stream; how many there were."""
    if isinstance(target, Path):
        with replacing(target) as out:
            return _WRITERS[form](answer.batches(), out)
    return _WRITERS[form](answer.batches(), target)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose file takes the name when all is written; what had the name before is whole till then."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as out:
            yield out
        beside.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}; name another file") from error
    finally:
        beside.unlink(missing_ok=True)


def _write_parquet(batches: Iterable[pa.RecordBatch], out: BinaryIO) -> int:
    import pyarrow.parquet as pq

    count, writer = 0, None
    for batch in batches:
        writer = writer or pq.ParquetWriter(out, batch.schema, compression="zstd")
        writer.write_batch(batch)
        count += batch.num_rows
    if writer:
        writer.close()
    return count


def _write_csv(batches: Iterable[pa.RecordBatch], out: BinaryIO) -> int:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    count = 0
    for batch in batches:
        if count == 0:
            writer.writerow(batch.schema.names)
        columns = [column.to_pylist() for column in batch.columns]
        writer.writerows([cell(value) for value in row] for row in zip(*columns, strict=True))
        count += batch.num_rows
    text.detach()
    return count


def cell(value: Any) -> str:
    """A value as a cell of CSV: nothing for null, entries of a list with a bar between, times as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return LIST_MARK.join(cell(entry) for entry in value)
    return value.isoformat() if isinstance(value, datetime) else str(value)


_WRITERS = {"csv": _write_csv, "parquet": _write_parquet}
