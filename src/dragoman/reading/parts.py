"""Parts: a file of JSON Lines or a table in stretches, each read for itself as it would be within the whole.

For runs over several machines, which share out the stretches.  Of a damaged table each stretch that can be read is
read; one process stops at the damage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from ..errors import InputError, UsageError
from ..records import Failure, Reading
from .inputs import guarded, news, read_lines
from .sources import GZIP, Kind, Stream, tell_kind, unzipped
from .tables import read_rows

# Opens the file anew, at its start, so that it can be sought in.
Opener: TypeAlias = Callable[[], AbstractContextManager[BinaryIO]]

# What is read at once while lines are counted.
_CHUNK = 1 << 20
# Stretches of a gzipped file: each is reached by unzipping all before it, so that there are few.
_ZIPPED_PARTS = 64


@dataclass(frozen=True)
class Part:
    """A stretch of a file.  first: its first line or row, from 1; count: how many, None for all that follow;
    offset: the byte it begins at where it can be gone to at once, else None."""

    first: int
    count: int | None
    offset: int | None = None


@dataclass(frozen=True)
class Size:
    """How large a part may grow: documents, and bytes of input."""

    documents: int
    bytes: int


def split(opened: Opener, source: str, size: Size) -> tuple[Kind, list[Part]]:
    """The parts of a file, which hold all its lines or rows.  A file that cannot be opened is one part, whose reading
    tells why.  Raises UsageError where it is neither JSON Lines nor Parquet."""
    try:
        with opened() as file:
            head = file.read(4096)
            kind = tell_kind(source, b"" if head.startswith(GZIP) else head)
            zipped = head.startswith(GZIP)
            if kind == "parquet" and not zipped:
                return kind, _of_rows(file, size)
            if kind == "jsonl":
                file.seek(0)
                return kind, _of_zipped(file, source, size) if zipped else _of_lines(file, size)
    except (OSError, InputError):
        return tell_kind(source, b""), [Part(1, None)]
    what = f"gzipped {kind}" if zipped else kind
    raise UsageError(f"{source} is {what}; an engine of many machines reads JSON Lines (also .gz) and Parquet")


def read_part(opened: Opener, source: str, kind: Kind, part: Part, limit: int) -> Iterator[Reading | Failure]:
    """The documents of a part.  limit: the most bytes of a document's text."""

    def read() -> Iterator[Reading | Failure]:
        with opened() as file:
            if kind == "parquet":
                rows = read_rows(file, source, limit, start=part.first - 1, count=part.count)
                yield from map(news, rows)
                return
            file.seek(part.offset or 0)
            with unzipped(file, source) as stream:
                if part.offset is None:
                    _pass_over(stream, part.first - 1)
                yield from map(news, read_lines(stream, source, limit, first=part.first, count=part.count))

    return map(news, guarded(source, read))


def _pass_over(stream: Stream, lines: int) -> None:
    while lines and (piece := stream.readline(_CHUNK)):
        lines -= piece.endswith(b"\n")


def _of_rows(file: BinaryIO, size: Size) -> list[Part]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.ParquetFile(file).metadata
    except pa.ArrowException as error:
        raise OSError(str(error)) from error
    parts = []
    first = 1
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        each = max(1, group.total_byte_size // max(1, group.num_rows))
        most = max(1, min(size.documents, size.bytes // each))
        for start in range(0, group.num_rows, most):
            parts.append(Part(first + start, min(most, group.num_rows - start)))
        first += group.num_rows
    # a table without rows may lack the column, too, which is told by reading it
    return parts or [Part(1, None)]


def _of_lines(file: BinaryIO, size: Size) -> list[Part]:
    """Parts of so many lines, the last open: lines that begin at a known byte."""
    parts = []
    first, start = 1, 0
    number, at = 1, 0
    for length in _line_lengths(file):
        if number - first >= size.documents or (number > first and at + length - start > size.bytes):
            parts.append(Part(first, number - first, start))
            first, start = number, at
        number += 1
        at += length
    return [*parts, Part(first, None, start)]


def _line_lengths(file: BinaryIO) -> Iterator[int]:
    """Bytes of each line, its end included, without holding a line whole."""
    length = 0
    while chunk := file.read(_CHUNK):
        start = 0
        while (end := chunk.find(b"\n", start)) >= 0:
            yield length + end + 1 - start
            length, start = 0, end + 1
        length += len(chunk) - start
    if length:
        yield length


def _of_zipped(file: BinaryIO, source: str, size: Size) -> list[Part]:
    """Parts of so many lines, the last open: it meets the damage where there is any."""
    lines = 0
    try:
        with unzipped(file, source) as stream:
            while chunk := stream.read1(_CHUNK):
                lines += chunk.count(b"\n")
    except InputError:
        pass
    most = max(size.documents, -(-lines // _ZIPPED_PARTS))
    starts = range(1, max(2, lines + 1), most)
    return [*(Part(start, most) for start in starts[:-1]), Part(starts[-1], None)]
