"""One event over all its reports: what each says, who denies it, what they tell differently."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from .. import queries
from ..problems import Problem
from ..site import render, site_of

router = APIRouter(include_in_schema=False)


@router.get("/events/{event:path}")
def event(request: Request, event: str) -> Response:
    ask = site_of(request).ask
    with ask.together():
        found = queries.event(ask, event)
        if found is None:
            raise Problem(404, "not-found", "no such event in this ledger")
        return render(
            request, "event.html", event=found, titles=queries.titles(ask, [row["document"] for row in found["told"]])
        )
