"""GDELT events, 1.0 (58 columns) and 2.0 (61), and the table of mentions that goes with 2.0 (16).

Tab-separated without a line of names, `.csv` by custom.  Source: the codebooks of 1.0 and 2.0
(data.gdeltproject.org/documentation).  A row is a pair of parties, either of which may be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from ..knowledge.cameo import quad_class
from ..records import Actor, Event, Place, PlacePrecision, Role
from .choosing import Report, Told
from .columns import Column, Kind, Table, Value
from .form import Known, Run
from .parties import Pair, pair_id, pairs

Version = Literal["1", "2"]

# CAMEO's code for the United Nations is that of a group, not of a country; IGO says only what sort of body it is.
_NO_COUNTRY = frozenset({"UNO", "IGO"})
_UN_GROUP = "UNO"
_TYPES = 3
# ActionGeo_Type: (in the United States, elsewhere); a sea or a region of several states is none of the five.
_GEO_TYPES: dict[PlacePrecision, tuple[int, int]] = {
    "country": (1, 1), "admin1": (2, 5), "region": (2, 5), "admin2": (3, 4), "city": (3, 4), "site": (3, 4),
}  # fmt: skip
_WEB = 1
_NOWHERE = -1
_LEAST_CONFIDENCE = 10
_DAY, _SECOND = "%Y%m%d", "%Y%m%d%H%M%S"


@dataclass(frozen=True)
class _Row:
    pair: Pair
    known: Known
    run: Run

    @property
    def day(self) -> date:
        assert self.pair.told.day is not None
        return self.pair.told.day


Fill = Callable[[_Row], Value]


class Gdelt:
    """The events table."""

    suffix, needs_day = ".csv", True
    dropped = (
        "mode", "contexts", "intensity", "certainty", "attribution", "also", "counts", "date.end", "date.precision",
        "confidence", "trigger", "sentence", "title", "wikidata", "basis", "sectors",
    )  # fmt: skip

    def __init__(self, known: Known, run: Run, version: Version = "2") -> None:
        self._known, self._run = known, run
        self.table = Table(columns(version), header=False, missing="")

    def head(self) -> bytes:
        return self.table.head()

    def rows(self, told: Told) -> Iterator[tuple[str, bytes]]:
        for pair in pairs(told, self._known.cameo):
            yield str(pair.id), self.table.line(_Row(pair, self._known, self._run))

    def schema(self) -> dict[str, Any]:
        return self.table.schema()


@dataclass(frozen=True)
class _Mention:
    report: Report
    event: Event
    id: int
    first: Role | None
    second: Role | None
    run: Run


class Mentions:
    """The mentions table: a row for each report of an event, and for each row that the event has."""

    def __init__(self, known: Known, run: Run) -> None:
        self._known, self._run = known, run
        self.table = Table(MENTION_COLUMNS, header=False, missing="")

    def head(self) -> bytes:
        return self.table.head()

    def rows(self, told: Told) -> Iterator[bytes]:
        for pair in pairs(told, self._known.cameo):
            mention = _Mention(pair.report, told.event, pair.id, pair.first, pair.second, self._run)
            yield self.table.line(mention)

    def retold(self, report: Report, event: Event, key: str) -> bytes:
        # how the leading event's rows divide its parties is not known here; its first row stands for them
        first, second = [*event.actors, None][0], [*event.recipients, *event.actors[1:], None][0]
        return self.table.line(_Mention(report, event, pair_id(key, 0), first, second, self._run))

    def schema(self) -> dict[str, Any]:
        return self.table.schema()


def country_code(actor: Actor | None, known: Known) -> str | None:
    """CAMEO's code of a party's country."""
    if actor is None or actor.country is None or actor.country in _NO_COUNTRY:
        return None
    return known.cameo.country(actor.country).cameo or actor.country


def group_code(actor: Actor | None, known: Known) -> str | None:
    """CAMEO's code of a known group."""
    if actor is None:
        return None
    return known.cameo.groups.get(actor.id) or (_UN_GROUP if actor.country == "UNO" else None)


def type_codes(actor: Actor | None, known: Known) -> list[str]:
    """CAMEO's role codes, of which a row has room for three."""
    found = (known.cameo.sector(sector).cameo for sector in actor.sectors) if actor else ()
    return list(dict.fromkeys(code for code in found if code))[:_TYPES]


def actor_code(actor: Actor | None, known: Known) -> str | None:
    """Country, known group and types in one."""
    parts = [country_code(actor, known), group_code(actor, known), *type_codes(actor, known)]
    return "".join(part for part in parts if part).upper() or None


def geo_type(place: Place) -> int | None:
    """What sort of place it is, in the codebook's numbers."""
    types = _GEO_TYPES.get(place.precision) if place.country else None
    return types[place.country != "USA"] if types else None


def full_name(place: Place, known: Known) -> str:
    """ "Diffa, Diffa, Niger": the place, its division and its country, as far as they are others."""
    state = known.registry.state(place.country) if place.country else None
    own = place.precision in ("admin1", "country")
    parts = [place.name, None if own else place.admin1, None if place.precision == "country" else state and state.name]
    return ", ".join(part for part in parts if part)


def fips_country(place: Place, known: Known) -> str | None:
    division = known.cameo.division(place.country or "", place.admin1)
    return division.fips if division else known.cameo.country(place.country or "").fips


def fips_division(place: Place, known: Known) -> str | None:
    """FIPS 10-4 of the division where we have it; of a country as a whole the country's own."""
    division = known.cameo.division(place.country or "", place.admin1)
    return fips_country(place, known) if place.precision == "country" else division.adm1 if division else None


def source_name(report: Report) -> str | None:
    """The publisher, else the host of the address."""
    return report.document.publisher or urlsplit(report.document.url or "").hostname


def _of(actor: str, of: Callable[[Actor | None, Known], Value]) -> Fill:
    return lambda row: of(row.pair.actor if actor == "Actor1" else row.pair.target, row.known)


def _nth_type(n: int) -> Callable[[Actor | None, Known], Value]:
    return lambda actor, known: dict(enumerate(type_codes(actor, known))).get(n)


def _missing(_: object) -> None:
    """What neither records nor registry know."""


def _actor_columns(actor: str) -> list[tuple[str, Kind, Fill]]:
    return [
        (f"{actor}Code", "text", _of(actor, actor_code)),
        (f"{actor}Name", "text", _of(actor, lambda party, _: party.name.upper() if party else None)),
        (f"{actor}CountryCode", "text", _of(actor, country_code)),
        (f"{actor}KnownGroupCode", "text", _of(actor, group_code)),
        (f"{actor}EthnicCode", "text", _missing),
        (f"{actor}Religion1Code", "text", _missing),
        (f"{actor}Religion2Code", "text", _missing),
        *((f"{actor}Type{n}Code", "text", _of(actor, _nth_type(n - 1))) for n in range(1, _TYPES + 1)),
    ]


_GEO_COLUMNS: list[tuple[str, Kind, Callable[[Place, Known], Value]]] = [
    ("Type", "integer", lambda place, _: geo_type(place)),
    ("FullName", "text", full_name),
    ("CountryCode", "text", fips_country),
    ("ADM1Code", "text", fips_division),
    ("ADM2Code", "text", lambda *_: None),
    ("Lat", "number", lambda place, _: place.lat),
    ("Long", "number", lambda place, _: place.lon),
    ("FeatureID", "text", lambda place, _: str(place.geoname_id) if place.geoname_id else None),
]


def _geo_columns(whose: str, version: Version) -> Iterator[tuple[str, Kind, Fill]]:
    for name, kind, of in _GEO_COLUMNS:
        # ADM2 came with 2.0
        if version == "2" or name != "ADM2Code":
            yield f"{whose}Geo_{name}", kind, _action_place(of) if whose == "Action" else _missing


def _action_place(of: Callable[[Place, Known], Value]) -> Fill:
    def fill(row: _Row) -> Value:
        place = row.pair.told.event.place
        return of(place, row.known) if place else None

    return fill


def _fraction(row: _Row) -> float:
    """The codebook's fraction, in which all months have thirty days."""
    return round(row.day.year + (30 * row.day.month + row.day.day) / 365, 4)


def columns(version: Version) -> list[Column[_Row]]:
    """The columns of an events table."""
    added = _DAY if version == "1" else _SECOND
    filled: list[tuple[str, Kind, Fill]] = [
        ("GLOBALEVENTID", "id", lambda row: row.pair.id),
        ("SQLDATE", "integer", lambda row: int(row.day.strftime(_DAY))),
        ("MonthYear", "integer", lambda row: int(row.day.strftime("%Y%m"))),
        ("Year", "integer", lambda row: row.day.year),
        ("FractionDate", "number", _fraction),
        *_actor_columns("Actor1"),
        *_actor_columns("Actor2"),
        ("IsRootEvent", "integer", lambda row: int(row.pair.report.is_lead(row.pair.told.event.trigger))),
        ("EventCode", "text", lambda row: row.pair.code),
        ("EventBaseCode", "text", lambda row: row.pair.code[:3]),
        ("EventRootCode", "text", lambda row: row.pair.code[:2]),
        ("QuadClass", "integer", lambda row: quad_class(row.pair.code)),
        ("GoldsteinScale", "number", lambda row: row.known.cameo.goldstein[row.pair.code]),
        ("NumMentions", "integer", lambda row: row.pair.told.merged.mentions),
        ("NumSources", "integer", lambda row: row.pair.told.merged.origins),
        ("NumArticles", "integer", lambda row: row.pair.told.merged.documents),
        ("AvgTone", "number", _missing),
        *_geo_columns("Actor1", version),
        *_geo_columns("Actor2", version),
        *_geo_columns("Action", version),
        # fourteen digits are more than R's integers hold
        ("DATEADDED", "id", lambda row: int(row.run.now.astimezone(UTC).strftime(added))),
        ("SOURCEURL", "text", lambda row: row.pair.report.document.url or row.pair.report.document.id),
    ]
    return [Column(*entry) for entry in filled]


def _moment(written: str | None) -> int | None:
    """A time of publication in UTC, of a day its beginning."""
    try:
        found = datetime.fromisoformat(written) if written else None
        return int((found if found.tzinfo is None else found.astimezone(UTC)).strftime(_SECOND)) if found else None
    except (ValueError, OverflowError):
        return None


def _start(role: Role | None) -> int:
    return role.span.start if role else _NOWHERE


def _tens(confidence: float) -> int:
    return max(_LEAST_CONFIDENCE, 10 * round(10 * confidence))


_MENTION_FILLED: list[tuple[str, Kind, Callable[[_Mention], Value]]] = [
    ("GlobalEventID", "id", lambda row: row.id),
    ("EventTimeDate", "id", lambda row: int(row.run.now.astimezone(UTC).strftime(_SECOND))),
    ("MentionTimeDate", "id", lambda row: _moment(row.report.document.published_at)),
    ("MentionType", "integer", lambda _: _WEB),
    ("MentionSourceName", "text", lambda row: source_name(row.report)),
    ("MentionIdentifier", "text", lambda row: row.report.document.url or row.report.document.id),
    ("SentenceID", "integer", lambda row: row.report.sentence_number(row.event.sentence)),
    ("Actor1CharOffset", "integer", lambda row: _start(row.first)),
    ("Actor2CharOffset", "integer", lambda row: _start(row.second)),
    ("ActionCharOffset", "integer", lambda row: row.event.trigger.start),
    ("InRawText", "integer", lambda _: 1),
    ("Confidence", "integer", lambda row: _tens(row.event.confidence)),
    ("MentionDocLen", "integer", lambda row: len(row.report.document.text) or None),
    ("MentionDocTone", "number", _missing),
    ("MentionDocTranslationInfo", "text", _missing),
    ("Extras", "text", _missing),
]
MENTION_COLUMNS = [Column(*filled) for filled in _MENTION_FILLED]
