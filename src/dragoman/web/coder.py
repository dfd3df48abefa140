"""One coder for all who ask: loaded when the first text comes, one text at a time, within a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, TimeoutError
from threading import BoundedSemaphore
from typing import Any

from ..api import Coder
from ..records import Coded
from .problems import Problem

# Characters of a text to code: a long article has 20,000.
LONGEST = 100_000
# The longest article takes some five seconds on a slow core, the first text three more for loading.
SECONDS = 60.0
# Texts that may wait for their turn.
_WAITING = 4


class OneCoder:
    """Codes single texts.  A text that takes too long is answered so; its thread still goes on to the end."""

    def __init__(self, make: Callable[[], Coder] = Coder, *, seconds: float = SECONDS) -> None:
        self._make = make
        self._seconds = seconds
        self._coder: Coder | None = None
        self._thread = ThreadPoolExecutor(1, "coder")
        self._room = BoundedSemaphore(_WAITING)

    def code(self, text: str, **about: Any) -> Coded:
        """The records of a text.  Raises InputError, and Problem where all places are taken or the time is over."""
        if len(text) > LONGEST:
            raise Problem(413, "too-large", f"the text has over {LONGEST:,} characters", "text")
        if not self._room.acquire(blocking=False):
            raise Problem(503, "busy", "other texts are being coded; try again", headers={"Retry-After": "10"})
        future = self._thread.submit(self._coded, text, about)
        future.add_done_callback(self._leave)
        try:
            return future.result(self._seconds)
        except TimeoutError as error:
            future.cancel()
            raise Problem(503, "too-slow", f"coding took longer than {self._seconds:g} s; send less") from error

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _leave(self, _: Future[Coded]) -> None:
        self._room.release()

    def _coded(self, text: str, about: dict[str, Any]) -> Coded:
        if self._coder is None:
            self._coder = self._make()
        return self._coder.code(text, **about)
