"""The parties of a commitment: who is bound, and who gains, is harmed or must act."""

from __future__ import annotations

from collections.abc import Iterable

from ..language import Analysis, Clause
from ..records import Cast, Role, Statement

_FIRST_PERSON = frozenset({"i", "we", "us", "our", "ours", "my", "ourselves"})


def roles_at(cast: Cast, heads: Iterable[int]) -> list[Role]:
    """The actors at some head tokens, each once."""
    found: dict[str, Role] = {}
    for head in heads:
        for role in cast.at(head):
            found.setdefault(role.actor, role)
    return list(found.values())


def party_at(analysis: Analysis, cast: Cast, head: int) -> list[Role]:
    """The actors meant by a noun phrase: its head's, else those of its owner, adjective or complement."""
    direct = cast.at(head)
    if direct:
        return direct
    for child in analysis.dependents(head, "poss", "amod", "compound", "nmod"):
        if cast.at(child):
            return cast.at(child)
    for prep in analysis.dependents(head, "prep"):
        if analysis.tokens[prep].lower in {"of", "on", "against", "to", "for"}:
            for inner in analysis.dependents(prep, "pobj"):
                if cast.at(inner):
                    return cast.at(inner)
    return []


def speaks_for(cast: Cast, speaker: str | None, party: str) -> bool:
    """Whether a speaker speaks for a party: the same actor, or one of the same country with a state's voice."""
    if speaker is None:
        return False
    if speaker == party:
        return True
    one, other = cast.actors.get(speaker), cast.actors.get(party)
    if one is None or other is None or not one.country or one.country != other.country:
        return False
    return other.kind == "state" and bool({"GOV", "MIL", "LEG"} & set(one.sectors))


def is_own(analysis: Analysis, cast: Cast, clause: Clause, statement: Statement) -> bool:
    """Whether the subject of a clause is the speaker's own side."""
    for subject in clause.subjects:
        token = analysis.tokens[subject]
        if token.lower in _FIRST_PERSON and statement.kind != "indirect":
            return True
        if any(speaks_for(cast, statement.speaker, r.actor) for r in party_at(analysis, cast, subject)):
            return True
        if any(
            analysis.tokens[o].lower in _FIRST_PERSON
            or any(speaks_for(cast, statement.speaker, r.actor) for r in cast.at(o))
            for o in analysis.dependents(subject, "poss")
        ):
            return True
    return False


def speaker_role(statement: Statement) -> list[Role]:
    if statement.speaker is None or statement.source_span is None:
        return []
    return [Role(statement.speaker, statement.source_span)]


def without(roles: list[Role], others: list[Role]) -> list[Role]:
    """The roles whose actor does not stand among the others."""
    taken = {r.actor for r in others}
    return [r for r in roles if r.actor not in taken]
