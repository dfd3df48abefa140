"""POLECAT: a row for each event, 40 columns, lists with "; " between, `None` where something is missing.

Source: the released files ngecEvents.DV.YYYY.txt (doi.org/10.7910/DVN/AJGVIT).  An event's parties stand in the same
order in all columns of their side; where one of several lacks something, its place has `None`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..records import Actor, Place, Role
from .choosing import Told
from .columns import Column, Kind, Table, Value
from .form import Known

MISSING = "None"
_BETWEEN = "; "
_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


@dataclass(frozen=True)
class _Row:
    told: Told
    known: Known


Fill = Callable[[_Row], Value]


class Polecat:
    """The format.  An event without a day is a row without one."""

    suffix, needs_day = ".txt", False
    dropped = (
        "certainty", "attribution", "also", "counts", "date.end", "date.precision", "confidence", "trigger", "sentence",
        "wikidata", "basis",
    )  # fmt: skip

    def __init__(self, known: Known) -> None:
        self._known = known
        self.table = Table(COLUMNS, header=True, missing=MISSING)

    def head(self) -> bytes:
        return self.table.head()

    def rows(self, told: Told) -> Iterator[tuple[str, bytes]]:
        yield event_id(told), self.table.line(_Row(told, self._known))

    def schema(self) -> dict[str, Any]:
        return self.table.schema()


def event_id(told: Told) -> str:
    """Story, type and event; readers take what stands before the first `_` for the story."""
    return f"{told.report.document.id}_{told.event.type}_{told.event.id}"


def _listed(values: Iterable[str | None]) -> str | None:
    """The values with "; " between, so that none has one within; None where there is none at all."""
    found = [value.replace(";", ",") if value else None for value in values]
    return _BETWEEN.join(value or MISSING for value in found) if any(found) else None


def _parties(side: str) -> Callable[[Told], list[Role]]:
    return lambda told: list({role.actor: role for role in getattr(told.event, side)}.values())


def _side(side: str, of: Callable[[Actor, Role, Known], str | None]) -> Fill:
    """A column of one side: something of each party."""
    parties = _parties(side)

    def fill(row: _Row) -> str | None:
        found = ((row.told.report.actor(role), role) for role in parties(row.told))
        return _listed(of(actor, role, row.known) if actor else None for actor, role in found)

    return fill


def _sectors(side: str) -> Fill:
    """All sectors of a side, each once."""
    parties = _parties(side)

    def fill(row: _Row) -> str | None:
        actors = map(row.told.report.actor, parties(row.told))
        return _listed(dict.fromkeys(sector for actor in actors if actor for sector in actor.sectors))

    return fill


def _cow(actor: Actor, _: Role, known: Known) -> str | None:
    codes = known.registry.codes(actor.country) if actor.country else None
    return str(codes.cow) if codes and codes.cow else None


def _page(actor: Actor, _: Role, known: Known) -> str | None:
    """The title of the page in Wikipedia; the files have those of states only."""
    entry = known.registry.entry(actor.id) if actor.kind == "state" else None
    return known.cameo.country(actor.id.partition(":")[2]).wikipedia or entry.name if entry else None


def _place(of: Callable[[Place], Value]) -> Fill:
    return lambda row: of(row.told.event.place) if row.told.event.place else None


def _people(*kinds: str) -> Callable[[_Row], Iterator[str]]:
    return lambda row: (actor.name for actor in row.told.report.coded.actors if actor.kind in kinds)


def _locations(row: _Row) -> str | None:
    return _listed(dict.fromkeys([*_people("state")(row), *(place.name for place in row.told.report.coded.places)]))


def _version(row: _Row) -> str:
    coder = row.told.report.coded.coder
    return f"{coder.program} {coder.version}, registry {coder.registry}"


def _side_columns(who: str, side: str) -> list[tuple[str, Kind, Fill]]:
    """The eight columns of a side, which are named alike but for the last."""
    return [
        (f"{who} Name", "text", _side(side, lambda actor, *_: actor.name)),
        (f"{who} Country", "text", _side(side, lambda actor, *_: actor.country)),
        (f"{who} COW", "text", _side(side, _cow)),
        (f"Primary {who} Sector", "text", _side(side, lambda actor, *_: next(iter(actor.sectors), None))),
        (f"{who} Sectors", "text", _sectors(side)),
        (f"{who} Title", "text", _side(side, lambda actor, *_: actor.title)),
        (f"{who} Name Raw", "text", _side(side, lambda _, role, __: role.span.text)),
        (f"Wikipedia {who} ID", "text", _side(side, _page)),
    ]


_FILLED: list[tuple[str, Kind, Fill]] = [
    ("Event ID", "text", lambda row: event_id(row.told)),
    ("Event Date", "date", lambda row: row.told.day),
    ("Event Type", "text", lambda row: row.told.event.type),
    ("Event Mode", "text", lambda row: row.told.event.mode),
    ("Event Intensity", "number", lambda row: row.told.event.intensity),
    ("Quad Code", "text", lambda row: _QUADS[row.told.event.quad]),
    ("Contexts", "text", lambda row: _listed(row.told.event.contexts)),
    *_side_columns("Actor", "actors"),
    *_side_columns("Recipient", "recipients"),
    ("Placename", "text", _place(lambda place: place.name)),
    ("City", "text", _place(lambda place: place.name if place.precision == "city" else None)),
    ("District", "text", _place(lambda place: place.admin2)),
    ("Province", "text", _place(lambda place: place.admin1)),
    ("Country", "text", _place(lambda place: place.country)),
    ("Latitude", "number", _place(lambda place: place.lat)),
    ("Longitude", "number", _place(lambda place: place.lon)),
    ("GeoNames ID", "integer", _place(lambda place: place.geoname_id)),
    ("Raw Placename", "text", _place(lambda place: place.span.text if place.span else None)),
    ("Feature Type", "text", _place(lambda place: place.feature_code)),
    ("Source", "text", lambda row: row.told.report.document.publisher),
    ("Publication Date", "date", lambda row: row.told.report.published),
    ("Story People", "text", lambda row: _listed(dict.fromkeys(_people("person")(row)))),
    ("Story Organizations", "text", lambda row: _listed(dict.fromkeys(_people("organization", "group")(row)))),
    ("Story Locations", "text", _locations),
    ("Language", "text", lambda row: row.told.report.document.language),
    ("Version", "text", _version),
]
COLUMNS = [Column(*filled) for filled in _FILLED]
