"""Which of its possible places each name means: size, what the text says of it, and the company it keeps.

Names that stand in one report lie mostly near each other, in the same state and division.  Each name is
scored by its places' size and by the places chosen for the names around it, a few rounds over, the first on
size and on words such as ", Texas" alone.  One name means one place throughout, unless words beside it say
otherwise.  Linear in the number of names: a name looks at a bounded number of others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from ..knowledge.gazetteer import Entry, Gazetteer, distance_km
from .candidates import Toponym

ROUNDS = 3
# How many different names before and after one are its company for distances.
COMPANY = 15
# Weights of the score, in powers of ten of inhabitants.  Chosen together on a grid over the development
# set of place names; to change one means to run that comparison again.
BY_CODE = {"PCL": 2.5, "CONT": 3.0, "PPLC": 0.5, "ADM1": 1.0, "ADM2": -1.0, "RGN": 0.0}
ALTERNATE = -1.5
PROMINENT = 3.5
SAME_AREA = (4.0, 5.0, 4.0)  # the same state, first and second division
NEARNESS = 2.5
# Distance in km at which nearness counts 1/e of full.
NEAR_KM = 100.0

# (country,), (country, admin1) or (country, admin1, admin2)
Area = tuple[str, ...]


def choose_places(toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> list[Entry | None]:
    """For each name the place it means, None where the gazetteer knows none."""
    groups = _groups(toponyms)
    names = [group[0] for group in groups]
    priors = [[_prior(e, t, gazetteer) for e in t.entries] for t in names]
    # before anything is chosen each name speaks for all areas that it may lie in
    chosen: list[Entry | None] = [None] * len(names)
    ballots = [_ballot(t.entries) for t in names]
    for _ in range(ROUNDS):
        chosen = _reconsider(names, priors, chosen, ballots)
        ballots = [_ballot([e] if e else []) for e in chosen]
    place_of = {id(t): place for group, place in zip(groups, chosen, strict=True) for t in group}
    return [place_of[id(t)] for t in toponyms]


def _areas(entry: Entry) -> list[Area]:
    """The state, first and second division that a place lies in, as far as they are known."""
    parts = (entry.country, entry.admin1, entry.admin2)
    known = next((k for k, part in enumerate(parts) if not part), len(parts))
    return [tuple(parts[: k + 1]) for k in range(known)]


def _ballot(entries: Sequence[Entry]) -> dict[Area, float]:
    """A name's vote: at each level one vote shared out among the areas that its places lie in."""
    areas = {area for entry in entries for area in _areas(entry)}
    sizes = Counter(len(area) for area in areas)
    return {area: 1 / sizes[len(area)] for area in areas}


def _groups(toponyms: Sequence[Toponym]) -> list[list[Toponym]]:
    """The mentions of each name together, one with words that place it first; those placed elsewhere apart."""
    groups: dict[tuple[str, tuple[str, str]], list[Toponym]] = {}
    placed: dict[str, tuple[str, str]] = {}
    for t in toponyms:
        if t.certain:
            placed.setdefault(t.key, _where(t))
    for t in toponyms:
        where = _where(t) if t.certain else placed.get(t.key, ("", ""))
        group = groups.setdefault((t.key, where), [])
        if t.certain and group and not group[0].certain:
            group.insert(0, t)
        else:
            group.append(t)
    return list(groups.values())


def _where(toponym: Toponym) -> tuple[str, str]:
    return toponym.entries[0].country, toponym.entries[0].admin1


def _prior(entry: Entry, toponym: Toponym, gazetteer: Gazetteer) -> float:
    score = math.log10(entry.population + 100) + BY_CODE.get(entry.code, 0.0)
    if entry.alternate and entry.code != "PCL":
        score += ALTERNATE
    if entry.geoname_id is not None and entry.geoname_id == gazetteer.prominent(toponym.key):
        score += PROMINENT
    return score


def _reconsider(
    names: Sequence[Toponym],
    priors: Sequence[Sequence[float]],
    chosen: Sequence[Entry | None],
    ballots: Sequence[dict[Area, float]],
) -> list[Entry | None]:
    """The choice again, in the light of the choice before and of each name's vote."""
    votes: dict[Area, float] = {}
    for ballot in ballots:
        for area, share in ballot.items():
            votes[area] = votes.get(area, 0.0) + share
    voters = max(1, sum(bool(ballot) for ballot in ballots))
    again: list[Entry | None] = []
    for k, toponym in enumerate(names):
        near = [e for e in (*chosen[max(0, k - COMPANY) : k], *chosen[k + 1 : k + 1 + COMPANY]) if e]
        scores = [
            prior + _agreement(entry, votes, ballots[k], voters) + _nearness(entry, near)
            for prior, entry in zip(priors[k], toponym.entries, strict=True)
        ]
        again.append(toponym.entries[max(range(len(scores)), key=scores.__getitem__)] if scores else None)
    return again


def _agreement(entry: Entry, votes: dict[Area, float], own: dict[Area, float], voters: int) -> float:
    """How many of the other names speak for the areas that a place lies in."""
    shares = ((votes.get(area, 0.0) - own.get(area, 0.0)) / voters for area in _areas(entry))
    return sum(weight * share for weight, share in zip(SAME_AREA, shares, strict=False))


def _nearness(entry: Entry, near: Sequence[Entry]) -> float:
    closeness = sum(math.exp(-distance_km(entry, e) / NEAR_KM) for e in near if e.code != "PCL")
    return NEARNESS * math.log2(1 + closeness)
