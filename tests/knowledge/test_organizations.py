"""The organisations of the registry: the file's form, and names as texts write them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from dragoman.knowledge.names import name_key, slug
from dragoman.knowledge.plover import load_plover
from dragoman.knowledge.registry import Entry, load_registry
from dragoman.knowledge.registry_check import BODIES
from dragoman.knowledge.registry_files import INTERNATIONAL

REGISTRY = load_registry()
ORGANIZATIONS = tuple(entry for entry in REGISTRY.entries if entry.kind == "organization")

# Text → the organisation that its beginning names.
NAMED = [
    ("NATO", "nato"),
    ("N.A.T.O.", "nato"),
    ("U.N. Security Council", "un-security-council"),
    # the longest name wins over the United Nations alone
    ("UN refugee agency", "unhcr"),
    ("WHO", "who"),
    ("Ecowas", "ecowas"),
    ("European Union", "european-union"),
    ("Hizbollah", "hezbollah"),
    ("Al Qaida", "al-qaeda"),
    ("al-Shabaab", "al-shabaab"),
    ("Da'esh", "islamic-state"),
    ("Pakistani Taliban", "ttp"),
    ("Sudanese army", "sudanese-armed-forces"),
    ("RSF", "rapid-support-forces"),
    ("Israeli military", "idf"),
    ("Pakistani army", "pakistan-army"),
    ("US Treasury", "us-treasury"),
    ("Defense Department", "us-defense-department"),
    ("Russian Ministry of Defence", "russian-defence-ministry"),
    ("Revolutionary Guards", "irgc"),
    ("Communist Party of China", "cpc"),
    ("Médecins Sans Frontières", "msf"),
    ("Congress party", "inc"),
    # of namesakes the likelier comes first
    ("Congress", "us-congress"),
    ("KGB", "kgb"),
    ("AFP", "afp"),
]

# Words that only look like a name.
UNNAMED = ["who", "Who", "Is", "is", "Us", "it", "Ice", "Plan", "Amazon", "the", "fed", "Care", "Mend", "Total"]


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+(?:\.\w+)*\.?|'\w+|[^\w\s]", text)


@pytest.mark.parametrize(("text", "id"), NAMED)
def test_a_name_finds_its_organisation(text: str, id: str) -> None:
    words = tokens(text)
    match = REGISTRY.match([*words, "said"], 0)
    assert match is not None
    length, entries = match
    assert (length, entries[0].id) == (len(words), f"org:{id}")


@pytest.mark.parametrize("word", UNNAMED)
def test_an_everyday_word_names_nobody(word: str) -> None:
    match = REGISTRY.match([word, "said"], 0)
    assert match is None or all(entry.kind != "organization" for entry in match[1])


def test_every_id_stands_once() -> None:
    counts = Counter(entry.id for entry in ORGANIZATIONS)
    assert [id for id, count in counts.items() if count > 1] == []


def test_ids_are_slugs() -> None:
    assert [e.id for e in ORGANIZATIONS if not e.id[4:] or e.id != f"org:{slug(e.id[4:])}"] == []


def test_countries_are_known() -> None:
    assert [e.id for e in ORGANIZATIONS if e.country and not (e.country in INTERNATIONAL or is_state(e.country))] == []


def is_state(code: str) -> bool:
    """Whether it is the code that events carry, not that of a former state or a territory."""
    state = REGISTRY.state(code)
    return state is not None and state.country == code


def test_sectors_are_of_the_closed_list() -> None:
    closed = set(load_plover().sectors)
    assert [e.id for e in ORGANIZATIONS if not e.sectors or not closed.issuperset(e.sectors)] == []
    assert [e.id for e in ORGANIZATIONS if len(set(e.sectors)) < len(e.sectors)] == []


def test_bodies_are_of_the_closed_list_and_go_with_the_sectors() -> None:
    assert {e.body for e in ORGANIZATIONS} <= set(BODIES)
    assert [e.id for e in ORGANIZATIONS if not _fits(e)] == []


def _fits(entry: Entry) -> bool:
    asked = BODIES[entry.body or ""]
    return not asked or not asked.isdisjoint(entry.sectors)


def test_what_belongs_to_no_country_has_a_sector_that_tells_what_it_is() -> None:
    wide = {"IGO", "NGO", "ISM", "IMG", "REL", "PTY", "JRN", "CRM", "LAB"}
    assert [e.id for e in ORGANIZATIONS if not e.country and not wide & set(e.sectors)] == []


def test_epithets_are_single_nouns() -> None:
    assert [e.id for e in ORGANIZATIONS for noun in e.epithets if not re.fullmatch(r"[a-z-]+", noun)] == []


def test_dates_and_items_are_well_formed() -> None:
    date, item = re.compile(r"\d{4}(-\d\d){0,2}"), re.compile(r"Q[1-9]\d*")
    for entry in ORGANIZATIONS:
        start, end = entry.valid_from, entry.valid_to
        assert all(date.fullmatch(day) for day in (start, end) if day), entry.id
        assert not (start and end) or start[:4] <= end[:4], entry.id
        assert entry.wikidata is None or item.fullmatch(entry.wikidata), entry.id
    items = Counter(e.wikidata for e in ORGANIZATIONS if e.wikidata)
    assert [q for q, count in items.items() if count > 1] == []


def test_no_name_is_told_twice() -> None:
    for entry in ORGANIZATIONS:
        keys = Counter(name_key(name) for name in (entry.name, *entry.aliases))
        assert "" not in keys and max(keys.values()) == 1, entry.id


def test_names_are_nobody_elses() -> None:
    """No organisation bears the name of a state, a people, a capital or a seat: those stand in their own files."""
    for entry in ORGANIZATIONS:
        for name in (entry.name, *entry.aliases):
            others = [e.id for e in REGISTRY.by_name(name) if e.kind == "state"]
            found = [*others, *REGISTRY.by_demonym(name), *REGISTRY.capital(name)]
            assert not found and REGISTRY.seat(name) is None, (entry.id, name)


@pytest.mark.parametrize(
    ("seat", "id"),
    [("Pentagon", "us-defense-department"), ("Lubyanka", "fsb"), ("Rawalpindi", "pakistan-army")],
)
def test_seats_stand_for_organisations(seat: str, id: str) -> None:
    found = REGISTRY.seat(seat)
    assert found is not None and found.organization == f"org:{id}"
    assert REGISTRY.entry(f"org:{id}") is not None
