"""Who: whether two reports can name the same parties, by id, by name, or one more loosely than the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .kinds import LOCAL
from .mention import Mention, Party
from .wording import name_mark, word_marks

# Bodies through which a state acts: "the army", "police", "the ministry" and the state may name one party.
_ORGANS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "IGO"})
# Sectors that say little: who is "people" in one report may be "students" in the next.
_VAGUE = frozenset({None, "CVL", "SOC", "UNS", "UAF"})
# Codes that are no country but what all of a kind share.
_NO_COUNTRY = frozenset({"IGO"})
# What is struck tells one strike from the next.
_OTHER_TARGET = -1.0
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
        if best.how == "unknown" and side == "recipient" and one.type in LOCAL:
            best = Match("other", _OTHER_TARGET, best.names)
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
    if one.id == other.id and one.kind in _NAMED and len(party_words(one)) > 1:
        return "name", 2.5
    countries = {one.country, other.country} - {None} - _NO_COUNTRY
    if len(countries) > 1:
        return ("words", 0.5) if party_words(one) & party_words(other) and _bare(one, other) else ("different", -1.0)
    if one.kind == other.kind == "person":
        return ("name", 2.5) if _one_name(one, other) else ("different", -1.0)
    if one.kind in _NAMED and other.kind in _NAMED and _one_name(one, other):
        return "name", 3.0 if len(party_words(one) & party_words(other)) > 1 else 2.5
    if one.known and other.known and one.kind == other.kind:
        return "different", -1.0
    same_country = one.country == other.country and one.country is not None and one.country not in _NO_COUNTRY
    if same_country:
        return _countrymen(one, other)
    shared = party_words(one) & party_words(other)
    if shared:
        return "words", 1.5 if one.sector == other.sector else 1.0
    if one.kind == other.kind and one.kind in _NAMED and len(party_words(one)) == len(party_words(other)) == 1:
        return "different", -1.0
    return "unknown", 0.0


def _countrymen(one: Party, other: Party) -> tuple[str, float]:
    """Two parties of one country: one word for both, a state and its body, one sector, or somebody else."""
    shared = party_words(one) & party_words(other)
    if len(shared) > 1 or shared & _nouns(one) & _nouns(other):
        return "words", 2.0
    bodies = {one.sector, other.sector} <= _ORGANS
    if "state" in (one.kind, other.kind):
        return ("state", 1.5) if bodies else ("country", 0.0)
    if one.sector == other.sector and one.sector not in _VAGUE:
        return "sector", 1.5
    if bodies:
        return "state", 1.0
    if one.sector in _VAGUE or other.sector in _VAGUE:
        return "country", 0.0
    return "different", -1.0


def _bare(one: Party, other: Party) -> bool:
    """Whether one is named by a mere noun ("the hospital"), whose country is a guess from what stands around it."""
    return any(p.kind in ("group", "organization") and not p.known and len(party_words(p)) < 2 for p in (one, other))


def _one_name(one: Party, other: Party) -> bool:
    mine, theirs = name_mark(one.name or ""), name_mark(other.name or "")
    return mine is not None and mine == theirs


@lru_cache(maxsize=50_000)
def _nouns(party: Party) -> frozenset[int]:
    """Marks of the words of a party's name that are written small: not the "Danish" of "Danish police"."""
    words = (party.name or "").split()
    return word_marks(" ".join(words if len(words) == 1 else (word for word in words if word.islower())))


@lru_cache(maxsize=50_000)
def party_words(party: Party) -> frozenset[int]:
    """Marks of the words of a party's name."""
    return word_marks(party.name or "")
