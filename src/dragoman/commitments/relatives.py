"""Conditions told of whom or what an act befalls: "any ship that crosses the line", "those who stay", "any attack".

Whoever is only meant in general, by "any", "those" or a bare plural, makes a condition of what is told of them; of
somebody known ("the guards, who fled") it is told beside the act.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..language import Analysis, Clause
from ..records import Condition, Span
from .drafts import Draft
from .reader import Reader

_KINDS = frozenset({"threat", "offer", "promise"})
_GENERAL = frozenset({"any", "every", "each", "all", "anyone", "anybody", "everyone", "everybody", "those", "whoever"})
_NOBODY = frozenset({"nobody", "none", "no"})
_PRONOUNS = frozenset({"that", "which", "who", "whom"})
_KNOWN = frozenset({"the", "these", "its", "his", "her", "their", "our", "my", "both", "this", "that"})
_FUTURE = frozenset({"will", "would", "shall", "may", "could", "can"})
# "will answer any raid": whatever it is, it is what the act answers.
_ANSWERING = frozenset(
    {
        "answer",
        "meet",
        "treat",
        "regard",
        "consider",
        "see",
        "view",
        "punish",
        "respond",
        "retaliate",
        "repel",
        "avenge",
    }
)
# "whoever stays faces a fine": told in the present, it is still to come.
_SUFFERING = frozenset({"face", "risk", "expect", "lose"})
_TO = frozenset({"to", "for", "against"})


def with_relatives(reader: Reader, draft: Draft) -> list[Condition]:
    """The conditions that a draft's parties or objects carry; none where the draft has some already."""
    if draft.kind not in _KINDS or draft.conditions:
        return []
    analysis = reader.analysis
    clause = draft.act.clause or analysis.clause_of(draft.act.head)
    if clause is None:
        return []
    found = list(_of_nouns(analysis, clause, draft))
    if not found and draft.kind == "threat":
        found = list(_of_any_deed(analysis, clause, draft))
    return [Condition("if", span) for span in found[:2]]


def _of_nouns(analysis: Analysis, clause: Clause, draft: Draft) -> Iterator[Span]:
    suffers = clause.modal in _FUTURE or clause.voice == "passive" or clause.lemma in _SUFFERING
    subjects = clause.subjects if suffers else ()
    objects = (*clause.objects, *clause.indirect, *(h for _, h in clause.obliques))
    # "a bonus to every crew that sails": below the noun that names what is done
    below = [
        o
        for n in (*objects, draft.act.head)
        for p in analysis.dependents(n, "prep")
        for o in analysis.dependents(p, "pobj")
    ]
    for noun in dict.fromkeys((*subjects, *objects, *below)):
        if not _is_general(analysis, noun, noun in subjects, draft.kind == "promise"):
            continue
        for child in analysis.dependents(noun, "relcl", "acl"):
            told = analysis.clause_at(child)
            bare = (
                analysis.tokens[child].dep == "acl"
                and noun in subjects
                and analysis.tokens[child].tag in {"VBG", "VBN"}
            )
            if told and child > noun and (told.form == "finite" or bare):
                yield from _told(analysis, told, noun, whole=noun in subjects)


def _is_general(analysis: Analysis, noun: int, is_subject: bool, is_promise: bool) -> bool:
    """Whether a noun means nobody known; a promise to those in need names them rather than asks anything of them."""
    token = analysis.tokens[noun]
    beside = {analysis.tokens[d].lower for d in analysis.dependents(noun, "det", "predet", "poss", "amod")}
    if is_promise:
        return bool(beside & {"any", "whichever"})
    if token.lower in _GENERAL or beside & {"any", "every", "each", "all", "those"} or token.lower in _NOBODY:
        return True
    if beside & {"no"}:
        return is_subject
    return is_subject and token.tag == "NNS" and not beside & _KNOWN and not analysis.dependents(noun, "nummod")


def _told(analysis: Analysis, told: Clause, noun: int, whole: bool) -> Iterator[Span]:
    """What a relative clause tells, without its pronoun; two that are coordinated are two conditions.

    whole: with the noun, where the act does not need it ("any ship that sails" will be sunk).
    """
    for each in analysis.conjuncts(told.predicate):
        inner = analysis.clause_at(each)
        if inner is None or (each != told.predicate and not _has_pronoun(analysis, inner)):
            continue
        cut = ("conj", "cc") if any(_has_pronoun(analysis, c) for c in _others(analysis, told)) else ()
        first, last = analysis.extent(each, without=cut)
        if first and analysis.tokens[first - 1].text == "," and each == told.predicate:
            return
        if analysis.tokens[first].tag in {"IN", "WP$"} and analysis.tokens[first].lower not in _PRONOUNS:
            return
        first += analysis.tokens[first].lower in _PRONOUNS
        if first < last:
            start = analysis.base_phrase(noun)[0] if whole and each == told.predicate else max(first, noun + 1)
            yield analysis.span(start, last)


def _others(analysis: Analysis, told: Clause) -> list[Clause]:
    return [c for t in analysis.conjuncts(told.predicate)[1:] if (c := analysis.clause_at(t))]


def _has_pronoun(analysis: Analysis, clause: Clause) -> bool:
    first = analysis.extent(clause.predicate, without=("conj", "cc"))[0]
    return analysis.tokens[first].lower in _PRONOUNS


def _of_any_deed(analysis: Analysis, clause: Clause, draft: Draft) -> Iterator[Span]:
    """ "will answer any raid", "any raid will be answered", "a reply to any raid"."""
    heads: list[int] = []
    if clause.modal in _FUTURE:
        heads += clause.subjects
    if clause.lemma in _ANSWERING:
        heads += [*clause.objects, *(h for p, h in clause.obliques if p in _TO)]
    if draft.act.clause is None:
        at = draft.act.head
        hung = (*analysis.dependents(at, "prep"), *analysis.dependents(clause.predicate, "prep", "dative"))
        heads += [o for p in hung if analysis.tokens[p].lower in _TO for o in analysis.dependents(p, "pobj")]
    for noun in dict.fromkeys(heads):
        first, last = analysis.full_phrase(noun)
        if analysis.tokens[first].lower == "any" and analysis.tokens[noun].pos == "NOUN":
            yield analysis.span(first, analysis.extent(noun)[1] if noun < clause.predicate else last)
