"""Which acts a sentence tells as done, by its words alone: "opened", "was freed", "began a strike", "ran dry".

The coder's events are what it is sure of.  What became of a commitment is often told in a clause that makes no event:
in the passive, by what it is done to, or by what can be seen once it is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from ..knowledge.following import doing_words, effect_words, function_words, irregular_forms
from .words import WORD, act_places, number_of, phrase_places, phrases_of, stem, weak_stems

_BE = frozenset({"was", "were", "been", "being", "is", "are", "be", "got"})
_HAVE = frozenset({"has", "have"})
# Past forms that are also the verb itself.
_SAME = frozenset({"cut", "shut", "put", "let", "set", "cast", "quit", "hit"})
# Where the clause of a verb begins, seen from the verb; a comma may only end an apposition.
_CLAUSE = re.compile(
    r"[;:—]|\b(?:as|after|while|when|because|since|although|though|but|before|until|if|where|who|which|that|said|says"
    r"|told|announced|confirmed|reported)\b",
    re.IGNORECASE,
)
_NEAR = 4
# Verbs that say it of any noun behind them.
_CARRYING = frozenset(map(stem, ("carried", "carry", "conduct", "complete", "begin", "start")))


class Told(msgspec.Struct, frozen=True):
    """An act told as done.  start, end: of its word in the sentence; clause: where its clause begins.  patient:
    whether it is told of what it is done to, so that nobody in front of it need be the doer."""

    acts: frozenset[str]
    start: int
    end: int
    clause: int
    patient: bool


def told_in(sentence: str) -> Iterator[Told]:
    """The acts that a sentence tells as done, in the order of its words."""
    spans = [match.span() for match in WORD.finditer(sentence)]
    words = [sentence[start:end].lower() for start, end in spans]
    stems = [stem(word) for word in words]
    found: dict[tuple[int, bool], set[str]] = {}
    used: set[int] = set()
    for places, act, stopped in act_places(stems):
        used |= places
        for at in [*sorted(places), *stopped]:
            verb = _verb(sentence, spans, words, stems, at)
            if verb is not None:
                found.setdefault((verb[0], verb[1]), set()).add(act)
                break
    for places, acts in _effects(stems):
        at = min(places)
        if _is_past(words, at) or {*words[max(0, at - 3) : at]} & (_BE | _HAVE):
            used |= places
            found.setdefault((at, True), set()).update(acts, {verb_of(stems[at])})
    for at in range(len(words)):
        # "carried out the exchange"
        if stems[at] in _CARRYING and _is_past(words, at):
            nouns = [root for root in stems[at + 1 : at + _NEAR] if root not in weak_stems()]
            found.setdefault((at, _passive(words, at)), set()).update(map(verb_of, nouns))
    for at, word in enumerate(words):
        if at not in used and stems[at] not in weak_stems() and word not in _BE and _is_past(words, at):
            passive = _passive(words, at)
            found.setdefault((at, passive), set()).add(verb_of(stems[at]))
    for (at, patient), named in sorted(found.items()):
        start, end = spans[at]
        clause = max((match.end() for match in _CLAUSE.finditer(sentence, 0, start)), default=0)
        yield Told(frozenset(named), start, end, clause, patient)


def verb_of(root: str) -> str:
    """The act of a verb that is in no class: its number."""
    return f"={number_of(root)}"


def _verb(
    sentence: str, spans: list[tuple[int, int]], words: list[str], stems: list[str], at: int
) -> tuple[int, bool] | None:
    """Where the verb of an act stands and whether it is passive, if the act is told as done."""
    if _is_past(words, at):
        return at, _passive(words, at)
    if words[at].endswith("ing") and at:
        start = spans[at][0]
        if (
            words[at - 1] in _BE
            or stems[at - 1] in _doing()
            or sentence[start - 2 : start] == ", "
            or "spent" in words[:at]
        ):
            return at, False
    # "began a walkout", "the walkout began"
    for place in (*range(at - 1, max(-1, at - _NEAR - 1), -1), *range(at + 1, min(len(words), at + _NEAR))):
        if stems[place] in _doing() and _is_past(words, place):
            return place, place > at or _passive(words, place)
    return None


def _is_past(words: list[str], at: int) -> bool:
    """Whether a word is the past of a verb, or its participle where that is no adjective."""
    word = words[at]
    before = words[at - 1] if at else ""
    if word in _SAME:
        return at > 0 and before not in function_words("before_nouns")
    if not ((word.endswith("ed") and len(word) > 4) or irregular_forms().get(word, word) != word):
        return False
    if before in ("to", "had", "part", "partly", "half", "partially"):
        return False
    following = words[at + 1] if at + 1 < len(words) else "by"
    return (
        before not in function_words("before_nouns")
        or before in ("and", "or")
        or following in function_words("behind_verbs")
    )


def _passive(words: list[str], at: int) -> bool:
    near = words[max(0, at - 3) : at]
    return bool(_BE & set(near)) or words[at + 1 : at + 2] == ["by"]


def _effects(stems: list[str]) -> Iterator[tuple[set[int], frozenset[str]]]:
    for at, root in enumerate(stems):
        for rest, acts in _effect_phrases().get(root, ()):
            places = phrase_places(stems, at, rest)
            if places is not None:
                yield places, acts


@cache
def _effect_phrases() -> dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]:
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for acts, phrases in effect_words():
        for first, rest in phrases_of(phrases):
            found.setdefault(first, []).append((rest, acts))
    return found


@cache
def _doing() -> frozenset[str]:
    return frozenset(map(stem, doing_words()))
