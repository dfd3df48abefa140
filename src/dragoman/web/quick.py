"""Events at hand: in a large ledger, questions of `events` alone are answered from a copy in memory.

The copy is made in the background, and is that of one stamp of the ledger; with another stamp questions go to the
ledger, as they do until the first copy is there.  So answers are never older than the ledger, only quicker.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic

from ..errors import LedgerError
from ..ledger.memory import MemoryCopy

VIEW = "events"
# With fewer events than these a question takes some hundredths of a second anyway.
FROM = 20_000
# With more the copy, some 250 bytes an event, takes more memory than a server should keep.
UP_TO = 4_000_000
# A ledger that is written to all the time is copied for this part of the time at most.
_SHARE = 0.1
_PARTS = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
_OWN_PARTS = re.compile(r"\b(\w+) AS (?:MATERIALIZED )?\(")


def asks_of_events_alone(query: str) -> bool:
    """Whether a question reads no other view than `events`."""
    return set(_PARTS.findall(query)) - set(_OWN_PARTS.findall(query)) == {VIEW}


class Quick:
    """The copy, if there is one for a stamp.

    make: gives the copy, or None where the ledger is not of a size for one.
    """

    def __init__(self, make: Callable[[], MemoryCopy | None]) -> None:
        self._make = make
        self._lock = Lock()
        self._held: tuple[str, MemoryCopy | None] | None = None
        self._next = 0.0
        self._making = False

    def of(self, stamp: str) -> MemoryCopy | None:
        """The copy of a stamp.  Where there is none yet, it will be made; the question does not wait for that."""
        with self._lock:
            if self._held is not None and self._held[0] == stamp:
                return self._held[1]
            # what was taken down must not stay in memory, either
            self._held = None
            if not self._making and monotonic() >= self._next:
                self._making = True
                Thread(target=self._fill, args=(stamp,), name="events-copy", daemon=True).start()
        return None

    def _fill(self, stamp: str) -> None:
        began = monotonic()
        made: tuple[str, MemoryCopy | None] | None = None
        try:
            made = stamp, self._make()
        except LedgerError:
            # a writer holds it: the next question will try again
            made = None
        finally:
            with self._lock:
                self._held = made
                self._making = False
                self._next = monotonic() + (monotonic() - began) / _SHARE
