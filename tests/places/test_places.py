"""Place names and where they are: tables of (text, names, expected), no model needed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.gazetteer import Gazetteer, load_gazetteer
from dragoman.language import Analysis
from dragoman.places import find_places, locate, read_places
from dragoman.records import Block, Dateline, Document, Span


def spans(text: str, *names: str) -> list[tuple[int, int]]:
    return [m.span() for name in names for m in [re.search(re.escape(name), text)] if m]


def located(text: str, *names: str):
    """(name, country, first division, precision) of each name."""
    return [(p.name, p.country, p.admin1, p.precision) for p in locate(text, spans(text, *names))]


ONE_NAME = [
    # size decides where nothing else is said
    ("Shelling near Kharkiv went on.", "Kharkiv", ("Kharkiv", "UKR", "city")),
    ("The mayor of Paris spoke.", "Paris", ("Paris", "FRA", "city")),
    ("A flight from New York landed.", "New York", ("New York City", "USA", "city")),
    ("Officials in Washington met.", "Washington", ("Washington", "USA", "city")),
    # names before and after renaming, in other spellings
    ("A court in Kiev ruled.", "Kiev", ("Kyiv", "UKR", "city")),
    ("The army of Burma denied it.", "Burma", ("Myanmar", "MMR", "country")),
    ("Troops left the U.S. base.", "U.S.", ("United States", "USA", "country")),
    ("It was sold in the UK.", "UK", ("United Kingdom", "GBR", "country")),
    # an adjective or a people is its state's
    ("Syrian forces withdrew.", "Syrian", ("Syria", "SYR", "country")),
    ("The European market fell.", "European", ("Europe", None, "region")),
    # what stands beside the name places it
    ("He lives in Paris, Texas, now.", "Paris", ("Paris", "USA", "city")),
    ("SPRINGFIELD, Ill. (Agency) —", "SPRINGFIELD", ("Springfield", "USA", "city")),
    ("a clinic in Tripoli, Lebanon", "Tripoli", ("Tripoli", "LBN", "city")),
    ("the town of Ramadi, Iraq", "Ramadi", ("Ramadi", "IRQ", "city")),
    ("a fire in Allegheny County", "Allegheny County", ("Allegheny County", "USA", "admin2")),
    # waters and the like
    ("Ships crossed the Taiwan Strait.", "Taiwan Strait", ("Taiwan Strait", None, "sea")),
    ("a base in the Spratlys", "Spratlys", ("Spratly Islands", None, "region")),
    ("an office in the Kremlin", "Kremlin", ("Kremlin", "RUS", "site")),
    ("northern Aleppo province", "northern Aleppo", ("Aleppo", "SYR", "admin1")),
    # acronyms are no small towns, directions no places
    ("The EU agreed.", "EU", ("European Union", None, "region")),
    ("in the West", "West", ("West", None, "site")),
    ("in Qwxyzburg", "Qwxyzburg", ("Qwxyzburg", None, "site")),
]


@pytest.mark.parametrize(("text", "name", "expected"), ONE_NAME)
def test_a_name(text, name, expected):
    ((found, country, _, precision),) = located(text, name)
    assert (found, country, precision) == expected


def test_names_around_decide_between_places_of_one_name():
    text = "Police in Hamilton, Guelph and Barrie searched homes; Ontario paid for it."
    assert {p[1:3] for p in located(text, "Hamilton", "Guelph", "Barrie", "Ontario")} == {("CAN", "Ontario")}
    text = "Police in Hamilton, Dundee and Stirling searched homes; Scotland paid for it."
    assert {p[1:3] for p in located(text, "Hamilton", "Dundee", "Stirling")} == {("GBR", "Scotland")}


def test_one_name_means_one_place_unless_the_words_beside_it_differ():
    text = "Fire broke out in Springfield, Ill. Springfield still burns. A team from Springfield, Mass. came."
    names = [m.span() for m in re.finditer("Springfield", text)]
    assert [p.admin1 for p in locate(text, names)] == ["Illinois", "Illinois", "Massachusetts"]


def test_a_country_has_a_point_only_where_it_is_asked_for():
    text = "SANAA, Yemen (Agency) - Nothing moved."
    document = Document(
        id="d",
        text=text,
        dateline=Dateline("SANAA", None, "Agency", Span.of(text, 0, 21)),
        blocks=[Block("dateline", 0, 23), Block("paragraph", 24, len(text))],
    )
    nothing_parsed = Analysis(text=text, tokens=(), sentences=(), entities=(), quotations=(), clauses=(), children=())
    city, country = find_places(nothing_parsed, document)
    assert (city.span.text, city.country, city.precision) == ("SANAA", "YEM", "city")
    assert (country.span.text, country.precision, country.lat, country.lon) == ("Yemen", "country", None, None)
    assert locate(text, spans(text, "Yemen"))[0].lat is not None


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [
        ("NAIROBI, Kenya, March 9 (Agency) —", ["NAIROBI", "Kenya"]),
        ("KYIV (Agency) -", ["KYIV"]),
        ("GENEVA, March 3 —", ["GENEVA"]),
        ("WICHITA, Kan. (Agency) -", ["WICHITA", "Kan."]),
    ],
)
def test_datelines(dateline, expected):
    document = Document(id="d", text=dateline, dateline=Dateline(None, None, None, Span.of(dateline, 0, len(dateline))))
    parsed = Analysis(text=dateline, tokens=(), sentences=(), entities=(), quotations=(), clauses=(), children=())
    assert [p.span.text for p in find_places(parsed, document)] == expected


def test_the_gazetteer_reads_nothing_before_it_is_asked():
    assert not any(isinstance(held, bytes | dict) for held in vars(Gazetteer()).values())


def test_every_state_of_the_registry_with_a_code_is_known():
    gazetteer = load_gazetteer()
    missing = [code for code in ("USA", "RUS", "CHN", "UKR", "PSE", "KOS", "TWN", "VAT") if not gazetteer.state(code)]
    assert missing == []


def test_places_of_a_name_come_largest_first_with_coordinates_on_earth():
    for name in ("San José", "Springfield", "Santa Maria", "Georgia"):
        found = [e for e in load_gazetteer().lookup(name) if e.geoname_id]
        assert [e.population for e in found] == sorted((e.population for e in found), reverse=True)
        assert all(-90 <= e.lat <= 90 and -180 <= e.lon <= 180 for e in found)


TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(["Paris", ",", "Texas", "Ill.", "(", "U.S.", "'s", "County", "é"])).map(" ".join),
)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_one_place_with_its_span_for_every_name(text, pairs):
    names = [(min(p), max(p)) for p in pairs if max(p) <= len(text) and p[0] != p[1]]
    found = locate(text, names)
    assert [(p.span.start, p.span.end) for p in found] == names
    assert all(text[p.span.start : p.span.end] == p.span.text for p in found)


WIDER = [
    ("The Turkish envoy met two Egyptians.", [("Turkish", "TUR"), ("Egyptians", "EGY")]),
    ("A spokesman for the Dhaka Police Department spoke.", [("Dhaka", "BGD")]),
    ("The Kansas National Guard was called.", [("Kansas", "USA")]),
    ("He lives on Marlow Street.", [("Marlow Street", None)]),
    # no places: a person's name, a language
    ("Jordan Wilkes, a farmer, said no.", []),
]


@pytest.mark.parametrize(("text", "expected"), WIDER)
def test_adjectives_and_names_within_names(analyze, text, expected):
    document = Document(id="d", text=text, blocks=[Block("paragraph", 0, len(text))])
    assert [(p.span.text, p.country) for p in read_places(analyze(text), document)] == expected
    named = {p.span.text for p in find_places(analyze(text), document)}
    assert not named & {"Turkish", "Egyptians", "Dhaka", "Kansas"}
