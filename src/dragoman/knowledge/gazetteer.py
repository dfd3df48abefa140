"""The gazetteer: names → the places of the world that bear them.

Towns from 500 inhabitants on, administrative divisions and states from GeoNames (CC BY 4.0), packed by
`scripts/build_gazetteer.py`; waters, mountains, islands and the like from `data/places/landforms.tsv`.
Nothing is read before the first question; the packed files are then kept as bytes and searched in place
(about 30 MB and a quarter of a second), not parsed.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from importlib.resources import files

import msgspec

from ..errors import ArtefactError
from .files import data_rows
from .names import name_key

# More places of one name than this are never told apart by a text; the largest are kept.
MOST_PLACES = 60
# Weight of a landform among places with inhabitants: that of a city.
LANDFORM_POPULATION = 1_000_000
# Names of which the answer is kept.
REMEMBERED = 4096
_KM_PER_DEGREE = 111.2


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place.  code: GeoNames feature code (PCL states, ADM1 and ADM2 divisions, PPL towns, PPLC capitals …).

    country: ISO 3166-1 alpha-3 or "".  lat, lon: degrees (WGS 84).  alternate: the name asked for is not its own.
    """

    code: str
    name: str
    country: str
    admin1: str
    admin2: str
    lat: float
    lon: float
    geoname_id: int | None
    population: int
    alternate: bool = False


def distance_km(a: Entry, b: Entry) -> float:
    """Distance on the tangent plane, good to a per cent within some hundred km; far is only far."""
    east = (a.lon - b.lon + 180) % 360 - 180
    return _KM_PER_DEGREE * math.hypot(a.lat - b.lat, east * math.cos(math.radians((a.lat + b.lat) / 2)))


class Gazetteer:
    """Places by name, largest first."""

    def __init__(self) -> None:
        # names come again and again in one report and in the next
        self._find = lru_cache(REMEMBERED)(self._search)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The places of a name in any case and accents, a leading "the" dropped; () where there is none."""
        key = name_key(name)
        return self._find(key) if key else ()

    def _search(self, key: str) -> tuple[Entry, ...]:
        own = self._landforms.get(key, ())
        return (*own, *self._packed(key, skip={e.code for e in own}))

    def state(self, code: str) -> Entry | None:
        """The state or territory with its reference point, by alpha-3 code."""
        return self._states.get(code)

    def demonym(self, word: str) -> Entry | None:
        """The place that an adjective or a name of its people belongs to ("Syrian", "Afghans", "European")."""
        code = self._demonyms.get(word.lower())
        return self.state(code) if code else self._peoples.get(word.lower())

    def is_state_name(self, name: str) -> bool:
        """Whether the registry has a state of this name or alias."""
        return name_key(name) in self._state_names

    def short_form(self, form: str, free: bool) -> Entry | None:
        """The state, province or city of a short form ("Ill.", "NYC"); free: it need not follow a town."""
        found = self._short_forms.get(form)
        return found[0] if found and (found[1] or not free) else None

    def prominent(self, name: str) -> int | None:
        """The GeoNames id of the place that a name means where nothing else is said ("New York" is the city)."""
        return self._prominent.get(name_key(name))

    def generic(self, role: str) -> frozenset[str]:
        """Words of places/generic.tsv that play a role ("before", "after", "county" …)."""
        return self._generic[role]

    def locative(self, role: str) -> frozenset[str]:
        """Words of places/locatives.tsv that play a role ("before", "firm", "inside", "person")."""
        return self._locatives[role]

    # -- what is behind it, each part read on first use

    @cached_property
    def _records(self) -> bytes:
        return _unpacked("records.tsv.gz")

    @cached_property
    def _names(self) -> bytes:
        return _unpacked("names.tsv.gz")

    @cached_property
    def _landforms(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, tuple[Entry, ...]] = {}
        for row in data_rows("places/landforms.tsv"):
            names = row["names"].split("|")
            for name in names:
                found[name_key(name)] = (*found.get(name_key(name), ()), _landform(row, names[0]))
        return found

    @cached_property
    def _states(self) -> dict[str, Entry]:
        states = {row["code"]: row["name"] for row in data_rows("registry/states.tsv") if row["iso2"]}
        found: dict[str, Entry] = {}
        for code, name in states.items():
            match = next((e for e in self.lookup(name) if e.code.startswith("PCL") and e.country == code), None)
            if match:
                found[code] = match
        return found

    @cached_property
    def _state_names(self) -> frozenset[str]:
        rows = data_rows("registry/states.tsv")
        return frozenset(name_key(n) for row in rows for n in (row["name"], *row["aliases"].split("|")) if n)

    @cached_property
    def _demonyms(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for row in data_rows("registry/states.tsv"):
            for word in (*row["adjectives"].split("|"), *row["people"].split("|")):
                if word and row["iso2"]:
                    found.setdefault(word.lower(), row["code"])
        return found

    @cached_property
    def _peoples(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for row in data_rows("places/peoples.tsv"):
            entries = self.lookup(row["place"])
            for word in row["words"].split("|") if entries else ():
                found[word.lower()] = entries[0]
        return found

    @cached_property
    def _short_forms(self) -> dict[str, tuple[Entry, bool]]:
        found = {}
        for row in data_rows("places/abbreviations.tsv"):
            entries = [e for e in self.lookup(row["name"]) if e.country == row["country"]]
            entries.sort(key=lambda e: (e.code not in {"ADM1", "PCL"}, e.alternate))
            if entries:
                found[row["form"]] = (entries[0], row["free"] == "yes")
        return found

    @cached_property
    def _prominent(self) -> dict[str, int]:
        return {name_key(row["name"]): int(row["geoname_id"]) for row in data_rows("places/prominent.tsv")}

    @cached_property
    def _generic(self) -> dict[str, frozenset[str]]:
        return {row["role"]: frozenset(row["words"].split("|")) for row in data_rows("places/generic.tsv")}

    @cached_property
    def _locatives(self) -> dict[str, frozenset[str]]:
        return {row["role"]: frozenset(row["words"].split("|")) for row in data_rows("places/locatives.tsv")}

    def _packed(self, key: str, skip: set[str]) -> Iterator[Entry]:
        line = self._line_from(key.encode() + b"\t")
        if not line.startswith(key.encode() + b"\t"):
            return
        for pointer in line.split(b"\t")[1].split(b",")[:MOST_PLACES]:
            entry = self._entry(int(pointer.removeprefix(b"~")), pointer.startswith(b"~"))
            # what landforms.tsv says of a region stands for what the packed files say of it
            if entry.code not in skip or entry.code.startswith("PPL"):
                yield entry

    def _line_from(self, key: bytes) -> bytes:
        """The first line of the names that does not sort before `key`; binary search over bytes."""
        names, low, high = self._names, 0, len(self._names)
        while low < high:
            middle = names.rfind(b"\n", 0, (low + high) // 2) + 1
            middle = max(middle, low)
            end = names.find(b"\n", middle)
            if names[middle:end] < key:
                low = end + 1
            else:
                high = middle
        return names[low : names.find(b"\n", low)] if low < len(names) else b""

    def _entry(self, offset: int, alternate: bool) -> Entry:
        line = self._records[offset : self._records.index(b"\n", offset)].decode()
        code, name, country, admin1, admin2, lat, lon, geoname_id, population = line.split("\t")
        return Entry(
            code=code,
            name=name,
            country=country,
            admin1=admin1,
            admin2=admin2,
            lat=float(lat),
            lon=float(lon),
            geoname_id=int(geoname_id) if geoname_id else None,
            population=int(population),
            alternate=alternate,
        )


def _landform(row: dict[str, str], name: str) -> Entry:
    return Entry(
        code=row["code"],
        name=name,
        country=row["country"],
        admin1="",
        admin2="",
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        geoname_id=None,
        population=LANDFORM_POPULATION,
    )


def _unpacked(name: str) -> bytes:
    try:
        return gzip.decompress((files(__package__) / "data" / "places" / name).read_bytes())
    except (OSError, EOFError) as error:
        raise ArtefactError(
            f"data file places/{name} of the installation cannot be read ({error}); install dragoman again"
        ) from error


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of the installation; its files are read when it is first asked."""
    return Gazetteer()
