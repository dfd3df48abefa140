"""What may be asked for: one model for the desk's URL, the API and the assistants' tools (queries/choosing.py).

The names are those of `dragoman events`.  Raises nothing: what cannot be is refused by the model's own types.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from ..errors import UsageError
from ..records import ActorKind, CommitmentKind, EventType, StatementKind, Status, Strength
from .paging import DEFAULT_LIMIT, MOST, Order

Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Words = Annotated[list[Word], Field(max_length=20)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
LifeStatus = Literal["open", "triggered", "kept", "broken", "withdrawn", "lapsed"]
Quad = Annotated[int, Field(ge=1, le=4)]


F = TypeVar("F", bound="Filter")


class Filter(BaseModel):
    model_config = ConfigDict(extra="forbid")

    def pairs(self, **changed: Any) -> list[tuple[str, str]]:
        """The filter as pairs of a URL's query, with some fields changed (None takes one out)."""
        values = self.model_dump(exclude_none=True, exclude_defaults=True) | changed
        return [
            (name, _written(value))
            for name, held in values.items()
            for value in (held if isinstance(held, list) else [held])
            if value is not None
        ]

    def query(self, **changed: Any) -> str:
        return urlencode(self.pairs(**changed))


class EventFilter(Filter):
    """Which events: all conditions hold together; several values of one mean any of them."""

    q: Annotated[str | None, Field(max_length=200, description="Words of the sentence or of the parties' names.")] = (
        None
    )
    actor: Annotated[Words, Field(description="Who acts: a country's code, an actor's id or a name.")] = []
    recipient: Annotated[Words, Field(description="To whom it is done.")] = []
    country: Annotated[
        list[Country], Field(max_length=20, description="A country that takes part on either side, or where it was.")
    ] = []
    type: Annotated[list[EventType], Field(max_length=16, description="A PLOVER type.")] = []
    quad: Annotated[
        list[Quad],
        Field(max_length=4, description="1, 2: verbal, material cooperation; 3, 4: verbal, material conflict."),
    ] = []
    status: Annotated[list[Status], Field(max_length=5, description="How the report tells it.")] = []
    happened: Annotated[bool | None, Field(description="Only what is told as done, or only the rest.")] = None
    attributed: Annotated[bool | None, Field(description="Only on somebody's word, or only on the reporter's own.")] = (
        None
    )
    speaker: Annotated[Words, Field(description="On whose word: a name.")] = []
    since: Annotated[date | None, Field(description="The first day.")] = None
    until: Annotated[date | None, Field(description="The last day.")] = None
    place: Annotated[
        Words, Field(description="Where: a place's name as it stands in the ledger, or a GeoNames id.")
    ] = []
    story: Annotated[Word | None, Field(description="A story's id.")] = None


class StatementFilter(Filter):
    """Which statements."""

    speaker: Annotated[Words, Field(description="Who speaks: a country's code, an actor's id or a name.")] = []
    kind: Annotated[list[StatementKind], Field(max_length=3)] = []
    since: date | None = None
    until: date | None = None


class CommitmentFilter(Filter):
    """Which commitments."""

    by: Annotated[Words, Field(description="Who is bound: a country's code, an actor's id or a name.")] = []
    to: Annotated[Words, Field(description="Who gains, is harmed or must act.")] = []
    party: Annotated[list[Word], Field(max_length=2, description="Who takes part on either side; of two both do.")] = []
    kind: Annotated[list[CommitmentKind], Field(max_length=7)] = []
    strength: Annotated[list[Strength], Field(max_length=3)] = []
    status: Annotated[list[LifeStatus], Field(max_length=6, description="What became of it.")] = []
    country: Annotated[list[Country], Field(max_length=20, description="A country on either side.")] = []
    since: Annotated[date | None, Field(description="Made on this day or later.")] = None
    until: Annotated[date | None, Field(description="Made on this day or before.")] = None
    conditional: Annotated[bool | None, Field(description="Only those that hang on a condition, or only the rest.")] = (
        None
    )


class DocumentFilter(Filter):
    """Which documents."""

    publisher: Words = []
    language: Words = []
    since: date | None = None
    until: date | None = None


class ActorFilter(Filter):
    """Which actors."""

    q: Annotated[str | None, Field(max_length=200, description="A part of the name.")] = None
    kind: Annotated[list[ActorKind], Field(max_length=4)] = []
    country: Annotated[list[Country], Field(max_length=20)] = []


class StoryFilter(Filter):
    """Which stories: those with a report in the stretch of time."""

    document: Annotated[Word | None, Field(description="The story that this document is part of.")] = None
    q: Annotated[str | None, Field(max_length=200, description="Words of the title.")] = None
    several: Annotated[bool | None, Field(description="Only those that more than one report tells, or the rest.")] = (
        None
    )
    since: date | None = None
    until: date | None = None


class MoveFilter(Filter):
    """Which moves of commitments' lives."""

    life: Annotated[Word | None, Field(description="The life's id, which is that of its first commitment.")] = None
    status: Annotated[Words, Field(description="What it moved to.")] = []
    since: date | None = None
    until: date | None = None


class Page(BaseModel):
    """Which part of a list."""

    limit: Annotated[int, Field(ge=1, le=MOST, description="The most rows in the answer.")] = DEFAULT_LIMIT
    cursor: Annotated[str | None, Field(max_length=2_000, description="`next` of the answer before.")] = None


def lenient(pairs: Iterable[tuple[str, str]]) -> tuple[EventFilter, dict[str, str]]:
    """The filter of the desk's URL, blanks left out, and what is wrong with fields that had to be left out."""
    return leniently(EventFilter, pairs)


def leniently(kind: type[F], pairs: Iterable[tuple[str, str]]) -> tuple[F, dict[str, str]]:
    """The filter of a page's URL, blanks left out, and what is wrong with fields that had to be left out."""
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in kind.model_fields and value.strip():
            if isinstance(kind.model_fields[name].default, list):
                fields.setdefault(name, []).append(value.strip())
            else:
                fields[name] = value.strip()
    try:
        return kind.model_validate(fields), {}
    except ValidationError as error:
        wrong = {str(fault["loc"][0]): str(fault["msg"]) for fault in error.errors()}
        return kind.model_validate({k: v for k, v in fields.items() if k not in wrong}), wrong


def lenient_page(cursor: str | None, order: Order, limit: int) -> tuple[Page, dict[str, str]]:
    """The page of a list that an address asks for; the first one, and what is wrong, where its cursor is none."""
    try:
        if cursor:
            order.values(cursor)
        return Page(limit=limit, cursor=cursor or None), {}
    except (UsageError, ValidationError):
        return Page(limit=limit), {"cursor": "this address does not lead on; here is the first page"}


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
