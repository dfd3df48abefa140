"""Feeds, WARC archives and Parquet tables: many documents in a file, each with its source, its id and its dates."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.reading import read_inputs
from dragoman.records import Document, Failure, Reading, document_id
from dragoman.settings import Settings

TEXT = "Soldiers took the airport of Korvin on Friday, the army said."
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Sahel Wire</title><link>https://sahel.example/</link><language>en-gb</language>
<item><title>Chad &amp; Niger sign pact</title><link>https://sahel.example/1</link>
  <guid isPermaLink="true">https://sahel.example/1</guid><pubDate>Tue, 05 Mar 2024 09:00:00 +0100</pubDate>
  <dc:creator>Ada Moussa</dc:creator><description>Short.</description>
  <content:encoded><![CDATA[<p>Chad and Niger signed a pact.</p><p>Nigeria &amp; Benin did <b>not</b>.</p>
  <script>alert(1)</script>]]></content:encoded></item>
<item><title>Only a title</title><guid isPermaLink="false">2</guid></item>
<item><link>https://sahel.example/3</link><description>   </description></item>
<item><title>Only a title</title>
  <description>&lt;p&gt;Only a title&lt;/p&gt;&lt;p&gt;And words.&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><!-- a remark --><feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title>
<entry><id>urn:uuid:1</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; move</title>
<updated>2024-03-05T09:00:00Z</updated>
<published>2024-03-04T09:00:00Z</published><link href="https://herald.example/1"/><author><name>Q. Reed</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Peru expelled an envoy.</p></div></content>
</entry></feed>"""


def read(path: Path | str, limit: int = 10_000_000, stdin: bytes | None = None) -> list[Reading | Failure]:
    stream = None if stdin is None else io.BytesIO(stdin)
    return list(read_inputs([str(path)], settings=Settings(max_text_bytes=limit), stdin=stream))


def documents(found: list[Reading | Failure]) -> list[Document]:
    assert all(isinstance(item, Reading) for item in found), found
    return [item.document for item in found if isinstance(item, Reading)]


def codes(found: list[Reading | Failure]) -> list[str]:
    return [item.code if isinstance(item, Failure) else "read" for item in found]


# ---- feeds


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed", "feed.rss.gz", "-"])
def test_rss(tmp_path: Path, name: str) -> None:
    data = gzip.compress(RSS.encode()) if name.endswith(".gz") else RSS.encode()
    path = tmp_path / name
    path.write_bytes(data)
    found = read("-", stdin=data) if name == "-" else read(path)
    assert codes(found) == ["read", "read", "empty", "read"]
    first = found[0]
    assert isinstance(first, Reading)
    document = first.document
    assert document.text == "Chad & Niger sign pact\n\nChad and Niger signed a pact.\n\nNigeria & Benin did not."
    assert [block.kind for block in document.blocks] == ["headline", "paragraph", "paragraph"]
    assert (document.id, document.url) == ("https://sahel.example/1", "https://sahel.example/1")
    assert (document.published_at, document.publisher) == ("2024-03-05T09:00:00+01:00", "Sahel Wire")
    assert (document.language, document.bylines) == ("en", ["Ada Moussa"])
    assert document.source == f"{'-' if name == '-' else path}#1"
    # a repeated title stands once
    assert isinstance(found[3], Reading)
    assert found[3].document.text == "Only a title\n\nAnd words."


def test_atom(tmp_path: Path) -> None:
    path = tmp_path / "feed.atom"
    path.write_text(ATOM)
    (document,) = documents(read(path))
    assert document.text == "A bold move\n\nPeru expelled an envoy."
    assert (document.id, document.title) == ("urn:uuid:1", "A bold move")
    assert document.published_at == "2024-03-04T09:00:00Z"
    assert document.modified_at == "2024-03-05T09:00:00Z"
    assert (document.bylines, document.url) == (["Q. Reed"], "https://herald.example/1")


def test_an_entry_keeps_its_id_when_its_text_changes(tmp_path: Path) -> None:
    path = tmp_path / "feed.rss"
    path.write_text(RSS)
    before = [item.id if isinstance(item, Failure) else item.document.id for item in read(path)]
    path.write_text(RSS.replace("signed a pact", "broke a pact").replace("Only a title", "Other title"))
    after = [item.id if isinstance(item, Failure) else item.document.id for item in read(path)]
    assert before[:3] == after[:3]
    assert len(set(before)) == 4
    assert before[1] == document_id(None, b"2")


def test_what_is_no_feed(tmp_path: Path) -> None:
    path = tmp_path / "feed.rss"
    for content in ("no feed at all", "", "<html><body>A page</body></html>", "<rss"):
        path.write_text(content)
        (failure,) = read(path)
        assert isinstance(failure, Failure)
        assert failure.code == "unreadable"
        assert failure.message.startswith(f"{path}: no RSS or Atom feed")
    path.write_text(RSS)
    (failure,) = read(path, limit=100)
    assert isinstance(failure, Failure)
    assert failure.code == "too-large"


def test_a_page_and_other_xml_are_no_feed(tmp_path: Path) -> None:
    for name, content in (
        ("a", "<?xml version='1.0'?><html><body><p>feed me</p></body></html>"),
        ("b", "<note>x</note>"),
    ):
        (tmp_path / name).write_text(content)
        assert codes(read(tmp_path / name)) == ["read"]


# ---- WARC


def warc(*records: tuple[str, str, bytes, str], gzipped: bool = True) -> bytes:
    """Records of (type, URL, body, HTTP status and content type or content type alone), each zipped by itself."""
    whole = b""
    for kind, url, body, said in records:
        content_type = said
        if kind == "response":
            status, _, page_type = said.partition(" ")
            body = f"HTTP/1.1 {status} X\r\nContent-Type: {page_type}\r\n\r\n".encode() + body
            content_type = "application/http; msgtype=response"
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-06T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{len(whole)}>\r\nContent-Type: {content_type}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        record = head.encode() + body + b"\r\n\r\n"
        whole += gzip.compress(record) if gzipped else record
    return whole


PAGE = (
    "<html><head><title>Airport taken</title>"
    "<meta property='article:published_time' content='2024-03-05T09:00:00Z'></head>"
    f"<body><article><h1>Airport taken</h1>{f'<p>{TEXT} {TEXT} {TEXT}</p>' * 3}</article></body></html>"
).encode()


@pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl.warc", "crawl", "-"])
def test_warc(tmp_path: Path, name: str) -> None:
    data = warc(
        ("warcinfo", "", b"software: x", "application/warc-fields"),
        ("response", "https://a.example/1", PAGE, "200 text/html; charset=utf-8"),
        ("response", "https://a.example/gone", PAGE, "404 text/html"),
        ("response", "https://a.example/logo", b"\x89PNG", "200 image/png"),
        ("request", "https://a.example/2", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        ("conversion", "https://a.example/3", TEXT.encode(), "text/plain"),
        ("response", "https://a.example/4", "Café – “so”.".encode("cp1252"), "200 text/plain"),
        ("response", "https://a.example/5", b" ", "200 text/html"),
        gzipped=name != "crawl.warc",
    )
    path = tmp_path / name
    path.write_bytes(data)
    found = read("-", stdin=data) if name == "-" else read(path)
    assert codes(found) == ["read", "read", "read", "empty"]
    page, text = (item.document for item in found[:2] if isinstance(item, Reading))
    assert page.text.startswith("Airport taken\n\nSoldiers took")
    assert (page.url, page.published_at) == ("https://a.example/1", "2024-03-05T09:00:00Z")
    assert page.id == document_id("https://a.example/1", PAGE)
    assert page.source == f"{'-' if name == '-' else path}#2"
    assert (text.text, text.url) == (TEXT, "https://a.example/3")


def test_a_page_in_the_encoding_that_the_server_names(tmp_path: Path) -> None:
    words = "Министр обороны сообщил в пятницу, что армия взяла аэропорт. " * 5
    body = f"<html><body><article><p>{words}</p></article></body></html>".encode("koi8-r")
    path = tmp_path / "a.warc"
    path.write_bytes(warc(("response", "https://a.example/", body, "200 text/html; charset=KOI8-R"), gzipped=False))
    (document,) = documents(read(path))
    assert document.text.startswith("Министр обороны")


def test_damaged_archives_give_what_is_before_the_damage(tmp_path: Path) -> None:
    one = ("conversion", "https://a.example/1", (TEXT * 50).encode(), "text/plain")
    plain = warc(one, one, gzipped=False)
    zipped = warc(one, one)
    path = tmp_path / "a.warc"
    for data, expected in (
        (plain[: len(plain) - 900], ["read", "unreadable"]),
        (zipped[: len(zipped) - 30], ["read", "unreadable"]),
        (plain[: len(plain) // 2] + b"junk\r\n" * 40, ["read", "unreadable"]),
        (b"WARC/1.0\r\nnothing", ["unreadable"]),
        (b"", ["unreadable"]),
    ):
        path.write_bytes(data)
        found = read(path)
        assert codes(found) == expected, data[-60:]
        assert isinstance(found[-1], Failure)
        assert found[-1].message.startswith(str(path))
        assert "\n" not in found[-1].message


def test_a_record_over_the_size_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    small = ("conversion", "https://a.example/2", TEXT.encode(), "text/plain")
    path.write_bytes(warc(("conversion", "https://a.example/1", b"x " * 5_000, "text/plain"), small))
    assert codes(read(path, limit=1_000)) == ["too-large", "read"]


# ---- Parquet


def parquet(path: Path, **columns: object) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("name", ["a.parquet", "a", "a.parquet.gz", "-"])
def test_parquet(tmp_path: Path, name: str) -> None:
    path = parquet(
        tmp_path / "made",
        id=pa.array([7, 8, 9, None]),
        text=[TEXT, None, " ", "Peru recalled its envoy."],
        published_at=pa.array([datetime(2024, 3, 5, 9, tzinfo=UTC)] * 4, pa.timestamp("ms", "UTC")),
        url=["https://a.example/1", None, None, None],
        other=[1, 2, 3, 4],
    )
    data = gzip.compress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
    named = tmp_path / name
    named.write_bytes(data)
    found = read("-", stdin=data) if name == "-" else read(named)
    assert codes(found) == ["read", "no-text", "empty", "read"]
    first, last = found[0], found[3]
    assert isinstance(first, Reading) and isinstance(last, Reading)
    assert (first.document.id, first.document.text, first.document.url) == ("7", TEXT, "https://a.example/1")
    assert first.document.published_at == "2024-03-05T09:00:00+00:00"
    assert first.document.source == f"{'-' if name == '-' else named}#1"
    assert last.document.id == document_id(None, last.document.text.encode())


def test_what_is_no_table_of_texts(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", headline=["x"], body=["y"])
    (failure,) = read(path)
    assert isinstance(failure, Failure)
    assert failure.code == "no-text"
    assert "no column `text` (headline, body)" in failure.message
    good = parquet(tmp_path / "b.parquet", text=[TEXT]).read_bytes()
    for data in (good[:-20], b"PAR1", b"no table", b""):
        path.write_bytes(data)
        (failure,) = read(path)
        assert isinstance(failure, Failure)
        assert failure.code == "unreadable"
        assert "\n" not in failure.message


def test_texts_as_bytes_and_other_types(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", text=pa.array([TEXT.encode(), b"\x00\x01\x02" * 99], pa.binary()))
    assert codes(read(path)) == ["read", "binary"]
    assert codes(read(parquet(path, text=[1.5]))) == ["no-text"]
    many = read(parquet(path, text=[f"Text {n}." for n in range(300)]))
    assert [document.source for document in documents(many)] == [f"{path}#{n}" for n in range(1, 301)]
