"""Document → its places; text with marked place names → where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from ..knowledge.gazetteer import Entry, Gazetteer, load_gazetteer
from ..language import Analysis
from ..records import Document, Place, PlacePrecision, Span
from .candidates import read_toponym
from .choosing import choose_places
from .names import place_names
from .wider import wider_names

# "NAIROBI, Kenya, March 9 (Agency) —": capitalised words between commas; a bracket or dash ends the places
_DATELINE_PART = re.compile(r"[^\W\d_][^\W\d_.’']*(?:[ .’'-]+[^\W\d_][^\W\d_’'.]*)*\.?")
_DATELINE_END = ("(", "—", "–", "-", "[", "/")

_PRECISION: dict[str, PlacePrecision] = {
    "PCL": "country", "ADM1": "admin1", "ADM2": "admin2", "OCN": "sea", "SEA": "sea", "GULF": "sea", "BAY": "sea",
    "STRT": "sea", "CHN": "sea", "SD": "sea",
}  # fmt: skip
# Wide things on land; every other feature code (buildings, squares, shoals, peaks …) is a site.
_REGIONS = frozenset(
    {"CONT", "RGN", "AREA", "PCLH", "ISL", "ISLS", "PEN", "CAPE", "MTS", "VAL", "DSRT", "FRST", "STM", "LK", "LKS",
     "RSV"}
)  # fmt: skip


def find_places(analysis: Analysis, document: Document, gazetteer: Gazetteer | None = None) -> list[Place]:
    """The places that the coded blocks and the dateline name, sorted by span; a state has no coordinates."""
    gazetteer = gazetteer or load_gazetteer()
    names = sorted({*_dateline_names(document, gazetteer), *place_names(analysis, gazetteer)})
    return [_without_point(place) for place in locate(document.text, names, gazetteer)]


def read_places(analysis: Analysis, document: Document, gazetteer: Gazetteer | None = None) -> list[Place]:
    """As `find_places`, and what adjectives, peoples and names within names mean; a state has its reference point."""
    gazetteer = gazetteer or load_gazetteer()
    sure = sorted({*_dateline_names(document, gazetteer), *place_names(analysis, gazetteer)})
    meant = choose_places([read_toponym(document.text, a, b, gazetteer) for a, b in sure], gazetteer)
    names = sorted((*sure, *wider_names(analysis, gazetteer, sure, meant)))
    return locate(document.text, names, gazetteer)


def locate(text: str, toponyms: Sequence[tuple[int, int]], gazetteer: Gazetteer | None = None) -> list[Place]:
    """One place for each name, in order; without country and coordinates where none is known.

    toponyms: offsets of the names.  A state has its reference point here.
    """
    gazetteer = gazetteer or load_gazetteer()
    read = [read_toponym(text, start, end, gazetteer) for start, end in toponyms]
    chosen = choose_places(read, gazetteer)
    return [place_record(Span.of(text, t.start, t.end), e) for t, e in zip(read, chosen, strict=True)]


def _dateline_names(document: Document, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """The place names of the dateline: its parts between commas before date and agency."""
    if document.dateline is None:
        return
    start = document.dateline.span.start
    for match in _DATELINE_PART.finditer(document.text, start, document.dateline.span.end):
        name = match.group()
        after = document.text[match.end() : match.end() + 2].strip()
        if after[:1].isdigit():
            return
        if gazetteer.short_form(name, free=False) or gazetteer.lookup(name):
            yield match.span()
        if after.startswith(_DATELINE_END):
            return


def _without_point(place: Place) -> Place:
    """A country is never a point in a document's records."""
    return msgspec.structs.replace(place, lat=None, lon=None) if place.precision == "country" else place


def place_record(span: Span, entry: Entry | None) -> Place:
    """The record of a place; of a name that no gazetteer knows a site without coordinates."""
    if entry is None:
        return Place(
            name=span.text, country=None, admin1=None, admin2=None, lat=None, lon=None, geoname_id=None,
            feature_code=None, precision="site", span=span,
        )  # fmt: skip
    return Place(
        name=entry.name,
        country=entry.country or None,
        admin1=entry.admin1 or None,
        admin2=entry.admin2 or None,
        lat=entry.lat,
        lon=entry.lon,
        geoname_id=entry.geoname_id,
        feature_code=entry.code,
        precision=precision_of(entry),
        span=span,
    )


def precision_of(entry: Entry) -> PlacePrecision:
    if entry.code.startswith("PPL"):
        return "city"
    return "region" if entry.code in _REGIONS else _PRECISION.get(entry.code, "site")
