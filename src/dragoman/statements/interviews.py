"""Interviews: who answers where the lines have only "Q." and "A.": the headline or a note before or behind tells."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.analysis import Clause, Sentence
from .reader import Reader

# How many sentences before the first line and behind the last one may tell of the interview.
_REACH = 8
_WITH = frozenset({"with", "to", "by", "of"})


def interviewee(reader: Reader, first: int, last: int) -> tuple[int, ...]:
    """A mention of the one who is interviewed between two offsets; empty where nothing around tells who.

    "Excerpts from an interview with Mayor Rosa Lind", "The bishop spoke to our reporter"; else the only person whom
    the headline and the note mention.
    """
    around = list(_around(reader, first, last))
    told = next((p for s in around for p in _told(reader, s)), None)
    if told is not None:
        return (told,)
    people = {reader.cast.at(t)[0].actor: t for s in around for t in range(s.first, s.last) if _is_person(reader, t)}
    return tuple(people.values()) if len(people) == 1 else ()


def _around(reader: Reader, first: int, last: int) -> Iterator[Sentence]:
    sentences = reader.analysis.sentences
    yield from [s for s in sentences if s.end <= first][:_REACH]
    yield from [s for s in sentences if s.start >= last][:_REACH]


def _told(reader: Reader, sentence: Sentence) -> Iterator[int]:
    """The persons whom the sentence gives a part in an interview."""
    analysis = reader.analysis
    for i in range(sentence.first, sentence.last):
        clause = analysis.clause_at(i)
        if clause is not None and clause.lemma in reader.cues.interviews:
            yield from (p for p in _parties(clause) if _is_person(reader, p))
        elif analysis.tokens[i].lemma.lower() in reader.cues.interviews:
            objects = (o for p in analysis.dependents(i, "prep") for o in analysis.dependents(p, "pobj"))
            near = (*objects, *analysis.dependents(i, "poss"))
            yield from (n for o in near for n in (o, *analysis.dependents(o, "appos")) if _is_person(reader, n))


def _parties(clause: Clause) -> tuple[int, ...]:
    """Who takes part, the one who is asked first: "X was interviewed", "the paper interviewed X", "X spoke to it"."""
    obliques = tuple(noun for prep, noun in clause.obliques if prep in _WITH)
    return (*clause.undergoers, *clause.subjects, *obliques)


def _is_person(reader: Reader, token: int) -> bool:
    roles = reader.cast.at(token)
    return bool(roles) and reader.cast.actors[roles[0].actor].kind == "person"
