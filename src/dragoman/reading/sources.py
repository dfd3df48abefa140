"""Paths to open streams: files, folders, standard input, each perhaps gzipped."""

from __future__ import annotations

import gzip
import io
import os
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

from ..errors import InputError

Kind = Literal["text", "html", "jsonl", "feed", "warc", "parquet"]
STDIN = "-"

_BY_SUFFIX: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".rss": "feed",
    ".atom": "feed",
    ".warc": "warc",
    ".wet": "warc",
    ".parquet": "parquet",
}
GZIP = b"\x1f\x8b"
# News unpacks to five times its size, the same article over and over to a hundred times; deflate ends at a thousand.
_MOST_UNPACKED, _UNPACKED_FREELY = 200, 200_000_000
_OBJECTS = re.compile(rb"\[\s*\{\s*\"")
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]")
_BY_START: tuple[tuple[bytes, Kind], ...] = ((b"WARC/", "warc"), (b"PAR1", "parquet"))
_PAGE_STARTS = (
    *(b"<!doctype html", b"<html", b"<head", b"<body", b"<!--"),
    *(b"<meta", b"<title", b"<article", b"<div", b"<p>"),
)


class _Chunks(io.RawIOBase):
    """A raw stream over a read function, so that any source can be peeked into."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        super().__init__()
        self._read = read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._read(len(view))
        view[: len(data)] = data
        return len(data)


# the class takes no parameter at run time
Stream: TypeAlias = "io.BufferedReader[_Chunks]"


def expand(paths: Iterable[str], leave_out: Collection[Path] = ()) -> Iterator[str]:
    """Files in the order given; a folder's in sorted order of path, hidden ones and those to leave out not.

    A folder without files comes back itself, so that opening it tells the user.
    """
    for path in paths:
        if path == STDIN or not Path(path).is_dir():
            yield path
        else:
            yield from [file for file in _walk(path) if Path(file).resolve() not in leave_out] or [path]


def _walk(folder: str) -> list[str]:
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [str(Path(root) / name) for name in names if not name.startswith(".")]
    return sorted(found)


@contextmanager
def open_source(path: str, stdin: BinaryIO | None) -> Iterator[Stream]:
    """A buffered stream of the file's bytes, unzipped.  Raises InputError `unreadable`."""
    with _open_raw(path, stdin) as raw, unzipped(raw, path) as stream:
        yield stream


@contextmanager
def unzipped(raw: BinaryIO, path: str) -> Iterator[Stream]:
    """A buffered stream over an open file, unzipped where it is gzipped; reading raises InputError.

    Its codes are `unreadable`, and `too-large` for a bomb.
    """
    packed = _Counted(raw)
    buffered = _buffered(packed.read)
    if buffered.peek(2)[:2] == GZIP:
        with gzip.GzipFile(fileobj=buffered) as opened:
            yield _buffered(_checked(opened, packed, path))
    else:
        yield buffered


class _Counted:
    """A file, and how many bytes of it have been read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self.size += len(data)
        return data


def _buffered(read: Callable[[int], bytes]) -> Stream:
    return io.BufferedReader(_Chunks(read))


@contextmanager
def _open_raw(path: str, stdin: BinaryIO | None) -> Iterator[BinaryIO]:
    if path == STDIN:
        if stdin is None:
            raise InputError("unreadable", "-: there is no standard input; name a file or a folder")
        yield stdin
        return
    if not path:
        raise InputError("unreadable", "an empty path; name a file, a folder or -")
    if Path(path).is_dir():
        raise InputError("unreadable", f"{path}: a folder without files; name one that holds articles")
    try:
        handle = Path(path).open("rb")  # noqa: SIM115 - closed below; only opening may fail as unreadable
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError("unreadable", f"{path}: cannot be opened ({reason}); check the path") from error
    with handle:
        yield handle


def _checked(stream: gzip.GzipFile, packed: _Counted, path: str) -> Callable[[int], bytes]:
    """Reads what a gzip file holds.  Raises InputError `unreadable`, and `too-large` for one that is a bomb."""
    unpacked = 0

    def read(size: int) -> bytes:
        nonlocal unpacked
        try:
            # what is whole before the damage is handed out before the damage is met
            data = stream.read1(size)
        except (OSError, EOFError, zlib.error) as error:
            message = f"{path}: a damaged gzip file ({error}); unzip it or fetch it again"
            raise InputError("unreadable", message) from error
        unpacked += len(data)
        if unpacked > max(_UNPACKED_FREELY, _MOST_UNPACKED * packed.size):
            message = f"{path}: unpacks to over {_MOST_UNPACKED} times its size; unzip it yourself if you trust it"
            raise InputError("too-large", message)
        return data

    return read


def tell_kind(path: str, head: bytes) -> Kind:
    """What a source is, by its name, else by its first bytes."""
    name = Path(path).name.casefold().removesuffix(".gz")
    by_name = _BY_SUFFIX.get(Path(name).suffix)
    if by_name is not None:
        return by_name
    by_start = next((kind for magic, kind in _BY_START if head.startswith(magic)), None)
    if by_start is not None:
        return by_start
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]
    # an array of objects is no JSON Lines, but JSON all the same: its lines tell the user
    if (start[:1] == b"{" and b'"' in start[:20]) or _OBJECTS.match(start):
        return "jsonl"
    small = start.lower()
    # the root element stands behind a declaration, a style sheet or a comment, if at all
    root = head.lower() if small.startswith((b"<?xml", b"<!--")) else small
    if small.startswith(b"<") and b"<html" not in root and _FEED.search(root):
        return "feed"
    xhtml = small.startswith(b"<?xml") and b"<html" in root
    return "html" if xhtml or small.startswith(_PAGE_STARTS) else "text"
