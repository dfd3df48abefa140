"""Which events go into formats that know neither factuality nor attribution, and under which day.

Such a file reads as a list of what happened, so that only what the report tells as done goes in: actual, affirmed,
and of deeds only those on the reporter's own word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from ..knowledge.abbreviations import Abbreviations
from ..language.sentences import sentence_ranges
from ..records import Actor, Block, Coded, Event, Role, Span
from .merged import Merged, MergedEvent, MergedLookup

# Quads of deeds; what somebody is said to have said is less doubtful than what somebody is said to have done.
_MATERIAL = frozenset({2, 4})
_NUMBERED_BLOCKS = frozenset({"highlight", "paragraph"})

# Why an event is left out → what to tell the user, in the order in which they are asked.
REASONS = {
    "planned": "told as planned",
    "conditional": "told as conditional",
    "possible": "told as possible",
    "historical": "told as background, a year old or more",
    "negated": "told as not done",
    "attributed": "a deed on somebody's word; --attributed include takes it in",
    "merged": "told by another document, whose row stands for it",
    "undated": "no day is known; --undated published takes the day of the report",
    "no-pair": "not two parties, which the format needs",
}


@dataclass(frozen=True)
class Choice:
    """What goes in.  attributed: deeds on somebody's word, too.  undated: what becomes of an event without a day, in
    formats that need one; `published` gives it the day of publication."""

    attributed: bool = False
    undated: Literal["skip", "published"] = "skip"


class Report:
    """A document's records, with what rows of its events look up in them."""

    def __init__(self, coded: Coded, abbreviations: Abbreviations) -> None:
        self.coded = coded
        self.document = coded.document
        self.actors = {actor.id: actor for actor in coded.actors}
        self.statements = {statement.id: statement for statement in coded.statements}
        self._abbreviations = abbreviations

    def actor(self, role: Role | None) -> Actor | None:
        return self.actors.get(role.actor) if role else None

    @property
    def published(self) -> date | None:
        """The day of publication, in its own time zone."""
        return day(self.document.published_at)

    @cached_property
    def first_paragraph(self) -> Block | None:
        return next((block for block in self.document.blocks if block.kind == "paragraph"), None)

    def is_lead(self, span: Span) -> bool:
        """Whether a span stands in the first paragraph."""
        first = self.first_paragraph
        return first is not None and first.start <= span.start and span.end <= first.end

    def sentence_number(self, span: Span) -> int | None:
        """The number of the sentence a span begins in, from 1; None in the headline, which is not counted, and where
        the ledger holds no texts."""
        numbers = enumerate(self._sentences, start=1)
        return next((number for number, (start, end) in numbers if start <= span.start < end), None)

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        # records hold an event's sentence only; those between are found again, by the rules that coding went by
        return [
            sentence
            for block in self.document.blocks
            if block.kind in _NUMBERED_BLOCKS and self.document.text
            for sentence in sentence_ranges(self.document.text, block.start, block.end, self._abbreviations)
        ]


@dataclass(frozen=True)
class Told:
    """An event that goes in.  day: when it happened; basis: what says so, `text` or `published`."""

    report: Report
    event: Event
    day: date | None
    basis: Literal["text", "published"] | None
    merged: Merged

    @property
    def key(self) -> str:
        """What row ids are made from: the merged event's id, else the event's own."""
        return self.merged.link


def choose(
    report: Report, choice: Choice, merged: MergedLookup | None, *, needs_day: bool
) -> Iterator[tuple[Event, Told | str]]:
    """Each event of a document with what goes in of it, or with the reason (a key of REASONS) why it does not."""
    for event in report.coded.events:
        yield event, _choose(report, event, choice, merged, needs_day)


def _choose(report: Report, event: Event, choice: Choice, merged: MergedLookup | None, needs_day: bool) -> Told | str:
    if event.factuality.status != "actual":
        return event.factuality.status
    if event.factuality.polarity != "affirmed":
        return event.factuality.polarity
    if event.attribution and event.quad in _MATERIAL and not choice.attributed:
        return "attributed"
    place = merged_event(report, event, merged)
    if not place.leading:
        return "merged"
    if own := day(event.date.start if event.date else None):
        return Told(report, event, own, "text", place)
    if not needs_day:
        return Told(report, event, None, None, place)
    if choice.undated == "published" and report.published:
        return Told(report, event, report.published, "published", place)
    return "undated"


def merged_event(report: Report, event: Event, merged: MergedLookup | None) -> Merged:
    """The merged event that an event is in; one of its own where it is in none."""
    found = merged(report.document.id, event.id) if merged else None
    return found or MergedEvent(event.id)


def day(written: str | None) -> date | None:
    """The calendar day of an ISO date or time."""
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None
