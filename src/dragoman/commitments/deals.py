"""The terms of a deal: "under the accord both sides will …", "are to reopen … under a pact"."""

from __future__ import annotations

from collections.abc import Iterator

from ..language import Analysis, Clause
from ..records import Role
from .acts import clause_act
from .conditions import conditions_of
from .drafts import Draft
from .parties import party_at, without
from .reader import Reader
from .verbs import act_target

_FRAMES = frozenset({"under", "in"})
# Told in the present these are exchanges: "under the swap Chad frees …".
_TOLD_IN_PRESENT = frozenset({"swap", "exchange", "deal", "accord", "pact", "truce", "ceasefire", "agreement"})
_FUTURE = frozenset({"will", "would", "shall", "must"})
# What an accord is when it is meant in general ("in agreement with") has no article.
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "its", "their", "new"})


def deal_drafts(reader: Reader, taken: set[int]) -> Iterator[Draft]:
    """The commitments of sentences that name a deal; `taken` are heads of acts that a cue has claimed already."""
    analysis = reader.analysis
    for frame, noun in _frames(reader):
        around = _clauses_around(analysis, frame)
        present = analysis.tokens[noun].lemma.lower() in _TOLD_IN_PRESENT
        present = present and not any(_bound_act(analysis, c, False) for c in around)
        for clause in around:
            act = _bound_act(analysis, clause, present)
            if act is None or act.predicate in taken:
                continue
            by = [r for s in clause.doers for r in _doers_at(reader, s)]
            if by:
                taken.add(act.predicate)
                conditions = tuple(c for c, _ in conditions_of(analysis, act, reader.terms))
                told = clause_act(analysis, act, list(conditions), with_subject=act.voice == "passive")
                trigger = analysis.span(clause.verb_first, clause.predicate + 1)
                to = tuple(without(act_target(reader, told), by))
                yield Draft("agreement", clause.predicate, trigger, tuple(by), to, told, conditions, "declared")


def _doers_at(reader: Reader, subject: int) -> list[Role]:
    owners = reader.analysis.dependents(subject, "poss", "amod", "compound")
    direct = party_at(reader.analysis, reader.cast, subject) if reader.cast.at(subject) or not owners else []
    if not reader.analysis.dependents(subject, "prep") and direct:
        return direct
    return reader.cast.at(subject) or next((reader.cast.at(o) for o in owners if reader.cast.at(o)), [])


def _frames(reader: Reader) -> Iterator[tuple[int, int]]:
    """The preposition and the noun of each "under the accord"."""
    analysis = reader.analysis
    for token in analysis.tokens:
        if token.lower not in _FRAMES or token.dep != "prep":
            continue
        for noun in analysis.dependents(token.i, "pobj"):
            words = {analysis.tokens[d].lower for d in analysis.dependents(noun, "det", "poss", "amod")}
            joint = token.lower != "in" or "joint" in words
            if analysis.tokens[noun].lower == "which" and token.lower == "under":
                # "a pact under which Chad will …"
                noun, words = analysis.tokens[analysis.tokens[token.head].head].i, {"the"}
            if analysis.tokens[noun].lemma.lower() in reader.terms.accords and joint and words & _ARTICLES:
                yield token.i, noun


def _clauses_around(analysis: Analysis, frame: int) -> list[Clause]:
    """The clauses that tell the terms: the one that the frame hangs on, its governors and what goes on with it."""
    sentence = analysis.sentence_of(frame)
    inside = (c for t in range(sentence.first, sentence.last) if (c := analysis.clause_at(t)))
    kinds = {"main", "complement", "relative"} if _under_which(analysis, frame) else {"main", "complement"}
    return [c for c in inside if c.kind in kinds and c.form == "finite" and c.marker is None]


def _under_which(analysis: Analysis, frame: int) -> bool:
    return any(analysis.tokens[n].lower == "which" for n in analysis.dependents(frame, "pobj"))


def _bound_act(analysis: Analysis, clause: Clause, present: bool) -> Clause | None:
    """The clause that names the act: the clause itself, or the infinitive of "is to"."""
    if clause.modal in _FUTURE and not clause.perfect:
        return clause
    if clause.modal is None and clause.tense == "present" and not clause.perfect:
        if clause.lemma == "be":
            return be_to(analysis, clause)
        return clause if present and not clause.progressive and clause.lemma != "have" else None
    return be_to(analysis, clause) if clause.lemma == "be" else None


def be_to(analysis: Analysis, clause: Clause) -> Clause | None:
    """The act of "is to land", "were to be freed"."""
    if clause.lemma != "be" or clause.modal is not None:
        return None
    inner = (analysis.clause_at(c) for c in analysis.dependents(clause.predicate, "xcomp"))
    return next((c for c in inner if c and c.form == "infinitive"), None)
