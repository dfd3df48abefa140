"""Who acts on whom, for formats with a row for each pair, and the names and codes that parties have there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from ..knowledge.cameo import Cameo
from ..records import Actor, Role
from .choosing import Report, Told

# Types that two parties do together; an event of another type with several actors and no recipient has several doers,
# who do nothing to each other ("students and workers marched").  The same list decides in events/finding.py.
RECIPROCAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ASSAULT"})
VISIT, HOST = "042", "043"
_ID_BITS = 63


@dataclass(frozen=True)
class Pair:
    """A row of an event: who acts on whom, under which CAMEO code.  number: of the row within the event, from 0."""

    told: Told
    number: int
    first: Role | None
    second: Role | None
    code: str

    @property
    def report(self) -> Report:
        return self.told.report

    @property
    def actor(self) -> Actor | None:
        return self.report.actor(self.first)

    @property
    def target(self) -> Actor | None:
        return self.report.actor(self.second)

    @property
    def id(self) -> int:
        return pair_id(self.told.key, self.number)


def pair_id(key: str, number: int) -> int:
    """The id of a row: an integer of 63 bits, the same for the same event in every export."""
    return integer_id(key, str(number))


def integer_id(*parts: str) -> int:
    """A positive integer of 63 bits from a hash, as formats with integers for ids want it."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return int.from_bytes(digest[:8]) >> (64 - _ID_BITS)


def pairs(told: Told, cameo: Cameo) -> list[Pair]:
    """The rows of an event: one for each pair of parties, one side empty where the text names nobody for it."""
    return [Pair(told, number, *row) for number, row in enumerate(_rows(told, cameo))]


def _rows(told: Told, cameo: Cameo) -> Iterator[tuple[Role | None, Role | None, str]]:
    for first, second in _sides(told):
        code = _code(told, first, cameo)
        yield first, second, code
        # whoever is visited is host: the data sets have a row for each
        if code == VISIT and first and second:
            yield second, first, HOST


def _sides(told: Told) -> Iterator[tuple[Role | None, Role | None]]:
    event = told.event
    actors, recipients = _each_once(event.actors), _each_once(event.recipients)
    if recipients:
        doers: list[Role | None] = [*actors] or [None]
        yield from ((a, r) for a in doers for r in recipients if a is None or a.actor != r.actor)
    elif len(actors) > 1 and event.type in RECIPROCAL:
        # of a visit the first named travels, and the row back is the host's
        yield from (
            (a, b) for a, b in permutations(actors, 2) if event.mode != "visit" or actors.index(a) < actors.index(b)
        )
    else:
        yield from ((a, None) for a in actors)


def _each_once(roles: list[Role]) -> list[Role]:
    return list({role.actor: role for role in reversed(roles)}.values())[::-1]


def _code(told: Told, first: Role | None, cameo: Cameo) -> str:
    actor, event = told.report.actor(first), told.event
    military = actor is not None and "MIL" in actor.sectors
    return cameo.code(event.type, event.mode, words=event.sentence.text, military=military)
