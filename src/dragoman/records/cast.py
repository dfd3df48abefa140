"""Cast: who is who in one document, as the actors room hands it to the rooms behind it.

A mention is keyed by its head token, so a room that walks the parse asks `cast.at(token)`
and gets the actors meant there with the span that names them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import msgspec

from .actors import Actor, MentionForm
from .events import Role
from .span import Span


class CastMention(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the text that refers to one actor, or to several ("both sides").

    head: index of the head token in the analysis.  span: the words that name the actor.
    optional: kept in the output only if a role or a speaker uses it (adjectives such as
    "Russian", unnamed groups).  A toponym read as a place is no mention.
    """

    actors: tuple[str, ...]
    head: int
    span: Span
    form: MentionForm
    optional: bool = False


class Cast(msgspec.Struct, frozen=True):
    """actors: id → actor, whose `mentions` are still empty.  mentions: in text order."""

    actors: dict[str, Actor] = {}
    mentions: tuple[CastMention, ...] = ()
    heads: dict[int, CastMention] = {}

    @classmethod
    def of(cls, actors: dict[str, Actor], mentions: Iterable[CastMention]) -> Cast:
        ordered = tuple(sorted(mentions, key=lambda m: (m.span.start, m.span.end)))
        return cls(actors, ordered, {m.head: m for m in ordered})

    def at(self, token: int) -> list[Role]:
        """The actors meant at a head token, each with its span; empty where it names nobody."""
        mention = self.heads.get(token)
        return [Role(actor, mention.span) for actor in mention.actors] if mention else []

    def within(self, start: int, end: int) -> Iterator[CastMention]:
        """The mentions whose span lies between two offsets of the text."""
        first = bisect_left(self.mentions, start, key=_start)
        last = bisect_left(self.mentions, end + 1, key=_start)
        return (m for m in self.mentions[first:last] if m.span.end <= end)


def _start(mention: CastMention) -> int:
    return mention.span.start
