"""The API's answers as models: what the OpenAPI description says, and what a test holds each view's columns against.

Rows go out as the ledger gives them; a view may have gained columns that stand in no model yet.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ..records import CommitmentKind, ConditionKind, CountKind, EventType, StatementKind, Status, Strength
from .coder import LONGEST

T = TypeVar("T")
Texts = list[str | None] | None


class _Row(BaseModel):
    model_config = ConfigDict(extra="allow")


class ErrorBody(BaseModel):
    code: str
    message: str
    where: str | None = Field(description="The parameter or part that is at fault.")


class Error(BaseModel):
    """Every answer that is none has this shape."""

    error: ErrorBody


class Listing(BaseModel, Generic[T]):
    """A page of rows, latest first unless said otherwise."""

    rows: list[T]
    next: str | None = Field(description="Give it as `cursor` for the next page; null on the last.")


class Report(_Row):
    publisher: str | None
    published_at: datetime | None
    url: str | None


class EventRow(Report):
    """A row of the view `events`."""

    event: str
    document: str
    day: date | None
    day_basis: str | None
    type: EventType
    mode: str | None
    quad: int
    intensity: float
    actor: str | None
    actor_country: str | None
    actor_sector: str | None
    recipient: str | None
    recipient_country: str | None
    recipient_sector: str | None
    happened: bool
    status: Status
    polarity: str
    certainty: str
    attributed: bool
    attributed_to: Texts
    confidence: float
    trigger: str | None
    sentence: str | None
    contexts: Texts
    actors: Texts
    actor_ids: Texts
    actor_countries: Texts
    actor_sectors: Texts
    recipients: Texts
    recipient_ids: Texts
    recipient_countries: Texts
    recipient_sectors: Texts
    date_start: date | None
    date_end: date | None
    date_precision: str | None
    date_inferred: bool | None
    place: str | None
    place_country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    geoname_id: int | None
    feature_code: str | None
    place_precision: str | None
    mentions: int
    reports: int = Field(description="Documents that tell of it.")
    origins: int = Field(description="Those of them that are no copies of each other.")
    number: int
    ordinal: int


class SpanRow(_Row):
    """A span that a record stands on."""

    part: str
    span_start: int
    span_end: int
    words: str | None


class CountRow(_Row):
    document: str
    kind: CountKind
    low: float | None
    high: float | None
    unit: str | None
    words: str | None


class ReportRow(_Row):
    """What one report says of the event: a row of the view `event_reports`."""

    event: str
    mention: str
    document: str
    sentence: str | None


class DenialRow(_Row):
    event: str
    mention: str
    document: str
    denied_by: str | None


class DisputeRow(_Row):
    """What reports tell differently: whether it happened, or a number."""

    event: str
    matter: str
    low: float | None
    high: float | None
    affirmed_by: Texts
    denied_by: Texts


class EventFull(EventRow):
    """An event with the spans that it stands on, its numbers, and what reports of it say; 100 of these at most."""

    evidence: list[SpanRow]
    counts: list[CountRow]
    told: list[ReportRow]
    denials: list[DenialRow]
    disputes: list[DisputeRow]


class StatementRow(Report):
    """A row of the view `statements`."""

    statement: str
    document: str
    day: date | None
    kind: StatementKind
    act: str
    speaker: str | None
    speaker_id: str | None
    speaker_kind: str | None
    speaker_country: str | None
    speaker_sector: str | None
    addressee: str | None
    addressee_id: str | None
    addressee_country: str | None
    within: str | None
    cue: str | None
    content: str | None
    number: int
    ordinal: int


class StatementFull(StatementRow):
    evidence: list[SpanRow]


class CommitmentRow(Report):
    """A row of the view `commitments`."""

    commitment: str
    document: str
    day: date | None
    kind: CommitmentKind
    strength: Strength
    by_actor: str | None
    by_country: str | None
    by_sector: str | None
    to_actor: str | None
    to_country: str | None
    to_sector: str | None
    act: str | None
    act_type: EventType | None
    conditions: Texts
    deadline_start: date | None
    deadline_end: date | None
    deadline_precision: str | None
    by_actors: Texts
    by_ids: Texts
    by_countries: Texts
    to_actors: Texts
    to_ids: Texts
    to_countries: Texts
    statement: str | None
    event: str | None
    life: str | None = Field(None, description="The life of which this is the first mention.")
    status: str | None = Field(None, description="open, triggered, kept, broken, withdrawn, lapsed.")
    status_since: date | None = None
    mentions: int | None = None
    reports: int | None = None
    number: int
    ordinal: int


class ConditionRow(_Row):
    kind: ConditionKind
    condition: str | None
    span_start: int
    span_end: int


class CommitmentFull(CommitmentRow):
    evidence: list[SpanRow]
    hangs_on: list[ConditionRow]


class DocumentRow(_Row):
    """A row of the view `documents`, without the text."""

    document: str
    revision: int
    day: date | None
    published_at: datetime | None
    publisher: str | None
    title: str | None
    language: str | None
    url: str | None
    source: str | None
    bylines: Texts
    dateline_place: str | None
    agency: str | None
    characters: int
    coder_version: str
    registry_version: str
    ingested_at: datetime
    number: int


class DocumentFull(DocumentRow):
    text: str | None = Field(description="Null in a ledger without texts.")


class ActorRow(_Row):
    """An actor over all documents; `local:` ids are names that the registry does not know."""

    actor: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    wikidata: str | None
    documents: int
    mentions: int
    first_day: date | None
    last_day: date | None


class ActorForm(_Row):
    """How documents tell of an actor, and by what it was resolved so."""

    actor: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    title: str | None
    wikidata: str | None
    basis: str | None
    documents: int
    mentions: int
    first_day: date | None
    last_day: date | None


class ActorSide(_Row):
    quad: int
    acts: int
    undergoes: int


class ActorFull(_Row):
    actor: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    wikidata: str | None
    documents: int
    forms: list[ActorForm]
    events: list[ActorSide]


class StepRow(BaseModel):
    """Events of a stretch of time, by quad: verbal, material cooperation, verbal, material conflict."""

    start: date
    end: date
    counts: list[int]


class StoryRow(_Row):
    """A row of the view `stories`: reports of one happening."""

    story: str
    first_day: date | None
    last_day: date | None
    reports: int
    independent: int
    title: str | None
    documents: Texts
    origins: Texts
    latest: int


class StoryMember(_Row):
    """A row of the view `story_members`."""

    story: str
    document: str
    day: date | None
    origin: bool
    copy_of: str | None
    likeness: float | None
    rule: str | None


class StoryFull(StoryRow):
    members: list[StoryMember]


class MoveRow(Report):
    """A row of the view `moves`: what moved a commitment, and the words that tell it."""

    life: str
    day: date | None
    status: str
    rule: str
    confidence: float | None
    document: str
    event: str | None
    sentence: str | None
    span_start: int
    span_end: int
    number: int


class WeeksAnswer(BaseModel):
    """Events by week; by month or year where that would be over 160 rows."""

    unit: str
    steps: list[StepRow]
    undated: int
    quads: list[int]


class CountryRow(_Row):
    country: str
    cooperation: int
    conflict: int


class CountriesAnswer(BaseModel):
    rows: list[CountryRow]


class LedgerAnswer(_Row):
    """How much the ledger holds."""

    program: str
    documents: int
    events: int
    statements: int
    commitments: int
    last_day: date | None
    written_at: datetime | None
    views: list[str]


_About = Annotated[str, StringConstraints(max_length=1_000)]


class TextToCode(BaseModel):
    """One text, as a line of JSON that `dragoman code` reads."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=LONGEST, pattern=r"\S")]
    id: _About | None = None
    url: _About | None = None
    title: _About | None = None
    publisher: _About | None = None
    published_at: _About | None = Field(None, description="ISO 8601; relative dates stay open without it.")
    language: _About | None = None
