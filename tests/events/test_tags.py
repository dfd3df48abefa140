"""Tags: stretches of words that name acts, parts of their roles, and the heads of their parties."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from dragoman.events.tags import ACTOR, RECIPIENT, SentenceTags, Tags, read_tags
from dragoman.language import Analysis
from parses import at, parse

# Two types and NONE are enough here.
ATTACK, MEET, NONE = (0.9, 0.0, 0.1), (0.0, 0.9, 0.1), (0.0, 0.0, 1.0)

STRIKE = """
    Chad     PROPN nsubj struck
    and      CCONJ cc    Chad
    the      DET   det   rebels
    rebels   NOUN  conj  Chad
    struck   VERB  ROOT  struck
    northern ADJ   amod  Mali
    Mali     PROPN dobj  struck
    again    ADV   advmod struck
    .        PUNCT punct struck
"""


def tagged(rows: list[tuple[float, float, float]], first: int = 0) -> SentenceTags:
    return SentenceTags(first, np.array(rows).reshape(-1, 3), np.zeros((2, len(rows), len(rows))), len(rows))


@pytest.mark.parametrize(
    ("rows", "least", "expected"),
    [
        ([NONE, NONE], 0.5, []),
        ([], 0.5, []),
        ([NONE, ATTACK, NONE], 0.5, [(1, 2)]),
        # neighbours of one type name one act, those of two types two
        ([ATTACK, ATTACK, NONE], 0.5, [(0, 2)]),
        ([ATTACK, MEET, MEET], 0.5, [(0, 1), (1, 3)]),
        # a word between parts them
        ([MEET, NONE, MEET], 0.5, [(0, 1), (2, 3)]),
        # the types together may name an act where neither does alone
        ([(0.3, 0.4, 0.3), NONE], 0.5, [(0, 1)]),
        # the probability asked for is enough, less is not
        ([(0.5, 0.0, 0.5), NONE], 0.5, [(0, 1)]),
        ([ATTACK, (0.6, 0.0, 0.4)], 0.7, [(0, 1)]),
    ],
)
def test_runs(rows: list[tuple[float, float, float]], least: float, expected: list[tuple[int, int]]) -> None:
    assert tagged(rows).runs(least) == expected
    # in a later sentence tokens count on
    assert tagged(rows, first=40).runs(least) == [(a + 40, b + 40) for a, b in expected]


def test_words_are_asked_for_by_their_place_in_the_document() -> None:
    roles = np.zeros((2, 3, 3))
    roles[ACTOR, 1, 0], roles[RECIPIENT, 1, 2] = 0.8, 0.7
    tags = SentenceTags(10, np.array([NONE, ATTACK, NONE]), roles, 3)
    assert tags.names_act(11) == pytest.approx(0.9)
    assert tags.names_act(10) == 0
    assert tags.type_scores(11).tolist() == list(ATTACK)
    assert tags.role(ACTOR, trigger=11, token=10) == 0.8
    assert tags.role(RECIPIENT, trigger=11, token=12) == 0.7
    # the role is that of the act, not of the part
    assert tags.role(ACTOR, trigger=10, token=11) == 0


@pytest.mark.parametrize(("read", "expected"), [(0, []), (2, [10, 11]), (3, [10, 11, 12])])
def test_the_part_that_was_read_is_held(read: int, expected: list[int]) -> None:
    tags = replace(tagged([NONE, ATTACK, NONE], first=10), read=read)
    assert [t for t in range(8, 15) if tags.holds(t)] == expected


def parties(analysis: Analysis, trigger: str, by: str = "", to: str = "", share: float = 0.9) -> list[str]:
    """The heads of the parties of one act whose roles hold these words."""
    (sentence,) = analysis.sentences
    size = sentence.last - sentence.first
    types, roles = np.tile(NONE, (size, 1)), np.zeros((2, size, size))
    types[at(analysis, trigger)] = ATTACK
    for role, words in ((ACTOR, by), (RECIPIENT, to)):
        for word in words.split():
            roles[role, at(analysis, trigger), at(analysis, word)] = share
    tags = Tags({sentence.index: SentenceTags(sentence.first, types, roles, size)})
    return [analysis.tokens[t].text for t in sorted(tags.parties(analysis))]


@pytest.mark.parametrize(
    ("by", "to", "expected"),
    [
        ("", "", []),
        ("Chad", "Mali", ["Chad", "Mali"]),
        # a describing word is no head beside what it describes, and is one where that is no party
        ("", "northern Mali", ["Mali"]),
        ("", "northern", ["northern"]),
        # who is coordinated is a party as well
        ("Chad and the rebels", "", ["Chad", "rebels"]),
        ("the rebels", "", ["rebels"]),
        # words that name nobody are no heads
        ("the", "again .", []),
    ],
)
def test_parties(by: str, to: str, expected: list[str]) -> None:
    assert parties(parse(STRIKE), "struck", by, to) == expected


def test_unlikely_parts_are_no_parties() -> None:
    assert parties(parse(STRIKE), "struck", "Chad", "Mali", share=0.1) == []


def test_parties_of_no_act_are_not_looked_for() -> None:
    analysis = parse(STRIKE)
    size = len(analysis.tokens)
    tags = Tags({0: SentenceTags(0, np.tile(NONE, (size, 1)), np.ones((2, size, size)), size)})
    assert tags.parties(analysis) == frozenset()


def test_the_surest_word_of_an_act_tells_its_parties() -> None:
    analysis = parse(STRIKE)
    size = len(analysis.tokens)
    types, roles = np.tile(NONE, (size, 1)), np.zeros((2, size, size))
    types[4], types[5] = (0.95, 0.0, 0.05), (0.6, 0.0, 0.4)
    roles[ACTOR, 4, 0] = roles[RECIPIENT, 5, 6] = 0.9
    assert Tags({0: SentenceTags(0, types, roles, size)}).parties(analysis) == {0}


@dataclass
class Read:
    labels: Any
    roles: Any
    read: int


class FirstWords:
    """A tagger that takes every first word for an act, reads no last one and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def tag(self, text: str, words: Any, habit: str = "manual") -> Read:
        self.asked.append([text[a:b] for a, b in words])
        types = np.tile(NONE, (len(words), 1))
        types[0] = ATTACK
        return Read(types, np.zeros((2, len(words), len(words))), len(words) - 1)


def test_sentences_are_read_one_by_one() -> None:
    analysis = parse("No INTJ ROOT No\n. PUNCT punct No\n" + STRIKE, STRIKE)
    tagger = FirstWords()
    tags = read_tags(analysis, tagger)
    # what is too short to tell of anybody is not read
    assert [s.index for s in analysis.sentences if tags.of(s)] == [1, 2]
    words = ["Chad", "and", "the", "rebels", "struck", "northern", "Mali", "again", "."]
    assert tagger.asked == [words, words]
    read = [t for s in analysis.sentences if (t := tags.of(s))]
    assert [t.runs(0.5) for t in read] == [[(2, 3)], [(11, 12)]]
    assert [(t.holds(t.first + 7), t.holds(t.first + 8)) for t in read] == [(True, False)] * 2
