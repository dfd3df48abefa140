"""Checks the files of the actor registry, the user's over the shipped ones, and never stops at the first fault.

Errors are rows that the registry cannot use or would misread.  Warnings are rows that are likely wrong: two people in
one office, two actors of one name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from .names import name_key, slug
from .plover import load_plover
from .registry_files import FILES, INTERNATIONAL, OFFICES, ORGANIZATIONS, STATES, require_files, split
from .registry_sheets import Fault, Row, Sheets, read_sheets
from .registry_terms import first_day, is_date, last_day, term_faults

# What sort of organisation → the sectors of which it has at least one; empty: any.
_ARMED = frozenset({"REB", "PRM", "MIL", "OPP"})
BODIES: dict[str, frozenset[str]] = {
    "igo": frozenset({"IGO"}),
    "un-body": frozenset({"IGO"}),
    "eu-body": frozenset({"IGO"}),
    "peace-mission": frozenset({"IGO"}),
    "bank": frozenset({"IGO"}),
    "alliance": frozenset(),
    "armed-group": _ARMED,
    "gang": frozenset({"CRM"}),
    "military": frozenset({"MIL", "PRM", "COP"}),
    "intelligence": frozenset({"SPY"}),
    "police": frozenset({"COP", "PRM"}),
    "parliament": frozenset({"LEG"}),
    "court": frozenset({"JUD"}),
    "central-bank": frozenset({"GOV", "IGO"}),
    "ministry": frozenset({"GOV"}),
    "agency": frozenset({"GOV", "LEG"}),
    "government": frozenset({"GOV", "OPP"}),
    "party": frozenset({"PTY"}),
    "ngo": frozenset({"NGO"}),
    "think-tank": frozenset({"NGO"}),
    "media": frozenset({"JRN"}),
    "news-agency": frozenset({"JRN"}),
    "company": frozenset({"BUS"}),
    "union": frozenset({"LAB"}),
    "religious": frozenset({"REL"}),
    "movement": frozenset(),
}

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ITEM = re.compile(r"Q[1-9]\d*", re.ASCII)
_ALPHA3 = re.compile(r"[A-Z]{3}")
_ALPHA2 = re.compile(r"[A-Z]{2}")
_NUMBER = re.compile(r"\d+", re.ASCII)
# Columns that hold several words, of whatever file.
_LISTS = ("names", "aliases", "surnames", "adjectives", "people", "capitals", "titles", "epithets", "sectors")
_SPANS = (("from", "to"), ("start", "end"))
_CHOICES = {"gender": ("m", "f"), "town": ("yes",)}
_UNTIDY = re.compile(r"^\s|\s$|\s\s|[\x00-\x1f\x7f\u2028\u2029]|\s\||\|\s")


class Report(NamedTuple):
    """All faults, by file and line, the user's files first; files and rows: how many were read."""

    faults: tuple[Fault, ...]
    files: int
    rows: int

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if not fault.warning)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.warning)


def check_registry(extra: Path | None = None) -> Report:
    """What is wrong with the files of the installation and those of a user's folder over them.

    Raises UsageError where the folder holds none of the files.
    """
    if extra:
        require_files(extra)
    sheets = read_sheets(extra)
    faults = [*sheets.faults, *_strays(extra), *_faults(sheets)]
    place = {file: i for i, file in enumerate(sheets.order)}
    faults.sort(key=lambda fault: (place.get(fault.file, -1), fault.line))
    return Report(tuple(dict.fromkeys(faults)), len(sheets.order), sheets.read)


def _strays(extra: Path | None) -> Iterator[Fault]:
    """Tables in the user's folder that nothing reads: a slip in the name is easily made."""
    for path in sorted(extra.glob("*.tsv")) if extra else ():
        if path.name not in FILES:
            yield Fault(str(path), 1, f"no file of the registry; rename it to one of {', '.join(FILES)}", warning=True)


class _Known(NamedTuple):
    """What rows may refer to."""

    states: dict[str, Row]
    offices: frozenset[str]
    organizations: frozenset[str]
    sectors: frozenset[str]


def _faults(sheets: Sheets) -> Iterator[Fault]:
    known = _Known(
        states={row.cells["code"]: row for row in sheets.states},
        offices=frozenset(row.cells["office"] for row in sheets.offices),
        organizations=frozenset(row.cells["id"] for row in sheets.organizations),
        sectors=frozenset(load_plover().sectors),
    )
    for row in (*sheets.states, *sheets.offices, *sheets.organizations, *sheets.seats, *sheets.people):
        yield from _cells(row, known)
    for row in sheets.states:
        yield from _state(row, known)
    for row in sheets.offices:
        yield from _wanted(row, "office", "sectors")
    for row in sheets.organizations:
        yield from _organization(row, known)
    for row in sheets.seats:
        yield from _seat(row, known)
    for row in sheets.people:
        yield from _term(row, known)
    yield from _twice(sheets.states, "code")
    yield from _twice(sheets.offices, "office")
    yield from _twice(sheets.organizations, "id")
    yield from _twice(sheets.people, "id", "country", "office", "start")
    yield from _contradictions(sheets.people)
    yield from _claims(sheets)
    yield from _namesakes(sheets)
    yield from term_faults(sheets.states, sheets.people)


def _cells(row: Row, known: _Known) -> Iterator[Fault]:
    """What the cells of any file have in common."""
    cells = row.cells
    for column, cell in cells.items():
        if _UNTIDY.search(cell):
            yield row.warning(f"{column} {cell!r} has spaces or signs too many; take them out")
    for column in _LISTS:
        yield from _parts(row, column)
    for column, allowed in _CHOICES.items():
        if cells.get(column) and cells[column] not in allowed:
            yield row.error(f"{column} {cells[column]!r}; write {' or '.join(allowed)}, or leave it empty")
    if cells.get("wikidata") and not _ITEM.fullmatch(cells["wikidata"]):
        yield row.error(f"wikidata {cells['wikidata']!r} is no item; write Q and a number, or leave it empty")
    for sector in dict.fromkeys(split(cells.get("sectors", ""))):
        if sector and sector not in known.sectors:
            yield row.error(f"sector {sector!r} is not in the PLOVER list; use {_closest(sector, known.sectors)}")
    for start, end in _SPANS:
        yield from _span(row, start, end)


def _parts(row: Row, column: str) -> Iterator[Fault]:
    parts = split(row.cells.get(column, ""))
    if not all(part.strip() for part in parts):
        yield row.error(f"{column} has an empty part; put one | between two parts and none at the ends")
    for part in dict.fromkeys(parts):
        if parts.count(part) > 1:
            yield row.warning(f"{column} has {part!r} twice; take one out")
        elif column == "aliases" and part == row.cells.get("name"):
            yield row.warning(f"{part!r} is both name and alias; take the alias out")


def _span(row: Row, start: str, end: str) -> Iterator[Fault]:
    days = [(column, row.cells[column]) for column in (start, end) if row.cells.get(column)]
    bad = [(column, day) for column, day in days if not is_date(day)]
    for column, day in bad:
        yield row.error(f"{column} {day!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
    if len(days) == 2 and not bad and first_day(days[0][1]) > last_day(days[1][1]):
        yield row.error(f"{start} {days[0][1]} is after {end} {days[1][1]}; correct one of them")


def _wanted(row: Row, *columns: str) -> Iterator[Fault]:
    for column in columns:
        if not row.cells[column].strip():
            yield row.error(f"no {column}; write one")


def _state(row: Row, known: _Known) -> Iterator[Fault]:
    cells, code = row.cells, row.cells["code"]
    if not (_ALPHA3.fullmatch(code) or _SLUG.fullmatch(code)):
        yield row.error(f"code {code!r}; use an ISO 3166-1 alpha-3 code, or lower-case words joined with hyphens")
    yield from _wanted(row, "name")
    if cells["iso2"] and not _ALPHA2.fullmatch(cells["iso2"]):
        yield row.error(f"iso2 {cells['iso2']!r}; use two capital letters (ISO 3166-1 alpha-2), or leave it empty")
    if cells["cow"] and not _NUMBER.fullmatch(cells["cow"]):
        yield row.error(f"cow {cells['cow']!r} is no number; use the one in the Correlates of War list, or none")
    yield from _holder(row, known)


def _holder(row: Row, known: _Known) -> Iterator[Fault]:
    """Whether the country of a state is one that stands for itself."""
    code, country = row.cells["code"], row.cells["country"]
    chain = [code]
    while country not in chain:
        if country not in known.states:
            if len(chain) == 1:
                yield row.error(_unknown_country(country))
            return
        chain.append(country)
        country = known.states[country].cells["country"]
    if country == code and len(chain) > 1:
        yield row.error(f"countries go round: {' → '.join([*chain, code])}; one of them must be its own country")
    elif len(chain) > 2:
        yield row.error(
            f"country {chain[1]!r} is itself of {chain[2]!r} ({known.states[chain[1]].place}); "
            f"use the code that events carry, {chain[-1]!r}"
        )


def _unknown_country(country: str) -> str:
    if not country:
        return f"no country; use a code of {STATES}, of a state its own"
    return f"country {country!r} is not in {STATES}; use an ISO 3166-1 alpha-3 code"


def _organization(row: Row, known: _Known) -> Iterator[Fault]:
    cells, country = row.cells, row.cells["country"]
    yield from _id(row, "org")
    yield from _wanted(row, "name", "sectors")
    yield from _country(row, known)
    if country in known.states and known.states[country].cells["country"] != country:
        holder = known.states[country].cells["country"]
        yield row.warning(f"country {country!r} is a territory or a former state; use {holder!r}, as events do")
    body, sectors = cells["body"], set(split(cells["sectors"]))
    if body and body not in BODIES:
        yield row.error(f"body {body!r} is not in the list; use {_closest(body, BODIES)}, or leave it empty")
    elif body and BODIES[body] and not BODIES[body] & sectors:
        yield row.warning(f"body {body!r} goes with {' or '.join(sorted(BODIES[body]))}; add that to sectors")


def _id(row: Row, kind: str) -> Iterator[Fault]:
    id = row.cells["id"]
    given, _, rest = id.partition(":")
    if given != kind or not _SLUG.fullmatch(rest):
        example = slug(row.cells["name"]) or "some-name"
        yield row.error(f"id {id!r}; write {kind}: and lower-case words joined with hyphens ({kind}:{example})")


def _country(row: Row, known: _Known) -> Iterator[Fault]:
    country = row.cells["country"]
    if country and country not in INTERNATIONAL and country not in known.states:
        yield row.error(f"{_unknown_country(country)}, {', '.join(sorted(INTERNATIONAL))} or none")


def _seat(row: Row, known: _Known) -> Iterator[Fault]:
    yield from _wanted(row, "names")
    if row.cells["country"] not in known.states:
        yield row.error(_unknown_country(row.cells["country"]))
    organization = row.cells["organization"]
    if organization and organization not in known.organizations:
        yield row.error(f"organization {organization!r} is not in {ORGANIZATIONS}; correct the id or add the row")


def _term(row: Row, known: _Known) -> Iterator[Fault]:
    yield from _id(row, "person")
    yield from _wanted(row, "name", "title")
    yield from _country(row, known)
    if not row.cells["start"]:
        yield row.warning("no start, so the term counts for all days until its end; write the year at least")
    office = row.cells["office"]
    if office not in known.offices:
        yield row.error(
            f"office {office!r} is not in {OFFICES}; use {_closest(office, known.offices)}, or add it there"
        )


def _closest(word: str, words: Collection[str]) -> str:
    """The word of a list that was likely meant, or some of them."""
    near = get_close_matches(word, words, n=1)
    return repr(near[0]) if near else f"one of its codes ({', '.join(sorted(words)[:5])} …)"


def _twice(rows: Iterable[Row], *columns: str) -> Iterator[Fault]:
    """Rows that say what an earlier one says."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(row.cells[column] for column in columns)
        first = seen.setdefault(key, row)
        if first is not row:
            shown = " ".join(filter(None, key))
            yield row.error(f"{shown!r} stands at {first.place} too; take one of the rows out")


def _contradictions(people: Iterable[Row]) -> Iterator[Fault]:
    """Rows of one person that do not agree."""
    for column in ("gender", "wikidata", "name"):
        said: dict[str, Row] = {}
        for row in people:
            cell = row.cells[column]
            first = said.setdefault(row.cells["id"], row) if cell else row
            if cell != first.cells[column]:
                told = f"{column} {cell!r} of {row.cells['id']}, but {first.cells[column]!r} at {first.place}"
                # another name is but an alias; another gender or item is another person
                yield (
                    row.warning(f"{told}; use one name and put the other under aliases")
                    if column == "name"
                    else row.error(f"{told}; correct one, or give two people two ids")
                )


def _claims(sheets: Sheets) -> Iterator[Fault]:
    """Codes that belong to one thing alone and are given to two, and names that two states share."""
    present = [row for row in sheets.states if not row.cells["to"]]
    yield from _shared_codes(sheets.states, "iso2")
    # a former state and what came after it have one number
    yield from _shared_codes(present, "cow")
    # the rows of a person may all give the item
    firsts = {_id_of(row): row for row in reversed([*sheets.organizations, *sheets.people]) if row.cells["wikidata"]}
    yield from _shared_codes([*sheets.states, *reversed(firsts.values())], "wikidata")
    yield from _shared_words(sheets.states, "name", ("name", "aliases"))
    yield from _shared_words(sheets.states, "demonym", ("adjectives", "people"))
    yield from _shared_seats(sheets.seats)


def _shared_codes(rows: Iterable[Row], column: str) -> Iterator[Fault]:
    seen: dict[str, Row] = {}
    for row in rows:
        code = row.cells[column]
        first = seen.setdefault(code, row) if code else row
        if _id_of(first) != _id_of(row):
            yield row.error(f"{column} {code!r} is that of {_named(first)} too; correct one of them")


def _shared_words(states: Iterable[Row], what: str, columns: tuple[str, ...]) -> Iterator[Fault]:
    """One warning for each two states, with the first word."""
    seen: dict[str, Row] = {}
    told: set[tuple[str, str]] = set()
    for row in states:
        for word in (word for column in columns for word in split(row.cells[column])):
            first = seen.setdefault(name_key(word), row)
            pair = (first.cells["code"], row.cells["code"])
            if pair[0] != pair[1] and name_key(word) and pair not in told:
                told.add(pair)
                yield row.warning(f"{what} {word!r} is that of {_named(first)} too; let it stand if it means both")


def _shared_seats(seats: Iterable[Row]) -> Iterator[Fault]:
    """Names that an earlier row has, which is the one that counts."""
    seen: dict[str, Row] = {}
    for row in seats:
        for name in filter(name_key, split(row.cells["names"])):
            first = seen.setdefault(name_key(name), row)
            if first is not row:
                yield row.warning(
                    f"seat {name!r} is at {first.place} too, which comes first; to replace that row, "
                    "give the same names in the same order"
                )


def _namesakes(sheets: Sheets) -> Iterator[Fault]:
    """Names that two bear: of the user's whatever bears them too, of the shipped two people who do.

    Shipped organisations of different countries share acronyms on purpose.
    """
    rows = (*sheets.states, *sheets.organizations, *sheets.people)
    bearers: dict[str, dict[str, Row]] = {}
    for row in rows:
        for name in _names(row):
            bearers.setdefault(name_key(name), {}).setdefault(_id_of(row), row)
    told: set[tuple[str, str]] = set()
    for row in rows:
        for name in _names(row):
            others = [other for other in bearers[name_key(name)].values() if _is_namesake(row, other)]
            if others and (_id_of(row), name) not in told:
                told.add((_id_of(row), name))
                more = f" and of {len(others) - 1} more" if others[1:] else ""
                yield row.warning(
                    f"{name!r} is a name of {_named(others[0])}{more} too; "
                    "take that id if it is the same, or let it stand if there are two"
                )


def _is_namesake(row: Row, other: Row) -> bool:
    if row.own:
        return _id_of(row) != _id_of(other)
    # one of the two is enough to tell of both
    return "office" in row.cells and "office" in other.cells and not other.own and _id_of(other) < _id_of(row)


def _id_of(row: Row) -> str:
    return row.cells.get("id") or row.cells["code"]


def _names(row: Row) -> tuple[str, ...]:
    return tuple(name for name in (row.cells["name"], *split(row.cells["aliases"])) if name_key(name))


def _named(row: Row) -> str:
    return f"{_id_of(row)} ({row.place})"
