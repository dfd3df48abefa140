"""An address → what is there: robots.txt, pauses, the network's kind, redirects and second tries, in that order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ..errors import InputError
from . import networks
from .addresses import Address, parse_address, shown
from .answering import Answer, asked
from .limits import Limits
from .pacing import Pacing
from .robots import READ_BYTES, Robots
from .troubles import Trouble

_MOVED = frozenset({301, 302, 303, 307, 308})
_WHOLE = frozenset({200, 203})
# Answers that another try may change.
_PASSING = frozenset({429, 500, 502, 503, 504})
_TEXTS = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/rdf")
_FIRST_WAIT = 1.0


@dataclass(frozen=True)
class Page:
    """What an address gave.  url: where it was found in the end.  content_type: in lower case, or nothing."""

    url: str
    content_type: str
    data: bytes


class Fetcher:
    """Fetches one address after the other; what it learns of hosts holds for its life.

    resolve: host, port → IP addresses.  judge: why an IP address must not be fetched from, or None.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        resolve: Callable[[str, int], Sequence[str]] = networks.resolve,
        judge: Callable[[str], str | None] = networks.why_not_public,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits
        self._resolve = resolve
        self._judge = judge
        self._sleep = sleep
        self._pacing = Pacing(limits, clock, sleep)
        self._robots = Robots(self._load_robots)

    def fetch(self, url: str) -> Page:
        """What is at the address.  Raises InputError with one of the codes of fetching (docs/errors.md)."""
        try:
            return self._followed(parse_address(url))
        except Trouble as trouble:
            raise InputError(trouble.code, f"{shown(url)}: {trouble.reason}") from trouble

    def _followed(self, address: Address) -> Page:
        """The page behind redirects, each of which is judged as if it had been named."""
        seen = {address.url}
        while True:
            self._pacing.slow_down(address.host, self._robots.check(address))
            found = self._with_retries(address, lambda answer, at=address: _read(answer, at))  # type: ignore[misc]
            if isinstance(found, Page):
                return found
            address = self._next(address, found, seen)

    def _next(self, address: Address, location: str, seen: set[str]) -> Address:
        """Where a redirect leads.  Raises Trouble."""
        if not location:
            raise Trouble("redirect", "a redirect that says not where to; try it in a browser")
        try:
            following = parse_address(location, address)
        except Trouble as trouble:
            raise Trouble(trouble.code, f"a redirect to {shown(location)}: {trouble.reason}") from trouble
        if following.url in seen:
            raise Trouble("redirect", "its redirects go round in circles; try it in a browser")
        if len(seen) > self.limits.redirects:
            raise Trouble("redirect", f"more than {self.limits.redirects} redirects; name the address they end at")
        if address.scheme == "https" and following.scheme == "http" and not self.limits.allow_downgrade:
            hint = "allow it (--allow-downgrade) or leave it out"
            raise Trouble("redirect", f"a redirect from https to http, {shown(following.url)}; {hint}")
        seen.add(following.url)
        return following

    def _with_retries(self, address: Address, read: Callable[[Answer], Page | str]) -> Page | str:
        """What the reader makes of the answer; what may pass is tried again, later each time."""
        number = 0
        while True:
            self._pacing.wait(address.host)
            try:
                with self._answered(address) as answer:
                    found = read(answer)
                self._pacing.ended(address.host, well=True)
                return found
            except Trouble as trouble:
                wait = _FIRST_WAIT * 2**number if trouble.wait is None else trouble.wait
                if trouble.wait is not None:
                    self._pacing.hold(address.host, trouble.wait)
                if not trouble.passing or number == self.limits.retries or wait > self.limits.longest_wait:
                    self._pacing.ended(address.host, well=not (trouble.passing or trouble.silent))
                    raise
            finally:
                self._pacing.asked(address.host)
            self._sleep(wait)
            number += 1

    @contextmanager
    def _answered(self, address: Address) -> Iterator[Answer]:
        """The answer of the host itself at an IP address that was judged, or that of a proxy."""
        proxy = self._proxy(address)
        with asked(address, self._judged(address, proxy), proxy, self.limits) as answer:
            yield answer

    def _judged(self, address: Address, proxy: str | None) -> Sequence[str]:
        """The IP addresses to connect to; what a proxy connects to is its own affair, but for plain numbers."""
        number = networks.literal(address.host)
        ips = [number] if number else [] if proxy else self._resolve(address.host, address.port)
        if not self.limits.allow_private:
            for ip in ips:
                if reason := self._judge(ip):
                    at = "" if ip == address.host else f"{address.host} is at "
                    hint = "allow such (--allow-private) if it is yours"
                    raise Trouble("address-refused", f"{at}{ip}, which is not public ({reason}); {hint}")
        return ips

    def _proxy(self, address: Address) -> str | None:
        proxies = self.limits.proxies
        without = [name.strip().lstrip(".").lower() for name in proxies.get("no", "").split(",")]
        if "*" in without or any(name and f".{address.host}".endswith(f".{name}") for name in without):
            return None
        return proxies.get(address.scheme) or proxies.get("all")

    def _load_robots(self, address: Address) -> str | None:
        """The text of a robots.txt, None where the server has none (RFC 9309, 2.3.1).  Raises Trouble."""
        seen = {address.url}
        while True:
            try:
                found = self._with_retries(address, lambda answer, at=address: _read_robots(answer, at))  # type: ignore[misc]
            except Trouble as trouble:
                raise _about_robots(trouble, address) from trouble
            if isinstance(found, Page):
                return found.data.decode("utf-8-sig", errors="replace")
            if len(seen) > self.limits.redirects:
                return None
            try:
                address = self._next(address, found, seen)
            except Trouble as trouble:
                raise _about_robots(trouble, address) from trouble


def _about_robots(trouble: Trouble, address: Address) -> Trouble:
    """A host that cannot be reached or judged is that; all else is a robots.txt that forbids for now."""
    if trouble.silent or trouble.code == "address-refused":
        return trouble
    reason = f"the robots.txt of {address.host} cannot be had ({trouble.reason.split(';')[0]})"
    return Trouble("robots", f"{reason}, so nothing is fetched there; try again later")


def _read(answer: Answer, address: Address) -> Page | str:
    """The page, or where it has moved to.  Raises Trouble."""
    if answer.status in _MOVED:
        return _location(answer)
    if answer.status not in _WHOLE:
        raise _bad_status(answer)
    kind = answer.header("Content-Type").lower()
    if kind and not kind.startswith(_TEXTS):
        name = kind.partition(";")[0][:60]
        raise Trouble("content-type", f"{name!r} is neither a page nor a text nor a feed; leave it out")
    return Page(address.url, kind, answer.body())


def _read_robots(answer: Answer, address: Address) -> Page | str:
    if answer.status in _MOVED:
        return _location(answer)
    # 429 is no statement on what is there: it asks for less
    if 400 <= answer.status < 500 and answer.status != 429:
        return Page(address.url, "", b"")
    if answer.status not in _WHOLE:
        raise _bad_status(answer)
    data = answer.body(cut_at=READ_BYTES)
    # a rule that is cut would say something else
    return Page(address.url, "", data if len(data) < READ_BYTES else data.rpartition(b"\n")[0])


def _location(answer: Answer) -> str:
    """The header, which some servers write in UTF-8."""
    raw = answer.header("Location")
    try:
        return raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return raw


def _bad_status(answer: Answer) -> Trouble:
    hint = {404: "it is gone", 410: "it is gone", 401: "it asks for a login", 403: "it refuses us"}
    said = hint.get(answer.status, "try again later" if answer.status in _PASSING else "try it in a browser")
    wait = _retry_after(answer.header("Retry-After")) if answer.status in _PASSING else None
    said = f"try again in {wait:,.0f} s, as it asks" if wait else said
    return Trouble("http-status", f"the server answered {answer.status}; {said}", answer.status in _PASSING, wait)


def _retry_after(value: str) -> float | None:
    """Seconds, from a number or a date (RFC 9110, 10.2.3)."""
    if value.isdecimal() and value.isascii():
        return float(value[:12])
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
