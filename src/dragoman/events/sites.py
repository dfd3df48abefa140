"""Where an event happens: the place name that stands beside its trigger with a preposition of place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import msgspec

from ..language import Analysis, Clause
from ..records import Cast, Date, Place, Span, SpanIndex
from .attribution import VERBAL
from .candidate import Candidate

_LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "around", "across", "off", "inside", "throughout", "along", "over", "within",
     "into", "onto", "to", "on", "towards", "toward", "from", "above", "beside", "between", "through", "via"}
)  # fmt: skip
# Prepositions that say where first of all; the others only where nothing better is there.
_FIRM = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "off", "throughout", "within", "along"})
# Movement ends where it goes; "from" is where it came from and "to" often names a party.
_GOAL = frozenset({"to", "into", "onto", "towards", "toward"})
_GOAL_TYPES = frozenset({"AID", "MOBILIZE", "ASSAULT", "CONSULT", "COERCE"})
_ORIGIN_TYPES = frozenset({"RETREAT", "SANCTION", "COERCE"})
# Acts whose object may be the place itself ("besieged Sarajevo", "visited Hanoi").
_TARGET_TYPES = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "RETREAT", "CONSULT", "COOPERATE"})
_VISIT_TYPES = frozenset({"CONSULT", "AGREE"})
_OBJECT = "object"
_TOWARDS_PARTY = frozenset({"on", "to", "towards", "toward", "over"})
_SIGNING = frozenset({"sign", "initial", "ratify", "seal"})
_PRECISION = {"site": 0, "city": 1, "sea": 2, "admin2": 2, "region": 3, "admin1": 3, "country": 4}


@dataclass(frozen=True, slots=True)
class _Sited:
    """A place with its preposition and the words that it hangs on, nearest first."""

    place: Place
    preposition: str
    above: tuple[int, ...]
    sentence: int


def _start(firm: tuple[Span, Place]) -> int:
    return firm[0].start


class Sites:
    """The places of one document, each with what it hangs on."""

    def __init__(self, analysis: Analysis, places: Sequence[Place], times: Sequence[Date], cast: Cast) -> None:
        self._analysis = analysis
        self._cast = cast
        self._by_sentence: dict[int, list[_Sited]] = {}
        dated = SpanIndex((t.span, t) for t in times if t.span)
        bodies = {m.span for m in cast.mentions if any(self._is_body(a) for a in m.actors)}
        self._metonyms = {m.span for m in cast.mentions if m.form == "metonym"}
        for place in places:
            if place.span is None or place.span in bodies or dated.overlapping(place.span):
                continue
            sited = self._site(place)
            if sited:
                self._by_sentence.setdefault(sited.sentence, []).append(sited)
        firm = (s.place for sited in self._by_sentence.values() for s in sited if s.preposition in _FIRM)
        self._firm = sorted(((p.span, p) for p in firm if p.span), key=itemgetter(0))

    def _is_body(self, key: str) -> bool:
        actor = self._cast.actors.get(key)
        return actor is not None and actor.kind in {"organization", "person"}

    def place_of(self, candidate: Candidate) -> Place | None:
        """The event's place, or None where its sentence puts none beside the act."""
        here = self._by_sentence.get(self._analysis.tokens[candidate.head].sentence, [])
        here = [s for s in here if self._is_usable(s, candidate)]
        best = min(here, key=lambda s: self._rank(s, candidate), default=None)
        if best is None or self._rank(best, candidate)[0] > _FARTHEST:
            return self._of_actors(candidate)
        return _for_event(best.place)

    def _of_actors(self, candidate: Candidate) -> Place | None:
        """Where those are who do a deed, if nothing else says where it is done ("soldiers in Gao took power")."""
        if candidate.type in VERBAL or candidate.nominal:
            return None
        for role in candidate.actors:
            first = bisect_left(self._firm, role.span.start, key=_start)
            last = bisect_left(self._firm, role.span.end, key=_start)
            for span, place in self._firm[first:last]:
                if span != role.span and role.span.contains(span):
                    return _for_event(place)
        return None

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
            root = tokens[root].head  # "at Heathrow airport"
        above = tokens[tokens[root].head]
        if self._is_object(root, place):
            return _Sited(place, _OBJECT, (above.i, *self._analysis.ancestors(above.i)), tokens[root].sentence)
        if tokens[root].dep != "pobj" or above.lower not in _LOCATIVE:
            return None
        return _Sited(place, above.lower, tuple(self._analysis.ancestors(above.i)), tokens[root].sentence)

    def _is_object(self, root: int, place: Place) -> bool:
        """A town or site that is acted upon: "besieged Sarajevo", "the town of Sake was shelled"."""
        if place.precision == "country":
            return False
        token = self._analysis.tokens[root]
        above = self._analysis.tokens[token.head]
        if token.dep == "pobj" and above.lower == "of":
            token = self._analysis.tokens[above.head]
        if token.dep in {"compound", "nmod"}:
            token = self._analysis.tokens[token.head]
        return token.dep in {"dobj", "nsubjpass"}

    def _is_usable(self, sited: _Sited, candidate: Candidate) -> bool:
        party = any(r.span == sited.place.span for r in (*candidate.actors, *candidate.recipients))
        if party and (sited.place.precision == "country" or sited.preposition in _TOWARDS_PARTY):
            return False
        if sited.preposition == _OBJECT:
            if sited.place.span in self._metonyms and candidate.type not in _VISIT_TYPES:
                return False
            return candidate.type in _TARGET_TYPES or candidate.type in _VISIT_TYPES
        if sited.preposition == "from":
            return candidate.type in _ORIGIN_TYPES and sited.place.precision != "country"
        if sited.preposition in _GOAL:
            return candidate.type in _GOAL_TYPES
        return sited.preposition != "on" or sited.place.precision != "country"

    def _rank(self, sited: _Sited, candidate: Candidate) -> tuple[int, int, int]:
        """How far a place is from the act: steps on the tree, firm prepositions first, small places first."""
        firm = 0 if sited.preposition in _FIRM else 1
        return self._distance(sited, candidate), firm, _PRECISION[sited.place.precision]

    def _distance(self, sited: _Sited, candidate: Candidate) -> int:
        """0 on the trigger or its clause, 1 on an argument, 2 on a coordinated or governing clause, more beyond.

        What is said is not said where its subject matter lies: verbal acts take no place from their arguments.
        """
        inside = range(candidate.first, candidate.last)
        if sited.above and (sited.above[0] == candidate.head or sited.above[0] in inside):
            return 0
        clause = self._analysis.clause_of(candidate.head)
        host = next((a for a in sited.above if a in self._analysis.clause_by_predicate), None)
        if clause is None or host is None:
            return _FARTHEST + 1
        if host == clause.predicate:
            direct = sited.above[0] == host or (sited.preposition == _OBJECT and not candidate.nominal)
            if direct or candidate.type not in VERBAL or clause.lemma in _SIGNING:
                return 0 if direct else 1
            return _FARTHEST + 1
        return 2 if self._reaches(host, clause) else _FARTHEST + 1

    def _reaches(self, host: int, clause: Clause) -> bool:
        """Whether a place of another clause holds for this one: coordinated before it, or its governor's."""
        at = self._analysis.tokens[clause.predicate]
        while at.dep == "conj":
            at = self._analysis.tokens[at.head]
            if at.i == host:
                return clause.subject_inherited
        governor = self._analysis.governor_of(clause)
        inherits = clause.form != "finite" and clause.kind in {"adverbial", "open", "prepositional"}
        return inherits and governor is not None and governor.predicate == host


_FARTHEST = 2


def _for_event(place: Place) -> Place:
    """The place as events carry it: a country is no point."""
    if place.precision != "country":
        return place
    return msgspec.structs.replace(place, lat=None, lon=None)
