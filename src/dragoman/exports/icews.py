"""ICEWS: a row for each source and target, 20 columns, in CAMEO with its own intensities.

Source: the released files of doi.org/10.7910/DVN/28075 and the package icews for R, which reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..records import Actor, Place
from .choosing import Told
from .columns import Column, Kind, Table, Value
from .form import Known
from .parties import Pair, integer_id, pairs


@dataclass(frozen=True)
class _Row:
    pair: Pair
    known: Known


Fill = Callable[[_Row], Value]


class Icews:
    """The format.  An event that lacks a party is no row."""

    suffix, needs_day = ".tab", True
    dropped = (
        "mode", "contexts", "intensity", "certainty", "attribution", "also", "counts", "date.end", "date.precision",
        "confidence", "trigger", "sentence", "title", "wikidata", "basis", "place.id",
    )  # fmt: skip

    def __init__(self, known: Known) -> None:
        self._known = known
        self.table = Table(COLUMNS, header=True, missing="")

    def head(self) -> bytes:
        return self.table.head()

    def rows(self, told: Told) -> Iterator[tuple[str, bytes]]:
        for pair in pairs(told, self._known.cameo):
            if pair.actor and pair.target:
                yield str(pair.id), self.table.line(_Row(pair, self._known))

    def schema(self) -> dict[str, Any]:
        return self.table.schema()


def country_name(code: str | None, known: Known) -> str | None:
    """The English name, spelled as ICEWS does; None for bodies of several states, which have none there."""
    state = known.registry.state(code) if code else None
    return known.cameo.country(code).icews or state.name if code and state else None


def party_name(actor: Actor, known: Known) -> str:
    """A name, or of an unnamed group its role with the country: "Villagers (Niger)"."""
    country = country_name(actor.country, known)
    if actor.kind != "group" or not country:
        return actor.name
    return f"{actor.name[:1].upper()}{actor.name[1:]} ({country})"


def sector_labels(actor: Actor, known: Known) -> str | None:
    """English labels with commas between: the primary sector's first, the rest in order of the alphabet."""
    labels = [label for label in (known.cameo.sector(sector).icews for sector in actor.sectors) if label]
    return ",".join(dict.fromkeys([*labels[:1], *sorted(labels[1:])])) or None


def _of(side: str, of: Callable[[Actor, Known], str | None]) -> Fill:
    def fill(row: _Row) -> str | None:
        party = row.pair.actor if side == "Source" else row.pair.target
        return of(party, row.known) if party else None

    return fill


def _party_columns(side: str) -> list[tuple[str, Kind, Fill]]:
    return [
        (f"{side} Name", "text", _of(side, party_name)),
        (f"{side} Sectors", "text", _of(side, sector_labels)),
        (f"{side} Country", "text", _of(side, lambda actor, known: country_name(actor.country, known))),
    ]


def _place(of: Callable[[Place, Known], Value]) -> Fill:
    def fill(row: _Row) -> Value:
        place = row.pair.told.event.place
        return of(place, row.known) if place else None

    return fill


_FILLED: list[tuple[str, Kind, Fill]] = [
    ("Event ID", "id", lambda row: row.pair.id),
    ("Event Date", "date", lambda row: row.pair.told.day),
    *_party_columns("Source"),
    ("Event Text", "text", lambda row: row.known.cameo.labels[row.pair.code]),
    ("CAMEO Code", "text", lambda row: row.pair.code),
    ("Intensity", "number", lambda row: row.known.cameo.goldstein[row.pair.code]),
    *_party_columns("Target"),
    ("Story ID", "id", lambda row: integer_id(row.pair.report.document.id)),
    ("Sentence Number", "integer", lambda row: row.pair.report.sentence_number(row.pair.told.event.sentence)),
    ("Publisher", "text", lambda row: row.pair.report.document.publisher),
    ("City", "text", _place(lambda place, _: place.name if place.precision == "city" else None)),
    ("District", "text", _place(lambda place, _: place.admin2)),
    ("Province", "text", _place(lambda place, _: place.admin1)),
    ("Country", "text", _place(lambda place, known: country_name(place.country, known))),
    ("Latitude", "number", _place(lambda place, _: place.lat)),
    ("Longitude", "number", _place(lambda place, _: place.lon)),
]
COLUMNS = [Column(*filled) for filled in _FILLED]
