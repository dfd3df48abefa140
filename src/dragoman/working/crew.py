"""Crew: processes that code documents side by side, and what happens when one hangs or dies.

Each document goes to one process alone, whose models see nothing else meanwhile, so its records are those of a
single process (records.md, rule 4).  Only so many documents are read ahead: memory stays flat however long the input.
A document that takes too long, or takes its process down, becomes an error record and the run goes on with a new
process.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from ..records import Coded, Failed, Failure, Reading, from_json
from .feed import Feed
from .worker import Work, serve

# Documents that a process is given at once: one on its desk, the others to go on with while the crew's own process
# stores what has come back.
_GIVEN = 8
# Bytes that may wait in a pipe behind the document on the desk.  They fit its buffer everywhere: a crew that had to
# wait for room there while its worker waits for room to answer would wait for good.
_PIPED = 32_000
# Documents between reading and handing on, for each process: a slow one does not hold up those behind it at once.
_ROOM = 16
# So many documents wait before another process is started, which takes as long as coding ten of them.
_WORTH_IT = 6
# A document that took its process down may have been the last straw of another: it gets a second try.
_TRIES = 2
# Loading models on a busy machine; a process that is not ready by then never will be.
_START_SECONDS = 300.0
_STOP_SECONDS = 5.0

Tag = TypeVar("Tag")


@dataclass(frozen=True)
class Job(Generic[Tag]):
    """A document to code, with whatever the caller knows it by; `done` where there is nothing left to code."""

    tag: Tag
    reading: Reading | None = None
    done: Coded | Failed | None = None


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    since: float
    ready: bool = False
    # the documents it was given, the first of them on its desk: place in the input and the reading
    queue: deque[tuple[int, Reading]] = field(default_factory=deque)

    def takes(self, reading: Reading) -> bool:
        """Whether one more document can be sent to it at once."""
        if not self.queue:
            return True
        # a letter takes four bytes at most; blocks and metadata of a short text are shorter than that leaves over
        piped = sum(4 * len(r.document.text) for _, r in self.queue) - 4 * len(self.queue[0][1].document.text)
        return len(self.queue) < _GIVEN and piped + 4 * len(reading.document.text) <= _PIPED


@dataclass
class Crew:
    """Processes that code.  Use as a context: they end with it.

    make, settings: `make(settings)` gives, in each process, the function that codes; both must pickle.
    size: the most processes; they are started as there is work for them.
    seconds: the longest that one document may take; None for no bound.
    """

    make: Callable[[Any], Work]
    settings: Any
    size: int
    seconds: float | None = None
    _workers: list[_Worker] = field(default_factory=list)
    _tries: dict[int, int] = field(default_factory=dict)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def code(self, jobs: Iterable[Job[Tag]], *, ordered: bool = True) -> Iterator[tuple[Tag, Coded | Failed]]:
        """The records of all documents with their tags, in input order or as they come.

        Raises what reading the jobs raises, DragomanError where knowledge cannot be loaded, and ChildProcessError
        where a process ends before it is ready.
        """
        feed = Feed(jobs, _ROOM * self.size)
        tags: dict[int, Tag] = {}
        waiting: deque[tuple[int, Reading]] = deque()
        finished: dict[int, Coded | Failed] = {}
        places = count()
        due = 0
        try:
            while not feed.done or tags:
                for job in feed.taken():
                    place = next(places)
                    tags[place] = job.tag
                    if job.reading is not None:
                        waiting.append((place, job.reading))
                    elif job.done is not None:
                        finished[place] = job.done
                self._hand_out(waiting)
                while finished and (not ordered or due in finished):
                    place = due if ordered else next(iter(finished))
                    yield tags.pop(place), finished.pop(place)
                    feed.let_go()
                    due += 1
                if not feed.done or tags:
                    finished |= self._collect(waiting, feed.wake)
            if feed.error is not None:
                raise feed.error
        finally:
            feed.stop()

    def stop(self) -> None:
        """Ends the processes; what they were doing is lost."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        until = time.monotonic() + _STOP_SECONDS
        for worker in self._workers:
            worker.process.join(max(0.0, until - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()

    def _hand_out(self, waiting: deque[tuple[int, Reading]]) -> None:
        """Gives each process its next document and one more to go on with; starts one where all have work."""
        while waiting:
            free = [w for w in self._workers if w.takes(waiting[0][1])]
            worker = min(free, key=lambda w: len(w.queue), default=None)
            pays = not self._workers or len(waiting) >= _WORTH_IT
            if (worker is None or worker.queue) and pays and len(self._workers) < self.size:
                worker = self._start()
            if worker is None:
                return
            place, reading = waiting.popleft()
            if not worker.queue:
                worker.since = time.monotonic()
            worker.queue.append((place, reading))
            try:
                worker.pipe.send(reading)
            except (BrokenPipeError, ConnectionResetError):
                # it has died; that is seen to when its end is collected
                return

    def _start(self) -> _Worker:
        # a new interpreter: models and threads do not survive a fork
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self.make, self.settings), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours, time.monotonic())
        self._workers.append(worker)
        return worker

    def _collect(self, waiting: deque[tuple[int, Reading]], wake: Connection) -> dict[int, Coded | Failed]:
        """Waits for something to happen; what has come back.  Sees to those that died or take too long."""
        done: dict[int, Coded | Failed] = {}
        for pipe in wait([wake, *(w.pipe for w in self._workers)], self._patience()):
            worker = next((w for w in self._workers if w.pipe is pipe), None)
            if worker is None:
                continue
            try:
                line: Any = worker.pipe.recv()
            except (EOFError, OSError):
                done |= self._buried(worker, waiting)
                continue
            worker.since = time.monotonic()
            if not worker.ready:
                if line is not None:
                    raise line
                worker.ready = True
                continue
            place, _ = worker.queue.popleft()
            self._tries.pop(place, None)
            done[place] = from_json(line)
        for worker in [w for w in self._workers if self._late(w)]:
            done |= self._cut_off(worker, waiting)
        return done

    def _patience(self) -> float | None:
        """Seconds until the first process may be too late."""
        bounds = [b - (time.monotonic() - w.since) for w in self._workers if (b := self._bound(w)) is not None]
        return max(0.0, min(bounds)) if bounds else None

    def _bound(self, worker: _Worker) -> float | None:
        if not worker.queue:
            return None
        return self.seconds if worker.ready else _START_SECONDS

    def _late(self, worker: _Worker) -> bool:
        bound = self._bound(worker)
        return bound is not None and time.monotonic() - worker.since >= bound

    def _cut_off(self, worker: _Worker, waiting: deque[tuple[int, Reading]]) -> dict[int, Coded | Failed]:
        """Ends a process that takes too long; the document on its desk fails, the others go back."""
        self._dismiss(worker)
        place, reading = worker.queue.popleft()
        waiting.extendleft(reversed(worker.queue))
        bound = self.seconds if worker.ready else _START_SECONDS
        message = f"coding took longer than {bound:g} s; raise --seconds, or split the document"
        return {place: _failed(reading, "too-slow", message)}

    def _buried(self, worker: _Worker, waiting: deque[tuple[int, Reading]]) -> dict[int, Coded | Failed]:
        """Sees to a process that died: its documents go back, the one on its desk for a second and last try."""
        self._dismiss(worker)
        if not worker.ready:
            raise ChildProcessError(f"a worker could not start ({_cause(worker.process.exitcode)})")
        if not worker.queue:
            return {}
        place, reading = worker.queue.popleft()
        waiting.extendleft(reversed(worker.queue))
        self._tries[place] = self._tries.get(place, 0) + 1
        if self._tries[place] < _TRIES:
            waiting.appendleft((place, reading))
            return {}
        del self._tries[place]
        why = _cause(worker.process.exitcode)
        message = f"the process that coded it ended twice ({why}); split the document, or use fewer workers"
        return {place: _failed(reading, "no-memory", message)}

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()


def _cause(code: int | None) -> str:
    return "killed, as a rule for want of memory" if code == -9 else f"exit status {code}"


def _failed(reading: Reading, code: str, message: str) -> Failed:
    document = reading.document
    return Failed.of(Failure(document.id, document.source, code, f"{document.source or document.id}: {message}"))
