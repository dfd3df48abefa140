"""What one report tells of another's commitment; and what must not be taken for it."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.following import Placed, Pledge, clues_of, move_of, own_keys, sought_keys, tell_one
from dragoman.ledger.rows import instant, report_day
from dragoman.records import Coded
from reports import report

PROMISE = {
    "kind": "promise",
    "by": ["Norland"],
    "to": ["Sudmark"],
    "trigger": "will open",
    "act": "open the Lund tunnel",
}
PLEDGE = report(
    "p",
    "2023-04-10",
    "Norland will open the Lund tunnel for lorries of Sudmark if Sudmark frees the crew.",
    commitments=[{**PROMISE, "conditions": [("if", "Sudmark frees the crew")]}],
)
THREAT = report(
    "t",
    "2023-04-10",
    "The dockers of Norland threatened to walk out in Abo harbour on 20 April.",
    commitments=[
        {"kind": "threat", "by": ["dockers"], "trigger": "threatened", "act": "walk out in Abo harbour on 20 April"}
    ],
    dates={"20 April": "2023-04-20"},
)
DEMAND = report(
    "d",
    "2023-04-10",
    "Norland demanded that Sudmark free the crew of the trawler by 20 April.",
    commitments=[
        {
            "kind": "demand",
            "by": ["Norland"],
            "to": ["Sudmark"],
            "trigger": "demanded",
            "act": "free the crew of the trawler by 20 April",
            "deadline": "2023-04-20",
        }
    ],
)
BAN = report(
    "b",
    "2023-04-10",
    "Norland forbade the dockers to gather at Abo harbour.",
    commitments=[
        {
            "kind": "prohibition",
            "by": ["Norland"],
            "to": ["dockers"],
            "trigger": "forbade",
            "act": "gather at Abo harbour",
        }
    ],
)
REFUSAL = report(
    "r",
    "2023-04-10",
    "Norland refused to hand over the Lund archive to Sudmark.",
    commitments=[
        {
            "kind": "refusal",
            "by": ["Norland"],
            "to": ["Sudmark"],
            "trigger": "refused",
            "act": "hand over the Lund archive",
        }
    ],
)


def told(text: str, *, day: str = "2023-05-02", **fields: Any) -> Coded:
    return report("later", day, text, **fields)


def did(trigger: str, actor: str, type: str = "COOPERATE", **fields: Any) -> dict[str, Any]:
    return {"type": type, "actors": [actor], "trigger": trigger, **fields}


def placed(coded: Coded, number: int) -> list[Placed]:
    when = instant(coded.document.published_at)
    return [
        Placed(number, k, coded.document.id, when, report_day(coded.document), clue)
        for k, clue in enumerate(clues_of(coded))
    ]


def moves(first: Coded, later: Coded) -> set[tuple[str, str]]:
    """Status and rule of what the later report tells of the first one's commitments; pairs share a key."""
    found = set()
    for pledge in placed(first, 1):
        for clue in placed(later, 2):
            if isinstance(pledge.clue, Pledge) and not isinstance(clue.clue, Pledge):
                move = move_of(pledge, clue)
                if move is not None:
                    assert sought_keys(pledge.clue) & own_keys(clue.clue)
                    assert sought_keys(clue.clue) & own_keys(pledge.clue)
                    found.add((move.status, move.rule))
    return found


MOVES = [
    # the act is told, by whom it was to be done, with two of its words
    (PLEDGE, told("Norland opened the Lund tunnel on Monday.", events=[did("opened", "Norland")]), ("kept", "did it")),
    # a state acts through its cabinet
    (
        PLEDGE,
        told("Norland's cabinet reopened the Lund tunnel.", events=[did("reopened", "Norland's cabinet")]),
        ("kept", "did it"),
    ),
    (
        PLEDGE,
        told("Norland has sealed the Lund tunnel.", events=[did("sealed", "Norland")]),
        ("broken", "did the opposite"),
    ),
    (
        PLEDGE,
        told("Sudmark freed the crew on Monday.", events=[did("freed", "Sudmark")]),
        ("triggered", "condition came about"),
    ),
    (PLEDGE, told("Norland took back its promise to open the tunnel at Lund."), ("withdrawn", "taken back")),
    (PLEDGE, told("Norland opened the tunnel at Lund, as it had promised."), ("kept", "as promised")),
    (PLEDGE, told("Norland broke its promise over the Lund tunnel."), ("broken", "broke its word")),
    (
        PLEDGE,
        told("Sudmark has met the condition that Norland set for the Lund tunnel."),
        ("triggered", "condition met"),
    ),
    (PLEDGE, told("Norland opened the Lund tunnel, keeping a promise."), ("kept", "kept its word")),
    (PLEDGE, told("Norland closed the Lund tunnel despite its promise."), ("broken", "broke its word")),
    (PLEDGE, told("Norland backtracked on its pledge over the Lund tunnel."), ("withdrawn", "taken back")),
    (THREAT, told("The dockers began their threatened strike in Abo harbour."), ("kept", "the threatened act")),
    (DEMAND, told("The demand of Norland for the crew of the trawler was met."), ("kept", "demand met")),
    # the very day stands for a word
    (
        THREAT,
        told(
            "The dockers walked out in the harbour.",
            day="2023-04-21",
            events=[did("walked out", "dockers", date="2023-04-20")],
        ),
        ("kept", "did it"),
    ),
    (THREAT, told("The dockers called off their planned strike in Abo harbour."), ("withdrawn", "taken back")),
    (THREAT, told("The dockers made good on their threat of a strike in Abo harbour."), ("kept", "made good")),
    # a demand is kept by whom it is put to
    (
        DEMAND,
        told("Sudmark released the crew of the trawler.", events=[did("released", "Sudmark")]),
        ("kept", "did it"),
    ),
    (DEMAND, told("Sudmark complied with the demand to free the crew of the trawler."), ("kept", "complied")),
    (
        DEMAND,
        told(
            "The deadline that Norland set expired on Thursday with the crew of the trawler still held.",
            day="2023-04-21",
        ),
        ("broken", "term ran out"),
    ),
    (
        BAN,
        told("The dockers gathered at Abo harbour.", events=[did("gathered", "dockers", "PROTEST")]),
        ("broken", "did what was ruled out"),
    ),
    (BAN, told("The dockers marched to Abo harbour, defying the ban."), ("broken", "defied")),
    (
        REFUSAL,
        told("Norland handed over the Lund archive.", events=[did("handed over", "Norland")]),
        ("broken", "did what was ruled out"),
    ),
]


CLAUSES = [
    # what is seen of it; the passive; what began; what is received, by whom it is for
    (PLEDGE, told("Lorries rolled through the Lund tunnel of Norland again."), ("kept", "told as done")),
    (PLEDGE, told("The Lund tunnel was reopened by Norland on Monday."), ("kept", "told as done")),
    (THREAT, told("The dockers downed tools in Abo harbour on Monday."), ("kept", "told as done")),
    (DEMAND, told("The crew of the trawler was set free. Sudmark gave no reason."), ("kept", "told as done")),
    (
        PLEDGE,
        told("The crew was let go by Sudmark, it was learned in Norland."),
        ("triggered", "condition told as met"),
    ),
    (
        BAN,
        told("On Monday the dockers gathered at Abo harbour, to the wrath of Norland."),
        ("broken", "told as done though ruled out"),
    ),
    # a term that went by
    (
        DEMAND,
        told("The crew of the trawler is still in a cell of Sudmark.", day="2023-04-22"),
        ("broken", "left undone"),
    ),
    # taken back in other words
    (THREAT, told("The dockers called their strike in Abo harbour off."), ("withdrawn", "called it off")),
    (THREAT, told("The dockers no longer plan to walk out in Abo harbour."), ("withdrawn", "no longer")),
    (BAN, told("Norland ended the ban on gathering at Abo harbour."), ("withdrawn", "ended it")),
    (
        DEMAND,
        told("Sudmark let the crew of the trawler go at the request of Norland."),
        ("kept", "on orders"),
    ),
]


@pytest.mark.parametrize(("first", "later", "expected"), CLAUSES)
def test_moves_told_in_clauses(first: Coded, later: Coded, expected: tuple[str, str]) -> None:
    assert expected in moves(first, later)


@pytest.mark.parametrize(("first", "later", "expected"), MOVES)
def test_moves(first: Coded, later: Coded, expected: tuple[str, str]) -> None:
    found = moves(first, later)
    assert expected in found
    # a clause beside the phrase may tell the same, and nothing else
    assert {status for status, _ in found} == {expected[0]}
    assert {rule for _, rule in found} <= {expected[1], "told as done", "told as done though ruled out"}


NONE = [
    # another party did a like act
    (PLEDGE, told("Osterland opened the Lund tunnel.", events=[did("opened", "Osterland")])),
    (THREAT, told("The nurses walked out in Abo harbour.", events=[did("walked out", "nurses", date="2023-04-20")])),
    # the same party did it elsewhere, or to somebody else
    (PLEDGE, told("Norland opened the Malmo tunnel.", events=[did("opened", "Norland")])),
    (
        PLEDGE,
        told("Norland opened a tunnel for Osterland.", events=[did("opened", "Norland", recipients=["Osterland"])]),
    ),
    # denied, negated, planned, only said to be likely
    (PLEDGE, told("A report that Norland opened the Lund tunnel is untrue.", events=[did("opened", "Norland")])),
    (PLEDGE, told("Norland opened no Lund tunnel.", events=[did("opened", "Norland", polarity="negated")])),
    (
        PLEDGE,
        told("Norland will soon be opening the Lund tunnel.", events=[did("opening", "Norland", status="planned")]),
    ),
    (PLEDGE, told("Norland is expected to have opened the Lund tunnel.", events=[did("opened", "Norland")])),
    (PLEDGE, told("Norland did not take back its promise to open the Lund tunnel.")),
    (PLEDGE, told("Norland never broke its promise over the Lund tunnel.")),
    (PLEDGE, told("Norland could open the Lund tunnel as it had promised.")),
    (DEMAND, told("The demand of Norland for the crew of the trawler was not met.")),
    (THREAT, told("The dockers have not begun their threatened strike in Abo harbour.")),
    (PLEDGE, told("Norland will open the Lund tunnel, keeping a promise.")),
    # only those who did it say so; only those who lost by it do
    (
        PLEDGE,
        told(
            "Norland said Norland opened the Lund tunnel.",
            events=[did("opened", "Norland")],
            said=[("Norland", "Norland opened the Lund tunnel")],
        ),
    ),
    (PLEDGE, told("Sudmark accused Norland of breaking its promise over the Lund tunnel.")),
    # before it was made
    (PLEDGE, told("Norland opened the Lund tunnel in March.", events=[did("opened", "Norland", date="2023-03-02")])),
    (PLEDGE, told("Norland opened the Lund tunnel.", day="2023-04-09", events=[did("opened", "Norland")])),
    # background, without a day
    (PLEDGE, told("Rain fell all day.\n\nNorland opened the Lund tunnel.", events=[did("opened", "Norland")])),
    # the promise told again, and a word on another one
    (
        PLEDGE,
        told(
            "Norland will open the Lund tunnel for Sudmark.",
            commitments=[{**PROMISE, "act": "open the Lund tunnel"}],
            events=[did("open", "Norland")],
        ),
    ),
    (PLEDGE, told("Norland took back its promise to send doctors.")),
    (PLEDGE, told("Osterland took back its promise to open the tunnel at Lund.")),
    # somebody else's condition; one that was not met
    (PLEDGE, told("Osterland freed the crew.", events=[did("freed", "Osterland")])),
    (PLEDGE, told("Sudmark seized the crew.", events=[did("seized", "Sudmark")])),
    # the right party and act, but another thing; only a part of it; nobody of that country
    (PLEDGE, told("Norland opened a fish market at Lund.", events=[did("opened", "Norland")])),
    (DEMAND, told("Sudmark freed two of the crew of the trawler.")),
    (DEMAND, told("Sudmark part-freed the crew of the trawler.")),
    (PLEDGE, told("Lorries rolled through the Malmo tunnel of Norland again.")),
    (PLEDGE, told("Lorries rolled through a tunnel of Osterland again.")),
    # a condition of another thing; what is still so before the term is over, or long after
    (PLEDGE, told("Sudmark freed the whales.", events=[did("freed", "Sudmark")])),
    (DEMAND, told("The crew of the trawler is still in a cell of Sudmark.", day="2023-04-18")),
    (DEMAND, told("The crew of the trawler is still in a cell of Sudmark.", day="2023-06-18")),
    # a demand refused before its day is no move; who made it cannot keep it
    (
        DEMAND,
        told(
            "Sudmark rejected the demand to free the crew.",
            day="2023-04-12",
            events=[did("rejected", "Sudmark", "REJECT")],
        ),
    ),
    (DEMAND, told("Norland released the crew of the trawler.", events=[did("released", "Norland")])),
    (DEMAND, told("The deadline that Osterland set expired with the crew still held.", day="2023-04-21")),
]


@pytest.mark.parametrize(("first", "later"), NONE)
def test_no_moves(first: Coded, later: Coded) -> None:
    assert moves(first, later) == set()


def mention(id: str, day: str, text: str, **fields: Any) -> Placed:
    return placed(report(id, day, text, commitments=[{**PROMISE, **fields}]), hash(id) % 1000)[0]


ONE = mention("a", "2023-04-10", "Norland will open the Lund tunnel for Sudmark.")
SAME = [
    (mention("b", "2023-04-20", "Norland will open the Lund tunnel, to which Sudmark leads."), True),
    (
        mention(
            "b",
            "2023-04-20",
            "Norland's cabinet said it will open the Lund tunnel for Sudmark.",
            by=["Norland's cabinet"],
        ),
        True,
    ),
    (mention("b", "2023-04-20", "Norland says it will open the Lund tunnel for Sudmark.", kind="offer"), True),
    # another's; to another; another thing; the contrary; another kind; too long after
    (mention("b", "2023-04-20", "Osterland will open the Lund tunnel for Sudmark.", by=["Osterland"]), False),
    (mention("b", "2023-04-20", "Norland will open the Lund tunnel for Osterland.", to=["Osterland"]), False),
    (mention("b", "2023-04-20", "Norland will open the Malmo canal for Sudmark.", act="open the Malmo canal"), False),
    (
        mention(
            "b",
            "2023-04-20",
            "Norland will close the Lund tunnel for Sudmark.",
            trigger="will close",
            act="close the Lund tunnel",
        ),
        False,
    ),
    (mention("b", "2023-04-20", "Norland will open the Lund tunnel for Sudmark.", kind="demand"), False),
    (mention("b", "2024-04-20", "Norland will open the Lund tunnel for Sudmark."), False),
]


@pytest.mark.parametrize(("other", "expected"), SAME)
def test_one_commitment_in_two_reports(other: Placed, expected: bool) -> None:
    assert tell_one(ONE, other) is expected
    assert tell_one(other, ONE) is expected
    assert not expected or sought_keys(ONE.clue) & own_keys(other.clue)
