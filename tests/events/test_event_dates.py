"""When and where: the date and the place that stand beside an act."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scenes import Scene, Told

Make = Callable[..., Scene]


# published on Wednesday 16 June 2021
@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("Rebels attacked the fort on Monday.", Told("attacked", "ASSAULT", "Rebels"), "2021-06-14"),
        # said on Tuesday is no date of the attack
        ("Police said on Tuesday that rebels attacked the fort.", Told("attacked", "ASSAULT", "rebels"), None),
        # a date in front holds for both verbs; one behind the second does not reach back
        ("On Monday rebels attacked the fort and burned it.", Told("burned", "ASSAULT", "rebels"), "2021-06-14"),
        ("Rebels attacked the fort and burned it on Monday.", Told("attacked", "ASSAULT", "Rebels"), None),
        # the date of the object's own modifier is the object's
        ("Kenya condemned Monday's attack on the fort.", Told("condemned", "ACCUSE", "Kenya"), None),
        ("Kenya condemned Monday's attack on the fort.", Told("attack", "ASSAULT", None, "fort"), "2021-06-14"),
        ("The navy held exercises near the cape on Monday.", Told("exercises", "MOBILIZE", "navy"), "2021-06-14"),
        ("The army shelled the fort on Monday, killing two monks.", Told("killing", "ASSAULT", "army"), "2021-06-14"),
        # a year dates what it followed closely enough, a day does not
        ("Kenya gave tents after the 2012 floods.", Told("gave", "AID", "Kenya"), "2012-01-01"),
        ("Kenya gave tents after Monday's floods.", Told("gave", "AID", "Kenya"), None),
        # the deed is as old as its announcement
        ("Regents announced on Monday that they had dismissed the mayor.",
         Told("dismissed", "SANCTION", "Regents"), "2021-06-14"),
        ("The rebels left in March, when soldiers killed their chief.",
         Told("killed", "ASSAULT", "soldiers"), "2021-03-01"),
        ("Dozens died on Monday when the army shelled a camp.", Told("shelled", "ASSAULT", "army"), "2021-06-14"),
        # until when is not when
        ("The army offered a truce until Friday.", Told("offered", "AGREE", "army"), None),
        ("Rebels attacked the fort.", Told("attacked", "ASSAULT", "Rebels"), None),
    ],
)  # fmt: skip
def test_date(scene: Make, text: str, act: Told, expected: str | None) -> None:
    event = scene(text).event(act)
    assert (event.date.start if event.date else None) == expected


def test_a_promise_is_dated_by_its_saying(scene: Make) -> None:
    made = scene("Kenya will send medics by Sunday, the minister said on Monday.")
    made.actor("Kenya", "state", "KEN", "GOV").actor("minister", "person", "KEN", "GOV")
    made.says("minister", "said", "Kenya will send medics by Sunday")
    event = made.event(Told("send", "AGREE", "Kenya"))
    assert event.date is not None and event.date.start == "2021-06-14"


def test_date_from_another_mention_has_no_span(scene: Make) -> None:
    made = scene("Rebels attacked the fort.\n\nThe attack took place on Monday.")
    event = made.event(Told("attacked", "ASSAULT", "Rebels"), Told("attack", "ASSAULT", "Rebels"))
    assert event.date is not None and event.date.start == "2021-06-14" and event.date.span is None


@pytest.mark.parametrize(
    ("text", "act", "status"),
    [
        ("The two sides meet on Friday in Doha.", Told("meet", "CONSULT", "sides"), "planned"),
        ("Rebels burned the fort in 2015.", Told("burned", "ASSAULT", "Rebels"), "historical"),
        ("Rebels burned the fort decades ago.", Told("burned", "ASSAULT", "Rebels"), "historical"),
        ("Rebels burned the fort in May.", Told("burned", "ASSAULT", "Rebels"), "actual"),
    ],
)
def test_status_by_date(scene: Make, text: str, act: Told, status: str) -> None:
    assert scene(text).event(act).factuality.status == status


@pytest.mark.parametrize(
    ("text", "name", "act", "expected"),
    [
        ("Rebels attacked a fort near Gao.", "Gao", Told("attacked", "ASSAULT", "Rebels"), "Gao"),
        ("Clashes in Gao between rebels and troops went on.", "Gao", Told("Clashes", "ASSAULT", "rebels"), "Gao"),
        ("The army shelled a camp in Gao, killing two monks.", "Gao", Told("killing", "ASSAULT", "army"), "Gao"),
        # where somebody spoke is not where it happened
        ("A mayor in Gao said rebels attacked the fort.", "Gao", Told("attacked", "ASSAULT", "rebels"), None),
        # a town may be what is acted upon, a body in it is no place of a word
        ("Rebels besieged Gao.", "Gao", Told("besieged", "ASSAULT", "Rebels"), "Gao"),
        ("Envoys in Gao rejected the plan.", "Gao", Told("rejected", "REJECT", "Envoys"), None),
        ("Kenya pledged money for a clinic in Gao.", "Gao", Told("pledged", "AGREE", "Kenya"), None),
        ("Kenya recalled its envoy from Gao.", "Gao", Told("recalled", "SANCTION", "Kenya"), "Gao"),
        ("Kenya sent medics to Gao.", "Gao", Told("sent", "AID", "Kenya"), "Gao"),
        ("Kenya complained to Gao.", "Gao", Told("complained", "ACCUSE", "Kenya"), None),
    ],
)
def test_place(scene: Make, text: str, name: str, act: Told, expected: str | None) -> None:
    event = scene(text).place(name).event(act)
    assert (event.place.name if event.place else None) == expected


def test_a_country_is_no_point(scene: Make) -> None:
    event = (
        scene("Rebels attacked a fort in Mali.")
        .place("Mali", "country", "MLI")
        .event(Told("attacked", "ASSAULT", "Rebels"))
    )
    assert event.place is not None and event.place.lat is None and event.place.lon is None
