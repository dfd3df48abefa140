"""One record per act: which mentions are joined, and which are acts of their own."""

from __future__ import annotations

from collections.abc import Callable

from scenes import Scene, Told

from dragoman.records import Event

Make = Callable[..., Scene]


def shown(events: list[Event]) -> list[tuple[str, list[str]]]:
    return [(e.trigger.text, [a.text for a in e.also]) for e in events]


def test_headline_is_another_mention(scene: Make) -> None:
    made = scene("# Rebels raid fort\n\nRebels attacked the fort before dawn.")
    acts = Told("raid", "ASSAULT", "Rebels", "fort"), Told("attacked", "ASSAULT", "Rebels", "fort")
    assert shown(made.events(*acts)) == [("attacked", ["raid"])]


def test_act_of_the_headline_alone(scene: Make) -> None:
    made = scene("# Rebels raid fort\n\nThe town is quiet.")
    assert shown(made.events(Told("raid", "ASSAULT", "Rebels", "fort"))) == [("raid", [])]


def test_highlight_that_repeats_its_sentence(scene: Make) -> None:
    made = scene("* Rebels attacked the northern fort on Monday\n\nRebels attacked the northern fort on Monday.")
    acts = Told("attacked", "ASSAULT", "Rebels", "fort"), Told("attacked", "ASSAULT", "Rebels", "fort", at=1)
    (event,) = made.events(*acts)
    assert event.trigger.start > event.also[0].start


def test_noun_that_points_back(scene: Make) -> None:
    made = scene("Rebels shelled the fort.\n\nThe attack by the rebels lasted an hour.")
    acts = Told("shelled", "ASSAULT", "Rebels", "fort"), Told("attack", "ASSAULT", "Rebels")
    assert shown(made.events(*acts)) == [("shelled", ["attack"])]


def test_another_attack(scene: Make) -> None:
    made = scene("Rebels shelled the fort.\n\nA second attack by the rebels hit the port.")
    acts = Told("shelled", "ASSAULT", "Rebels", "fort"), Told("attack", "ASSAULT", "Rebels")
    assert len(made.events(*acts)) == 2


def test_two_acts_of_one_sentence(scene: Make) -> None:
    made = scene("Rebels shelled the fort and then rammed its gate.")
    acts = Told("shelled", "ASSAULT", "Rebels", "fort"), Told("rammed", "ASSAULT", "Rebels", "fort")
    assert len(made.events(*acts)) == 2


def test_other_day_other_act(scene: Make) -> None:
    made = scene("Rebels shelled the fort on Monday.\n\nRebels shelled the fort on Tuesday.")
    acts = Told("shelled", "ASSAULT", "Rebels", "fort"), Told("shelled", "ASSAULT", "Rebels", "fort", at=1)
    assert len(made.events(*acts)) == 2


def test_rival_versions_stay_apart(scene: Make) -> None:
    made = scene("Rebels fired first.\n\nSoldiers fired first.")
    acts = Told("fired", "ASSAULT", "Rebels", "Soldiers"), Told("fired", "ASSAULT", "Soldiers", "Rebels", at=1)
    assert len(made.events(*acts)) == 2


def test_denied_act_stays_apart(scene: Make) -> None:
    made = scene("Rebels shelled the fort.\n\nThe chief denied that rebels shelled the fort.")
    acts = Told("shelled", "ASSAULT", "Rebels", "fort"), Told("shelled", "ASSAULT", "Rebels", "fort", at=1)
    assert [e.factuality.polarity for e in made.events(*acts)] == ["affirmed", "negated"]


def test_attack_and_its_harm(scene: Make) -> None:
    made = scene("Soldiers stormed the convent, killing nine monks.")
    acts = Told("stormed", "ASSAULT", "Soldiers", "convent"), Told("killing", "ASSAULT", "Soldiers", "monks")
    (event,) = made.events(*acts)
    assert [r.actor for r in event.recipients] == ["convent", "monks"]
    assert [c.low for c in event.counts] == [9]


def test_harm_beside_the_attack(scene: Make) -> None:
    made = scene("Soldiers shelled a camp and killed nine monks.")
    acts = Told("shelled", "ASSAULT", "Soldiers", "camp"), Told("killed", "ASSAULT", "Soldiers", "monks")
    assert shown(made.events(*acts)) == [("shelled", ["killed"])]


def test_harm_told_before_its_attack(scene: Make) -> None:
    made = scene("Nine monks were killed when soldiers shelled a camp.")
    acts = Told("killed", "ASSAULT", None, "monks"), Told("shelled", "ASSAULT", "soldiers", "camp")
    (event,) = made.events(*acts)
    assert [r.actor for r in event.actors] == ["soldiers"]
    assert [r.actor for r in event.recipients] == ["monks", "camp"]


def test_plural_told_one_by_one(scene: Make) -> None:
    made = scene(
        "Rebels launched two attacks.\n\nRebels struck the fort on Monday. On Tuesday rebels shelled the port."
    )
    acts = (
        Told("attacks", "ASSAULT", "Rebels"),
        Told("struck", "ASSAULT", "Rebels", "fort"),
        Told("shelled", "ASSAULT", "Rebels", "port"),
    )
    assert shown(made.events(*acts)) == [("struck", ["attacks"]), ("shelled", ["attacks"])]


def test_ids_of_two_types_on_one_trigger(scene: Make) -> None:
    made = scene("A court convicted the editor.")
    acts = Told("convicted", "SANCTION", "court", "editor"), Told("convicted", "COERCE", "court", "editor")
    events = made.events(*acts)
    assert len({e.id for e in events}) == 2 and all(len(e.id) == 16 for e in events)


def test_ordinal_parts_equal_triggers(scene: Make) -> None:
    made = scene("A court convicted the editor.")
    acts = Told("convicted", "SANCTION", "court", "editor"), Told("convicted", "SANCTION", "court", "editor")
    assert len({e.id for e in made.events(*acts)}) == 2


def test_act_without_a_party_is_no_record(scene: Make) -> None:
    assert scene("Clashes went on.").events(Told("Clashes", "ASSAULT")) == []
