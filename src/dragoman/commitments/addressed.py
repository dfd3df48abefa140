"""To whom a commitment is made: who is to act or gives way, where the words that bind do not name them.

"unless Lima pays": it is Lima that is threatened; "otherwise": whoever the demand before was made of; "told the
elders": those who are told.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..language import Analysis
from ..records import Role
from .drafts import Draft
from .parties import party_at, roles_at, without
from .reader import Reader

_BARGAINED = frozenset({"threat", "offer", "refusal"})
_HINGES = frozenset({"if", "unless", "until", "once", "so-long-as"})
_PARTIES = frozenset({"state", "organization", "person", "group"})
# Whom words are told counts for those that ask or bind, not for what several agree on.
_TOLD = frozenset({"threat", "promise", "demand", "prohibition", "offer"})


def addressed(reader: Reader, draft: Draft, before: Sequence[Draft]) -> tuple[Role, ...]:
    """The other party of a draft: as it is, or who its condition, its demand or its statement names.

    before: the drafts whose acts stand before it, in text order.
    """
    by = list(draft.by)
    if draft.kind == "agreement":
        return ()
    named = _without_own(reader, draft)
    if named:
        return named
    if draft.kind in _BARGAINED:
        found = without(_who_hinges(reader, draft), by) or without(_asked_before(draft, before), by)
        if found:
            return tuple(found)
    return tuple(without(_told(reader, draft), by)) if draft.kind in _TOLD else ()


def _without_own(reader: Reader, draft: Draft) -> tuple[Role, ...]:
    """The party without what is the maker's own: "recall its envoy", "withdraw our troops"."""
    kept = []
    for role in draft.to:
        tokens = reader.analysis.tokens_in(role.span.start, role.span.end)
        own = len(tokens) and reader.analysis.tokens[tokens[0]].tag == "PRP$"
        if not own or draft.kind in {"demand", "prohibition"}:
            kept.append(role)
    return tuple(kept)


def _who_hinges(reader: Reader, draft: Draft) -> list[Role]:
    """Whoever is to do, or not to do, what the act hangs on."""
    for condition in draft.conditions:
        if condition.kind not in _HINGES:
            continue
        tokens = reader.analysis.tokens_in(condition.span.start, condition.span.end)
        clause = next((c for t in tokens if (c := reader.analysis.clause_at(t))), None)
        heads = [s for s in (clause.doers if clause else ()) if s in tokens]
        heads += [t for t in tokens if _is_subject(reader.analysis, t)] if not heads else []
        for head in heads:
            roles = [
                r for r in party_at(reader.analysis, reader.cast, head) if reader.cast.actors[r.actor].kind in _PARTIES
            ]
            if roles:
                return roles
    return []


def _is_subject(analysis: Analysis, token: int) -> bool:
    return analysis.tokens[token].dep == "nsubj"


def _asked_before(draft: Draft, before: Sequence[Draft]) -> list[Role]:
    """Of whom the demand is made whose not being met the draft hangs on."""
    for condition in draft.conditions:
        for other in reversed(before):
            if other.to and other.kind in {"demand", "prohibition"} and other.act.span.overlaps(condition.span):
                return list(other.to)
    return []


def _told(reader: Reader, draft: Draft) -> list[Role]:
    statement = reader.statement_at(draft.act.head)
    if statement is None or not statement.addressee or statement.addressee_span is None:
        return []
    tokens = reader.analysis.tokens_in(statement.addressee_span.start, statement.addressee_span.end)
    if any(reader.analysis.tokens[t].lemma.lower() in reader.terms.groups["audience"] for t in tokens):
        return []
    return roles_at(reader.cast, tokens[-1:]) or [Role(statement.addressee, statement.addressee_span)]
