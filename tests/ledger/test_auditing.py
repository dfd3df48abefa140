"""Audits in the ledger: drawn by chance, the same from the same seed, kept, judged, and gone with a takedown."""

from __future__ import annotations

from collections import Counter

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger, Session, entry_of, open_store
from dragoman.records import CODED_BLOCKS, Coded


def _items(ledger: Ledger, audit: int) -> list[tuple[object, ...]]:
    return [(r["kind"], r["document"], r["record"], r["span_start"]) for r in ledger.view("audit_items").rows()
            if r["audit"] == audit]  # fmt: skip


def test_the_same_seed_draws_the_same(filled: str) -> None:
    ledger = Ledger(filled)
    numbers = [ledger.draw_audit(4, seed=seed, made_by="Ana") for seed in (1, 1, 2)]
    assert numbers == [1, 2, 3]
    first, again, other = (_items(ledger, number) for number in numbers)
    assert first == again
    assert first != other
    assert Counter(kind for kind, *_ in first)["record"] == 4
    told = ledger.view("audits").rows()[0]
    assert (told["made_by"], told["seed"], told["documents"]) == ("Ana", 1, 6)
    assert told["records"] == len(ledger.view("event_reports").rows())


def test_every_record_comes_up_and_no_sentence_with_one(filled: str) -> None:
    ledger = Ledger(filled)
    ledger.draw_audit(200, seed=3, made_by="Ana")
    rows = ledger.view("audit_items").rows()
    mentions = {r["mention"]: r for r in ledger.view("event_reports").rows()}
    assert {r["record"] for r in rows if r["kind"] == "record"} == set(mentions)
    texts = {r["document"]: r for r in ledger.view("documents").rows()}
    triggers = [(r["document"], r["span_start"]) for r in ledger.view("evidence").rows()
                if r["record_class"] == "event" and r["part"] in {"trigger", "also"}]  # fmt: skip
    bare = [r for r in rows if r["kind"] == "sentence"]
    assert bare
    for row in bare:
        assert not [at for document, at in triggers if document == row["document"]
                    and row["span_start"] <= at < row["span_end"]]  # fmt: skip
        assert 0 < row["weight"] <= 1
        assert row["sentence"] in texts[row["document"]]["text"]
    for row in rows:
        if row["kind"] == "record":
            assert row["sharing"] >= 1
            assert row["trigger"] in row["sentence"]


def test_longer_documents_are_drawn_more_often(filled: str) -> None:
    ledger = Ledger(filled)
    ledger.draw_audit(1_000, seed=1, made_by="Ana")
    drawn = Counter(r["document"] for r in ledger.view("audit_items").rows() if r["kind"] == "sentence")
    lengths = {r["document"]: r["characters"] for r in ledger.view("documents").rows()}
    shares = {document: count / lengths[document] for document, count in drawn.items()}
    assert max(shares.values()) < 1.6 * min(shares.values())


def test_judging_and_taking_it_back(filled: str) -> None:
    ledger = Ledger(filled)
    audit = ledger.draw_audit(50, seed=1, made_by="Ana")
    rows = ledger.view("audit_items").rows()
    record = next(r for r in rows if r["kind"] == "record")
    sentence = next(r for r in rows if r["kind"] == "sentence")
    ledger.judge(audit, record["item"], "wrong", missed=2, made_by="Bo")
    ledger.judge(audit, sentence["item"], "seen", missed=1, made_by="Bo")
    now = {r["item"]: r for r in ledger.view("audit_items").rows()}
    assert (now[record["item"]]["verdict"], now[record["item"]]["missed"]) == ("wrong", 2)
    assert now[record["item"]]["judged_by"] == "Bo"
    # a sentence that was drawn twice is judged once
    same = [r for r in now.values() if r["kind"] == "sentence" and r["document"] == sentence["document"]
            and r["span_start"] == sentence["span_start"]]  # fmt: skip
    assert len(same) > 1 and all(r["verdict"] == "seen" for r in same)
    ledger.judge(audit, record["item"], None, made_by="Bo")
    assert {r["item"]: r for r in ledger.view("audit_items").rows()}[record["item"]]["verdict"] is None
    for item, verdict, missed in ((10**6, "right", 0), (record["item"], "seen", 0), (sentence["item"], "right", 0),
                                  (record["item"], "right", 10)):  # fmt: skip
        with pytest.raises(UsageError):
            ledger.judge(audit, item, verdict, missed=missed, made_by="Bo")


def test_an_audit_is_of_the_ledger_as_it_was(filled: str) -> None:
    ledger = Ledger(filled)
    ledger.draw_audit(50, seed=1, made_by="Ana")
    before = ledger.view("audit_items").rows()
    row = next(r for r in before if r["kind"] == "record")
    where = (row["trigger_start"], row["trigger_end"])
    ledger.correct(row["document"], "event", where, made_by="Ana", verdict="rejected")
    assert ledger.view("audit_items").rows() == before


def test_a_takedown_takes_its_items_along(filled: str) -> None:
    ledger = Ledger(filled)
    ledger.draw_audit(100, seed=1, made_by="Ana")
    ledger.forget("pact")
    assert "pact" not in {r["document"] for r in ledger.view("audit_items").rows()}


def test_what_cannot_be_drawn(where: str, coded: list[Coded]) -> None:
    store = open_store(where)
    Session(store, ["articles"], texts=False).write([entry_of(record) for record in coded])
    with pytest.raises(UsageError, match="no texts"):
        Ledger(where).draw_audit(5, made_by="Ana")
    with pytest.raises(UsageError, match="size"):
        Ledger(where).draw_audit(0, made_by="Ana")


def test_only_blocks_that_are_coded_are_drawn_from(filled: str) -> None:
    ledger = Ledger(filled)
    ledger.draw_audit(100, seed=1, made_by="Ana")
    for coded in ledger.records():
        blocks = [b for b in coded.document.blocks if b.kind in CODED_BLOCKS]
        for row in ledger.view("audit_items").rows():
            if row["kind"] == "sentence" and row["document"] == coded.document.id:
                assert any(b.start <= row["span_start"] and row["span_end"] <= b.end for b in blocks)
