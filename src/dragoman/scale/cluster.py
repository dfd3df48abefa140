"""Cluster: parts shared out among Ray's machines, and what happens when one of them goes.

Each actor holds one core and one process that codes, whose models are loaded once.  It is given a part and one more to
go on with, so that nothing piles up, and hands back counts alone: texts and records never pass through the driver.
An actor that goes, with its machine or alone, gives its parts back, and another is asked for where there is room.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import parent_process
from multiprocessing.connection import wait
from typing import Any

from ..api import make_work
from ..errors import ArtefactError, UsageError
from ..records import Coded, Failed, Reading
from ..settings import Settings
from ..working import Crew, cores
from .manifest import Manifest
from .parts import Order, Outcome, Survey, Task, Unread, do, survey, tasks
from .places import Location

# Parts that an actor holds: one it codes, one to go on with.
_GIVEN = 2
# Files looked at side by side, and parts that may wait before more files are looked at.
_SURVEYS, _AHEAD = 4, 8
# A part that cannot be read is told as a failure after so many tries; one that is lost with its machine ends the run.
_READ_TRIES, _LOST_TRIES = 3, 6
# How often the cluster's size is asked for.
_LOOK_SECONDS = 5.0
# Nothing but counts goes through Ray's store; this is the least it takes.
_STORE_BYTES = 80_000_000


@dataclass(frozen=True)
class Cluster:
    """address: `auto`, `local`, or that of a cluster's head; workers: actors, None for one a core."""

    address: str
    workers: int | None = None


# Told after each part and each loss: the manifest, and the parts that are known to be left.
Told = Callable[[Manifest, int], None]


def code_on_ray(
    inputs: Iterable[Location], order: Order, cluster: Cluster, *, told: Told | None = None, say: Callable[[str], None]
) -> Manifest:
    """Codes all files into the order's folder and returns its manifest; what is done already is passed over.

    say: takes what the user should know, a line each.  Raises UsageError where Ray is not installed, the cluster
    cannot be reached, the folder belongs to another run, or a part cannot be done.
    """
    ray = _ray()
    manifest = Manifest.open(order)
    order.output.sweep()
    with _connected(ray, cluster):
        run = _Run(ray, order, manifest, cluster.workers, say, deque(inputs))
        try:
            run.go(told or (lambda _manifest, _left: None))
        finally:
            manifest.flush()
    manifest.complete()
    return manifest


class Actor:
    """What stands on a core: a process that codes, kept from part to part."""

    def __init__(self, order: Order) -> None:
        _forget_program()
        self.order = order
        self.crew = Crew(make_bound_work, order.settings, 1, order.seconds)

    def ready(self) -> None:
        """Comes back once the actor stands."""

    def do(self, task: Task) -> Outcome:
        return do(task, self.order, self.crew.code)


def make_bound_work(settings: Settings) -> Callable[[Reading], Coded | Failed]:
    """As `make_work`, in a process that ends with the one that started it, even while it codes."""
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    return make_work(settings)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _forget_program() -> None:
    """Keeps a process that is started from importing the program that started it: Ray's, which coding needs not."""
    program = sys.modules["__main__"]
    if getattr(program, "__spec__", None) is None and hasattr(program, "__file__"):
        del program.__file__


def _ray() -> Any:
    """Raises UsageError where Ray is not installed."""
    # a program that reads people's archives tells nobody how it is used
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise UsageError("Ray is not installed; run `pip install dragoman[ray]`") from error
    return ray


@contextmanager
def _connected(ray: Any, cluster: Cluster) -> Iterator[None]:
    """A connection to the cluster, which stays; one that was made for this run alone ends with it."""
    own: dict[str, Any] = {}
    if cluster.address == "local":
        own = {"num_cpus": cluster.workers or cores(), "object_store_memory": _STORE_BYTES, "include_dashboard": False}
    try:
        ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR", **own)
    except (ConnectionError, ValueError, RuntimeError, TimeoutError) as error:
        reason = str(error).split("\n")[0]
        what = "start one with `ray start --head`, or name its address with --address"
        raise UsageError(f"no cluster of Ray at {cluster.address} ({reason}); {what}") from error
    try:
        yield
    finally:
        ray.shutdown()


@dataclass
class _Hand:
    """An actor, and the parts it was given by the reference of their outcome.  starting: until it stands."""

    actor: Any
    starting: Any
    given: dict[Any, Task] = field(default_factory=dict)


@dataclass
class _Run:
    """One run on its way."""

    ray: Any
    order: Order
    manifest: Manifest
    workers: int | None
    say: Callable[[str], None]
    inputs: deque[Location]
    surveys: dict[Any, Location] = field(default_factory=dict)
    waiting: deque[Task] = field(default_factory=deque)
    hands: list[_Hand] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    losses: Counter[str] = field(default_factory=Counter)
    # actors that went before they stood, since one last did
    stillborn: int = 0

    def go(self, told: Told) -> None:
        make = self.ray.remote(num_cpus=1)(Actor)
        # looking at a file takes no core: all of them may be held by actors
        look = self.ray.remote(num_cpus=0)(survey)
        while self.inputs or self.surveys or self.waiting or any(hand.given for hand in self.hands):
            self._look_ahead(look)
            self._engage(make)
            self._hand_out()
            references = [*self.surveys, *(r for hand in self.hands for r in (hand.starting, *hand.given) if r)]
            done, _ = self.ray.wait(references, timeout=_LOOK_SECONDS)
            for reference in done:
                self._settle(reference)
                told(self.manifest, len(self.waiting) + sum(len(hand.given) for hand in self.hands))
            self.manifest.flush_if_due()

    def _look_ahead(self, look: Any) -> None:
        while self.inputs and len(self.surveys) < _SURVEYS and len(self.waiting) <= _AHEAD * (len(self.hands) + 1):
            location = self.inputs.popleft()
            reference = look.remote(location, self.order.size, self.manifest.surveys.get(location.name))
            self.surveys[reference] = location

    def _engage(self, make: Any) -> None:
        """Asks for an actor for each core of the cluster, as far as there is work."""
        room = self.workers or int(self.ray.cluster_resources().get("CPU", 0))
        busy = sum(1 for hand in self.hands if hand.given)
        while len(self.hands) < min(room, busy + len(self.waiting)):
            actor = make.remote(self.order)
            self.hands.append(_Hand(actor, actor.ready.remote()))

    def _hand_out(self) -> None:
        """Gives parts to actors that stand, first to those that have none."""
        for holds in range(_GIVEN):
            # a second part is given only while there is one for everybody
            while len(self.waiting) > (len(self.hands) if holds else 0):
                hand = next((h for h in self.hands if not h.starting and len(h.given) == holds), None)
                if hand is None:
                    break
                task = self.waiting.popleft()
                hand.given[hand.actor.do.remote(task)] = task

    def _settle(self, reference: Any) -> None:
        if location := self.surveys.pop(reference, None):
            try:
                self._take_survey(location, self._result(reference))
            except self.ray.exceptions.RayError as error:
                # Ray has tried it again itself, on other machines
                raise UsageError(f"{location.name} could not be looked at: {_reason(error)}; run again") from error
            return
        hand = next((h for h in self.hands if reference == h.starting or reference in h.given), None)
        if hand is None:
            # of an actor that was given up on a moment ago
            return
        task = hand.given.get(reference)
        try:
            outcome = self._result(reference)
        except self.ray.exceptions.RayError as error:
            self._lose(hand, error)
            return
        except OSError as error:
            assert task is not None
            del hand.given[reference]
            self._try_again(task, error)
            return
        if task is None:
            hand.starting, self.stillborn = None, 0
            return
        del hand.given[reference]
        self.manifest.keep(outcome, task)
        for message in outcome.messages:
            self.say(message)

    def _result(self, reference: Any) -> Any:
        """What came back.  Raises what our own code raised, and RayError where Ray lost it."""
        try:
            return self.ray.get(reference)
        except self.ray.exceptions.RayTaskError as error:
            cause = error.cause
            if isinstance(cause, ChildProcessError):
                raise ArtefactError(f"{cause} on a machine of the cluster; see Ray's logs there") from error
            raise (cause if isinstance(cause, Exception) else error) from error

    def _take_survey(self, location: Location, surveyed: Survey) -> None:
        self.manifest.keep_survey(surveyed)
        fresh = (task for task in tasks(location, surveyed) if task.id not in self.manifest.done)
        self.waiting.extend(fresh)

    def _lose(self, hand: _Hand, error: Exception) -> None:
        """Takes back what a lost actor was given."""
        self.hands.remove(hand)
        self.ray.kill(hand.actor)
        reason = _reason(error)
        self.stillborn += hand.starting is not None
        if self.stillborn >= _LOST_TRIES:
            what = "install the same dragoman on every machine, and see Ray's logs there"
            raise UsageError(f"no worker could be started ({reason}); {what}")
        for task in reversed(hand.given.values()):
            self.losses[task.id] += 1
            if self.losses[task.id] >= _LOST_TRIES:
                what = "give its workers more memory, or take it out; run again to go on"
                raise UsageError(f"{task.name} was lost {_LOST_TRIES} times with its worker ({reason}); {what}")
            self.waiting.appendleft(task)
        if hand.given:
            self.say(f"a worker was lost ({reason}); {len(hand.given)} parts go to others")

    def _try_again(self, task: Task, error: OSError) -> None:
        self.unread[task.id] += 1
        if isinstance(error, Unread):
            last = self.unread[task.id] + 1 >= _READ_TRIES or task.location.is_local
            self.waiting.appendleft(replace(task, last=last))
        elif self.unread[task.id] < _READ_TRIES:
            self.waiting.appendleft(task)
        else:
            reason = error.strerror or str(error).split("\n")[0]
            raise UsageError(f"the rows of {task.name} cannot be written: {reason}; make room, and run again to go on")


def _reason(error: Exception) -> str:
    """The last line that Ray says, which names the cause."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1][:200] if lines else type(error).__name__
