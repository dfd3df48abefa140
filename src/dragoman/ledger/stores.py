"""The two places a ledger can be in, behind one face: a DuckDB file, or a PostgreSQL database by URL.

Queries are the same text for both, with `$1`, `$2` for values.  What differs stands in the two modules that
implement this one: how to open and to wait, how to write many rows, how to seal a query in.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event, Timer
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import LedgerSlow, UsageError
from .tables import Table

if TYPE_CHECKING:
    import pyarrow as pa

    from .rows import Row

DEFAULT = "dragoman.duckdb"
VARIABLE = "DRAGOMAN_LEDGER"
# Long enough for another ingest's batch and for any query but an export of everything.
WAIT_SECONDS = 60.0
_POSTGRES = ("postgresql://", "postgres://")


class Connection(ABC):
    """An open ledger.  Rows are tuples; values that a query takes are those of `$1`, `$2`, …"""

    @abstractmethod
    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows that a query gives."""

    @abstractmethod
    def table(self, query: str, values: Sequence[Any] = ()) -> tuple[list[str], list[Row]]:
        """The names of the columns, and all rows."""

    @abstractmethod
    def batches(self, query: str, values: Sequence[Any] = ()) -> Iterator[pa.RecordBatch]:
        """The rows as Arrow batches, the first of them even where there are no rows."""

    @abstractmethod
    def execute(self, query: str, values: Sequence[Any] = ()) -> None:
        """Runs a statement that gives no rows."""

    @abstractmethod
    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Adds many rows at once."""

    @abstractmethod
    def cancel(self) -> None:
        """Stops, from another thread, the query that runs; its thread gets an error of the store's."""

    @abstractmethod
    def define(self, statement: str) -> None:
        """Runs a statement that makes or changes a table or an index; an index only where the store gains by it."""


class Stoppable(Protocol):
    """What runs a question that another thread can stop."""

    def cancel(self) -> None: ...


@contextmanager
def within(connection: Stoppable, seconds: float) -> Iterator[None]:
    """Stops what runs on a connection after so many seconds.  Raises LedgerSlow then."""
    late = Event()

    def stop() -> None:
        late.set()
        connection.cancel()

    timer = Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as error:  # each store has its own for a query that was stopped
        if not late.is_set():
            raise
        raise LedgerSlow(f"the question took longer than {seconds:g} s; ask for less") from error
    finally:
        timer.cancel()


class Store(ABC):
    """A place that holds a ledger.  `name` is what users are shown: never a password."""

    name: str
    # what of it lies where news may lie, too
    files: tuple[Path, ...] = ()

    @abstractmethod
    def read(self) -> AbstractContextManager[Connection]:
        """Opens for reading, no longer than needed, as others may be waiting to write.

        Raises LedgerError where there is no ledger or a newer program's, LedgerBusy where it did not come free.
        """

    @abstractmethod
    def write(self) -> AbstractContextManager[Connection]:
        """One transaction that nobody else writes beside: committed at the end, or nothing is changed.

        Makes the ledger where there is none, and brings it up to date.
        """

    @abstractmethod
    def sealed(self) -> AbstractContextManager[Connection]:
        """Opens for a query that a user wrote: one SELECT that reads this ledger and reaches nothing else."""

    @abstractmethod
    def compact(self, *, at_any_cost: bool) -> bool:
        """Clears away what was deleted, so that it is not merely out of sight; whether that was done.

        at_any_cost: even where it takes more than a second or two.
        """

    @abstractmethod
    def exists(self) -> bool:
        """Whether there is something to open; it may yet turn out to be no ledger."""


def open_store(where: str | os.PathLike[str] | None = None, *, wait: float = WAIT_SECONDS) -> Store:
    """The store at a path or URL; without one that of DRAGOMAN_LEDGER, else dragoman.duckdb in this folder.

    wait: seconds to wait for other processes before giving up.
    """
    place = os.fspath(where) if where is not None else os.environ.get(VARIABLE) or DEFAULT
    if not place:
        raise UsageError("the ledger's name is empty; name a file or a PostgreSQL URL")
    if place.startswith(_POSTGRES):
        from .postgres_store import PostgresStore

        return PostgresStore(place, wait=wait)
    if "://" in place:
        raise UsageError(f"{place}: no such kind of ledger; name a file or a postgresql:// URL")
    from .duckdb_store import DuckdbStore

    return DuckdbStore(place, wait=wait)
