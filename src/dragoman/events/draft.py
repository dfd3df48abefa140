"""Draft: one mention of an act with its circumstances read, before mentions are joined into events."""

from __future__ import annotations

from dataclasses import dataclass

from ..records import BlockKind, Count, Date, Factuality, Place, Span
from .candidate import Candidate


@dataclass(frozen=True, slots=True)
class Draft:
    """What one mention says.  lemma: of its head word.  block, sentence: their indices.

    definite: a noun with an article or pronoun that points back.  another: a word before it says that it is a
    further act ("a second strike").  plural: a noun in the plural.  told: the reporter's own telling, by a verb.
    """

    candidate: Candidate
    lemma: str
    trigger: Span
    sentence_span: Span
    sentence: int
    block: int
    kind: BlockKind
    definite: bool
    another: bool
    plural: bool
    factuality: Factuality
    attribution: tuple[str, ...]
    date: Date | None
    place: Place | None
    counts: tuple[Count, ...]
    contexts: tuple[str, ...]

    @property
    def told(self) -> bool:
        """Whether the reporter tells it here without a source."""
        return self.kind == "paragraph" and not self.attribution and not (self.candidate.nominal and self.definite)

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(r.actor for r in (*self.candidate.actors, *self.candidate.recipients))


@dataclass(frozen=True, slots=True)
class Joined:
    """One act with all its mentions: the first in a paragraph, and the others in text order."""

    first: Draft
    others: tuple[Draft, ...]
