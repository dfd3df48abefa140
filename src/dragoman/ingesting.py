"""Documents into a ledger: read → pass over what is known → code → store, a batch at a time.

The ledger is opened to ask what is known, and to store a batch; in between, where nearly all the time goes, it is
free for others.  A run that ends at any point, even by a power cut, is made whole by running it again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .fetching import Met, Wanted, names_scheme
from .ledger import Entry, Session, Store, Tally, entry_of, met_addresses, source_path, standing
from .ledger.rows import content_hash
from .reading import Item
from .records import Coded, CoderInfo, Failed, Failure, Reading

# Items whose standing is asked for at once; a slow source is not waited for.
_ASKED, _ASKED_CHARS, _ASKED_SECONDS = 64, 4_000_000, 1.0
# A batch is stored when it has grown to this, or is this old: what a crash costs, against what opening costs.
BATCH_DOCUMENTS, _BATCH_CHARS, BATCH_SECONDS = 500, 16_000_000, 5.0
_EXAMPLES = 20


@dataclass
class Summary:
    """What became of a run's documents.  causes: failures by code.  examples: messages of the first of them."""

    tally: Tally = field(default_factory=Tally)
    causes: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    settled: int = 0
    coded: int = 0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How to ingest.

    code: records of what was read, in its order; raises nothing for a document's sake.
    retry: code again what has failed before.
    latest: the coder whose records are up to date, if records of others are to be replaced.
    batch_documents, batch_seconds: how large and how old a batch may grow before it is stored.
    """

    code: Callable[[Iterable[Reading | Failure]], Iterable[Coded | Failed]]
    retry: bool = False
    latest: CoderInfo | None = None
    batch_documents: int = BATCH_DOCUMENTS
    batch_seconds: float = BATCH_SECONDS


def ingest(
    items: Iterable[Item], session: Session, plan: Plan, told: Callable[[Summary, str | None], None] | None = None
) -> Summary:
    """Stores the records of all items and tells what became of them.  Raises LedgerError, LedgerBusy.

    told: called for each item that is settled, with the summary so far and the item's source.
    """
    session.begin()
    run = _Run(session, plan, told)
    try:
        for asked in _gathered(items):
            run.settle(asked)
    except KeyboardInterrupt:
        # what is coded need not be coded again
        run.store()
        raise
    run.store(last=True)
    return run.summary


def retried_paths(store: Store) -> list[str]:
    """The files of the failures that the ledger holds, in order; a pipe cannot be read again."""
    paths = dict.fromkeys(source_path(source) for _, source in _failed(store) if not names_scheme(source))
    return [path for path in paths if path != "-"]


def retried_addresses(store: Store) -> list[tuple[str, str]]:
    """The documents and addresses of the failures that the ledger holds, in order."""
    return [(document, source) for document, source in _failed(store) if names_scheme(source)]


def met_in(store: Store) -> Callable[[Sequence[Wanted]], Met]:
    """What tells which documents and addresses the ledger has met."""

    def met(wanted: Sequence[Wanted]) -> Met:
        with store.read() as connection:
            return met_addresses(connection, wanted)

    return met


def _failed(store: Store) -> list[tuple[str, str]]:
    with store.read() as connection:
        rows = connection.rows("SELECT document, source FROM store.failures WHERE source IS NOT NULL ORDER BY number")
    return [(document, source) for document, source in rows]


class _Run:
    """One ingest on its way."""

    def __init__(self, session: Session, plan: Plan, told: Callable[[Summary, str | None], None] | None) -> None:
        self.session = session
        self.plan = plan
        self.told = told
        self.summary = Summary()
        self.batch: list[Entry] = []
        self.batch_chars = 0
        self.unchanged = 0
        self.since = time.monotonic()

    def settle(self, items: Sequence[Item]) -> None:
        """Codes what the ledger does not know, and stores the batch when it is due."""
        keys = {id(item): _key(item) for item in items}
        passed = self._passed_over([key for key in keys.values() if key])
        known = [item for item in items if (key := keys[id(item)]) is not None and key in passed]
        fresh = [item for item in items if (key := keys[id(item)]) is None or key not in passed]
        self.unchanged += len(known)
        for item in known:
            self._tell(item)
        to_code = [item for item in fresh if isinstance(item, (Reading, Failure))]
        coded = iter(self.plan.code(to_code) if to_code else ())
        for item in fresh:
            self._add(item, next(coded) if isinstance(item, (Reading, Failure)) else item, keys[id(item)])
            self._store_if_due()
            self._tell(item)

    def store(self, last: bool = False) -> None:
        """Writes the batch.  last: note what was passed over, too, where the run has changed anything."""
        changed = self.summary.tally != Tally(unchanged=self.summary.tally.unchanged)
        if not self.batch and not (last and self.unchanged and changed):
            self.summary.tally += Tally(unchanged=self.unchanged)
            self.unchanged = 0
            return
        self.summary.tally += self.session.write(self.batch, self.unchanged)
        self.batch, self.batch_chars, self.unchanged = [], 0, 0
        self.since = time.monotonic()

    def _passed_over(self, keys: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        with self.session.store.read() as connection:
            met = standing(connection, keys, self.plan.latest)
        again = {"failed"} if self.plan.retry else set()
        again |= {"other coder"} if self.plan.latest else set()
        return {key for key, how in met.items() if how not in again}

    def _tell(self, item: Item) -> None:
        self.summary.settled += 1
        if self.told:
            self.told(self.summary, item.source if isinstance(item, Failure) else item.document.source)

    def _add(self, item: Item, record: Coded | Failed, key: tuple[str, str] | None) -> None:
        self.summary.coded += isinstance(item, Reading)
        if isinstance(record, Failed):
            self.summary.causes[record.error.code] += 1
            if len(self.summary.examples) < _EXAMPLES:
                self.summary.examples.append(record.error.message)
        self.batch.append(entry_of(record, key[1] if key else None))
        self.batch_chars += len(record.document.text) if isinstance(record, Coded) else 0

    def _store_if_due(self) -> None:
        old = time.monotonic() - self.since > self.plan.batch_seconds
        if old or len(self.batch) >= self.plan.batch_documents or self.batch_chars > _BATCH_CHARS:
            self.store()


def _gathered(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in groups whose standing is asked for at once."""
    group: list[Item] = []
    characters, since = 0, time.monotonic()
    for item in items:
        group.append(item)
        characters += len(_text(item) or "")
        late = time.monotonic() - since > _ASKED_SECONDS
        if late or len(group) >= _ASKED or characters > _ASKED_CHARS:
            yield group
            group, characters, since = [], 0, time.monotonic()
    if group:
        yield group


def _key(item: Item) -> tuple[str, str] | None:
    """Id and hash of the text; None where nothing could be read."""
    text = _text(item)
    if text is None or isinstance(item, (Failure, Failed)):
        return None
    return item.document.id, content_hash(text)


def _text(item: Item) -> str | None:
    return item.document.text if isinstance(item, (Reading, Coded)) else None
