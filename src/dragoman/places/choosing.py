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

from ..knowledge.gazetteer import Entry, Gazetteer
from .candidates import Toponym

ROUNDS = 3
# How many different names before and after one are its company for distances.
COMPANY = 15
# Weights of the score, in powers of ten of inhabitants.  Chosen together on a grid over the development
# set of place names; to change one means to run that comparison again.
BY_CODE = {"PCL": 3.0, "CONT": 3.0, "PPLC": 1.0, "ADM1": 0.5, "ADM2": -1.0, "RGN": 0.0}
ALTERNATE = -1.5
PROMINENT = 2.5
SAME_COUNTRY = 2.0
SAME_ADMIN1 = 2.0
NEARNESS = 1.5
# Distance in km at which nearness counts 1/e of full.
NEAR_KM = 100.0
_KM_PER_DEGREE = 111.2


def choose_places(toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> list[Entry | None]:
    """For each name the place it means, None where the gazetteer knows none."""
    groups = _groups(toponyms)
    names = [group[0] for group in groups]
    priors = [[_prior(e, t, gazetteer) for e in t.entries] for t in names]
    chosen = [_best(t, scores) for t, scores in zip(names, priors, strict=True)]
    for _ in range(ROUNDS):
        chosen = _reconsider(names, priors, chosen)
    place_of = {id(t): place for group, place in zip(groups, chosen, strict=True) for t in group}
    return [place_of[id(t)] for t in toponyms]


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


def _best(toponym: Toponym, scores: Sequence[float]) -> Entry | None:
    if not toponym.entries:
        return None
    return toponym.entries[max(range(len(scores)), key=scores.__getitem__)]


def _reconsider(
    names: Sequence[Toponym], priors: Sequence[Sequence[float]], chosen: Sequence[Entry | None]
) -> list[Entry | None]:
    """The choice again, in the light of the choice before."""
    countries: Counter[str] = Counter()
    divisions: Counter[tuple[str, str]] = Counter()
    for entry in chosen:
        if entry and entry.country:
            countries[entry.country] += 1
            if entry.admin1:
                divisions[entry.country, entry.admin1] += 1
    again: list[Entry | None] = []
    for k, toponym in enumerate(names):
        near = [e for e in (*chosen[max(0, k - COMPANY) : k], *chosen[k + 1 : k + 1 + COMPANY]) if e]
        own = chosen[k]
        scores = [
            prior + _support(entry, own, countries, divisions, near)
            for prior, entry in zip(priors[k], toponym.entries, strict=True)
        ]
        again.append(_best(toponym, scores))
    return again


def _support(
    entry: Entry,
    own: Entry | None,
    countries: Counter[str],
    divisions: Counter[tuple[str, str]],
    near: Sequence[Entry],
) -> float:
    """How well a place goes with those chosen for the other names."""
    others = countries.total() - bool(own and own.country)
    if others <= 0 or not entry.country:
        return 0.0
    same = countries[entry.country] - bool(own and own.country == entry.country)
    score = SAME_COUNTRY * same / (others + 1)
    if entry.admin1:
        here = (entry.country, entry.admin1)
        shared = divisions[here] - bool(own and (own.country, own.admin1) == here)
        score += SAME_ADMIN1 * shared / (others + 1)
    closeness = sum(math.exp(-distance_km(entry, e) / NEAR_KM) for e in near if e.code != "PCL")
    return score + NEARNESS * math.log2(1 + closeness)


def distance_km(a: Entry, b: Entry) -> float:
    """Distance on the tangent plane, good to a per cent within some hundred km; far is only far."""
    east = (a.lon - b.lon + 180) % 360 - 180
    return _KM_PER_DEGREE * math.hypot(a.lat - b.lat, east * math.cos(math.radians((a.lat + b.lat) / 2)))
