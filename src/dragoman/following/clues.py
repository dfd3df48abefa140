"""What of a document's records bears on commitments: small values that a ledger can keep without the text.

A pledge is a commitment as a report tells it; a deed is an event told as done; a word is a phrase that tells what
became of a commitment.  What became of one is found by pairing pledges with deeds and words of other reports.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

import msgspec

from ..records import CommitmentKind
from .parties import Party
from .words import Terms, opposites

Role = Literal["pledge", "deed", "word"]


class Hanging(msgspec.Struct, frozen=True, array_like=True):
    """What a pledge hangs on.  positive: whether the thing's coming about meets it.  parties: those it names."""

    positive: bool
    terms: Terms
    parties: list[Party]


class Pledge(msgspec.Struct, frozen=True, array_like=True, tag="pledge"):
    """made: the day it was made, as far as the report tells; deadline: the last day.  days: others that it names."""

    record: str
    kind: CommitmentKind
    by: list[Party]
    to: list[Party]
    act: Terms
    conditions: list[Hanging]
    made: date | None
    deadline: date | None
    days: list[date]
    start: int
    end: int


class Deed(msgspec.Struct, frozen=True, array_like=True, tag="deed"):
    """day: of the act, where the text tells it.  fresh: told as the news of the day.  speakers: on whose word."""

    record: str
    doers: list[Party]
    others: list[Party]
    acts: frozenset[str]
    terms: Terms
    day: date | None
    fresh: bool
    attributed: bool
    speakers: list[Party]
    start: int
    end: int


class Word(msgspec.Struct, frozen=True, array_like=True, tag="word"):
    """rule: of data/following/outcomes.tsv.  holders: whose doing it is; setters: who is named as having made it;
    mentioned: all in the sentence.  days: those that it names."""

    rule: str
    kinds: frozenset[str]
    holders: list[Party]
    setters: list[Party]
    mentioned: list[Party]
    terms: Terms
    days: list[date]
    start: int
    end: int


Clue = Pledge | Deed | Word


class Placed(msgspec.Struct, frozen=True):
    """A clue with where it stands.  told: when the report was published; day: the report's day."""

    number: int
    ordinal: int
    document: str
    told: datetime | None
    day: date | None
    clue: Clue

    @property
    def order(self) -> tuple[datetime, str, int]:
        """The order in which reports are read; one without a time comes last."""
        return (self.told or _NEVER, self.document, self.clue.start)


_NEVER = datetime.max


def role_of(clue: Clue) -> Role:
    return "pledge" if isinstance(clue, Pledge) else "deed" if isinstance(clue, Deed) else "word"


def keys_of(clue: Clue) -> set[int]:
    """Numbers of which a pledge shares one with whatever may concern it: a party with an act or a thing."""
    if isinstance(clue, Pledge):
        parties = [*clue.by, *clue.to, *(party for hanging in clue.conditions for party in hanging.parties)]
        terms = _words(clue.act, *(hanging.terms for hanging in clue.conditions))
        # who gains or must act is often told in one report only
        days = {f"day {day}" for day in (clue.made, clue.deadline, *clue.days) if day}
        return _keys(parties, terms | days)
    if isinstance(clue, Deed):
        return _keys(clue.doers, clue.acts)
    days = {f"day {day}" for day in clue.days}
    return _keys([*clue.holders, *clue.setters, *clue.mentioned], _words(clue.terms) | days)


def _words(*terms: Terms) -> set[str]:
    return {word for term in terms for word in (*term.acts, *map(str, term.things))}


def _keys(parties: Iterable[Party], words: Iterable[str]) -> set[int]:
    names = {key for party in parties for key in party.keys()}
    return {zlib.crc32(f"{name}|{_plain(word)}".encode()) for name in names for word in words}


def _plain(word: str) -> str:
    """An act and the one that undoes it have one key."""
    word = word.removeprefix("not:")
    return min(word, opposites().get(word, word))
