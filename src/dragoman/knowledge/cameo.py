"""CAMEO and the codes of older data sets: what a PLOVER type and mode, a sector, a country is there.

The tables stand in `data/cameo`, sources named at their heads; `crosswalk.tsv` is built by `scripts/build_cameo.py`.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from .files import data_rows

# The condition of the crosswalk that asks for the acting party and not for words.
_MILITARY = "military"
# The root of a CAMEO code → GDELT's quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
_QUAD_ENDS = ((5, 1), (9, 2), (14, 3), (20, 4))


class CountryNames(msgspec.Struct, frozen=True):
    """What other data sets call a country.  cameo, icews, wikipedia: None where it is the code or name we use."""

    fips: str | None = None
    cameo: str | None = None
    icews: str | None = None
    wikipedia: str | None = None


class SectorNames(msgspec.Struct, frozen=True):
    """A sector's CAMEO role code and its label in ICEWS; None where there is none."""

    cameo: str | None = None
    icews: str | None = None


class Division(msgspec.Struct, frozen=True):
    """FIPS 10-4 codes of a division: the country's that goes with it, and its own where we know it."""

    fips: str
    adm1: str | None


class Cameo(msgspec.Struct, frozen=True):
    """The tables.  crosswalk: (type, mode or "") → (condition, code), of which the first that holds counts."""

    crosswalk: dict[tuple[str, str], tuple[tuple[str, str], ...]]
    conditions: dict[str, re.Pattern[str]]
    goldstein: dict[str, float]
    labels: dict[str, str]
    countries: dict[str, CountryNames]
    sectors: dict[str, SectorNames]
    groups: dict[str, str]
    divisions: dict[tuple[str, str], Division]

    def code(self, type: str, mode: str | None, *, words: str = "", military: bool = False) -> str:
        """The CAMEO code of a PLOVER type and mode; of a mode that PLOVER lacks, that of the type.

        words: the event's sentence, which tells sanctions from aid and troops from blockades.
        military: whether the acting party is an armed force.
        """
        rows = self.crosswalk.get((type, mode or "")) or self.crosswalk[type, ""]
        return next(code for condition, code in rows if self._holds(condition, words, military))

    def _holds(self, condition: str, words: str, military: bool) -> bool:
        if condition == _MILITARY:
            return military
        return not condition or bool(self.conditions[condition].search(words))

    def country(self, code: str) -> CountryNames:
        """The names of the country with an alpha-3 code; an empty entry where no file has it."""
        return self.countries.get(code, CountryNames())

    def sector(self, code: str) -> SectorNames:
        return self.sectors.get(code, SectorNames())

    def division(self, country: str, admin1: str | None) -> Division | None:
        return self.divisions.get((country, admin1 or ""))


@cache
def load_cameo() -> Cameo:
    """The tables, read once."""
    crosswalk: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for row in data_rows("cameo/crosswalk.tsv"):
        pair = (row["type"], row["mode"])
        crosswalk[pair] = (*crosswalk.get(pair, ()), (row["condition"], row["code"]))
    codes = list(data_rows("cameo/codes.tsv"))
    return Cameo(
        crosswalk=crosswalk,
        conditions={
            row["condition"]: re.compile(rf"\b(?:{row['words']})\b", re.I) for row in data_rows("cameo/conditions.tsv")
        },
        goldstein={row["code"]: float(row["goldstein"]) for row in codes},
        labels={row["code"]: row["label"] for row in codes},
        countries={
            row["code"]: CountryNames(*(row[name] or None for name in ("fips", "cameo", "icews", "wikipedia")))
            for row in data_rows("cameo/countries.tsv")
        },
        sectors={
            row["sector"]: SectorNames(row["cameo"] or None, row["icews"] or None)
            for row in data_rows("cameo/sectors.tsv")
        },
        groups={row["id"]: row["group"] for row in data_rows("cameo/groups.tsv")},
        divisions={
            (row["country"], row["admin1"]): Division(row["fips"], row["adm1"] or None)
            for row in data_rows("cameo/divisions.tsv")
        },
    )


def quad_class(code: str) -> int:
    """GDELT's quad class of a CAMEO code, which follows the root and not PLOVER's quad."""
    root = int(code[:2])
    return next(quad for end, quad in _QUAD_ENDS if root <= end)
