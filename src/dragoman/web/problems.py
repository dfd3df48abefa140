"""What goes wrong, in one shape: {"error": {"code", "message", "where"}} to programs, a page to people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..errors import InputError, LedgerBusy, LedgerError, LedgerSlow, UsageError

API = "/api/"
# Seconds after which to ask again a ledger that a writer holds: a batch takes some hundredths of one.
RETRY_SECONDS = 2

# code → what it means; docs/web.md lists them
CODES: dict[str, str] = {
    "bad-request": "a parameter, a form or a body is none that can be used; `where` names it",
    "bad-token": "no token, or none that is known",
    "not-allowed": "the token has no right to this, or the form was not this page's",
    "bad-host": "the request names a host that this server does not answer for",
    "not-found": "no such page or record",
    "bad-method": "this address takes another method",
    "too-large": "the request is over the size limit",
    "too-slow": "it took longer than the time limit; ask for less",
    "bad-type": "the body is of a type that is not taken here",
    "busy": "a writer holds the ledger, or all hands are full; try again",
    "unreadable": "the text cannot be coded: it is empty or no text",
    "no-ledger": "the ledger cannot be opened",
    "internal": "a defect in dragoman",
}


# not frozen: a traceback is put on it where it is raised
@dataclass(eq=False)
class Problem(Exception):
    """An answer that is none.  where: the parameter or part that is at fault."""

    status: int
    code: str
    message: str
    where: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Page = Callable[[Request, Problem], Response]


def problem_of(error: Exception) -> Problem:
    """What an error of ours is to those outside."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, LedgerBusy):
        message = "the ledger is being written to; try again in a moment"
        return Problem(503, "busy", message, headers={"Retry-After": str(RETRY_SECONDS)})
    if isinstance(error, LedgerSlow):
        return Problem(503, "too-slow", str(error), headers={"Retry-After": "30"})
    if isinstance(error, LedgerError):
        return Problem(503, "no-ledger", str(error), headers={"Retry-After": "30"})
    if isinstance(error, InputError):
        return Problem(422, "too-large" if error.code == "too-large" else "unreadable", error.message, "text")
    if isinstance(error, UsageError):
        where, _, rest = str(error).partition(": ")
        return Problem(422, "bad-request", str(error), where if rest and where.isidentifier() else None)
    return Problem(500, "internal", "a defect in dragoman; the server's log has more")


def answer(request: Request, problem: Problem, page: Page | None = None) -> Response:
    """The response that tells of a problem: JSON under /api/, else a page."""
    if request.url.path.startswith(API):
        return as_json(problem)
    if page is None:
        return HTMLResponse(_bare(problem), problem.status, dict(problem.headers))
    response = page(request, problem)
    response.headers.update(problem.headers)
    return response


def as_json(problem: Problem) -> Response:
    body = {"error": {"code": problem.code, "message": problem.message, "where": problem.where}}
    return Response(msgspec.json.encode(body), problem.status, dict(problem.headers), media_type="application/json")


def _bare(problem: Problem) -> str:
    """A page for what is refused before any page is made; the message is ours and holds nothing of the request's."""
    from markupsafe import escape

    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>dragoman</title></head>'
        f"<body><main><h1>{problem.status}</h1><p>{escape(problem.message)}</p></main></body></html>"
    )
