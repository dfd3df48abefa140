"""Putting records into a ledger, so that nothing is lost and nothing comes twice.

A batch is one transaction.  What a document is known by is its id and the hash of its text, over all its
revisions: what is known is passed over, so that a run that was killed can simply be run again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

import msgspec

from ..errors import LedgerError
from ..records import Coded, CoderInfo, Failed
from ..version import __version__
from . import tables
from .packing import hide_nuls, pack
from .rows import Row, clean, content_hash, derived_rows, document_fields
from .stores import Connection, Store
from .tables import DERIVED, Table

Standing = Literal["known", "other coder", "failed", "forgotten"]
# A document's id and the hash of its text.
Key: TypeAlias = tuple[str, str]
# Values in one query; more are asked for in parts.
_PART = 1_000


@dataclass(frozen=True)
class Tally:
    """What became of documents.  recoded: known texts whose records another coder had made."""

    stored: int = 0
    revised: int = 0
    recoded: int = 0
    unchanged: int = 0
    failed: int = 0

    def __add__(self, other: Tally) -> Tally:
        pairs = zip(self.values(), other.values(), strict=True)
        return Tally(*(a + b for a, b in pairs))

    def values(self) -> tuple[int, int, int, int, int]:
        return (self.stored, self.revised, self.recoded, self.unchanged, self.failed)


@dataclass(frozen=True)
class Entry:
    """One document's records or failure for a batch.  content: hash of its text, if it could be read."""

    record: Coded | Failed
    content: str | None = None

    @property
    def key(self) -> Key:
        return clean(self.record.document.id), self.content or ""


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

    def write(self, entries: Sequence[Entry], unchanged: int = 0) -> Tally:
        """Stores a batch: all of it, or nothing where an error is raised.

        unchanged: how many documents were passed over since the last batch.
        """
        with self.store.write() as connection:
            keeps_texts = _settle_texts(connection, self.store.name, self.texts)
            ingest = self._ingest or _count(connection, "ingest", "ingests")
            batch = _Batch(connection, ingest, keeps_texts, self.recode)
            tally = replace(batch.store(entries), unchanged=unchanged) + Tally(unchanged=batch.unchanged)
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
            _delete(connection, "failures", "number", stale)
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


_TALLIED = ("stored", "revised", "recoded", "unchanged", "failed")


def source_path(source: str) -> str:
    """The input path of a document's source "path#line"."""
    path, mark, line = source.rpartition("#")
    return path if mark and line.isdigit() else source


def standing(connection: Connection, keys: Iterable[Key], coder: CoderInfo | None = None) -> dict[Key, Standing]:
    """Those keys that the ledger has met, and how; any text of a forgotten document is forgotten.

    coder: whose records count as the latest; None where it does not matter.
    """
    wanted = [(clean(document), content) for document, content in keys]
    found: dict[Key, Standing] = {}
    for part in _parts(sorted({document for document, _ in wanted})):
        failed = connection.rows("SELECT document, content FROM store.failures WHERE document = any($1)", (part,))
        found |= {(document, content or ""): "failed" for document, content in failed}
        query = (
            "SELECT d.document, d.content, d.forgotten_at IS NOT NULL, c.info, d.current FROM store.documents d"
            " LEFT JOIN store.coders c ON c.coder = d.coder WHERE d.document = any($1)"
        )
        own = msgspec.json.encode(coder).decode() if coder else None
        for document, content, forgotten, info, current in connection.rows(query, (part,)):
            other = own is not None and current and info != own
            found[document, content] = "other coder" if other else "known"
            if forgotten:
                found |= {key: "forgotten" for key in wanted if key[0] == document}
    return {key: found[key] for key in wanted if key in found}


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


def _count(connection: Connection, column: str, *names: str) -> int:
    """The next number of a column that some tables share; nobody else counts within the transaction."""
    highest = [f"(SELECT coalesce(max({column}), 0) FROM store.{name})" for name in names]
    return int(connection.rows(f"SELECT greatest({', '.join([*highest, '0'])}) + 1")[0][0])


class _Batch:
    """A batch on its way into the ledger, within its transaction."""

    def __init__(self, connection: Connection, ingest: int, texts: bool, recode: bool) -> None:
        self.connection = connection
        self.ingest = ingest
        self.texts = texts
        self.recode = recode
        self.unchanged = 0
        self.rows: dict[str, tuple[Table, list[Row]]] = {}
        self.coders: dict[str, int] = {}
        self.now = datetime.now(UTC)

    def store(self, entries: Sequence[Entry]) -> Tally:
        """Adds what is new; counts what has come meanwhile as unchanged."""
        if not entries:
            return Tally()
        met = standing(self.connection, [entry.key for entry in entries])
        latest = self._latest(entries)
        number = _count(self.connection, "number", "documents", "failures")
        failures = self._take_failures(entries)
        tally = Tally()
        outdated: list[int] = []
        for entry in entries:
            if isinstance(entry.record, Failed):
                tally += Tally(failed=1)
                at = failures.setdefault(_failure_key(entry.record), number)
                self._add_failure(at, entry, entry.record)
                if at != number:
                    continue
            elif met.get(entry.key) in ("known", "forgotten") and not self._replaces(entry, latest):
                self.unchanged += 1
                continue
            else:
                tally += self._add(number, entry, entry.record, latest, outdated)
                met[entry.key] = "known"
            number += 1
        self._outdate(outdated)
        for table, rows in self.rows.values():
            self.connection.insert(table, rows)
        return tally

    def _replaces(self, entry: Entry, latest: Mapping[str, _Latest]) -> bool:
        """Whether records of a known text go in the place of those of another coder."""
        known = latest.get(entry.key[0])
        return self.recode and known is not None and known.content == entry.content and not known.forgotten

    def _add(
        self, number: int, entry: Entry, coded: Coded, latest: dict[str, _Latest], outdated: list[int]
    ) -> Tally:
        document, content = entry.key
        before = latest.get(document)
        recoded = before is not None and before.content == content
        revision = 1 if before is None else before.revision + (not recoded)
        if before is not None:
            outdated.append(before.number)
        self._add_document(number, revision, content, coded)
        latest[document] = _Latest(number, revision, content, False)
        return Tally(recoded=1) if recoded else Tally(revised=1) if before else Tally(stored=1)

    def _latest(self, entries: Sequence[Entry]) -> dict[str, _Latest]:
        """The current revision of each document that the batch names."""
        found = {}
        for part in _parts(sorted({entry.key[0] for entry in entries})):
            query = (
                "SELECT document, number, revision, content, forgotten_at IS NOT NULL FROM store.documents"
                " WHERE current AND document = any($1)"
            )
            found |= {row[0]: _Latest(*row[1:]) for row in self.connection.rows(query, (part,))}
        return found

    def _add_document(self, number: int, revision: int, content: str, coded: Coded) -> None:
        packed = pack(coded, texts=self.texts)
        fields = {name: clean(value) for name, value in document_fields(coded.document).items()}
        fields |= {
            "number": number,
            "revision": revision,
            "current": True,
            "content": content,
            "coder": self._coder(coded.coder, packed.coder),
            "ingest": self.ingest,
            "record_schema": packed.schema,
            "title": fields["title"] if self.texts else None,
            "forgotten_at": None,
        }
        self._row(tables.DOCUMENTS, tuple(fields[name] for name in tables.DOCUMENTS.names))
        self._row(tables.RECORDS, (number, packed.record))
        if self.texts:
            self._row(tables.TEXTS, (number, *hide_nuls(coded.document.text)))
        for table, row in derived_rows(number, coded):
            self._row(table, tuple(map(clean, row)))

    def _add_failure(self, number: int, entry: Entry, failed: Failed) -> None:
        document, error = failed.document, failed.error
        row = (number, document.id, document.source, entry.content, error.code, error.message, self.ingest, self.now)
        _, rows = self.rows.setdefault(tables.FAILURES.name, (tables.FAILURES, []))
        rows[:] = [other for other in rows if other[0] != number]
        rows.append(tuple(map(clean, row)))

    def _coder(self, info: CoderInfo, written: str) -> int:
        """The number of a coder, which is added where the ledger has not met it."""
        if not self.coders:
            self.coders = {row[1]: row[0] for row in self.connection.rows("SELECT coder, info FROM store.coders")}
        if written not in self.coders:
            self.coders[written] = max(self.coders.values(), default=0) + 1
            self._row(tables.CODERS, (self.coders[written], info.program, info.version, info.registry, written))
        return self.coders[written]

    def _row(self, table: Table, row: Row) -> None:
        self.rows.setdefault(table.name, (table, []))[1].append(row)

    def _take_failures(self, entries: Sequence[Entry]) -> dict[tuple[str, str | None], int]:
        """Takes out the failures of what is now here, or has failed anew; the latter's keys and numbers."""
        documents = sorted({entry.key[0] for entry in entries})
        sources = sorted({source for entry in entries if (source := _stable_source(entry.record))})
        found: dict[tuple[str, str | None], int] = {}
        for column, values in (("document", documents), ("source", sources)):
            for part in _parts(values):
                query = f"SELECT document, source, number FROM store.failures WHERE {column} = any($1)"
                found |= {(row[0], row[1]): row[2] for row in self.connection.rows(query, (part,))}
        here = {entry.key[0] for entry in entries if entry.content}
        anew = {_failure_key(entry.record) for entry in entries if isinstance(entry.record, Failed)}
        gone = [n for key, n in found.items() if key in anew or key[0] in here or key[1] in sources]
        _delete(self.connection, "failures", "number", gone)
        return {key: number for key, number in found.items() if key in anew}

    def _outdate(self, numbers: Sequence[int]) -> None:
        """Makes revisions past: their records stay, what is made from them goes.  Some may be of this very batch."""
        past = set(numbers)
        for name, (table, rows) in self.rows.items():
            if table in DERIVED:
                self.rows[name] = (table, [row for row in rows if row[0] not in past])
        self.rows = {name: value for name, value in self.rows.items() if value[1]}
        if tables.DOCUMENTS.name in self.rows:
            at = tables.DOCUMENTS.names.index("current")
            documents = self.rows[tables.DOCUMENTS.name][1]
            documents[:] = [(*row[:at], row[0] not in past, *row[at + 1 :]) for row in documents]
        for part in _parts(numbers):
            self.connection.execute("UPDATE store.documents SET current = false WHERE number = any($1)", (part,))
        for table in DERIVED:
            _delete(self.connection, table.name, "number", numbers)


def _failure_key(failed: Failed) -> tuple[str, str | None]:
    return clean(failed.document.id), clean(failed.document.source)


def _stable_source(record: Coded | Failed) -> str | None:
    """Where the document was read, if it can be read there again: not a pipe."""
    source = record.document.source
    return clean(source) if source and source_path(source) != "-" else None


@dataclass(frozen=True)
class _Latest:
    """The current revision of a document."""

    number: int
    revision: int
    content: str
    forgotten: bool


def entry_of(record: Coded | Failed, content: str | None = None) -> Entry:
    """The entry of a record.  content: hash of a text that was read and could not be coded."""
    return Entry(record, content_hash(record.document.text) if isinstance(record, Coded) else content)


def forget(connection: Connection, document: str) -> int:
    """Takes a document's texts and records out, of all revisions; that it was here, its id and address stay.

    The number of revisions; 0 where the ledger does not have the document.
    """
    query = "SELECT number FROM store.documents WHERE document = $1 AND forgotten_at IS NULL"
    numbers = [number for (number,) in connection.rows(query, (clean(document),))]
    for table in (tables.TEXTS, tables.RECORDS, *DERIVED):
        _delete(connection, table.name, "number", numbers)
    change = "title = NULL, bylines = NULL, agency = NULL, dateline_place = NULL, dateline_day = NULL"
    for part in _parts(numbers):
        query = f"UPDATE store.documents SET forgotten_at = $2, {change} WHERE number = any($1)"
        connection.execute(query, (part, datetime.now(UTC)))
    _delete(connection, "corrections", "document", [clean(document)] if numbers else [])
    return len(numbers)


def _delete(connection: Connection, table: str, column: str, values: Sequence[Any]) -> None:
    for part in _parts(values):
        connection.execute(f"DELETE FROM store.{table} WHERE {column} = any($1)", (part,))


def _parts(values: Sequence[Any]) -> Iterable[list[Any]]:
    return (list(values[at : at + _PART]) for at in range(0, len(values), _PART))
