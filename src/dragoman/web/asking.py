"""Asking the ledger: each question opens it, reads and closes; within a time; answers are kept while nothing changes.

What is kept is keyed by a stamp of the ledger, which another process's ingest changes, too.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from threading import Event, Lock, Semaphore, local
from time import monotonic
from typing import Any, TypeVar, cast

from ..errors import LedgerBusy, UsageError
from ..ledger import Answer, CommitmentLife, Ledger, within
from ..ledger.memory import MemoryCopy
from ..ledger.stores import Connection
from ..records import Coded
from .quick import FROM, UP_TO, VIEW, Quick, asks_of_events_alone

T = TypeVar("T")
Row = dict[str, Any]

# Answers and drawings kept; the largest, a desk's page of rows, takes some 200 KB.
KEPT = 256
# An answer of more rows than this is not kept.
KEPT_ROWS = 2_000
# Seconds that one question may take: a word looked for in all texts of 100,000 documents takes about two.
SECONDS = 15.0
# Questions at once: each uses all cores, so that more of them at once would only be slower each.
AT_ONCE = 4
# Seconds that a correction waits for questions that are under way.
WRITE_SECONDS = 5.0
# Seconds for which a stamp that costs a question of its own is believed.
_STAMP_SECONDS = 1.0
_STAMP = """
SELECT (SELECT max(finished_at) FROM ingests), (SELECT count(*) FROM ingests), (SELECT count(*) FROM corrections),
  (SELECT max(undone_at) FROM corrections), (SELECT count(forgotten_at) FROM revisions), (SELECT count(*) FROM failures)
"""


@dataclass(frozen=True)
class Table:
    """An answer: names of columns, and rows as tuples."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def dicts(self) -> list[Row]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Asking:
    """Questions to one ledger, from many threads.

    seconds: how long one question may take.  quick_from: how many events are kept in memory, too (quick.py).
    Raises LedgerBusy where a writer holds the ledger for longer than the ledger waits, LedgerSlow where the time was
    over, LedgerError where there is no ledger.
    """

    def __init__(self, ledger: Ledger, *, seconds: float = SECONDS, kept: int = KEPT, quick_from: int = FROM) -> None:
        self.ledger = ledger
        self.quick_from = quick_from
        self._seconds = seconds
        self._turns = Semaphore(AT_ONCE)
        # a copy is not opened, so that its questions hold no writer off; more at once would only be slower each
        self._processor = Semaphore(AT_ONCE)
        # two who wrote at once would each hold some turns and wait for the other's
        self._writers = Lock()
        # shut while somebody wants to write, as those who read all the time would take every turn that comes free
        self._gate = Event()
        self._gate.set()
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._most = kept
        self._lock = Lock()
        self._stamp: tuple[float, str] | None = None
        self._quick = Quick(self._copied)
        # the opening that this thread's questions share, if they do
        self._own = local()

    def stamp(self) -> str:
        """What changes whenever the ledger is written to."""
        files = self.ledger.store.files
        if files:
            # a file that is not there yet is as telling as one that is
            return "/".join(_written(path) for path in files)
        if self._stamp is None or monotonic() - self._stamp[0] > _STAMP_SECONDS:
            found = self._ask(_STAMP, ())
            self._stamp = (monotonic(), repr(found.rows))
        return self._stamp[1]

    def changed(self) -> None:
        """To be called by who has written: the next question asks for the stamp anew."""
        self._stamp = None

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """The ledger to write to, while this server asks nothing: readers would keep a file from opening for writing.

        Raises LedgerBusy where the questions that are under way take too long, or another process holds the ledger.
        """
        until = monotonic() + WRITE_SECONDS
        with self._writers:
            held = 0
            self._gate.clear()
            try:
                for _ in range(AT_ONCE):
                    if not self._turns.acquire(timeout=max(0.0, until - monotonic())):
                        raise LedgerBusy("the ledger is being read by others; try again")
                    held += 1
                yield self.ledger
            finally:
                for _ in range(held):
                    self._turns.release()
                self._gate.set()
                self.changed()

    def table(self, query: str, values: Sequence[Any] = ()) -> Table:
        """The answer to a query, from what is kept where nothing was written since."""
        return self.once((query, repr(values)), lambda: self._ask(query, values), lambda t: len(t.rows) <= KEPT_ROWS)

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows as dicts, which are the caller's own."""
        return self.table(query, values).dicts()

    def fresh(self, query: str, values: Sequence[Any] = ()) -> Table:
        """The answer without a look at what is kept, nor kept: for what is asked for once."""
        return self._ask(query, values)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Lets several questions of one thread share an opening of the ledger; the first of them opens it."""
        with ExitStack() as stack:
            self._own.stack, self._own.connection = stack, None
            try:
                yield
            finally:
                self._own.stack = self._own.connection = None

    def record(self, document: str) -> Coded | None:
        """A document's full record as people have put it right; None where it is not in the ledger."""

        def ask() -> Coded | None:
            with self._turn():
                return next(iter(self.ledger.records([document], corrected=True)), None)

        return self.once(("record", document), ask)

    def life(self, commitment: str) -> CommitmentLife | None:
        """A commitment's whole life, by the id of any report of it; None where there is none.

        Not to be asked for within `together`: as with `record`, the ledger opens for it on its own.
        """

        def ask() -> CommitmentLife | None:
            with self._turn():
                try:
                    return self.ledger.commitment(commitment)
                except UsageError:
                    return None

        return self.once(("life", commitment), ask)

    def answer(self, answer: Answer) -> Table:
        """What an answer of the ledger's Python door gives, asked and kept like every other question."""
        return self.table(answer.query, answer.values)

    def once(self, key: Hashable, make: Callable[[], T], keep: Callable[[T], bool] = lambda _: True) -> T:
        """What `make` gives, made once for each key and stamp; who asks meanwhile waits for it."""
        full = (self.stamp(), key)
        with self._lock:
            future = self._kept.get(full)
            mine = future is None
            if future is None:
                future = self._kept[full] = Future()
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            else:
                self._kept.move_to_end(full)
        if not mine:
            # who holds an opening must not wait for one who waits for an opening
            if getattr(self._own, "connection", None) is not None and not future.done():
                return make()
            return cast(T, future.result())
        try:
            made = make()
        except BaseException as error:
            self._drop(full, future)
            future.set_exception(error)
            raise
        future.set_result(made)
        if not keep(made):
            self._drop(full, future)
        return made

    def _drop(self, key: Hashable, future: Future[Any]) -> None:
        with self._lock:
            if self._kept.get(key) is future:
                del self._kept[key]

    def _ask(self, query: str, values: Sequence[Any]) -> Table:
        copy = self._quick.of(self.stamp()) if query is not _STAMP and asks_of_events_alone(query) else None
        if copy is not None:
            with self._processor, closing(copy.opened()) as quick, within(quick, self._seconds):
                columns, rows = quick.table(query, values)
            return Table(tuple(columns), rows)
        with self._opened() as connection, within(connection, self._seconds):
            columns, rows = connection.table(query, values)
        return Table(tuple(columns), rows)

    def _copied(self) -> MemoryCopy | None:
        """A copy of the events, where there are many and not too many of them."""
        with self._turn(), self.ledger.store.read() as connection:
            count = connection.rows("SELECT count(*) FROM event_reports")[0][0]
            return MemoryCopy(connection, VIEW) if self.quick_from <= count <= UP_TO else None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One of the questions at once; who wants to write goes first."""
        self._gate.wait(WRITE_SECONDS)
        with self._turns:
            yield

    @contextmanager
    def _opened(self) -> Iterator[Connection]:
        stack: ExitStack | None = getattr(self._own, "stack", None)
        if stack is None:
            with self._turn(), self.ledger.store.read() as connection:
                yield connection
            return
        if self._own.connection is None:
            stack.enter_context(self._turn())
            self._own.connection = stack.enter_context(self.ledger.store.read())
        yield self._own.connection


def _written(path: Any) -> str:
    try:
        found = path.stat()
    except OSError:
        return "-"
    return f"{found.st_ino}.{found.st_size}.{found.st_mtime_ns}"
