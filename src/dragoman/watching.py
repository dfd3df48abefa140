"""Watching: folders and feeds into a ledger, round after round.

The ledger is the checkpoint: what it has is passed over, so a watch that was ended at any moment is started again.
Within one watch the sizes and times of files tell which need not be opened again.  No clock but one that only grows
is asked, and times of files are compared with themselves alone.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import TypeAlias

from .errors import LedgerBusy, LedgerError
from .fetching import Visit
from .ingesting import Plan, Summary, ingest
from .ledger import Session, Store, Tally
from .reading import Item, expand
from .records import Failure

# A file whose size or time changes within this is being written; the next round reads it.
_SETTLES_SECONDS = 1.0
# A feed that fails is asked half as often each time, at least once in so many seconds.
_LONGEST_PAUSE = 3600.0

# Size and time of change of a file.
Look: TypeAlias = tuple[int, int]
# Paths of files → their documents.
ReadFiles: TypeAlias = Callable[[Sequence[str]], Iterator[Item]]
# Addresses → their documents; what became of those that led to none is noted in the visit.
ReadAddresses: TypeAlias = Callable[[Sequence[str], Visit], Iterator[Item]]


class Stopped(KeyboardInterrupt):
    """A signal asked for the end."""


class Stop:
    """Ends a watch between two documents where SIGINT or SIGTERM asks for it; at once where one asks again.

    asked: whether one has.
    """

    def __init__(self) -> None:
        self.asked = False
        self._idle = False

    @contextmanager
    def listening(self) -> Iterator[Stop]:
        """Takes the signals over, for as long as the context lasts; needs the main thread."""
        wanted = [number for name in ("SIGINT", "SIGTERM") if (number := getattr(signal, name, None)) is not None]
        before = {number: signal.signal(number, self._note) for number in wanted}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def sleep(self, seconds: float) -> None:
        """Waits.  Raises Stopped as soon as a signal has asked for the end."""
        try:
            self._idle = True
            self.check()
            time.sleep(seconds)
        finally:
            self._idle = False

    def check(self) -> None:
        """Raises Stopped where a signal has asked for the end."""
        if self.asked:
            raise Stopped

    def _note(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 (what signals call)
        again, self.asked = self.asked, True
        if again or self._idle:
            raise Stopped


@dataclass
class _Feed:
    """An address that is followed.  due: when it is asked next.  failed: how often in a row it gave nothing."""

    due: float = 0.0
    failed: int = 0


@dataclass(kw_only=True)
class Watch:
    """Follows files, folders and addresses.

    read_files, read_addresses: documents of what has changed, and of what addresses lead to.
    every: seconds from the beginning of one round to that of the next.
    said: is told in one line what changed in a round, or what went wrong.
    """

    paths: Sequence[str]
    addresses: Sequence[str]
    store: Store
    plan: Plan
    read_files: ReadFiles
    read_addresses: ReadAddresses
    every: float
    said: Callable[[str], None]
    texts: bool = True
    stop: Stop = field(default_factory=Stop)
    _seen: dict[str, Look] = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)
    _feeds: dict[str, _Feed] = field(default_factory=dict)
    _begun: bool = False

    def run(self, *, once: bool = False) -> bool:
        """Goes round until it is stopped, or once; whether all that was named could be looked at in the last round.

        Raises LedgerError where the ledger cannot be used in the first round; later that is said, and the round is
        made up for in the next.
        """
        well = True
        try:
            while True:
                began = time.monotonic()
                well = self._round()
                if once:
                    return well
                self.stop.sleep(max(0.0, self.every - (time.monotonic() - began)))
        except Stopped:
            return well

    def _round(self) -> bool:
        found = self._look()
        changed = {path: look for path, look in found.items() if self._seen.get(path) != look}
        changed = self._settled(changed)
        due = [address for address in self.addresses if self._feed(address).due <= time.monotonic()]
        failing: dict[str, str] = {}
        visit = Visit()
        if changed or due or not self._begun:
            try:
                self._take_in(changed, due, visit, failing)
            except LedgerError as error:
                if not self._begun and not isinstance(error, LedgerBusy):
                    raise
                self.said(f"{error}; the next round tries again")
                return False
            self._begun = True
        # files that are gone are forgotten, so that one that comes back is read
        self._seen = {path: look for path, look in self._seen.items() if path in found} | changed
        self._tell_of_feeds(due, failing)
        return not self._gone and not failing

    def _look(self) -> dict[str, Look]:
        """All files that are there now.  Says which of the named paths are gone, and which are there again."""
        found: dict[str, Look] = {}
        for path in self.paths:
            gone = not Path(path).exists()
            if gone != (path in self._gone):
                self._gone ^= {path}
                self.said(f"{path}: {'not there; looked for in each round' if gone else 'there again'}")
            if not gone:
                found |= _looks(path, self.store.files)
        return found

    def _settled(self, changed: dict[str, Look]) -> dict[str, Look]:
        """Those files that nobody is writing now."""
        if not changed:
            return changed
        self.stop.sleep(_SETTLES_SECONDS)
        return {path: look for path, look in changed.items() if _look_at(path) == look}

    def _take_in(self, files: dict[str, Look], addresses: list[str], visit: Visit, failing: dict[str, str]) -> None:
        """One ingest of what changed.  failing: gets the addresses that gave nothing, and why."""
        session = Session(self.store, [*self.paths, *self.addresses], texts=self.texts)
        summary = Summary()

        def items() -> Iterator[Item]:
            # one that has gone meanwhile is no document that failed
            yield from self.read_files([path for path in files if Path(path).exists()])
            named = set(addresses)
            for item in self.read_addresses(addresses, visit):
                if isinstance(item, Failure) and item.source in named:
                    failing[item.source] = item.message
                else:
                    yield item

        def told(so_far: Summary, source: str | None) -> None:  # noqa: ARG001 (what ingesting tells)
            nonlocal summary
            summary = so_far
            self.stop.check()

        try:
            summary = ingest(items(), session, self.plan, told)
        finally:
            # a round that is stopped says what it has stored, too
            self._tell(summary)

    def _tell(self, summary: Summary) -> None:
        """One line of what changed, if anything did, and one for each of the first documents that failed."""
        tally = replace(summary.tally, unchanged=0)
        if tally == Tally():
            return
        counts = ((tally.stored, "stored"), (tally.revised, "revised"), (tally.failed, "failed"))
        self.said(", ".join(f"{count:,} {what}" for count, what in counts if count))
        for message in summary.examples if tally.failed else ():
            self.said(f"  {message}")

    def _feed(self, address: str) -> _Feed:
        return self._feeds.setdefault(address, _Feed())

    def _tell_of_feeds(self, asked: list[str], failing: dict[str, str]) -> None:
        """Says which addresses have begun to fail, and which answer again; who fails is asked less often."""
        for address in asked:
            feed = self._feed(address)
            if address not in failing:
                if feed.failed:
                    self.said(f"{address}: answers again")
                feed.failed, feed.due = 0, 0.0
                continue
            if not feed.failed:
                self.said(f"{failing[address]}; asked again later")
            feed.failed += 1
            feed.due = time.monotonic() + min(self.every * 2 ** min(feed.failed, 12), max(_LONGEST_PAUSE, self.every))


def _looks(path: str, leave_out: Sequence[Path]) -> dict[str, Look]:
    """The files under a path with their looks; a folder without files has none."""
    files = (file for file in expand([path], leave_out) if not Path(file).is_dir())
    return {file: look for file in files if (look := _look_at(file)) is not None}


def _look_at(path: str) -> Look | None:
    try:
        found = os.stat(path)  # noqa: PTH116 (a path that is no UTF-8 stays as it is)
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns
