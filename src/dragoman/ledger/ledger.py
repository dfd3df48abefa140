"""The Python door to a ledger: `Ledger("dragoman.duckdb").events(actor="RUS").pandas()`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..records import Coded, from_json
from . import selecting
from .correcting import correct, undo
from .forgetting import forget
from .records import document_numbers, lines_of, read_lines
from .rows import clean
from .selecting import Day, Names, Question
from .stores import WAIT_SECONDS, Connection, Store, open_store
from .views import ORDER, VIEWS

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow as pa

# Documents that one opening reads.
_SLICE = 500


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


class Ledger:
    """A ledger in a DuckDB file or, by URL, in a PostgreSQL database.  Opening it is put off until it is asked.

    >>> ledger = Ledger("dragoman.duckdb")
    >>> for event in ledger.events(actor="RUS", recipient="UKR", since="2024-01-01"):
    ...     print(event["day"], event["type"], event["sentence"])

    Names of actors are given as a country's code, an actor's id or a name, one or several.  Raises LedgerError
    where there is no ledger, or where it is a newer program's.
    """

    def __init__(self, where: str | os.PathLike[str] | None = None, *, wait: float = WAIT_SECONDS) -> None:
        self.store = open_store(where, wait=wait)

    @property
    def name(self) -> str:
        """The path, or the URL without its password."""
        return self.store.name

    def events(
        self,
        *,
        actor: Names = None,
        recipient: Names = None,
        type: Names = None,
        quad: int | None = None,
        since: Day = None,
        until: Day = None,
        happened: bool | None = None,
        limit: int | None = None,
    ) -> Answer:
        """Events, latest day first: the columns of the view `events` (docs/ledger.md).

        happened: only those that the report tells as done, or only the others.
        """
        question = selecting.about_events(
            actor=actor, recipient=recipient, type=type, quad=quad, since=since, until=until, happened=happened
        )
        return self._answer(question, limit)

    def commitments(
        self,
        *,
        by: Names = None,
        to: Names = None,
        kind: Names = None,
        strength: Names = None,
        since: Day = None,
        until: Day = None,
        conditional: bool | None = None,
        limit: int | None = None,
    ) -> Answer:
        """Commitments, latest day first: the columns of the view `commitments`.

        conditional: only those that hang on a condition, or only the others.
        """
        question = selecting.about_commitments(
            by=by, to=to, kind=kind, strength=strength, since=since, until=until, conditional=conditional
        )
        return self._answer(question, limit)

    def statements(
        self,
        *,
        speaker: Names = None,
        kind: Names = None,
        since: Day = None,
        until: Day = None,
        limit: int | None = None,
    ) -> Answer:
        """Statements, latest day first: the columns of the view `statements`."""
        return self._answer(selecting.about_statements(speaker=speaker, kind=kind, since=since, until=until), limit)

    def documents(
        self,
        *,
        ids: Names = None,
        publisher: Names = None,
        language: Names = None,
        since: Day = None,
        until: Day = None,
        limit: int | None = None,
    ) -> Answer:
        """Documents, latest first: the columns of the view `documents`."""
        question = selecting.about_documents(ids=ids, publisher=publisher, language=language, since=since, until=until)
        return self._answer(question, limit)

    def stories(self, *, since: Day = None, until: Day = None, limit: int | None = None) -> Answer:
        """Stories, the latest first: the columns of the view `stories`.

        since, until: those with a report in the stretch, or with reports before and after.
        """
        return self._answer(selecting.about_stories(since=since, until=until), limit)

    def story(self, story: str) -> Answer:
        """A story's reports by publication, then by order of ingest, with what each adds.

        story: a story's id, or that of a document in it.  new_events: events of a type between parties that no
        earlier report of the story has; adds: their sentences.
        """
        return Answer(self.store, selecting.ONE_STORY, (clean(story),))

    def view(self, name: str) -> Answer:
        """All rows of a view, in the order in which the documents came (docs/ledger.md lists the views)."""
        if name not in VIEWS:
            raise UsageError(f"no view {name!r}; write one of {', '.join(VIEWS)}")
        return Answer(self.store, f"SELECT * FROM {name}{ORDER.get(name, '')}")

    def sql(self, query: str, values: Sequence[Any] = ()) -> Answer:
        """What a query of your own gives: one SELECT, sealed in; `$1`, `$2` stand in it for values.

        It reads this ledger and reaches nothing else: no file, no network, no setting.
        Raises UsageError, when the rows are asked for, where the query is anything else or has a fault.
        """
        if not isinstance(query, str) or not query.strip():
            raise UsageError("a query is a SELECT in a string")
        return Answer(self.store, query.strip().rstrip(";"), tuple(values), sealed=True)

    def records(self, documents: Sequence[str] | None = None) -> Iterator[Coded]:
        """The full records of documents as `Coder` gave them: of all, or of those named."""
        with self.store.read() as connection:
            numbers = sorted(document_numbers(connection, documents))
        for at in range(0, len(numbers), _SLICE):
            with self.store.read() as connection:
                lines = list(lines_of(connection, numbers[at : at + _SLICE]))
            for _, line in lines:
                record = from_json(line)
                assert isinstance(record, Coded)
                yield record

    def lines(self, *, failures: bool = True) -> Iterator[bytes]:
        """The records as lines of JSON, byte for byte those of `dragoman code`, in the order in which they came."""
        return read_lines(self.store, failures=failures)

    def holds_texts(self) -> bool:
        """Whether texts were taken in, or spans and ids only."""
        with self.store.read() as connection:
            return connection.rows("SELECT value FROM store.facts WHERE name = 'texts'") != [("no",)]

    def correct(
        self,
        document: str,
        record_class: str,
        trigger: tuple[int, int],
        *,
        made_by: str,
        reason: str | None = None,
        **changes: Any,
    ) -> list[int]:
        """Keeps what you say of one record, and puts it into force; the numbers of the corrections, one a field.

        record_class: event, statement or commitment.  trigger: offsets of the record's trigger (a statement's cue).
        changes: `verdict="rejected"`, `type="REJECT"`, `actors=[{"actor": "country:RUS", "start": 3, "end": 9}]` …
        (docs/ledger.md lists them).  Corrections outlive new coding and new revisions.  Raises UsageError.
        """
        with self.store.write() as connection:
            return correct(connection, document, record_class, trigger, changes, made_by=made_by, reason=reason)

    def undo(self, correction: int) -> None:
        """Takes a correction out of force; that it was made stays.  Raises UsageError where it is not in force."""
        with self.store.write() as connection:
            undo(connection, correction)

    def forget(self, *documents: str, compact: bool = False) -> dict[str, int]:
        """Takes texts and records of documents out, of all revisions, for good; each one's number of revisions.

        That a document was here stays, with its id and address, and it is not taken in again.  0 stands for one
        that is not here.  A file keeps deleted bytes until it writes over them; a small one is written anew at
        once, a large one where `compact` says so (see `compact`).
        """
        # a ledger that is not there is not made
        self.holds_texts()
        with self.store.write() as connection:
            found = {document: forget(connection, document) for document in documents}
        if any(found.values()):
            self.store.compact(at_any_cost=compact)
        return found

    def compact(self) -> None:
        """Clears away the bytes of what was deleted; a large file takes a while, and is held meanwhile."""
        self.holds_texts()
        self.store.compact(at_any_cost=True)

    def _answer(self, question: Question, limit: int | None) -> Answer:
        return Answer(self.store, question.query(limit), tuple(question.values))


def _needed(package: str) -> None:
    import importlib.util

    if importlib.util.find_spec(package) is None:
        raise UsageError(f"{package} is not installed; pip install dragoman[{package}]")
