"""Rows that a ledger gives when they are asked for, as tuples, dicts, Arrow, pandas or polars."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from .stores import Connection, Store

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow as pa


@dataclass(frozen=True)
class Answer:
    """Rows that a ledger gives when they are asked for; each asking opens it, reads and closes.

    An answer can be gone through like a list of rows, each a dict by column.
    """

    store: Store
    query: str
    values: Sequence[Any] = ()
    sealed: bool = False

    def table(self) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The columns' names, and the rows as tuples."""
        with self._open() as connection:
            return connection.table(self.query, self.values)

    def rows(self) -> list[dict[str, Any]]:
        """The rows as dicts."""
        columns, rows = self.table()
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows())

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows as Arrow batches.  The ledger stays open until the last is taken: take them without delay."""
        with self._open() as connection:
            yield from connection.batches(self.query, self.values)

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        import pyarrow as pa

        return pa.Table.from_batches(list(self.batches()))

    def pandas(self) -> pandas.DataFrame:
        """The rows as a pandas data frame; needs the extra: pip install dragoman[pandas]."""
        _needed("pandas")
        return self.arrow().to_pandas()

    def polars(self) -> polars.DataFrame:
        """The rows as a polars data frame; needs the extra: pip install dragoman[polars]."""
        _needed("polars")
        import polars

        frame = polars.from_arrow(self.arrow())
        assert isinstance(frame, polars.DataFrame)
        return frame

    def _open(self) -> AbstractContextManager[Connection]:
        return self.store.sealed() if self.sealed else self.store.read()


def _needed(package: str) -> None:
    if importlib.util.find_spec(package) is None:
        raise UsageError(f"{package} is not installed; pip install dragoman[{package}]")
