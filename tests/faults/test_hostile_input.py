"""Bytes that are meant to do harm, and what fuzzing has found: each costs itself, in bounded memory and time."""

from __future__ import annotations

import gzip
import io
import resource
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fuzz.inputs import SEEDS
from fuzz.laws import KINDS, code, read

from dragoman import Coder
from dragoman.reading import read_inputs
from dragoman.records import Failure, Reading
from dragoman.settings import Settings


def items(path: Path, data: bytes, **settings: int) -> list[Reading | Failure]:
    path.write_bytes(data)
    return list(read_inputs([str(path)], settings=Settings(**settings)))  # type: ignore[arg-type]


def table(**columns: pa.Array) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


NO_UTF8 = pa.StringArray.from_buffers(
    2, pa.array([0, 2, 12], pa.int32()).buffers()[1], pa.py_buffer(b"\xff\xfePeru left.")
)


def archived(charset: bytes) -> bytes:
    """An archive of one page in an encoding of this name."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=%b\r\n\r\n<p>Peru left its seat.</p>" % charset
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/a\r\nContent-Length: %d\r\n\r\n"
    return head % len(page) + page + b"\r\n\r\n"


# name of the file → its bytes → codes of failures, or None for what is read
FOUND = [
    # a response without an address
    ("a.warc", b"WARC/1.0\nWARC-Type:response", ["unreadable"]),
    # encodings with a NUL in their name, and one that decodes nothing
    ("nul.warc", archived(b"u@B\x0f\x00\x00"), [None]),
    ("undefined.warc", archived(b"undefined"), [None]),
    ("undefined.html", b"<meta charset='undefined'><p>Peru left its seat, caf\xe9 owners said.</p>", [None]),
    # an encoding that is none, in bytes that are no UTF-8
    ("a.rss", b"<?xml version='1.0' encoding='utf\xd28'?><rss version='2.0'><channel/></rss>", ["unreadable"]),
    # texts that are no UTF-8 though the column says so
    ("text.parquet", table(text=NO_UTF8), ["empty", None]),
    # times that Python has no value for, zones that nobody knows
    ("far.parquet", table(text=["Peru left."], published_at=pa.array([2**62], pa.timestamp("ms"))), [None]),
    ("far-day.parquet", table(text=["Peru left."], published_at=pa.array([2**60], pa.date64())), [None]),
    ("mars.parquet", table(text=["Peru left."], id=pa.array([0], pa.timestamp("us", "Mars/Olympus"))), [None]),
    ("lists.parquet", table(text=pa.array([["Peru left."]])), ["no-text"]),
    # entities within entities, and of files of this machine
    (
        "laughs.rss",
        b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
        + b"]><rss version='2.0'><channel><item><title>Peru left</title><description>&j;</description></item>"
        + b"</channel></rss>",
        [None],
    ),
    (
        "file.rss",
        b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><item>'
        b"<title>Peru left</title><description>&a;</description></item></channel></rss>",
        [None],
    ),
    ("deep.jsonl", b'{"text": ' + b"[" * 200_000 + b'\n{"a": ' * 2 + b"\n", ["bad-line", "bad-line", "bad-line"]),
    ("long.jsonl", b'{"text": "' + b"a" * 10_000_001 + b'"}\n{"text": "Peru left."}\n', ["too-large", None]),
    ("number.jsonl", b'{"id": ' + b"9" * 100_000 + b', "text": "Peru left."}\n', ["bad-line"]),
    ("deep.html", b"<div>" * 300_000 + b"Peru left.", ["empty"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "codes"), FOUND, ids=[row[0] for row in FOUND])
def test_what_hostile_bytes_become(name: str, data: bytes, codes: list[str | None], tmp_path: Path) -> None:
    began = time.process_time()
    found = items(tmp_path / name, data)
    assert [item.code if isinstance(item, Failure) else None for item in found] == codes
    assert time.process_time() - began < 20
    assert all("\n" not in item.message for item in found if isinstance(item, Failure))
    assert all("aaaa" not in item.document.text for item in found if isinstance(item, Reading))


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.jsonl.gz", "a.rss.gz", "a.warc.gz", "a.parquet.gz"])
def test_a_zip_bomb_is_left_before_it_goes_off(name: str, tmp_path: Path) -> None:
    """300 MB of blanks in 300 kB: neither held in memory nor written to disk, nor read to the end."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    (found,) = items(tmp_path / name, BOMB)
    assert isinstance(found, Failure)
    assert found.code in ("too-large", "unreadable")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250_000
    assert time.process_time() - began < 10


def _bomb() -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6) as file:
        for _ in range(300):
            file.write(b" " * 1_000_000)
    return out.getvalue()


BOMB = _bomb()


def test_news_that_packs_well_is_no_bomb(tmp_path: Path) -> None:
    line = b'{"text": "The army said on Friday that the rebels had left the town."}\n'
    found = items(tmp_path / "a.jsonl.gz", gzip.compress(line * 2_000))
    assert len(found) == 2_000


def test_headers_of_an_archive_are_bounded(tmp_path: Path) -> None:
    for header in (b"X: " + b"a" * 3_000_000, b"X: a\r\n" * 400_000):
        (found,) = items(tmp_path / "a.warc", b"WARC/1.0\r\n" + header)
        assert isinstance(found, Failure)
        assert "headers of over 1,000,000 bytes" in found.message


def test_a_row_over_the_limit_is_not_decoded(tmp_path: Path) -> None:
    found = items(tmp_path / "a.parquet", table(text=["a" * 5_000, "Peru left."]), max_text_bytes=1_000)
    assert [isinstance(item, Failure) and item.code for item in found] == ["too-large", False]


@pytest.mark.parametrize("kind", KINDS)
def test_the_laws_of_fuzzing_hold_for_its_seeds(kind: str) -> None:
    for data in SEEDS.values():
        read(kind, data)
        read(kind, gzip.compress(data))


def test_the_laws_of_fuzzing_hold_for_what_is_coded() -> None:
    coder = Coder()
    for item in read("text", SEEDS["text"]) + read("jsonl", SEEDS["jsonl"]):
        if isinstance(item, Reading):
            assert code(coder, item).events
