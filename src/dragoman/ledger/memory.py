"""A copy of one view's rows in memory: asked many times over while the ledger itself is not open.

A view puts tables and texts together anew for each question; a copy has done so once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .rows import Row
from .stores import Connection

if TYPE_CHECKING:
    import duckdb


class MemoryCopy:
    """The rows of a view under its name; questions are those that the ledger takes.  Any thread may ask."""

    def __init__(self, connection: Connection, view: str) -> None:
        import duckdb
        import pyarrow as pa

        from .duckdb_store import SEALED

        # what a question holds of values never becomes SQL; the copy reaches no file all the same
        self._raw = duckdb.connect(":memory:", config=dict(SEALED))
        self._raw.execute("SET enable_progress_bar = false")
        made = False
        for batch in connection.batches(f"SELECT * FROM {view}"):
            self._raw.register("incoming", pa.Table.from_batches([batch]))
            verb = f"INSERT INTO {view}" if made else f"CREATE TABLE {view} AS"
            self._raw.execute(f"{verb} SELECT * FROM incoming")
            self._raw.unregister("incoming")
            made = True

    def opened(self) -> MemoryConnection:
        return MemoryConnection(self._raw.cursor())


class MemoryConnection:
    """One thread's way to a copy; closed by who opened it."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def table(self, query: str, values: Sequence[Any] = ()) -> tuple[list[str], list[Row]]:
        """The names of the columns, and all rows."""
        result = self._cursor.execute(query, list(values))
        return [column[0] for column in result.description or ()], result.fetchall()

    def cancel(self) -> None:
        """Stops, from another thread, the question that runs."""
        self._cursor.interrupt()

    def close(self) -> None:
        self._cursor.close()
