"""Threats against whoever does a thing: "whoever hides them will answer for it", "those who stay will be shot"."""

from __future__ import annotations

from ..language import Analysis, Clause
from ..records import Condition, Statement
from .acts import clause_act
from .drafts import Draft
from .kinds import is_negative
from .parties import is_official, is_own, roles_at, speaker_role, without
from .reader import Reader

_FUTURE = frozenset({"will", "would", "shall"})
_ANYBODY = frozenset({"any", "every", "all", "each"})
_THOSE = frozenset({"those", "anyone", "anybody", "everyone", "everybody", "he", "whoever"})


def generic_draft(reader: Reader, clause: Clause, statement: Statement) -> Draft | None:
    """A threat by an office against all who do what its subject tells."""
    if clause.modal not in _FUTURE or not is_official(reader.cast, statement):
        return None
    if not _is_doom(reader, clause) or is_own(reader.analysis, reader.cast, clause, statement):
        return None
    condition = _condition(reader.analysis, clause)
    if condition is None:
        return None
    act = clause_act(reader.analysis, clause, [condition], with_subject=False)
    by = speaker_role(statement)
    to = without(roles_at(reader.cast, clause.subjects), by)
    trigger = reader.analysis.span(clause.verb_first, clause.predicate + 1)
    return Draft("threat", clause.predicate, trigger, tuple(by), tuple(to), act, (condition,), "declared")


def _is_doom(reader: Reader, clause: Clause) -> bool:
    """Whether what is to come is bad for them, or done to them by whom the words leave out."""
    if is_negative(reader.analysis, clause):
        return False
    if clause.lemma in reader.terms.groups["doom"]:
        return True
    if any(c.kind == "subject" for c in reader.analysis.clauses_under(clause)) and clause.voice == "active":
        return clause.lemma not in reader.terms.idle and reader.aims.at(clause.predicate).sort in {"harm", "plain"}
    if clause.voice == "passive":
        return not clause.agents and reader.aims.at(clause.predicate).sort in {"harm", "plain"}
    return reader.aims.of_object(clause).sort == "harm"


def _subjects(analysis: Analysis, clause: Clause) -> tuple[int, ...]:
    """ "Those who stay, the mayor said, will be moved": the parser may give both subjects to the saying."""
    above = analysis.governor_of(clause)
    if clause.subject_inherited and above and len(above.subjects) > 1:
        return above.subjects[:1]
    return clause.subjects


def _condition(analysis: Analysis, clause: Clause) -> Condition | None:
    """What those who are threatened do: the clause that tells of them."""
    for inner in analysis.clauses_under(clause):
        first, last = analysis.extent(inner.predicate)
        if inner.kind == "subject" and analysis.tokens[first].lower in {"whoever", "whosoever"}:
            # the parser may take the object of the inner verb for the subject of the outer
            return Condition("if", analysis.span(first, max(last, clause.verb_first)))
    for subject in _subjects(analysis, clause):
        words = {analysis.tokens[d].lower for d in analysis.dependents(subject, "det", "predet")}
        told = [c for t in analysis.dependents(subject, "relcl", "acl") if (c := analysis.clause_at(t))]
        if told and (words & _ANYBODY or analysis.tokens[subject].lower in _THOSE):
            first, last = analysis.extent(told[0].predicate)
            who = analysis.tokens[first].tag in {"WP", "WDT"}
            return Condition("if", analysis.span(first + who, last))
    return None
