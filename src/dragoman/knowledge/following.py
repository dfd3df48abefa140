"""Words that tell what became of a commitment: acts with what undoes them, phrases of outcome, words too weak.

All of it is data under `data/following/`; this module reads and types it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, cast

import msgspec

from ..records import CommitmentKind
from .files import data_lines, data_rows

Outcome = Literal["triggered", "kept", "broken", "withdrawn"]
# Whose doing an outcome is: `by` whoever is bound, `to` the one who must act or not act, `promiser` and `demander`
# who is named as having made it, `setter` who set a term, `speaker` who says it, `met` of whoever met a condition,
# `term` of whoever should have acted by then.
Side = Literal["by", "to", "promiser", "demander", "setter", "speaker", "met", "term"]

_FOLDER = "following/"
_POSSESSIVES = r"(?:its|his|her|their|the|our)"
_NAMING = r"[\w'’-]+(?: [\w'’-]+){0,4}?"


class ActWords(msgspec.Struct, frozen=True):
    """A class of acts.  words: each a tuple of words that stand together or nearly so.  opposite: the class that
    undoes it, or None."""

    name: str
    opposite: str | None
    words: tuple[tuple[str, ...], ...]


class OutcomePhrase(msgspec.Struct, frozen=True):
    """A phrase that tells an outcome.  kinds: of which commitments; pattern: over a sentence, with a group `noun`
    where a noun names the commitment and `who` where a name says whose it was."""

    rule: str
    status: Outcome
    side: Side
    kinds: frozenset[str]
    pattern: re.Pattern[str]


@cache
def act_words() -> tuple[ActWords, ...]:
    return tuple(
        ActWords(
            row["class"],
            None if row["opposite"] == "-" else row["opposite"],
            tuple(tuple(word.split("_")) for word in row["words"].split()),
        )
        for row in data_rows(_FOLDER + "acts.tsv")
    )


@cache
def effect_words() -> tuple[tuple[frozenset[str], tuple[tuple[str, ...], ...]], ...]:
    """What can be seen when acts are done: their classes, and phrases as in `ActWords`."""
    return tuple(
        (frozenset(row["classes"].split()), tuple(tuple(word.split("_")) for word in row["words"].split()))
        for row in data_rows(_FOLDER + "effects.tsv")
    )


@cache
def like_words() -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same in reports of one matter."""
    return tuple(tuple(line.split()) for line in data_lines(_FOLDER + "likes.txt"))


@cache
def whole_acts() -> frozenset[str]:
    """Acts that are known without a word for what they are done to."""
    return frozenset(data_lines(_FOLDER + "whole.txt"))


@cache
def doing_words() -> frozenset[str]:
    """Verbs that say of an act named beside them that it is done: "began a strike"."""
    return frozenset(data_lines(_FOLDER + "doing.txt"))


@cache
def function_words(name: str) -> frozenset[str]:
    """Small words of one use: prepositions, before_nouns, behind_verbs, counts."""
    return {row["name"]: frozenset(row["words"].split()) for row in data_rows(_FOLDER + "function_words.tsv")}[name]


@cache
def irregular_forms() -> dict[str, str]:
    """Form of a verb → the verb."""
    return {row["form"]: row["verb"] for row in data_rows(_FOLDER + "irregular.tsv")}


@cache
def stopping_words() -> tuple[tuple[str, ...], ...]:
    """Words that end the act that is named next to them."""
    return tuple(tuple(line.split("_")) for line in data_lines(_FOLDER + "stops.txt"))


@cache
def commitment_nouns() -> dict[str, frozenset[CommitmentKind]]:
    """Noun → the kinds of commitment that it can stand for."""
    return {
        row["noun"]: frozenset(cast(list[CommitmentKind], row["kinds"].split()))
        for row in data_rows(_FOLDER + "nouns.tsv")
    }


@cache
def outcome_phrases() -> tuple[OutcomePhrase, ...]:
    nouns = "(?:" + "|".join(sorted(commitment_nouns(), key=lambda noun: (-len(noun), noun))) + ")"
    return tuple(
        OutcomePhrase(
            row["rule"],
            cast(Outcome, row["status"]),
            cast(Side, row["side"]),
            frozenset(row["kinds"].split()),
            re.compile(
                row["pattern"].replace("NOUN", nouns).replace("POSS", _POSSESSIVES).replace("WHO", _NAMING),
                re.IGNORECASE,
            ),
        )
        for row in data_rows(_FOLDER + "outcomes.tsv")
    )


@cache
def weak_words() -> frozenset[str]:
    return frozenset(data_lines(_FOLDER + "weak.txt")) | frozenset(data_lines("reading/stop_words.txt"))
