"""Worker: the process that codes; it takes documents from a pipe, one after the other, and sends back their records.

It runs until the pipe is closed.  An interrupt from the keyboard is the crew's business, not its own.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeAlias

from ..errors import DragomanError
from ..records import Coded, Failed, Failure, Reading, to_json

# What a worker does with a document; made once in each process.
Work: TypeAlias = Callable[[Reading], Coded | Failed]
# What it sends back: a line of JSON.
Line: TypeAlias = bytes


def serve(pipe: Connection, make: Callable[[Any], Work], settings: Any) -> None:
    """Codes what comes through the pipe.  make, settings: give the function that codes.

    The first thing that it sends is None, or what was raised on purpose while knowledge was loaded.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work = make(settings)
    except DragomanError as error:
        pipe.send(error)
        return
    pipe.send(None)
    while True:
        try:
            reading = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(_line(work, reading))
        except BrokenPipeError:
            return


def _line(work: Work, reading: Reading) -> Line:
    try:
        return to_json(work(reading))
    except MemoryError:
        document = reading.document
        what = document.source or document.id
        message = f"{what}: coding took more memory than there is; split the document, or use fewer workers"
        return to_json(Failed.of(Failure(document.id, document.source, "no-memory", message)))
