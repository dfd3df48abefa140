"""What every page and call shares: the ledger to ask, who may what, the coder, the templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from .access import Access, Visitor
from .asking import Asking
from .coder import OneCoder
from .problems import Problem
from .showing import environment

# Words of the menu and where they lead; a page that wants to stand there adds a row.
MENU: tuple[tuple[str, str], ...] = (("Desk", "/"), ("Commitments", "/commitments"), ("Stories", "/stories"))


@dataclass(frozen=True)
class Site:
    ask: Asking
    access: Access
    coder: OneCoder


def site_of(request: Request) -> Site:
    return cast(Site, request.app.state.site)


def visitor_of(request: Request) -> Visitor | None:
    return cast("Visitor | None", request.scope["state"]["visitor"])


def render(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """A page.  Every template knows `visitor`, `menu`, `path`, and `form_mark`, which each form must carry."""
    access: Access = request.app.state.site.access
    shared = {
        "visitor": visitor_of(request),
        "tokens": bool(access.tokens),
        "menu": MENU,
        "path": request.url.path,
        "form_mark": access.mark(request),
    }
    return HTMLResponse(environment().get_template(template).render(**shared, **context), status)


def problem_page(request: Request, problem: Problem) -> Response:
    """A page that tells what went wrong and what to do."""
    return render(request, "problem.html", problem.status, problem=problem)
