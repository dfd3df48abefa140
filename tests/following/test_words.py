"""Which acts a text names, whatever the form of its words."""

from __future__ import annotations

import pytest

from dragoman.following import terms_of
from dragoman.following.words import acts_at, opposites, stem
from dragoman.knowledge.following import act_words, commitment_nouns, outcome_phrases

ACTS = [
    ("reopen the harbour", {"open"}),
    # a phrase may have words between
    ("sent two sailors home", {"free", "send"}),
    # to whom something is handed over may be a jailer
    ("hand over the crew", {"surrender"}),
    ("froze the bank's accounts", {"sanction"}),
    # what is ended is undone, in front or behind
    ("stop shelling the port", {"truce"}),
    ("the walkout was called off", {"work"}),
    # an end somewhere else in the sentence undoes nothing
    ("troops left the town after talks had come to a quiet and friendly end", {"leave", "talk"}),
    # the month is no march
    ("wait until 3 March", set()),
    ("nothing of the kind", set()),
]


@pytest.mark.parametrize(("text", "acts"), ACTS)
def test_acts(text: str, acts: set[str]) -> None:
    assert terms_of(text).acts == acts


def test_only_the_act_at_the_place() -> None:
    text = "the navy blockaded the port and freed the crew"
    at = text.index("freed")
    assert acts_at(text, at, at + 5) == {"free"}


@pytest.mark.parametrize(
    "words", [("ships", "ship"), ("closing", "closed"), ("flew", "flying"), ("Norland's", "norland")]
)
def test_forms_of_a_word_are_one(words: tuple[str, str]) -> None:
    assert stem(words[0]) == stem(words[1])


def test_denial() -> None:
    assert terms_of("no ship would enter").negative
    assert not terms_of("ships would enter the northern port of a country with no navy").negative


def test_what_undoes_an_act_is_a_class() -> None:
    names = {row.name for row in act_words()}
    assert set(opposites().values()) <= names
    assert len(names) == len(act_words())


def test_nouns_and_phrases_speak_of_kinds() -> None:
    kinds = {"promise", "threat", "offer", "demand", "refusal", "agreement", "prohibition"}
    assert all(found <= kinds for found in commitment_nouns().values())
    assert all(phrase.kinds <= kinds for phrase in outcome_phrases())
    assert len({phrase.rule for phrase in outcome_phrases()}) == len(outcome_phrases())
