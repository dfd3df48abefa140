"""Nouns: statements that a noun of saying or thinking carries: "his claim that …", "a promise to …"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from .draft import Draft, Range
from .reader import Reader
from .sources import can_speak, source_range

_PREPOSITIONS = frozenset({"of", "about", "for", "to", "on", "in", "against", "over", "from", "with"})
# The frame of "his view is that …", which no list sets apart from "his view that …".
PREDICATED = "own is"
# Verbs that tell what somebody's view is.
_COPULAS = frozenset({"be", "remain", "stay"})


def noun_drafts(reader: Reader) -> Iterator[Draft]:
    """Drafts in text order of their nouns."""
    for token in reader.analysis.tokens:
        lemma = token.lemma.lower()
        if token.pos == "NOUN" and lemma in reader.cues.nouns:
            found = (d for d in frame_drafts(reader, token.i) if reader.cues.noun(lemma, _listed(d.frame)))
            yield from islice(found, 1)


def _listed(frame: str) -> str:
    """The frame as the list of nouns has it."""
    return "own that" if frame == PREDICATED else frame


def frame_drafts(reader: Reader, noun: int) -> Iterator[Draft]:
    """A draft for each frame that the noun fits, whether or not the cue has it."""
    lemma = reader.analysis.tokens[noun].lemma.lower()
    speakers = _speakers(reader, noun)
    source = _source(reader, speakers)
    for frame, content in _frames(reader, noun, bool(speakers)):
        if content:
            yield Draft(
                act=reader.cues.nouns[lemma].act,
                contents=(content,),
                anchor=noun,
                cue=reader.chars(noun, noun + 1),
                word=f"n:{lemma}",
                frame=frame,
                speakers=speakers,
                source=source,
            )


def _frames(reader: Reader, noun: int, owned: bool) -> Iterator[tuple[str, Range | None]]:
    analysis = reader.analysis
    own = "own " if owned else ""
    for clause in analysis.dependents(noun, "acl", "ccomp", "relcl"):
        if clause < noun:
            continue
        first = analysis.tokens[reader.leftmost(clause)].lower
        tag = analysis.tokens[clause].tag
        infinitive = any(analysis.tokens[a].tag == "TO" for a in analysis.dependents(clause, "aux"))
        if first == "that" and analysis.tokens[clause].dep != "relcl":
            yield f"{own}that", _extent(reader, clause)
        elif infinitive:
            yield f"{own}inf", _extent(reader, clause)
        elif tag == "VBG" and analysis.clause_at(clause) and first != "that":
            yield f"{own}ger", _extent(reader, clause)
    yield from ((PREDICATED if owned else "that", r) for r in _predicated(reader, noun))
    for prep in analysis.dependents(noun, "prep"):
        name = analysis.tokens[prep].lower
        inner = analysis.dependents(prep, "pobj", "pcomp")
        if name in _PREPOSITIONS and inner and prep > noun:
            yield f"{own}prep:{name}", _extent(reader, inner[0])


def _predicated(reader: Reader, noun: int) -> Iterator[Range | None]:
    """ "His view is that …" and "…, was his view"."""
    analysis = reader.analysis
    clause = analysis.clause_at(analysis.tokens[noun].head)
    if clause is None or clause.lemma not in _COPULAS or analysis.tokens[noun].dep not in {"nsubj", "attr"}:
        return
    if noun < clause.predicate:
        yield from (_extent(reader, c) for c in analysis.dependents(clause.predicate, "ccomp") if c > clause.predicate)
    elif clause.verb_first and analysis.tokens[clause.verb_first - 1].text == ",":
        first = analysis.sentence_of(noun).first
        if first < clause.verb_first - 1 and not [s for s in clause.subjects if s < clause.verb_first - 1]:
            yield reader.trim(*reader.chars(first, clause.verb_first - 1))


def _extent(reader: Reader, head: int) -> Range | None:
    return reader.trim(*reader.chars(*reader.analysis.extent(head)))


def _speakers(reader: Reader, noun: int) -> tuple[int, ...]:
    analysis = reader.analysis
    owner = analysis.dependents(noun, "poss")
    if owner:
        return (owner[0],)
    for prep in analysis.dependents(noun, "prep"):
        inner = analysis.dependents(prep, "pobj")
        if inner and (
            analysis.tokens[prep].lower in {"by", "from", "among"} or _is_whose(reader, noun, prep, inner[0])
        ):
            return (inner[0],)
    givers = [g for verb in analysis.dependents(noun, "acl") if verb > noun for g in _agents(reader, verb)]
    if givers:
        return tuple(givers[:1])  # "the explanation given by the army"
    head = analysis.tokens[noun].head
    clause = analysis.clause_at(head)
    carried = clause and analysis.tokens[noun].dep == "dobj" and clause.lemma in reader.cues.carriers
    if clause and carried and clause.voice == "active":
        return tuple(s for s in clause.subjects if s < noun)[:1]
    for adjective in analysis.dependents(noun, "amod"):
        if analysis.tokens[adjective].entity == "NORP":
            return (adjective,)
    return ()


def _agents(reader: Reader, verb: int) -> tuple[int, ...]:
    clause = reader.analysis.clause_at(verb)
    return clause.agents if clause else ()


def _is_whose(reader: Reader, noun: int, prep: int, inner: int) -> bool:
    """Whether "of" names whose words a noun tells: "The position of the ministry remains that …"."""
    token = reader.analysis.tokens[noun]
    clause = reader.analysis.clause_at(token.head)
    subject = token.dep == "nsubj" and clause is not None and clause.lemma in _COPULAS
    return subject and reader.analysis.tokens[prep].lower == "of" and can_speak(reader, inner)


def _source(reader: Reader, speakers: tuple[int, ...]) -> Range | None:
    """The owner's phrase without its possessive mark."""
    found = source_range(reader, speakers)
    if found is None:
        return None
    start, end = found
    text = reader.analysis.text
    for mark in ("'s", "’s"):
        if text[start:end].endswith(mark):
            return start, end - len(mark)
    return start, end
