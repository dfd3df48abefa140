"""Room for streams that stay open: each holds a connection."""

from __future__ import annotations

from threading import BoundedSemaphore

from .problems import Problem

MOST = 50


class Streams:
    """Room for so many."""

    def __init__(self, most: int = MOST) -> None:
        self._room = BoundedSemaphore(most)

    def enter(self) -> None:
        """Raises Problem where there is no room."""
        if not self._room.acquire(blocking=False):
            raise Problem(503, "busy", "too many streams are open; try again", headers={"Retry-After": "30"})

    def leave(self) -> None:
        self._room.release()
