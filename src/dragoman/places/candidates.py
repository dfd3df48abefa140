"""Place name → what it may mean: the gazetteer's places, narrowed by the words beside the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..knowledge.gazetteer import Entry, Gazetteer, distance_km
from ..knowledge.names import name_key

_POSSESSIVE = re.compile(r"['’]s?$")
_AFTER = re.compile(r"\s*([A-Za-z][\w.]*)")
# ", Ill.", ", Texas" and "(Texas)": up to three words that may name what the place lies in
_CONTAINER = re.compile(r"(?:,\s+|\s+\()([A-Z][\w.’'-]*(?:\s(?:and\s|of\s|d[eu]\s)?[A-Z][\w.’'-]*){0,2})")
_EDGES = ".,;:()[]\"“”'‘’ \n\t"
_WINDOW = 60
LONGEST_ACRONYM = 3
# Inhabitants from which a town is known by more than one name.
KNOWN_BY_ALTERNATES = 100_000
# A division takes its name from a town so near to its middle and with at least one in so many of its people.
SEAT_KM = 150.0
SEAT_SHARE = 20
_DIVISIONS = frozenset({"ADM1", "ADM2"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name with its possible places; `certain`: the words beside it name what it lies in."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    certain: bool = False


def read_toponym(text: str, start: int, end: int, gazetteer: Gazetteer) -> Toponym:
    """The place name between two offsets; without entries where the gazetteer does not know it."""
    name = text[start:end]
    if gazetteer.short_form(name, free=True) is None:
        name = name.strip(_EDGES)
    head, _, tail = name.partition(", ")
    entries = _entries(head, gazetteer)
    container = _container(tail, gazetteer) if tail else _container_after(text, end, gazetteer)
    narrowed = _within(entries, container)
    if narrowed:
        return Toponym(start, end, name_key(name), narrowed, certain=True)
    entries = _by_class(text, head, end, entries, gazetteer)
    return Toponym(start, end, name_key(name), entries)


def _entries(name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The places of a name as it stands, else of the name without its generic words."""
    short = gazetteer.short_form(name, free=True)
    if short:
        return (short,)
    bare = _POSSESSIVE.sub("", name)
    if bare.lower() in gazetteer.generic("before"):
        return ()
    state = gazetteer.demonym(bare)
    if state:
        return (state,)
    if bare.isupper() and len(bare) <= LONGEST_ACRONYM:
        # "EU" is no town of that name
        return tuple(e for e in gazetteer.lookup(bare) if not e.code.startswith("PPL"))
    return _own_names(gazetteer.lookup(bare) or gazetteer.lookup(_without_generic(bare, gazetteer)))


def _own_names(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The places without small ones of which the name is an alternate, where it is some other place's own."""
    kept = tuple(e for e in entries if not e.alternate or e.population >= KNOWN_BY_ALTERNATES)
    return kept if any(not e.alternate for e in kept) else entries


def _without_generic(name: str, gazetteer: Gazetteer) -> str:
    """ "northern Aleppo province" → "Aleppo"."""
    words = name.split()
    for _ in range(3):
        if len(words) > 1 and words[-1].lower() in gazetteer.generic("after"):
            words.pop()
        two = " ".join(words[:2]).lower()
        if len(words) > 2 and two in gazetteer.generic("before"):
            words = words[2:]
        elif len(words) > 1 and words[0].lower() in gazetteer.generic("before"):
            words = words[1:]
    return " ".join(words)


def _container_after(text: str, end: int, gazetteer: Gazetteer) -> Sequence[Entry]:
    match = _CONTAINER.match(text, end, min(len(text), end + _WINDOW))
    return _container(match.group(1), gazetteer) if match else ()


def _container(words: str, gazetteer: Gazetteer) -> Sequence[Entry]:
    """The states and divisions that words may name, the longest name first."""
    parts = words.split()
    for count in range(min(3, len(parts)), 0, -1):
        for form in {" ".join(parts[:count]), " ".join(parts[:count]).rstrip(".'’")}:
            short = gazetteer.short_form(form, free=False)
            if short:
                return (short,)
            found = [e for e in gazetteer.lookup(form) if e.code in {"PCL", "ADM1", "ADM2"}]
            if found:
                return found
    return ()


def _within(entries: Sequence[Entry], containers: Sequence[Entry]) -> tuple[Entry, ...]:
    """The places that lie in the first container that holds one of them."""
    for container in containers:
        inside = tuple(e for e in entries if e != container and _lies_in(e, container))
        if inside:
            return inside
    return ()


def _lies_in(entry: Entry, container: Entry) -> bool:
    if entry.country != container.country or entry.code in {"PCL", "CONT"}:
        return False
    if container.code == "PCL":
        return True
    if entry.admin1 != (container.admin1 or container.name):
        return False
    return container.code != "ADM2" or entry.admin2 == container.admin2


def _by_class(text: str, name: str, end: int, entries: tuple[Entry, ...], gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The places that fit a noun after the name: "Allegheny County", "Aleppo province"."""
    match = _AFTER.match(text, end, min(len(text), end + _WINDOW))
    word = match.group(1).lower() if match else ""
    if word in gazetteer.generic("county"):
        divisions = tuple(e for e in gazetteer.lookup(name + " County") if e.code == "ADM2")
        return divisions or tuple(e for e in entries if e.code == "ADM2") or entries
    if word in gazetteer.generic("province"):
        return tuple(e for e in entries if e.code in {"ADM1", "ADM2"}) or entries
    if word in gazetteer.generic("town"):
        return tuple(e for e in entries if e.code.startswith("PPL")) or entries
    return _towns_first(entries)


def _towns_first(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The places without divisions around a town of the name: "Aleppo" alone is the town, not the province."""
    towns = [e for e in entries if e.code.startswith("PPL")]
    return tuple(e for e in entries if e.code not in _DIVISIONS or not any(_is_seat(t, e) for t in towns))


def _is_seat(town: Entry, division: Entry) -> bool:
    return (
        town.country == division.country
        and town.population * SEAT_SHARE >= division.population
        and distance_km(town, division) < SEAT_KM
    )
