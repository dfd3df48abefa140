"""Files, folders, standard input and JSON Lines: ids, sources, offsets, and one clear line for what is wrong."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tracemalloc
from pathlib import Path

import pytest

from dragoman.reading import read_html, read_inputs, read_text
from dragoman.records import Failure, Reading
from dragoman.settings import Settings

TEXT = "Soldiers took the airport of Korvin on Friday, the army said."


def read(
    *paths: object, kind: str = "auto", stdin: bytes | None = None, limit: int = 10_000_000
) -> list[Reading | Failure]:
    stream = io.BytesIO(stdin) if stdin is not None else None
    settings = Settings(max_text_bytes=limit)
    return list(read_inputs(map(str, paths), kind=kind, settings=settings, stdin=stream))  # type: ignore[arg-type]


def texts(found: list[Reading | Failure]) -> list[str]:
    return [item.document.text if isinstance(item, Reading) else item.code for item in found]


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


# ---- files


def test_plain_text_is_unchanged(tmp_path: Path) -> None:
    raw = "\r\n  First line.\r\n\r\nSecond\tline. \u2028 end \n\n"
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + raw.encode())
    (found,) = read(path)
    assert isinstance(found, Reading)
    assert found.document.text == raw
    assert found.document.source == str(path)
    assert found.document.id == hashlib.sha256(b"\0" + path.read_bytes()).hexdigest()[:32]


ENCODED = [
    ("utf-8", "The “army” of Côte d'Ivoire – 5 € – said so."),
    ("utf-8-sig", "The “army” of Côte d'Ivoire said so."),
    ("utf-16", "The “army” of Côte d'Ivoire said so."),
    ("utf-16-le", "The army of the valley said so."),
    ("utf-32", "The “army” of Côte d'Ivoire said so."),
    ("cp1252", "The “army” said that “nobody” was hurt in the café on Friday, and that the road would stay shut."),
    ("cp1251", "Армия взяла аэропорт в пятницу, сообщило министерство обороны страны. Президент покинул столицу."),
]


@pytest.mark.parametrize(("encoding", "text"), ENCODED)
def test_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert texts(read(path)) == [text]


def test_stray_bytes_are_replaced_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Côte d’Ivoire’s army – the “lions” – said ".encode() + b"\xe9 so.")
    (found,) = read(path)
    assert isinstance(found, Reading)
    assert found.document.text.endswith("said \ufffd so.")
    assert "replaced-characters" in [warning.code for warning in found.warnings]


def test_control_characters_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"{TEXT}\x00\n\n{TEXT}\x1b".encode())
    assert texts(read(path)) == [f"{TEXT}\x00\n\n{TEXT}\x1b"]


BAD_FILES = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\t\r\n\xc2\xa0", "empty"),
    ("page.html", b"<html><body><script>1</script></body></html>", "empty"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
    ("report.pdf", b"%PDF-1.7\n%stuff", "binary"),
    ("noise", bytes(range(256)) * 20, "binary"),
    ("broken.gz", b"\x1f\x8b\x08\x00garbage", "unreadable"),
]


@pytest.mark.parametrize(("name", "data", "code"), BAD_FILES)
def test_bad_files(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    after = tmp_path / "z.txt"
    after.write_text(TEXT)
    found = read(path, after)
    assert texts(found) == [code, TEXT]
    failure = found[0]
    assert isinstance(failure, Failure)
    assert failure.source == str(path)
    assert str(path) in failure.message
    assert "\n" not in failure.message
    assert len(failure.id) == 32


def test_missing_file_and_empty_folder(tmp_path: Path) -> None:
    assert texts(read(tmp_path / "missing.txt", tmp_path)) == ["unreadable", "unreadable"]


def test_odd_names(tmp_path: Path) -> None:
    assert texts(read("a\udcff\0b")) == ["unreadable"]


def test_size_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("é" * 50)
    assert texts(read(path, limit=100)) == ["é" * 50]
    (found,) = read(path, limit=99)
    assert isinstance(found, Failure)
    assert (found.code, found.id) == ("too-large", hashlib.sha256(b"\0" + path.read_bytes()).hexdigest()[:32])
    path.write_text("é" * 5000)
    (found,) = read(path, limit=99)
    assert isinstance(found, Failure)
    assert (found.code, found.id) == ("too-large", hashlib.sha256(b"\0" + path.read_bytes()).hexdigest()[:32])


def test_folder_in_order_of_path(tmp_path: Path) -> None:
    for name in ("b/1.txt", "a/2.txt", "a/10.txt", "c.txt", ".hidden/x.txt", "a/.x"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name} {TEXT}")
    (tmp_path / "d.jsonl").write_bytes(line(text="one") + line(text="two"))
    found = [text.split(" ")[0] for text in texts(read(tmp_path))]
    assert found == ["a/10.txt", "a/2.txt", "b/1.txt", "c.txt", "one", "two"]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.gz", "a.txt"])
def test_gzip(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(TEXT.encode()))
    assert texts(read(path)) == [TEXT]


# ---- standard input and its kinds


def test_standard_input() -> None:
    (found,) = read("-", stdin=TEXT.encode())
    assert isinstance(found, Reading)
    assert (found.document.source, found.document.text) == ("-", TEXT)


def test_kinds_are_told_by_content() -> None:
    assert texts(read("-", stdin=line(text=TEXT) * 2)) == [TEXT, TEXT]
    assert texts(read("-", stdin=gzip.compress(line(text=TEXT)))) == [TEXT]
    page = f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>".encode()
    assert texts(read("-", stdin=page)) == [TEXT]
    assert texts(read("-", stdin=page, kind="text")) == [page.decode()]
    assert texts(read("-", stdin=b"{curly} words", kind="auto")) == ["{curly} words"]


# ---- JSON Lines


def test_fields_of_a_line() -> None:
    given = {
        "id": "x/1",
        "text": TEXT,
        "url": "https://news.example/1",
        "title": "Kept, not coded",
        "publisher": "Valley Herald",
        "published_at": "2020-08-28T07:51:00+05:30",
        "language": "en",
    }
    (found,) = read("-", stdin=line(**given), kind="jsonl")
    assert isinstance(found, Reading)
    document = found.document
    assert {key: getattr(document, key) for key in given} == given
    assert document.source == "-#1"
    assert not found.warnings


BAD_LINES = [
    (b"{not json}\n", "bad-line"),
    (b'"a string"\n', "bad-line"),
    (b"[" * 100_000 + b"\n", "bad-line"),
    (line(id="a"), "no-text"),
    (line(id="a", text=None), "no-text"),
    (line(id="a", text=3), "no-text"),
    (line(id="a", text=" \n"), "empty"),
    (b'{"text": "caf\xe9"}\n', "undecodable"),
    (line(text="x" * 200), "too-large"),
    (line(text="x" * 3_000_000), "too-large"),
]


@pytest.mark.parametrize(("data", "code"), BAD_LINES)
def test_bad_lines_do_not_stop_the_run(data: bytes, code: str) -> None:
    stdin = line(text="first") + data + b"\n  \n" + line(text="last")
    found = read("-", stdin=stdin, kind="jsonl", limit=100)
    assert texts(found) == ["first", code, "last"]
    failure = found[1]
    assert isinstance(failure, Failure)
    assert failure.source == "-#2"
    assert failure.message.startswith("-#2: ")
    assert "\n" not in failure.message
    if code in ("no-text", "empty"):
        assert failure.id == "a"


def test_lone_surrogates_become_replacement_characters() -> None:
    (found,) = read("-", stdin=b'{"id": "a\\ud800", "text": "Army \\udc00 said \\ud83d\\ude00."}\n', kind="jsonl")
    assert isinstance(found, Reading)
    assert found.document.text == "Army \ufffd said 😀."
    warning = next(w for w in found.warnings if w.code == "replaced-characters")
    assert warning.span is not None
    assert (warning.span.start, warning.span.text) == (5, "\ufffd")


def test_odd_fields_count_as_not_given() -> None:
    odd = line(text=TEXT, id=7, url=3, title="", publisher=["x"], published_at="soon", language=5)
    (found,) = read("-", stdin=odd, kind="jsonl")
    assert isinstance(found, Reading)
    document = found.document
    assert (document.id, document.url, document.title, document.publisher) == ("7", None, None, None)
    assert document.published_at is None


def test_lines_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as handle:
        for _ in range(400):
            handle.write(line(text="x" * 50_000))
    tracemalloc.start()
    assert sum(isinstance(found, Reading) for found in read_inputs([str(path)], settings=Settings())) == 400
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


# ---- the Python calls


def test_lone_surrogates_in_given_fields() -> None:
    document = read_text(TEXT, url="a\ud800", title="b\udfff", id="c\ud800").document
    assert (document.url, document.title, document.id) == ("a\ufffd", "b\ufffd", "c\ufffd")


def test_same_id_by_every_door() -> None:
    assert read_text(TEXT).document.id == hashlib.sha256(b"\0" + TEXT.encode()).hexdigest()[:32]
    assert read_text(TEXT, url="u").document.id == hashlib.sha256(b"u\0" + TEXT.encode()).hexdigest()[:32]
    page = f"<p>{TEXT}</p>"
    assert read_html(page).document.id == read_html(page.encode()).document.id


def test_an_array_of_objects_is_told_not_to_be_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[\n  {"id": "a", "text": "Ardonia recalled its envoy."}\n]\n')
    found = list(read_inputs([str(path)], settings=Settings()))
    assert {f.code for f in found if isinstance(f, Failure)} == {"bad-line"}
    assert "bad-line" in [f.code for f in found if isinstance(f, Failure)]


def test_an_empty_path_is_named() -> None:
    (found,) = read_inputs([""], settings=Settings())
    assert isinstance(found, Failure)
    assert (found.code, found.message) == ("unreadable", "an empty path; name a file, a folder or -")


def test_a_limit_says_how_to_raise_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x" * 500)
    (found,) = read_inputs([str(path)], settings=Settings(max_text_bytes=100))
    assert isinstance(found, Failure)
    assert found.message.endswith("over 100 bytes of text, the limit is 100; split it or raise the limit (--max-size)")
