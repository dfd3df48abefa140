"""Refusals told as what there will not be: "there can be no truce until", "before there can be a word about"."""

from __future__ import annotations

from ..language import Clause
from ..records import Condition, Statement
from .acts import noun_act
from .conditions import conditions_of
from .drafts import Draft
from .kinds import is_negative
from .parties import is_official, party_at, speaker_role, without
from .reader import Reader

_MODALS = frozenset({"will", "would", "can", "could", "shall"})


def existence_draft(reader: Reader, clause: Clause, statement: Statement) -> Draft | None:
    """ "There will be no talks": what an office says there will not be it refuses."""
    analysis = reader.analysis
    if clause.lemma != "be" or not analysis.dependents(clause.predicate, "expl"):
        return None
    if clause.modal not in _MODALS and not any(analysis.tokens[o].lower == "question" for o in clause.objects):
        return None
    if not clause.objects or not is_official(reader.cast, statement) or not is_negative(analysis, clause):
        return None
    conditions = tuple(c for c, _ in conditions_of(analysis, clause, reader.terms, negative=True))
    return _refusal(reader, clause, statement, conditions)


def preconditions(reader: Reader, draft: Draft) -> Draft | None:
    """ "must pay before there can be any talk of a visit": the visit is refused until then."""
    analysis = reader.analysis
    if draft.kind != "demand" or draft.act.clause is None:
        return None
    statement = reader.statement_at(draft.act.head)
    if statement is None:
        return None
    inner = draft.act.clause
    for clause in (c for t in analysis.subtree(inner.predicate) if (c := analysis.clause_at(t))):
        there = analysis.dependents(clause.predicate, "expl")
        if clause.marker == "before" and there and clause.modal in _MODALS and clause.objects:
            return _refusal(reader, clause, statement, (Condition("until", draft.act.span),))
    return None


def _refusal(reader: Reader, clause: Clause, statement: Statement, conditions: tuple[Condition, ...]) -> Draft:
    analysis = reader.analysis
    act = noun_act(analysis, clause.objects[0], list(conditions), whole=True)
    by = speaker_role(statement)
    to = without([r for _, h in clause.obliques for r in party_at(analysis, reader.cast, h)], by)
    trigger = analysis.span(clause.verb_first, clause.predicate + 1)
    return Draft("refusal", clause.predicate, trigger, tuple(by), tuple(to), act, conditions, "declared")
