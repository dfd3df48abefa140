"""The parties of a commitment: who is bound, and who gains, is harmed or must act."""

from __future__ import annotations

from collections.abc import Iterable

from ..language import Analysis, Clause
from ..records import Actor, Cast, Role, Statement

# Sectors (PLOVER manual) whose promises and threats are politics; companies, media and private people are left out.
_POLITICAL = frozenset(
    "GOV MIL REB PRM PRE LEG OPP PTY SPY JUD IGO COP UAF ELI NGO LAB REL ISM IMG SOC".split()  # noqa: SIM905
)
_OFFICIAL = frozenset({"GOV", "MIL", "LEG"})
_FIRST_PERSON = frozenset({"i", "we", "us", "our", "ours", "my", "ourselves"})


def is_political(cast: Cast, roles: Iterable[Role]) -> bool:
    """Whether one of the parties is a state, a body of unknown sort, or of a political sector."""
    return any(_is_political(cast.actors[r.actor]) for r in roles)


def _is_political(actor: Actor) -> bool:
    if actor.kind == "organization" and not actor.sectors:
        return True
    return actor.kind == "state" or bool(set(actor.sectors) & _POLITICAL)


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
    """Whether a speaker speaks for a party: the same actor, an official for the state, a member for the body.

    Membership is not in the text as a rule; one country and a common sector stand in for it.
    """
    if speaker is None:
        return False
    if speaker == party:
        return True
    one, other = cast.actors.get(speaker), cast.actors.get(party)
    if one is None or other is None or (one.country and other.country and one.country != other.country):
        return False
    if other.kind == "state":
        return bool(_OFFICIAL & set(one.sectors))
    return other.kind != "person" and one.kind == "person" and bool(set(one.sectors) & set(other.sectors))


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


def bound_by(analysis: Analysis, cast: Cast, clause: Clause, statement: Statement) -> list[Role]:
    """Who is bound by a speaker's word: the state or body that the clause names, else the speaker."""
    for subject in clause.subjects:
        named = [r for r in cast.at(subject) if cast.actors[r.actor].kind in {"state", "organization"}]
        if named and analysis.tokens[subject].pos != "PRON":
            return named
    return speaker_role(statement)


def speaker_role(statement: Statement) -> list[Role]:
    if statement.speaker is None or statement.source_span is None:
        return []
    return [Role(statement.speaker, statement.source_span)]


def without(roles: list[Role], others: list[Role]) -> list[Role]:
    """The roles whose actor does not stand among the others."""
    taken = {r.actor for r in others}
    return [r for r in roles if r.actor not in taken]
