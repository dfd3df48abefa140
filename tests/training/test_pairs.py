"""Marked pairs as token ids: laws that hold for any text, with a tokenizer of one id a character."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from dragoman.models.pairs import (
    ACTOR,
    ACTOR_END,
    CLS,
    MANUAL,
    MAX_TOKENS,
    PLV,
    RECIPIENT,
    RECIPIENT_END,
    SEP,
    encode_pair,
)  # fmt: skip


@dataclass(frozen=True)
class Ids:
    ids: list[int]


class Letters:
    """A letter is its code point, moved out of the way of the markers."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Ids:
        assert not add_special_tokens
        return Ids([1000 + ord(c) for c in sequence])


def letters(text: str) -> list[int]:
    return [1000 + ord(c) for c in text]


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """A text with two parties that do not overlap, in either order."""
    text = draw(st.text(min_size=4, max_size=400))
    a, b, c, d = sorted(draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4, unique=True)))
    return (text, (a, b), (c, d)) if draw(st.booleans()) else (text, (c, d), (a, b))


def test_markers_stand_around_the_parties() -> None:
    pair = encode_pair(Letters(), "ab cd", (0, 2), (3, 5), "manual")
    body = [ACTOR, *letters("ab"), ACTOR_END, *letters(" "), RECIPIENT, *letters("cd"), RECIPIENT_END]
    assert list(pair.ids) == [CLS, MANUAL, *body, SEP]
    assert (pair.actor, pair.recipient) == (2, 7)


@given(marked())
def test_positions_point_at_the_opening_markers(given_pair: tuple[str, tuple[int, int], tuple[int, int]]) -> None:
    text, actor, recipient = given_pair
    pair = encode_pair(Letters(), text, actor, recipient, "manual")
    assert len(pair.ids) <= MAX_TOKENS
    assert (pair.ids[0], pair.ids[1], pair.ids[-1]) == (CLS, MANUAL, SEP)
    for position, marker in ((pair.actor, ACTOR), (pair.recipient, RECIPIENT)):
        # a party may lie beyond what fits only where the two are farther apart than that
        assert pair.ids[position] == marker if position else abs(actor[0] - recipient[0]) > MAX_TOKENS - 90


@given(marked())
def test_exchanging_the_parties_exchanges_the_markers(given_pair: tuple[str, tuple[int, int], tuple[int, int]]) -> None:
    text, actor, recipient = given_pair
    one = encode_pair(Letters(), text, actor, recipient, "manual")
    other = encode_pair(Letters(), text, recipient, actor, "manual")
    swap = {ACTOR: RECIPIENT, RECIPIENT: ACTOR, ACTOR_END: RECIPIENT_END, RECIPIENT_END: ACTOR_END}
    assert tuple(swap.get(i, i) for i in one.ids) == other.ids
    assert (one.actor, one.recipient) == (other.recipient, other.actor)


@given(st.text(max_size=300))
def test_without_parties_the_text_stands_alone(text: str) -> None:
    pair = encode_pair(Letters(), text, None, None, "manual")
    assert (pair.actor, pair.recipient) == (0, 0)
    assert list(pair.ids) == [CLS, MANUAL, *letters(text)[: MAX_TOKENS - 3], SEP]


def test_a_recipient_inside_the_actor_is_not_marked() -> None:
    pair = encode_pair(Letters(), "abcd", (0, 4), (1, 2), "manual")
    assert pair.recipient == 0
    assert RECIPIENT not in pair.ids


def test_the_habit_is_the_second_token() -> None:
    assert encode_pair(Letters(), "ab", (0, 1), None, "plv").ids[1] == PLV


def test_a_far_away_end_is_cut_and_the_parties_stay() -> None:
    text = "x" * 500 + "ab" + "y" * 500
    pair = encode_pair(Letters(), text, (500, 501), (501, 502), "manual")
    assert len(pair.ids) == MAX_TOKENS
    assert pair.ids[pair.actor] == ACTOR
    assert pair.ids[pair.recipient] == RECIPIENT
