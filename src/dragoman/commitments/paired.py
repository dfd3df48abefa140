"""Conditions without a word for them: "free the crew and the port opens", "pay, or we march", "they shoot, we leave".

What stands before the act, told as an order, a bare noun or in the plain present, is what the act hangs on.
"""

from __future__ import annotations

from ..language import Analysis
from ..records import Condition
from .drafts import Draft
from .scope import FINITE, QUOTES

_KINDS = frozenset({"threat", "offer", "promise", "refusal"})
_BREAKS = frozenset({";", ":", "—", "–", "?", "!"})
_JOINING = frozenset({"and", "or", "then", "else"})
_EITHER = frozenset({"either", "so", "but", "then", "and", "now", "please", "just"})
_PRESENT = frozenset({"VBP", "VBZ"})
_TENSED = frozenset({"VBD", "VBZ", "MD"})


def paired(analysis: Analysis, draft: Draft) -> Condition | None:
    """The condition that the words before a draft's act are, or None."""
    if draft.kind not in _KINDS:
        return None
    start = _act_start(analysis, draft)
    first = _stretch_start(analysis, start)
    stop, joined = start, ""
    while stop > first and (
        analysis.tokens[stop - 1].text in QUOTES | {",", "-"} or analysis.tokens[stop - 1].lower in _JOINING
    ):
        stop -= 1
        joined = analysis.tokens[stop].lower if analysis.tokens[stop].lower in _JOINING else joined or ","
    while first < stop and analysis.tokens[first].lower in _EITHER | QUOTES:
        first += 1
    if not joined or stop - first < 1 or (stop - first < 2 and joined == ","):
        return None
    tokens = analysis.tokens[first:stop]
    if tokens[0].lower == "no":
        return _slogan(analysis, first, stop, start)
    told = [t for t in tokens if t.tag in FINITE and not _is_below(analysis, t.i)]
    ordered = not any(_has_subject(analysis, t.i) for t in told) and not any(t.tag in _TENSED for t in told)
    if ordered and not _is_named(analysis, first, joined):
        return None
    if not ordered and not _is_plain_pair(analysis, first, stop, draft, joined):
        return None
    return Condition("unless" if joined in {"or", "else"} else "if", analysis.span(first, stop))


def _slogan(analysis: Analysis, first: int, stop: int, start: int) -> Condition | None:
    """ "No pay, no work": the second thing is not to be had without the first."""
    behind = {t.lower for t in analysis.tokens[max(stop, start - 1) : start + 1]}
    return Condition("unless", analysis.span(first + 1, stop)) if "no" in behind and stop - first > 1 else None


def _act_start(analysis: Analysis, draft: Draft) -> int:
    """The first token of the act's clause: its subject's, its auxiliary's or its verb's."""
    clause = draft.act.clause or analysis.clause_of(draft.act.head)
    first = analysis.tokens_in(draft.act.span.start, draft.act.span.end)[0]
    if clause is None:
        return min(first, analysis.base_phrase(draft.act.head)[0])
    begin = analysis.sentence_of(draft.act.head).first
    own = [s for s in clause.subjects if begin <= s < clause.predicate and not clause.subject_inherited]
    starts: list[int] = [first, *(analysis.base_phrase(s)[0] for s in own)]
    return min([*starts, clause.verb_first] if draft.act.clause else starts)


def _stretch_start(analysis: Analysis, stop: int) -> int:
    first = stop
    begin = analysis.sentence_of(stop).first
    while first > begin and analysis.tokens[first - 1].text not in _BREAKS:
        before = analysis.tokens[first - 1]
        if before.text in QUOTES and first < stop and analysis.tokens[first].text not in {",", "and", "or"}:
            break
        first -= 1
    return first


def _is_below(analysis: Analysis, token: int) -> bool:
    """Whether a verb stands in a relative or other clause below a noun."""
    clause = analysis.clause_of(token)
    return clause is not None and (clause.kind == "relative" or clause.marker is not None)


def _has_subject(analysis: Analysis, token: int) -> bool:
    head = analysis.tokens[token].head if analysis.tokens[token].dep in {"aux", "auxpass"} else token
    return bool(analysis.dependents(head, "nsubj", "nsubjpass", "expl"))


def _is_named(analysis: Analysis, first: int, joined: str) -> bool:
    """Whether the words are an order, or for "or" a bare thing wanted: no name that the act is told of."""
    opening = analysis.tokens[first]
    verb = opening.tag in {"VB", "VBP"} or opening.lower in {"let", "do"} or opening.lemma.lower() == opening.lower
    subject = opening.dep in {"nsubj", "nsubjpass", "det", "poss"} or opening.tag in {
        "DT",
        "PRP",
        "PRP$",
        "IN",
        "TO",
        "RB",
        "WRB",
    }
    if joined == ",":
        return opening.tag == "VB" or opening.lower == "let"
    return verb and not subject and (joined == "or" or opening.pos != "PROPN" or opening.text.isupper())


def _is_plain_pair(analysis: Analysis, first: int, stop: int, draft: Draft, joined: str) -> bool:
    """ "They shoot one of ours, we go in": both told in the present, side by side, or "either … or"."""
    either = first > 0 and analysis.tokens[first - 1].lower == "either"
    clause = draft.act.clause
    if either and joined == "or":
        return True
    if clause is None or joined != "," or clause.form != "finite":
        return False
    verbs = [t for t in analysis.tokens[first:stop] if t.tag in FINITE]
    plain = clause.modal in {None, "will"} and clause.tense in {"present", "future", None}
    quoted = analysis.quotation_at(analysis.tokens[first].start) is not None
    return quoted and plain and bool(verbs) and all(t.tag in _PRESENT for t in verbs)
