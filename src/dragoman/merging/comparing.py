"""Weighs what speaks for two mentions being one event, and against it; every reason is kept."""

from __future__ import annotations

from dataclasses import dataclass

from .days import compare_days
from .kinds import DONE, LOCAL, SPOKEN, akin, standing
from .mention import Days, Mention, Number, Party
from .parties import compare_parties, compare_party, party_words
from .sites import compare_sites

# What has to come together.  Tuned on the open half of benchmarks/happenings for precision: re-run
# benchmarks/happenings_events.py when any of these or a number of points beside changes.
ENOUGH = 4.0
# A denial is seldom of the very words; a wrong link casts doubt where there is none.
_ENOUGH_TO_DENY = 5.0
# Two names for the kind of act have to be made up for by what else agrees.
_OTHER_TYPE, _HALF = -2.0, 50
_WORDS, _FEWEST_WORDS = 4.0, 4
# Of acts that are words, what is said has to agree.
_SAID, _SAID_OTHERWISE = 6.0, -3.0
# A sentence of which this share stands in the other was taken from it.
_COPIED, _COPY = 0.8, 3.0
_TRIGGER, _TRIGGER_SPOKEN = 1.5, 0.5
# Names within the two sentences, beside those of the parties: towns that no gazetteer knows, treaties, ships.
_PROPER, _MOST_PROPER, _OTHER_PROPER = 1.0, 2.0, -1.0
_NUMBER, _NUMBER_OF_MANY, _MANY = 1.0, 2.0, 3
# Tolls change and are disputed, so that unequal ones speak against one event only where they are far apart.
_FAR, _FAR_NUMBER = 1.6, -1.0
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
    # of one sentence, only the reading is in doubt
    if denial.polarity == affirmed.polarity or (
        denial.document == affirmed.document and denial.words == affirmed.words
    ):
        return None
    return _weigh(denial, affirmed)


def rejects(rejection: Mention, act: Mention) -> Verdict | None:
    """How much speaks for a rejection ("denied any part in the raid") being about an act that its actor is said to
    have done; None where something rules it out."""
    if (rejection.type, rejection.polarity, act.polarity) != ("REJECT", "affirmed", "affirmed"):
        return None
    days = compare_days(act.days, Days(None, None, rejection.days.start or rejection.days.report))
    matches = [compare_party(a, b) for a in rejection.actors for b in act.actors]
    best = max(matches, key=lambda match: match.points, default=None)
    # what is rejected has to be named, or it may be anything
    if act.type not in DONE or days is None or best is None or best.points < 1 or not act.trigger & rejection.words:
        return None
    reasons = [
        days,
        (f"actor: {best.how}", best.points, " / ".join(best.names)),
        *_wording(rejection, act, said=False),
        ("names", min(_MOST_NAMES, _NAMES * len(rejection.names & act.names)), str(len(rejection.names & act.names))),
    ]
    return Verdict(round(sum(points for _, points, _ in reasons), 3), tuple(reasons))


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
    said = one.type in SPOKEN or other.type in SPOKEN
    reasons += [*_numbers(one.numbers, other.numbers), *_wording(one, other, said)]
    names = min(_MOST_NAMES, _NAMES * len(one.names & other.names))
    reasons.append(("names", names, str(len(one.names & other.names))))
    if one.type != other.type and not any(_is_strong(reason) for reason in reasons):
        return None
    told = tuple(reason for reason in reasons if reason[1] or ": " in reason[0])
    return Verdict(round(sum(points for _, points, _ in told), 3), told)


def _is_strong(reason: Reason) -> bool:
    """Whether a reason bears out that two types name one act: the same numbers, or half of the words."""
    what, points, on = reason
    return what == "number" or (what == "words" and points > 0 and int(on.rstrip("%")) >= _HALF)


def _numbers(mine: tuple[Number, ...], theirs: tuple[Number, ...]) -> list[Reason]:
    """The best agreement of two numbers of one kind, or else that some are far apart."""
    found: list[Reason] = []
    for one in mine:
        for other in theirs:
            a, b = one.low or one.high, other.low or other.high
            if one.kind != other.kind or not a or not b:
                continue
            if a == b:
                found.append(("number", _NUMBER_OF_MANY if a >= _MANY else _NUMBER, f"{a:g} {one.kind}"))
            elif max(a, b) >= _FAR * min(a, b):
                found.append(("other number", _FAR_NUMBER, f"{a:g} and {b:g} {one.kind}"))
    return sorted(found, key=lambda reason: -reason[1])[:1]


def _wording(one: Mention, other: Mention, said: bool) -> list[Reason]:
    """How far two sentences have the same words, beside those that name the parties.  said: of an act of words."""
    if not one.words or not other.words:
        return [("words", _SAID_OTHERWISE, "unknown")] if said else []
    parties = frozenset().union(*(party_words(p) for p in (*one.parties, *other.parties)))
    beside = parties | one.trigger | other.trigger if said else parties
    mine, theirs = one.words - beside, other.words - beside
    share = len(mine & theirs) / max(_FEWEST_WORDS, min(len(mine), len(theirs)))
    points = _SAID * share + _SAID_OTHERWISE if said else _WORDS * share
    reasons: list[Reason] = [("words", round(points, 2), f"{share:.0%}")]
    if share >= _COPIED:
        reasons.append(("copied", _COPY, ""))
    if one.trigger & other.trigger:
        reasons.append(("same word for the act", _TRIGGER_SPOKEN if said else _TRIGGER, ""))
    known = frozenset().union(*(party_words(p) for p in (*one.parties, *other.parties) if _is_actor(p)))
    return [*reasons, *_proper(one.proper - known, other.proper - known, one.type in LOCAL)]


def _is_actor(party: Party) -> bool:
    """Whether a party's name is its own, not that of where it is ("the clinic at Foo")."""
    return party.known or party.kind in ("state", "person")


def _proper(mine: frozenset[int], theirs: frozenset[int], local: bool) -> list[Reason]:
    """Names within the sentences: where each has one that the other lacks, what they share is the wider scene."""
    if not mine or not theirs:
        return []
    shared = len(mine & theirs)
    if mine <= theirs or theirs <= mine:
        return [("names in the sentence", min(_MOST_PROPER, _PROPER * shared), str(shared))]
    return [("other names in the sentence", _OTHER_PROPER if local or not shared else 0.0, str(shared))]
