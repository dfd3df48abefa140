"""Where: a city lies within its country, and two cities are two places."""

from __future__ import annotations

from math import cos, hypot, radians

from .kinds import LOCAL
from .mention import Mention, Site

_EXACT = frozenset({"site", "city", "admin2"})
# Two entries of a gazetteer for one town lie no further apart; neighbouring towns do.
_ONE_TOWN_KM = 4.0
_KM_A_DEGREE = 111.2
Reason = tuple[str, float, str]


def compare_sites(one: Mention, other: Mention) -> Reason | None:
    """The reason and its points, none where a place is not told; None where the places rule it out."""
    if one.place and other.place and not _agree(one.place, other.place):
        return None
    mine, theirs = _exact(one), _exact(other)
    shared = [a.name for a in mine if any(_same(a, b) for b in theirs)]
    if shared:
        return ("same place", 2.0 if len(mine) + len(theirs) < 5 else 1.0, shared[0])
    if mine and theirs:
        # a sentence names places beside that of the act, but an attack's it names first of all
        return None if one.type in LOCAL else ("other places", -1.0, f"{mine[0].name}, {theirs[0].name}")
    if one.place and other.place:
        return ("places agree", 0.5, f"{one.place.name}, {other.place.name}")
    return ("place not told", 0.0, "")


def _exact(mention: Mention) -> list[Site]:
    """The towns and sites of a mention: that of the act, else those that its sentence names."""
    if mention.place and mention.place.precision in _EXACT:
        return [mention.place]
    return [site for site in mention.around if site.precision in _EXACT]


def _agree(one: Site, other: Site) -> bool:
    """Whether one place may be within the other, or both the same."""
    if one.country and other.country and one.country != other.country:
        return False
    exact = one.precision in _EXACT and other.precision in _EXACT
    if exact:
        return _same(one, other)
    regions = {one.admin1, other.admin1} - {None}
    coarse = "country" in (one.precision, other.precision)
    return coarse or len(regions) < 2


def _same(one: Site, other: Site) -> bool:
    if one.geoname is not None and one.geoname == other.geoname:
        return True
    if one.name == other.name:
        return True
    if None in (one.lat, one.lon, other.lat, other.lon):
        return False
    assert one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return hypot(one.lat - other.lat, east) * _KM_A_DEGREE < _ONE_TOWN_KM
