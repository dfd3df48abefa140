"""Demands made by giving time: "gave the garrison three days to surrender", "has until noon to answer"."""

from __future__ import annotations

from collections.abc import Iterator

from ..language import Analysis, Clause
from ..records import Role
from .acts import clause_act
from .conditions import conditions_of
from .drafts import Draft
from .parties import roles_at, without
from .reader import Reader
from .unreal import is_unreal

_GIVING = frozenset({"give", "grant", "allow", "set"})
_OURS = frozenset({"i", "we", "it", "he", "she"})
# How far behind the verb the span of time may stand.
_NEAR = 12


def limit_drafts(reader: Reader) -> Iterator[Draft]:
    for clause in reader.analysis.clauses:
        if (clause.lemma in _GIVING or _has_until(reader.analysis, clause)) and not is_unreal(reader, clause):
            yield from _drafts(reader, clause)


def _has_until(analysis: Analysis, clause: Clause) -> bool:
    told = not any(analysis.tokens[s].lower in _OURS for s in clause.subjects) and clause.tense == "present"
    counted = told and any(analysis.tokens[o].entity in {"DATE", "TIME"} for o in clause.objects)
    return clause.lemma == "have" and (counted or any(p in {"until", "till"} for p, _ in clause.obliques))


def _drafts(reader: Reader, clause: Clause) -> Iterator[Draft]:
    analysis = reader.analysis
    if not _names_time(analysis, clause):
        return
    has = clause.lemma == "have"
    given = roles_at(reader.cast, clause.subjects if has else (*clause.indirect, *clause.undergoers))
    by = _giver(reader, clause, has)
    you = any(analysis.tokens[s].lower == "you" for s in clause.subjects)
    told = bool(given) or you or (has and bool(clause.subjects))
    for inner in reader.infinitives(clause)[:1] if (by and told) or _is_told(reader, clause, given) else ():
        conditions = tuple(c for c, _ in conditions_of(analysis, inner, reader.terms))
        act = clause_act(analysis, inner, list(conditions), with_subject=False)
        trigger = analysis.span(clause.predicate, clause.verb_last)
        to = tuple(without(given, by))
        yield Draft("demand", clause.predicate, trigger, tuple(by), to, act, conditions, "binding")


def _is_told(reader: Reader, clause: Clause, given: list[Role]) -> bool:
    """ "was given until noon to leave", by whom the text does not say."""
    return clause.voice == "passive" and clause.lemma != "have" and reader.is_political(given)


def _giver(reader: Reader, clause: Clause, has: bool) -> list[Role]:
    """Who sets the limit: the one who gives it, or whoever says that it is given."""
    doers = [] if has else roles_at(reader.cast, clause.doers)
    if clause.voice == "passive" and clause.indirect:
        # "it's given the crew an hour": the parser reads "is" for "has"
        return roles_at(reader.cast, clause.subjects)
    if clause.voice == "active" and not has:
        return doers
    found = doers or reader.speaker_at(clause.predicate)
    return found if reader.is_political(found) else []


def _names_time(analysis: Analysis, clause: Clause) -> bool:
    window = range(clause.predicate, min(len(analysis.tokens), clause.predicate + _NEAR))
    return any(analysis.tokens[t].entity in {"DATE", "TIME"} for t in window)
