"""How far fetching may go: one frozen object, made at the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, metadata

from ..errors import UsageError
from ..version import __version__

MAX_BYTES = 10_000_000
SECONDS = 60.0
PAUSE = 1.0


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a run may fetch, and how it behaves.  Times are seconds.

    allow_private: also addresses that are not of the public internet.  allow_downgrade: follow https to http.
    max_bytes: of an answer, as sent and unpacked.  seconds: for an answer, all in all.
    silence: for a connection, and between two pieces of an answer.
    pause: between two requests to a host; its robots.txt may ask for more.
    longest_wait: what is asked beyond it is not waited for, the request is given up.
    retries: further tries of what may pass.  patience: failures in a row after which a host is left alone.
    proxies: scheme → proxy, as the environment has them; a key "no" lists hosts without one.
    contact: an address by which the operator of a server can reach whoever runs this.
    """

    allow_private: bool = False
    allow_downgrade: bool = False
    max_bytes: int = MAX_BYTES
    seconds: float = SECONDS
    silence: float = 20.0
    redirects: int = 5
    retries: int = 2
    pause: float = PAUSE
    longest_wait: float = 60.0
    patience: int = 3
    proxies: Mapping[str, str] = field(default_factory=dict)
    contact: str | None = None

    def __post_init__(self) -> None:
        if self.max_bytes <= 0 or self.seconds <= 0 or self.silence <= 0:
            raise UsageError("sizes and times of fetching must be above 0")
        # it becomes part of a header
        if self.contact is not None and not (self.contact.isascii() and self.contact.isprintable()):
            raise UsageError("a contact is an address on one line, in ASCII")

    @property
    def user_agent(self) -> str:
        """The program, its version, and where to read or ask about it."""
        where = self.contact or _homepage()
        return f"dragoman/{__version__} (+{where})" if where else f"dragoman/{__version__}"


def _homepage() -> str | None:
    """The home page that the package's metadata name, if they do."""
    try:
        urls = metadata("dragoman").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    named = dict(url.partition(", ")[::2] for url in urls)
    return next((named[name] for name in ("Homepage", "Documentation", "Repository") if name in named), None)
