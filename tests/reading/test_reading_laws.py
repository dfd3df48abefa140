"""Laws of reading for any Unicode string: blocks do not overlap and cover, spans match, twice the same."""

from __future__ import annotations

import time

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.reading import read_html, read_text
from dragoman.records import Reading

# pieces that the rules look for, so that random texts run through all of them
PIECES = [
    *("\n", "\r\n", "\r", "\n\n", "\u2028", "\x0b", "\x0c", "\x85", "\t", " ", "\u00a0", "\u3000"),
    *("\x00", "\x1b", "\u200b", "\u202e", "\u200f", "\ufeff", "\ud800", "\udfff"),
    *("🚨", "👩\u200d👩\u200d👧", "e\u0301", "İ", "ß", "ﬁ"),
    *("KYIV (Agency) — ", "GENEVA, March 3 - ", "Moscow: ", "PRESENTER: ", "DOE: ", "By Jane Doe", "Read more"),
    *("Updated: Aug 28, 2020 07:51 IST", "Image 1 of 3", "Story highlights", "• ", "- ", "1. ", "(Agency/Jane Doe)"),
    *("Photo: Agency", "© 2020", "Soldiers took the town.", "the town fell", "(Reporting by Jane Doe)", "?", "…", "’"),
    *("Paris, France", "Feb 30, 2020", "99:99", "25:61 IST", "____", "...", "(", ")", "[", "]", "|", "—", "--", ":"),
]

TEXTS = st.one_of(
    st.text(st.characters(), max_size=300),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=30).map("".join),
)


def check(reading: Reading) -> None:
    document = reading.document
    covered = 0
    for block in document.blocks:
        assert covered <= block.start < block.end <= len(document.text)
        assert not document.text[covered : block.start].strip()
        own = document.text[block.start : block.end]
        assert own == own.strip()
        covered = block.end
    assert not document.text[covered:].strip()
    spans = [w.span for w in reading.warnings if w.span] + ([document.dateline.span] if document.dateline else [])
    assert all(document.text[span.start : span.end] == span.text for span in spans)
    msgspec.json.encode(reading)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.none() | st.text(max_size=30))
@example("\u200b", None)
@example("MOSCOW —", None)
@example("A:\n\nA:\n\nA:", "A")
def test_any_text(text: str, title: str | None) -> None:
    try:
        reading = read_text(text, title=title)
    except InputError as error:
        assert error.code == "empty"
        assert not text.strip()
        return
    check(reading)
    assert reading.document.text == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert read_text(text, title=title) == reading


TAGS = ["<p>", "</p>", "<h1>", "</h1>", "<br>", "<div>", "</div>", "<li>", "&amp;", "&#0;", "&#xD800;"]
PAGES = st.lists(st.one_of(st.sampled_from([*PIECES, *TAGS]), st.text(max_size=12)), max_size=30).map("".join)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_any_page(html: str) -> None:
    try:
        check(read_html(html))
    except InputError as error:
        assert error.code in ("empty", "binary")


SLOW = [
    "word " * 40_000,
    "A" * 200_000,
    "- \n" * 60_000,
    "Jane Doe, " * 20_000,
    "(" * 200_000,
    "(a" * 100_000,
    ". " * 100_000,
    "12:12 " * 40_000,
    "KYIV, " * 40_000,
    "Mon " * 50_000,
    "\n\n".join(["The army said that the town had fallen on Friday."] * 4_000),
    "\n".join(["Soldiers took the town"] * 9_000),
    "PRESENTER: yes\n" * 13_000,
    "a_" * 100_000,
    "Photo: " * 30_000,
]


@pytest.mark.parametrize("text", SLOW, ids=lambda text: text[:12])
def test_time_grows_with_length_only(text: str) -> None:
    """200 kB each; anything quadratic takes minutes of processor time here."""
    begin = time.process_time()
    check(read_text(text, language="en"))
    assert time.process_time() - begin < 5


def test_nine_megabytes() -> None:
    paragraph = "The army of Ardonia said on Friday that the rebels had left the town of Korvin, number {}."
    text = "\n\n".join(paragraph.format(i) for i in range(9_000_000 // 95))
    begin = time.process_time()
    check(read_text(text))
    assert time.process_time() - begin < 40
