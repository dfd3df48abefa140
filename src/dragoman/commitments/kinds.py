"""Which kind a commitment is: by its cue, by what the act aims at, and by what it hangs on."""

from __future__ import annotations

from typing import Literal

from ..knowledge.terms import BindingCue
from ..language import Analysis, Clause
from ..records import CommitmentKind, Condition
from .acts import Act
from .aims import LESSENING
from .reader import Reader

# What a condition makes of the act: held out for something good, for a deed that may be either, kept for a wrong,
# or for what is left undone.
Stance = Literal["gain", "deed", "wrong", "failing"]
Hinge = tuple[Condition, int]

_GOOD = frozenset({"help", "yield", "meet"})
# Whoever says that they will not let others do it forbids it.
_LETTING = frozenset({"allow", "let", "permit"})
# Rejecting a thing binds only where the thing was asked for: "rejected the claim" does not.
_REJECTIONS = frozenset({"reject", "decline", "turn_down", "rebuff", "spurn", "dismiss", "brush_aside", "wave_away"})


def stances(reader: Reader, conditions: list[Hinge]) -> set[Stance]:
    found = (_stance(reader, condition, head) for condition, head in conditions)
    return {s for s in found if s}


def _stance(reader: Reader, condition: Condition, head: int) -> Stance | None:
    if condition.kind == "in-exchange":
        return "gain"
    clause = reader.analysis.clause_at(head)
    if condition.kind == "unless":
        return "failing"
    if condition.kind not in {"if", "once"} or clause is None:
        return None
    if is_negative(reader.analysis, clause):
        return "failing"
    if _is_asked_for(reader.analysis, condition):
        return "gain"
    if clause.lemma in LESSENING:
        return "gain"
    aim = reader.aims.at(head)
    if aim.type == "MOBILIZE" or "harm" in (aim.sort, reader.aims.of_object(clause).sort):
        return "wrong"
    if clause.voice == "passive" or clause.lemma in reader.terms.idle:
        return None
    you = any(reader.analysis.tokens[s].lower == "you" for s in clause.subjects)
    they = any(reader.analysis.tokens[s].lower == "they" for s in clause.subjects)
    others = you or they or any(reader.cast.at(s) for s in clause.subjects)
    if not you and not (others and condition.kind == "if"):
        return None
    return "gain" if you or aim.sort in _GOOD else "deed"


def _is_asked_for(analysis: Analysis, condition: Condition) -> bool:
    """ "only if the senate is dissolved": what the speaker makes it hang on is what the speaker wants."""
    first = analysis.tokens_in(condition.span.start, condition.span.end)
    before = [t.lower for t in analysis.tokens[max(0, first[0] - 2) : first[0]]] if len(first) else []
    return before == ["only", "if"]


def own_kind(reader: Reader, act: Act, conditions: list[Hinge], negative: bool) -> CommitmentKind:
    """What somebody's own announced act is: promise, threat, offer or refusal."""
    sort = reader.aims.at(act.head).sort
    if negative:
        # "no grain will be sold to them if they march"
        if act.clause and act.clause.voice == "passive" and stances(reader, conditions) & {"gain", "deed"}:
            return "threat"
        return _of_negative(reader, act, conditions, sort == "harm")
    if act.clause and _waits_only(reader.analysis, act.clause):
        return "refusal"
    if sort == "harm":
        return "threat"
    stance = stances(reader, conditions)
    # what is held out must be good: "will go to the court if they fill the dam" is not
    if stance & {"wrong", "failing", "deed"} and sort == "plain":
        return "threat"
    if "failing" in stance and sort == "yield" and act.clause and act.clause.lemma in reader.terms.groups["leaving"]:
        return "threat"
    return "offer" if stance & {"gain", "deed"} else "promise"


def _of_negative(reader: Reader, act: Act, conditions: list[Hinge], harms: bool) -> CommitmentKind:
    """Not to harm is a promise ("will not shell the port"), not to suffer or to help a refusal."""
    clause = act.clause
    if clause and _full_name(reader.analysis, clause) in reader.terms.groups["forbearing"]:
        return "threat"
    if clause and clause.lemma in _LETTING and (clause.voice == "passive" or _let_act(reader.analysis, clause)):
        return "prohibition"
    if harms and clause and not (clause.voice == "passive" and clause.lemma in reader.terms.groups["suffering"]):
        if clause.lemma in reader.terms.groups["leaving"]:
            return "refusal"
        return "refusal" if any(c.kind == "until" for c, _ in conditions) else "promise"
    return "refusal"


def _full_name(analysis: Analysis, clause: Clause) -> str:
    """A verb with the adverb that makes its sense ("stand by"), which the parser takes for a preposition."""
    beside = analysis.dependents(clause.predicate, "prep", "advmod", "acomp")
    bare = [c for c in beside if c > clause.predicate and not analysis.dependents(c, "pobj", "pcomp")]
    return f"{clause.lemma}_{analysis.tokens[bare[0]].lower}" if bare else clause.lemma


def _let_act(analysis: Analysis, clause: Clause) -> Clause | None:
    return next((c for c in analysis.clauses_under(clause) if c.kind in {"complement", "open"}), None)


def let_act(analysis: Analysis, clause: Clause) -> Clause | None:
    """What others are not let do: "will not allow the crews to land"."""
    return _let_act(analysis, clause) if clause.lemma in _LETTING and is_negative(analysis, clause) else None


def _waits_only(analysis: Analysis, clause: Clause) -> bool:
    """ "Only when the dam is full will they sail": said of what is refused until then."""
    auxiliary = next((c for c in analysis.dependents(clause.predicate, "aux")), None)
    if auxiliary is None or not clause.subjects or auxiliary > min(clause.subjects):
        return False
    first = analysis.extent(clause.predicate)[0]
    return analysis.tokens[first].lower in {"only", "not"}


def is_negative(analysis: Analysis, clause: Clause) -> bool:
    """Whether an act is not to be done: also "will sign no more letters", "not one ship will sail"."""
    if clause.negated:
        return True
    if any(_is_none(analysis, s) for s in (*clause.subjects, *clause.objects)):
        return True
    if any(_is_none(analysis, noun) for _, noun in clause.obliques):
        return True
    # "not an hour before the fee is paid", hung on the act or on the paying
    heads = [clause.predicate, *(c.predicate for c in analysis.clauses_under(clause) if c.marker == "before")]
    return any(analysis.dependents(a, "neg") for h in heads for a in analysis.dependents(h, "npadvmod"))


def _is_none(analysis: Analysis, noun: int) -> bool:
    for child in analysis.dependents(noun, "det", "neg", "nummod", "amod", "appos"):
        token = analysis.tokens[child]
        if token.lower == "no" or token.dep == "neg" or _is_none(analysis, child):
            return True
    return False


def cued_kind(reader: Reader, cue: BindingCue, act: Act, conditions: list[Hinge], bound: int) -> CommitmentKind | None:
    """The kind of a commitment by its cue and its act; None where it binds nobody."""
    negative = act.clause is not None and _is_left_undone(reader.analysis, act.clause)
    if cue.kind == "pledge":
        return _of_pledge(reader, cue, act, conditions, negative)
    if cue.kind == "warning" and act.preposition == "against":
        return "prohibition"
    if cue.kind == "warning" and act.clause and act.clause.form == "infinitive":
        # "was warned not to land", "warned the crews to leave"
        return "prohibition" if negative or _keeps_away(reader, act) else "demand"
    if cue.kind == "warning":
        return _of_warning(reader, act, conditions, negative)
    if cue.kind == "agreement":
        if cue.cue == "sign" and act.clause is None and reader.aims.at(act.head).type is None:
            return None
        return "agreement" if bound != 1 or cue.cue == "sign" else "promise"
    if cue.cue == "order" and act.clause is None and reader.aims.at(act.head).type is None:
        return None
    if cue.kind == "demand":
        return "prohibition" if negative or _keeps_away(reader, act) else "demand"
    if cue.kind == "refusal" and cue.cue in _REJECTIONS and act.clause is None:
        return "refusal" if reader.analysis.tokens[act.head].lemma.lower() in reader.terms.groups["requests"] else None
    return cue.kind


def _is_left_undone(analysis: Analysis, clause: Clause) -> bool:
    """Whether the act is negated, or the "are to" or "have to" that it stands under."""
    above = analysis.governor_of(clause)
    under = above is not None and above.lemma in {"be", "have"} and clause.kind == "open" and above.negated
    return (
        under
        or is_negative(analysis, clause)
        or any(
            analysis.dependents(c, "neg")
            for c in analysis.dependents(clause.predicate, "xcomp")
            if clause.lemma == "be"
        )
    )


def _of_pledge(
    reader: Reader, cue: BindingCue, act: Act, conditions: list[Hinge], negative: bool
) -> CommitmentKind | None:
    if act.clause is None:
        sort = reader.aims.at(act.head).sort
        if reader.analysis.tokens[act.head].lemma.lower() in reader.terms.groups["bans"]:
            return "prohibition"
        if sort == "harm" or (sort == "plain" and stances(reader, conditions) & {"wrong", "failing"}):
            return "threat"
        if cue.strength == "tentative":
            return None
        return "offer" if stances(reader, conditions) & {"gain", "deed"} else "promise"
    # what is assured to somebody is for their good, done or left undone
    if negative and cue.cue in reader.terms.groups["assuring"]:
        return "promise"
    return own_kind(reader, act, conditions, negative)


def _of_warning(reader: Reader, act: Act, conditions: list[Hinge], negative: bool) -> CommitmentKind | None:
    sort = reader.aims.at(act.head).sort
    if act.clause is None:
        return "threat" if sort == "harm" or conditions else None
    if not act.own or act.clause.modal not in {"will", "would"}:
        return None
    if negative:
        forbears = _full_name(reader.analysis, act.clause) in reader.terms.groups["forbearing"]
        return "threat" if forbears else "refusal"
    return "threat" if sort in {"harm", "plain"} or act.clause.voice == "passive" else None


def _keeps_away(reader: Reader, act: Act) -> bool:
    """ "told the crews to stay off the quay": asked for, but what is asked is to leave something undone."""
    return act.clause is not None and act.clause.lemma in reader.terms.groups["abstaining"]
