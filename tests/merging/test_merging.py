"""What is one event and what is not: mentions made by hand, no database, no model."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from dragoman.merging import (
    Days,
    Mention,
    Number,
    Party,
    Site,
    choose,
    compare,
    denial_probes,
    denies,
    keys_of,
    probes,
    proper_marks,
    rejects,
    say,
    word_marks,
)
from dragoman.merging.kinds import akin, relatives


def party(name: str, kind: str = "state", country: str | None = None, sector: str | None = None) -> Party:
    """A state by its code, else somebody by name."""
    if kind == "state":
        return Party(f"country:{name}", name, "state", name, "GOV")
    return Party(f"local:{name.lower().replace(' ', '-')}", name, kind, country, sector)


def day(text: str | None) -> int | None:
    return date.fromisoformat(text).toordinal() if text else None


def site(name: str, country: str, lat: float | None = None, lon: float | None = None, precision: str = "city") -> Site:
    return Site(name, country, None, None, lat, lon, precision)


_documents = iter(range(1, 1_000_000))


def mention(text: str, **parts: Any) -> Mention:
    """A mention in a document of its own.  text: its sentence; on: day of the act; reported: day of the report."""
    number = next(_documents)
    start, end = (parts.pop("on", None), parts.pop("until", None))
    days = Days(day(start), day(end or start), day(parts.pop("reported", "2024-05-10")))
    plain: dict[str, Any] = {
        "id": f"e{number}", "document": number, "type": "ASSAULT", "status": "actual", "polarity": "affirmed",
        "actors": (), "recipients": (), "days": days, "place": None, "around": (), "numbers": (),
        "words": word_marks(text), "trigger": word_marks(parts.pop("trigger", "")), "proper": proper_marks(text),
    }  # fmt: skip
    return Mention(**plain | parts)


CHAD, NIGER = party("TCD"), party("NER")
REBELS = party("rebels", "group", "TCD", "REB")
ARMY = party("army", "organization", "TCD", "MIL")
SOLDIERS = party("Chadian soldiers", "group", "TCD", "MIL")
MINISTER = party("Idris Wadda", "person", "TCD", "GOV")
OTHER_MINISTER = party("Brahim Noor", "person", "TCD", "GOV")
VILLAGERS = party("nine villagers", "group", "TCD", "CVL")

RAID = mention(
    "Rebels raided the village of Tarum at dawn and killed nine villagers.", trigger="raided", on="2024-05-09",
    actors=(REBELS,), recipients=(VILLAGERS,), numbers=(Number("dead", 9, 9),), place=site("Tarum", "TCD", 13.0, 18.0),
)  # fmt: skip
TREATY = mention(
    "Chad and Niger signed a treaty on grazing rights in Faya.", trigger="signed a treaty", on="2024-05-09",
    type="SUPPORT", actors=(CHAD, NIGER),
)  # fmt: skip
THREAT = mention(
    "Chad threatened to close the border post at Daboua unless the herders leave.", trigger="threatened",
    type="THREATEN", actors=(CHAD,), recipients=(NIGER,),
)  # fmt: skip


def like(other: Mention, text: str = "", **parts: Any) -> Mention:
    """Another report of much the same."""
    number = next(_documents)
    if text:
        parts |= {"words": word_marks(text), "proper": proper_marks(text)}
    if "trigger" in parts:
        parts["trigger"] = word_marks(parts["trigger"])
    if "on" in parts or "reported" in parts:
        on, reported = parts.pop("on", None), parts.pop("reported", "2024-05-10")
        parts["days"] = Days(day(on), day(parts.pop("until", on)), day(reported))
    return msgspec.structs.replace(other, **{"id": f"e{number}", "document": number, **parts})


# (what the row guards, one mention, another, whether they are one event)
PAIRS = [
    ("the same told again", RAID, like(RAID), True),
    ("no day in the text, a day later", RAID, like(RAID, reported="2024-05-11"), True),
    ("another day", RAID, like(RAID, on="2024-05-11"), False),
    ("a report before the day of the act", RAID, like(RAID, reported="2024-05-01"), False),
    ("the week of the day", RAID, like(RAID, on="2024-05-06", until="2024-05-12"), True),
    ("another week", RAID, like(RAID, on="2024-04-29", until="2024-05-05"), False),
    ("a neighbouring town", RAID, like(RAID, place=site("Dorum", "TCD", 13.1, 18.1)), False),
    ("the same town by two entries", RAID, like(RAID, place=site("Tarum Centre", "TCD", 13.01, 18.01)), True),
    ("its country", RAID, like(RAID, place=site("Chad", "TCD", precision="country")), True),
    ("another country", RAID, like(RAID, place=site("Niger", "NER", precision="country")), False),
    ("no place told", RAID, like(RAID, place=None), True),
    ("another toll is a dispute, not another raid", RAID, like(RAID, numbers=(Number("dead", 12, 12),)), True),
    ("somebody else", RAID, like(RAID, actors=(party("Niger's army", "organization", "NER", "MIL"),)), False),
    ("the other side of the war", RAID, like(RAID, actors=(SOLDIERS,)), False),
    ("nobody named", RAID, like(RAID, actors=()), True),
    ("denied", RAID, like(RAID, polarity="negated"), False),
    ("planned", RAID, like(RAID, status="planned"), False),
    ("possible", RAID, like(RAID, status="possible"), False),
    ("told as history", RAID, like(RAID, status="historical"), True),
    ("of one report", RAID, like(RAID, document=RAID.document), False),
    ("the army and its soldiers", like(RAID, actors=(ARMY,)), like(RAID, actors=(SOLDIERS,)), True),
    ("a kindred type, the same words", RAID, like(RAID, type="COERCE"), True),
    (
        "a kindred type, other words",
        RAID,
        like(RAID, "Police held three men over a theft of cattle.", type="COERCE", numbers=()),
        False,
    ),
    ("a type that is none of the family", RAID, like(RAID, type="AID"), False),
    ("two that do it together, in the other order", TREATY, like(TREATY, actors=(NIGER, CHAD)), True),
    ("one of the two with somebody else", TREATY, like(TREATY, actors=(CHAD, party("SDN"))), False),
    ("a minister for his state", TREATY, like(TREATY, actors=(MINISTER, NIGER)), True),
    ("two ministers", like(TREATY, actors=(MINISTER, NIGER)), like(TREATY, actors=(OTHER_MINISTER, NIGER)), False),
    ("the same two on another day", TREATY, like(TREATY, on="2024-05-02"), False),
    ("a threat told again", THREAT, like(THREAT, reported="2024-05-12"), True),
    (
        "another threat of the same day",
        THREAT,
        like(THREAT, "Chad threatened a halt of wheat deliveries over unpaid bills."),
        False,
    ),
    ("a threat of long ago", THREAT, like(THREAT, reported="2024-08-10"), False),
]  # fmt: skip


@pytest.mark.parametrize(("guards", "one", "other", "same"), PAIRS, ids=[row[0] for row in PAIRS])
def test_pairs(guards: str, one: Mention, other: Mention, same: bool) -> None:
    for a, b in ((one, other), (other, one)):
        verdict = compare(a, b)
        assert (verdict is not None and verdict.merges) == same, (guards, verdict)
    forth, back = compare(one, other), compare(other, one)
    assert (forth and forth.score) == (back and back.score), guards
    # who could be one is also found
    if same:
        assert set(keys_of(one)) & set(probes(other)), guards
        assert set(keys_of(other)) & set(probes(one)), guards


def test_a_verdict_keeps_its_reasons_and_they_add_up() -> None:
    verdict = compare(RAID, like(RAID))
    assert verdict
    assert verdict.score == pytest.approx(sum(points for _, points, _ in verdict.reasons))
    assert 0.5 < verdict.likeness < 1
    told = [say(*reason) for reason in verdict.reasons]
    assert "both put it on 2024-05-09 (+2.5)" in told
    assert any(line.startswith("both count 9 dead") for line in told)
    assert all(line.endswith(")") for line in told)


def test_a_denial_points_at_what_it_denies() -> None:
    denial = like(RAID, polarity="negated")
    verdict = denies(denial, RAID)
    assert verdict and verdict.denies
    assert set(keys_of(RAID)) & set(denial_probes(denial))
    assert set(keys_of(denial)) & set(denial_probes(RAID))
    assert denies(RAID, like(RAID)) is None
    # of one sentence two readings are in doubt, not two witnesses
    assert denies(like(denial, document=RAID.document), RAID) is None
    elsewhere = like(denial, place=site("Dorum", "TCD", 13.1, 18.1))
    assert denies(elsewhere, RAID) is None


def test_a_rejection_points_at_what_it_names() -> None:
    text = "The rebels denied that they had raided Tarum or killed villagers."
    rejection = mention(text, type="REJECT", trigger="denied", actors=(REBELS,))
    verdict = rejects(rejection, RAID)
    assert verdict and verdict.denies
    assert set(keys_of(RAID)) & set(denial_probes(rejection))
    assert rejects(like(rejection, actors=(ARMY,)), RAID) is None
    assert rejects(like(rejection, "The rebels denied that they were short of money."), RAID) is None


def test_a_mention_joins_the_likest_event_and_none_that_contradicts_it() -> None:
    near = like(RAID, numbers=())
    choice = choose(like(RAID), [(near.id, [near]), (RAID.id, [RAID])])
    assert choice and (choice.merged, choice.like) == (RAID.id, RAID)
    # one of its mentions is enough to rule an event out
    elsewhere = like(RAID, place=site("Dorum", "TCD", 13.1, 18.1))
    assert choose(like(RAID), [(RAID.id, [RAID, elsewhere])]) is None
    assert choose(like(RAID), []) is None
    # of equals the earlier
    twin = like(RAID)
    choice = choose(like(RAID), [(RAID.id, [RAID]), (twin.id, [twin])])
    assert choice and choice.merged == RAID.id


def test_families_go_both_ways() -> None:
    for kind in ("ASSAULT", "AGREE", "SUPPORT", "THREATEN", "ACCUSE"):
        assert all(akin(other, kind) and akin(kind, other) for other in relatives(kind))
    assert not akin("ASSAULT", "AID")


def test_words_are_compared_by_root_and_numbers_by_value() -> None:
    assert word_marks("They were shelling nine villages") == word_marks("The village was shelled by 9")
    assert word_marks("1,200 people") == word_marks("1200 people")
    assert not word_marks("on Monday it was said that")
    assert proper_marks("Gunmen left Tarum on Monday") == word_marks("Tarum")
