"""The act of a commitment: where it stands and its span."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..language import Analysis, Clause
from ..records import Condition, Span

_TIMES = frozenset({"day", "night", "morning", "evening", "week", "month", "year", "hour", "date"})
_GENERAL = frozenset({"any", "every", "each", "all", "those"})


@dataclass(frozen=True, slots=True)
class Act:
    """head: token that names the act; clause: its clause where it is a verb; span: its words.

    own: whether whoever is bound is to do it, as far as the grammar tells.
    preposition: what it hangs on ("warned against a strike"), or "".
    """

    head: int
    clause: Clause | None
    span: Span
    own: bool = True
    preposition: str = ""


def clause_act(
    analysis: Analysis, clause: Clause, conditions: list[Condition], with_subject: bool, own: bool = True
) -> Act:
    """The act told by a clause, without its conditions; from the main verb on, or with its subject."""
    first, last = analysis.extent(clause.predicate, without=("conj", "cc"))
    if not (with_subject and _names_subject(analysis, clause)):
        first = clause.predicate
        if clause.voice == "passive":
            first = _first_own_auxiliary(analysis, clause)
    else:
        first = _without_opening(analysis, clause, first)
    first, last = _cut_conditions(analysis, first, last, conditions, clause.predicate)
    return Act(clause.predicate, clause, analysis.span(first, last), own)


def _names_subject(analysis: Analysis, clause: Clause) -> bool:
    """Whether a subject belongs to the act: not "they", and not those who make it a condition ("whoever stays")."""
    own = [s for s in clause.subjects if s < clause.predicate]
    if not own or clause.subject_inherited:
        return True
    beside = {analysis.tokens[d].lower for d in analysis.dependents(own[0], "det", "predet")}
    general = bool(beside & _GENERAL) or bool(analysis.dependents(own[0], "relcl"))
    return analysis.tokens[own[0]].pos != "PRON" and not general


def _first_own_auxiliary(analysis: Analysis, clause: Clause) -> int:
    """ "be released" of "will be released"."""
    own = [c for c in analysis.dependents(clause.predicate, "auxpass") if c < clause.predicate]
    return min(own, default=clause.predicate)


def _without_opening(analysis: Analysis, clause: Clause, first: int) -> int:
    marks = [c for c in analysis.dependents(clause.predicate, "mark", "cc") if c < clause.predicate]
    subjects = [s for s in clause.subjects if s < clause.predicate]
    start = max([first, *[m + 1 for m in marks]])
    if subjects and not clause.subject_inherited:
        start = max(start, min(analysis.base_phrase(subjects[0])[0], clause.verb_first))
    return min(start, clause.verb_first)


def _cut_conditions(
    analysis: Analysis, first: int, last: int, conditions: list[Condition], predicate: int
) -> tuple[int, int]:
    """Ends the act before a condition that follows it; the marker and a comma go with the condition."""
    for condition in conditions:
        inside = analysis.tokens_in(condition.span.start, condition.span.end)
        if not len(inside) or not first <= inside[0] < last:
            continue
        if inside[0] > predicate:
            last = min(last, before_condition(analysis, inside[0], predicate))
    while last - 1 > predicate and analysis.tokens[last - 1].pos in {"PUNCT", "SPACE", "CCONJ", "SCONJ"}:
        last -= 1
    return first, max(last, first + 1)


def before_condition(analysis: Analysis, first: int, head: int) -> int:
    """Where the words end that stand before a condition and the words that open it; never before `head`."""
    while first - 1 > head and _opens_condition(analysis, first - 1):
        first -= 1
    return first


def _opens_condition(analysis: Analysis, token: int) -> bool:
    t = analysis.tokens[token]
    return t.pos in {"SCONJ", "PUNCT", "SPACE"} or t.lower in {
        "if",
        "unless",
        "until",
        "once",
        "as",
        "so",
        "long",
        "soon",
        "only",
        "on",
        "condition",
        "provided",
        "providing",
        "in",
        "exchange",
        "return",
        "for",
        "that",
        "but",
        "when",
        "while",
        "till",
        "who",
        "which",
        "should",
        "were",
        "pending",
        "barring",
        "failing",
        "without",
        "moment",
        "minute",
    }


def noun_act(
    analysis: Analysis, head: int, conditions: list[Condition], whole: bool = False, preposition: str = ""
) -> Act:
    """The act named by a noun ("an end to the boycott"); whole: with the clauses that tell more of it."""
    first, last = analysis.extent(head, without=("conj", "cc", "appos", *(() if whole else ("relcl",))))
    first, last = _cut_conditions(analysis, first, last, conditions, head)
    return Act(head, None, analysis.span(first, last), preposition=preposition)


def phrase_act(analysis: Analysis, head: int, preposition: str, conditions: list[Condition]) -> Act | None:
    """The act after a preposition that hangs on a verb or noun ("called for an end to", "a ban on leaving")."""
    for prep in analysis.dependents(head, "prep"):
        if analysis.tokens[prep].lower != preposition:
            continue
        for below in analysis.dependents(prep, "pcomp"):
            inner = analysis.clause_at(below)
            if inner:
                act = clause_act(analysis, inner, conditions, with_subject=False)
                return replace(act, preposition=preposition)
        for below in analysis.dependents(prep, "pobj"):
            if analysis.tokens[below].entity in {"DATE", "TIME"} or analysis.tokens[below].lemma.lower() in _TIMES:
                continue  # "insisted on Monday that", "banned from that night"
            return noun_act(analysis, below, conditions, preposition=preposition)
    return None


def joined_infinitives(analysis: Analysis, act: Clause) -> list[Clause]:
    """The further acts of "are to open a post, exchange envoys and share the water"."""
    if act.form != "infinitive":
        return []
    found = (analysis.clause_at(t) for t in analysis.conjuncts(act.predicate)[1:])
    bare = (c for c in found if c and analysis.tokens[c.predicate].tag == "VB")
    return [c for c in bare if not analysis.dependents(c.predicate, "nsubj", "nsubjpass")]
