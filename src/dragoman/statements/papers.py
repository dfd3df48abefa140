"""Papers: what laws, reports and letters say by verbs that tell no words of people: "the charter provides that …"."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.analysis import Clause
from .contents import right_content
from .draft import Draft, Range
from .reader import Reader
from .sources import medium_of, source_range
from .subjects import nearest_subject
from .verbs import cue_range

_UNREAL = frozenset({"may", "might", "could", "should"})


def paper_drafts(reader: Reader) -> Iterator[Draft]:
    """Drafts in text order of their verbs."""
    for clause in reader.analysis.clauses:
        if clause.lemma not in reader.cues.paper_verbs or clause.voice == "passive" or clause.form != "finite":
            continue
        subjects = tuple(nearest_subject(reader, clause)) or clause.subjects
        if clause.negated or clause.modal in _UNREAL or not subjects or not is_paper(reader, subjects[0]):
            continue
        content = _content(reader, clause)
        if content:
            yield Draft(
                act="said",
                contents=(content,),
                anchor=clause.predicate,
                cue=cue_range(reader, clause),
                word=f"v:{clause.lemma}",
                frame="paper",
                speakers=subjects[:1],
                source=source_range(reader, subjects[:1]),
                medium=medium_of(reader, clause.predicate),
            )


def is_paper(reader: Reader, noun: int) -> bool:
    """Whether a noun names what is written or ruled, and nobody who bears it as a name."""
    token = reader.analysis.tokens[noun]
    return token.pos in {"NOUN", "PROPN"} and bool({token.lower, token.lemma.lower()} & reader.cues.papers)


def _content(reader: Reader, clause: Clause) -> Range | None:
    """The clause behind the verb, else its object with all that follows."""
    frames = reader.cues.paper_verbs[clause.lemma]
    labels = {"that": ("ccomp", "xcomp"), "np": ("dobj",)}
    behind = [
        c
        for frame in labels
        for c in (reader.analysis.dependents(clause.predicate, *labels[frame]) if frame in frames else ())
        if c > clause.predicate
    ]
    content = right_content(reader, clause, behind[0]) if behind else None
    words = reader.analysis.tokens_in(*content) if content else range(0)
    return content if any(reader.analysis.tokens[i].pos not in {"PRON", "DET", "PUNCT"} for i in words) else None
