"""The act of a commitment: where it stands, its span, and the PLOVER type that it would have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..knowledge.terms import ActSort, ActWord
from ..language import Analysis, Clause
from ..records import Condition, EventType, Span

# Tells the type that an act would have if it came about, from the token that names it.
ActTyper = Callable[[int], EventType | None]

_SORTS: dict[str, ActSort] = {
    **dict.fromkeys(("SANCTION", "COERCE", "ASSAULT", "THREATEN", "ACCUSE", "PROTEST"), "harm"),
    **dict.fromkeys(("RETREAT", "CONCEDE"), "yield"),
    **dict.fromkeys(("AID", "SUPPORT", "COOPERATE", "AGREE"), "help"),
    "CONSULT": "meet",
}  # fmt: skip
# An act that ends another: "stop shelling" yields, "stop buying" harms.
_STOPPING = frozenset({"stop", "halt", "cease", "end", "suspend", "freeze"})


@dataclass(frozen=True, slots=True)
class Aim:
    """What an act aims at: the PLOVER type that it would have, or None, and whether it harms, helps or yields."""

    type: EventType | None
    sort: ActSort


@dataclass(frozen=True, slots=True)
class AimReader:
    """Tells what acts aim at: by the event lexicon, else by the verb or noun alone."""

    analysis: Analysis
    act_type: ActTyper
    words: dict[str, ActWord]

    def at(self, head: int) -> Aim:
        """The aim of the act that a token names."""
        clause = self.analysis.clause_at(head)
        name = clause.lemma if clause else self.analysis.tokens[head].lemma.lower()
        if clause and name in _STOPPING:
            return self._stopped(clause)
        type_ = self.act_type(head)
        if type_:
            return Aim(type_, _SORTS.get(type_, "plain"))
        word = self.words.get(name)
        if word:
            return Aim(word.type, word.sort)
        # "find the farmers money": the object tells what the verb does not
        for noun in clause.objects[:1] if clause else ():
            word = self.words.get(self.analysis.tokens[noun].lemma.lower())
            if word:
                return Aim(word.type, word.sort)
        return Aim(None, "plain")

    def _stopped(self, clause: Clause) -> Aim:
        inner = [c for c in self.analysis.clauses_under(clause) if c.kind == "open"]
        heads = [c.predicate for c in inner] or list(clause.undergoers[:1])
        for head in heads:
            if self.at(head).sort == "harm":
                return Aim("RETREAT", "yield")
        return Aim("SANCTION", "harm") if inner else Aim("RETREAT", "yield")


@dataclass(frozen=True, slots=True)
class Act:
    """head: token that names the act; clause: its clause where it is a verb; span: its words.

    own: whether whoever is bound is to do it, as far as the grammar tells.
    """

    head: int
    clause: Clause | None
    span: Span
    own: bool = True


def clause_act(
    analysis: Analysis, clause: Clause, conditions: list[Condition], with_subject: bool, own: bool = True
) -> Act:
    """The act told by a clause, without its conditions; from the main verb on, or with its subject."""
    first, last = analysis.extent(clause.predicate, without=("conj", "cc"))
    if not with_subject:
        first = clause.predicate
        if clause.voice == "passive":
            first = _first_own_auxiliary(analysis, clause)
    else:
        first = _without_opening(analysis, clause, first)
    first, last = _cut_conditions(analysis, first, last, conditions, clause.predicate)
    return Act(clause.predicate, clause, analysis.span(first, last), own)


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
            cut = inside[0]
            while cut - 1 > predicate and _opens_condition(analysis, cut - 1):
                cut -= 1
            last = min(last, cut)
    while last - 1 > predicate and analysis.tokens[last - 1].pos in {"PUNCT", "SPACE", "CCONJ", "SCONJ"}:
        last -= 1
    return first, max(last, first + 1)


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
    }


def noun_act(analysis: Analysis, head: int, conditions: list[Condition]) -> Act:
    """The act named by a noun ("an end to the boycott")."""
    first, last = analysis.extent(head, without=("conj", "cc", "relcl", "appos"))
    first, last = _cut_conditions(analysis, first, last, conditions, head)
    return Act(head, None, analysis.span(first, last))


def phrase_act(analysis: Analysis, clause: Clause, preposition: str, conditions: list[Condition]) -> Act | None:
    """The act after a preposition ("called for an end to", "banned from leaving")."""
    for prep in analysis.dependents(clause.predicate, "prep"):
        if analysis.tokens[prep].lower != preposition:
            continue
        for below in analysis.dependents(prep, "pcomp"):
            inner = analysis.clause_at(below)
            if inner:
                return clause_act(analysis, inner, conditions, with_subject=False)
        for below in analysis.dependents(prep, "pobj"):
            return noun_act(analysis, below, conditions)
    return None
