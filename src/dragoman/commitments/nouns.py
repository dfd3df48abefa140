"""Commitments that a noun names: "its pledge to", "an ultimatum: leave", "under orders from the abbot"."""

from __future__ import annotations

from collections.abc import Iterator

from ..knowledge.terms import BindingCue
from ..language import Analysis, Clause
from ..records import Role
from .acts import Act, clause_act, noun_act, phrase_act
from .conditions import conditions_of
from .drafts import Draft
from .kinds import Hinge, cued_kind
from .parties import roles_at, without
from .reader import Reader
from .unreal import is_asked, is_history, is_unreal
from .verbs import act_target


def noun_drafts(reader: Reader) -> Iterator[Draft]:
    """The commitments of binding nouns, in text order."""
    for token in reader.analysis.tokens:
        if token.pos in {"NOUN", "VERB"} and token.tag in {"NN", "NNS", "VBG"}:
            cue = reader.terms.nouns.get(token.lemma.lower()) or reader.terms.nouns.get(token.lower)
            if cue and (token.tag != "VBG" or token.dep in {"dobj", "pobj"}) and not _is_undone(reader, token.i):
                yield from _drafts(reader, token.i, cue)
    yield from _reserved(reader)
    yield from _unintended(reader)


def _is_undone(reader: Reader, noun: int) -> bool:
    """Whether what the noun names is taken back, kept, denied, asked about or long past."""
    analysis = reader.analysis
    clause = analysis.clause_of(noun)
    if clause is None:
        return is_asked(analysis, noun)
    if clause.negated and noun not in clause.subjects and clause.lemma not in reader.terms.groups["undoing"]:
        return True
    if noun in clause.undergoers and not clause.negated and clause.lemma in reader.terms.groups["undoing"]:
        return True
    if any(analysis.tokens[d].lower == "no" for d in analysis.dependents(noun, "det")):
        return True
    return is_unreal(reader, clause) if noun in clause.objects else is_history(analysis, clause)


def _drafts(reader: Reader, noun: int, cue: BindingCue) -> Iterator[Draft]:
    by = reader.owner(noun)
    if not by:
        return
    for act, conditions in _acts(reader, noun, cue):
        kind = cued_kind(reader, cue, act, conditions, max(len(by), 1))
        if kind is None:
            continue
        bound = reader.on_behalf(act.clause, by) if act.clause and cue.kind == "pledge" else by
        to = _party(reader, noun, cue) or act_target(reader, act)
        trigger = reader.analysis.span(noun, noun + 1)
        rest = tuple(c for c, _ in conditions)
        yield Draft(kind, noun, trigger, tuple(bound), tuple(without(to, bound)), act, rest, cue.strength)


def _acts(reader: Reader, noun: int, cue: BindingCue) -> Iterator[tuple[Act, list[Hinge]]]:
    inners = (
        _clauses_of(reader.analysis, noun) or clauses_after_colon(reader.analysis, noun) or _hung_higher(reader, noun)
    )
    for inner in inners:
        conditions = conditions_of(reader.analysis, inner, reader.terms, cue.kind == "prohibition")
        with_subject = inner.form == "finite" and cue.kind != "demand"
        yield clause_act(reader.analysis, inner, [c for c, _ in conditions], with_subject), conditions
    if inners:
        return
    for place in cue.act:
        if place.startswith("prep:"):
            found = phrase_act(reader.analysis, noun, place[5:], []) or _beside(reader.analysis, noun, place[5:])
            if found:
                yield found, _conditions_at(reader, noun)
                return
    named = noun_after_colon(reader.analysis, noun)
    if named is not None and cue.kind in {"demand", "offer"}:
        yield noun_act(reader.analysis, named, []), []


def _beside(analysis: Analysis, noun: int, preposition: str) -> Act | None:
    """ "gave the guild notice of a search": the parser may hang the phrase on the verb."""
    head = analysis.tokens[noun].head
    if analysis.tokens[noun].dep != "dobj" or noun + 1 >= len(analysis.tokens):
        return None
    return phrase_act(analysis, head, preposition, []) if analysis.tokens[noun + 1].lower == preposition else None


def _conditions_at(reader: Reader, noun: int) -> list[Hinge]:
    clause = reader.analysis.clause_of(noun)
    return conditions_of(reader.analysis, clause, reader.terms) if clause else []


def _clauses_of(analysis: Analysis, noun: int) -> list[Clause]:
    below = [analysis.clause_at(c) for c in analysis.dependents(noun, "acl", "ccomp", "relcl")]
    found = [c for c in below if c and (c.form == "infinitive" or c.marker == "that")]
    more = [analysis.clause_at(t) for c in found for t in analysis.conjuncts(c.predicate)[1:]]
    return [*found, *(c for c in more if c and c.form in {"infinitive", "finite"} and c.kind != "main")]


def _hung_higher(reader: Reader, noun: int) -> list[Clause]:
    """ "gave an oath to the abbot to keep the peace": the parser may hang the keeping on the giving."""
    clause = reader.analysis.clause_of(noun)
    groups = reader.terms.groups
    if clause is None or noun not in clause.objects or clause.lemma not in groups["light"] | groups["receiving"]:
        return []
    told = [c for c in reader.infinitives(clause) if c.kind in {"adverbial", "open"} and c.predicate > noun]
    that = [c for c in reader.analysis.clauses_under(clause) if c.marker == "that" and c.predicate > noun]
    return (told or that)[:1]


def _colon_after(analysis: Analysis, noun: int) -> int | None:
    """The colon that opens what a noun announces; no other verb may stand between."""
    last = analysis.sentence_of(noun).last
    for token in analysis.tokens[noun + 1 : min(last, noun + 16)]:
        if token.text == ":":
            return token.i
        clause = analysis.clause_at(token.i)
        if token.text == ";" or (clause and clause.form == "finite"):
            return None
    return None


def clauses_after_colon(analysis: Analysis, noun: int) -> list[Clause]:
    """What a noun announces: "a warning: the dam will be opened, and the road will be closed"."""
    colon = _colon_after(analysis, noun)
    if colon is None:
        return []
    inside = (c for t in range(colon + 1, analysis.sentence_of(noun).last) if (c := analysis.clause_at(t)))
    return [c for c in inside if c.kind in {"main", "complement", "reduced"} and _is_top(analysis, c, colon)]


def _is_top(analysis: Analysis, clause: Clause, colon: int) -> bool:
    above = analysis.governor_of(clause)
    # the verb of saying may stand behind: "My word: the dam stays, he said"
    top = above is None or above.predicate < colon or above.predicate > clause.predicate
    return top and (clause.modal is not None or clause.form == "infinitive" or clause.marker == "that")


def noun_after_colon(analysis: Analysis, noun: int) -> int | None:
    """ "The guild's demand: the recall of the envoy"."""
    colon = _colon_after(analysis, noun)
    if colon is None:
        return None
    last = analysis.sentence_of(noun).last
    nouns = (t.i for t in analysis.tokens[colon + 1 : last] if t.pos == "NOUN" and t.head <= colon)
    return next(nouns, None)


def _party(reader: Reader, noun: int, cue: BindingCue) -> list[Role]:
    analysis = reader.analysis
    for prep in analysis.dependents(noun, "prep"):
        if analysis.tokens[prep].lower in cue.to:
            found = roles_at(reader.cast, analysis.dependents(prep, "pobj"))
            if found:
                return found
    clause = analysis.clause_of(noun)
    return roles_at(reader.cast, clause.indirect) if clause and noun in clause.objects else []


def _reserved(reader: Reader) -> Iterator[Draft]:
    """ "reserved the right to answer": a threat that keeps its time to itself."""
    analysis = reader.analysis
    for clause in analysis.clauses:
        if clause.lemma != "reserve" or is_unreal(reader, clause):
            continue
        rights = [o for o in clause.objects if analysis.tokens[o].lemma.lower() == "right"]
        inners = [c for o in rights for c in _clauses_of(analysis, o) if c.form == "infinitive"]
        by = reader.doers(clause)
        for inner in inners if by else ():
            conditions = [c for c, _ in conditions_of(analysis, inner, reader.terms)]
            act = clause_act(analysis, inner, conditions, with_subject=False)
            to = without(act_target(reader, act), by)
            trigger = analysis.span(clause.predicate, rights[0] + 1)
            yield Draft("threat", clause.predicate, trigger, tuple(by), tuple(to), act, tuple(conditions), "tentative")


def _unintended(reader: Reader) -> Iterator[Draft]:
    """ "has no intention of leaving": a refusal."""
    analysis = reader.analysis
    for clause in analysis.clauses:
        nouns = [o for o in clause.objects if analysis.tokens[o].lemma.lower() == "intention"]
        if clause.lemma != "have" or not clause.negated or not nouns:
            continue
        by = reader.doers(clause) or reader.speaker_at(clause.predicate)
        inner = next(iter(_clauses_of(analysis, nouns[0])), None)
        act = clause_act(analysis, inner, [], with_subject=False) if inner else phrase_act(analysis, nouns[0], "of", [])
        if act and by:
            trigger = analysis.span(clause.predicate, nouns[0] + 1)
            to = tuple(without(act_target(reader, act), by))
            yield Draft("refusal", clause.predicate, trigger, tuple(by), to, act, (), "declared")
