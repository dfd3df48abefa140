"""Beats: what a text tells between two turns of an exchange: "A long pause.", "The clerk coughed.".

Of somebody who has no part in the exchange, or of nobody, a beat changes nothing: who was to speak next still is.
What one of those who may speak does in a paragraph of its own ("Ana Lima looked at the barn.") brings in a turn.
"""

from __future__ import annotations

from ..language.analysis import Sentence
from .placing import Place
from .reader import Reader
from .sources import can_speak, names_beside

# A beat has at most so many words, and there are at most so many paragraphs of them between two turns.
_LONGEST = 8
_MOST_BLOCKS = 2


def only_beats(reader: Reader, before: Place, place: Place) -> bool:
    """Whether paragraphs stand between two quotations, all of them beats."""
    between = _between(reader, before, place)
    return bool(between) and all(_is_short(reader, s) and _named_subject(reader, s) is None for s in between)


def act_between(reader: Reader, before: Place, place: Place) -> int | None:
    """Who acts in the one short sentence that is all between the paragraphs of two quotations."""
    between = _between(reader, before, place)
    if len(between) != 1 or not _is_short(reader, between[0]):
        return None
    return _named_subject(reader, between[0])


def _between(reader: Reader, before: Place, place: Place) -> list[Sentence]:
    """The sentences of the few paragraphs between those of two quotations; empty where there are too many."""
    first, last = before.quotation.block, place.quotation.block
    if not 1 < last - first <= 1 + _MOST_BLOCKS:
        return []
    analysis = reader.analysis
    start, end = analysis.sentence_of(before.last - 1).index + 1, analysis.sentence_of(place.first).index
    return [s for s in analysis.sentences[start:end] if first < s.block < last]


def _is_short(reader: Reader, sentence: Sentence) -> bool:
    tokens = reader.analysis.tokens[sentence.first : sentence.last]
    words = sum(t.pos not in {"PUNCT", "SPACE"} for t in tokens)
    quoted = any(reader.quoted[t.i] is not None for t in tokens)
    return sentence.kind == "paragraph" and not quoted and words <= _LONGEST


def _named_subject(reader: Reader, sentence: Sentence) -> int | None:
    """The subject of a sentence that is somebody known by name, be it only by a pronoun."""
    for i in range(sentence.first, sentence.last):
        clause = reader.analysis.clause_at(i)
        if clause is None or clause.kind != "main":
            continue
        for subject in clause.subjects:
            if can_speak(reader, subject) and _is_known(reader, subject):
                return subject
    return None


def _is_known(reader: Reader, token: int) -> bool:
    """Whether a person has a name or has been spoken of before: no "clerk" who only coughs."""
    cast = reader.cast
    for at in (*names_beside(reader, token), token):
        for role in cast.at(at):
            heads = [m.head for m in cast.mentions if role.actor in m.actors]
            if cast.actors[role.actor].kind == "person" and (len(heads) > 1 or _is_name(reader, heads)):
                return True
    return reader.analysis.tokens[token].entity == "PERSON"


def _is_name(reader: Reader, heads: list[int]) -> bool:
    return any(reader.analysis.tokens[h].pos == "PROPN" for h in heads)
