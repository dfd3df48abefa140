"""Candidate: an act found in the parse, before factuality, attribution, time and place are read off."""

from __future__ import annotations

from dataclasses import dataclass

from ..records import EventType, Role


@dataclass(frozen=True, slots=True)
class Candidate:
    """One predicate with its PLOVER type and the actors that fill its roles.

    head: token index of the word that names the act (verb, noun or adjective).
    first, last: tokens of the trigger, last exclusive; they lie within the head's sentence.
    clause: index of the clause that the act stands in (for a verb its own), or None.
    nominal: the trigger is a noun ("a raid by customs officers").
    reciprocal: both parties stand under `actors`, none under `recipients`.
    confidence: prior probability that type and roles are right, from the lexicon and the way of finding them.
    source: lexicon entry that matched, for explaining a record; `classifier` where only the learned one found it.
    """

    head: int
    first: int
    last: int
    clause: int | None
    nominal: bool
    type: EventType
    mode: str | None
    actors: tuple[Role, ...]
    recipients: tuple[Role, ...]
    reciprocal: bool
    confidence: float
    source: str
