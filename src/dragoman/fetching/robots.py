"""What servers' robots.txt allow, by RFC 9309; each is read once in a run."""

from __future__ import annotations

import re
from collections.abc import Callable

from protego import Protego

from .addresses import Address
from .troubles import Trouble

AGENT = "dragoman"
# RFC 9309, 2.5: at least 500 kibibytes are read; rules behind are not known.
READ_BYTES = 512_000
_AGENT_LINE = re.compile(r"[^\S\n]*user(?:-|[^\S\n]*)agent[^\S\n]*:?[^\S\n]*", re.IGNORECASE)
# A name that no part of ours fits.
_OTHER = "-"


class Robots:
    """The rules of all servers met so far.

    load: the text of a server's robots.txt; None where it has none; raises Trouble where it cannot be had.
    """

    def __init__(self, load: Callable[[Address], str | None]) -> None:
        self._load = load
        self._rules: dict[str, Protego | Trouble] = {}

    def check(self, address: Address) -> float | None:
        """Seconds that the server wants between two requests, or None.

        Raises Trouble: `robots` where it wants us to keep off, or else why its robots.txt cannot be had.
        """
        rules = self._of(address)
        if isinstance(rules, Trouble):
            raise Trouble(rules.code, rules.reason, silent=rules.silent)
        if not rules.can_fetch(address.url, AGENT):
            raise Trouble("robots", f"the robots.txt of {address.host} forbids it; ask its publisher for leave")
        rate = rules.request_rate(AGENT)
        asked = [rules.crawl_delay(AGENT), rate.seconds / rate.requests if rate else None]
        return max((seconds for seconds in asked if seconds is not None), default=None)

    def _of(self, address: Address) -> Protego | Trouble:
        if address.origin not in self._rules:
            try:
                text = self._load(address.beside("/robots.txt"))
                self._rules[address.origin] = Protego.parse(_without_others(text or ""))
            except Trouble as trouble:
                self._rules[address.origin] = trouble
        return self._rules[address.origin]


def _without_others(text: str) -> str:
    """The text with one name for all agents but us: a hostile file with thousands of them would take minutes."""
    lines = []
    for line in text.splitlines():
        agent = _AGENT_LINE.match(line)
        name = line[agent.end() :].partition("#")[0].strip().lower() if agent else "*"
        ours = name == "*" or name.replace("*", "") in AGENT
        lines.append(line if ours or not agent else agent[0] + _OTHER)
    return "\n".join(lines)
