"""Commitments that a verb names: "vowed to", "warned that", "were ordered to"."""

from __future__ import annotations

from collections.abc import Iterator

from ..knowledge.terms import BindingCue
from ..language import Analysis, Clause
from ..records import Role
from .acts import Act, clause_act, joined_infinitives, noun_act, phrase_act
from .conditions import conditions_of
from .drafts import Draft
from .kinds import Hinge, cued_kind
from .parties import is_joint, party_at, roles_at, without
from .reader import Reader
from .unreal import is_unreal

# What is sent is nobody's other party: "send paratroopers to the base".
_SENDING = frozenset({"send", "deploy", "dispatch", "station", "move", "commit", "contribute", "pull", "withdraw"})
_HOLDING_OUT = frozenset({"offer", "promise", "pledge"})
# Cues whose act is what others are not to do, or what is not to be done at all.
_NEGATIVE_CUES = frozenset({"refusal", "prohibition"})


_UNDERTAKING = frozenset({"undertake", "bind"})
# What binds others than its maker.
_OF_OTHERS = frozenset({"demand", "prohibition"})
# Kinds in which an official may bind the state or body named as the doer of the act.
_OF_OWN = frozenset({"pledge", "refusal", "threat", "warning", "offer"})


def verb_drafts(reader: Reader) -> Iterator[Draft]:
    """The commitments of binding verbs, in text order."""
    for clause in reader.analysis.clauses:
        cue = _verb_cue(reader, clause)
        if cue and not is_unreal(reader, clause):
            yield from _drafts(reader, clause, cue)


def _verb_cue(reader: Reader, clause: Clause) -> BindingCue | None:
    clear = any(reader.analysis.tokens[t].lower == "clear" for t in reader.analysis.children[clause.predicate])
    cue = reader.terms.verbs.get("make clear" if clause.lemma == "make" and clear else clause.lemma)
    if cue is None:
        return None
    # "asked whether", "tell the story": some words bind only with an infinitive
    if cue.act[0] == "infinitive" and not reader.infinitives(clause) and len(cue.act) == 1:
        return None
    return cue


def _drafts(reader: Reader, clause: Clause, cue: BindingCue) -> Iterator[Draft]:
    by = _bound(reader, clause, cue)
    nameless = clause.voice == "passive" and cue.kind in _OF_OTHERS
    if (not by and not nameless) or _is_done(reader.analysis, clause, cue):
        return
    for act, conditions in _acts(reader, clause, cue):
        partners = _partners(reader, clause, by) if cue.kind == "agreement" else []
        bound_many = len(by) + len(partners) + is_joint(reader.analysis, reader.terms, clause)
        kind = cued_kind(reader, cue, act, conditions, bound_many)
        if kind is None or (cue.cue == "make clear" and not act.own):
            continue
        if kind in {"promise", "refusal", "threat"} and len(by) > 1 and _is_settled(reader, clause, act):
            kind = "agreement"
        bound = reader.on_behalf(act.clause, by) if act.clause and cue.kind in _OF_OWN else by
        to = without(_other_party(reader, clause, cue, act), bound)
        yield Draft(
            kind,
            clause.predicate,
            reader.analysis.span(clause.predicate, clause.verb_last),
            (*bound, *partners),
            tuple(to),
            act,
            tuple(c for c, _ in conditions),
            cue.strength,
        )


def _bound(reader: Reader, clause: Clause, cue: BindingCue) -> list[Role]:
    """Who makes it; of "were told to leave" whoever says so, where nobody is named."""
    found = reader.doers(clause)
    if cue.cue == "commit" and clause.voice == "passive":
        return [r for s in clause.subjects for r in party_at(reader.analysis, reader.cast, s)]
    if not found and clause.voice == "passive" and cue.kind in _OF_OTHERS:
        papers = (n for p, n in clause.obliques if p in {"under", "in", "by"})
        found = [r for n in papers for r in reader.paper_owner(n)]
    if found or clause.voice == "active" or cue.kind not in _OF_OTHERS | {"pledge", "offer"}:
        return found
    return reader.speaker_at(clause.predicate)


def _is_done(analysis: Analysis, clause: Clause, cue: BindingCue) -> bool:
    """ "refused to kneel during the mass": an incident, over when it is told."""
    inner = (o for c in analysis.clauses_under(clause) for o in c.obliques)
    return cue.kind == "refusal" and clause.tense == "past" and any(p == "during" for p, _ in inner)


def _partners(reader: Reader, clause: Clause, by: list[Role]) -> list[Role]:
    """ "agreed with the guild to": whoever an agreement is made with is bound by it too."""
    return without(roles_at(reader.cast, [n for p, n in clause.obliques if p == "with"]), by)


def _is_settled(reader: Reader, clause: Clause, act: Act) -> bool:
    """ "in a joint letter both undertook to": what several bind themselves to in one paper, or to each other."""
    if "each other" in act.span.text.lower() or "one another" in act.span.text.lower() or clause.lemma in _UNDERTAKING:
        return True
    settling = reader.terms.groups["settling"]
    nouns = (n for p, n in clause.obliques if p in {"in", "under", "by"})
    return any(reader.analysis.tokens[n].lemma.lower() in settling for n in nouns)


def _acts(reader: Reader, clause: Clause, cue: BindingCue) -> Iterator[tuple[Act, list[Hinge]]]:
    for place in cue.act:
        found = list(_acts_at(reader, clause, cue, place))
        if found:
            yield from found
            return
    ours = any(reader.analysis.tokens[s].lower in {"we", "i"} for s in clause.subjects)
    if cue.cue == "refuse" and ours and clause.tense == "present" and not clause.objects:
        # "They want us to kneel. We refuse."
        yield clause_act(reader.analysis, clause, [], with_subject=False), []


def _acts_at(reader: Reader, clause: Clause, cue: BindingCue, place: str) -> Iterator[tuple[Act, list[Hinge]]]:
    negative = cue.kind in _NEGATIVE_CUES
    if place == "complement":
        yield from _told_in(reader, clause, _complements(reader.analysis, clause), negative)
    elif place == "infinitive":
        yield from _told_in(reader, clause, reader.infinitives(clause), negative)
    elif place == "request":
        yield from _told_in(reader, clause, _requested(reader, clause), negative)
    elif place == "object":
        conditions = conditions_of(reader.analysis, clause, reader.terms, negative)
        for head in _named_acts(reader, clause, cue.kind == "prohibition"):
            if reader.analysis.tokens[head].entity in {"DATE", "TIME"}:
                continue  # "demanded on Monday that …", whatever the parser makes of the day
            act = noun_act(reader.analysis, head, [c for c, _ in conditions], whole=cue.kind == "refusal")
            yield act, conditions
    elif place.startswith("prep:"):
        conditions = conditions_of(reader.analysis, clause, reader.terms, negative)
        found = phrase_act(reader.analysis, clause.predicate, place[5:], [c for c, _ in conditions])
        if found:
            yield found, conditions


def _told_in(reader: Reader, clause: Clause, inners: list[Clause], negative: bool) -> Iterator[tuple[Act, list[Hinge]]]:
    more = [c for inner in inners for c in joined_infinitives(reader.analysis, inner)]
    for inner in list({c.index: c for c in (*inners, *more)}.values()):
        if inner.marker in {"whether", "if"} or inner.perfect:
            continue
        inner = needed(reader.analysis, inner) or inner
        if clause.lemma == "want" and inner.lemma in reader.terms.idle:
            continue
        conditions = conditions_of(reader.analysis, inner, reader.terms, negative)
        own = _same_subject(reader, clause, inner)
        with_subject = inner.form == "finite" and not own
        yield clause_act(reader.analysis, inner, [c for c, _ in conditions], with_subject, own), conditions


def needed(analysis: Analysis, clause: Clause) -> Clause | None:
    """The act of "has to sail", "needs to sail", where the verb itself says nothing."""
    if clause.lemma not in {"have", "need"} or clause.form != "finite":
        return None
    inner = (analysis.clause_at(c) for c in analysis.dependents(clause.predicate, "xcomp"))
    return next((c for c in inner if c and c.form == "infinitive"), None)


def _complements(analysis: Analysis, clause: Clause) -> list[Clause]:
    """The clauses that tell the act of a verb, coordinated ones included."""
    told = [c for c in analysis.clauses_under(clause) if c.kind in {"open", "complement"}]
    behind = [c for c in told if c.predicate > clause.predicate]
    return behind or [c for c in told if _quoted_before(analysis, c, clause)]


def _quoted_before(analysis: Analysis, inner: Clause, clause: Clause) -> bool:
    """ "We will strike back," he warned: the content stands before the cue."""
    same = analysis.tokens[inner.predicate].sentence == analysis.tokens[clause.predicate].sentence
    parted = any(t.text == ";" for t in analysis.tokens[inner.predicate : clause.predicate])
    return inner.kind == "complement" and same and not parted


def _requested(reader: Reader, clause: Clause) -> list[Clause]:
    """What a request asks for that somebody accepts: "accepted a plea to reopen the pass"."""
    analysis = reader.analysis
    nouns = [n for n in clause.objects if analysis.tokens[n].lemma.lower() in reader.terms.groups["requests"]]
    below = (analysis.clause_at(c) for n in nouns for c in analysis.dependents(n, "acl", "relcl"))
    return [c for c in below if c and c.form == "infinitive"]


def _named_acts(reader: Reader, clause: Clause, barred: bool) -> list[int]:
    """Objects that name an act or a thing held out, coordinated ones too; people are none but where held out."""
    heads = clause.undergoers
    if clause.voice == "passive" and clause.lemma in _HOLDING_OUT:
        # "the crews were promised a bonus"
        kept = [t for o in reader.analysis.dependents(clause.predicate, "dobj") for t in reader.analysis.conjuncts(o)]
        heads = tuple(kept) or heads
    alone = (barred or clause.lemma in _HOLDING_OUT) and len(heads) == 1
    analysis = reader.analysis
    return [
        h
        for h in heads[:3]
        if (analysis.tokens[h].pos == "NOUN" or _is_shouted(analysis, h))
        and (alone or not reader.cast.at(h))
        and (analysis.tokens[h].dep != "conj" or analysis.tokens[h].head not in heads)
    ]


def _is_shouted(analysis: Analysis, noun: int) -> bool:
    """In a line of capitals the parser takes nouns for names ("PERU OFFERS RANSOM")."""
    token = analysis.tokens[noun]
    return token.pos == "PROPN" and token.text.isupper() and len(token.text) > 3 and not token.entity


def _same_subject(reader: Reader, outer: Clause, inner: Clause) -> bool:
    if inner.subject_inherited:
        return True
    ours = reader.doers(outer)
    theirs = {r.actor for s in inner.subjects for r in party_at(reader.analysis, reader.cast, s)}
    if {r.actor for r in ours} & theirs:
        return True
    return inner.voice == "active" and reader.on_behalf(inner, ours) != ours


def _other_party(reader: Reader, clause: Clause, cue: BindingCue, act: Act) -> list[Role]:
    for place in cue.to:
        heads: tuple[int, ...] = ()
        if place == "object":
            heads = clause.undergoers
        elif place == "indirect":
            heads = clause.indirect or _given(reader.analysis, clause)
        elif place == "subject" and act.clause:
            heads = act.clause.doers
        else:
            heads = tuple(h for p, h in clause.obliques if p == place)
        found = roles_at(reader.cast, heads)
        if found:
            return found
    return act_target(reader, act)


def _given(analysis: Analysis, clause: Clause) -> tuple[int, ...]:
    """ "the crews were promised a bonus": to whom it is promised is the subject."""
    kept = clause.voice == "passive" and analysis.dependents(clause.predicate, "dobj", "oprd")
    return clause.subjects if kept else ()


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
