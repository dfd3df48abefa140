"""What differs between two ledgers, record by record, whichever store each is in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from dragoman.ledger import Session, entry_of, open_store
from dragoman.ledger.comparing import Difference, compare, differences
from dragoman.records import Coded


def put(where: str, records: list[Coded]) -> str:
    Session(open_store(where), []).write([entry_of(record) for record in records])
    return where


def changed(record: Any, **fields: Any) -> Any:
    return msgspec.structs.replace(record, **fields)


def test_the_same_records_differ_in_nothing(filled: str, new_ledger: Callable[[], str], coded: list[Coded]) -> None:
    """In another order, from another place, by another version of the program."""
    moved = [
        changed(record, document=changed(record.document, source="elsewhere"), coder=changed(record.coder, version="9"))
        for record in reversed(coded)
    ]
    other = put(new_ledger(), moved)
    assert list(differences(open_store(filled), open_store(other))) == []


def test_differences_are_told_by_document_and_record(
    filled: str, new_ledger: Callable[[], str], coded: list[Coded]
) -> None:
    pact, talks = coded[0], coded[1]
    first, second, *rest = pact.events
    other = changed(pact, events=[changed(first, confidence=0.1, mode="x"), *rest], commitments=[])
    own = changed(coded[2], document=changed(coded[2].document, id="own"))
    elsewhere = put(new_ledger(), [other, talks, own, *coded[3:]])
    found = list(differences(open_store(filled), open_store(elsewhere)))
    assert {(d.change, d.record_class, d.document) for d in found if d.record_class == "document"} == {
        ("only in first", "document", "undated"),
        ("only in second", "document", "own"),
    }
    events = {d.record: d for d in found if d.record_class == "event"}
    assert events[first.id].change == "changed"
    assert events[first.id].fields == ("mode", "confidence")
    assert events[second.id].change == "only in first"
    assert second.trigger.text in events[second.id].said
    assert [d.change for d in found if d.record_class == "commitment"] == ["only in first"] * len(pact.commitments)
    back = list(differences(open_store(elsewhere), open_store(filled)))
    assert len(back) == len(found)


def test_another_text_is_told_as_such(coded: list[Coded]) -> None:
    record = coded[2]
    longer = changed(record, document=changed(record.document, text=record.document.text + " More."))
    assert [(d.record_class, d.fields) for d in compare("undated", record, longer)] == [("document", ("text",))]


@pytest.mark.parametrize("name", ["actors", "statements", "events", "times", "places", "warnings", "commitments"])
def test_every_class_of_records_is_compared(coded: list[Coded], name: str) -> None:
    record = coded[0] if getattr(coded[0], name) else coded[2]
    assert getattr(record, name)
    without = changed(record, **{name: getattr(record, name)[1:]})
    found = list(compare("d", record, without))
    assert [(type(d), d.change, d.record_class) for d in found] == [
        (Difference, "only in first", name.removesuffix("s"))
    ]
