"""What an export needs to know of events that several documents tell: one row stands for all of them.

Whoever merges events passes a lookup; no class of this module need be known for it.  Without one each event is alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Merged(Protocol):
    """A merged event, as one of the events in it sees it.

    link: id of the merged event.  mentions: reports of it; origins: independent first reports; documents: those that
    tell it.  leading: whether this event is the one whose row stands for all; exactly one of them is.
    """

    @property
    def link(self) -> str: ...
    @property
    def mentions(self) -> int: ...
    @property
    def origins(self) -> int: ...
    @property
    def documents(self) -> int: ...
    @property
    def leading(self) -> bool: ...


class MergedLookup(Protocol):
    """Document id, event id → the merged event; None where the event is in none."""

    def __call__(self, document: str, event: str) -> Merged | None: ...


@dataclass(frozen=True)
class MergedEvent:
    """A merged event as a value; the defaults are those of an event that one document tells once."""

    link: str
    mentions: int = 1
    origins: int = 1
    documents: int = 1
    leading: bool = True
