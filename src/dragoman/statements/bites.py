"""Bites: quotations without a word of saying, whose speaker the sentence before or behind them tells."""

from __future__ import annotations

from ..language.analysis import Clause, Sentence
from .draft import Draft
from .placing import Place, is_sentence, last_character, stands_alone
from .reader import Reader
from .sources import source_range
from .tags import nouns_beside
from .turns import STAMP, other_party, subjects_before


def uncued(reader: Reader, place: Place, speakers: tuple[int, ...], frame: str) -> Draft:
    return Draft(
        act="said",
        contents=((place.quotation.start, place.quotation.end),),
        direct=True,
        speakers=speakers,
        source=source_range(reader, speakers),
        frame=frame,
    )


def bite(reader: Reader, place: Place) -> Draft | None:
    """A whole sentence between marks, spoken by whom the sentence before it is about.

    Where that sentence is about nobody ("There was laughter."), it is the other party's reply.
    """
    sentence = reader.analysis.sentence_of(place.first)
    if not _opens(reader, place, sentence) or not stands_alone(reader, place):
        return None
    if sentence.index == 0 or sentence.kind != "paragraph":
        return None
    if not is_sentence(reader, place) and reader.analysis.sentences[sentence.index - 1].block != sentence.block:
        return None
    if last_character(reader, place) not in {*".!?…"} and place.quotation.closed:
        return None
    speakers = _introduced(reader, sentence.index) or _only_person(reader, sentence.index - 1)
    speakers = speakers or other_party(reader, sentence.index)
    return uncued(reader, place, speakers, "bite")


def _opens(reader: Reader, place: Place, sentence: Sentence) -> bool:
    """Whether nothing but a time stamp stands before the quotation in its sentence."""
    if all(t.pos in {"PUNCT", "SPACE"} for t in reader.analysis.tokens[sentence.first : place.first]):
        return True
    return STAMP.fullmatch(reader.analysis.text, sentence.start, reader.opening(place.quotation)) is not None


def _only_person(reader: Reader, index: int) -> tuple[int, ...]:
    """The one person whom a sentence mentions ("It fell to the deputy, Lucia Paz, to speak.")."""
    sentence = reader.analysis.sentences[index]
    found = {
        role.actor: token
        for token in range(sentence.first, sentence.last)
        for role in reader.cast.at(token)
        if reader.quoted[token] is None and reader.cast.actors[role.actor].kind == "person"
    }
    return tuple(found.values()) if len(found) == 1 else ()


def _introduced(reader: Reader, index: int) -> tuple[int, ...]:
    """The subject of the main clause of the sentence before, if it can speak."""
    return tuple(subjects_before(reader, index, reach=1))


def summed_up(reader: Reader, place: Place) -> Draft | None:
    """A quotation whose next sentence tells who spoke: "So said X", "That was the message from X"."""
    analysis = reader.analysis
    index = analysis.sentence_of(place.last - 1).index + 1
    if not stands_alone(reader, place) or index >= len(analysis.sentences):
        return None
    behind = analysis.sentences[index]
    clause = analysis.clause_at(behind.first + 1) if behind.first + 1 < behind.last else None
    if clause is None or behind.block != place.quotation.block:
        return None
    opening = analysis.tokens[behind.first].lower
    speakers: tuple[int, ...] = ()
    if opening in {"so", "thus"} and reader.cues.quotes(clause.lemma):
        inverted = tuple(s for s in clause.subjects if s > clause.predicate)
        speakers = inverted or nouns_beside(reader, clause.verb_last, behind.last)
    elif opening in {"that", "this", "such"} and clause.lemma == "be":
        speakers = _owners(reader, clause)
    return uncued(reader, place, speakers[:1], "bite") if speakers else None


def _owners(reader: Reader, clause: Clause) -> tuple[int, ...]:
    """Whose message or verdict something is said to be: the possessor, or the object of "of", "from" or "by"."""
    analysis = reader.analysis
    found: list[int] = []
    for noun in analysis.dependents(clause.predicate, "attr", "nsubj"):
        if noun < clause.predicate or analysis.tokens[noun].lemma not in reader.cues.tellings:
            continue
        preps = [p for p in analysis.dependents(noun, "prep") if analysis.tokens[p].lower in {"of", "from", "by"}]
        found.extend(analysis.dependents(noun, "poss"))
        found.extend(o for p in preps for o in analysis.dependents(p, "pobj"))
    return tuple(found)
