"""The act between two marked parties."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.events.pairing import NONE, classify_pair
from dragoman.knowledge.predicates import EVENT_TYPES, load_lexicon
from dragoman.language import Analysis
from dragoman.records import Cast, Span


def marked(text: str, part: str) -> Span:
    start = text.index(part)
    return Span.of(text, start, start + len(part))


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "expected"),
    [
        ("Gabon arrested two union leaders.", "Gabon", "two union leaders", "COERCE"),
        # the pair decides which of two acts is meant
        ("Oman condemned Yemen and thanked Bahrain.", "Oman", "Yemen", "ACCUSE"),
        # a sentence that the finder cannot read still has words
        ("Grain aid, Sweden to Malawi.", "Sweden", "Malawi", "AID"),
    ],
)
def test_pairs(analyze: Callable[[str], Analysis], text: str, actor: str, recipient: str, expected: str) -> None:
    scores = classify_pair(analyze(text), Cast(), load_lexicon(), marked(text, actor), marked(text, recipient))
    assert max(scores, key=lambda name: scores[name]) == expected


def test_scores_sum_to_one(analyze: Callable[[str], Analysis]) -> None:
    text = "Nothing is said of either here."
    scores = classify_pair(analyze(text), Cast(), load_lexicon(), None, None)
    assert set(scores) == set(EVENT_TYPES)
    assert sum(scores.values()) == pytest.approx(1)
    with_none = classify_pair(analyze(text), Cast(), load_lexicon(), None, None, allow_none=True)
    assert max(with_none, key=lambda name: with_none[name]) == NONE
    assert sum(with_none.values()) == pytest.approx(1)
