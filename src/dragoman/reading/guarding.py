"""Guards: how a document is read so that it can harm nothing but itself.

A parser that fails on a document costs that document, not the run.  Where a run has processes of its own, what is
large enough to take long is read in one of them, which is ended when it does (working/aside.py).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from ..errors import NO_ROOM, InputError, UsageError

Found = TypeVar("Found")

# What a defect of ours, or of a parser that we use, raises.
DEFECTS = (RecursionError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)


class Guard(Protocol):
    """Calls `read(*args, **kwargs)` for a document.  Raises InputError, and UsageError as `no_room` gives it.

    where: what the document is called in messages.  size: of what is parsed, in characters or bytes.
    """

    def __call__(self, where: str, size: int, read: Callable[..., Found], *args: Any, **kwargs: Any) -> Found: ...


def read_here(where: str, size: int, read: Callable[..., Found], *args: Any, **kwargs: Any) -> Found:  # noqa: ARG001
    """The guard of a run that has one process: a failure is kept to the document, time is not bounded."""
    try:
        return read(*args, **kwargs)
    except MemoryError as error:
        message = f"{where}: reading took more memory than there is; split the document"
        raise InputError("no-memory", message) from error
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise no_room(error) from error
    except DEFECTS as error:
        detail = str(error).split("\n")[0][:120]
        message = f"{where}: {type(error).__name__} while reading: {detail}; please report it with the document"
        raise InputError("internal", message) from error


def no_room(error: OSError) -> UsageError:
    """What ends a run where temporary files found no room, which is no document's fault."""
    return UsageError(f"no room for temporary files in {tempfile.gettempdir()}: {error.strerror}; make room there")
