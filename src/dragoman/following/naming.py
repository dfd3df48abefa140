"""What a document's records know: who is named where, what days, which sentences, as later steps ask for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from ..records import Coded, Span
from .parties import Party, countries_in, nation, party_of
from .words import names_in

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9À-Ý])")
_LEDE_SENTENCES = 1
# Parties that are kept of those nearby.
_MOST_AROUND = 4


class Known:
    """One document.  parties: of its actors, by id; mentions: (start, end, actor), in order; spoken: what is pledged
    and awaited; sentences: (start, end); ledes: those with the news; setting: numbers of its names."""

    def __init__(self, coded: Coded) -> None:
        self.coded = coded
        self.text = coded.document.text
        self.parties = {actor.id: party_of(actor) for actor in coded.actors}
        self.statements = {statement.id: statement for statement in coded.statements}
        self.mentions = sorted(
            (mention.start, mention.end, actor.id) for actor in coded.actors for mention in actor.mentions
        )
        self.making = {commitment.event for commitment in coded.commitments if commitment.event}
        self.spoken = [c.act for c in coded.commitments] + [x.span for c in coded.commitments for x in c.conditions]
        self.events = {event.id: event for event in coded.events}
        self.sentences = list(_sentences(coded))
        self.ledes = _ledes(coded, self.sentences)
        named = " ".join(m.text for actor in coded.actors for m in actor.mentions if m.form != "pronoun")
        self.setting = names_in(" … ".join(self.text[s:e] for s, e in self.sentences) + " … – " + named)

    def around(self, at: int) -> list[Party]:
        """Who is named in a sentence and in those next to it, without those who are not told apart."""
        last = len(self.sentences) - 1
        ids: dict[str, None] = {}
        named: dict[str, None] = {}
        for near in (at, max(0, at - 1), min(at + 1, last)):
            start, end = self.sentences[near]
            ids |= {actor: None for s, _, actor in self.mentions if start <= s < end}
            countries = countries_in(self.text[start:end])
            named |= {country: None for country in countries}
        found = self.who(list(ids))
        known = {party.country for party in found}
        return [*found, *(nation(code) for code in named if code not in known)][:_MOST_AROUND]

    def is_old(self, start: int, end: int) -> bool:
        """Whether a sentence names a time before the month of the report."""
        told = day_of(self.report_day())
        times = [time for time in self.coded.times if time.span and start <= time.span.start < end]
        return told is not None and any((day_of(time.end) or told) < told.replace(day=1) for time in times)

    def day_near(self, start: int, end: int, at: int) -> date | None:
        """The day that stands next to a place of a sentence."""
        found = [
            (abs(time.span.start - at), day)
            for time in self.coded.times
            if time.span and start <= time.span.start < end and time.precision == "day" and (day := day_of(time.start))
        ]
        return min(found)[1] if found else None

    def subjects(self, start: int, end: int) -> list[Party]:
        """The parties that a clause begins with: the first one named, and those joined to it."""
        found: list[str] = []
        last = 0
        for s, e, actor in self.mentions:
            if not start <= s < end:
                continue
            if found and len(self.text[last:s].strip(" ,'’s")) > len("and the"):
                break
            found.append(actor)
            last = e
        return self.who(found)

    def agents(self, start: int, end: int) -> list[Party]:
        """Who stands behind "by"."""
        return next(
            (
                [self.parties[actor]]
                for s, e, actor in self.mentions
                if start <= s < end and re.search(r"\bby (?:the |an? )?$", self.text[start:s])
            ),
            [],
        )

    def days(self, start: int, end: int) -> set[date]:
        """The days that a stretch of the text names."""
        return {
            day
            for time in self.coded.times
            if time.span and start <= time.span.start < end and time.precision == "day" and (day := day_of(time.start))
        }

    def place(self, offset: int) -> int:
        """Which sentence stands at an offset, or came last before it."""
        return max(0, bisect_right(self.sentences, (offset, len(self.text))) - 1)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        return next(((s, e) for s, e in self.sentences if s <= offset < e), (offset, offset))

    def subject(self, start: int, end: int) -> list[Party]:
        """The first party named in a stretch."""
        return next(([self.parties[a]] for s, e, a in self.mentions if start <= s < end), [])

    def speaker(self, cue: Span) -> Party | None:
        """Who says the words in which a phrase stands."""
        for statement in self.coded.statements:
            if statement.speaker and any(span.contains(cue) for span in statement.content_spans):
                return self.parties.get(statement.speaker)
        return None

    def who(self, ids: Sequence[str]) -> list[Party]:
        return [self.parties[actor] for actor in dict.fromkeys(ids) if actor in self.parties]

    def report_day(self) -> str | None:
        document = self.coded.document
        line = document.dateline
        return document.published_at or document.modified_at or (line.date if line else None)


def _sentences(coded: Coded) -> Iterator[tuple[int, int]]:
    """The sentences of what was coded, roughly: phrases of outcome do not hang on an exact end."""
    text = coded.document.text
    for block in coded.document.blocks:
        if block.kind not in ("headline", "paragraph"):
            continue
        at = block.start
        for found in _SENTENCE_END.finditer(text, block.start, block.end):
            yield at, found.start()
            at = found.end()
        if at < block.end:
            yield at, block.end


def _ledes(coded: Coded, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The headline and the first sentence of the first paragraph: what is told there is the news."""
    found = [(block.start, block.end) for block in coded.document.blocks if block.kind == "headline"]
    first = next((block for block in coded.document.blocks if block.kind == "paragraph"), None)
    inside = [s for s in sentences if first and first.start <= s[0] < first.end]
    return found + inside[:_LEDE_SENTENCES]


def day_of(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None
