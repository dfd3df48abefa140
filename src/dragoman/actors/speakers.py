"""First and second person: "I" and "we" in somebody's words mean who speaks, "you" who is spoken to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..language import Analysis
from ..records import Cast, CastMention, Statement

_FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_SECOND = frozenset({"you", "your", "yours", "yourself", "yourselves"})


def resolve_speakers(cast: Cast, analysis: Analysis, statements: Sequence[Statement]) -> Cast:
    """The cast with a mention for each "I", "we", "you" inside direct words whose speaker is known."""
    more: dict[int, CastMention] = {}
    for statement in statements:
        if statement.kind == "indirect":
            continue
        for token in _tokens(analysis, statement):
            meant = _meant(analysis.tokens[token].lower, statement)
            if meant and token not in cast.heads and _is_own_word(analysis, token, statement):
                more[token] = CastMention(
                    actors=(meant,),
                    head=token,
                    span=analysis.span(token, token + 1),
                    form="pronoun",
                )
    return Cast.of(cast.actors, (*cast.mentions, *more.values())) if more else cast


def _meant(word: str, statement: Statement) -> str | None:
    if word in _FIRST:
        return statement.speaker
    return statement.addressee if word in _SECOND else None


def _tokens(analysis: Analysis, statement: Statement) -> Iterable[int]:
    for span in statement.content_spans:
        yield from analysis.tokens_in(span.start, span.end)


def _is_own_word(analysis: Analysis, token: int, statement: Statement) -> bool:
    """Whether the pronoun is the speaker's own: anywhere in direct words, in mixed ones between the marks."""
    if analysis.tokens[token].tag not in {"PRP", "PRP$"}:
        return False
    return statement.kind == "direct" or analysis.quotation_at(analysis.tokens[token].start) is not None
