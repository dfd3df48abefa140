"""What of a document's records bears on commitments: small values that a ledger can keep without the text.

A pledge is a commitment as a report tells it; a deed is an event told as done; a word is a phrase that tells what
became of a commitment.  What became of one is found by pairing pledges with deeds and words of other reports.
Each has the names of its report as `setting`, by which two reports of one matter are known.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Literal

import msgspec

from ..records import CommitmentKind
from .parties import Party
from .words import Terms, opposites

# Kinds of commitment by which not who makes them but who they are put to has to act.
ASKING_KINDS = ("demand", "prohibition")
_MOST_WORDS = 7
# A report that something is still not done speaks of a term that ended within these days.
LATELY = timedelta(days=10)

Role = Literal["pledge", "deed", "word"]


class Hanging(msgspec.Struct, frozen=True, array_like=True):
    """What a pledge hangs on.  positive: whether the thing's coming about meets it.  parties: those it names.
    object: numbers of the words for what it is done to."""

    positive: bool
    terms: Terms
    parties: list[Party]
    object: frozenset[int] = frozenset()


class Pledge(msgspec.Struct, frozen=True, array_like=True, tag="pledge"):
    """made: the day it was made, as far as the report tells; deadline: the last day.  days: others that it names.
    verb: number of the act's first word where it is of no class; object: of the words for what it is done to.
    around: who is named nearby, where something is asked of nobody in particular."""

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
    verb: int | None = None
    object: frozenset[int] = frozenset()
    setting: frozenset[int] = frozenset()
    around: list[Party] = []


class Deed(msgspec.Struct, frozen=True, array_like=True, tag="deed"):
    """day: of the act, where the text tells it.  fresh: told as the news of the day.  speakers: on whose word.
    voice: a coder's event, or a clause that tells of the doer or of what it is done to (record is None).  around: who
    is named nearby, where the doer may not be."""

    record: str | None
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
    voice: Literal["event", "doer", "patient"] = "event"
    around: list[Party] = []
    setting: frozenset[int] = frozenset()


class Word(msgspec.Struct, frozen=True, array_like=True, tag="word"):
    """rule: of data/following/outcomes.tsv.  holders: whose doing it is; setters: who is named as having made it;
    mentioned: all in the sentence.  days: those that it names.  told: of what is still not done, the report's day."""

    rule: str
    kinds: frozenset[str]
    holders: list[Party]
    setters: list[Party]
    mentioned: list[Party]
    terms: Terms
    days: list[date]
    start: int
    end: int
    around: list[Party] = []
    setting: frozenset[int] = frozenset()
    told: date | None = None


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


def own_keys(clue: Clue) -> set[int]:
    """Numbers by which others find a clue that may concern them."""
    if isinstance(clue, Pledge):
        by_deed = _bound_keys(clue, "pledge by deed")
        return by_deed | _holder_keys(clue, "pledge by word") | _pair_keys(clue) | _term_keys(clue)
    if isinstance(clue, Deed):
        return _keys("deed", [*clue.doers, *clue.around], clue.acts)
    if clue.told is not None:
        return _keys("term", _named(clue), {_week(clue.told)})
    return _keys("word", _named(clue), _words(clue.terms, clue.days))


def sought_keys(clue: Clue) -> set[int]:
    """Numbers by which a clue finds others: a pledge all that may concern it, a deed or word the pledges."""
    if isinstance(clue, Pledge):
        return _bound_keys(clue, "deed") | _holder_keys(clue, "word") | _pair_keys(clue) | _term_keys(clue)
    if isinstance(clue, Deed):
        return _keys("pledge by deed", [*clue.doers, *clue.around], clue.acts)
    if clue.told is not None:
        return _keys("term", _named(clue), {_week(clue.told)})
    return _keys("pledge by word", _named(clue), _words(clue.terms, clue.days))


def _bound_keys(p: Pledge, prefix: str) -> set[int]:
    """Who has to act, with what is to be done; and who a condition speaks of, with what it asks."""
    acts = p.act.acts | ({f"={p.verb}"} if p.verb is not None else set())
    # whoever can do what is asked for of nobody is found beside the one who asks
    keys = _keys(prefix, p.by if p.kind not in ASKING_KINDS else p.around, acts)
    if p.kind in (*ASKING_KINDS, "agreement"):
        keys |= _keys(prefix, p.to, acts)
    for hanging in p.conditions:
        verbs = {f"={number}" for number in hanging.terms.things}
        keys |= _keys(prefix, hanging.parties or [*p.to, *p.by], hanging.terms.acts | verbs)
    return keys


def _holder_keys(p: Pledge, prefix: str) -> set[int]:
    """Who may be said to have kept it or not, with any word of it."""
    days = [day for day in (p.made, p.deadline, *p.days) if day]
    words = _words(p.act, days)
    keys = _keys(prefix, [*p.by, *(p.to if p.kind in ASKING_KINDS else [])], words)
    for hanging in p.conditions:
        keys |= _keys(prefix, [*p.by, *hanging.parties], _words(hanging.terms, ()))
    return keys


def _term_keys(p: Pledge) -> set[int]:
    """Who is party to it or asks for it, with the weeks in which its term may be said to be over."""
    if p.deadline is None:
        return set()
    weeks = {_week(p.deadline + timedelta(days=days)) for days in range(LATELY.days + 1)}
    return _keys("term", [*p.by, *p.to], weeks)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"week {year}-{week}"


def _pair_keys(p: Pledge) -> set[int]:
    """Who is bound, with any two words of the act, as two that tell one commitment share two."""
    days = [day for day in (p.deadline, *p.days) if day]
    # of a long act those whose hash is lowest, which are the same in both
    words = sorted(_words(p.act, days), key=lambda word: zlib.crc32(word.encode()))[:_MOST_WORDS]
    pairs = {"+".join(sorted(pair)) for pair in combinations(words, 2)} or {"+".join(words)}
    return _keys("pledge", p.by, pairs)


def _named(word: Word) -> list[Party]:
    return list({party: None for party in (*word.holders, *word.setters, *word.mentioned, *word.around)})


def _words(terms: Terms, days: Iterable[date]) -> set[str]:
    return {*map(_plain, terms.acts), *map(str, terms.things), *(f"day {day}" for day in days)}


def _keys(prefix: str, parties: Iterable[Party], words: Iterable[str]) -> set[int]:
    names = {key for party in parties for key in party.names_found()}
    return {zlib.crc32(f"{prefix}|{name}|{_plain(word)}".encode()) for name in names for word in words}


def _plain(word: str) -> str:
    """An act and the one that undoes it have one key."""
    word = word.removeprefix("not:")
    return min(word, opposites().get(word, word))
