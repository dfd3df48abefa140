"""Commitments in somebody's words: "we will respond if", "they must leave", "Washington would not".

Only what stands in the content of a statement counts; the reporter's own future tense is a
prediction or a schedule.  A subject that is the speaker's own side makes it a promise, threat,
offer or refusal; another's with "must" makes it a demand or a prohibition.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..language import Analysis, Clause
from ..records import CommitmentKind, Role, Statement, Strength
from .acts import clause_act
from .conditions import conditions_of
from .drafts import Draft
from .existence import existence_draft
from .generic import generic_draft
from .kinds import is_negative, let_act, own_kind, stances
from .parties import bound_by, is_authority, is_official, is_own, party_at, speaker_role, without
from .reader import Reader
from .unreal import is_undone
from .verbs import act_target, needed

_FUTURE = frozenset({"will", "would", "shall"})
_POSSIBLE = frozenset({"could", "may", "might"})
_WEAK = _POSSIBLE | {"should"}
_MUST = frozenset({"must"})
_PLAIN = frozenset({None, "will"})
_IDLE_MARKERS = frozenset({"if", "only if", "unless", "whether", "when", "once", "until", "because", "after", "before"})
# What others get from an office: "each widow is to receive a pension".
_GETTING = frozenset({"receive", "get", "have"})


def spoken_drafts(reader: Reader, statements: list[Statement], taken: set[int]) -> Iterator[Draft]:
    """The commitments made in statements; `taken` are heads of acts that a cue has claimed already."""
    for statement in statements:
        if not reader.is_political(speaker_role(statement)) or is_undone(reader, statement):
            continue
        for clause in _clauses_in(reader.analysis, statement):
            if clause.predicate in taken:
                continue
            draft = _draft(reader, clause, statement)
            if draft and draft.act.head not in taken:
                taken |= {clause.predicate, draft.act.head}
                yield draft


def _clauses_in(analysis: Analysis, statement: Statement) -> Iterator[Clause]:
    for span in statement.content_spans:
        for token in analysis.tokens_in(span.start, span.end):
            clause = analysis.clause_at(token)
            kinds = {"main", "complement", "open", "reduced"}
            # "made it clear that": the parser may hang the content as an adverbial
            if clause and clause.form == "finite" and (clause.kind in kinds or clause.marker == "that"):
                yield clause


def _draft(reader: Reader, clause: Clause, statement: Statement) -> Draft | None:
    if clause.modal == "would" and _is_quoted(reader.analysis, clause, statement) and not _hangs(reader, clause):
        # "I would not bet on it": in somebody's own words a mere supposition
        return None
    if clause.perfect or (clause.progressive and clause.lemma != "go") or _is_idly_marked(reader.analysis, clause):
        return None
    found = existence_draft(reader, clause, statement) or generic_draft(reader, clause, statement)
    if found or (_is_idle(reader, clause) and not _plan(reader.analysis, clause)):
        return found
    return _demand(reader, clause, statement) or _own(reader, clause, statement)


def _is_idly_marked(analysis: Analysis, clause: Clause) -> bool:
    """Whether a clause is itself a condition or a reason; "unless and until" may hang on the act."""
    marks = [m for m in analysis.dependents(clause.predicate, "mark") if analysis.tokens[m + 1].lower != "and"]
    return clause.marker in _IDLE_MARKERS and bool(marks or clause.marker in {"when", "once"})


def _hangs(reader: Reader, clause: Clause) -> bool:
    return bool(conditions_of(reader.analysis, clause, reader.terms))


def _is_quoted(analysis: Analysis, clause: Clause, statement: Statement) -> bool:
    inside = statement.kind == "direct" or analysis.quotation_at(analysis.tokens[clause.predicate].start) is not None
    return inside and analysis.quotation_at(analysis.tokens[clause.verb_first].start) is not None


def _is_idle(reader: Reader, clause: Clause) -> bool:
    """Whether a verb tells what comes, not what is done; "you will get your money" is given by the speaker."""
    if clause.voice == "passive" or clause.lemma not in reader.terms.idle:
        return False
    you = any(reader.analysis.tokens[s].lower == "you" for s in clause.subjects)
    return not (you and clause.lemma in _GETTING and clause.objects)


def _plan(analysis: Analysis, clause: Clause) -> Clause | None:
    """The act of "is to sail", "is going to sail", "has to sail", where the verb itself says nothing."""
    if clause.lemma not in {"be", "go"} or (clause.lemma == "go" and not clause.progressive):
        return needed(analysis, clause)
    inner = (analysis.clause_at(c) for c in analysis.dependents(clause.predicate, "xcomp"))
    return next((c for c in inner if c and c.form == "infinitive"), None)


def _demand(reader: Reader, clause: Clause, statement: Statement) -> Draft | None:
    """ "They must leave", "the guild has to pay": what others are told to do or not to do."""
    barred = _barred(reader, clause, statement)
    if barred:
        return _make(reader, barred, clause, "prohibition", speaker_role(statement), _told(reader, clause))
    needs = _plan(reader.analysis, clause) if clause.lemma in {"have", "need"} else None
    if clause.modal == "should" and _is_called_on(reader, clause, statement):
        return _make(reader, clause, clause, "demand", speaker_role(statement), _told(reader, clause))
    if clause.modal not in _MUST and (needs is None or clause.modal not in _PLAIN or clause.negated):
        return None
    if is_own(reader.analysis, reader.cast, clause, statement):
        return None
    other = _told(reader, clause)
    kind: CommitmentKind = "prohibition" if is_negative(reader.analysis, clause) else "demand"
    if not other and clause.voice == "active" and not (kind == "prohibition" and is_official(reader.cast, statement)):
        return None
    return _make(reader, needs or clause, clause, kind, speaker_role(statement), other)


def _is_called_on(reader: Reader, clause: Clause, statement: Statement) -> bool:
    """ "Riga should reopen the road", said by an office: asked of a state or body that is not the speaker's."""
    if is_negative(reader.analysis, clause) or not is_authority(reader.cast, statement):
        return False
    direct = [r for s in clause.subjects for r in reader.cast.at(s)]
    bodies = [r for r in direct if reader.cast.actors[r.actor].kind in {"state", "organization"}]
    return bool(bodies) and not is_own(reader.analysis, reader.cast, clause, statement)


def _told(reader: Reader, clause: Clause) -> list[Role]:
    return [r for s in clause.subjects for r in party_at(reader.analysis, reader.cast, s)]


def _barred(reader: Reader, clause: Clause, statement: Statement) -> Clause | None:
    """What "nobody may" do, what visitors "may not" or "are not to" do, where an authority says so."""
    if not is_negative(reader.analysis, clause) or not is_authority(reader.cast, statement):
        return None
    if is_own(reader.analysis, reader.cast, clause, statement):
        return None
    act = _plan(reader.analysis, clause) if clause.lemma == "be" and clause.modal is None else clause
    barring = clause.modal == "may" or (act is not clause and clause.lemma == "be")
    return act if act and barring and act.lemma not in reader.terms.idle else None


def _own(reader: Reader, clause: Clause, statement: Statement) -> Draft | None:
    own = is_own(reader.analysis, reader.cast, clause, statement)
    by = bound_by(reader.analysis, reader.cast, clause, statement)
    planned = clause.lemma == "be" or (clause.lemma == "go" and clause.progressive)
    act = _plan(reader.analysis, clause) if planned else clause
    future = clause.modal in _FUTURE or (planned and clause.modal is None)
    if act and future and (own or _is_own_deed(reader, act, statement)):
        return _make(reader, act, clause, None, by if own else speaker_role(statement), None)
    if clause.modal in _FUTURE and _is_withheld(reader, clause, statement):
        return _make(reader, clause, clause, "refusal", speaker_role(statement), None)
    if own and clause.modal in _POSSIBLE and _would_strike(reader, act or clause):
        return _make(reader, clause, clause, "threat", by, None)
    if own and clause.modal is None and act is clause:
        kind = _bargained(reader, clause)
        return _make(reader, clause, clause, kind, speaker_role(statement), None) if kind else None
    return None


def _bargained(reader: Reader, clause: Clause) -> CommitmentKind | None:
    """ "If they cross the river, we burn the bridge": told in the present tense, by its condition."""
    if clause.tense != "present" or is_negative(reader.analysis, clause):
        return None
    if clause.lemma in reader.terms.groups["chatter"]:
        return None
    conditions = conditions_of(reader.analysis, clause, reader.terms)
    if not any(c.kind in {"if", "once"} for c, _ in conditions):
        return None
    if reader.aims.at(clause.predicate).sort == "harm":
        return "threat"
    others = any(_acts_of_others(reader, head) for _, head in conditions)
    return "threat" if stances(reader, conditions) & {"wrong"} else "offer" if others else None


def _acts_of_others(reader: Reader, head: int) -> bool:
    clause = reader.analysis.clause_at(head)
    return clause is not None and clause.voice == "active" and any(reader.cast.at(s) for s in clause.subjects)


def _would_strike(reader: Reader, clause: Clause) -> bool:
    """ "could close the pass if the fine stands": a threat where it hangs on a wrong, else a mere chance."""
    conditions = conditions_of(reader.analysis, clause, reader.terms)
    ours = any(reader.analysis.tokens[s].lower in {"we", "i"} for s in clause.subjects)
    if ours and not is_negative(reader.analysis, clause) and reader.aims.at(clause.predicate).type == "ASSAULT":
        # "We may strike again"
        return True
    inner = [c.predicate for c in reader.analysis.clauses_under(clause) if c.kind == "open"]
    sorts = {reader.aims.at(h).sort for h in (clause.predicate, *inner)}
    return any(c.kind in {"if", "unless"} for c, _ in conditions) and bool(
        "harm" in sorts or stances(reader, conditions) & {"wrong", "failing"}
    )


def _is_own_deed(reader: Reader, clause: Clause, statement: Statement) -> bool:
    """ "the ferry would be repaired", said by those who run it: no doer is named but the speaker."""
    if clause.lemma in _GETTING and clause.voice == "active":
        return is_official(reader.cast, statement) and bool(clause.objects)
    if clause.voice != "passive" or clause.agents:
        return False
    if is_negative(reader.analysis, clause) or reader.aims.at(clause.predicate).type is not None:
        return True
    # "their assets will be frozen if they do not leave"
    return is_official(reader.cast, statement) and any(
        c.kind in {"if", "unless", "in-exchange"} for c, _ in conditions_of(reader.analysis, clause, reader.terms)
    )


def _is_withheld(reader: Reader, clause: Clause, statement: Statement) -> bool:
    """ "shipments would not resume until the debt is paid", said by an office: its refusal."""
    if not is_negative(reader.analysis, clause) or not is_official(reader.cast, statement):
        return False
    conditions = conditions_of(reader.analysis, clause, reader.terms, negative=True)
    return any(c.kind in {"until", "unless"} for c, _ in conditions)


def _make(
    reader: Reader, clause: Clause, verb: Clause, kind: CommitmentKind | None, by: list[Role], to: list[Role] | None
) -> Draft:
    """clause: what names the act; verb: what carries the modal, the same where that is no "has to" or "is to"."""
    analysis = reader.analysis
    negative = is_negative(analysis, verb) or is_negative(analysis, clause)
    conditions = conditions_of(analysis, clause, reader.terms, negative)
    told = let_act(analysis, clause) or clause
    barred = negative and any(
        analysis.tokens[c].lower in {"no", "not"} for s in clause.subjects for c in analysis.subtree(s)
    )
    with_subject = barred or (clause.voice == "passive" and kind not in {"demand", "prohibition"})
    act = clause_act(analysis, clause, [c for c, _ in conditions], with_subject)
    decided = kind or own_kind(reader, act, conditions, negative)
    if told is not clause:
        act = clause_act(analysis, told, [c for c, _ in conditions], with_subject=False)
    target = without(act_target(reader, act) if to is None else to, by)
    return Draft(
        decided,
        verb.predicate,
        analysis.span(verb.verb_first, verb.predicate + 1),
        tuple(by),
        tuple(target),
        act,
        tuple(c for c, _ in conditions),
        _strength(verb, decided),
    )


def _strength(verb: Clause, kind: CommitmentKind) -> Strength:
    """What nobody may do is ordered; what "must" be done is only said to be wanted."""
    if kind == "prohibition" and verb.modal == "may":
        return "binding"
    return "tentative" if verb.modal in _WEAK else "declared"
