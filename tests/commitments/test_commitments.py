"""Commitments: kinds, who is bound, the act's words, conditions, deadlines, and what is none."""

from __future__ import annotations

import pytest

from dragoman import Coder, Commitment


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def found(coder: Coder, text: str) -> list[Commitment]:
    return coder.code(text, published_at="2023-03-15T12:00:00Z").commitments


KINDS = [
    # verbs that bind, by what they introduce
    ("Kenya vowed to send doctors to Malawi.", "promise", "country:KEN", "send doctors to Malawi"),
    ("Kenya vowed to bomb the rebels' camps.", "threat", "country:KEN", "bomb the rebels' camps"),
    ("Kenya pledged not to leave the pact.", "refusal", "country:KEN", "leave the pact"),
    ("Ankara threatened to close the strait.", "threat", "country:TUR", "close the strait"),
    ("Norway offered to host the talks.", "offer", "country:NOR", "host the talks"),
    ("Peru demanded that Chile return the archive.", "demand", "country:PER", "return the archive"),
    ("Peru urged Chile to return the archive.", "demand", "country:PER", "return the archive"),
    ("Peru called on Chile to return the archive.", "demand", "country:PER", "return the archive"),
    ("Hungary refused to sign the letter.", "refusal", "country:HUN", "sign the letter"),
    ("Ghana and Togo agreed to open the border.", "agreement", "country:GHA", "open the border"),
    # the speaker's own side in the future tense
    ("Chad said it would reopen the border.", "promise", "country:TCD", "reopen the border"),
    ("Chad said it would not reopen the border.", "refusal", "country:TCD", "reopen the border"),
    ("Chad warned that it would shell the port.", "threat", "country:TCD", "shell the port"),
    ('"We will never leave the island," Greece said.', "refusal", "country:GRC", "leave the island"),
    # nouns
    ("Ghana repeated its threat to expel the traders.", "threat", "country:GHA", "expel the traders"),
]


@pytest.mark.parametrize(("text", "kind", "by", "act"), KINDS)
def test_kind_party_and_act(coder: Coder, text: str, kind: str, by: str, act: str) -> None:
    commitments = [c for c in found(coder, text) if c.kind == kind]
    assert len(commitments) == 1, [(c.kind, c.act.text) for c in found(coder, text)]
    assert by in commitments[0].by
    assert commitments[0].act.text == act


CONDITIONS = [
    ("Spain vowed to lift the ban if Morocco opens its ports.", [("if", "Morocco opens its ports")]),
    ("If Morocco opens its ports, Spain will lift the ban, Spain said.", [("if", "Morocco opens its ports")]),
    ("Spain threatened to close the border unless Morocco withdrew.", [("unless", "Morocco withdrew")]),
    ("Spain vowed to stay as long as Morocco agrees.", [("so-long-as", "Morocco agrees")]),
    ("Spain refused to talk until Morocco apologised.", [("until", "Morocco apologised")]),
    ("Spain promised to withdraw once the dam is full.", [("once", "the dam is full")]),
    ("Spain offered aid to Morocco in exchange for a fishing deal.", [("in-exchange", "a fishing deal")]),
    # a date is a deadline, not a condition
    ("Spain vowed to withdraw its troops by Friday.", []),
]


@pytest.mark.parametrize(("text", "expected"), CONDITIONS)
def test_conditions(coder: Coder, text: str, expected: list[tuple[str, str]]) -> None:
    commitments = found(coder, text)
    assert commitments
    assert [(c.kind, c.span.text) for c in commitments[0].conditions] == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Spain vowed to withdraw its troops by Friday.", "2023-03-17"),
        ("Spain demanded that Morocco leave within 48 hours.", "2023-03-17"),
        ("Spain promised to withdraw its troops before April 2.", "2023-04-02"),
    ],
)
def test_deadlines(coder: Coder, text: str, day: str) -> None:
    commitments = found(coder, text)
    assert commitments
    assert commitments[0].deadline
    assert commitments[0].deadline.end == day


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Spain promised Morocco an amnesty for smugglers if it opens its ports.", "offer"),
        ("Spain will defend the enclave if it is attacked, Spain said.", "promise"),
    ],
)
def test_a_bargain_is_an_offer(coder: Coder, text: str, kind: str) -> None:
    assert kind in [c.kind for c in found(coder, text)]


@pytest.mark.parametrize(
    "text",
    [
        # the reporter's forecast, possibility, denial, the past, private business, sport
        "The war will end one day.",
        "Spain may promise more money.",
        "Spain did not promise to withdraw.",
        "The bakery promised to refund its customers.",
        "The coach vowed to attack from the first minute.",
        "Spain sent its troops home.",
    ],
)
def test_what_binds_nobody(coder: Coder, text: str) -> None:
    assert not found(coder, text)
