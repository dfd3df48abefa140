"""What every page and call shares: the ledger to ask, who may what, the coder, the templates."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from .access import Access, Visitor
from .asking import Asking
from .coder import OneCoder
from .problems import Problem
from .showing import environment
from .streams import Streams

# Words of the menu and where they lead; a page that wants to stand there adds a row.
MENU: tuple[tuple[str, str], ...] = (
    ("Desk", "/"), ("Commitments", "/commitments"), ("Stories", "/stories"), ("Review", "/review"), ("Audit", "/audit"),
)  # fmt: skip
# Those of them that only people see who may make corrections.
_FOR_REVIEW = frozenset({"/review", "/audit"})


@dataclass(frozen=True)
class Site:
    ask: Asking
    access: Access
    coder: OneCoder
    streams: Streams = field(default_factory=Streams)
    # set when the server is told to stop, so that open streams end
    closing: Event = field(default_factory=Event)


def site_of(request: Request) -> Site:
    return cast(Site, request.app.state.site)


def visitor_of(request: Request) -> Visitor | None:
    return cast("Visitor | None", request.scope["state"]["visitor"])


def render(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """A page.  Every template knows `visitor`, `menu`, `path`, and `form_mark`, which each form must carry."""
    access: Access = request.app.state.site.access
    visitor = visitor_of(request)
    shared = {
        "visitor": visitor,
        "tokens": bool(access.tokens),
        "menu": [row for row in MENU if row[1] not in _FOR_REVIEW or (visitor is not None and visitor.review)],
        "path": request.url.path,
        "form_mark": access.mark(request),
    }
    return HTMLResponse(environment().get_template(template).render(**shared, **context), status)


def problem_page(request: Request, problem: Problem) -> Response:
    """A page that tells what went wrong and what to do."""
    return render(request, "problem.html", problem.status, problem=problem)
