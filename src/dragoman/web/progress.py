"""Progress of ingests, as a stream of server-sent events: what the ledger holds, and which runs are adding to it.

The ledger is asked only where it was written to since, one question for all who listen.  A stream ends by itself after
a while, when the reader leaves, and when the server stops; a browser opens the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from ..errors import LedgerError
from .api import FAULTS
from .asking import Asking
from .site import site_of
from .streams import Streams

router = APIRouter(prefix="/api/v1", tags=["ledger"])
KIND = "text/event-stream"
# Seconds between looks at the ledger; between looks whether the server stops or the reader left; without news.
_LOOK, _STEP, _QUIET = 2.0, 0.25, 15.0
# The longest stream; a browser opens another by itself.
MOST_SECONDS = 600
# A run that has stored nothing for so long is over, or waits for pages to come.
_STILL = timedelta(seconds=30)
_FAULTS = {code: said for code, said in FAULTS.items() if code not in {304, 404, 413}}
_HELD = """
SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM events) AS events,
  (SELECT count(*) FROM failures) AS failures"""
_RUNS = """
SELECT ingest, started_at, finished_at, stored, revised, recoded, unchanged, failed FROM ingests
ORDER BY finished_at DESC, ingest DESC LIMIT 5"""


# One event of the stream.
_EVENT = {"type": "object", "properties": {"event": {"const": "progress"}, "data": {"type": "string"}}}


class ProgressQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    seconds: Annotated[int, Field(ge=1, le=MOST_SECONDS, description="After so many the stream ends.")] = MOST_SECONDS


class _Stream(StreamingResponse):
    """A response that gives its room back, however it ends."""

    def __init__(self, streams: Streams, lines: AsyncIterator[bytes], **settings: Any) -> None:
        super().__init__(lines, **settings)
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._streams.leave()


@router.get(
    "/progress",
    operation_id="progress",
    response_class=StreamingResponse,
    responses={**_FAULTS, 200: {"content": {KIND: {"schema": _EVENT}}}},
)
async def progress(request: Request, asked: Annotated[ProgressQuery, Query()]) -> Response:
    """What the ledger holds and which ingests run, as server-sent events: one at once, then one at each change.

    `data` is {"documents", "events", "failures", "ingests": [{"ingest", "running", "stored", …}]}.
    """
    site = site_of(request)
    lines = _lines(request, site.ask, asked.seconds, site.closing.is_set)
    # not to be kept, nor gathered by a proxy
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    site.streams.enter()
    return _Stream(site.streams, lines, media_type=KIND, headers=headers)


async def _lines(request: Request, ask: Asking, seconds: float, closing: Callable[[], bool]) -> AsyncIterator[bytes]:
    until, told, spoken, look = monotonic() + seconds, b"", 0.0, 0.0
    yield b"retry: 5000\n\n"
    while monotonic() < until and not closing() and not await request.is_disconnected():
        if monotonic() >= look:
            look = monotonic() + _LOOK
            now = await run_in_threadpool(_told, ask)
            if now is not None and now != told:
                told, spoken = now, monotonic()
                yield b"event: progress\ndata: " + now + b"\n\n"
            elif monotonic() - spoken > _QUIET:
                # a line that says nothing keeps those in between from closing the connection
                spoken = monotonic()
                yield b": still here\n\n"
        await asyncio.sleep(min(_STEP, max(0.0, until - monotonic())))


def _told(ask: Asking) -> bytes | None:
    """The news as JSON; None where a writer holds the ledger right now."""
    try:
        with ask.together():
            held, runs = ask.rows(_HELD)[0], ask.rows(_RUNS)
    except LedgerError:
        return None
    now = datetime.now(UTC)
    return msgspec.json.encode(held | {"ingests": [_run(row, now) for row in runs]})


def _run(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    return row | {"running": now - row["finished_at"] < _STILL}
