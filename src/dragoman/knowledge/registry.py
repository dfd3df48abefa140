"""The actor registry: states, people with their offices, organisations, and the seats and capitals
that stand for a government.

Everything it knows stands in `data/registry/*.tsv`, a row a thing, sources named at the head of each file.
A folder of the user's own may hold files of the same names: a row whose id the shipped files know replaces
what they say of it, any other row is added.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from ..errors import ArtefactError, UsageError
from ..records import ActorKind
from .files import read_data, table_rows
from .names import NameIndex, fold

STATES = "states.tsv"
SEATS = "seats.tsv"
OFFICES = "offices.tsv"
ORGANIZATIONS = "organizations.tsv"
PEOPLE = ("leaders.tsv", "ministers.tsv", "figures.tsv")
_FILES = (STATES, SEATS, OFFICES, ORGANIZATIONS, *PEOPLE)

# Sector of somebody who held a state office and holds none any more (PLOVER manual, sector codes).
FORMER_OFFICIAL = "ELI"
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


class Tables(msgspec.Struct, frozen=True, kw_only=True):
    """What the files hold, before it is indexed."""

    version: str
    states: tuple[Entry, ...]
    organizations: tuple[Entry, ...]
    people: tuple[Entry, ...]
    offices: tuple[Office, ...]
    seats: tuple[Seat, ...]
    demonyms: tuple[Demonym, ...]
    capitals: tuple[tuple[str, Entry], ...]
    codes: dict[str, CountryCodes]


class Registry:
    """Looks actors up by name, demonym, capital, seat, surname and office.  Never changes once made."""

    def __init__(self, tables: Tables) -> None:
        entries = (*tables.states, *tables.organizations, *tables.people)
        self.version = tables.version
        self.entries = entries
        self._by_id = {entry.id: entry for entry in entries}
        self._names = NameIndex((name, e) for e in entries for name in (e.name, *e.aliases))
        self._surnames = NameIndex((name, e) for e in tables.people for name in e.surnames)
        self._demonyms = NameIndex((d.word, d) for d in tables.demonyms)
        self._capitals = NameIndex(tables.capitals)
        self._seats = NameIndex((seat.name, seat) for seat in tables.seats)
        self._offices = _grouped((office.person, office) for office in tables.offices)
        self._holders = _grouped((o.country, o) for o in tables.offices)
        self._codes = tables.codes
        self.longest_name_tokens = 12

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

    def sectors(self, entry: Entry, date: str | None = None) -> tuple[str, ...]:
        """The sectors of an entry on an ISO day.

        Somebody in office has the office's; somebody whose state offices are all over is a former official
        (ELI); in all other cases they are the entry's own.
        """
        held = self.offices(entry.id, date)
        if held:
            return tuple(dict.fromkeys(sector for office in held for sector in office.sectors))
        past = [o for o in self.career(entry.id) if date is None or not o.begins_after(date)]
        if past and all(_STATE_SECTORS & set(office.sectors) for office in past):
            return (FORMER_OFFICIAL,)
        return entry.sectors


def load_registry(extra: Path | None = None) -> Registry:
    """The registry of the installation, or with the files of a user's folder over it; read once.

    Raises ArtefactError where a file is damaged or a row names something that no file has, UsageError where
    the folder holds none of the files.
    """
    if extra and not any((extra / name).is_file() for name in _FILES):
        raise UsageError(f"{extra} holds no registry file; name one {', '.join(_FILES[:-1])} or {_FILES[-1]}")
    return _load(extra.resolve() if extra else None)


@cache
def _load(extra: Path | None) -> Registry:
    try:
        return Registry(_Reader(extra).tables())
    except (LookupError, ValueError, OSError) as error:
        raise ArtefactError(f"the registry in {extra or 'the installation'} cannot be read: {error!r}") from error


class _Reader:
    """Reads the files, the user's over the shipped ones, and remembers their bytes for the version."""

    def __init__(self, extra: Path | None) -> None:
        self._extra = extra
        self._digest = hashlib.sha256()

    def tables(self) -> Tables:
        state_rows = self._rows(STATES, "code")
        states = tuple(map(_state, state_rows))
        by_code = {entry.id.partition(":")[2]: entry for entry in states}
        defaults = {row["office"]: _split(row["sectors"]) for row in self._rows(OFFICES, "office")}
        organizations = tuple(map(_organization, self._rows(ORGANIZATIONS, "id")))
        seats = tuple(seat for row in self._rows(SEATS, "names") for seat in _seats(row, by_code))
        people, offices = _people(self._people_rows(), defaults)
        return Tables(
            version=self._version(),
            states=states,
            organizations=organizations,
            people=people,
            offices=offices,
            seats=seats,
            demonyms=tuple(d for row in state_rows for d in _demonyms(row, by_code[row["code"]])),
            capitals=tuple((c, by_code[row["code"]]) for row in state_rows for c in _split(row["capitals"])),
            codes={row["code"]: _codes(row) for row in state_rows},
        )

    def _version(self) -> str:
        """Day of the last check and the first 8 hex of SHA-256 over all files, the user's too."""
        return f"{read_data('registry/version.txt').strip()}+{self._digest.hexdigest()[:8]}"

    def _people_rows(self) -> list[dict[str, str]]:
        """The rows of all files about people; the user's rows replace all that others say of a person."""
        shipped = [row for name in PEOPLE for row in self._shipped(name)]
        own = [row for name in PEOPLE for row in self._own(name)]
        replaced = {row["id"] for row in own}
        return [row for row in shipped if row["id"] not in replaced] + own

    def _rows(self, name: str, key: str) -> list[dict[str, str]]:
        own = self._own(name)
        replaced = {row[key] for row in own}
        return [row for row in self._shipped(name) if row[key] not in replaced] + own

    def _shipped(self, name: str) -> list[dict[str, str]]:
        return self._parsed(read_data(f"registry/{name}"), name)

    def _own(self, name: str) -> list[dict[str, str]]:
        path = self._extra / name if self._extra else None
        if path is None or not path.is_file():
            return []
        return self._parsed(path.read_text(encoding="utf-8-sig"), str(path))

    def _parsed(self, text: str, name: str) -> list[dict[str, str]]:
        self._digest.update(text.encode())
        return list(table_rows(text, name))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


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
        aliases=_split(row["aliases"]),
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
    adjectives, people = _split(row["adjectives"]), _split(row["people"])
    for word in dict.fromkeys(adjectives + people):
        yield Demonym(word=word, state=state, adjective=word in adjectives, person=word in people)


def _organization(row: dict[str, str]) -> Entry:
    return Entry(
        id=row["id"],
        name=row["name"],
        kind="organization",
        country=row["country"] or None,
        sectors=_split(row["sectors"]),
        wikidata=row["wikidata"] or None,
        aliases=_split(row["aliases"]),
        body=row["body"] or None,
        valid_from=row["from"] or None,
        valid_to=row["to"] or None,
        epithets=_split(row["epithets"]),
    )


def _seats(row: dict[str, str], states: dict[str, Entry]) -> Iterator[Seat]:
    state = states.get(row["country"])
    if state is None:
        raise ArtefactError(f"{SEATS}: {row['names']} is of {row['country']!r}, which {STATES} does not have")
    for name in _split(row["names"]):
        yield Seat(
            name=name,
            state=state,
            sectors=_split(row["sectors"]),
            organization=row["organization"] or None,
            town=row["town"] == "yes",
        )


def _people(
    rows: list[dict[str, str]], sectors: dict[str, tuple[str, ...]]
) -> tuple[tuple[Entry, ...], tuple[Office, ...]]:
    """The people, their rows merged, and their terms of office."""
    offices = tuple(_office(row, sectors) for row in rows)
    terms = _grouped((office.person, office) for office in offices)
    by_person = _grouped((row["id"], row) for row in rows)
    return tuple(_person(own, terms[id]) for id, own in by_person.items()), offices


def _office(row: dict[str, str], sectors: dict[str, tuple[str, ...]]) -> Office:
    if row["office"] not in sectors:
        raise ArtefactError(f"{row['id']}: office {row['office']!r} does not stand in {OFFICES}")
    return Office(
        person=row["id"],
        country=row["country"] or None,
        office=row["office"],
        title=row["title"],
        sectors=_split(row["sectors"]) or sectors[row["office"]],
        start=row["start"] or None,
        end=row["end"] or None,
    )


def _person(rows: tuple[dict[str, str], ...], terms: tuple[Office, ...]) -> Entry:
    last = max(terms, key=lambda term: (term.end is None, term.start or ""))
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


def _merged(rows: tuple[dict[str, str], ...], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for row in rows for part in _split(row[column])))


def _gender(rows: tuple[dict[str, str], ...]) -> Gender | None:
    given = {row["gender"] for row in rows}
    return "m" if "m" in given else "f" if "f" in given else None
