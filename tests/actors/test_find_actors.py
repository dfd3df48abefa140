"""Who is who: names, metonyms, descriptions, merging and pronouns on the real pipeline."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.actors import actor_records
from dragoman.records import Cast

CastOf = Callable[[str], Cast]


def meant(cast: Cast, words: str, nth: int = 0) -> set[str]:
    """Ids of the actors that the nth mention with these words means; empty where there is none."""
    found = [m for m in cast.mentions if m.span.text == words]
    return set(found[nth].actors) if len(found) > nth else set()


TOPONYMS = [
    # text, toponym, the state meant ("" for a place)
    ("Oslo rejected the offer on Monday.", "Oslo", "country:NOR"),
    ("The envoy urged Lisbon to drop the tariff.", "Lisbon", "country:PRT"),
    ("Two tourists were robbed in Lisbon on Monday.", "Lisbon", ""),
    ("She flew to Nairobi on Friday.", "Nairobi", ""),
    ("The Vienna-based company closed its plant.", "Vienna", ""),
    ("They met near Ottawa's central station.", "Ottawa", ""),
    ("The outskirts of Tunis were calm.", "Tunis", ""),
    ("Chile condemned the raid.", "Chile", "country:CHL"),
    ("Farmers in Chile sold their cattle.", "Chile", ""),
]


@pytest.mark.parametrize(("text", "toponym", "state"), TOPONYMS)
def test_toponym_as_actor_or_place(cast_of: CastOf, text: str, toponym: str, state: str) -> None:
    assert meant(cast_of(text), toponym) == ({state} if state else set())


GROUPS = [
    # text, span, kind, country, primary sector
    ("Chilean soldiers fired on a bus.", "Chilean soldiers", "group", "CHL", "MIL"),
    ("Police in Denmark arrested nine protesters.", "nine protesters", "group", "DNK", "CVL"),
    ("Portugal's army left the camp.", "Portugal's army", "organization", "PRT", "MIL"),
    ("A group of miners blocked the road.", "A group of miners", "group", None, "LAB"),
    # who backs rebels does not own them
    ("Chilean-backed rebels burned the depot.", "rebels", "group", None, "REB"),
]


@pytest.mark.parametrize(("text", "span", "kind", "country", "sector"), GROUPS)
def test_group(cast_of: CastOf, text: str, span: str, kind: str, country: str | None, sector: str) -> None:
    cast = cast_of(text)
    found = [m for m in cast.mentions if m.span.text.endswith(span)]
    assert found, [m.span.text for m in cast.mentions]
    actor = cast.actors[found[0].actors[0]]
    assert (actor.kind, actor.country) == (kind, country) or country is None
    assert actor.sectors[0] == sector
    assert found[0].optional


def test_title_gives_country_sector_and_office(cast_of: CastOf) -> None:
    cast = cast_of("Danish Interior Minister Ilse Tarnholm resigned on Monday. Tarnholm gave no reason.")
    [actor] = [a for a in cast.actors.values() if a.kind == "person"]
    assert (actor.name, actor.country, actor.sectors[0], actor.title) == (
        "Ilse Tarnholm", "DNK", "GOV", "Interior Minister",
    )  # fmt: skip
    assert meant(cast, "Tarnholm") == {actor.id}


PRONOUNS = [
    # text, pronoun, words of the antecedent
    ("Maria Tarnholm left Oslo. She had lost the vote, officials said.", "She", "Maria Tarnholm"),
    ("Norway said it would pay for the repairs.", "it", "Norway"),
    ("The protesters burned a car before they fled.", "they", "The protesters"),
    ("Chile recalled its ambassador.", "its", "Chile"),
]


BINDING = [
    # an object is not the subject of its clause, wherever that one was named before
    ("Ana Reyes met Eva Lindt. Lindt thanked her.", "her", "Ana Reyes"),
    # who speaks for somebody speaks of them
    ("The miners struck. Police watched. A lawyer for the miners said they would stay.", "they", "The miners"),
    # a sentence that opens with the pronoun goes on to name who is meant
    ("Eva Lindt spoke. Before she left, Ana Reyes signed.", "she", "Ana Reyes"),
]


@pytest.mark.parametrize(("text", "pronoun", "antecedent"), BINDING)
def test_binding(cast_of: CastOf, text: str, pronoun: str, antecedent: str) -> None:
    cast = cast_of(text)
    assert meant(cast, pronoun) == meant(cast, antecedent) != set()


def test_they_may_be_a_pair(cast_of: CastOf) -> None:
    cast = cast_of("Peru and Chile signed a pact. They will open two bridges.")
    assert meant(cast, "They") == {"country:PER", "country:CHL"}


def test_a_people_tells_the_state_and_does_not_speak_for_it(cast_of: CastOf) -> None:
    cast = cast_of("The Catalan parliament met. Two Uyghurs were freed in Bern.")
    assert not meant(cast, "Catalan")
    freed = next(iter(meant(cast, "Two Uyghurs")))
    assert (cast.actors[freed].country, cast.actors[freed].sectors) == ("CHN", ["CVL"])


@pytest.mark.parametrize(("text", "pronoun", "antecedent"), PRONOUNS)
def test_pronoun(cast_of: CastOf, text: str, pronoun: str, antecedent: str) -> None:
    cast = cast_of(text)
    assert meant(cast, pronoun) == meant(cast, antecedent) != set()


@pytest.mark.parametrize("text", ["It is clear that the vote was close.", "It rained on Monday.", "It is time to go."])
def test_expletive_means_nobody(cast_of: CastOf, text: str) -> None:
    assert not meant(cast_of(text), "It")


def test_both_sides_are_the_coordinated_parties(cast_of: CastOf) -> None:
    cast = cast_of("Norway and Chile signed the accord. Both sides promised to cut fees.")
    assert meant(cast, "Both sides") == {"country:NOR", "country:CHL"}


def test_namesake_of_a_capital_is_a_person(cast_of: CastOf) -> None:
    cast = cast_of("Ilse London, a Dutch engineer, left the firm.\n\nLondon was paid on Friday.")
    assert meant(cast, "London") == meant(cast, "Ilse London")


def test_spans_match_and_heads_are_unique(cast_of: CastOf) -> None:
    text = "Norway’s navy, the coast guard and two Danish ministers met. They said it was “over”. Its crew left."
    cast = cast_of(text)
    assert all(text[m.span.start : m.span.end] == m.span.text for m in cast.mentions)
    assert len({m.head for m in cast.mentions}) == len(cast.mentions)


def test_nothing_in_nothing_out(cast_of: CastOf) -> None:
    assert cast_of("") == Cast()


def test_records_leave_out_unused_adjectives_and_lone_groups(cast_of: CastOf) -> None:
    cast = cast_of("Maria Tarnholm praised Danish butter and nine bakers.")
    assert [a.name for a in actor_records(cast, [])] == ["Maria Tarnholm"]
    bakers = [m for m in cast.mentions if m.span.text == "nine bakers"]
    used = [(m.actors[0], m.span) for m in bakers]
    assert len(actor_records(cast, used)) == 1 + len(bakers)


def test_congress_under_another_name_is_not_the_best_known_one(cast_of: CastOf) -> None:
    cast = cast_of("Peru's Congress met on Friday.")
    assert {cast.actors[i].country for i in meant(cast, "Congress")} == {"PER"}
