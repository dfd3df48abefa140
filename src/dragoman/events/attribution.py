"""On whose word an event stands: the statements around it, and whether its own actor makes it by one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..language import Analysis, Clause
from ..records import Actor, Cast, EventType, Role, Span, SpanIndex, Statement
from .candidate import Candidate

# Acts that are done by saying them (PLOVER's verbal quads, but for CONSULT, which is a meeting).
VERBAL: frozenset[EventType] = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "LEG", "SPY", "JUD"})
_AGAINST = frozenset({"OPP", "REB", "PRE", "UAF"})
_PERFORMING = frozenset({"will", "shall", "would", "must", "should", "may", "might", "can", "could"})


class Voices:
    """The statements of one document by where their words stand; thoughts of nobody named are no source."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._by_id = {s.id: s for s in statements}
        voiced = (s for s in statements if s.speaker or s.act == "said")
        self._contents = SpanIndex((span, s) for s in voiced for span in s.content_spans)

    def around(self, trigger: Span) -> list[Statement]:
        """The statements whose words hold the trigger, outermost first."""
        around = {s.id: s for s in self._contents.around(trigger)}.values()
        return sorted(around, key=lambda s: (_depth(s, self._by_id), -sum(c.end - c.start for c in s.content_spans)))


def _depth(statement: Statement, by_id: dict[str, Statement]) -> int:
    depth, seen = 0, {statement.id}
    while statement.within and statement.within in by_id and statement.within not in seen:
        statement = by_id[statement.within]
        seen.add(statement.id)
        depth += 1
    return depth


def attribution(around: Sequence[Statement], performed: bool) -> list[str]:
    """Ids of the statements around, without the innermost where the event is made by it."""
    kept = around[:-1] if performed and around else around
    return [s.id for s in kept]


def with_speaker(candidate: Candidate, around: Sequence[Statement], analysis: Analysis) -> Candidate:
    """The candidate with the speaker as actor where a verbal act names none ("the mayor must resign")."""
    clause = analysis.clause_at(candidate.head)
    if candidate.actors or candidate.reciprocal or candidate.nominal or candidate.type not in VERBAL:
        return candidate
    if not around or clause is None or not _is_open(clause, around[-1]):
        return candidate
    speaker, span = around[-1].speaker, around[-1].source_span
    if speaker is None or span is None or around[-1].act == "thought":
        return candidate
    others = tuple(r for r in candidate.recipients if r.actor != speaker)
    return replace(candidate, actors=(Role(speaker, span),), recipients=others)


def is_performed(candidate: Candidate, around: Sequence[Statement], analysis: Analysis, cast: Cast) -> bool:
    """Whether the words of the innermost statement are themselves the verbal act ("we will retaliate").

    So in the future, under a modal or in the present of direct speech; a past act is told, not made.
    The speaker must be an actor of the event or speak for its country.
    """
    if candidate.type not in VERBAL or not around or around[-1].act == "thought":
        return False
    clause = analysis.clause_at(candidate.head)
    if candidate.nominal or clause is None or not _is_open(clause, around[-1]):
        return False
    return speaks_for(around[-1].speaker, candidate, cast)


def _is_open(clause: Clause, statement: Statement) -> bool:
    if clause.perfect or clause.tense == "past":
        return False
    return clause.modal in _PERFORMING or (statement.kind == "direct" and clause.tense == "present")


def speaks_for(speaker: str | None, candidate: Candidate, cast: Cast) -> bool:
    """Whether the speaker is an actor of the event or may speak for one."""
    if speaker is None:
        return False
    return any(role.actor == speaker or _same_side(speaker, role.actor, cast) for role in candidate.actors)


def _same_side(speaker: str, actor: str, cast: Cast) -> bool:
    """Whether nothing parts the two: of one country, and not one in government while the other is against it."""
    one, other = cast.actors.get(speaker), cast.actors.get(actor)
    if one is None or other is None or _camp(one) != _camp(other):
        return False
    if one.country and other.country:
        return one.country == other.country
    # a country that nobody gives parts no one: "the governor said her guards would"
    return one.kind == "person" or one.country == other.country


def _camp(actor: Actor) -> str:
    if actor.kind == "state" or _OFFICIAL & set(actor.sectors):
        return "government"
    return "opposition" if _AGAINST & set(actor.sectors) else "others"
