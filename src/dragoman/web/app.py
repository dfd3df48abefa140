"""The web application, put together: what is served, what guards it, what an error becomes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from ..errors import DragomanError
from ..ledger import Ledger
from ..records import Coded
from ..version import __version__
from . import api, exporting, progress
from .access import Access
from .asking import Asking
from .coder import OneCoder
from .guard import LOOPBACK, Guard, Limits
from .pages import ROUTERS
from .problems import Problem, answer, problem_of
from .showing import HERE
from .site import Site, problem_page

# Answers under this many bytes are not worth squeezing.
_SQUEEZED_FROM = 1_000
# A code for what the framework refuses on its own.
_REFUSED = {404: "not-found", 405: "bad-method", 413: "too-large", 415: "bad-type"}


class Application(FastAPI):
    """FastAPI with the guard before all else, even before what answers a defect."""

    guarded: Any = None

    def build_middleware_stack(self) -> ASGIApp:
        return self.guarded(super().build_middleware_stack())  # type: ignore[no-any-return]


def create_app(
    ledger: Ledger,
    *,
    access: Access | None = None,
    hosts: Iterable[str] = LOOPBACK,
    coder: OneCoder | None = None,
    limits: Limits | None = None,
    ask: Asking | None = None,
) -> FastAPI:
    """The application for one ledger.

    access: tokens and rights; without it everybody may read and review, which is for loopback alone.
    hosts: names that requests may be for.
    """
    access = access or Access()
    site = Site(ask or Asking(ledger), access, coder or OneCoder())

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        site.coder.close()

    app = Application(
        title="dragoman",
        version=__version__,
        description="Events, statements and commitments of a ledger, each with the words that it stands on.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
        redirect_slashes=False,
    )
    app.state.site = site
    app.guarded = lambda inner: Guard(inner, access, hosts, limits or Limits(), problem_page)
    app.add_middleware(GZipMiddleware, minimum_size=_SQUEEZED_FROM, compresslevel=5)
    for kind in (Problem, DragomanError):
        app.add_exception_handler(kind, _told)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _told)
    app.include_router(exporting.router)
    app.include_router(progress.router)
    app.include_router(api.router)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    _described(app)
    return app


def _told(request: Request, error: Exception) -> Response:
    return answer(request, problem_of(error), problem_page)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _REFUSED.get(error.status_code, "bad-request")
    message = "no such page" if code == "not-found" else str(error.detail).lower()
    problem = Problem(error.status_code, code, message, headers=dict(error.headers or {}))
    return answer(request, problem, problem_page)


def _invalid(request: Request, error: Exception) -> Response:
    """A parameter or body that its model refuses: the first fault, named by where it is."""
    assert isinstance(error, RequestValidationError)
    fault = error.errors()[0]
    # the value itself is not told again: it may be long, and hostile
    where = ".".join(str(part) for part in fault["loc"][1:]) or str(fault["loc"][0])
    problem = Problem(422, "bad-request", str(fault["msg"]).lower(), where)
    return answer(request, problem, problem_page)


def _described(app: FastAPI) -> None:
    """Puts the records' own schema, which is msgspec's, into the description of the API."""
    made = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = made()
            _, parts = msgspec.json.schema_components([Coded], ref_template="#/components/schemas/{name}")
            schema["components"]["schemas"] |= parts
            schema["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            schema["security"] = [{"token": []}, {}]
        return app.openapi_schema or {}

    app.openapi = described  # type: ignore[method-assign]
