"""What every event format offers to the one loop that writes them all (`writing.py`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

from ..knowledge.abbreviations import Abbreviations, load_abbreviations
from ..knowledge.cameo import Cameo, load_cameo
from ..knowledge.registry import Registry, load_registry
from ..records import Coded, Event
from .choosing import Report, Told


class Known:
    """The tables that rows look up, each read when it is first asked for."""

    @cached_property
    def cameo(self) -> Cameo:
        return load_cameo()

    @cached_property
    def registry(self) -> Registry:
        return load_registry()

    @cached_property
    def abbreviations(self) -> Abbreviations:
        return load_abbreviations()

    def report(self, coded: Coded) -> Report:
        return Report(coded, self.abbreviations)


@dataclass(frozen=True)
class Run:
    """One export.  now: its time, which some formats put into rows.  sentences: whether the sentences of the texts may
    be given away; names, words of parties and triggers always are."""

    now: datetime
    sentences: bool = False


class Form(Protocol):
    """A format."""

    @property
    def suffix(self) -> str:
        """What its files' names end with."""

    @property
    def needs_day(self) -> bool:
        """Whether an event without a day can be no row."""

    @property
    def dropped(self) -> Sequence[str]:
        """What of an event it has no place for, as keys of `loss.FIELDS`."""

    def head(self) -> bytes:
        """What a file begins with."""

    def rows(self, told: Told) -> Iterator[tuple[str, bytes]]:
        """Id and line of each row of an event; none where it lacks what the format needs."""

    def schema(self) -> dict[str, Any]:
        """How to read the file."""


class MentionForm(Protocol):
    """A second table, of the reports that tell an event."""

    def head(self) -> bytes: ...

    def rows(self, told: Told) -> Iterator[bytes]:
        """A line for each row that the event has."""

    def retold(self, report: Report, event: Event, key: str) -> bytes:
        """The line of an event for which another document's rows stand.  key: the merged event's, as `Told.key`."""

    def schema(self) -> dict[str, Any]: ...
