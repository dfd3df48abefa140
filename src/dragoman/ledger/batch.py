"""A batch of records on its way into a ledger.

What a document is known by is its id and the hash of its text: what is known is passed over, another text under a
known id becomes a new revision, and the old one is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ..records import Coded, CoderInfo, Failed
from . import tables
from .corrected import Correction, corrected
from .correcting import corrections_of
from .entries import Entry, Tally, delete, next_number, parts, source_path, standing
from .packing import hide_nuls, pack
from .rows import Row, clean, derived_rows, document_fields
from .status_correcting import move_corrections
from .stores import Connection
from .tables import REMADE, Table
from .weaving import unweave


@dataclass(frozen=True)
class _Latest:
    """The current revision of a document."""

    number: int
    revision: int
    content: str
    forgotten: bool


class Batch:
    """A batch on its way into the ledger, within its transaction.

    arrived: the numbers of its documents, once it is stored.  stored: of those that are current.  displaced: of other
    documents that have to be woven anew, as something that they hung on went.
    """

    def __init__(self, connection: Connection, ingest: int, texts: bool, recode: bool) -> None:
        self.connection = connection
        self.ingest = ingest
        self.texts = texts
        self.recode = recode
        self.unchanged = 0
        self.arrived: list[int] = []
        self.stored: list[int] = []
        self.displaced: list[int] = []
        self.revised: list[tuple[int, int]] = []
        self.rows: dict[str, tuple[Table, list[Row]]] = {}
        self.coders: dict[str, int] = {}
        self.corrections: dict[str, list[Correction]] = {}
        self.now = datetime.now(UTC)

    def store(self, entries: Sequence[Entry]) -> Tally:
        """Adds what is new; counts what has come meanwhile as unchanged."""
        if not entries:
            return Tally()
        met = standing(self.connection, [entry.key for entry in entries])
        latest = self._latest(entries)
        self.corrections = corrections_of(self.connection, [entry.key[0] for entry in entries])
        number = next_number(self.connection, "number", "documents", "failures")
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
        move_corrections(self.connection, self.revised)
        _, documents = self.rows.get(tables.DOCUMENTS.name, (tables.DOCUMENTS, []))
        at = tables.DOCUMENTS.names.index("current")
        self.arrived = sorted(row[0] for row in documents)
        self.stored = sorted(row[0] for row in documents if row[at])
        return tally

    def _replaces(self, entry: Entry, latest: Mapping[str, _Latest]) -> bool:
        """Whether records of a known text go in the place of those of another coder."""
        known = latest.get(entry.key[0])
        return self.recode and known is not None and known.content == entry.content and not known.forgotten

    def _add(self, number: int, entry: Entry, coded: Coded, latest: dict[str, _Latest], outdated: list[int]) -> Tally:
        document, content = entry.key
        before = latest.get(document)
        recoded = before is not None and before.content == content
        revision = 1 if before is None else before.revision + (not recoded)
        if before is not None:
            outdated.append(before.number)
            self.revised.append((before.number, number))
        self._add_document(number, revision, content, coded)
        latest[document] = _Latest(number, revision, content, False)
        return Tally(recoded=1) if recoded else Tally(revised=1) if before else Tally(stored=1)

    def _latest(self, entries: Sequence[Entry]) -> dict[str, _Latest]:
        """The current revision of each document that the batch names."""
        found: dict[str, _Latest] = {}
        for part in parts(sorted({entry.key[0] for entry in entries})):
            query = (
                "SELECT document, number, revision, content, forgotten_at IS NOT NULL FROM store.documents"
                " WHERE current AND document = any($1)"
            )
            found |= {row[0]: _Latest(*row[1:]) for row in self.connection.rows(query, (part,))}
        return found

    def _add_document(self, number: int, revision: int, content: str, coded: Coded) -> None:
        packed = pack(coded, texts=self.texts)
        # JSON shows where there is anything to clean, which is next to never
        cleaned = clean if "\\u0000" in packed.record else _as_it_is
        fields = {name: cleaned(value) for name, value in document_fields(coded.document).items()}
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
        for table, row in derived_rows(number, corrected(coded, self.corrections.get(clean(coded.document.id), ()))):
            self._row(table, tuple(map(cleaned, row)))

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
            for part in parts(values):
                query = f"SELECT document, source, number FROM store.failures WHERE {column} = any($1)"
                found |= {(row[0], row[1]): row[2] for row in self.connection.rows(query, (part,))}
        here = {entry.key[0] for entry in entries if entry.content}
        anew = {_failure_key(entry.record) for entry in entries if isinstance(entry.record, Failed)}
        gone = [n for key, n in found.items() if key in anew or key[0] in here or key[1] in sources]
        delete(self.connection, "failures", "number", gone)
        return {key: number for key, number in found.items() if key in anew}

    def _outdate(self, numbers: Sequence[int]) -> None:
        """Makes revisions past: their records stay, what is made from them goes.  Some may be of this very batch."""
        past = set(numbers)
        for name, (table, rows) in self.rows.items():
            if table in REMADE:
                self.rows[name] = (table, [row for row in rows if row[0] not in past])
        self.rows = {name: value for name, value in self.rows.items() if value[1]}
        if tables.DOCUMENTS.name in self.rows:
            at = tables.DOCUMENTS.names.index("current")
            documents = self.rows[tables.DOCUMENTS.name][1]
            documents[:] = [(*row[:at], row[0] not in past, *row[at + 1 :]) for row in documents]
        self.displaced = unweave(self.connection, numbers)
        for part in parts(numbers):
            self.connection.execute("UPDATE store.documents SET current = false WHERE number = any($1)", (part,))
        for table in REMADE:
            delete(self.connection, table.name, "number", numbers)


def _as_it_is(value: Any) -> Any:
    return value


def _failure_key(failed: Failed) -> tuple[str, str | None]:
    return clean(failed.document.id), clean(failed.document.source)


def _stable_source(record: Coded | Failed) -> str | None:
    """Where the document was read, if it can be read there again: not a pipe."""
    source = record.document.source
    return clean(source) if source and source_path(source) != "-" else None
