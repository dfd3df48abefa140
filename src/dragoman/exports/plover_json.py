"""PLOVER JSON: an object a line, as the chapter "Data Fields" of the PLOVER manual lays it down.

What the manual has no name for stands under `dragoman`.  Fields that nothing can fill are null, so that all lines have
the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

import msgspec

from ..records import Place, PlacePrecision, Role, Span
from .choosing import Told
from .form import Known, Run

CODEBOOK = "plover-base-2.0-draft"
# "5 below city, 4 city, 3 district, 2 province, 1 country"; a sea is none of them.
_RESOLUTIONS: dict[PlacePrecision, int] = {"site": 5, "city": 4, "admin2": 3, "admin1": 2, "region": 2, "country": 1}
# GeoNames feature codes → class, by how they begin; the longest that fits counts.  Others are spots, S.
_CLASSES = {
    "PPL": "P", "STL": "P", "ADM": "A", "PCL": "A", "TERR": "A", "ZN": "A",
    "SEA": "H", "OCN": "H", "GULF": "H", "BAY": "H", "STRT": "H", "CHN": "H", "CNL": "H", "STM": "H", "LK": "H",
    "RSV": "H", "FLLS": "H", "SD": "H", "ISL": "T", "PEN": "T", "MT": "T", "VAL": "T", "DSRT": "T", "CAPE": "T",
    "RGN": "L", "AREA": "L", "PRK": "L", "CONT": "L", "INSM": "L", "RD": "R", "ST": "R", "SHOL": "U", "FRST": "V",
}  # fmt: skip
_FIELDS = {
    "id": "string", "date": "date", "enddate": "date", "actor": "list of entities", "recipient": "list of entities",
    "event": "list of strings", "mode": "list of strings", "context": "list of strings", "quad_code": "integer",
    "event_scale": "number", "event_text": "list of strings", "text": "string", "text_info": "object",
    "event_loc": "object", "cite_info": "object", "link": "string", "coder": "string", "coded_date": "date",
    "coded_time": "string", "comment": "string", "dragoman": "object",
}  # fmt: skip
_encode = msgspec.json.Encoder().encode


class PloverJson:
    """The format."""

    suffix, needs_day = ".jsonl", True
    # nothing that a field of our own does not hold
    dropped = ()

    def __init__(self, known: Known, run: Run) -> None:
        self._known, self._run = known, run

    def head(self) -> bytes:
        return b""

    def rows(self, told: Told) -> Iterator[tuple[str, bytes]]:
        yield told.event.id, _encode(self.record(told)) + b"\n"

    def record(self, told: Told) -> dict[str, Any]:
        """The object of an event."""
        event, coder, now = told.event, told.report.coded.coder, self._run.now.astimezone(UTC)
        assert told.day is not None
        return {
            "id": event.id,
            "date": told.day.isoformat(),
            "enddate": event.date.end if event.date and told.basis == "text" else None,
            "actor": [_entity(told, role) for role in event.actors],
            "recipient": [_entity(told, role) for role in event.recipients],
            "event": [event.type],
            "mode": [event.mode] if event.mode else [],
            "context": event.contexts,
            "quad_code": event.quad,
            "event_scale": event.intensity,
            "event_text": [event.trigger.text] if event.trigger.text else [],
            "text": (event.sentence.text or None) if self._run.sentences else None,
            "text_info": {
                "sequence": told.report.sentence_number(event.sentence),
                "start": event.sentence.start,
                "end": event.sentence.end,
            },
            "event_loc": self._location(event.place) if event.place else None,
            "cite_info": self._citation(told),
            "link": told.merged.link if told.merged.documents > 1 or told.merged.link != event.id else None,
            "coder": f"{coder.program} {coder.version}",
            # records do not know when they were made, on purpose: the same text gives the same bytes
            "coded_date": now.date().isoformat(),
            "coded_time": now.strftime("%H:%M:%SZ"),
            "comment": None,
            "dragoman": _own(told),
        }

    def _location(self, place: Place) -> dict[str, Any]:
        state = self._known.registry.state(place.country) if place.country else None
        return {
            "extracted_place": (place.span.text or None) if place.span else None,
            "resolved_place": place.name,
            "geonameid": place.geoname_id,
            "lat": place.lat,
            "lon": place.lon,
            "city": place.name if place.precision == "city" else None,
            "district": place.admin2,
            "province": place.admin1,
            "country": state.name if state else None,
            "country_code": place.country,
            "feature_class": feature_class(place.feature_code),
            "feature_code": place.feature_code,
            "resolution": _RESOLUTIONS.get(place.precision),
        }

    def _citation(self, told: Told) -> dict[str, Any]:
        document, coder = told.report.document, told.report.coded.coder
        return {
            # where the text lay is the user's own business, and a path names nothing to others
            "corpus": None,
            "citation": document.id,
            "url": document.url,
            "title": document.title,
            "language": document.language[:2] if document.language else None,
            "publication": document.publisher,
            "license": None,
            "copyright": None,
            "coder": f"{coder.program} {coder.version}",
            "codebook": CODEBOOK,
            "version": coder.registry,
        }

    def schema(self) -> dict[str, Any]:
        return {
            "encoding": "UTF-8",
            "lines": "a JSON object each",
            "columns": [{"name": name, "type": type} for name, type in _FIELDS.items()],
            # arguments for pandas.read_json, and for jsonlite::stream_in: ids that look like numbers stay text
            "pandas": {"lines": True, "dtype": False},
            "jsonlite": {"simplifyVector": False},
        }


def feature_class(code: str | None) -> str | None:
    """The GeoNames class of a feature code ("A", "P", "H", …)."""
    if not code:
        return None
    starts = [start for start in _CLASSES if code.startswith(start)]
    return _CLASSES[max(starts, key=len)] if starts else "S"


def _entity(told: Told, role: Role) -> dict[str, Any]:
    actor = told.report.actor(role)
    return {
        "code": actor.country if actor else None,
        "sector": actor.sectors[0] if actor and actor.sectors else None,
        "entity_text": role.span.text or None,
        "identifier_id": actor.wikidata if actor else None,
        "identifier_text": actor.name if actor else None,
        "office": actor.title if actor else None,
        **dict.fromkeys(("religion", "ethnicity", "gender", "age")),
    }


def _own(told: Told) -> dict[str, Any]:
    """What PLOVER has no field for."""
    event, statements = told.event, told.report.statements
    speakers = [statements[s].speaker if s in statements else None for s in event.attribution]
    return {
        "document": told.report.document.id,
        "dated_by": told.basis,
        "date_precision": event.date.precision if event.date else None,
        "date_inferred": event.date.inferred if event.date else None,
        "factuality": event.factuality,
        "attribution": [
            {"statement": statement, "speaker": speaker}
            for statement, speaker in zip(event.attribution, speakers, strict=True)
        ],
        "confidence": event.confidence,
        "trigger": _offsets(event.trigger),
        "also": [_offsets(span) for span in event.also],
        "actor": [_party(told, role) for role in event.actors],
        "recipient": [_party(told, role) for role in event.recipients],
        "counts": [
            {"kind": c.kind, "low": c.low, "high": c.high, "unit": c.unit, **_offsets(c.span)} for c in event.counts
        ],
        "mentions": told.merged.mentions,
        "origins": told.merged.origins,
        "documents": told.merged.documents,
    }


def _party(told: Told, role: Role) -> dict[str, Any]:
    actor = told.report.actor(role)
    return {
        "id": role.actor,
        "kind": actor.kind if actor else None,
        "sectors": actor.sectors if actor else [],
        "basis": actor.basis if actor else None,
        **_offsets(role.span),
    }


def _offsets(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
