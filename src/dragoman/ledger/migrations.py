"""The steps that bring a ledger to this program's schema, each applied once and recorded.

A step, once released, is never changed: a new need is a new step at the end.  The views are dropped before the
first pending step and made anew behind the last, so that a change of a view alone is an empty step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from ..errors import LedgerError
from ..version import __version__
from .views import VIEWS

if TYPE_CHECKING:
    from .stores import Connection


_RECORD_OF_STEPS = "CREATE TABLE store.migrations (migration BIGINT, name TEXT, program TEXT, applied_at TIMESTAMPTZ)"


@dataclass(frozen=True)
class Migration:
    """One step.  apply: changes tables by the connection that it is given."""

    name: str
    apply: Callable[[Connection], None]


def _script(name: str) -> Migration:
    """A step that is a file of SQL, statements parted by `;`."""

    def apply(connection: Connection) -> None:
        text = files(__package__).joinpath("steps", f"{name}.sql").read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("--")]
        for statement in filter(str.strip, "\n".join(lines).split(";")):
            connection.define(statement.strip())

    return Migration(name, apply)


def _weave_all(connection: Connection) -> None:
    """A ledger of before has documents that no event, story or life of the new tables knows: they are woven in."""
    from .correcting import weave_all  # needs all that a ledger is made of, which opening one must not wait for

    weave_all(connection)


MIGRATIONS: tuple[Migration, ...] = (
    _script("0001_first_tables"),
    _script("0002_stories"),
    _script("0003_merged_events"),
    _script("0004_commitment_lives"),
    _script("0005_corrections"),
    _script("0006_audits"),
    Migration("0007_all_woven", _weave_all),
)


def schema_of(connection: Connection) -> int | None:
    """The number of steps that a ledger has had; None where there is no ledger."""
    found = connection.rows(
        "SELECT 1 FROM information_schema.tables WHERE table_schema = 'store' AND table_name = 'migrations'"
    )
    if not found:
        return None
    return int(connection.rows("SELECT coalesce(max(migration), 0) FROM store.migrations")[0][0])


def is_current(connection: Connection, where: str) -> bool:
    """Whether a ledger has all steps.  Raises LedgerError where there is none, or a newer program's."""
    schema = schema_of(connection)
    if schema is None:
        raise LedgerError(f"{where}: no ledger in it; dragoman ingest makes one, --ledger names another")
    _refuse_newer(schema, where)
    return schema == len(MIGRATIONS)


def _refuse_newer(schema: int, where: str) -> None:
    if schema > len(MIGRATIONS):
        made = f"made by a newer dragoman (ledger schema {schema}, this one knows {len(MIGRATIONS)})"
        raise LedgerError(f"{where}: {made}; update dragoman")


def migrate(connection: Connection, where: str) -> None:
    """Brings the ledger up to date within the connection's transaction; makes it where there is none."""
    schema = schema_of(connection)
    if schema is None:
        _refuse_strange(connection, where)
        connection.execute("CREATE SCHEMA IF NOT EXISTS store")
        connection.execute(_RECORD_OF_STEPS)
        schema = 0
    _refuse_newer(schema, where)
    if schema == len(MIGRATIONS):
        return
    for name in reversed(VIEWS):
        connection.execute(f"DROP VIEW IF EXISTS {name}")
    for number, migration in enumerate(MIGRATIONS[schema:], start=schema + 1):
        migration.apply(connection)
        row = (number, migration.name, __version__, datetime.now(UTC))
        connection.execute("INSERT INTO store.migrations VALUES ($1, $2, $3, $4)", row)
    for name, query in VIEWS.items():
        connection.execute(f"CREATE VIEW {name} AS {query}")


def _refuse_strange(connection: Connection, where: str) -> None:
    """Raises LedgerError where a database of somebody else's has a table of one of our names."""
    names = ", ".join(f"'{name}'" for name in VIEWS)
    found = connection.rows(
        "SELECT table_name FROM information_schema.tables"
        f" WHERE table_schema = current_schema() AND table_name IN ({names}) LIMIT 1"
    )
    if found:
        raise LedgerError(f"{where}: no ledger, and it has a table {found[0][0]} already; name a new file or database")
