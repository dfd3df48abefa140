"""How often a host is asked: a pause between requests, longer where it asks for more, none where it fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .limits import Limits
from .troubles import Trouble


@dataclass
class _Host:
    """free_at: when it may be asked again.  failed: addresses in a row that it did not give."""

    pause: float
    free_at: float = 0.0
    failed: int = 0


class Pacing:
    """The hosts of a run.  clock: seconds that only grow; sleep: waits so many of them."""

    def __init__(self, limits: Limits, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._limits = limits
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    def slow_down(self, host: str, seconds: float | None) -> None:
        """Takes note of the pause that a host's robots.txt asks for."""
        if seconds is not None:
            self._of(host).pause = max(self._limits.pause, seconds)

    def wait(self, host: str) -> None:
        """Waits until the host may be asked.

        Raises Trouble: `asked-to-wait` where that is too long, `unreachable` where the host has failed too often.
        """
        known = self._of(host)
        if known.failed >= self._limits.patience:
            times = f"{known.failed} times in a row"
            raise Trouble("unreachable", f"{host} failed {times} and is left alone in this run; try again later")
        left = known.free_at - self._clock()
        if left > self._limits.longest_wait:
            raise Trouble("asked-to-wait", f"{host} asks to be left alone for {left:,.0f} s; try again then")
        if left > 0:
            self._sleep(left)

    def asked(self, host: str) -> None:
        """Takes note of a request that has ended."""
        known = self._of(host)
        known.free_at = max(known.free_at, self._clock() + known.pause)

    def ended(self, host: str, well: bool) -> None:
        """Takes note of whether the host, after all tries, gave a page or said that there is none."""
        known = self._of(host)
        known.failed = 0 if well else known.failed + 1

    def hold(self, host: str, seconds: float) -> None:
        """Leaves the host alone for so long."""
        known = self._of(host)
        known.free_at = max(known.free_at, self._clock() + seconds)

    def _of(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(self._limits.pause))
