"""Lives of commitments in the ledger: whatever the order and the batches, one life and its steps; by hand, too."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import msgspec
import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger, Session, entry_of, open_store
from dragoman.records import Coded
from reports import report

TUNNEL = {"kind": "promise", "by": ["Norland"], "to": ["Sudmark"], "act": "open the Lund tunnel"}
FIRST = report(
    "r1", "2023-04-10", "Norland will open the Lund tunnel for Sudmark by 1 June if Sudmark frees the crew.",
    commitments=[{**TUNNEL, "trigger": "will open", "conditions": [("if", "Sudmark frees the crew")],
                  "deadline": "2023-06-01"}],
)  # fmt: skip
FREED = report(
    "r2", "2023-04-20", "Sudmark freed the crew on Thursday.",
    events=[{"type": "RETREAT", "actors": ["Sudmark"], "trigger": "freed", "date": "2023-04-20"}],
)  # fmt: skip
AGAIN = report(
    "r3", "2023-04-21", "Norland promised to open the Lund tunnel, to which Sudmark leads.",
    commitments=[{**TUNNEL, "trigger": "promised"}],
)  # fmt: skip
BACK = report("r4", "2023-05-10", "Norland took back its promise to open the tunnel at Lund.")
OTHER = report(
    "r5", "2023-04-12", "Osterland demanded that Sudmark withdraw from Abo harbour by 1 May.",
    commitments=[{"kind": "demand", "by": ["Osterland"], "to": ["Sudmark"], "trigger": "demanded",
                  "act": "withdraw from Abo harbour by 1 May", "deadline": "2023-05-01"}],
)  # fmt: skip
QUIET = report("r6", "2023-05-12", "Nothing much happened.")
REPORTS = [FIRST, OTHER, FREED, AGAIN, BACK, QUIET]
LIFE = FIRST.commitments[0].id
STEPS = [
    ("2023-04-20", "triggered", "r2", "condition came about"),
    ("2023-05-10", "withdrawn", "r4", "taken back"),
]


def store(where: str, reports: Sequence[Coded], batch: int = 100) -> Ledger:
    session = Session(open_store(where), ["reports"])
    for at in range(0, len(reports), batch):
        session.write([entry_of(coded) for coded in reports[at : at + batch]])
    return Ledger(where)


def steps(ledger: Ledger, life: str = LIFE) -> list[tuple[str, str, str, str]]:
    found = ledger.commitment(life).moves
    return [(str(move["day"]), move["status"], move["document"], move["rule"]) for move in found]


def told(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """All that the views show of lives, but for what tells the order of arrival."""
    hidden = {"number"}
    return {
        view: sorted(({k: v for k, v in row.items() if k not in hidden} for row in ledger.view(view)), key=repr)
        for view in ("commitments", "commitment_reports", "moves")
    }


def test_reports_of_one_commitment_are_one_life(where: str) -> None:
    ledger = store(where, REPORTS)
    row = next(row for row in ledger.commitments(by="FIN"))
    assert (row["life"], row["commitment"], row["document"]) == (LIFE, LIFE, "r1")
    assert (row["mentions"], row["reports"]) == (2, 2)
    assert (row["status"], row["status_since"]) == ("withdrawn", date(2023, 5, 10))
    assert steps(ledger) == STEPS
    life = ledger.commitment(AGAIN.commitments[0].id)
    assert [mention["document"] for mention in life.mentions] == ["r1", "r3"]
    assert life.moves[1]["sentence"] == "Norland took back its promise to open the tunnel at Lund."
    assert life.moves[0]["event"] == FREED.events[0].id
    assert 0.5 < life.moves[0]["confidence"] < 1


def test_how_things_stood_on_a_day(where: str) -> None:
    ledger = store(where, REPORTS)
    standing = {
        day: {row["life"]: row["status"] for row in ledger.commitments(as_of=day)}
        for day in ("2023-04-09", "2023-04-19", "2023-04-30", "2023-05-02", "2023-05-11")
    }
    demand = OTHER.commitments[0].id
    assert standing == {
        "2023-04-09": {},
        "2023-04-19": {LIFE: "open", demand: "open"},
        "2023-04-30": {LIFE: "triggered", demand: "open"},
        # nobody told of it, and its day has passed
        "2023-05-02": {LIFE: "triggered", demand: "lapsed"},
        "2023-05-11": {LIFE: "withdrawn", demand: "lapsed"},
    }
    assert ledger.commitment(LIFE, as_of="2023-04-20").commitment["mentions"] == 1
    assert [m["status"] for m in ledger.commitment(LIFE, as_of="2023-04-30").moves] == ["triggered"]
    assert [row["life"] for row in ledger.commitments(status="lapsed", limit=5)] == [demand]
    both = ledger.commitments(status=["open", "triggered"], as_of="2023-04-30", limit=5)
    assert {row["life"] for row in both} == {demand, LIFE}
    with pytest.raises(UsageError, match="no status"):
        ledger.commitments(status="done")
    with pytest.raises(UsageError, match="not made yet"):
        ledger.commitment(LIFE, as_of="2023-01-01")


def test_order_and_batches_change_nothing(new_ledger: Callable[[], str]) -> None:
    expected = told(store(new_ledger(), REPORTS))
    assert len(expected["moves"]) == 2
    shuffler = random.Random(5)
    for batch in (1, 2, 4):
        reports = list(REPORTS)
        shuffler.shuffle(reports)
        assert told(store(new_ledger(), reports, batch)) == expected
    assert told(store(new_ledger(), REPORTS[::-1], 1)) == expected


def test_a_report_that_goes_takes_its_part(where: str) -> None:
    ledger = store(where, REPORTS)
    ledger.forget("r4")
    assert steps(ledger) == STEPS[:1]
    ledger.forget("r1")
    # the second report is the first one now; nothing is known of a condition any more
    (row,) = ledger.commitments(by="FIN")
    assert (row["life"], row["mentions"], row["status"]) == (AGAIN.commitments[0].id, 1, "open")
    ledger.forget("r3")
    assert ledger.commitments(by="FIN").rows() == []
    assert ledger.view("moves").rows() == []


def test_what_hung_together_by_a_report_that_went_is_told_apart(where: str) -> None:
    # the act of the middle report shares two words with each of the others, which share none
    texts = ["open the Lund tunnel", "open the Lund tunnel beside Abo harbour fort", "seize Abo harbour fort"]
    reports = [
        report(
            f"c{k}", f"2023-04-1{k}", f"Norland will {act} of Sudmark.",
            commitments=[{**TUNNEL, "trigger": "will", "act": act}],
        )
        for k, act in enumerate(texts)
    ]  # fmt: skip
    ledger = store(where, reports)
    assert [row["mentions"] for row in ledger.commitments()] == [3]
    ledger.forget("c1")
    assert sorted(row["mentions"] for row in ledger.commitments()) == [1, 1]


def test_a_revision_is_woven_in_place_of_the_old_text(where: str) -> None:
    ledger = store(where, REPORTS)
    revised = report("r4", "2023-05-10", "Norland did not take back its promise to open the tunnel at Lund.")
    store(where, [revised])
    assert steps(ledger) == STEPS[:1]
    store(where, [BACK, FIRST])
    assert steps(ledger) == STEPS[:1]


def test_the_same_again_changes_nothing(where: str) -> None:
    expected = told(store(where, REPORTS))
    assert told(store(where, REPORTS[::-1])) == expected


def test_a_ledger_without_texts_has_lives_too(where: str) -> None:
    Session(open_store(where), ["reports"], texts=False).write([entry_of(coded) for coded in REPORTS])
    ledger = Ledger(where)
    assert steps(ledger) == STEPS
    assert ledger.commitment(LIFE).moves[0]["sentence"] is None


def test_a_status_put_right_by_hand_holds(where: str) -> None:
    ledger = store(where, REPORTS)
    assert ledger.set_status(AGAIN.commitments[0].id, "kept", because="the gate opened", by="Ann") == LIFE
    assert status(ledger) == "kept"
    (correction,) = ledger.commitment(LIFE).corrections
    assert (correction["value"], correction["reason"], correction["made_by"]) == ("kept", "the gate opened", "Ann")
    # coded anew, revised, and with an older first report
    session = Session(open_store(where), ["again"], recode=True)
    session.write([entry_of(msgspec.structs.replace(FIRST, coder=msgspec.structs.replace(FIRST.coder, version="2")))])
    assert status(ledger) == "kept"
    longer = report(
        "r1", "2023-04-10", FIRST.document.text + " Rain fell.",
        commitments=[{**TUNNEL, "trigger": "will open"}],
    )  # fmt: skip
    store(where, [longer])
    assert status(ledger) == "kept"
    older = report(
        "r0", "2023-04-01", "Norland will open the Lund tunnel for Sudmark.",
        commitments=[{**TUNNEL, "trigger": "will open"}],
    )  # fmt: skip
    store(where, [older])
    (row,) = ledger.commitments(by="FIN")
    assert (row["document"], row["status"]) == ("r0", "kept")
    assert ledger.undo_status(LIFE) == "kept"
    assert status(ledger) == "withdrawn"
    assert ledger.undo_status(LIFE) is None


def status(ledger: Ledger) -> str:
    (row,) = ledger.commitments(by="FIN")
    return str(row["status"])


def test_a_correction_finds_its_place_in_a_revision(where: str) -> None:
    ledger = store(where, REPORTS)
    ledger.set_status(LIFE, "kept", because="seen")
    moved = report(
        "r1", "2023-04-10", "Rain fell. " + FIRST.document.text, commitments=[{**TUNNEL, "trigger": "will open"}]
    )
    store(where, [moved])
    assert status(ledger) == "kept"


def test_what_cannot_be_put_right(where: str) -> None:
    ledger = store(where, REPORTS)
    with pytest.raises(UsageError, match="no commitment"):
        ledger.set_status("none", "kept", because="x")
    with pytest.raises(UsageError, match="no status"):
        ledger.set_status(LIFE, "done", because="x")
    with pytest.raises(UsageError, match="reason"):
        ledger.set_status(LIFE, "kept", because=" ")
    with pytest.raises(UsageError, match="no commitment"):
        ledger.commitment("none")


def test_a_document_that_is_forgotten_takes_its_correction(where: str) -> None:
    ledger = store(where, REPORTS)
    ledger.set_status(LIFE, "kept", because="seen")
    ledger.forget("r1")
    assert status(ledger) == "withdrawn"
