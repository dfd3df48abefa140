"""Aside: one process that reads documents whose mark-up could take a parser too long, one after the other.

Parsers of pages and feeds are other people's, some of them take the square of a hostile page's length, and no thread
can be stopped in the middle of one.  A process can.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from ..errors import DragomanError, InputError
from ..reading import Guard, read_here, read_html

Found = TypeVar("Found")

# What the slowest parser needs a fifth of a second for is read where we are: sending it would cost more.
_SMALL = 30_000
# The first document waits for an interpreter and its imports, too.
_START_SECONDS = 60.0


class Aside:
    """A guard (reading/guarding.py) with a time limit.  Use as a context: its process ends with it.

    seconds: the longest that reading one document may take.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, *_: object) -> None:
        # whoever waits for it in another thread finds it ended
        self._closed = True
        if self._process is not None:
            self._process.kill()
            self._process.join()

    def __call__(self, where: str, size: int, read: Callable[..., Found], *args: Any, **kwargs: Any) -> Found:
        """What the function returns, or raises as its guard does; `too-slow` and `no-memory` where it does neither."""
        if size <= _SMALL:
            return read_here(where, size, read, *args, **kwargs)
        try:
            pipe = self._pipe or self._start()
            pipe.send((where, size, read, args, kwargs))
            if not pipe.poll(self.seconds):
                self._end()
                message = f"{where}: reading took longer than {self.seconds:g} s; raise --seconds, or leave it out"
                raise InputError("too-slow", message)
            found: Any = pipe.recv()
        except (EOFError, ConnectionError) as error:
            self._end()
            raise InputError("no-memory", f"{where}: the process that read it ended; split the document") from error
        if isinstance(found, (DragomanError, OSError)):
            raise found
        result: Found = found
        return result

    def _start(self) -> Connection:
        """Raises EOFError where the process cannot start, or is not to."""
        if self._closed:
            raise EOFError
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe = ours
        if self._closed or not ours.poll(_START_SECONDS):
            raise EOFError
        ours.recv()
        return ours

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: Connection) -> None:
    """Reads what comes until the pipe is closed.  An interrupt from the keyboard is the run's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # loads the parsers, whose time is not the first document's
    with suppress(InputError):
        read_html("<p>A page.</p>")
    pipe.send(None)
    while True:
        try:
            where, size, read, args, kwargs = pipe.recv()
        except EOFError:
            return
        found: Any
        try:
            found = read_here(where, size, read, *args, **kwargs)
        except (DragomanError, OSError) as error:
            found = error
        try:
            pipe.send(found)
        except BrokenPipeError:
            return
