"""What is bound to a draft besides its own clause: conditions told elsewhere, relative clauses, the deadline.

A draft comes with the conditions of its clause; here it gets those that stand elsewhere, and its act is cut to the
words of the act alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..language import Analysis
from ..records import Condition, ConditionKind, Date
from .acts import before_condition
from .addressed import addressed
from .behind import with_principals
from .deadlines import Deadlines, inherited
from .drafts import Draft
from .edges import edged
from .linking import clipped, with_alternatives, with_later_conditions
from .paired import paired
from .pointing import pointed, pointed_at
from .reader import Reader
from .relatives import with_relatives

# What somebody will do "only when" and "only if" is held out; what they refuse ends "until" and "unless" then.
_ONLY: dict[ConditionKind, tuple[ConditionKind, ConditionKind]] = {
    "once": ("once", "until"), "until": ("once", "until"), "if": ("if", "unless"), "unless": ("unless", "unless"),
}  # fmt: skip


def finish(reader: Reader, drafts: Sequence[Draft], deadlines: Deadlines) -> list[tuple[Draft, Date | None]]:
    """The drafts with all conditions that bind them and their deadlines, in the order given."""
    bound = _with_conditions(reader, drafts)
    terms = [deadlines.of(d) for d in bound]
    terms = [t or deadlines.unclaimed(bound, terms, k) for k, t in enumerate(terms)]
    terms = [t or inherited(bound, terms, k) for k, t in enumerate(terms)]
    cut = [deadlines.without_term(d, t) for d, t in zip(bound, terms, strict=True)]
    return [(d, t.date if t else None) for d, t in zip(cut, terms, strict=True)]


def _with_conditions(reader: Reader, drafts: Sequence[Draft]) -> list[Draft]:
    drafts = [clipped(reader, d) for d in drafts]
    harms = reader.terms.groups["consequence"]
    drafts = [replace(d, act=edged(reader.analysis, d.act, d.kind == "prohibition", harms)) for d in drafts]
    drafts = with_alternatives(reader, [with_later_conditions(reader, d) for d in drafts])
    done: list[Draft] = []
    for draft in drafts:
        more = with_relatives(reader, draft)
        if not draft.conditions and not more:
            before = [d for d in drafts if d is not draft and d.act.span.end <= draft.act.span.start]
            found = pointed(reader, draft, before) or paired(reader.analysis, draft)
            more = [found] if found else []
        else:
            before = [d for d in drafts if d is not draft and d.act.span.end <= draft.act.span.start]
            draft = replace(draft, conditions=tuple(pointed_at(reader, c, before) for c in draft.conditions))
        conditions = [_fitted(reader.analysis, c, draft) for c in (*draft.conditions, *more)]
        draft = replace(draft, conditions=tuple(conditions))
        draft = replace(draft, by=with_principals(reader, draft))
        draft = replace(draft, to=addressed(reader, draft, done))
        done.append(without_conditions(reader.analysis, draft))
    return done


def _fitted(analysis: Analysis, condition: Condition, draft: Draft) -> Condition:
    """ "only when the dam is full": until then for whoever refuses, once it is for whoever offers."""
    inside = analysis.tokens_in(condition.span.start, condition.span.end)
    before = {t.lower for t in analysis.tokens[max(0, inside[0] - 3) : inside[0]]} if len(inside) else set()
    if "only" not in before or condition.kind not in _ONLY:
        return condition
    return Condition(_ONLY[condition.kind][draft.kind == "refusal"], condition.span)


def without_conditions(analysis: Analysis, draft: Draft) -> Draft:
    """The draft with an act that ends before a condition behind its head, with the words that open that."""
    act = draft.act
    tokens = analysis.tokens_in(act.span.start, act.span.end)
    last = tokens[-1] + 1
    for condition in draft.conditions:
        inside = analysis.tokens_in(condition.span.start, condition.span.end)
        # "answer any raid": the raid is what is answered as well
        deed = len(inside) > 0 and analysis.tokens[inside[0]].lower == "any"
        if len(inside) and act.head < inside[0] < last and not deed:
            last = before_condition(analysis, inside[0], act.head)
    return draft if last == tokens[-1] + 1 else replace(draft, act=replace(act, span=analysis.span(tokens[0], last)))
