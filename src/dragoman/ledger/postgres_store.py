"""A ledger in a PostgreSQL database, shared by many.  Needs the extra: pip install dragoman[postgres]."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from ..errors import LedgerBusy, LedgerError, UsageError
from .migrations import is_current, migrate
from .stores import WAIT_SECONDS, Connection, Store
from .tables import Table

if TYPE_CHECKING:
    import psycopg
    import pyarrow as pa

    from .rows import Row

# One writer at a time, as the numbers of documents are counted up: the key is the word "dragoman" in ASCII.
_LOCK = int.from_bytes(b"dragoman")
_BATCH = 10_000
# Who may read or write the server's files is not held by any transaction.
_FREE_ROLES = ("pg_read_server_files", "pg_write_server_files", "pg_execute_server_program")


class PostgresConnection(Connection):
    """A connection within a transaction."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        return self.table(query, values)[1]

    def table(self, query: str, values: Sequence[Any] = ()) -> tuple[list[str], list[Row]]:
        with self._cursor() as cursor:
            cursor.execute(query, values)
            return [column.name for column in cursor.description or ()], cursor.fetchall()

    def batches(self, query: str, values: Sequence[Any] = ()) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        with self._cursor("rows") as cursor:
            cursor.execute(query, values)
            schema = pa.schema([(column.name, _arrow(column)) for column in cursor.description or ()])
            rows = cursor.fetchmany(_BATCH)
            while True:
                columns = zip(*rows, strict=True) if rows else [()] * len(schema)
                arrays = [pa.array(column, field.type) for field, column in zip(schema, columns, strict=True)]
                yield pa.RecordBatch.from_arrays(arrays, schema=schema)
                rows = cursor.fetchmany(_BATCH)
                if not rows:
                    return

    def execute(self, query: str, values: Sequence[Any] = ()) -> None:
        with self._cursor() as cursor:
            cursor.execute(query, values)

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        query = f"COPY store.{table.name} ({', '.join(table.names)}) FROM STDIN"
        with self._cursor() as cursor, cursor.copy(query) as copy:
            for row in rows:
                copy.write_row(row)

    def cancel(self) -> None:
        self._connection.cancel()

    def define(self, statement: str) -> None:
        self.execute(statement)

    def _cursor(self, name: str | None = None) -> Any:
        import psycopg

        # raw: values stand as $1 in the query, as for the other store
        return psycopg.RawServerCursor(self._connection, name) if name else psycopg.RawCursor(self._connection)


class _SealedConnection(PostgresConnection):
    """A connection that runs nothing but one query, within a cursor, which takes no other kind of statement."""

    def table(self, query: str, values: Sequence[Any] = ()) -> tuple[list[str], list[Row]]:
        self._refuse_several(query)
        with self._cursor("sealed") as cursor:
            cursor.execute(query, values)
            return [column.name for column in cursor.description or ()], cursor.fetchall()

    def batches(self, query: str, values: Sequence[Any] = ()) -> Iterator[pa.RecordBatch]:
        self._refuse_several(query)
        return super().batches(query, values)

    def _refuse_several(self, query: str) -> None:
        """Raises UsageError where the text is no single statement: the first could end the transaction."""
        from psycopg.pq import ExecStatus

        # the server's own parser decides; it takes one statement here
        result = self._connection.pgconn.prepare(b"", query.encode())
        if result.status != ExecStatus.COMMAND_OK:
            raise UsageError(result.error_message.decode(errors="replace").strip().split("\n")[0])


class PostgresStore(Store):
    """A database, by URL."""

    def __init__(self, url: str, *, wait: float = WAIT_SECONDS) -> None:
        self.name = _without_password(url)
        self._url = url
        self._wait = wait

    def exists(self) -> bool:
        return True

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self._reading(PostgresConnection) as connection:
            yield connection

    @contextmanager
    def sealed(self) -> Iterator[Connection]:
        import psycopg

        with self._reading(_SealedConnection) as connection:
            try:
                yield connection
            except psycopg.Error as error:
                raise UsageError(_one_line(error)) from error

    @contextmanager
    def write(self) -> Iterator[Connection]:
        import psycopg

        with self._connect() as raw:
            try:
                raw.execute(f"SET LOCAL lock_timeout = {max(1, int(self._wait * 1000))}")
                raw.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                connection = PostgresConnection(raw)
                migrate(connection, self.name)
                yield connection
                raw.commit()
            except psycopg.errors.LockNotAvailable as error:
                message = (
                    f"{self.name}: another writes and did not end in {self._wait:g} s; try again, or --wait longer"
                )
                raise LedgerBusy(message) from error
            except psycopg.errors.InsufficientPrivilege as error:
                message = f"{self.name}: this role may not write ({_one_line(error)}); use the ledger's owner"
                raise LedgerError(message) from error
            except psycopg.Error as error:
                raise LedgerError(f"{self.name}: cannot be written ({_one_line(error)}); check the server") from error

    def compact(self, *, at_any_cost: bool) -> bool:  # noqa: ARG002 (it never takes long)
        with self._connect() as raw:
            raw.autocommit = True
            # the server writes over the room when it needs it
            raw.execute("VACUUM store.documents, store.texts, store.records")
        return True

    @contextmanager
    def _reading(self, kind: type[PostgresConnection]) -> Iterator[PostgresConnection]:
        if not self._is_current():
            with self.write():
                pass
        with self._connect() as raw:
            raw.read_only = True
            if kind is _SealedConnection:
                _refuse_unbound(raw, self.name)
            yield kind(raw)

    def _is_current(self) -> bool:
        """Whether the ledger has this program's schema.  Raises LedgerError."""
        import psycopg

        with self._connect() as raw:
            try:
                return is_current(PostgresConnection(raw), self.name)
            except psycopg.Error as error:
                raise LedgerError(
                    f"{self.name}: cannot be read ({_one_line(error)}); check the role's rights"
                ) from error

    @contextmanager
    def _connect(self) -> Iterator[psycopg.Connection[Any]]:
        """An open connection; what is not committed at the end is rolled back."""
        try:
            import psycopg
        except ModuleNotFoundError as error:
            raise UsageError("a PostgreSQL ledger needs psycopg; pip install dragoman[postgres]") from error
        try:
            raw = psycopg.connect(self._url, connect_timeout=10, application_name="dragoman")
        except psycopg.Error as error:
            raise LedgerError(f"{self.name}: cannot be opened ({_one_line(error)}); check the URL") from error
        try:
            raw.execute("SET TIME ZONE 'UTC'")
            raw.commit()
            yield raw
        finally:
            raw.close()


def _refuse_unbound(raw: psycopg.Connection[Any], name: str) -> None:
    """Raises UsageError where the role can reach beyond the database, whatever the transaction."""
    roles = ", ".join(f"'{role}'" for role in _FREE_ROLES)
    query = (
        "SELECT current_user FROM pg_roles WHERE rolname = session_user AND (rolsuper OR EXISTS"
        f" (SELECT 1 FROM pg_roles r WHERE r.rolname IN ({roles}) AND pg_has_role(session_user, r.oid, 'member')))"
    )
    found = raw.execute(query).fetchall()
    if found:
        raise UsageError(
            f"{name}: the role {found[0][0]} may read the server's files, so that no query of it can be sealed in;"
            " connect as a role with SELECT alone (docs/ledger.md)"
        )


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    location = re.sub(r":[^@]*@", "@", parts.netloc)
    query = re.sub(r"(password=)[^&]*", r"\1…", parts.query)
    return urlunsplit(parts._replace(netloc=location, query=query))


def _one_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]


def _arrow(column: Any) -> pa.DataType:
    """The Arrow type of a result's column; what the ledger's own queries never give is text."""
    import pyarrow as pa

    known = {
        16: pa.bool_(), 20: pa.int64(), 21: pa.int64(), 23: pa.int64(), 700: pa.float64(), 701: pa.float64(),
        1082: pa.date32(), 1114: pa.timestamp("us"), 1184: pa.timestamp("us", "UTC"), 1700: pa.float64(),
        1009: pa.list_(pa.string()), 1015: pa.list_(pa.string()), 1016: pa.list_(pa.int64()),
        1007: pa.list_(pa.int64()),
    }  # fmt: skip
    return known.get(column.type_code, pa.string())
