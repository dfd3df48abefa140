"""Laws of the people files of the actor registry, and who held which office when."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest

from dragoman.knowledge.files import data_rows
from dragoman.knowledge.names import fold, name_key, slug
from dragoman.knowledge.registry import Registry, load_registry
from dragoman.knowledge.registry_files import PEOPLE

COLUMNS = [
    "id", "name", "aliases", "surnames", "gender", "wikidata", "country", "office", "title", "start", "end", "sectors",
]  # fmt: skip
# Bodies beside states whose code a person's events can carry.
BODIES = {"", "UNO", "EUR", "IGO"}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
# Processor time, the best of a few loads: a busy machine may slow any one of them.
LOADS = 5
LOAD_SECONDS = 0.1


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return [row for name in PEOPLE for row in data_rows(f"registry/{name}")]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def test_columns(rows: list[dict[str, str]]) -> None:
    assert all(list(row) == COLUMNS for row in rows)


def test_ids_are_slugs(rows: list[dict[str, str]]) -> None:
    bad = [row["id"] for row in rows if not re.fullmatch(r"person:[a-z0-9]+(-[a-z0-9]+)*", row["id"])]
    assert bad == []


def test_id_is_of_the_name(rows: list[dict[str, str]]) -> None:
    """The slug of the name, or of another name where the person's own is shared or long: never of a stranger's."""
    strangers = [
        row["id"]
        for row in rows
        if not set(row["id"].partition(":")[2].split("-"))
        & set(slug(" ".join((row["name"], row["aliases"].replace("|", " ")))).split("-"))
    ]
    assert strangers == []


def test_one_name_per_person(rows: list[dict[str, str]]) -> None:
    names = defaultdict(set)
    for row in rows:
        names[row["id"]].add(row["name"])
    assert {id: found for id, found in names.items() if len(found) > 1} == {}


def test_one_gender_and_item_per_person(rows: list[dict[str, str]]) -> None:
    for column in ("gender", "wikidata"):
        found = defaultdict(set)
        for row in rows:
            found[row["id"]].update({row[column]} - {""})
        assert {id: values for id, values in found.items() if len(values) > 1} == {}


def test_cells(rows: list[dict[str, str]]) -> None:
    assert {row["gender"] for row in rows} <= {"", "m", "f"}
    assert [row["wikidata"] for row in rows if not re.fullmatch(r"(Q\d+)?", row["wikidata"])] == []
    assert [row["id"] for row in rows if not row["title"] or not row["name"]] == []
    untidy = re.compile(r"^\s|\s$|\s\s|\|\||^\||\|$")
    assert [row["id"] for row in rows if any(untidy.search(cell) for cell in row.values())] == []


def test_countries_are_known(rows: list[dict[str, str]], registry: Registry) -> None:
    unknown = {row["country"] for row in rows if row["country"] not in BODIES and not registry.state(row["country"])}
    assert unknown == set()


def test_dates(rows: list[dict[str, str]]) -> None:
    for row in rows:
        start, end = row["start"], row["end"]
        assert DATE.fullmatch(start), row
        assert not end or DATE.fullmatch(end), row
        assert not end or start[: len(end)] <= end[: len(start)], row


def test_no_term_twice(rows: list[dict[str, str]]) -> None:
    terms = Counter((row["id"], row["office"], row["country"], row["start"]) for row in rows)
    assert [term for term, count in terms.items() if count > 1] == []


def test_terms_of_one_office_do_not_overlap(rows: list[dict[str, str]]) -> None:
    """A person's terms of one office and title follow each other, to the month."""
    terms = defaultdict(list)
    for row in rows:
        terms[row["id"], row["country"], row["office"], row["title"]].append((row["start"], row["end"]))
    for key, spans in terms.items():
        spans.sort()
        for (_, end), (start, _) in pairwise(spans):
            assert end and end[:7] <= start[:7][: len(end)], (key, spans)


def test_nobody_shares_a_full_name(registry: Registry) -> None:
    """Two people of one name would take each other's words; a qualified name keeps them apart."""
    bearers = defaultdict(set)
    for entry in registry.entries:
        if entry.kind == "person":
            for name in (entry.name, *entry.aliases):
                bearers[name_key(name)].add(entry.id)
    assert {name: ids for name, ids in bearers.items() if len(ids) > 1} == {}


def test_single_words_are_nobodys_first_name(registry: Registry) -> None:
    """A full name of one word matches wherever it stands, so it must not be a common first or last name."""
    words = {
        fold(name)
        for entry in registry.entries
        if entry.kind == "person"
        for name in (entry.name, *entry.aliases)
        if len(name.split()) == 1
    }
    parts = Counter(
        part for entry in registry.entries if entry.kind == "person" for part in set(fold(entry.name).split())
    )
    assert {word for word in words if parts[word] > 1} == set()


def test_how_many(registry: Registry, rows: list[dict[str, str]]) -> None:
    people = [entry for entry in registry.entries if entry.kind == "person"]
    states = {row["country"] for row in data_rows("registry/ministers.tsv")}
    assert len(people) > 1500
    assert len(states) >= 40


def test_load_is_quick(tmp_path: Path) -> None:
    assert min(_load_seconds(tmp_path / str(i)) for i in range(LOADS)) < LOAD_SECONDS


def _load_seconds(folder: Path) -> float:
    """How long the whole registry takes; a folder not asked for before is not cached."""
    folder.mkdir()
    (folder / "leaders.tsv").write_text(
        "id\tname\taliases\tsurnames\tgender\twikidata\tcountry\toffice\ttitle\tstart\tend\tsectors\n"
    )
    started = process_time()
    load_registry(folder)
    return process_time() - started


@pytest.mark.parametrize(
    ("country", "office", "date", "person"),
    [
        # changes of 2025, the day itself
        ("USA", "head-of-state", "2025-01-19", "joe-biden"),
        ("USA", "head-of-state", "2025-01-20", "donald-trump"),
        ("DEU", "Chancellor", "2025-05-07", "friedrich-merz"),
        ("JPN", "Prime Minister", "2025-10-22", "sanae-takaichi"),
        # somebody back in office after others
        ("USA", "head-of-state", "2019-06-01", "donald-trump"),
        ("BRA", "head-of-state", "2005-06-01", "luiz-inacio-lula-da-silva"),
        ("BRA", "head-of-state", "2023-06-01", "luiz-inacio-lula-da-silva"),
        ("ISR", "Prime Minister", "2022-03-01", "naftali-bennett"),
        # an acting head while the suspended one keeps the title
        ("KOR", "head-of-state", "2024-12-20", "han-duck-soo"),
        ("KOR", "head-of-state", "2025-06-05", "lee-jae-myung"),
        # changes by force
        ("SYR", "head-of-state", "2024-11-30", "bashar-al-assad"),
        ("SYR", "head-of-state", "2025-03-01", "ahmed-al-sharaa"),
        ("NER", "head-of-state", "2023-08-01", "abdourahamane-tiani"),
        # an office that is neither head of state nor of government
        ("IRN", "ruler", "2020-01-08", "ali-khamenei"),
        # rows of the first part, from the lists
        ("GBR", "Prime Minister", "2003-03-20", "tony-blair"),
        ("RUS", "head-of-state", "1995-01-01", "boris-yeltsin"),
        ("ITA", "Prime Minister", "1994-09-01", "silvio-berlusconi"),
        # ministers and bodies
        ("RUS", "foreign-minister", "2022-02-24", "sergei-lavrov"),
        ("GBR", "Foreign Secretary", "2017-01-01", "boris-johnson"),
        ("IGO", "NATO Secretary General", "2022-05-01", "jens-stoltenberg"),
        ("EUR", "High Representative", "2025-02-01", "kaja-kallas"),
    ],
)
def test_office_holder(registry: Registry, country: str, office: str, date: str, person: str) -> None:
    holder = registry.office_holder(country, office, date)
    assert holder is not None
    assert holder.id == f"person:{person}"


@pytest.mark.parametrize(
    ("name", "person"),
    [
        # spellings of news agencies
        ("Alexander Lukashenko", "alexander-lukashenko"),
        ("Aliaksandr Lukashenka", "alexander-lukashenko"),
        ("Volodymyr Zelenskiy", "volodymyr-zelensky"),
        ("Moammar Gadhafi", "muammar-gaddafi"),
        # accents and hyphens do not count
        ("Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("Kim Jong-un", "kim-jong-un"),
        ("Luiz Inacio Lula da Silva", "luiz-inacio-lula-da-silva"),
        # nicknames that stand for the name
        ("Jokowi", "joko-widodo"),
        ("Hemedti", "mohamed-hamdan-dagalo"),
        ("Yoko Kamikawa", "yoko-kamikawa"),
    ],
)
def test_by_name(registry: Registry, name: str, person: str) -> None:
    assert [entry.id for entry in registry.by_name(name)] == [f"person:{person}"]


@pytest.mark.parametrize(
    ("surname", "person"),
    [
        ("Xi", "xi-jinping"),
        ("Lula", "luiz-inacio-lula-da-silva"),
        ("Kim", "kim-jong-un"),
        ("Abiy", "abiy-ahmed"),
        ("Suu Kyi", "aung-san-suu-kyi"),
        ("von der Leyen", "ursula-von-der-leyen"),
        ("Guaido", "juan-guaido"),
    ],
)
def test_by_surname(registry: Registry, surname: str, person: str) -> None:
    assert f"person:{person}" in {entry.id for entry in registry.by_surname(surname)}


@pytest.mark.parametrize(
    ("person", "date", "sectors"),
    [
        ("boris-johnson", "2020-05-01", ("GOV",)),
        ("boris-johnson", "2024-05-01", ("ELI",)),
        ("alexei-navalny", "2021-01-17", ("OPP", "PTY")),
        ("pope-francis", "2020-05-01", ("REL", "GOV")),
        ("mohamed-hamdan-dagalo", "2023-06-01", ("PRM", "REB")),
        # first a coup leader, then a president
        ("ahmed-al-sharaa", "2020-05-01", ("REB",)),
        ("ahmed-al-sharaa", "2025-05-01", ("GOV",)),
        ("jens-stoltenberg", "2020-05-01", ("IGO",)),
    ],
)
def test_sectors(registry: Registry, person: str, date: str, sectors: tuple[str, ...]) -> None:
    entry = registry.entry(f"person:{person}")
    assert entry is not None
    assert registry.sectors(entry, date) == sectors


OFFICES_AND_DAYS = [
    # person, day, country, primary sector
    ("person:tony-blair", "2000-01-01", "GBR", "GOV"),
    ("person:tony-blair", "2010-01-01", "IGO", "IGO"),
    ("person:tony-blair", "2020-01-01", "GBR", "ELI"),
    ("person:michel-aoun", "2010-01-01", "LBN", "PTY"),
    ("person:ban-ki-moon", "2010-01-01", "UNO", "IGO"),
]


@pytest.mark.parametrize(("person", "day", "country", "sector"), OFFICES_AND_DAYS)
def test_the_office_decides_by_date(registry: Registry, person: str, day: str, country: str, sector: str) -> None:
    entry = registry.entry(person)
    assert entry is not None
    assert (registry.country(entry, day), registry.sectors(entry, day)[0]) == (country, sector)


def test_nothing_is_known_of_somebody_before_the_first_office(registry: Registry) -> None:
    entry = registry.entry("person:tony-blair")
    assert entry is not None
    assert (registry.country(entry, "1980-01-01"), registry.sectors(entry, "1980-01-01")) == ("GBR", ())
