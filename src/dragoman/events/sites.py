"""Where an event happens: the place name that stands beside its trigger with a preposition of place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from ..language import Analysis, Clause
from ..records import Place
from .candidate import Candidate

_LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "around", "across", "off", "inside", "throughout", "along", "over", "within",
     "into", "onto", "to", "on", "towards", "toward", "from", "above", "beside", "between", "through", "via"}
)  # fmt: skip
# Prepositions that say where first of all; the others only where nothing better is there.
_FIRM = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "off", "throughout", "within", "along"})
# Movement ends where it goes; "from" is where it came from and "to" often names a party.
_GOAL = frozenset({"to", "into", "onto", "towards", "toward"})
_GOAL_TYPES = frozenset({"AID", "MOBILIZE", "ASSAULT", "AGREE", "CONSULT", "COERCE"})
_PRECISION = {"site": 0, "city": 1, "sea": 2, "admin2": 2, "region": 3, "admin1": 3, "country": 4}


@dataclass(frozen=True, slots=True)
class _Sited:
    """A place with its preposition and the words that it hangs on, nearest first."""

    place: Place
    preposition: str
    above: tuple[int, ...]
    sentence: int


class Sites:
    """The places of one document, each with what it hangs on."""

    def __init__(self, analysis: Analysis, places: Sequence[Place]) -> None:
        self._analysis = analysis
        self._by_sentence: dict[int, list[_Sited]] = {}
        for place in places:
            sited = self._site(place)
            if sited:
                self._by_sentence.setdefault(sited.sentence, []).append(sited)

    def place_of(self, candidate: Candidate) -> Place | None:
        """The event's place, or None where its sentence puts none beside the act."""
        here = self._by_sentence.get(self._analysis.tokens[candidate.head].sentence, [])
        parties = {r.span for r in (*candidate.actors, *candidate.recipients)}
        here = [s for s in here if s.place.span not in parties and self._is_usable(s, candidate)]
        best = min(here, key=lambda s: self._rank(s, candidate), default=None)
        if best is None or self._rank(best, candidate)[0] > _FARTHEST:
            return None
        return _for_event(best.place)

    def _site(self, place: Place) -> _Sited | None:
        if place.span is None:
            return None
        inside = self._analysis.tokens_in(place.span.start, place.span.end)
        if not inside:
            return None
        tokens = self._analysis.tokens
        root = next((t for t in inside if tokens[t].head not in inside or tokens[t].head == t), inside[-1])
        if tokens[root].dep == "appos" or tokens[root].dep == "conj":
            root = tokens[root].head
        if tokens[root].dep in {"compound", "nmod"} and tokens[tokens[root].head].dep == "pobj":
            root = tokens[root].head  # "in Shahbagh square"
        above = tokens[tokens[root].head]
        if tokens[root].dep != "pobj" or above.lower not in _LOCATIVE:
            return None
        return _Sited(place, above.lower, tuple(self._analysis.ancestors(above.i)), tokens[root].sentence)

    def _is_usable(self, sited: _Sited, candidate: Candidate) -> bool:
        if sited.preposition in _GOAL:
            return candidate.type in _GOAL_TYPES
        return sited.preposition not in {"from", "with", "on"} or sited.place.precision != "country"

    def _rank(self, sited: _Sited, candidate: Candidate) -> tuple[int, int, int]:
        """How far a place is from the act: steps on the tree, firm prepositions first, small places first."""
        firm = 0 if sited.preposition in _FIRM else 1
        return self._distance(sited, candidate), firm, _PRECISION[sited.place.precision]

    def _distance(self, sited: _Sited, candidate: Candidate) -> int:
        """0 on the trigger, 1 on an argument of its clause, 2 on a coordinated or governing clause, more beyond."""
        inside = range(candidate.first, candidate.last)
        if sited.above and (sited.above[0] == candidate.head or sited.above[0] in inside):
            return 0
        clause = self._analysis.clause_of(candidate.head)
        host = next((a for a in sited.above if a in self._analysis.clause_by_predicate), None)
        if clause is None or host is None:
            return _FARTHEST + 1
        if host == clause.predicate:
            return 1
        return 2 if self._reaches(host, clause) else _FARTHEST + 1

    def _reaches(self, host: int, clause: Clause) -> bool:
        """Whether a place of another clause holds for this one: coordinated before it, or its governor's."""
        at = self._analysis.tokens[clause.predicate]
        while at.dep == "conj":
            at = self._analysis.tokens[at.head]
            if at.i == host:
                return True
        governor = self._analysis.governor_of(clause)
        inherits = clause.form != "finite" and clause.kind in {"adverbial", "open", "prepositional"}
        return inherits and governor is not None and governor.predicate == host


_FARTHEST = 2


def _for_event(place: Place) -> Place:
    """The place as events carry it: a country is no point."""
    if place.precision != "country":
        return place
    return msgspec.structs.replace(place, lat=None, lon=None)


