"""One ingest: batches of records, each stored in a transaction of its own, so that nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from ..errors import LedgerError
from ..version import __version__
from . import tables
from .batch import Batch
from .entries import Entry, Tally, delete, next_number, source_path
from .rows import clean
from .stores import Connection, Store
from .weaving import weave

_TALLIED = ("stored", "revised", "recoded", "unchanged", "failed")


@dataclass
class Session:
    """One ingest: an entry in the ledger's list of ingests, made with its first batch.

    texts: whether the ledger may hold texts; what an older ledger was made with holds.
    """

    store: Store
    paths: Sequence[str]
    texts: bool = True
    recode: bool = False
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    _ingest: int | None = None

    def begin(self) -> None:
        """Makes the ledger where there is none, so that what cannot work fails before anything is coded."""
        with self.store.write() as connection:
            _settle_texts(connection, self.store.name, self.texts)

    def write(self, entries: Sequence[Entry], unchanged: int = 0) -> Tally:
        """Stores a batch: all of it, or nothing where an error is raised.

        unchanged: how many documents were passed over since the last batch.
        """
        with self.store.write() as connection:
            keeps_texts = _settle_texts(connection, self.store.name, self.texts)
            ingest = self._ingest or next_number(connection, "ingest", "ingests")
            batch = Batch(connection, ingest, keeps_texts, self.recode)
            tally = replace(batch.store(entries), unchanged=unchanged) + Tally(unchanged=batch.unchanged)
            weave(connection, batch.stored, batch.displaced, arrived=batch.arrived)
            self._note(connection, ingest, tally)
        self._ingest = ingest
        return tally

    def forget_failures(self, paths: Sequence[str]) -> int:
        """Takes out failures under input paths that this session has read anew without meeting them again."""
        wanted = set(map(clean, paths))
        with self.store.write() as connection:
            query = "SELECT number, source FROM store.failures WHERE source IS NOT NULL AND ingest <> $1"
            rows = connection.rows(query, (self._ingest or 0,))
            stale = [number for number, source in rows if wanted & {source, source_path(source)}]
            delete(connection, "failures", "number", stale)
        return len(stale)

    def _note(self, connection: Connection, ingest: int, tally: Tally) -> None:
        now = datetime.now(UTC)
        if self._ingest is None:
            row = (ingest, __version__, self.started, now, clean(list(self.paths)), *tally.values())
            connection.insert(tables.INGESTS, [row])
            return
        changes = ", ".join(f"{name} = {name} + ${k}" for k, name in enumerate(_TALLIED, start=3))
        query = f"UPDATE store.ingests SET finished_at = $2, {changes} WHERE ingest = $1"
        connection.execute(query, (ingest, now, *tally.values()))


def _settle_texts(connection: Connection, where: str, wanted: bool) -> bool:
    """Whether the ledger holds texts: as it was made; as wanted where it is new.

    Raises LedgerError where texts are not wanted in a ledger that holds them: it could not be shared.
    """
    found = connection.rows("SELECT value FROM store.facts WHERE name = 'texts'")
    if not found:
        connection.execute("INSERT INTO store.facts VALUES ('texts', $1)", ("yes" if wanted else "no",))
        return wanted
    if found[0][0] == "yes" and not wanted:
        raise LedgerError(f"{where}: holds texts; --no-texts needs a ledger of its own, name another with --ledger")
    return bool(found[0][0] == "yes")
