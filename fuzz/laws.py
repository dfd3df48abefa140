"""What holds for any input whatever: no defect, a record for each document, spans that match, bounds."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.laws.test_laws import check as check_coded
from tests.reading.test_reading_laws import check as check_reading

from dragoman import Coder
from dragoman.reading import read_inputs
from dragoman.records import Coded, Failed, Failure, Reading
from dragoman.settings import Settings

KINDS = ("text", "html", "jsonl", "feed", "warc", "parquet", "auto")
# Inputs are some tens of kilobytes: processor time for one, on a slow machine; memory of the process in all.
MOST_SECONDS = 20.0
MOST_BYTES = 3_000_000_000
# A limit that inputs of this size can reach.
LIMIT = 50_000
_SMALL = Settings(max_text_bytes=LIMIT)
_FOLDER = Path(tempfile.mkdtemp(prefix="dragoman-fuzz-"))


class Broken(AssertionError):
    """A law that an input breaks."""


def read(kind: str, data: bytes) -> list[Reading | Failure]:
    """The items of a file with these bytes, its laws checked."""
    path = _FOLDER / "input"
    path.write_bytes(data)
    began = time.process_time()
    items = list(read_inputs([str(path)], kind=kind, settings=_SMALL))  # type: ignore[arg-type]
    _check_bounds(began)
    _check_count(kind, data, items)
    for item in items:
        if isinstance(item, Failure):
            _refuse(item.code == "internal", item.message)
            _refuse("\n" in item.message, item.message)
        else:
            check_reading(item)
            _refuse(len(item.document.text.encode()) > LIMIT, "a text over the limit")
    return items


def code(coder: Coder, item: Reading) -> Coded:
    """The records of a document, their laws checked."""
    began = time.process_time()
    record = coder.code_reading(item)
    _check_bounds(began)
    if isinstance(record, Failed):
        raise Broken(record.error.message)
    check_coded(record)
    return record


def _check_count(kind: str, data: bytes, items: list[Reading | Failure]) -> None:
    """A document is one record.  How many a feed or an archive holds, a damaged one does not tell."""
    if kind in ("text", "html"):
        _refuse(len(items) != 1, f"{len(items)} records of one file")
    elif kind == "jsonl" and not data.startswith(b"\x1f\x8b"):
        lines = sum(1 for line in data.split(b"\n") if line.strip(b" \t\r\n\xef\xbb\xbf"))
        _refuse(len(items) != lines, f"{len(items)} records of {lines} lines")


def _check_bounds(began: float) -> None:
    seconds = time.process_time() - began
    _refuse(seconds > MOST_SECONDS, f"{seconds:.1f} s for one input")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    _refuse(memory > MOST_BYTES, f"{memory:,} bytes of memory")


def _refuse(broken: bool, how: str) -> None:
    if broken:
        raise Broken(how)
