"""Sentence boundaries: abbreviations, quotation marks, hard wraps, runaway text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.abbreviations import load_abbreviations
from dragoman.language.sentences import MAX_SENTENCE, sentence_ranges

KNOWN = load_abbreviations()

TABLE = [
    # plain
    ("The talks ended. Both sides left.", ["The talks ended.", "Both sides left."]),
    # titles and initials do not end a sentence
    (
        "Gen. Omar Haddad met Mr. J. R. Finch. They shook hands.",
        ["Gen. Omar Haddad met Mr. J. R. Finch.", "They shook hands."],
    ),
    # an abbreviation may end one if the next word opens one
    ("He flew to the U.S. The visit was short.", ["He flew to the U.S.", "The visit was short."]),
    ("He met U.S. Senator Ann Howe. She smiled.", ["He met U.S. Senator Ann Howe.", "She smiled."]),
    # months before a day
    ("It fell on Aug. 9. Nobody voted.", ["It fell on Aug. 9.", "Nobody voted."]),
    # "No." is a word unless a number follows
    ("He said No. Everybody left.", ["He said No.", "Everybody left."]),
    ("He signed decree No. 14 at noon.", ["He signed decree No. 14 at noon."]),
    # a closing mark stays with its sentence, an opening one goes with the next
    ("“We are done.” The room fell silent.", ["“We are done.”", "The room fell silent."]),
    ('He paused. "It is over," he said.', ["He paused.", '"It is over," he said.']),
    # a question in quotation marks goes on with its tag
    ('"Who fired first?" Haddad asked. Nobody answered.', ['"Who fired first?" Haddad asked.', "Nobody answered."]),
    ('"Who fired first?" he asked.', ['"Who fired first?" he asked.']),
    # a hard wrap is no boundary
    (
        "The minister said on\nMonday that he\nwould resign. He did.",
        ["The minister said on\nMonday that he\nwould resign.", "He did."],
    ),
    # several marks
    ("Really?! Yes… Perhaps.", ["Really?!", "Yes…", "Perhaps."]),
    ("", []),
    ("   ", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_boundaries(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentence_ranges(text, 0, len(text), KNOWN)] == expected


@given(st.text())
def test_ranges_cover_all_but_white_space_in_order(text: str) -> None:
    ranges = sentence_ranges(text, 0, len(text), KNOWN)
    assert "".join("".join(text[a:b].split()) for a, b in ranges) == "".join(text.split())
    assert all(a < b for a, b in ranges)
    assert all(one[1] <= other[0] for one, other in pairwise(ranges))


def test_a_text_without_an_end_is_cut() -> None:
    ranges = sentence_ranges("x" * 10 * MAX_SENTENCE, 0, 10 * MAX_SENTENCE, KNOWN)
    assert max(b - a for a, b in ranges) <= MAX_SENTENCE
