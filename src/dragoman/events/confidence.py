"""How sure a record is: the prior of its candidate, lowered by what makes readings go wrong.

The factors are first estimates; a calibration on hand-labelled articles replaces them.
"""

from __future__ import annotations

from .draft import Draft, Joined

_NOMINAL = 0.9
_ONE_SIDE = 0.92
_HEADLINE_ONLY = 0.85
_UNREAL = 0.92
_TOLD_TWICE = 1.06
_LOWEST, _HIGHEST = 0.02, 0.98
# Types that need nobody on the other side.
_ONE_SIDED = frozenset({"PROTEST", "MOBILIZE", "RETREAT", "AGREE", "CONSULT", "REJECT", "REQUEST"})


def confidence(act: Joined) -> float:
    """Probability that type, actors and recipients are right, 0.02 to 0.98, three decimals."""
    value = act.first.candidate.confidence * _factor(act.first)
    if any(d.kind == "paragraph" for d in act.others):
        value *= _TOLD_TWICE
    return round(min(_HIGHEST, max(_LOWEST, value)), 3)


def _factor(draft: Draft) -> float:
    candidate = draft.candidate
    factor = _NOMINAL if candidate.nominal else 1.0
    one_sided = not candidate.actors or not (candidate.recipients or candidate.reciprocal)
    if one_sided and candidate.type not in _ONE_SIDED:
        factor *= _ONE_SIDE
    if draft.kind != "paragraph":
        factor *= _HEADLINE_ONLY
    if draft.factuality.status in {"possible", "conditional"}:
        factor *= _UNREAL
    return factor
