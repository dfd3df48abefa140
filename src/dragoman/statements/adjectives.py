"""Adjectives: thoughts that a predicate adjective ascribes: "is confident that …", "are worried about …"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ..language.analysis import Clause
from .contents import phrase_content
from .draft import Draft, Range
from .reader import Reader
from .sources import source_range

_COPULAS = frozenset({"be", "feel", "remain", "become", "stay", "get", "grow"})


def adjective_drafts(reader: Reader) -> Iterator[Draft]:
    """Drafts in text order of their adjectives."""
    for clause in reader.analysis.clauses:
        for adjective in predicate_adjectives(reader, clause):
            lemma = reader.analysis.tokens[adjective].lower
            if lemma in reader.cues.adjectives:
                found = (d for d in frame_drafts(reader, clause, adjective) if reader.cues.adjective(lemma, d.frame))
                yield from islice(found, 1)


def predicate_adjectives(reader: Reader, clause: Clause) -> list[int]:
    """Adjectives (and participles used as such) that a copula predicates of its subject."""
    if clause.lemma not in _COPULAS:
        return []
    return [a for a in reader.analysis.dependents(clause.predicate, "acomp") if a > clause.predicate]


def frame_drafts(reader: Reader, clause: Clause, adjective: int) -> Iterator[Draft]:
    """A draft for each frame that the adjective fits, whether or not the cue has it."""
    lemma = reader.analysis.tokens[adjective].lower
    speakers = tuple(s for s in clause.subjects if reader.analysis.tokens[s].lower not in {"it", "there"})
    if not speakers:
        return
    cue = reader.cues.adjectives.get(lemma)
    for frame, content in _frames(reader, clause, adjective):
        if content:
            yield Draft(
                act=cue.act if cue else "thought",
                contents=(content,),
                anchor=adjective,
                cue=reader.chars(adjective, adjective + 1),
                word=f"a:{lemma}",
                frame=frame,
                speakers=speakers,
                source=source_range(reader, speakers),
            )


def _frames(reader: Reader, clause: Clause, adjective: int) -> Iterator[tuple[str, Range | None]]:
    analysis = reader.analysis
    below = [
        *analysis.dependents(adjective, "ccomp", "xcomp", "prep", "advcl"),
        *(c for c in analysis.dependents(clause.predicate, "ccomp", "xcomp") if c > adjective),
    ]
    for child in below:
        token = analysis.tokens[child]
        if child < adjective:
            continue
        if token.dep == "prep":
            inner = analysis.dependents(child, "pobj", "pcomp")
            if inner:
                yield f"prep:{token.lower}", phrase_content(reader, inner[0])
        elif any(analysis.tokens[a].tag == "TO" for a in analysis.dependents(child, "aux")):
            yield "inf", phrase_content(reader, child)
        elif token.dep != "advcl":
            yield "that", phrase_content(reader, child)
