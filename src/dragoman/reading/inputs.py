"""Files, folders and standard input to documents, one at a time; what cannot be read is a Failure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

from ..errors import NO_ROOM, InputError
from ..records import Coded, Failed, Failure, Reading, document_id
from ..settings import Settings
from .archives import read_archive
from .decoding import decode, replace_surrogates
from .documents import Given, make_reading, too_large
from .feeds import read_feed
from .guarding import Guard, no_room, read_here
from .jsonl import read_line
from .pages import read_page
from .sources import Kind, Stream, expand, open_source, tell_kind
from .tables import read_table

InputKind: TypeAlias = Literal["auto"] | Kind
Item: TypeAlias = Reading | Failure | Coded | Failed

# Text in UTF-32 takes four bytes where UTF-8 takes one.
_WIDEST = 4
# A page's mark-up may outweigh its text by far; above this it is not read at all.
_PAGE_FACTOR = 5
# A line of JSON may write each character of its text as a six-letter escape.
_LINE_FACTOR = 6
_OTHER_FIELDS = 1_000_000
_CHUNK = 1_000_000


def read_inputs(
    paths: Iterable[str],
    *,
    kind: InputKind = "auto",
    settings: Settings,
    stdin: BinaryIO | None = None,
    guard: Guard = read_here,
) -> Iterator[Reading | Failure]:
    """Documents in input order, streamed; each that cannot be read is a Failure, and the rest goes on.

    paths: files, folders (recursively, in sorted order of path) or "-" for `stdin`; each may be gzipped.
    """
    for item in read_items(paths, kind=kind, settings=settings, stdin=stdin, guard=guard):
        yield news(item)


def read_items(
    paths: Iterable[str],
    *,
    kind: InputKind = "auto",
    settings: Settings,
    stdin: BinaryIO | None = None,
    leave_out: Collection[Path] = (),
    guard: Guard = read_here,
) -> Iterator[Item]:
    """As `read_inputs`; JSON lines that `dragoman code` wrote come back as the records that they are.

    leave_out: files that are not news where they lie in a folder, such as the ledger that is written to.
    """
    for path in expand(paths, leave_out):
        yield from _read_source(path, kind, settings.max_text_bytes, stdin, guard)


def news(item: Item) -> Reading | Failure:
    """The item where it is a text to code; what is coded already is refused."""
    return _refuse_coded(item) if isinstance(item, (Coded, Failed)) else item


def _refuse_coded(item: Coded | Failed) -> Failure:
    source = item.document.source
    message = f"document {item.document.id}: coded already, no text to code; load records with dragoman ingest"
    return Failure(item.document.id, source, "no-text", message)


def _read_source(path: str, kind: InputKind, limit: int, stdin: BinaryIO | None, guard: Guard) -> Iterator[Item]:
    source = replace_surrogates(path)[0]
    yield from guarded(source, partial(_read_opened, path, source, kind, limit, stdin, guard))


def _read_opened(
    path: str, source: str, kind: InputKind, limit: int, stdin: BinaryIO | None, guard: Guard
) -> Iterator[Item]:
    with open_source(path, stdin) as stream:
        known: Kind = tell_kind(path, stream.peek(4096)) if kind == "auto" else kind
        yield from _read_stream(stream, path, source, known, limit, guard)


def guarded(source: str, read: Callable[[], Iterator[Item]]) -> Iterator[Item]:
    """What is read of a file, and a Failure where reading ends before the file does."""
    try:
        yield from read()
    except InputError as error:
        yield Failure(document_id(None, source.encode()), source, error.code, replace_surrogates(error.message)[0])
    except OSError as error:
        if error.errno in NO_ROOM:
            raise no_room(error) from error
        message = f"{source}: cannot be read ({error.strerror or error}); check the file"
        yield Failure(document_id(None, source.encode()), source, "unreadable", message)


def _read_stream(stream: Stream, path: str, source: str, kind: Kind, limit: int, guard: Guard) -> Iterator[Item]:
    if kind == "jsonl":
        yield from read_lines(stream, source, limit)
    elif kind == "feed":
        yield from read_feed(stream, source, limit, guard)
    elif kind == "warc":
        yield from read_archive(stream, source, limit, guard)
    elif kind == "parquet":
        yield from read_table(stream, path, source, limit)
    else:
        yield _read_whole(stream, source, kind, limit, guard)


def _read_whole(stream: Stream, source: str, kind: Kind, limit: int, guard: Guard) -> Reading | Failure:
    most = limit * (_PAGE_FACTOR if kind == "html" else _WIDEST) + 4
    data = stream.read(most + 1)
    given = Given(id=document_id(None, data), source=source)
    try:
        if len(data) > most:
            raise too_large(source, limit)
        if kind == "html":
            return guard(source, len(data), read_page, data, given, limit=limit)
        return read_here(source, len(data), _read_text, data, given, limit)
    except InputError as error:
        identity = _id_of_rest(data, stream) if len(data) > most else given.id
        return Failure(identity, source, error.code, error.message)


def _read_text(data: bytes, given: Given, limit: int) -> Reading:
    text, replaced = decode(data, given.source or "")
    return make_reading(text, given, limit=limit, replaced=replaced)


def _id_of_rest(data: bytes, stream: Stream) -> str:
    """The id of a document too large to hold: as `document_id`, over what was read and what is left."""
    digest = hashlib.sha256(b"\0" + data)
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()[:32]


def read_lines(stream: Stream, source: str, limit: int, *, first: int = 1, count: int | None = None) -> Iterator[Item]:
    """What the lines of a stream hold, of which the next has the number `first`; at most `count` lines."""
    most = limit * _LINE_FACTOR + _OTHER_FIELDS
    number = first - 1
    while (count is None or number - first + 1 < count) and (line := stream.readline(most)):
        number += 1
        where = f"{source}#{number}"
        if len(line) == most and not line.endswith(b"\n"):
            _skip_line(stream, most)
            error = too_large(where, limit)
            yield Failure(document_id(None, line), where, error.code, error.message)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _read_line(line, where, limit)


def _read_line(line: bytes, where: str, limit: int) -> Item:
    try:
        return read_here(where, len(line), read_line, line, where, limit)
    except InputError as error:
        return Failure(document_id(None, line), where, error.code, error.message)


def _skip_line(stream: Stream, most: int) -> None:
    while (rest := stream.readline(most)) and not rest.endswith(b"\n"):
        continue
