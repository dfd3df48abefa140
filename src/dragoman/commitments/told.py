"""What the reporter tells of somebody's plans: "the guild will strike if", "Should Peru sign, Chile will".

A reporter's "will" alone is a forecast or a schedule; a condition set to it makes it somebody's announcement.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..language import Clause
from .acts import clause_act
from .conditions import conditions_of
from .drafts import Draft
from .kinds import is_negative, own_kind
from .parties import without
from .reader import Reader
from .unreal import is_asked
from .verbs import act_target

_FUTURE = frozenset({"will", "shall"})
_BINDING_CONDITIONS = frozenset({"if", "unless", "until", "in-exchange", "once"})


def told_drafts(reader: Reader, taken: set[int]) -> Iterator[Draft]:
    """Conditional plans of political parties outside everybody's words."""
    analysis = reader.analysis
    for clause in analysis.clauses:
        if clause.predicate in taken or not _is_plan(reader, clause):
            continue
        by = reader.doers(clause)
        if not by or reader.statement_at(clause.predicate):
            continue
        negative = is_negative(analysis, clause)
        conditions = conditions_of(analysis, clause, reader.terms, negative)
        if not any(c.kind in _BINDING_CONDITIONS for c, _ in conditions):
            continue
        taken.add(clause.predicate)
        rest = tuple(c for c, _ in conditions)
        act = clause_act(analysis, clause, list(rest), with_subject=False)
        trigger = analysis.span(clause.verb_first, clause.predicate + 1)
        kind = own_kind(reader, act, conditions, negative)
        to = without(act_target(reader, act), by)
        yield Draft(kind, clause.predicate, trigger, tuple(by), tuple(to), act, rest, "declared")


def _is_plan(reader: Reader, clause: Clause) -> bool:
    if clause.modal not in _FUTURE or clause.perfect or clause.progressive or clause.voice == "passive":
        return False
    main = clause.kind in {"main", "complement"} and clause.marker is None
    return main and clause.lemma not in reader.terms.idle and not is_asked(reader.analysis, clause.predicate)
