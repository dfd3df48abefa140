"""Commitments told as a state: "is willing to", "is open to a truce", "are committed to sending"."""

from __future__ import annotations

from collections.abc import Iterator

from ..knowledge.terms import ReadyState
from ..language import Analysis, Clause
from ..records import CommitmentKind
from .acts import Act, clause_act, phrase_act
from .conditions import conditions_of
from .drafts import Draft
from .kinds import Hinge, is_negative, own_kind
from .parties import without
from .reader import Reader
from .unreal import is_unreal
from .verbs import act_target

_NOT_READY = frozenset({"offer"})


def state_drafts(reader: Reader) -> Iterator[Draft]:
    """The commitments of adjectives for being ready or bound, in text order."""
    analysis = reader.analysis
    for clause in analysis.clauses:
        if clause.lemma not in {"be", "stand", "remain"}:
            continue
        for word in _complements(analysis, clause):
            state = reader.terms.states.get(analysis.tokens[word].lower)
            if state and not _is_unreal(reader, clause, state):
                yield from _drafts(reader, clause, word, state)


def _complements(analysis: Analysis, clause: Clause) -> list[int]:
    words = analysis.dependents(clause.predicate, "acomp", "attr", "oprd", "ccomp")
    return [w for w in words if analysis.tokens[w].pos in {"ADJ", "VERB"}]


def _is_unreal(reader: Reader, clause: Clause, state: ReadyState) -> bool:
    """Not to be ready is a refusal; anything else that is denied is none."""
    if clause.negated and state.kind in _NOT_READY:
        return False
    return is_unreal(reader, clause)


def _drafts(reader: Reader, clause: Clause, word: int, state: ReadyState) -> Iterator[Draft]:
    by = reader.doers(clause)
    if not by:
        return
    analysis = reader.analysis
    for act, conditions in _acts(reader, clause, word):
        kind = _kind(reader, clause, state, act, conditions)
        to = without(act_target(reader, act), by)
        rest = tuple(c for c, _ in conditions)
        yield Draft(kind, word, analysis.span(word, word + 1), tuple(by), tuple(to), act, rest, state.strength)


def _acts(reader: Reader, clause: Clause, word: int) -> Iterator[tuple[Act, list[Hinge]]]:
    analysis = reader.analysis
    inner = next((c for t in analysis.dependents(word, "xcomp", "ccomp") if (c := analysis.clause_at(t))), None)
    if inner is not None:
        for token in analysis.conjuncts(inner.predicate):
            each = analysis.clause_at(token)
            if each and each.form == "infinitive":
                conditions = conditions_of(analysis, each, reader.terms)
                yield clause_act(analysis, each, [c for c, _ in conditions], with_subject=False), conditions
        return
    conditions = conditions_of(analysis, clause, reader.terms)
    found = phrase_act(analysis, word, "to", [c for c, _ in conditions])
    if found:
        if found.clause:
            conditions = conditions_of(analysis, found.clause, reader.terms)
            found = clause_act(analysis, found.clause, [c for c, _ in conditions], with_subject=False)
        yield found, conditions


def _kind(reader: Reader, clause: Clause, state: ReadyState, act: Act, conditions: list[Hinge]) -> CommitmentKind:
    if state.kind == "refusal" or clause.negated:
        return "refusal"
    negative = act.clause is not None and is_negative(reader.analysis, act.clause)
    own = own_kind(reader, act, conditions, negative)
    return "offer" if own == "promise" and state.kind == "offer" else own
