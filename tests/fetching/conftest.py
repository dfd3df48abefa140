"""Web servers on this machine that behave as the tests want; nothing here leaves it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dragoman.fetching import Fetcher, Limits

PAGE = (
    "<html><head><title>Chad, Niger sign border pact</title></head><body><article><h1>Chad, Niger sign border pact</h1>"
    "<p>Chad and Niger signed a border security agreement on Tuesday, three days after gunmen killed 14 villagers "
    "near the town of Diffa, officials in both capitals said.</p>"
    "<p>Niger's interior minister said that the border would be closed if the raids went on.</p>"
    "</article></body></html>"
)
NO_ROBOTS = 404

# What a server gives for a path: a status; or status, headers and body; or a function that writes to the handler.
Given = int | tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A server.  pages: what it gives by path.  asked: requests as they came, "host path"; headers of the last."""

    port: int = 0
    pages: dict[str, Given] = field(default_factory=lambda: {"/robots.txt": NO_ROBOTS})
    asked: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def url(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def page(self, path: str, body: str | bytes = PAGE, kind: str = "text/html; charset=utf-8", **more: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": kind, "Content-Length": str(len(data))}
        self.pages[path] = (200, headers | {name.replace("_", "-"): value for name, value in more.items()}, data)

    def moved(self, path: str, to: str, status: int = 302) -> None:
        self.pages[path] = (status, {"Location": to, "Content-Length": "0"}, b"")

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, but for robots.txt."""
        return [line.split()[1] for line in self.asked if not line.endswith("/robots.txt")]


@contextmanager
def serving(wrap: Callable[[socket.socket], socket.socket] | None = None) -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(f"{self.headers['Host']} {self.path}")
            site.headers = {name.title(): value for name, value in self.headers.items()}
            given = site.pages.get(self.path, 404)
            with suppress(ConnectionError):
                _give(self, given)

        def do_CONNECT(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if wrap:
        server.socket = wrap(server.socket)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _give(handler: BaseHTTPRequestHandler, given: Given) -> None:
    if callable(given):
        given(handler)
        return
    status, headers, body = (given, {"Content-Length": "0"}, b"") if isinstance(given, int) else given
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


@dataclass
class Waiting:
    """A clock that moves when somebody sleeps.  slept: how long, in order."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def at_home(host: str, port: int) -> Sequence[str]:
    """Every name is this machine's."""
    return ["127.0.0.1"]


def fetcher(waiting: Waiting | None = None, resolve: Any = at_home, judge: Any = None, **limits: Any) -> Fetcher:
    """A fetcher that may reach this machine, finds every name there, and waits by its own clock."""
    waiting = waiting or Waiting()
    own = {"allow_private": judge is None, "pause": 0.0, "seconds": 5.0, "silence": 2.0} | limits
    more = {"judge": judge} if judge else {}
    return Fetcher(Limits(**own), resolve=resolve, clock=waiting.clock, sleep=waiting.sleep, **more)


@contextmanager
def speaking(speak: Callable[[socket.socket, bytes], None]) -> Iterator[int]:
    """A server that speaks no library's HTTP, but for robots.txt; its port.

    speak: what it does with a connection, told the head of the request.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(4096)
            if b"GET /robots.txt" in head:
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            else:
                speak(connection, head)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        thread.join()
        listener.close()
