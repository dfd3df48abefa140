"""What people put right holds in every view, outlives new coding, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dragoman import Coder, Ledger
from dragoman.errors import UsageError
from dragoman.ledger import Session, entry_of

from .conftest import ARTICLES


def _event(ledger: Ledger, type: str) -> dict[str, Any]:
    return next(
        dict(zip(("document", "event", "start", "end"), row, strict=True))
        for row in ledger.sql(
            "SELECT e.document, e.event, s.span_start, s.span_end FROM events e JOIN evidence s"
            f" ON s.record = e.event AND s.document = e.document AND s.part = 'trigger' WHERE e.type = '{type}'"
        ).table()[1]
    )


def _types(ledger: Ledger, document: str = "pact") -> list[str]:
    return [r["type"] for r in ledger.events() if r["document"] == document]


def test_a_rejected_event_is_gone_until_that_is_undone(filled: str) -> None:
    ledger = Ledger(filled)
    before = _types(ledger)
    found = _event(ledger, "ASSAULT")
    (number,) = ledger.correct(
        found["document"], "event", (found["start"], found["end"]), made_by="Ana", reason="a crime", verdict="rejected"
    )
    after = _types(ledger)
    assert len(after) < len(before)
    kept = ledger.view("corrections").rows()
    assert [(r["field"], r["value"], r["made_by"], r["reason"]) for r in kept] == [
        ("verdict", '"rejected"', "Ana", "a crime")
    ]
    ledger.undo(number)
    assert sorted(_types(ledger)) == sorted(before)
    with pytest.raises(UsageError, match="no correction"):
        ledger.undo(number)


def test_fields_are_put_right_and_stay_so_when_the_document_is_coded_anew(filled: str) -> None:
    ledger = Ledger(filled)
    found = _event(ledger, "ASSAULT")
    where = (found["start"], found["end"])
    party = {"start": 0, "end": 4, "actor": "country:TCD"}
    ledger.correct(found["document"], "event", where, made_by="Ana", type="COERCE", actors=[party], mode=None)

    def now() -> list[dict[str, Any]]:
        rows = ledger.events(type="COERCE", actor="TCD")
        return [r for r in rows if r["document"] == found["document"]]

    (row,) = now()
    assert (row["quad"], row["confidence"]) == (4, 1.0)
    # another text under the same id: the trigger stands elsewhere, the correction goes with it
    article = next(a for a in ARTICLES if a["id"] == found["document"])
    moved = {k: v for k, v in article.items() if k != "text"}
    text = article["text"].replace("sign border pact after raid", "sign a border pact after the deadly raid", 1)
    coded = Coder().code(text, **moved)
    Session(ledger.store, ["again"]).write([entry_of(coded)])
    assert len(now()) == 1


def test_what_the_coder_missed_is_added(filled: str) -> None:
    ledger = Ledger(filled)
    text = ledger.sql("SELECT text FROM documents WHERE document = 'plain'").rows()[0]["text"]
    at = text.index("happened")
    added = {"type": "CONSULT", "sentence": [0, len(text)], "actors": [{"start": 0, "end": 7, "name": "Nothing"}]}
    ledger.correct("plain", "event", (at, at + 8), made_by="Ana", added=added)
    (row,) = [r for r in ledger.events() if r["document"] == "plain"]
    assert (row["type"], row["actor"], row["trigger"]) == ("CONSULT", "Nothing", "happened")
    assert row["actor_ids"] == ["local:nothing"]


@pytest.mark.parametrize(
    ("target", "changes", "why"),
    [
        (("nowhere", "event", (0, 4)), {"type": "AID"}, "no such document"),
        (("pact", "event", (4, 2)), {"type": "AID"}, "no trigger at 4 to 2"),
        (("pact", "event", (0, 10**6)), {"type": "AID"}, "no trigger at 0 to 1000000"),
        (("pact", "story", (0, 4)), {"type": "AID"}, "no record class 'story'"),
        (("pact", "event", (0, 4)), {"colour": "red"}, "'colour' of event cannot be corrected"),
        (("pact", "event", (0, 4)), {"type": "WAR"}, "type of event"),
        (("pact", "event", (0, 4)), {"actors": [{"start": 1}]}, "actors of event"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    filled: str, target: tuple[Any, ...], changes: dict[str, Any], why: str
) -> None:
    with pytest.raises(UsageError, match=why) as refused:
        Ledger(filled).correct(*target, made_by="Ana", **changes)
    assert "\n" not in str(refused.value)
    assert Ledger(filled).view("corrections").rows() == []


def test_corrections_go_with_a_forgotten_document(filled: str, new_ledger: Callable[[], str]) -> None:
    ledger = Ledger(filled)
    ledger.correct("pact", "event", (0, 4), made_by="Ana", verdict="accepted")
    ledger.forget("pact")
    assert ledger.view("corrections").rows() == []


def _accept_all(ledger: Ledger, document: str) -> None:
    coded = next(iter(ledger.records([document], corrected=True)))
    for event in coded.events:
        where = (event.trigger.start, event.trigger.end)
        ledger.correct(document, "event", where, made_by="Ana", verdict="accepted")


def test_a_document_is_reviewed_when_somebody_says_so_of_all_its_events(filled: str) -> None:
    ledger = Ledger(filled)
    with pytest.raises(UsageError, match="have no verdict yet"):
        ledger.mark_reviewed("pact", made_by="Ana")
    for document in ("pact", "odd\x00id", "plain"):
        _accept_all(ledger, document)
        ledger.mark_reviewed(document, made_by="Ana")
    pact, odd, plain = ledger.reviewed()
    assert (pact.made_by, pact.outdated, plain.coded.events) == ("Ana", False, [])
    for found in (pact, odd, plain):
        before = next(iter(ledger.records([found.coded.document.id], corrected=True)))
        assert found.coded == before
    assert "\x00" in odd.coded.document.text
    # a later mark stands for the earlier one
    ledger.mark_reviewed("pact", made_by="Bo")
    assert {(r.coded.document.id, r.made_by) for r in ledger.reviewed()} >= {("pact", "Bo")}
    assert len(ledger.reviewed()) == 3


def test_what_is_put_right_after_the_mark_puts_it_out_of_date(filled: str) -> None:
    ledger = Ledger(filled)
    _accept_all(ledger, "pact")
    ledger.mark_reviewed("pact", made_by="Ana")
    event = next(iter(ledger.records(["pact"]))).events[0]
    (number,) = ledger.correct(
        "pact", "event", (event.trigger.start, event.trigger.end), made_by="Bo", status="planned"
    )
    assert ledger.reviewed()[0].outdated
    ledger.mark_reviewed("pact", made_by="Bo")
    assert not ledger.reviewed()[0].outdated
    ledger.undo(number)
    assert ledger.reviewed()[0].outdated


def test_several_corrections_are_undone_at_once_or_not_at_all(filled: str) -> None:
    ledger = Ledger(filled)
    found = _event(ledger, "ASSAULT")
    numbers = ledger.correct(
        found["document"], "event", (found["start"], found["end"]), made_by="Ana", status="planned", type="COERCE"
    )
    with pytest.raises(UsageError, match="no correction 99"):
        ledger.undo(numbers[0], 99)
    assert all(row["undone_at"] is None for row in ledger.view("corrections").rows())
    ledger.undo(*numbers)
    assert all(row["undone_at"] is not None for row in ledger.view("corrections").rows())
