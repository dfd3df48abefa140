"""Commitments that a word names: "vowed to", "warned that", "an ultimatum to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..knowledge.terms import BindingCue, Terms
from ..language import Analysis, Clause
from ..records import Cast, CommitmentKind, Condition, Role
from .acts import Act, AimReader, clause_act, noun_act, phrase_act
from .conditions import conditions_of
from .drafts import Draft
from .parties import party_at, roles_at, without

_POSSIBLE = frozenset({"may", "might", "could", "can"})
_LIGHT = frozenset({"make", "issue", "give", "renew", "repeat", "deliver", "offer", "reiterate", "withdraw", "set"})
# What is sent is nobody's other party: "send paratroopers to the base".
_SENDING = frozenset({"send", "deploy", "dispatch", "station", "move", "commit", "contribute", "pull", "withdraw"})
# An object of this kind is no act: "rejected the claim", "refused a drink" bind nobody to anything.
_BARE_REJECTION = frozenset({"reject", "decline"})


@dataclass(frozen=True, slots=True)
class Reader:
    """What every way of finding a commitment looks at."""

    analysis: Analysis
    cast: Cast
    terms: Terms
    aims: AimReader


def cued_drafts(reader: Reader) -> Iterator[Draft]:
    """The commitments of binding verbs and nouns, in text order of verbs, then nouns."""
    for clause in reader.analysis.clauses:
        cue = _verb_cue(reader, clause)
        if cue and not _is_unreal(clause):
            yield from _verb_drafts(reader, clause, cue)
        elif not _is_unreal(clause):
            yield from _ultimatum(reader, clause)
    for token in reader.analysis.tokens:
        if token.pos == "NOUN" and token.lemma.lower() in reader.terms.nouns:
            yield from _noun_drafts(reader, token.i, reader.terms.nouns[token.lemma.lower()])


def _ultimatum(reader: Reader, clause: Clause) -> Iterator[Draft]:
    """ "gave the garrison three days to surrender": a span of time given to somebody for an act of theirs."""
    analysis = reader.analysis
    if clause.lemma not in {"give", "grant"} or not any(
        analysis.tokens[t].entity in {"DATE", "TIME"}
        for t in range(clause.predicate, min(len(analysis.tokens), clause.predicate + 12))
    ):
        return
    by = roles_at(reader.cast, clause.doers)
    given = roles_at(reader.cast, (*clause.indirect, *clause.undergoers))
    for inner in _infinitives(analysis, clause)[:1]:
        if not by or not given:
            return
        conditions = [c for c, _ in conditions_of(analysis, inner, reader.terms)]
        act = clause_act(analysis, inner, conditions, with_subject=False)
        trigger = analysis.span(clause.predicate, clause.verb_last)
        yield Draft(
            "demand", clause.predicate, trigger, tuple(by), tuple(without(given, by)), act, tuple(conditions), "binding"
        )


def _verb_cue(reader: Reader, clause: Clause) -> BindingCue | None:
    cue = reader.terms.verbs.get(clause.lemma)
    if cue is None:
        return None
    # "asked whether", "tell the story": some words bind only with an infinitive
    if cue.act[0] == "infinitive" and not _infinitives(reader.analysis, clause) and len(cue.act) == 1:
        return None
    return cue


def _is_unreal(clause: Clause) -> bool:
    """Whether the binding itself is denied, only possible or a condition."""
    if clause.negated or clause.modal in _POSSIBLE or (clause.modal == "would" and clause.perfect):
        return True
    return clause.marker in {"if", "unless", "whether", "until", "once"}


def _infinitives(analysis: Analysis, clause: Clause) -> list[Clause]:
    """Infinitives after a verb of asking; the parser hangs some on the one who is asked."""
    kinds = {"open", "complement", "adverbial", "reduced", "relative"}
    return [
        c
        for c in analysis.clauses_under(clause)
        if c.form == "infinitive" and c.kind in kinds and c.predicate > clause.predicate
    ]


def _complements(analysis: Analysis, clause: Clause) -> list[Clause]:
    """The clauses that tell the act of a verb, coordinated ones included."""
    kinds = {"open", "complement"}
    return [
        c
        for c in analysis.clauses_under(clause)
        if c.kind in kinds and (c.predicate > clause.predicate or _quoted_before(analysis, c, clause))
    ]


def _quoted_before(analysis: Analysis, inner: Clause, clause: Clause) -> bool:
    """ "We will strike back," he warned: the content stands before the cue."""
    return (
        inner.kind == "complement"
        and analysis.tokens[inner.predicate].sentence == analysis.tokens[clause.predicate].sentence
    )


def _verb_drafts(reader: Reader, clause: Clause, cue: BindingCue) -> Iterator[Draft]:
    by = roles_at(reader.cast, clause.doers) or [
        r for d in clause.doers for r in party_at(reader.analysis, reader.cast, d)
    ]
    if not by and clause.voice == "active":
        return
    for act, conditions in _acts(reader, clause, cue):
        kind = _kind(reader, cue, act, len(by))
        if kind is None:
            continue
        if kind == "promise" and is_bargain(reader, conditions):
            kind = "offer"
        to = without(_other_party(reader, clause, cue, act), by)
        yield Draft(
            kind,
            clause.predicate,
            reader.analysis.span(clause.predicate, clause.verb_last),
            tuple(by),
            tuple(to),
            act,
            tuple(conditions),
            cue.strength,
        )


def _acts(reader: Reader, clause: Clause, cue: BindingCue) -> Iterator[tuple[Act, list[Condition]]]:
    for place in cue.act:
        found = list(_acts_at(reader, clause, place))
        if found:
            yield from found
            return


def _acts_at(reader: Reader, clause: Clause, place: str) -> Iterator[tuple[Act, list[Condition]]]:
    analysis = reader.analysis
    if place in {"complement", "infinitive"}:
        for inner in _complements(analysis, clause) if place == "complement" else _infinitives(analysis, clause):
            if inner.marker in {"whether", "if"} or inner.perfect:
                continue
            conditions = [c for c, _ in conditions_of(analysis, inner, reader.terms)]
            with_subject = inner.form == "finite" and not _same_subject(reader, clause, inner)
            yield clause_act(analysis, inner, conditions, with_subject, not with_subject), conditions
        return
    conditions = [c for c, _ in conditions_of(analysis, clause, reader.terms)]
    cue_offers = clause.lemma in {"offer", "promise", "pledge"}
    if place == "object":
        for head in clause.undergoers[:2]:
            person = bool(reader.cast.at(head)) and not (cue_offers and len(clause.undergoers) == 1)
            if analysis.tokens[head].pos == "NOUN" and not person:
                yield noun_act(analysis, head, conditions), conditions
    elif place.startswith("prep:"):
        act = phrase_act(analysis, clause, place[5:], conditions)
        if act:
            yield act, conditions


def _same_subject(reader: Reader, outer: Clause, inner: Clause) -> bool:
    if inner.subject_inherited:
        return True
    ours = {r.actor for r in roles_at(reader.cast, outer.doers)}
    theirs = {r.actor for s in inner.subjects for r in party_at(reader.analysis, reader.cast, s)}
    return bool(ours & theirs)


def _kind(reader: Reader, cue: BindingCue, act: Act, bound: int) -> CommitmentKind | None:
    """The kind of a commitment by its cue and its act; None where it binds nobody."""
    sort = reader.aims.at(act.head).sort
    negated = act.clause is not None and act.clause.negated
    if cue.kind == "pledge":
        return "refusal" if negated else ("threat" if sort == "harm" else "promise")
    if cue.kind == "warning":
        willed = act.clause is not None and act.clause.modal in {"will", "would"}
        return "threat" if willed and sort in {"harm", "plain"} and act.own else None
    if cue.kind == "agreement":
        if cue.cue == "sign" and act.clause is None and not _is_accord(reader, act):
            return None
        return "agreement" if bound != 1 or cue.cue == "sign" else "promise"
    if cue.kind == "demand":
        return "prohibition" if negated else "demand"
    if cue.kind == "refusal" and cue.cue in _BARE_REJECTION and act.clause is None:
        return None
    return cue.kind


def is_bargain(reader: Reader, conditions: list[Condition]) -> bool:
    """Whether something is held out for what another may do: "a loan if they keep the mine open"."""
    for condition in conditions:
        if condition.kind == "in-exchange":
            return True
        tokens = reader.analysis.tokens_in(condition.span.start, condition.span.end)
        clause = next((c for t in tokens if (c := reader.analysis.clause_at(t))), None)
        if condition.kind != "if" or clause is None or clause.negated or clause.voice == "passive":
            continue
        willing = clause.lemma not in reader.terms.idle and reader.aims.at(clause.predicate).sort != "harm"
        if willing and any(reader.cast.at(s) for s in clause.subjects):
            return True
    return False


def _is_accord(reader: Reader, act: Act) -> bool:
    return reader.aims.at(act.head).type is not None


def _other_party(reader: Reader, clause: Clause, cue: BindingCue, act: Act) -> list[Role]:
    for place in cue.to:
        heads: tuple[int, ...] = ()
        if place == "object":
            heads = clause.undergoers
        elif place == "indirect":
            heads = clause.indirect
        elif place == "subject" and act.clause:
            heads = act.clause.doers
        else:
            heads = tuple(h for p, h in clause.obliques if p == place)
        found = roles_at(reader.cast, heads)
        if found:
            return found
    return act_target(reader, act)


def act_target(reader: Reader, act: Act) -> list[Role]:
    """Whom the act itself is directed at, as far as its clause says."""
    if act.clause is None:
        return []
    sent = act.clause.lemma in _SENDING
    for heads in (act.clause.indirect, () if sent else act.clause.undergoers):
        found = [r for h in heads for r in party_at(reader.analysis, reader.cast, h)]
        if found:
            return found
    for preposition, head in act.clause.obliques:
        if preposition in {"to", "against", "on", "for", "with"}:
            found = party_at(reader.analysis, reader.cast, head)
            if found:
                return found
    return []


def _noun_drafts(reader: Reader, noun: int, cue: BindingCue) -> Iterator[Draft]:
    analysis = reader.analysis
    by = _noun_owner(reader, noun)
    if not by:
        return
    for inner in _noun_acts(analysis, noun):
        conditions = [c for c, _ in conditions_of(analysis, inner, reader.terms)]
        act = clause_act(analysis, inner, conditions, with_subject=inner.form == "finite")
        kind = _kind(reader, cue, act, 1)
        if kind:
            to = _noun_party(reader, noun, cue) or act_target(reader, act)
            yield Draft(
                kind,
                noun,
                analysis.span(noun, noun + 1),
                tuple(by),
                tuple(without(to, by)),
                act,
                tuple(conditions),
                cue.strength,
            )


def _noun_acts(analysis: Analysis, noun: int) -> list[Clause]:
    below = [analysis.clause_at(c) for c in analysis.dependents(noun, "acl", "ccomp", "relcl")]
    return [c for c in below if c and (c.form == "infinitive" or c.marker == "that")]


def _noun_owner(reader: Reader, noun: int) -> list[Role]:
    analysis = reader.analysis
    for owner in analysis.dependents(noun, "poss", "amod", "compound"):
        if reader.cast.at(owner):
            return reader.cast.at(owner)
    clause = analysis.clause_of(noun)
    if clause and noun in clause.objects and clause.lemma in _LIGHT and not clause.negated:
        return roles_at(reader.cast, clause.doers)
    return []


def _noun_party(reader: Reader, noun: int, cue: BindingCue) -> list[Role]:
    analysis = reader.analysis
    for prep in analysis.dependents(noun, "prep"):
        if analysis.tokens[prep].lower in cue.to:
            found = roles_at(reader.cast, analysis.dependents(prep, "pobj"))
            if found:
                return found
    return []
