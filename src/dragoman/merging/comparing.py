"""Weighs what speaks for two mentions being one event, and against it; every reason is kept."""

from __future__ import annotations

from dataclasses import dataclass

from .days import compare_days
from .kinds import VERBAL, akin, standing
from .mention import Mention, Number
from .parties import compare_parties
from .sites import compare_sites

# What has to come together.  Tuned on the open half of benchmarks/happenings for precision: re-run
# benchmarks/happenings_events.py when any of these or a number of points beside changes.
ENOUGH = 5.5
# A denial says less of the act; a wrong link only shows a doubt where there is none.
_ENOUGH_TO_DENY = 4.5
# Two names for the kind of act have to be made up for by what else agrees.
_OTHER_TYPE = -2.0
_WORDS, _FEWEST_WORDS = 4.0, 4
# A sentence of which this share stands in the other was taken from it.
_COPIED, _COPY = 0.8, 3.0
_TRIGGER = 1.0
_NUMBER, _NUMBER_OF_MANY, _MANY = 1.0, 2.0, 3
_NAMES, _MOST_NAMES = 0.5, 2.0
Reason = tuple[str, float, str]


@dataclass(frozen=True)
class Verdict:
    """reasons: (what agrees or not, points, on what).  score: their sum."""

    score: float
    reasons: tuple[Reason, ...]

    @property
    def merges(self) -> bool:
        return self.score >= ENOUGH

    @property
    def denies(self) -> bool:
        """Whether it is enough to take one for the denial of the other."""
        return self.score >= _ENOUGH_TO_DENY

    @property
    def likeness(self) -> float:
        """From 0 to 1; a half where the reasons are just enough."""
        return round(self.score / (self.score + ENOUGH), 3) if self.score > 0 else 0.0


def compare(one: Mention, other: Mention) -> Verdict | None:
    """How much speaks for one event; None where something rules it out."""
    if standing(one.status, one.polarity) != standing(other.status, other.polarity):
        return None
    # the coder has told apart what one report tells (events/merging.py)
    return None if one.document == other.document else _weigh(one, other)


def denies(denial: Mention, affirmed: Mention) -> Verdict | None:
    """How much speaks for a mention's denying another's event; None where something rules it out."""
    if denial.polarity == affirmed.polarity:
        return None
    return _weigh(denial, affirmed)


def _weigh(one: Mention, other: Mention) -> Verdict | None:
    if not akin(one.type, other.type):
        return None
    days = compare_days(one.days, other.days)
    sites = compare_sites(one, other)
    if days is None or sites is None:
        return None
    sides = compare_parties(one, other)
    if sides.points is None:
        return None
    reasons = [days, sites, *((f"{side}: {m.how}", m.points, " / ".join(m.names)) for side, m in sides.matches)]
    if one.type != other.type:
        reasons.append(("other type", _OTHER_TYPE, f"{one.type} / {other.type}"))
    reasons += [*_numbers(one.numbers, other.numbers), *_wording(one, other)]
    names = min(_MOST_NAMES, _NAMES * len(one.names & other.names))
    reasons.append(("names", names, str(len(one.names & other.names))))
    told = tuple(reason for reason in reasons if reason[1] or reason[2])
    return Verdict(round(sum(points for _, points, _ in told), 3), told)


def _numbers(mine: tuple[Number, ...], theirs: tuple[Number, ...]) -> list[Reason]:
    """Equal numbers speak for one event; unequal ones do not speak against it, as tolls change and are disputed."""
    found = []
    for one in mine:
        for other in theirs:
            if one.kind == other.kind and one.low is not None and (one.low, one.high) == (other.low, other.high):
                points = _NUMBER_OF_MANY if one.low >= _MANY else _NUMBER
                found.append(("number", points, f"{one.low:g} {one.kind}"))
    return found[:1]


def _wording(one: Mention, other: Mention) -> list[Reason]:
    least = min(len(one.words), len(other.words))
    if least < _FEWEST_WORDS:
        return []
    share = len(one.words & other.words) / least
    reasons: list[Reason] = [("words", round(_WORDS * share, 2), f"{share:.0%}")]
    if share >= _COPIED:
        reasons.append(("copied", _COPY, ""))
    if one.trigger & other.trigger or (one.type in VERBAL and one.trigger & other.words and other.trigger & one.words):
        reasons.append(("same word for the act", _TRIGGER, ""))
    return reasons
