"""Subjects: who the doer of a verb of saying is where the parse alone does not tell."""

from __future__ import annotations

from ..language.analysis import Clause
from .reader import Reader
from .sources import interrupting, phrase_end


def quoting(reader: Reader, clause: Clause) -> Clause | None:
    """The clause of "quoted" or "reported" around "as saying"."""
    governor = reader.analysis.governor_of(clause)
    if clause.kind != "prepositional" or governor is None or not governor.undergoers:
        return None
    preposition = reader.analysis.tokens[reader.analysis.tokens[clause.predicate].head]
    reports = preposition.lower == "as" and reader.cues.is_saying(governor.lemma)
    return governor if reports or governor.lemma in {"quote", "cite"} else None


def shared_subject(reader: Reader, clause: Clause) -> tuple[int, ...]:
    """The subject of the verb before, where the parser does not see that the two share it ("rose, then told …")."""
    token = reader.analysis.tokens[clause.predicate]
    for before in reader.analysis.dependents(clause.predicate, "advcl"):
        first = reader.analysis.clause_at(before)
        if first and before < clause.predicate and not first.marker and reader.analysis.tokens[before].tag == token.tag:
            return first.subjects
    above = reader.analysis.clause_at(token.head)
    if token.dep not in {"dep", "parataxis"} or above is None or token.head > clause.predicate:
        return ()
    return above.subjects if reader.analysis.tokens[above.predicate].tag == token.tag else ()


def nearest_subject(reader: Reader, clause: Clause) -> list[int]:
    """The subject beside the verb where the parser also takes a noun before the comma for one; else nothing."""
    own = reader.analysis.dependents(clause.predicate, "nsubj")
    first = clause.verb_first
    if first and (inverted := _inverted_subject(reader, clause)):
        return inverted
    if len(own) == 1 and (inner := interrupting(reader, own[0], first)) != own[0]:
        return [inner]
    if len(own) < 2 or first == 0:
        return []
    if reader.analysis.tokens[first - 1].text in {",", '"', "”", "''"}:
        return [s for s in own if s > clause.predicate][:1]
    return [s for s in own if s < clause.predicate][-1:]


def _inverted_subject(reader: Reader, clause: Clause) -> list[int]:
    """ "The minister, said the judge, should resign": who stands between the verb and the next comma."""
    tokens = reader.analysis.tokens
    cue = reader.cues.verbs.get(clause.lemma)
    if cue is None or cue.addressed or "left" not in cue.frames or tokens[clause.verb_first - 1].text != ",":
        return []
    if _closes_aside(reader, clause):
        return []
    for noun in reader.analysis.dependents(clause.predicate, "dobj", "nsubj"):
        named = tokens[noun].pos in {"NOUN", "PROPN"} or tokens[noun].tag == "PRP" or tokens[noun].lower == "those"
        if named and noun > clause.predicate and reader.leftmost(noun) == clause.verb_last:
            end = phrase_end(reader, noun)
            return [noun] if _stops(reader, end) else []
    return []


def _stops(reader: Reader, at: int) -> bool:
    """Whether a comma or full stop follows, with a prepositional phrase between at most ("wrote Ana to her son, …")."""
    tokens = reader.analysis.tokens
    if at < len(tokens) and tokens[at].tag == "WP":
        return True  # "say those who …"
    if at < len(tokens) and tokens[at].pos == "ADP":
        while at < len(tokens) and tokens[at].pos not in {"PUNCT", "VERB", "AUX"}:
            at += 1
    return at < len(tokens) and tokens[at].text in {",", "."}


def _closes_aside(reader: Reader, clause: Clause) -> bool:
    """Whether the comma before the verb ends an aside about its subject: "The duke, who was ill, sent word"."""
    comma = clause.verb_first - 1
    subjects = [s for s in reader.analysis.dependents(clause.predicate, "nsubj") if s < comma]
    asides = (a for s in subjects for a in reader.analysis.dependents(s, "relcl", "acl", "appos"))
    return any(reader.rightmost(a) + 1 == comma for a in asides)
