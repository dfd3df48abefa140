"""WARC files: web pages and texts that a crawler stored, each a document with the address it came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import InputError
from ..records import Failure, Reading, document_id
from .answers import read_answer
from .documents import Given, too_large
from .guarding import DEFECTS, Guard, read_here
from .sources import Stream

# As for pages in files: mark-up may outweigh text by far.
_PAGE_FACTOR = 5
# Headers are some hundred bytes; servers and browsers refuse far less than this.
_MOST_HEADERS = 1_000_000
_STORED = frozenset({"response", "resource", "conversion"})


def read_archive(stream: Stream, source: str, limit: int, guard: Guard = read_here) -> Iterator[Reading | Failure]:
    """The documents of an archive's pages and plain texts; what else a crawler stored is passed over.

    source of a document: "path#number of its record", counted from 1.  Raises InputError `unreadable` where
    the archive is damaged; what came before has been read.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        records = ArchiveIterator(_AsItComes(stream))
        records.reader = _bounded_lines(records.reader)
        for number, record in enumerate(records, start=1):
            if not record.rec_type:
                raise ArchiveLoadFailed("a record without a type")
            if record.rec_type in _STORED and _is_wanted(record):
                found = _read_record(record, f"{source}#{number}", limit, guard)
                if found is not None:
                    yield found
    except (ArchiveLoadFailed, EOFError, *DEFECTS) as error:
        # the library trips over headers that records must have and some lack
        detail = str(error).split("\n")[0][:120] or type(error).__name__
        message = f"{source}: a damaged archive behind record {number} ({detail}); fetch it again"
        raise InputError("unreadable", message) from error
    if number == 0:
        raise InputError("unreadable", f"{source}: no WARC record in it; check the file")


class _AsItComes:
    """A stream that hands out what it has rather than fill a request, and so all that is before a damage."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read1(size)


def _bounded_lines(reader: Any) -> Any:
    """The library's reader, which would hold a line or a header of any length, made to stop at a million bytes."""
    from warcio.exceptions import ArchiveLoadFailed

    read, readline = reader.read, reader.readline
    lines = 0

    def read_bytes(length: int | None = None) -> bytes:
        nonlocal lines
        lines = 0
        data: bytes = read(length)
        return data

    def read_a_line(length: int | None = None) -> bytes:
        nonlocal lines
        line: bytes = readline(length or _MOST_HEADERS)
        lines = len(line) + (0 if line.startswith(b"WARC/") else lines)
        if lines >= _MOST_HEADERS:
            raise ArchiveLoadFailed(f"headers of over {_MOST_HEADERS:,} bytes")
        return line

    reader.read, reader.readline = read_bytes, read_a_line
    return reader


def _is_wanted(record: Any) -> bool:
    """Whether the server answered with a page or a text; an answer without a type is looked into."""
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    kind = _content_type(record)
    return status == "200" and (not kind or "html" in kind or kind.startswith("text/plain"))


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").casefold()


def _read_record(record: Any, source: str, limit: int, guard: Guard) -> Reading | Failure | None:
    most = limit * _PAGE_FACTOR
    data = record.content_stream().read(most + 1)
    url = record.rec_headers.get_header("WARC-Target-URI")
    given = Given(id=document_id(url, data), source=source, url=url)
    kind = _content_type(record)
    try:
        if getattr(record.raw_stream, "limit", 0) > 0 and len(data) <= most:
            raise InputError("unreadable", f"{source}: the archive ends within this record; fetch it again")
        if len(data) > most:
            raise too_large(source, limit)
        return guard(source, len(data), read_answer, data, kind, given, limit=limit)
    except InputError as error:
        if not kind and error.code == "binary":
            return None
        return Failure(given.id, source, error.code, error.message)
