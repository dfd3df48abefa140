"""Quotations: kinds of marks, nesting, continuation over paragraphs, apostrophes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.quotations import find_quotations
from dragoman.records import Block


def blocks(text: str) -> list[tuple[int, Block]]:
    return [(n, Block("paragraph", m.start(), m.end())) for n, m in enumerate(re.finditer(r"[^\n]+", text))]


TABLE = [
    # straight, curly, guillemets, low-high
    ('He said "we go" and left.', ["we go"]),
    ("He said “we go” and left.", ["we go"]),
    ("He said «we go» and left.", ["we go"]),
    ("He said „we go” and left.", ["we go"]),
    # single marks of British usage; apostrophes are none
    ("'We go,' he said. 'We stay.'", ["We go,", "We stay."]),
    ("The minister's aides' offices weren't closed.", []),
    # nested
    ("\"He told me 'never' twice,\" she said.", ["He told me 'never' twice,", "never"]),
    # two on one line
    ('"One," he said, "two."', ["One,", "two."]),
    # a mark glued to a bracket or dash
    ('The plan ("a trap") failed—"badly".', ["a trap", "badly"]),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_quotations(text: str, expected: list[str]) -> None:
    found = find_quotations(text, blocks(text))
    assert [text[q.start : q.end] for q in found] == expected
    assert all(q.closed for q in found)


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = '"We waited.\n"Nobody came.\n"Then we left."'
    found = find_quotations(text, blocks(text))
    assert [text[q.start : q.end] for q in found] == ["We waited.", "Nobody came.", "Then we left."]
    assert [q.closed for q in found] == [False, False, True]
    assert [q.continues for q in found] == [None, 0, 1]


@given(st.text(alphabet="ab '\"“”‘’«».,\n", max_size=60))
def test_quotations_lie_within_their_blocks(text: str) -> None:
    numbered = blocks(text)
    for q in find_quotations(text, numbered):
        block = numbered[q.block][1]
        assert block.start <= q.start <= q.end <= block.end
