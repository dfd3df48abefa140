"""Chooses the event that a mention joins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .comparing import Verdict, compare
from .mention import Mention


@dataclass(frozen=True)
class Choice:
    """The event that a mention joins, by its likeness to one of its mentions."""

    merged: str
    like: Mention
    verdict: Verdict


def choose(mention: Mention, events: Iterable[tuple[str, Sequence[Mention]]]) -> Choice | None:
    """The likest event, the earlier of equals; None where none is like enough.

    events: id and mentions worth comparing, the first of which began the event; none may contradict the mention.
    """
    best: Choice | None = None
    for merged, members in events:
        found = _likest(mention, members)
        if found and found[0].merges and (best is None or found[0].score > best.verdict.score):
            best = Choice(merged, found[1], found[0])
    return best


def _likest(mention: Mention, members: Sequence[Mention]) -> tuple[Verdict, Mention] | None:
    best: tuple[Verdict, Mention] | None = None
    for member in members:
        verdict = compare(mention, member)
        if verdict is None:
            return None
        if best is None or verdict.score > best[0].score:
            best = (verdict, member)
    return best
