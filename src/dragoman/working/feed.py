"""Feed: a source read ahead by a thread, so that a slow one holds nobody up and a fast one is held back."""

from __future__ import annotations

import multiprocessing
import queue
import threading
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Feed(Generic[Item]):
    """Reads items ahead, at most `room` that have not been let go.

    wake: becomes readable when something has come; `taken` empties it.  error: what the source raised.
    """

    def __init__(self, source: Iterable[Item], room: int) -> None:
        self.wake: Connection
        self.wake, self._bell = multiprocessing.Pipe(duplex=False)
        self._source = source
        self._room = threading.Semaphore(room)
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()
        self.error: BaseException | None = None
        self._ended = threading.Event()
        self._stopped = False
        threading.Thread(target=self._read, name="reader", daemon=True).start()

    def taken(self) -> Iterator[Item]:
        """What has come since it was asked last."""
        while self.wake.poll():
            self.wake.recv_bytes()
        while not self._items.empty():
            yield self._items.get()

    @property
    def done(self) -> bool:
        """Whether the source has ended and all of it was taken."""
        return self._ended.is_set() and self._items.empty()

    def let_go(self) -> None:
        """Makes room for one more."""
        self._room.release()

    def stop(self) -> None:
        """Reads no further; an item that is on its way is dropped."""
        self._stopped = True
        self._room.release()

    def _read(self) -> None:
        try:
            for item in self._source:
                self._room.acquire()
                if self._stopped:
                    return
                self._items.put(item)
                self._bell.send_bytes(b"!")
        except BaseException as error:
            self.error = error
        finally:
            self._ended.set()
            self._bell.send_bytes(b"!")
