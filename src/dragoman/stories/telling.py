"""What a report tells, as far as stories are told apart by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Telling:
    """text: the report's own words, without furniture; None where they are not kept.

    days, months, years: those that its date expressions name, as ISO 8601 (2020-08-28, 2020-08, 2020).
    names: its actors and places as the registries know them, or by name.  acts: its coded events in short.
    content: the hash of the text, in hex, by which at least the very same text is known again where it is not kept.
    """

    text: str | None
    content: str
    day: date | None = None
    days: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
