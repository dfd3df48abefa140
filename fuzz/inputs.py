"""Inputs for Hypothesis: seeds with changes, bombs of every kind, tables with odd types, texts that wake every rule."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st
from tests.laws.test_laws import TEXTS
from tests.reading.test_reading_laws import PAGES

from .laws import KINDS

SEEDS = {path.stem: path.read_bytes() for path in sorted((Path(__file__).parent / "seeds").iterdir())}
_MOST = 60_000

# What parsers trip over, alone and many times.
_TOKENS = [
    *(
        b"<div>",
        b"</div>",
        b"<p>",
        b"<b>",
        b"<table><tr><td>",
        b"<ul><li>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<",
    ),
    *(b"<script>", b"</script>", b"<a href='", b"&amp;", b"&#xD800;", b"&#0;", b"&a;", b"<?xml version='1.0'?>"),
    *(
        b"<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>]>",
        b"<item>",
        b"</item>",
        b"<entry>",
        b"<title>",
        b"<link>http://a/</link>",
    ),
    *(b"{", b"}", b"[", b"]", b'"', b":", b'{"text":"', b"\\ud800", b"\\u0000", b"1e999", b"-0", b"null", b"NaN"),
    *(b"\n", b"\r\n", b"\r\n\r\n", b"\x00", b"\x1b", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xfe\xff"),
    *(b"WARC/1.0\r\n", b"Content-Length: 99999999999\r\n", b"Content-Length: -1\r\n", b"WARC-Type: response\r\n"),
    *(b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Content-Type: text/html; charset=utf-7\r\n"),
    *("\u202e".encode(), "\u2066".encode(), "\u2028".encode(), "İ".encode(), "👩\u200d👧".encode(), "e\u0301".encode()),
    *(b"PAR1", b"\x1f\x8b\x08\x00", b"2020-02-30T25:61:61+99:99", b"Updated: Aug 28, 2020 07:51 IST"),
]
_TOKEN = st.one_of(st.sampled_from(_TOKENS), st.binary(max_size=8))


@st.composite
def changed_seeds(draw: st.DrawFn) -> bytes:
    """A seed that was cut, spliced, repeated and sprinkled."""
    data = draw(st.sampled_from(list(SEEDS.values())))
    for _ in range(draw(st.integers(0, 6))):
        at, to = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        how = draw(st.sampled_from(["cut", "drop", "repeat", "insert", "splice", "flip"]))
        if how == "cut":
            data = data[:at]
        elif how == "drop":
            data = data[:at] + data[to:]
        elif how == "repeat":
            data = data[:at] + data[at:to] * draw(st.integers(2, 40)) + data[to:]
        elif how == "insert":
            data = data[:at] + draw(_TOKEN) * draw(st.sampled_from([1, 1, 2, 50, 3_000])) + data[at:]
        elif how == "splice":
            data = data[:at] + draw(st.sampled_from(list(SEEDS.values())))[to:]
        elif at < len(data):
            data = data[:at] + bytes([data[at] ^ draw(st.integers(1, 255))]) + data[at + 1 :]
        data = data[:_MOST]
    return data


@st.composite
def bombs(draw: st.DrawFn) -> bytes:
    """A few tokens, each many times over, within a page, a feed, a line or nothing."""
    core = b"".join(
        token * draw(st.sampled_from([1, 10, 300, 2_500])) for token in draw(st.lists(_TOKEN, min_size=1, max_size=4))
    )[:_MOST]
    before, behind = draw(
        st.sampled_from(
            [
                (b"", b""),
                (b"<html><body><article><p>", b"</p></article></body></html>"),
                (
                    b'<html><head><script type="application/ld+json">',
                    b"</script></head><body><p>text</p></body></html>",
                ),
                (b"<rss version='2.0'><channel><item><description>", b"</description></item></channel></rss>"),
                (b'{"id": ', b', "text": "Peru recalled its envoy."}\n'),
                (b'{"text": "', b'"}\n'),
                (b"WARC/1.0\r\nWARC-Type: response\r\n", b"\r\n\r\n"),
            ]
        )
    )
    return before + core + behind


def _parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


_TEXT, _UTC = pa.string(), pa.timestamp("us", "UTC")
_NO_UTF8 = pa.StringArray.from_buffers(1, pa.array([0, 2], pa.int32()).buffers()[1], pa.py_buffer(b"\xff\xfe"))
# What may stand in a column of one row, by type.
_ODD = [
    (["Peru left."], _TEXT), ([None], _TEXT), (["x"], pa.large_string()), ([None], pa.null()),
    (["x"], pa.dictionary(pa.int8(), _TEXT)), ([[("a", 1)]], pa.map_(_TEXT, pa.int64())),
    ([b"\xff\xfe\x00"], pa.binary()), ([b"abc"], pa.binary(3)), ([1], pa.int64()), ([1.5], pa.float64()),
    ([float("nan")], pa.float32()), ([True], pa.bool_()), ([["x"]], pa.list_(_TEXT)),
    ([{"a": 1}], pa.struct({"a": pa.int64()})), ([2**62], pa.timestamp("us")), ([-(2**62)], pa.timestamp("ms")),
    ([2**62], pa.timestamp("ns")), ([0], _UTC), ([0], pa.timestamp("us", "Mars/Olympus")), ([2**31 - 1], pa.date32()),
    ([86_400_000 * 10**9], pa.date64()), ([1], pa.duration("s")), ([1], pa.time64("ns")),
]  # fmt: skip
_COLUMNS = st.sampled_from([*(pa.array(values, kind) for values, kind in _ODD), _NO_UTF8])
_NAMES = ("id", "text", "url", "title", "published_at", "modified_at", "publisher", "language")
TABLES = st.dictionaries(st.sampled_from(_NAMES), _COLUMNS, min_size=1).map(lambda columns: _parquet(pa.table(columns)))

_PLAIN = st.one_of(
    changed_seeds(),
    bombs(),
    PAGES.map(lambda page: page.encode("utf-8", errors="surrogatepass")),
    TEXTS.map(lambda text: text.encode("utf-8", errors="surrogatepass")),
    st.binary(max_size=2_000),
)
# Kind of a file and its bytes, plain or zipped.
FILES = st.one_of(
    st.tuples(st.sampled_from(KINDS), st.one_of(_PLAIN, _PLAIN.map(gzip.compress))),
    st.tuples(st.just("parquet"), TABLES),
)
