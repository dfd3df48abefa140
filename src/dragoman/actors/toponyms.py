"""A toponym as actor, or as place: "Minsk refused" against "ambassadors in Minsk".

Read from the word's place in the parse: what governs it, by which preposition, what it possesses or
modifies.  A state's name is an actor more readily than its capital's.
"""

from __future__ import annotations

from typing import Literal

from ..language import Analysis
from .words import Words

Reading = Literal["actor", "optional", "place"]

_MODIFIERS = frozenset({"compound", "nmod", "amod", "npadvmod", "advmod"})


def read_toponym(analysis: Analysis, first: int, last: int, words: Words, state: bool) -> Reading:
    """How the toponym of tokens `first` to `last` (exclusive) is meant; state: it is a state's own name.

    "optional": it may fill a role (a possessor, a goal) but names nobody by itself.
    """
    head = top(analysis, first, last)
    token = analysis.tokens[head]
    if _is_address(analysis, first, last) or _is_hyphenated(analysis, last):
        return "place"
    if token.dep == "conj":
        return _as_conjunct(analysis, token.head, words, state)
    return _by_label(analysis, head, words, state)


def top(analysis: Analysis, first: int, last: int) -> int:
    """The token of a phrase that is governed from outside it; the last, where several are."""
    for i in range(last - 1, first - 1, -1):
        governor = analysis.tokens[i].head
        if (not first <= governor < last or governor == i) and analysis.tokens[i].pos != "PUNCT":
            return i
    return last - 1


def _as_conjunct(analysis: Analysis, other: int, words: Words, state: bool) -> Reading:
    """A coordinated toponym is meant as the one before it."""
    seen = 0
    while analysis.tokens[other].dep == "conj" and seen < 20:
        other, seen = analysis.tokens[other].head, seen + 1
    if analysis.tokens[other].pos != "PROPN":
        return "optional" if state else "actor"
    return _by_label(analysis, other, words, state)


def _by_label(analysis: Analysis, head: int, words: Words, state: bool) -> Reading:
    dep = analysis.tokens[head].dep
    if dep == "pobj":
        return _after_preposition(analysis, head, words, state)
    if dep == "poss":
        return _before_noun(analysis, head, words, state, possessive=True)
    if dep in _MODIFIERS:
        return _before_noun(analysis, head, words, state, possessive=False)
    if dep in {"dobj", "oprd", "nsubjpass"}:
        return _as_object(analysis, head, words, state)
    if dep == "nsubj":
        return _as_subject(analysis, head, words, state)
    if dep == "appos":
        return "optional" if state else "place"
    return "actor"


def _after_preposition(analysis: Analysis, head: int, words: Words, state: bool) -> Reading:
    preposition = analysis.tokens[analysis.tokens[head].head]
    governor = analysis.tokens[preposition.head]
    if governor.lower == "according":
        return "actor"
    while governor.pos == "ADP" and governor.head != governor.i and governor.lower == preposition.lower:
        # "to Canberra and to Washington"
        governor = analysis.tokens[governor.head]
    if preposition.lower in words.toponym["in"]:
        return "place"
    if preposition.lower in words.toponym["toward"]:
        moves = governor.lemma.lower() in words.toponym["motion"] or governor.pos == "ADV"
        if moves or governor.dep == "prep" or preposition.lower in {"into", "out of", "over", "onto"}:
            return "optional" if state else "place"
        return "actor" if governor.pos == "VERB" or state or governor.pos == "NOUN" else "place"
    if preposition.lower == "of" and governor.lemma.lower() in words.toponym["part"]:
        return "optional" if state else "place"
    return "actor"


def _before_noun(analysis: Analysis, head: int, words: Words, state: bool, possessive: bool) -> Reading:
    """ "Minsk's move" is the government's, "Minsk's square" and "the Minsk metro" are the city's."""
    noun = analysis.tokens[analysis.tokens[head].head]
    if noun.lemma.lower() in words.toponym["site"] or noun.pos in {"ADJ", "VERB"}:
        return "optional" if state and possessive else "place"
    if possessive:
        return "optional"
    return "optional" if state or noun.dep in {"nsubj", "dobj", "nsubjpass"} else "place"


def _as_object(analysis: Analysis, head: int, words: Words, state: bool) -> Reading:
    verb = analysis.tokens[analysis.tokens[head].head].lemma.lower()
    if not state and verb in words.toponym["reach"]:
        return "place"
    return "optional" if verb in words.toponym["call"] else "actor"


def _as_subject(analysis: Analysis, head: int, words: Words, state: bool) -> Reading:
    """A subject acts, unless the predicate tells what or how a place is ("Minsk is quiet")."""
    verb = analysis.tokens[analysis.tokens[head].head]
    if state:
        return "actor"
    if verb.lemma == "be" and analysis.dependents(verb.i, "acomp", "attr", "prep"):
        return "place" if analysis.dependents(verb.i, "prep", "attr") else "actor"
    return "place" if verb.lemma.lower() in words.toponym["befall"] else "actor"


def _is_address(analysis: Analysis, first: int, last: int) -> bool:
    """Whether it stands in "Minsk, Belarus" or after "the capital,"."""
    tokens = analysis.tokens
    if last + 1 < len(tokens) and tokens[last].text == "," and tokens[last + 1].entity == "GPE":
        return tokens[last + 1].dep in {"appos", "npadvmod"} and tokens[last + 1].sentence == tokens[first].sentence
    before = [t.lower for t in tokens[max(0, first - 2) : first]]
    return before == ["capital", ","] or before[-1:] == ["capital"]


def _is_hyphenated(analysis: Analysis, last: int) -> bool:
    """Whether it stands in "Minsk-based" or "Moscow-born" ("Moscow-backed" is the state's doing)."""
    tokens = analysis.tokens
    if last + 1 >= len(tokens) or tokens[last].text != "-":
        return False
    return tokens[last + 1].lower in {"based", "born", "bound", "area", "wide"}
