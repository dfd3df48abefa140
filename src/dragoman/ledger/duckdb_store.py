"""A ledger in a DuckDB file.

DuckDB lets one process write, and then no other read.  So a file is opened for as long as one batch or one query
takes; who finds it held tries again, at growing intervals, until the time to wait is over.
"""

from __future__ import annotations

import errno
import os
import random
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import LedgerBusy, LedgerError, UsageError
from .migrations import is_current, migrate
from .stores import WAIT_SECONDS, Connection, Store
from .tables import Kind, Table

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from .rows import Row

# A quarter of the usual: a ledger of few documents, of which each table has some, stays small.
_BLOCK = 65_536
# What stands before the first block of a file.
_HEADERS = 3 * 4_096
# The oldest format that compresses long texts well; R, the command line and DuckDB since 1.4 read it.
_FORMAT: dict[str, Any] = {
    "storage_compatibility_version": "v1.4.0",
    "default_block_size": _BLOCK,
    # an ingest runs for days beside others; a batch needs far less
    "memory_limit": "1GB",
}
# A file of this size is written anew in about a second; one ten times as large took 24 s on two cores.
_SOON_WRITTEN = 24_000_000
# Every connection that reads has these, since one process can open a file in one way only.
SEALED: dict[str, Any] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "allow_persistent_secrets": "false",
    "lock_configuration": "true",
    # times are told in UTC, nothing is drawn on a terminal; both are each connection's own
    "allowed_configs": ["TimeZone", "enable_progress_bar"],
}
_FIRST_PAUSE, _LONGEST_PAUSE = 0.01, 0.5
_HELD = re.compile(r"Could not set lock|different configuration|being used by another process")
# What DuckDB says where the bytes of a file are not those that it wrote.
_DAMAGED = re.compile(
    r"Corrupt database file|does not match stored checksum|Could not read enough bytes|[Dd]eserialize"
)
_HOLDER = re.compile(r"\(PID (\d+)\)")


class DuckdbConnection(Connection):
    """A connection to a file, or to a transaction on it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        return self._connection.execute(query, list(values)).fetchall()

    def table(self, query: str, values: Sequence[Any] = ()) -> tuple[list[str], list[Row]]:
        result = self._connection.execute(query, list(values))
        return [column[0] for column in result.description or ()], result.fetchall()

    def batches(self, query: str, values: Sequence[Any] = ()) -> Iterator[pa.RecordBatch]:
        reader = self._connection.sql(query, params=list(values)).to_arrow_reader(10_000)
        empty = True
        for batch in reader:
            empty = False
            yield batch
        if empty:
            yield _empty(reader.schema)

    def execute(self, query: str, values: Sequence[Any] = ()) -> None:
        self._connection.execute(query, list(values))

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        import pyarrow as pa

        columns = list(zip(*rows, strict=True))
        arrays = [pa.array(column, _arrow(kind)) for (_, kind), column in zip(table.columns, columns, strict=True)]
        self._connection.register("incoming", pa.table(arrays, names=list(table.names)))
        names = ", ".join(table.names)
        self._connection.execute(f"INSERT INTO store.{table.name} ({names}) SELECT {names} FROM incoming")
        self._connection.unregister("incoming")

    def cancel(self) -> None:
        self._connection.interrupt()

    def define(self, statement: str) -> None:
        # rows lie in the order in which documents came, so that a scan skips what it does not need
        if not statement.startswith("CREATE INDEX"):
            self._connection.execute(statement)


class _SealedConnection(DuckdbConnection):
    """A connection that runs nothing but one SELECT."""

    def table(self, query: str, values: Sequence[Any] = ()) -> tuple[list[str], list[Row]]:
        return super().table(self._checked(query), values)

    def batches(self, query: str, values: Sequence[Any] = ()) -> Iterator[pa.RecordBatch]:
        return super().batches(self._checked(query), values)

    def _checked(self, query: str) -> str:
        import duckdb

        statements = self._connection.extract_statements(query)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise UsageError("the ledger is only read here: write one SELECT")
        return query


class DuckdbStore(Store):
    """A file."""

    def __init__(self, path: str, *, wait: float = WAIT_SECONDS) -> None:
        self.name = path
        self.files = tuple(Path(path + suffix).resolve() for suffix in ("", ".wal"))
        self._path = path
        self._wait = wait

    def exists(self) -> bool:
        # an empty file is what mktemp makes, and a crash of others
        path = Path(self._path)
        return path.exists() and (path.is_dir() or path.stat().st_size > 0)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        import duckdb

        with self._reading(DuckdbConnection) as connection:
            try:
                yield connection
            except duckdb.Error as error:
                if not _is_of_the_file(error):
                    raise
                raise LedgerError(f"{self.name}: {_cannot_be('read', error)}") from error

    @contextmanager
    def sealed(self) -> Iterator[Connection]:
        import duckdb

        with self._reading(_SealedConnection) as connection:
            try:
                yield connection
            except duckdb.Error as error:
                if _is_of_the_file(error):
                    raise LedgerError(f"{self.name}: {_cannot_be('read', error)}") from error
                raise UsageError(_one_line(error)) from error

    @contextmanager
    def write(self) -> Iterator[Connection]:
        if not self.exists():
            self._make()
        raw = self._open(read_only=False)
        self._refuse_cut_off(raw)
        with self._writing(raw) as connection:
            yield connection

    def _refuse_cut_off(self, raw: duckdb.DuckDBPyConnection) -> None:
        """Raises LedgerError where the file ends before its last block: writing would put other things there."""
        import duckdb

        try:
            size, used = raw.execute("SELECT block_size, used_blocks FROM pragma_database_size()").fetchall()[0]
            missing = _HEADERS + size * used - Path(self._path).stat().st_size
        except (OSError, duckdb.Error) as error:
            raw.close()
            raise LedgerError(f"{self.name}: {_why_not(error)}") from error
        if missing > 0:
            raw.close()
            raise LedgerError(f"{self.name}: {_damaged(f'{missing:,} bytes are missing at its end')}")

    @contextmanager
    def _writing(self, raw: duckdb.DuckDBPyConnection) -> Iterator[Connection]:
        """A transaction on a ledger at this program's schema; closes what it is given."""
        import duckdb

        try:
            raw.execute("BEGIN TRANSACTION")
            connection = DuckdbConnection(raw)
            migrate(connection, self.name)
            yield connection
            raw.execute("COMMIT")
        except duckdb.Error as error:
            raise LedgerError(f"{self.name}: {_cannot_be('written', error)}") from error
        finally:
            # what was not committed is rolled back by closing
            raw.close()

    def _make(self) -> None:
        """Makes an empty ledger beside its name, and gives it the name when it is whole, unless another did first.

        A crash in the making, or a look at it, so never meets half a file.
        """
        import duckdb

        path = Path(self._path)
        beside = path.with_name(f".{path.name}.{os.getpid()}.new")
        log = beside.with_name(beside.name + ".wal")
        try:
            beside.unlink(missing_ok=True)
            log.unlink(missing_ok=True)
            with self._writing(self._connect(str(beside), read_only=False)):
                pass
            # closing writes the log into the file, and says nothing where the disk has no room for that
            if log.exists():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if path.exists() and path.stat().st_size == 0:
                path.unlink()
            # unlike a renaming this fails where another has made the ledger meanwhile
            with suppress(FileExistsError):
                os.link(beside, path)
        except (OSError, duckdb.IOException) as error:
            message = f"{self.name}: cannot be made ({_one_line(error)}); make room, or name a file elsewhere"
            raise LedgerError(message) from error
        finally:
            beside.unlink(missing_ok=True)
            log.unlink(missing_ok=True)

    def compact(self, *, at_any_cost: bool) -> bool:
        """Writes the file anew without what was deleted, and puts it in the old one's place.

        The old one is held meanwhile; who waits for it opens the path again, and so gets the new one.
        """
        import duckdb

        path = Path(self._path).resolve()
        if not at_any_cost and path.stat().st_size > _SOON_WRITTEN:
            return False
        beside = path.with_name(f".{path.name}.compact")
        raw = self._open(read_only=False)
        try:
            beside.unlink(missing_ok=True)
            own = raw.execute("SELECT current_database()").fetchall()[0][0]
            options = f"STORAGE_VERSION '{_FORMAT['storage_compatibility_version']}', BLOCK_SIZE {_BLOCK}"
            raw.execute(f"ATTACH {_quoted(str(beside))} AS compacted ({options})")
            raw.execute(f'COPY FROM DATABASE "{own}" TO compacted')
            raw.execute("DETACH compacted")
            # so that closing the old file has nothing left to write
            raw.execute("CHECKPOINT")
            beside.replace(path)
            return True
        except duckdb.Error as error:
            raise LedgerError(f"{self.name}: cannot be compacted ({_one_line(error)}); check the disk") from error
        finally:
            raw.close()
            beside.unlink(missing_ok=True)

    @contextmanager
    def _reading(self, kind: type[DuckdbConnection]) -> Iterator[DuckdbConnection]:
        raw = self._open_current()
        try:
            yield kind(raw)
        finally:
            raw.close()

    def _open_current(self) -> duckdb.DuckDBPyConnection:
        """The file open for reading, at this program's schema.  Raises LedgerError, LedgerBusy."""
        if not self.exists():
            raise LedgerError(f"{self.name}: no such ledger; dragoman ingest makes one, --ledger names another")
        raw = self._open(read_only=True)
        try:
            if is_current(DuckdbConnection(raw), self.name):
                return raw
        except BaseException:
            raw.close()
            raise
        raw.close()
        with self.write():
            pass
        return self._open(read_only=True)

    def _open(self, *, read_only: bool) -> duckdb.DuckDBPyConnection:
        """The open file, as soon as nobody else holds it.  Raises LedgerBusy, LedgerError."""
        import duckdb

        until, pause = time.monotonic() + self._wait, _FIRST_PAUSE
        while True:
            try:
                return self._connect(self._path, read_only=read_only)
            except duckdb.Error as error:
                if not _HELD.search(str(error)):
                    raise LedgerError(f"{self.name}: {_why_not(error)}") from error
                if time.monotonic() >= until:
                    raise LedgerBusy(_busy(self.name, str(error), self._wait)) from error
            # uneven, so that two who wait do not meet again and again
            time.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(pause * 1.5, _LONGEST_PAUSE)

    def _connect(self, path: str, *, read_only: bool) -> duckdb.DuckDBPyConnection:
        import duckdb

        raw = duckdb.connect(path, read_only=read_only, config=dict(SEALED if read_only else _FORMAT))
        raw.execute("SET TimeZone = 'UTC'")
        raw.execute("SET enable_progress_bar = false")
        return raw


def _busy(name: str, message: str, waited: float) -> str:
    holder = _HOLDER.search(message)
    who = f"another process ({holder[1]})" if holder else "another connection"
    return f"{name}: in use by {who} and not free after {waited:g} s; try again, or wait longer (--wait)"


def _is_of_the_file(error: duckdb.Error) -> bool:
    """Whether it is the file or the disk that fails, not the query."""
    import duckdb

    kinds = (duckdb.IOException, duckdb.InternalException, duckdb.FatalException, duckdb.SerializationException)
    # what has no class of its own is a failed checksum
    return isinstance(error, kinds) or type(error) is duckdb.Error


def _damaged(how: str) -> str:
    return f"damaged ({how}); go back to a copy, or ingest the texts anew into another file"


def _cannot_be(done: str, error: Exception) -> str:
    message = _one_line(error)
    return _damaged(message) if _DAMAGED.search(message) else f"cannot be {done} ({message}); check disk and file"


def _why_not(error: Exception) -> str:
    message = _one_line(error)
    if _DAMAGED.search(message):
        return _damaged(message)
    if "version number" in message:
        return "written by a newer DuckDB; update dragoman and its packages"
    if "not a valid DuckDB" in message:
        return "no DuckDB file; name another with --ledger"
    return f"cannot be opened ({message}); check the path"


def _one_line(error: Exception) -> str:
    """What DuckDB says, without the kind of error in front and the query behind."""
    line = str(error).split("\n")[0]
    return re.sub(r"^[A-Za-z /]+ Error: ", "", line)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _empty(schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)


def _arrow(kind: Kind) -> pa.DataType:
    import pyarrow as pa

    return {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "day": pa.date32(),
        "time": pa.timestamp("us", "UTC"),
        "texts": pa.list_(pa.string()),
        "integers": pa.list_(pa.int64()),
    }[kind]
