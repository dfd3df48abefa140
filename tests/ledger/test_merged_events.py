"""One event once, in both stores: reports that tell it, what is in dispute, and what is put right by hand."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest

from dragoman import Coder
from dragoman.errors import UsageError
from dragoman.ledger import Ledger, Session, Tally, entry_of
from dragoman.records import Coded, CoderInfo

TABLES = ("event_members", "event_traits", "event_keys", "event_totals", "event_denials", "report_names")


def put(where: str, records: Sequence[Coded], *, cut: int = 100, recode: bool = False) -> Tally:
    session = Session(Ledger(where).store, ["reports"], recode=recode)
    tally = Tally()
    for at in range(0, len(records), cut):
        tally += session.write([entry_of(record) for record in records[at : at + cut]])
    return tally


@pytest.fixture
def ledger(where: str, told: list[Coded]) -> Ledger:
    put(where, told)
    return Ledger(where)


def woven(where: str) -> dict[str, list[Any]]:
    ledger = Ledger(where)
    return {name: sorted(map(repr, ledger.sql(f"SELECT * FROM store.{name}").table()[1])) for name in TABLES}


def clusters(ledger: Ledger) -> set[frozenset[str]]:
    """The documents of each attack in the ledger."""
    found: dict[str, set[str]] = {}
    for row in ledger.sql("SELECT event, document FROM event_reports WHERE type = 'ASSAULT'"):
        found.setdefault(row["event"], set()).add(row["document"])
    return set(map(frozenset, found.values()))


def attack(ledger: Ledger, document: str) -> str:
    query = "SELECT mention FROM event_reports WHERE document = $1 AND type = 'ASSAULT' ORDER BY ordinal LIMIT 1"
    return str(ledger.sql(query, [document]).table()[1][0][0])


ONCE = {frozenset({"raid", "again", "later"}), frozenset({"twin"})}


# ---- what is one


def test_reports_of_one_event_are_one_row_and_twins_stay_apart(ledger: Ledger) -> None:
    assert clusters(ledger) == ONCE
    raid = ledger.events(type="ASSAULT", until="2024-05-13").rows()
    assert [(row["document"], row["reports"], row["origins"]) for row in raid] == [("raid", 3, 3)]
    assert raid[0]["event"] == attack(ledger, "raid")
    assert raid[0]["mentions"] >= 3
    (row,) = ledger.sql("SELECT count(*) AS n, count(DISTINCT event) AS once FROM dyads WHERE type = 'ASSAULT'")
    assert row["once"] == 2
    assert row["n"] < len(ledger.sql("SELECT * FROM event_reports WHERE type = 'ASSAULT'").rows()) * 2


def test_what_reports_tell_differently_stays_to_be_seen(ledger: Ledger) -> None:
    disputes = {(row["matter"], row["event"]): row for row in ledger.view("disputes")}
    dead = disputes["dead", attack(ledger, "raid")]
    assert (dead["low"], dead["high"]) == (12, 20)
    (denied,) = [row for (matter, _), row in disputes.items() if matter == "happened"]
    assert denied["affirmed_by"] == ["Niger's government"]
    assert denied["denied_by"] == ["foreign ministry"]
    (denial,) = ledger.view("denials")
    assert (denial["document"], denial["event"]) == ("denial", denied["event"])
    # and is an event of its own, which did not happen
    (row,) = ledger.events(type="SANCTION", happened=False)
    assert (row["document"], row["event"]) == ("denial", denial["mention"])


def test_the_file_of_an_event_says_who_and_why(ledger: Ledger) -> None:
    file = ledger.event(attack(ledger, "again"))
    assert file.event["event"] == attack(ledger, "raid")
    assert file.reports[0]["document"] == "raid"
    assert {row["document"] for row in file.reports} == {"raid", "again", "later"}
    assert [row["matter"] for row in file.disputes] == ["dead"]
    assert "the army" in str([row["attributed_to"] for row in file.reports]) or file.reports[0]["attributed"]
    why = "\n".join(file.why())
    assert "both put it on 2024-05-13" in why
    reasons = json.loads(file.reports[1]["why"])
    assert reasons["score"] == pytest.approx(sum(points for _, points, _ in reasons["reasons"]))
    with pytest.raises(UsageError, match="no event 'nothing'"):
        ledger.event("nothing")


# ---- no trace of how they came


def test_cuts_between_batches_leave_no_trace(new_ledger: Callable[[], str], told: list[Coded]) -> None:
    whole, single = new_ledger(), new_ledger()
    put(whole, told)
    put(single, told, cut=1)
    assert woven(whole) == woven(single)
    uneven = new_ledger()
    put(uneven, told, cut=random.randint(2, 5))
    assert woven(whole) == woven(uneven)


def test_a_ledger_without_texts_merges_what_needs_no_words(where: str, told: list[Coded]) -> None:
    Session(Ledger(where).store, ["x"], texts=False).write([entry_of(record) for record in told])
    ledger = Ledger(where)
    assert frozenset({"twin"}) in clusters(ledger)
    assert any({"raid", "later"} <= cluster for cluster in clusters(ledger))
    assert ledger.sql("SELECT sum(cardinality(words)) FROM store.event_traits").table()[1] == [(0,)]


def test_what_led_an_event_goes_and_the_event_stays(ledger: Ledger, where: str, told: list[Coded]) -> None:
    ledger.forget("raid")
    assert clusters(ledger) == {frozenset({"again", "later"}), frozenset({"twin"})}
    (row,) = ledger.events(type="ASSAULT", until="2024-05-13")
    assert (row["event"], row["reports"]) == (attack(ledger, "again"), 2)
    # and is found by those that come
    put(where, [renamed(told[5], "latest")])
    assert frozenset({"again", "later", "latest"}) in clusters(ledger)
    ledger.forget("later", "latest")
    (row,) = ledger.events(type="ASSAULT", until="2024-05-13")
    assert row["reports"] == 1
    assert ledger.sql("SELECT count(*) FROM store.event_totals").table()[1] == [(0,)]


def test_a_revision_takes_its_place_anew(ledger: Ledger, where: str, told: list[Coded]) -> None:
    gone = reworded(told[1], "Nothing much happened in Niamey, and the weather was fine.")
    assert put(where, [gone]).revised == 1
    assert clusters(ledger) == {frozenset({"raid", "later"}), frozenset({"twin"})}
    longer = reworded(told[0], "By our own correspondent.\n\n" + told[0].document.text)
    assert put(where, [longer]).revised == 1
    assert clusters(ledger) == {frozenset({"raid", "later"}), frozenset({"twin"})}


# ---- put right by hand


ONCE_BOSSO = frozenset({"raid", "again", "later"})


def test_a_mention_is_parted_for_good_and_put_back(ledger: Ledger, where: str, told: list[Coded]) -> None:
    before = woven(where)
    for document in ("later", "raid"):
        mention = attack(ledger, document)
        ledger.split(mention, by="ada", reason="another raid")
        parted = {frozenset({document}), ONCE_BOSSO - {document}, frozenset({"twin"})}
        assert clusters(ledger) == parted
        assert ledger.event(mention).corrections[0]["made_by"] == "ada"
        # it outlives a recoding of all, and a revision of the text
        put(where, [other_coder(record) for record in told], recode=True)
        assert clusters(ledger) == parted
        longer = [reworded(r, f"An update ({document}).\n\n" + r.document.text) for r in told]
        put(where, longer)
        assert clusters(ledger) == parted
        put(where, [reworded(r, r.document.text + f"\n\nMore to come ({document}).") for r in told])
        assert clusters(ledger) == parted
        assert ledger.undo_at(attack(ledger, document)) == "split"
        assert clusters(ledger) == ONCE
    assert before.keys() == woven(where).keys()


def test_undone_at_once_nothing_has_changed(ledger: Ledger, where: str) -> None:
    before = woven(where)
    for document in ("raid", "again", "later"):
        ledger.split(attack(ledger, document), by="ada")
        ledger.undo_at(attack(ledger, document))
    assert woven(where)["event_members"] == before["event_members"]
    assert woven(where)["event_totals"] == before["event_totals"]
    ledger.join(attack(ledger, "twin"), attack(ledger, "raid"), by="ada")
    ledger.undo_at(attack(ledger, "raid"))
    assert woven(where)["event_members"] == before["event_members"]
    assert ledger.sql("SELECT count(*) FROM corrections WHERE undone_at IS NULL").table()[1] == [(0,)]


def test_two_events_are_joined_for_good(ledger: Ledger, where: str, told: list[Coded]) -> None:
    ledger.join(attack(ledger, "twin"), attack(ledger, "later"), by="ada", reason="one campaign")
    assert clusters(ledger) == {ONCE_BOSSO | {"twin"}}
    file = ledger.event(attack(ledger, "twin"))
    assert "joined by hand by ada: one campaign" in "\n".join(file.why())
    put(where, [other_coder(told[2])], recode=True)
    assert clusters(ledger) == {ONCE_BOSSO | {"twin"}}
    put(where, [reworded(told[2], "Update.\n\n" + told[2].document.text)])
    assert clusters(ledger) == {ONCE_BOSSO | {"twin"}}
    # the latest word counts
    ledger.split(attack(ledger, "twin"), by="bo")
    assert clusters(ledger) == ONCE
    assert ledger.undo_at(attack(ledger, "twin")) == "split"
    assert ledger.undo_at(attack(ledger, "twin")) == "join"
    assert clusters(ledger) == ONCE
    with pytest.raises(UsageError, match="nothing to undo"):
        ledger.undo_at(attack(ledger, "twin"))


@pytest.mark.parametrize(
    ("put_right", "said"),
    [
        (lambda ledger: ledger.split(attack(ledger, "twin"), by="ada"), "alone already"),
        (lambda ledger: ledger.split("nothing", by="ada"), "no event"),
        (lambda ledger: ledger.join(attack(ledger, "raid"), attack(ledger, "again"), by="ada"), "one event already"),
    ],
)
def test_what_cannot_be_put_right_is_said(ledger: Ledger, put_right: Callable[[Ledger], None], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        put_right(ledger)
    assert ledger.sql("SELECT count(*) FROM corrections WHERE undone_at IS NULL").table()[1] == [(0,)]


# ---- other records of a report


def renamed(coded: Coded, document: str) -> Coded:
    """The records under another id."""
    events = [msgspec.structs.replace(e, id=f"{document}{n}") for n, e in enumerate(coded.events)]
    return msgspec.structs.replace(
        coded, document=msgspec.structs.replace(coded.document, id=document), events=events, commitments=[]
    )


_coders: dict[str, Coder] = {}


def reworded(coded: Coded, text: str) -> Coded:
    """The records of another text of the same document."""
    coder = _coders.setdefault("one", Coder())
    kept = coded.document
    return coder.code(text, id=kept.id, publisher=kept.publisher, published_at=kept.published_at)


def other_coder(coded: Coded) -> Coded:
    return msgspec.structs.replace(coded, coder=CoderInfo(program="dragoman", version="9", registry="r", models={}))
