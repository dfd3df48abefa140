"""A part of the input, from its lines to the Parquet files of its rows: what one machine does at a time."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Literal, TypeAlias

from ..errors import InputError, UsageError
from ..reading import Kind, Part, Size, read_part, split
from ..records import Coded, CoderInfo, Failed, Reading, to_json
from ..settings import Settings
from ..working import Job
from .places import Location

By: TypeAlias = Literal["day", "month"]
UNDATED = "undated"

# A part is half a minute to a minute of one core: what losing a machine costs.
PART_SIZE = Size(documents=512, bytes=4_000_000)
# Both ends of a file tell whether it is still the same; a table's footer lies at its end.
_ENDS = 1 << 16
# Messages of failed documents that a part hands back.
_EXAMPLES = 10


@dataclass(frozen=True, kw_only=True)
class Order:
    """What all machines are told.  output: the folder; by: what its partitions span; seconds: the longest that one
    document may take, None for no bound."""

    settings: Settings
    output: Location
    by: By = "month"
    seconds: float | None = None
    size: Size = PART_SIZE


class Unread(OSError):
    """A part that could not be read to its end: the file is damaged, or its store did not answer this time."""


@dataclass(frozen=True)
class Survey:
    """A file of the input.  size: bytes, None where it cannot be opened; mark: of its bytes at both ends."""

    name: str
    size: int | None
    mark: str
    kind: Kind
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Task:
    """A part of a file, to be coded by one process.  id: the same in every run over the same file.
    lost: whether the file could not even be opened; last: whether what cannot be read now is told as a failure."""

    id: str
    location: Location
    kind: Kind
    part: Part
    lost: bool = False
    last: bool = False

    @property
    def name(self) -> str:
        last = f"to {self.part.first + self.part.count - 1}" if self.part.count else "on"
        return f"{self.location.name} from {self.part.first} {last}"


@dataclass(frozen=True)
class Outcome:
    """What became of a part.  files: rows by file, relative to the output; texts, records: their bytes;
    coder: what coded it, None where nothing could be coded; messages: of the first documents that failed."""

    id: str
    files: dict[str, int]
    documents: int
    failed: int
    texts: int
    records: int
    coder: CoderInfo | None
    messages: tuple[str, ...] = ()


def survey(location: Location, size: Size, known: Survey | None = None) -> Survey:
    """A file with its parts; where it is known, only whether it is still the same.

    Raises UsageError where it has changed, or is neither JSON Lines nor Parquet.
    """
    length, mark = _marked(location)
    if known is not None:
        if (known.size, known.mark) != (length, mark):
            raise UsageError(f"{location.name} has changed since the output was begun; name another folder with -o")
        return known
    kind, parts = split(location.opened, location.name, size)
    return Survey(location.name, length, mark, kind, tuple(parts))


def tasks(location: Location, surveyed: Survey) -> Iterator[Task]:
    """A task for each part."""
    for part in surveyed.parts:
        what = f"{surveyed.size}\0{surveyed.mark}\0{part.first}\0{part.count}"
        lost = surveyed.size is None
        own = lost_id(surveyed.name) if lost else _task_id(surveyed.name, what)
        yield Task(own, location, surveyed.kind, part, lost)


def lost_id(name: str) -> str:
    """The id that the task of a file has which cannot be opened."""
    return _task_id(name, "lost")


def _task_id(name: str, what: str) -> str:
    return hashlib.sha256(f"{name}\0{what}".encode()).hexdigest()[:16]


def _marked(location: Location) -> tuple[int | None, str]:
    try:
        size = location.size()
        with location.opened() as file:
            ends = file.read(_ENDS)
            file.seek(max(0, size - _ENDS))
            ends += file.read(_ENDS)
    except (InputError, OSError):
        return None, ""
    return size, hashlib.sha256(ends).hexdigest()[:16]


@dataclass(frozen=True)
class _Tag:
    """What a row says of a document, known before it is coded: so that its file does not hang on how coding ends."""

    day: date | None
    publisher: str | None
    size: int


# Codes jobs; the records with the jobs' tags.
Work: TypeAlias = Callable[[Iterable[Job[_Tag]]], Iterator[tuple[_Tag, Coded | Failed]]]


def do(task: Task, order: Order, work: Work) -> Outcome:
    """Codes a part and puts its rows in place.

    Raises Unread, and OSError where the rows cannot be written.
    """
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    coder: CoderInfo | None = None
    messages: list[str] = []
    texts = records = 0
    for tag, record in work(_jobs(task, order.settings.max_text_bytes)):
        line = to_json(record)
        texts += tag.size
        records += len(line)
        error = record.error.code if isinstance(record, Failed) else None
        if isinstance(record, Failed):
            messages.append(record.error.message)
        else:
            coder = record.coder
        rows[_partition(tag.day, order.by)].append(
            {
                "id": record.document.id,
                "day": tag.day,
                "publisher": tag.publisher,
                "error": error,
                "record": line.decode(),
            }
        )
    files = {}
    for key, some in sorted(rows.items()):
        name = file_name(key, task.id)
        order.output.child(name).write(partial(_write_rows, some))
        files[name] = len(some)
    documents = sum(files.values())
    return Outcome(task.id, files, documents, len(messages), texts, records, coder, tuple(messages[:_EXAMPLES]))


def file_name(partition: str, task: str) -> str:
    """Where a part's rows of a day or month lie, relative to the output."""
    return f"published={partition}/{task}.parquet"


def _jobs(task: Task, limit: int) -> Iterator[Job[_Tag]]:
    for item in read_part(task.location.opened, task.location.name, task.kind, task.part, limit):
        if isinstance(item, Reading):
            document = item.document
            tag = _Tag(_day(document.published_at), document.publisher, len(document.text.encode()))
            yield Job(tag, reading=item)
        elif item.code == "unreadable" and not task.last:
            raise Unread(item.message)
        else:
            yield Job(_Tag(None, None, 0), done=Failed.of(item))


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None


def _partition(day: date | None, by: By) -> str:
    if day is None:
        return UNDATED
    return day.isoformat() if by == "day" else day.isoformat()[:7]


def _write_rows(rows: list[dict[str, Any]], out: Any) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            pa.field("day", pa.date32()),
            pa.field("publisher", pa.string()),
            pa.field("error", pa.string()),
            # the text of a part's longest documents together may pass what 32-bit offsets reach
            pa.field("record", pa.large_string(), nullable=False),
        ]
    )
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), out, compression="zstd", row_group_size=1024)
