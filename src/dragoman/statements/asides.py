"""Asides: "…, she allowed, …": somebody and any verb between commas attribute the sentence around them.

The verbs of saying are listed; here the place tells: subject and verb stand by themselves beside a clause that
misses nothing but them, so that the verb can only say how the clause was said.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..language.analysis import Clause
from .contents import left_content
from .draft import Draft
from .reader import Reader
from .sources import can_speak, source_range
from .verbs import cue_range

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
# Whoever narrates, and what is nobody ("it seems", "I think", "you see").
_NOBODY = frozenset({"i", "we", "you", "it", "one", "there", "this", "that", "who", "which"})


def aside_drafts(reader: Reader) -> Iterator[Draft]:
    """Drafts in text order of their verbs, of verbs that no list holds for this place."""
    for clause in reader.analysis.clauses:
        if reader.cues.verb(clause.lemma, "left") or not _stands_between_commas(reader, clause):
            continue
        subject = clause.subjects[0]
        sentence = reader.analysis.sentence_of(clause.predicate)
        phrase = (reader.leftmost(subject), clause.verb_last)
        contents = left_content(reader, clause, phrase, sentence.first)
        if contents:
            yield Draft(
                act="said",
                contents=contents,
                anchor=clause.predicate,
                cue=cue_range(reader, clause),
                word=f"v:{clause.lemma}",
                frame="aside",
                speakers=(subject,),
                source=source_range(reader, (subject,)),
            )


def _stands_between_commas(reader: Reader, clause: Clause) -> bool:
    """Whether nothing but subject and verb stands between a comma and the next stop, with a clause beside them."""
    tokens = reader.analysis.tokens
    own = reader.analysis.dependents(clause.predicate, "nsubj")
    if tokens[clause.predicate].tag not in _FINITE or clause.negated or len(own) != 1 or clause.objects:
        return False
    first, last = reader.leftmost(own[0]), clause.verb_last
    apart = own[0] < clause.verb_first and reader.rightmost(own[0]) + 1 == clause.verb_first
    if not apart or first == 0 or last >= len(tokens) or tokens[first - 1].text != "," or tokens[last].text != ",":
        return False
    if tokens[own[0]].lower in _NOBODY or not can_speak(reader, own[0]):
        return False
    return (clause.kind == "main" and _has_partner(reader, clause)) or tokens[clause.predicate].dep == "parataxis"


def _has_partner(reader: Reader, clause: Clause) -> bool:
    """Whether the parser makes the clause before the comma the verb's complement, as with a verb of saying."""
    return any(c < clause.predicate for c in reader.analysis.dependents(clause.predicate, "ccomp"))
