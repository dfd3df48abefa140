"""How sure a record is: signs of a good or bad reading, weighed as fitted on hand-labelled articles.

The weights stand in `knowledge/data/events/calibration.tsv`; benchmarks/calibration.py fits them anew, which is to
be done after every change of the signs or of what finds candidates.
"""

from __future__ import annotations

import math

from ..knowledge.calibration import Calibration
from .draft import Joined

_LOWEST, _HIGHEST = 0.02, 0.98
# Types that may well have nobody on the other side (PLOVER manual, "Requires recipient: No", and settled readings).
_ONE_SIDED = frozenset({"PROTEST", "MOBILIZE", "RETREAT", "AGREE", "CONSULT", "REJECT", "REQUEST"})
_UNREAL = frozenset({"conditional", "possible"})


def confidence(act: Joined, calibration: Calibration) -> float:
    """Probability that type, actors and recipients are right, 0.02 to 0.98, three decimals."""
    value = calibration.probability(signs(act))
    return round(min(_HIGHEST, max(_LOWEST, value)), 3)


def signs(act: Joined) -> dict[str, float]:
    """Sign → its value: `prior` in log odds, all others 0 or 1."""
    first, candidate = act.first, act.first.candidate
    open_side = not (candidate.recipients or candidate.reciprocal or candidate.type in _ONE_SIDED)
    holds = {
        "tagger-alone": candidate.source == "tagger",
        "no-actor": not candidate.actors,
        "open-side": bool(candidate.actors) and open_side,
        "nominal": candidate.nominal,
        "headline": first.kind != "paragraph",
        "attributed": bool(first.attribution),
        "unreal": first.factuality.status in _UNREAL,
    }
    return {"prior": _log_odds(candidate.confidence)} | {name: float(value) for name, value in holds.items()}


def _log_odds(probability: float) -> float:
    bounded = min(_HIGHEST, max(_LOWEST, probability))
    return math.log(bounded / (1 - bounded))
