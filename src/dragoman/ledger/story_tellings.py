"""What reports tell, out of the ledger: of any revision, from its line of records and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from ..records import CODED_BLOCKS
from ..stories import Telling
from .stores import Connection

_QUERY = """
SELECT d.number, d.document, d.day, d.content, r.record, t.text
FROM store.documents d
JOIN store.records r ON r.number = d.number
LEFT JOIN store.texts t ON t.number = d.number
WHERE d.number = any($1) ORDER BY d.number"""
# Blocks that say what the report says.
_TOLD = CODED_BLOCKS | {"dateline", "caption"}
_LOCAL = re.compile(r"^local:")


class _Block(msgspec.Struct):
    kind: str
    start: int
    end: int


class _Document(msgspec.Struct):
    blocks: list[_Block]


class _Actor(msgspec.Struct):
    id: str
    name: str
    country: str | None


class _Role(msgspec.Struct):
    actor: str


class _Event(msgspec.Struct):
    type: str
    actors: list[_Role]
    recipients: list[_Role]


class _Date(msgspec.Struct):
    start: str
    precision: str


class _Place(msgspec.Struct):
    name: str
    geoname_id: int | None


class _Line(msgspec.Struct):
    """The parts of a document's records that stories are told apart by; the rest is passed over unread."""

    document: _Document
    actors: list[_Actor]
    events: list[_Event]
    times: list[_Date]
    places: list[_Place]


_read = msgspec.json.Decoder(_Line).decode


@dataclass(frozen=True)
class Arrival:
    """A report that came into the ledger."""

    number: int
    document: str
    telling: Telling


def arrivals(connection: Connection, numbers: Sequence[int]) -> Iterator[Arrival]:
    """Reports by their numbers, in order."""
    for number, document, day, content, record, text in connection.rows(_QUERY, (list(numbers),)):
        yield Arrival(number, document, _telling(_line(record), day, content, text))


def _line(record: str) -> _Line:
    # the packed line begins behind the coder: `"document":{…`
    return _read("{" + record)


def _telling(line: _Line, day: date | None, content: str, text: str | None) -> Telling:
    told = None
    if text is not None:
        # the blank line keeps what ends one block from opening the next
        told = "\n".join(text[block.start : block.end] for block in line.document.blocks if block.kind in _TOLD)
    days = {found.start for found in line.times if found.precision == "day"} | ({day.isoformat()} if day else set())
    months = {found.start[:7] for found in line.times if found.precision == "month"} | {day[:7] for day in days}
    years = {found.start[:4] for found in line.times} | {month[:4] for month in months}
    return Telling(
        text=told,
        content=content,
        day=day,
        days=tuple(sorted(days)),
        months=tuple(sorted(months)),
        years=tuple(sorted(years)),
        names=tuple(sorted({*(_name(actor) for actor in line.actors), *(_where(place) for place in line.places)})),
        acts=tuple(sorted(_acts(line))),
    )


def _name(actor: _Actor) -> str:
    return _LOCAL.sub("", actor.id)


def _where(place: _Place) -> str:
    return f"place:{place.geoname_id or place.name}"


def _acts(line: _Line) -> set[str]:
    """Events as type and a party of each side, these by country where they have one."""
    who = {actor.id: actor.country or actor.id for actor in line.actors}
    return {
        f"{event.type} {doer} {other}"
        for event in line.events
        for doer in _sides(event.actors, who)
        for other in _sides(event.recipients, who)
    }


def _sides(roles: Sequence[_Role], who: dict[str, str]) -> list[str]:
    return [who.get(role.actor, role.actor) for role in roles] or ["-"]
