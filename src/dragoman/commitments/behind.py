"""Who stands behind whoever makes a commitment: "its spokesman", "his office", "their men" bind whose they are."""

from __future__ import annotations

from ..records import Role
from .drafts import Draft
from .reader import Reader

_POSSESSIVES = frozenset({"PRP$"})
_BODIES = frozenset({"state", "organization", "group", "person"})


def with_principals(reader: Reader, draft: Draft) -> tuple[Role, ...]:
    """The makers of a draft, those named by "its", "his" or "their" replaced by whom the pronoun means."""
    found: dict[str, Role] = {}
    for role in draft.by:
        for each in _principal(reader, role) or [role]:
            found.setdefault(each.actor, each)
    return tuple(found.values())


def _principal(reader: Reader, role: Role) -> list[Role]:
    tokens = reader.analysis.tokens_in(role.span.start, role.span.end)
    if not len(tokens) or reader.analysis.tokens[tokens[0]].tag not in _POSSESSIVES:
        return []
    heads = [t for t in tokens if reader.analysis.tokens[t].pos in {"NOUN", "PROPN"}]
    voices = reader.terms.groups["voices"]
    if not heads or not any(reader.analysis.tokens[t].lemma.lower() in voices for t in heads[:4]):
        return []
    owners = [r for r in reader.cast.at(tokens[0]) if reader.cast.actors[r.actor].kind in _BODIES]
    return [r for r in owners if r.actor != role.actor and reader.is_political([r])]
