"""The Python door to a ledger: `Ledger("dragoman.duckdb").events(actor="RUS").pandas()`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

from ..errors import UsageError
from ..records import Coded, from_json
from . import auditing, dyads, event_editing, panels, reviewing, selecting
from .answers import Answer
from .corrected import corrected as put_right
from .correcting import correct, corrections_of, undo
from .event_file import EventFile, read_event_file
from .forgetting import forget
from .lives import CommitmentLife, life_of
from .pairing import Period, Scope
from .panels import Panel
from .records import document_numbers, lines_of, read_lines
from .reviewing import ReviewedDocument
from .rows import clean
from .selecting import Day, Names, Question
from .status_correcting import set_status, undo_status
from .stores import WAIT_SECONDS, open_store
from .views import ORDER, VIEWS

# Documents that one opening reads.
_SLICE = 500


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

    def event(self, event: str) -> EventFile:
        """All that the ledger has on one event: its reports, who says so, what is in dispute, and why it is one.

        event: its id or that of a mention.  Raises UsageError where there is none.
        """
        with self.store.read() as connection:
            return read_event_file(connection, clean(event))

    def split(self, mention: str, *, by: str, reason: str | None = None) -> None:
        """Parts a mention from its event; it stays so, also where its document comes in anew.

        by: who says so.  Raises UsageError where there is no such mention, or it stands alone.
        """
        self.holds_texts()
        with self.store.write() as connection:
            event_editing.split(connection, clean(mention), by=by, reason=reason)

    def join(self, event: str, other: str, *, by: str, reason: str | None = None) -> None:
        """Makes two events one; they stay so.  Raises UsageError where there is no such event."""
        self.holds_texts()
        with self.store.write() as connection:
            event_editing.join(connection, clean(event), clean(other), by=by, reason=reason)

    def undo_at(self, event: str) -> str:
        """Takes the latest `split` or `join` of an event back, and tells which it was.  Raises UsageError."""
        self.holds_texts()
        with self.store.write() as connection:
            return event_editing.undo_at(connection, clean(event)).field

    def commitments(
        self,
        *,
        by: Names = None,
        to: Names = None,
        kind: Names = None,
        strength: Names = None,
        status: Names = None,
        since: Day = None,
        until: Day = None,
        conditional: bool | None = None,
        as_of: Day = None,
        limit: int | None = None,
    ) -> Answer:
        """Commitments, latest day first: the columns of the view `commitments`, one row for all that report one.

        conditional: only those that hang on a condition, or only the others.  status: such as "open" or "broken";
        as_of: how things stood on a day, by the reports up to then; else as of the latest report.
        """
        question = selecting.about_commitments(
            by=by, to=to, kind=kind, strength=strength, status=status, since=since, until=until,
            conditional=conditional, as_of=as_of,
        )  # fmt: skip
        return self._answer(question, limit)

    def commitment(self, id: str, *, as_of: Day = None) -> CommitmentLife:
        """The whole life of a commitment, by its id or that of any report of it.  Raises UsageError for no such id."""
        with self.store.read() as connection:
            return life_of(connection, id, as_of)

    def set_status(self, id: str, status: str, *, because: str, by: str | None = None) -> str:
        """Puts a commitment's status right by hand, over all that reports tell; the life's id.

        It holds also when its reports are coded anew or revised, and goes with the document of its first mention.
        """
        self.holds_texts()
        with self.store.write() as connection:
            return set_status(connection, id, status, because, by)

    def undo_status(self, id: str) -> str | None:
        """Takes the last correction of a commitment's status back; its status, or None where there was none."""
        self.holds_texts()
        with self.store.write() as connection:
            return undo_status(connection, id)

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

    def panel(
        self,
        *,
        by: Period = "month",
        dyads: bool = False,
        actors: Names | bool = None,
        pairs_of: Names = None,
        since: Day = None,
        until: Day = None,
        happened: bool | None = True,
        types: bool = False,
        undirected: bool = False,
    ) -> Panel:
        """Counts and intensities by unit and period, zero-filled, for models: a row per unit and period.

        The units: with `dyads`, or without any of the three, each ordered pair of two countries that has an event;
        with `actors=True` each country that does something, with `actors=[…]` those alone; with `dyads` and a list
        of actors the pairs in which one of these acts; with `pairs_of` all ordered pairs of a list.  In lists stand
        countries, actor ids or names.  by: day, week (from Monday), month, quarter or year.  since, until: the span,
        else from the first report's day to the last one's.  happened: None counts also what is not told as done.
        types: a column for each PLOVER type, too.  undirected: one row for both orders of a pair.  What was left out
        stands in the answer's `account`.  Raises UsageError where the rows would be more than five million.
        """
        units = panels.Units.asked(dyads=dyads, actors=actors, pairs_of=pairs_of, undirected=undirected)
        scope = Scope.asked(by, since, until, happened)
        return panels.panel(self.store, scope, units, types=types)

    def dyad(
        self,
        a: str,
        b: str,
        *,
        by: Period = "week",
        since: Day = None,
        until: Day = None,
        happened: bool | None = True,
    ) -> Panel:
        """What passes between two, by period, zero-filled: counts by quad and direction, intensity, balance.

        a, b: each a country's code, an actor's id or a name.  Columns `ab_…` count what `a` does to `b`; a reciprocal
        event counts in both directions, and once in `events` and `quad1` to `quad4`.  balance: -1 (nothing but
        conflict) to 1 (nothing but cooperation), null where nothing weighs (docs/ledger.md).
        """
        return dyads.dyad(self.store, Scope.asked(by, since, until, happened), a, b)

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

    def records(self, documents: Sequence[str] | None = None, *, corrected: bool = False) -> Iterator[Coded]:
        """The full records of documents as `Coder` gave them: of all, or of those named.

        corrected: with what people put right.
        """
        with self.store.read() as connection:
            numbers = sorted(document_numbers(connection, documents))
        for at in range(0, len(numbers), _SLICE):
            with self.store.read() as connection:
                lines = list(lines_of(connection, numbers[at : at + _SLICE]))
                found = [record for _, line in lines if isinstance(record := from_json(line), Coded)]
                said = corrections_of(connection, [record.document.id for record in found]) if corrected else {}
            for record in found:
                yield put_right(record, said.get(clean(record.document.id), ()))

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

    def undo(self, *corrections: int) -> None:
        """Takes corrections out of force, all or none; that they were made stays.

        Raises UsageError where one is not in force.
        """
        with self.store.write() as connection:
            for correction in corrections:
                if not event_editing.undo(connection, correction):
                    undo(connection, correction)

    def mark_reviewed(self, document: str, *, made_by: str) -> int:
        """Keeps that somebody went through all events of a document and that none is missing; the correction's number.

        Raises UsageError where an event has no verdict yet (docs/ledger.md).
        """
        with self.store.write() as connection:
            return reviewing.mark_reviewed(connection, document, made_by=made_by)

    def reviewed(self) -> list[ReviewedDocument]:
        """The documents that somebody went through, as they were left then."""
        with self.store.read() as connection:
            return list(reviewing.reviewed_documents(connection))

    def draw_audit(self, size: int, *, seed: int = 1, made_by: str) -> int:
        """Draws so many records and so many sentences without one, to be judged; the audit's number (auditing.py)."""
        self.holds_texts()
        with self.store.write() as connection:
            return auditing.draw(connection, size, seed=seed, made_by=made_by)

    def judge(self, audit: int, item: int, verdict: str | None, *, missed: int = 0, made_by: str) -> None:
        """Keeps what somebody says of an audit's item; without a verdict it is taken back.  Raises UsageError."""
        with self.store.write() as connection:
            auditing.judge(connection, audit, item, verdict, missed, made_by=made_by)

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
