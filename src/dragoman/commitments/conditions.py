"""What an act hangs on: conditions before, after and inside it, and its deadline."""

from __future__ import annotations

from collections.abc import Iterator

from ..knowledge.terms import Terms
from ..language import Analysis, Clause
from ..records import Condition, ConditionKind, Date, Span, SpanIndex
from ..times import deadline_in

_FREE_RELATIVES = frozenset({"whoever", "whichever", "whomever"})
# These grant a thing instead of asking for it, or say that it makes no difference.
_CONCESSIVE = frozenset({"even if", "as if"})
# Told in the past tense these are plain time, not conditions ("when troops arrived").
_TEMPORAL = frozenset({"when", "once", "until", "till", "whenever", "before"})


def conditions_of(analysis: Analysis, act: Clause, terms: Terms) -> list[tuple[Condition, int]]:
    """The conditions of an act with the head token of each, in text order.

    Looks below the act, below the clauses that govern it within the sentence, and among its siblings.
    """
    found: dict[int, tuple[Condition, int]] = {}
    for clause in _nearby(analysis, act):
        kind = _clause_kind(analysis, clause, act, terms)
        if kind:
            span = _without_marker(analysis, clause, terms)
            found[span.start] = (Condition(kind, span), clause.predicate)
    more = (
        *_noun_conditions(analysis, act, terms),
        *_free_relatives(analysis, act),
        *_long_markers(analysis, act, terms),
    )
    for condition, head in more:
        if not any(c.span.overlaps(condition.span) for c, _ in found.values()):
            found[condition.span.start] = (condition, head)
    return [found[k] for k in sorted(found)]


def _nearby(analysis: Analysis, act: Clause) -> Iterator[Clause]:
    """Clauses that may be conditions of an act: anywhere below it, then beside it and beside what governs it."""
    sentence = analysis.tokens[act.predicate].sentence
    below = [c for t in analysis.subtree(act.predicate) if (c := analysis.clause_at(t)) and c.index != act.index]
    yield from (c for c in below if c.kind in {"adverbial", "prepositional"})
    seen = {act.index, *(c.index for c in below)}
    level: Clause | None = act
    # three steps up reach "he said X would act if …" with the condition hung on the verb of saying
    for _ in range(3):
        if level is None or analysis.tokens[level.predicate].sentence != sentence:
            return
        beside = [*analysis.clauses_under(level), *_under_coordinated(analysis, level)]
        for clause in beside:
            if clause.index not in seen and clause.kind in {"adverbial", "prepositional", "main"}:
                seen.add(clause.index)
                yield clause
        level = analysis.governor_of(level)


def _under_coordinated(analysis: Analysis, clause: Clause) -> Iterator[Clause]:
    """Conditions hung on the last of several coordinated acts hold for all of them."""
    for token in analysis.conjuncts(clause.predicate):
        other = analysis.clause_at(token)
        if other and other.index != clause.index:
            yield from (c for c in analysis.clauses_under(other) if c.kind == "adverbial")


def _clause_kind(analysis: Analysis, clause: Clause, act: Clause, terms: Terms) -> ConditionKind | None:
    marker = clause.marker or ""
    if marker in _CONCESSIVE or (marker == "before" and not act.negated):
        return None
    if marker in _TEMPORAL and clause.tense == "past" and act.form == "finite" and act.modal != "would":
        return None
    if marker in terms.clause_markers:
        return terms.clause_markers[marker]
    opener = analysis.tokens[analysis.extent(clause.predicate)[0]].lower
    if opener == "should" and clause.modal == "should" and clause.kind == "adverbial":
        return terms.clause_markers["should"]
    if opener in {"provided", "providing", "assuming"} and clause.kind in {"adverbial", "prepositional"}:
        return terms.clause_markers[opener]
    return None


def _long_markers(analysis: Analysis, act: Clause, terms: Terms) -> Iterator[tuple[Condition, int]]:
    """Conditions after markers of several words, found by their words: the parser hangs them anywhere."""
    sentence = analysis.sentence_of(act.predicate)
    words = [t.lower for t in analysis.sentence_tokens(sentence)]
    for marker, kind in terms.clause_markers.items():
        parts = marker.split()
        if len(parts) < 2 or marker in _CONCESSIVE:
            continue
        for at in range(len(words) - len(parts)):
            if words[at : at + len(parts)] == parts:
                first = sentence.first + at + len(parts)
                condition = _clause_from(analysis, first, sentence.last)
                if condition and condition.index != act.index:
                    last = max(analysis.extent(condition.predicate)[1], first + 1)
                    yield Condition(kind, analysis.span(first, last)), condition.predicate


def _clause_from(analysis: Analysis, first: int, last: int) -> Clause | None:
    """The first finite clause that begins at or after a token."""
    return next((c for t in range(first, last) if (c := analysis.clause_at(t)) and c.form == "finite"), None)


def _without_marker(analysis: Analysis, clause: Clause, terms: Terms) -> Span:
    """The span of a condition without the word that opens it."""
    first, last = analysis.extent(clause.predicate)
    marker = clause.marker or ""
    words = [t.lower for t in analysis.tokens[first : first + 6]]
    for length in range(6, 0, -1):
        phrase = " ".join(words[:length])
        if (
            phrase in terms.clause_markers
            or phrase == marker
            or phrase in {f"{m} that" for m in ("provided", "providing")}
        ):
            first += length
            break
    # of "as soon as" the parser leaves the last word with the clause
    if marker.endswith(" as") and analysis.tokens[first].lower == "as":
        first += 1
    return analysis.span(min(first, clause.predicate), last)


def _noun_conditions(analysis: Analysis, act: Clause, terms: Terms) -> Iterator[tuple[Condition, int]]:
    start, end = analysis.extent(act.predicate)
    text_span = analysis.span(start, end)
    lowered = text_span.text.lower()
    for marker, kind in terms.noun_markers.items():
        at = lowered.find(marker)
        if at < 0 or (at and lowered[at - 1].isalnum()):
            continue
        begin = text_span.start + at + len(marker)
        tokens = analysis.tokens_in(begin, text_span.end)
        if not len(tokens):
            continue
        nouns = [i for i in tokens if analysis.tokens[i].dep in {"pobj", "pcomp"}]
        # "until Friday" is a deadline, not a condition
        if nouns and analysis.tokens[nouns[0]].entity not in {"DATE", "TIME"}:
            first, last = analysis.extent(nouns[0], without=("conj", "cc"))
            yield Condition(kind, analysis.span(max(first, tokens[0]), last)), nouns[0]


def _free_relatives(analysis: Analysis, act: Clause) -> Iterator[tuple[Condition, int]]:
    """ "whoever breaks the seal": whoever does so sets the condition."""
    for token in analysis.subtree(act.predicate):
        t = analysis.tokens[token]
        if t.lower in _FREE_RELATIVES:
            clause = analysis.clause_of(token)
            if clause and clause.index != act.index and token < clause.predicate:
                first, last = analysis.extent(clause.predicate)
                yield Condition("if", analysis.span(min(first, token), last)), clause.predicate


def deadline_of(analysis: Analysis, act: Span, times: SpanIndex[Date]) -> Date | None:
    """The date by which an act is promised or asked for: named in its words, else in its sentence.

    A limit set to its condition ("unless they leave by Friday") is the limit of the commitment.
    """
    within = deadline_in(analysis.text, times.overlapping(act), act.start, act.end)
    if within:
        return within
    tokens = analysis.tokens_in(act.start, act.end)
    if not len(tokens):
        return None
    sentence = analysis.sentence_span(tokens[0])
    return deadline_in(analysis.text, times.overlapping(sentence), sentence.start, sentence.end)
