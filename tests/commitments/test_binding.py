"""What is bound to a commitment: conditions, the act's words, deadlines, parties, strength; a row a mechanism."""

from __future__ import annotations

import pytest

from dragoman import Coder, Commitment

# A Wednesday
TODAY = "2023-03-15T12:00:00Z"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def found(coder: Coder, text: str, kind: str | None = None) -> Commitment:
    """The last commitment of a text, of a kind where one is given."""
    commitments = coder.code(text, published_at=TODAY).commitments
    return [c for c in commitments if kind in {None, c.kind}][-1]


def hinges(commitment: Commitment) -> list[tuple[str, str]]:
    return [(c.kind, c.span.text) for c in commitment.conditions]


CONDITIONS = [
    # along the words, where the parser makes something else of the verb
    ('"We will answer if one shell lands on the pier," the Fijian navy said.', [("if", "one shell lands on the pier")]),
    (
        "Togo vowed to recall its envoy should Ghana's trucks cross the bridge.",
        [("if", "Ghana's trucks cross the bridge")],
    ),
    ("Were the mayor to resign, Togo would reopen the bridge, its president said.", [("if", "the mayor to resign")]),
    ("Togo said it would reopen the bridge provided Ghana pays the toll.", [("if", "Ghana pays the toll")]),
    ("Provided the calm lasts, Togo will reopen the bridge, its president said.", [("if", "the calm lasts")]),
    ("Togo pledged to reopen the bridge once both courts have ruled.", [("once", "both courts have ruled")]),
    # before and after the act, with prepositions
    ("Pending a ruling, Togo refuses to reopen the bridge.", [("until", "a ruling")]),
    ("In exchange for cattle, Togo promised to reopen the bridge.", [("in-exchange", "cattle")]),
    ("Subject to a vote, Togo stands ready to reopen the bridge.", [("if", "a vote")]),
    # only: whoever refuses waits, whoever offers holds out
    ("Togo would free the crew only when the last tug has left, it said.", [("once", "the last tug has left")]),
    # two clauses with subjects of their own are two
    (
        "Togo said it would free the crew if the tug leaves and the fine is paid.",
        [("if", "the tug leaves"), ("if", "the fine is paid")],
    ),
    # general parties carry a condition
    ("Togo vowed to expel any trader who hides grain.", [("if", "hides grain")]),
    ("Traders who hide grain will be jailed, the Togolese president said.", [("if", "Traders who hide grain")]),
    ("Togo's army will answer any raid, its commander said.", [("if", "any raid")]),
    # pointing words: what they point at
    ("The rebels must leave the fort or face trial, Togo's president said.", [("unless", "leave the fort")]),
    ('Togo told the rebels to leave. "Otherwise we will shell the fort," its president said.', [("unless", "leave")]),
    # an order or a bare thing before the act
    (
        '"Fire on the port again and we will shell the fort," the Togolese president said.',
        [("if", "Fire on the port again")],
    ),
    # none: another clause's, idioms, manner, measured time, places
    ("Togo will back the bishop, and if he loses its envoy will go home, its president said.", None),
    ("Togo pledged to reopen the bridge for as long as it takes.", []),
    ("Togo refused to reopen the bridge without delay.", []),
    ("Togo refused to speak before the court.", []),
    ("Togo refused to lift the ban a day after the vote.", []),
    ("Speaking on condition that he not be named, an aide said Togo would free the crew.", []),
]


@pytest.mark.parametrize(("text", "wanted"), CONDITIONS, ids=[t for t, _ in CONDITIONS])
def test_conditions(coder, text, wanted):
    commitments = coder.code(text, published_at=TODAY).commitments
    if wanted is None:
        assert all(not c.conditions for c in commitments if "back" in c.act.text)
    else:
        assert hinges(commitments[-1]) == wanted


DEADLINES = [
    # with the act, rolled ahead, exact lengths
    ("Togo vowed to shut the bridge on Sunday.", "2023-03-19"),
    ("Togo ordered the rebels to leave within 72 hours.", "2023-03-18"),
    ("Togo gave the rebels three days to leave.", "2023-03-18"),
    ("Togo told the rebels to leave by the 20th.", "2023-03-20"),
    ("Togo told the rebels to leave by midnight.", "2023-03-15"),
    ("Togo told the rebels to leave by the first of May.", "2023-05-01"),
    ("Togo set the rebels a deadline of noon on Friday to leave.", "2023-03-17"),
    # in the next sentence
    ("Togo ordered the rebels to leave. They have until Friday.", "2023-03-17"),
    # a demand's limit is that of the threat it is made with
    ("The rebels must leave by Friday or face trial, Togo's president said.", "2023-03-17"),
    # none: the day of the saying, another act's limit, a length of time, what is past
    ("Togo on Tuesday vowed to shut the bridge.", None),
    ("Togo agreed on Monday to a truce.", None),
    ("Togo pledged to pay the widows 50 francs a month.", None),
    ("Togo promised to pay last year's wages.", None),
]


@pytest.mark.parametrize(("text", "wanted"), DEADLINES, ids=[t for t, _ in DEADLINES])
def test_deadlines(coder, text, wanted):
    deadline = found(coder, text).deadline
    assert (deadline and deadline.end) == wanted


ACTS = [
    ("Togo told the rebels to leave the fort by Friday.", "leave the fort"),
    ("Togo ordered the rebels to leave within a week for what it called crimes.", "leave"),
    ("Togo vowed to dismantle the post, citing a plea from the elders.", "dismantle the post"),
    ("Togo has banned rallies in the capital.", "rallies in the capital"),
    ("Togo vowed to expel any trader who hides grain.", "expel any trader"),
    ("Any ship that crosses the line will be sunk, the Togolese navy said.", "be sunk"),
]


@pytest.mark.parametrize(("text", "wanted"), ACTS, ids=[t for t, _ in ACTS])
def test_acts_end_where_the_act_ends(coder, text, wanted):
    assert found(coder, text).act.text == wanted


STRENGTHS = [
    ("Togo told the rebels to leave.", "binding"),
    ("The rebels must leave, Togo's president said.", "declared"),
    ("Togo refused to leave the pact.", "declared"),
    ("Togo urged Ghana to leave the pact.", "tentative"),
]


@pytest.mark.parametrize(("text", "wanted"), STRENGTHS, ids=[t for t, _ in STRENGTHS])
def test_strength_is_that_of_the_wording(coder, text, wanted):
    assert found(coder, text).strength == wanted


def test_a_spokesman_binds_whose_he_is(coder):
    # "its spokesman" is the voice of the front
    told = found(coder, "The Sahel Liberation Front freed nine men. Its spokesman vowed to free the crew.")
    assert "front" in told.by[0]


def test_who_is_to_act_is_addressed(coder):
    told = found(coder, "Togo vowed to shut the bridge unless Ghana pays the toll.")
    assert told.to == ["country:GHA"]
