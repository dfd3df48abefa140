"""What stands before every page and call: the host's name, sizes, times, tokens, and the headers of every answer.

It wraps the whole application, so that what it says holds for errors and for files, too, and no route can forget it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .access import FORMS, Access, is_api, is_open, unknown
from .problems import Page, Problem, answer

logger = logging.getLogger("dragoman.web")

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Nothing from elsewhere, nothing inline: what of a news text came through unescaped still would not run.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # with no-referrer a browser sends forms of our own pages with "Origin: null", which are refused as another site's
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
# What may be kept where: nothing by those in between, and a browser asks before it shows it again.
_CACHE = "private, no-cache"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Sizes in bytes, times in seconds.

    body: of a request; a text to code may be as long.  url: path and query.  receiving: until a body is whole.
    """

    body: int = 1_000_000
    url: int = 8_000
    receiving: float = 15.0


class Guard:
    """An ASGI application before another.  hosts: the names that requests may be for, without ports."""

    def __init__(self, app: ASGIApp, access: Access, hosts: Iterable[str], limits: Limits, page: Page) -> None:
        self._app = app
        self._access = access
        self._hosts = frozenset(host.lower() for host in hosts)
        self._limits = limits
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            # there are no web sockets here
            await send({"type": "websocket.close", "code": 1000})
            return
        state = scope.setdefault("state", {})
        state["visitor"] = None
        request = Request(scope)
        if FORMS not in request.cookies:
            state["seed"] = self._access.seed()
        try:
            self._check(request)
            away = self._admit(request)
            body = b"" if request.method in SAFE else await self._body(request, receive)
        except Problem as problem:
            # a page of ours would show what only those may see who have been admitted
            response = answer(request, problem, self._page if problem.status != 400 else None)
            await response(scope, receive, self._headed(request, send))
            return
        if away:
            await away(scope, receive, self._headed(request, send))
            return
        await self._app(scope, _replay(body, receive), self._headed(request, send))

    def _check(self, request: Request) -> None:
        host = _host(request.headers.get("host", ""))
        if host not in self._hosts:
            raise Problem(400, "bad-host", "this server does not answer for that host; name it with --hostname", "host")
        raw = request.scope.get("raw_path") or request.url.path.encode()
        if len(raw) + len(request.scope.get("query_string", b"")) > self._limits.url:
            raise Problem(414, "too-large", f"the address has over {self._limits.url:,} bytes", "url")
        if request.method not in SAFE:
            _refuse_foreign(request, host)
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if is_api(request.url.path) and kind not in {"application/json", ""}:
                # a form or plain text is what another site's page may send without asking us first
                raise Problem(415, "bad-type", "send application/json", "content-type")

    def _admit(self, request: Request) -> RedirectResponse | None:
        """Puts the visitor in place.  A redirection for people who have to show a token first."""
        path = request.url.path
        if is_open(path):
            return None
        visitor = self._access.visitor(request)
        request.scope["state"]["visitor"] = visitor
        if visitor is not None:
            # a cookie goes along with whatever a browser sends; a call that does something names its token
            named = "authorization" in request.headers or not self._access.tokens
            if is_api(path) and request.method not in SAFE and not named:
                raise unknown("give a token: Authorization: Bearer TOKEN")
            return None
        if is_api(path):
            raise unknown("give a token: Authorization: Bearer TOKEN")
        if request.method not in SAFE:
            raise unknown("show your token first")
        wanted = path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(wanted, safe='')}" if wanted != "/" else "/login", 303)

    async def _body(self, request: Request, receive: Receive) -> bytes:
        """The whole body, within limits of size and time."""
        limit = self._limits.body
        too_large = Problem(413, "too-large", f"the request has over {limit:,} bytes", "body")
        announced = request.headers.get("content-length", "0")
        if announced.isdecimal() and int(announced) > limit:
            raise too_large
        parts: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self._limits.receiving):
                while True:
                    message = await receive()
                    if message["type"] != "http.request":
                        raise Problem(400, "bad-request", "the request broke off", "body")
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    if size > limit:
                        raise too_large
                    if not message.get("more_body", False):
                        return b"".join(parts)
        except TimeoutError as error:
            raise Problem(408, "too-slow", "the request did not arrive in time", "body") from error

    def _headed(self, request: Request, send: Send) -> Send:
        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", _CACHE)
                seed = request.scope["state"].get("seed")
                if seed and headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", cookie(request, FORMS, seed))
            await send(message)

        return headed


def cookie(request: Request, name: str, value: str, seconds: int | None = None) -> str:
    """A cookie that no script sees and no other site's page sends."""
    age = f"; Max-Age={seconds}" if seconds is not None else ""
    secure = "; Secure" if request.url.scheme == "https" else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}{secure}"


def _host(header: str) -> str:
    """A Host header's name, without the port and the brackets of an IPv6 address."""
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""


def _refuse_foreign(request: Request, host: str) -> None:
    """Raises Problem where another site's page sends the request."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if (origin and _host(urlsplit(origin).netloc) != host) or site not in {"same-origin", "none"}:
        raise Problem(403, "not-allowed", "the request comes from another site's page", "origin")


def _replay(body: bytes, receive: Receive) -> Receive:
    """What gives the body that was read already, then what comes after."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed
