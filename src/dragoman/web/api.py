"""The API: GET for what the ledger holds, POST for coding one text.  Under /api/v1; its description is openapi.json.

An answer is tagged with the ledger's stamp: who asks again with `If-None-Match` gets 304 until something is written,
and the ledger is not even opened for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from ..records import to_json
from ..version import __version__
from . import models, queries
from .asking import Asking
from .filters import (
    ActorFilter,
    CommitmentFilter,
    DocumentFilter,
    EventFilter,
    MoveFilter,
    Page,
    StatementFilter,
    StoryFilter,
)
from .paging import BY_COMING, BY_STORY
from .problems import Problem
from .site import site_of

router = APIRouter(prefix="/api/v1", tags=["ledger"])
JSON = "application/json"
FAULTS: dict[int | str, dict[str, Any]] = {
    code: {"model": models.Error, "description": words}
    for code, words in {
        400: "The request cannot be used.",
        401: "No token, or none that is known.",
        403: "The token has no right to this.",
        404: "No such record.",
        413: "The text or the request is too large.",
        414: "The address is too long.",
        422: "A parameter or the body is none that can be used; `where` names it.",
        503: "A writer holds the ledger, or the question takes too long; `Retry-After` says when to ask again.",
    }.items()
}
FAULTS[304] = {"description": "Nothing was written since the answer with that ETag."}
Id = Annotated[str, Path(min_length=1, max_length=2_000)]


class EventQuery(EventFilter, Page):
    pass


class StatementQuery(StatementFilter, Page):
    pass


class CommitmentQuery(CommitmentFilter, Page):
    pass


class DocumentQuery(DocumentFilter, Page):
    pass


class ActorQuery(ActorFilter, Page):
    pass


class StoryQuery(StoryFilter, Page):
    pass


class MoveQuery(MoveFilter, Page):
    pass


def answered(request: Request, make: Callable[[Asking], Any]) -> Response:
    """The answer as JSON with its tag, or 304 where the caller has it.  Raises Problem where `make` finds nothing."""
    ask = site_of(request).ask
    held = f"{__version__} {ask.stamp()} {request.url.path}?{request.url.query}"
    tag = f'W/"{hashlib.sha256(held.encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Vary": "Authorization, Cookie, Accept-Encoding"}
    known = {part.strip() for part in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    made = make(ask)
    if made is None:
        raise Problem(404, "not-found", "no such record in this ledger", request.url.path)
    return Response(msgspec.json.encode(made), media_type=JSON, headers=headers)


def _needs(view: str) -> None:
    """Raises Problem where this program's ledgers have no such view."""
    if not queries.has_view(view):
        raise Problem(404, "not-found", f"this version keeps no {view}")


def _listing(found: queries.Listed) -> dict[str, Any]:
    return {"rows": found.rows, "next": found.next}


@router.get("/ledger", response_model=models.LedgerAnswer, responses=FAULTS, operation_id="ledger")
def ledger(request: Request) -> Response:
    """How much the ledger holds, and which views its program has."""
    return answered(request, lambda ask: {"program": __version__, **queries.overview(ask), "views": queries.views()})


@router.get("/events", response_model=models.Listing[models.EventRow], responses=FAULTS, operation_id="events")
def events(request: Request, asked: Annotated[EventQuery, Query()]) -> Response:
    """Events, latest day first."""
    return answered(request, lambda ask: _listing(queries.page_of(ask, queries.choose(asked), asked)))


@router.get("/events/{event}", response_model=models.EventFull, responses=FAULTS, operation_id="event")
def event(request: Request, event: Id) -> Response:
    """One event, by the id of any of its mentions: what it stands on, its numbers, reports, denials and disputes."""
    return answered(request, lambda ask: queries.event(ask, event))


@router.get("/weeks", response_model=models.WeeksAnswer, responses=FAULTS, operation_id="weeks")
def weeks(request: Request, asked: Annotated[EventFilter, Query()]) -> Response:
    """Events by week and quad."""
    return answered(request, lambda ask: queries.weeks(ask, asked))


@router.get("/countries", response_model=models.CountriesAnswer, responses=FAULTS, operation_id="countries")
def countries(request: Request, asked: Annotated[EventFilter, Query()]) -> Response:
    """Events by country that takes part on either side or where they were, cooperation and conflict apart."""
    return answered(request, lambda ask: {"rows": queries.countries(ask, asked)})


@router.get(
    "/statements", response_model=models.Listing[models.StatementRow], responses=FAULTS, operation_id="statements"
)
def statements(request: Request, asked: Annotated[StatementQuery, Query()]) -> Response:
    """Statements, latest day first."""
    return answered(request, lambda ask: _listing(queries.page_of(ask, queries.choose(asked), asked)))


@router.get("/statements/{statement}", response_model=models.StatementFull, responses=FAULTS, operation_id="statement")
def statement(
    request: Request, statement: Id, document: Annotated[str, Query(min_length=1, max_length=2_000)]
) -> Response:
    """One statement; its id is unique within its document only."""
    return answered(request, lambda ask: queries.statement(ask, document, statement))


@router.get(
    "/commitments", response_model=models.Listing[models.CommitmentRow], responses=FAULTS, operation_id="commitments"
)
def commitments(request: Request, asked: Annotated[CommitmentQuery, Query()]) -> Response:
    """Commitments, latest day first."""
    return answered(request, lambda ask: _listing(queries.page_of(ask, queries.choose(asked), asked)))


@router.get(
    "/commitments/{commitment}", response_model=models.CommitmentFull, responses=FAULTS, operation_id="commitment"
)
def commitment(request: Request, commitment: Id) -> Response:
    """One commitment with the spans that it stands on, and what it hangs on."""
    return answered(request, lambda ask: queries.commitment(ask, commitment))


@router.get("/documents", response_model=models.Listing[models.DocumentRow], responses=FAULTS, operation_id="documents")
def documents(request: Request, asked: Annotated[DocumentQuery, Query()]) -> Response:
    """Documents, latest first, without their texts."""
    return answered(request, lambda ask: _listing(queries.documents(ask, queries.choose(asked), asked)))


@router.get("/documents/{document:path}", response_model=models.DocumentFull, responses=FAULTS,
            operation_id="document")  # fmt: skip
def document(request: Request, document: Id) -> Response:
    """One document with its text."""
    return answered(request, lambda ask: queries.one(ask, "documents", "document", document))


@router.get(
    "/records/{document:path}",
    responses={**FAULTS, 200: {"content": {JSON: {"schema": {"$ref": "#/components/schemas/Coded"}}}}},
    operation_id="records",
)
def records(request: Request, document: Id) -> Response:
    """A document's full record, as `dragoman code` writes it and people have put it right."""

    def raw(ask: Asking) -> Any:
        found = ask.record(document)
        return None if found is None else msgspec.Raw(to_json(found))

    return answered(request, raw)


@router.get("/actors", response_model=models.Listing[models.ActorRow], responses=FAULTS, operation_id="actors")
def actors(request: Request, asked: Annotated[ActorQuery, Query()]) -> Response:
    """Actors over all documents, by id."""
    return answered(request, lambda ask: _listing(queries.actors(ask, asked, asked)))


@router.get("/actors/{actor}", response_model=models.ActorFull, responses=FAULTS, operation_id="actor")
def actor(request: Request, actor: Id) -> Response:
    """One actor: the names and titles it has, why it was resolved so, its events by quad."""
    return answered(request, lambda ask: queries.actor(ask, actor))


@router.get("/stories", response_model=models.Listing[models.StoryRow], responses=FAULTS, operation_id="stories")
def stories(request: Request, asked: Annotated[StoryQuery, Query()]) -> Response:
    """Stories by id: which reports tell of one happening."""
    _needs("stories")
    return answered(request, lambda ask: _listing(queries.page_of(ask, queries.choose(asked), asked, BY_STORY)))


@router.get("/stories/{story:path}", response_model=models.StoryFull, responses=FAULTS, operation_id="story")
def story(request: Request, story: Id) -> Response:
    """One story with its reports, and which of them copies which."""
    _needs("stories")
    return answered(request, lambda ask: queries.story(ask, story))


@router.get("/moves", response_model=models.Listing[models.MoveRow], responses=FAULTS, operation_id="moves")
def moves(request: Request, asked: Annotated[MoveQuery, Query()]) -> Response:
    """What moved commitments: triggered, kept, broken, withdrawn; in the order in which it came to be known."""
    _needs("moves")
    return answered(request, lambda ask: _listing(queries.page_of(ask, queries.choose(asked), asked, BY_COMING)))


@router.post(
    "/code",
    responses={
        **{code: said for code, said in FAULTS.items() if code != 304},
        200: {"content": {JSON: {"schema": {"$ref": "#/components/schemas/Coded"}}}},
        415: {"model": models.Error, "description": "The body is no JSON."},
    },
    operation_id="code",
    tags=["coder"],
)
def code(request: Request, body: models.TextToCode) -> Response:
    """The records of one text.  Nothing is kept."""
    fields = body.model_dump()
    coded = site_of(request).coder.code(fields.pop("text"), **fields)
    return Response(to_json(coded), media_type=JSON, headers={"Cache-Control": "no-store"})
