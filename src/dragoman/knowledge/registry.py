"""The actor registry: states, people with their offices, organisations, and the seats and capitals
that stand for a government.

Everything it knows stands in `data/registry/*.tsv`, a row a thing, sources named at the head of each file.
A folder of the user's own may hold files of the same names: a row whose id the shipped files know replaces
what they say of it, any other row is added.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from ..errors import ArtefactError
from ..records import ActorKind
from .files import data_rows
from .names import NameIndex, fold
from .plover import load_plover
from .registry_check import check_registry
from .registry_files import INTERNATIONAL, Rows, read_rows, require_files, split

# Sector of somebody who held a state office and holds none any more (PLOVER manual, sector codes).
FORMER_OFFICIAL = "ELI"
_BODIES_OF_STATES = frozenset({"IGO", "UNO", "EUR"})
_STATE_SECTORS = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})

Gender = Literal["m", "f"]

K = TypeVar("K")
V = TypeVar("V")


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An actor that the registry knows.

    id: `country:` and alpha-3, `person:` or `org:` and a slug.  country: the code that events carry, None for
    nobody's.  sectors: PLOVER codes, primary first; of a person, those of the latest office in the files.
    body: what sort of organisation ("igo", "armed-group", "court"), None for states and people.
    valid_from, valid_to: ISO dates cut to what is known ("1991", "2011-10-20").
    epithets: head nouns that can stand for it after it was named ("bloc", "alliance").
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    gender: Gender | None = None
    body: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    epithets: tuple[str, ...] = ()


class Office(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A term of office.  office: a key of `offices.tsv`; start and end: ISO dates, cut; end None: it lasts."""

    person: str
    country: str | None
    office: str
    title: str
    sectors: tuple[str, ...]
    start: str | None
    end: str | None

    def held_on(self, date: str | None) -> bool:
        """Whether the term covers an ISO day; a date of None asks for terms that last."""
        if date is None:
            return self.end is None
        return not self.begins_after(date) and (self.end is None or date[: len(self.end)] <= self.end)

    def begins_after(self, date: str) -> bool:
        return self.start is not None and date[: len(self.start)] < self.start


class Seat(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place that stands for a body of a state ("the Kremlin", "Capitol Hill").

    organization: id of the organisation it stands for, None for the government as such.  town: it is a town
    or a district, where things also merely happen ("Rawalpindi"), rather than a building.
    """

    name: str
    state: Entry
    sectors: tuple[str, ...]
    organization: str | None
    town: bool


class Demonym(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A word for what or who is of a state: an adjective ("Danish"), a noun ("Danes"), or both ("German")."""

    word: str
    state: Entry
    adjective: bool
    person: bool


class CountryCodes(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """alpha2: ISO 3166-1; cow: number in the Correlates of War list; region: "West Africa"; None if none."""

    alpha2: str | None
    cow: int | None
    region: str | None


class Registry:
    """Looks actors up by name, demonym, capital, seat, surname and office.  Never changes once made."""

    def __init__(self, rows: Rows) -> None:
        """Raises a LookupError or ValueError where a row cannot be used."""
        _require_known_codes(rows)
        self.version = rows.version
        self.longest_name_tokens = 12
        self._rows = rows
        self._states = {row["code"]: _state(row) for row in rows.states}
        self._codes = {row["code"]: _codes(row) for row in rows.states}

    # entries and indexes are made when they are first asked for: most commands need but a few

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries: states, organisations, people."""
        return (*self._states.values(), *map(_organization, self._rows.organizations), *self._people)

    @cached_property
    def _people(self) -> tuple[Entry, ...]:
        terms = self._offices
        by_person = _grouped((row["id"], row) for row in self._rows.people)
        return tuple(_person(own, terms[id]) for id, own in by_person.items())

    @cached_property
    def _terms(self) -> tuple[Office, ...]:
        usual = {row["office"]: split(row["sectors"]) for row in self._rows.offices}
        return tuple(_office(row, usual) for row in self._rows.people)

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _names(self) -> NameIndex[Entry]:
        return NameIndex((name, e) for e in self.entries for name in (e.name, *e.aliases))

    @cached_property
    def _variants(self) -> dict[str, tuple[Entry, ...]]:
        named = ((_variant_key(name), e) for e in self._people for name in (e.name, *e.aliases))
        return {key: tuple(dict.fromkeys(found)) for key, found in _grouped(named).items()}

    @cached_property
    def _surnames(self) -> NameIndex[Entry]:
        return NameIndex((name, e) for e in self._people for name in e.surnames)

    @cached_property
    def _demonyms(self) -> NameIndex[Demonym]:
        return NameIndex((d.word, d) for r in self._rows.states for d in _demonyms(r, self._states[r["code"]]))

    @cached_property
    def _capitals(self) -> NameIndex[Entry]:
        return NameIndex((c, self._states[r["code"]]) for r in self._rows.states for c in split(r["capitals"]))

    @cached_property
    def _seats(self) -> NameIndex[Seat]:
        return NameIndex((seat.name, seat) for row in self._rows.seats for seat in _seats(row, self._states))

    @cached_property
    def _offices(self) -> dict[str, tuple[Office, ...]]:
        return _grouped((office.person, office) for office in self._terms)

    @cached_property
    def _holders(self) -> dict[str | None, tuple[Office, ...]]:
        return _grouped((office.country, office) for office in self._terms)

    def entry(self, id: str) -> Entry | None:
        """The entry with an id, or None."""
        return self._by_id.get(id)

    def state(self, code: str) -> Entry | None:
        """The state with an ISO 3166-1 alpha-3 code (or KOS, SUN, …), or None."""
        return self._by_id.get(f"country:{code}")

    def codes(self, code: str) -> CountryCodes | None:
        """The other codes of the state with an alpha-3 code, or None."""
        return self._codes.get(code)

    def by_name(self, name: str) -> tuple[Entry, ...]:
        """All that bear a name or alias; case, accents, points and a leading "the" do not count."""
        return self._names.find(name)

    def by_variant(self, name: str) -> tuple[Entry, ...]:
        """The people whose name differs from one of several words in the spelling of its words only."""
        key = _variant_key(name)
        return self._variants.get(key, ()) if " " in key else ()

    def by_surname(self, surname: str) -> tuple[Entry, ...]:
        """All people with a surname, or the one name they are called by ("Lula")."""
        return self._surnames.find(surname)

    def by_demonym(self, word: str) -> tuple[Entry, ...]:
        """The states that a demonym may mean ("Danish", "Danes" → Denmark; "Congolese" → two)."""
        return tuple(demonym.state for demonym in self._demonyms.find(word))

    def demonyms(self, word: str) -> tuple[Demonym, ...]:
        """As `by_demonym`, with what the word is: adjective, noun or both."""
        return self._demonyms.find(word)

    def capital(self, word: str) -> tuple[Entry, ...]:
        """The states whose capital, past capital or seat of government bears the name."""
        return self._capitals.find(word)

    def seat(self, phrase: str) -> Seat | None:
        """What a seat of power stands for, or None."""
        found = self._seats.find(phrase)
        return found[0] if found else None

    def match(self, tokens: Sequence[str], i: int) -> tuple[int, tuple[Entry, ...]] | None:
        """(number of tokens, entries) of the longest name that begins at token `i`, or None.

        tokens: as they stand in the text: case tells "US" from "us".  Start behind a leading "the".
        """
        return self._names.match(tokens, i)

    def match_demonym(self, tokens: Sequence[str], i: int) -> tuple[int, tuple[Demonym, ...]] | None:
        """As `match`, for demonyms of one or more words ("South Korean")."""
        return self._demonyms.match(tokens, i)

    def match_capital(self, tokens: Sequence[str], i: int) -> tuple[int, tuple[Entry, ...]] | None:
        """As `match`, for capitals; the entries are the states."""
        return self._capitals.match(tokens, i)

    def match_seat(self, tokens: Sequence[str], i: int) -> tuple[int, tuple[Seat, ...]] | None:
        """As `match`, for seats of power."""
        return self._seats.match(tokens, i)

    def match_surname(self, tokens: Sequence[str], i: int) -> tuple[int, tuple[Entry, ...]] | None:
        """As `match`, for surnames of one or more words ("von der Leyen")."""
        return self._surnames.match(tokens, i)

    def offices(self, person: str, date: str | None = None) -> tuple[Office, ...]:
        """The offices that a person holds on an ISO day, latest first; without a date, those that last."""
        held = [office for office in self._offices.get(person, ()) if office.held_on(date)]
        return tuple(sorted(held, key=lambda office: office.start or "", reverse=True))

    def career(self, person: str) -> tuple[Office, ...]:
        """All offices of a person that the files know, in their order."""
        return self._offices.get(person, ())

    def office_holder(self, country: str, office: str, date: str | None = None) -> Entry | None:
        """Who holds an office of a country on an ISO day (the last to take it), or None.

        office: a key of `offices.tsv` ("head-of-government") or a title ("Prime Minister").
        """
        wanted = fold(office)
        terms = [o for o in self._holders.get(country, ()) if wanted in (o.office, fold(o.title)) and o.held_on(date)]
        return self._by_id[max(terms, key=lambda o: o.start or "").person] if terms else None

    def country(self, entry: Entry, date: str | None = None) -> str | None:
        """The country of an entry on an ISO day: of a person that of the office held, else of the state served last.

        Somebody who heads an international body was their own country's before, and is so again afterwards.
        """
        career = self.career(entry.id)
        held = self.offices(entry.id, date)
        if held or not career:
            return held[0].country if held else entry.country
        past = [o for o in career if date is None or not o.begins_after(date)]
        home = [o for o in past or career if o.country and o.country not in _BODIES_OF_STATES]
        if not home:
            return entry.country if past else None
        return (max if past else min)(home, key=lambda o: o.start or "").country

    def sectors(self, entry: Entry, date: str | None = None) -> tuple[str, ...]:
        """The sectors of an entry on an ISO day.

        Somebody in office has the office's; somebody who once served a state and holds nothing any more is a former
        official (ELI); of somebody whose first office lies ahead nothing is known; others have those of the last term.
        """
        held = self.offices(entry.id, date)
        if held:
            return tuple(dict.fromkeys(sector for office in held for sector in office.sectors))
        career = self.career(entry.id)
        past = [o for o in career if date is None or not o.begins_after(date)]
        if career and not past:
            return ()
        if any(_STATE_SECTORS & set(office.sectors) for office in past):
            return (FORMER_OFFICIAL,)
        return max(past, key=lambda o: o.start or "").sectors if past else entry.sectors


def load_registry(extra: Path | None = None) -> Registry:
    """The registry of the installation, or with the files of a user's folder over it; read once.

    Raises ArtefactError where a file is damaged or a row names something that no file has, UsageError where
    the folder holds none of the files.
    """
    if extra:
        require_files(extra)
    return _load(extra.resolve() if extra else None)


@cache
def _load(extra: Path | None) -> Registry:
    # thousands of small objects that all live on: the collector would go through them again and again for nothing
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Registry(read_rows(extra))
    except (LookupError, ValueError, OSError) as error:
        raise ArtefactError(_explained(extra, error)) from error
    finally:
        if collecting:
            gc.enable()


def _explained(extra: Path | None, error: Exception) -> str:
    """Where the files are at fault.  Loading does not know: it reads them without counting lines, to be quick."""
    errors = check_registry(extra).errors
    if not errors:
        return f"the registry in {extra or 'the installation'} cannot be read: {error!r}"
    folder = f" --registry {extra}" if extra else ""
    more = f" ({len(errors)} errors; dragoman registry check{folder} lists them)" if errors[1:] else ""
    return f"{errors[0]}{more}"


def _require_known_codes(rows: Rows) -> None:
    """Raises a LookupError where a row has a country, an office or a sector that no list has."""
    countries = {row["code"] for row in rows.states}
    actors = (*rows.organizations, *rows.people)
    unknown = {row["country"] for row in rows.states} - countries
    unknown |= {row["country"] for row in rows.seats} - countries
    unknown |= {row["office"] for row in rows.people} - {row["office"] for row in rows.offices}
    unknown |= {row["country"] for row in actors} - countries - INTERNATIONAL - {""}
    cells = {row["sectors"] for row in (*rows.offices, *rows.seats, *actors)}
    unknown |= {sector for cell in cells for sector in split(cell)}.difference(load_plover().sectors)
    if unknown:
        raise LookupError(*sorted(unknown))


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _state(row: dict[str, str]) -> Entry:
    return Entry(
        id=f"country:{row['code']}",
        name=row["name"],
        kind="state",
        country=row["country"],
        sectors=("GOV",) if row["country"] == row["code"] or row["code"].isupper() else ("GOV", "PRE"),
        wikidata=row["wikidata"] or None,
        aliases=split(row["aliases"]),
        valid_from=row["from"] or None,
        valid_to=row["to"] or None,
    )


def _codes(row: dict[str, str]) -> CountryCodes:
    return CountryCodes(
        alpha2=row["iso2"] or None,
        cow=int(row["cow"]) if row["cow"] else None,
        region=row["region"] or None,
    )


def _demonyms(row: dict[str, str], state: Entry) -> Iterator[Demonym]:
    adjectives, people = split(row["adjectives"]), split(row["people"])
    for word in dict.fromkeys(adjectives + people):
        yield Demonym(word=word, state=state, adjective=word in adjectives, person=word in people)


def _organization(row: dict[str, str]) -> Entry:
    return Entry(
        id=row["id"],
        name=row["name"],
        kind="organization",
        country=row["country"] or None,
        sectors=split(row["sectors"]),
        wikidata=row["wikidata"] or None,
        aliases=split(row["aliases"]),
        body=row["body"] or None,
        valid_from=row["from"] or None,
        valid_to=row["to"] or None,
        epithets=split(row["epithets"]),
    )


def _seats(row: dict[str, str], states: dict[str, Entry]) -> Iterator[Seat]:
    state = states[row["country"]]
    for name in split(row["names"]):
        yield Seat(
            name=name,
            state=state,
            sectors=split(row["sectors"]),
            organization=row["organization"] or None,
            town=row["town"] == "yes",
        )


def _office(row: dict[str, str], sectors: dict[str, tuple[str, ...]]) -> Office:
    usual = sectors[row["office"]]
    return Office(
        person=row["id"],
        country=row["country"] or None,
        office=row["office"],
        title=row["title"],
        sectors=split(row["sectors"]) or usual,
        start=row["start"] or None,
        end=row["end"] or None,
    )


def _person(rows: tuple[dict[str, str], ...], terms: tuple[Office, ...]) -> Entry:
    last = terms[0] if len(terms) == 1 else max(terms, key=lambda term: (term.end is None, term.start or ""))
    names = _merged(rows, "name")
    return Entry(
        id=rows[0]["id"],
        name=names[0],
        kind="person",
        country=last.country,
        sectors=last.sectors,
        wikidata=next((row["wikidata"] for row in rows if row["wikidata"]), None),
        aliases=tuple(dict.fromkeys((*names[1:], *_merged(rows, "aliases")))),
        surnames=_merged(rows, "surnames") or (names[0].split()[-1],),
        gender=_gender(rows),
    )


# "Al-Bashir", "el Bashir" and "Bashir" are one.
_ARTICLES = frozenset({"al", "el", "ul", "ad", "as", "ash", "an", "ar", "at", "az"})


def _variant_key(name: str) -> str:
    """The words of a name, each in the first of its spellings, without Arabic articles."""
    spelt = _spellings()
    words = fold(name).replace("-", " ").replace("'", "").replace("’", "").split()
    return " ".join(spelt.get(word, word) for word in words if word not in _ARTICLES)


@cache
def _spellings() -> dict[str, str]:
    """A spelling → the first of its row."""
    rows = (row["spellings"].split("|") for row in data_rows("actors/name_variants.tsv"))
    return {spelling: row[0] for row in rows for spelling in row}


def _merged(rows: tuple[dict[str, str], ...], column: str) -> tuple[str, ...]:
    if len(rows) == 1:
        return split(rows[0][column])
    return tuple(dict.fromkeys(part for row in rows for part in split(row[column])))


def _gender(rows: tuple[dict[str, str], ...]) -> Gender | None:
    given = {row["gender"] for row in rows}
    return "m" if "m" in given else "f" if "f" in given else None
