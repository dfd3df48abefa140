"""Who: whether two reports can name the same parties, by id, by name, or one more loosely than the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .mention import Mention, Party
from .wording import name_mark, word_marks

# Bodies through which a state acts: "the army", "police", "the ministry" and the state may name one party.
_ORGANS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "IGO"})
# Sectors that say little: who is "people" in one report may be "students" in the next.
_VAGUE = frozenset({None, "CVL", "SOC", "UNS", "UAF"})
# Codes that are no country but what all of a kind share.
_NO_COUNTRY = frozenset({"IGO"})
_NAMED = frozenset({"person", "organization"})


@dataclass(frozen=True)
class Match:
    """How two parties agree.  points: below zero where they cannot be one."""

    how: str
    points: float
    names: tuple[str, str]


@dataclass(frozen=True)
class Sides:
    """How the parties of two mentions agree, side by side; `points` is None where they cannot be one."""

    points: float | None
    matches: tuple[tuple[str, Match], ...] = ()


def compare_parties(one: Mention, other: Mention) -> Sides:
    """Actors with actors, recipients with recipients; those of a mutual act with any."""
    if one.mutual or other.mutual:
        return _mutual(one.parties, other.parties)
    matches: list[tuple[str, Match]] = []
    for side, mine, theirs in (
        ("actor", one.actors, other.actors),
        ("recipient", one.recipients, other.recipients),
    ):
        if not mine or not theirs:
            continue
        best = max((compare_party(a, b) for a in mine for b in theirs), key=lambda match: match.points)
        if best.points < 0:
            return Sides(None, ((side, best),))
        matches.append((side, best))
    return Sides(sum(match.points for _, match in matches), tuple(matches))


def _mutual(mine: Sequence[Party], theirs: Sequence[Party]) -> Sides:
    """Each party of the shorter list needs one of its own in the longer."""
    few, many = sorted((mine, theirs), key=len)
    left = list(many)
    matches: list[tuple[str, Match]] = []
    for party in few:
        best = max(((compare_party(party, b), b) for b in left), key=lambda pair: pair[0].points, default=None)
        if best is None:
            break
        if best[0].points < 0:
            return Sides(None, (("party", best[0]),))
        matches.append(("party", best[0]))
        left.remove(best[1])
    return Sides(sum(match.points for _, match in matches), tuple(matches))


@lru_cache(maxsize=50_000)
def compare_party(one: Party, other: Party) -> Match:
    how, points = _compare(one, other)
    return Match(how, points, (one.name or one.id, other.name or other.id))


def _compare(one: Party, other: Party) -> tuple[str, float]:
    if one.id == other.id and one.known:
        return "same", 2.0 if one.kind == "state" else 3.0
    countries = {one.country, other.country} - {None} - _NO_COUNTRY
    if len(countries) > 1:
        return "different", -1.0
    if one.kind == other.kind == "person":
        return ("name", 2.5) if _one_name(one, other) else ("different", -1.0)
    if one.kind in _NAMED and other.kind in _NAMED and _one_name(one, other):
        return "name", 2.5
    if one.known and other.known and one.kind == other.kind:
        return "different", -1.0
    same_country = one.country == other.country and one.country is not None and one.country not in _NO_COUNTRY
    if same_country:
        return _countrymen(one, other)
    shared = _words(one) & _words(other)
    if shared:
        return "words", 1.5 if one.sector == other.sector else 1.0
    return "unknown", 0.0


def _countrymen(one: Party, other: Party) -> tuple[str, float]:
    """Two parties of one country: one word for both, a state and its body, one sector, or somebody else."""
    if _words(one) & _words(other):
        return "words", 2.0
    bodies = {one.sector, other.sector} <= _ORGANS
    if "state" in (one.kind, other.kind):
        return ("state", 1.5) if bodies else ("country", 0.5)
    if one.sector == other.sector:
        return "sector", 1.5
    if bodies:
        return "state", 1.0
    if one.sector in _VAGUE or other.sector in _VAGUE:
        return "country", 0.5
    return "different", -1.0


def _one_name(one: Party, other: Party) -> bool:
    mine, theirs = name_mark(one.name or ""), name_mark(other.name or "")
    return mine is not None and mine == theirs


@lru_cache(maxsize=50_000)
def _words(party: Party) -> frozenset[int]:
    return word_marks(party.name or "")
