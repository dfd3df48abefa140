"""From cast to records: which actors and mentions a document's output holds."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ..records import Actor, Cast, CastMention, Mention, Span

# An unnamed group that is spoken of again is part of the story though it fills no role.
_SPOKEN_OF = 2


def actor_records(cast: Cast, used: Iterable[tuple[str, Span]]) -> list[Actor]:
    """The actors of the output with their mentions, in order of first mention.

    used: the (actor id, span) pairs that a record stands on.  Kept are all actors with a mention
    that is not optional, all used ones, and groups that are mentioned again.
    """
    pairs = set(used)
    by_actor: dict[str, list[CastMention]] = {}
    for mention in cast.mentions:
        for actor in mention.actors:
            by_actor.setdefault(actor, []).append(mention)
    spans: dict[str, set[Span]] = {}
    for id, span in pairs:
        spans.setdefault(id, set()).add(span)
    kept = [
        _record(actor, by_actor.get(actor.id, []), spans.get(actor.id, set()))
        for actor in cast.actors.values()
        if actor.id in spans or _stands_by_itself(actor, by_actor.get(actor.id, []))
    ]
    return sorted(kept, key=_place)


def _place(actor: Actor) -> tuple[int, int, str]:
    first = actor.mentions[0] if actor.mentions else None
    return (first.start, first.end, actor.id) if first else (0, 0, actor.id)


def _stands_by_itself(actor: Actor, mentions: list[CastMention]) -> bool:
    if any(not m.optional for m in mentions):
        return True
    if actor.kind == "state":
        return False
    return sum(1 for m in mentions if m.form != "pronoun") >= _SPOKEN_OF or len(mentions) > _SPOKEN_OF


def _record(actor: Actor, mentions: list[CastMention], used: set[Span]) -> Actor:
    forms: dict[Span, Mention] = {}
    for mention in mentions:
        if not mention.optional or mention.span in used or actor.kind != "state":
            span = mention.span
            forms[span] = Mention(span.start, span.end, span.text, mention.form)
    known = list(forms)
    for span in used:
        # a role's span may be wider than the name in it ("Senator X"); that is one mention, not two
        if not any(span.overlaps(other) for other in known):
            forms[span] = Mention(span.start, span.end, span.text, "nominal")
    ordered = sorted(forms.values(), key=lambda m: (m.start, m.end))
    return msgspec.structs.replace(actor, mentions=ordered)
