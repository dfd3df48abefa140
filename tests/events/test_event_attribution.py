"""On whose word: the statements around an act, and acts that are made by a statement."""

from __future__ import annotations

from collections.abc import Callable

from scenes import Scene, Told

Make = Callable[..., Scene]


def test_reporters_own_word(scene: Make) -> None:
    assert scene("Rebels attacked the fort.").event(Told("attacked", "ASSAULT", "Rebels")).attribution == []


def test_statement_around_the_act(scene: Make) -> None:
    made = scene("Police said rebels attacked the fort.").says("Police", "said", "rebels attacked the fort")
    assert made.event(Told("attacked", "ASSAULT", "rebels")).attribution == ["s1"]


def test_nested_statements_outermost_first(scene: Make) -> None:
    made = scene("The agency said the minister claimed that rebels attacked the fort.")
    made.says("minister", "claimed", "that rebels attacked the fort", within="s2")
    made.says("agency", "said", "the minister claimed that rebels attacked the fort")
    assert made.event(Told("attacked", "ASSAULT", "rebels")).attribution == ["s2", "s1"]


def test_threat_does_not_list_its_own_statement(scene: Make) -> None:
    made = scene("The junta said it would jail the monks.").says("junta", "said", "it would jail the monks")
    event = made.event(Told("jail", "THREATEN", "junta", "monks"))
    assert event.attribution == [] and event.factuality.status == "actual"


def test_threat_by_the_speakers_government(scene: Make) -> None:
    made = scene("Malta would close its ports, the minister said.")
    made.actor("Malta", "state", "MLT", "GOV").actor("minister", "person", "MLT", "GOV")
    made.says("minister", "said", "Malta would close its ports")
    event = made.event(Told("close", "THREATEN", "Malta"))
    assert event.attribution == [] and event.factuality.status == "actual"


def test_threat_that_another_state_foretells(scene: Make) -> None:
    made = scene("Malta would close its ports, the envoy said.")
    made.actor("Malta", "state", "MLT", "GOV").actor("envoy", "person", "ITA", "GOV")
    made.says("envoy", "said", "Malta would close its ports")
    event = made.event(Told("close", "THREATEN", "Malta"))
    assert event.attribution == ["s1"] and event.factuality.status == "planned"


def test_past_verbal_act_is_told_not_made(scene: Make) -> None:
    made = scene("The junta said it had not threatened the monks.")
    made.says("junta", "said", "it had not threatened the monks")
    event = made.event(Told("threatened", "THREATEN", "junta", "monks"))
    assert event.attribution == ["s1"] and event.factuality.polarity == "negated"


def test_speaker_is_the_actor_of_a_demand_that_names_none(scene: Make) -> None:
    made = scene('"The governor must resign," said Amaru.').says("Amaru", "said", "The governor must resign,", "direct")
    event = made.event(Told("resign", "REQUEST", None, "governor"))
    assert [r.actor for r in event.actors] == ["Amaru"]
    assert event.attribution == [] and event.factuality.status == "actual"


def test_several_sources_and_the_reporter(scene: Make) -> None:
    text = "Police said rebels attacked the fort.\n\nRebels attacked the fort before dawn."
    made = scene(text).says("Police", "said", "rebels attacked the fort")
    acts = Told("attacked", "ASSAULT", "Rebels", "fort"), Told("attacked", "ASSAULT", "Rebels", "fort", at=1)
    assert made.event(*acts).attribution == []
