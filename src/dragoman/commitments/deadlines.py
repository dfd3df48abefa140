"""The date by which, on which or until which an act is to be done, and the act without the words of the date.

A limit ("by Friday", "within 48 hours", "until noon") may stand with the act, with its condition or with the verb that
binds to it; a plain date ("on Monday", "from June") has to stand with the act itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..language import Analysis, Clause
from ..records import Date, Span, SpanIndex
from ..times import limit_lead, limits_in
from .acts import Act
from .drafts import Draft

# Before a date they tell when an act is done; "at" and "in" tell of a place as well, so a date has to follow.
_POINTS = frozenset({"on", "from", "in", "at", "starting", "beginning", "as", "of", "over", "for", "through", "come"})
# Verbs of the sentence behind that tell the limit of a demand: "They have until Friday", "It runs out tonight".
_LIMITING = frozenset({"have", "give", "expire", "run_out", "end", "lapse", "set", "say"})
_DEMANDING = frozenset({"demand", "prohibition"})
_PAST = ("last", "past", "previous", "yesterday", "the last", "the past")
_APART = frozenset({",", ";", ":", '"', "”"})
_BARE = frozenset({"today", "tonight", "tomorrow", "now"})
# How far behind an act a date may stand that the parser hangs elsewhere, in tokens.
_BESIDE = 2
# Governors up from the act whose limit is the act's: "gave them until Friday to leave".
_GOVERNORS = 2


@dataclass(frozen=True, slots=True)
class Term:
    """A date with where its words begin ("by" of "by Friday"), and whether they make it a limit."""

    date: Date
    start: int
    end: int
    limit: bool


class Deadlines:
    """The dates of a document that may limit an act.

    times: its dates, by where they stand.  anchor: the day of the report; what is due lies ahead of it.
    """

    def __init__(self, analysis: Analysis, times: SpanIndex[Date], anchor: date | None) -> None:
        self._analysis = analysis
        self._times = times
        self._anchor = anchor
        self._terms: dict[int, list[Term]] = {}

    def of(self, draft: Draft) -> Term | None:
        """The term that a draft's act is bound to."""
        act = draft.act
        clause = act.clause or self._analysis.clause_of(act.head)
        here = self._analysis.tokens[act.head].sentence
        terms = self._in_sentence(here)
        # what hangs on another thing ("if no deal is reached by Friday") is not due by itself
        outside = [t for t in terms if not any(t.date.span and c.span.overlaps(t.date.span) for c in draft.conditions)]
        if draft.kind == "refusal":
            outside = [t for t in outside if t.limit]
        found = next((t for t in outside if self._is_with(t, clause, act)), None)
        if found is None and clause:
            found = next((t for t in outside if t.limit and self._is_above(t, clause)), None)
        if found is None:
            inside = [t for t in terms if t.limit and t not in outside]
            found = next(iter(inside), None) if draft.kind not in _DEMANDING else None
        return found or (self._behind(here) if draft.kind in _DEMANDING else None)

    def unclaimed(self, drafts: Sequence[Draft], terms: Sequence[Term | None], index: int) -> Term | None:
        """A limit in the sentence that no draft has: "…, to be done by May", "an ultimatum of two days: leave"."""
        draft = drafts[index]
        here = self._analysis.tokens[draft.act.head].sentence
        taken = {t.start for t in terms if t}
        offset = self._analysis.tokens[draft.act.head].start
        for term in self._in_sentence(here):
            between = sorted((offset, term.start))
            later = [d for d in drafts if between[0] < self._analysis.tokens[d.act.head].start < between[1]]
            held = any(c.span.start <= term.start < c.span.end for d in drafts for c in d.conditions)
            behind = term.start > offset or draft.kind in _DEMANDING
            if term.limit and term.start not in taken and behind and not later and not held:
                return term
        return None

    def without_term(self, draft: Draft, term: Term | None) -> Draft:
        """The draft with an act that ends before the words of its date."""
        act = draft.act
        if term is None or not act.span.start < term.start < act.span.end:
            return draft
        tokens = self._analysis.tokens_in(act.span.start, term.start)
        while len(tokens) and self._analysis.tokens[tokens[-1]].pos in {"PUNCT", "SPACE", "CCONJ"}:
            tokens = tokens[:-1]
        if not len(tokens) or tokens[-1] < act.head:
            return draft
        return replace(draft, act=replace(act, span=self._analysis.span(tokens[0], tokens[-1] + 1)))

    def _in_sentence(self, index: int) -> list[Term]:
        if index not in self._terms:
            self._terms[index] = list(self._read(index))
        return self._terms[index]

    def _read(self, index: int) -> Iterator[Term]:
        sentence = self._analysis.sentences[index]
        text = self._analysis.text
        around = Span.of(text, sentence.start, sentence.end)
        dates = [d for d in self._times.overlapping(around) if d.span and around.contains(d.span)]
        spans = [d.span for d in dates if d.span]
        found: list[Term] = []
        for told in dates:
            if told.span and not self._is_past(told):
                lead = limit_lead(text, told.span.start, told.span.end)
                start = self._lead_start(told.span.start) if lead is None else lead
                found.append(Term(self._ahead(told), start, told.span.end, lead is not None))
        for told in limits_in(text, sentence.start, sentence.end, self._anchor):
            # "until noon on Friday": the day says it; of "in two weeks" and "the first of May" the limit is exact
            if told.span is None or any(_near(told.span, s) and not _replaces(told.span, s) for s in spans):
                continue
            found = [t for t in found if not (t.date.span and _replaces(told.span, t.date.span))]
            found.append(Term(told, self._lead_start(told.span.start), told.span.end, True))
        yield from sorted(found, key=lambda t: t.start)

    def _lead_start(self, offset: int) -> int:
        at = self._analysis.tokens_in(0, offset)
        first = len(at)
        while first and self._analysis.tokens[first - 1].lower in _POINTS | {
            "by",
            "until",
            "till",
            "within",
            "before",
            "the",
        }:
            first -= 1
        return self._analysis.tokens[first].start if first < len(self._analysis.tokens) else offset

    def _is_past(self, told: Date) -> bool:
        """ "last year", "yesterday", "Friday's rallies": no date for something that is due."""
        span = told.span
        if span is None or span.text.lower().startswith(_PAST):
            return True
        if self._anchor and not told.inferred and told.end < self._anchor.isoformat():
            return True
        return self._analysis.text[span.end : span.end + 2].lower() in {"'s", "’s"}

    def _ahead(self, told: Date) -> Date:
        """What is due lies ahead: "will march on Friday", told on a Saturday, is the next one."""
        if self._anchor is None or not told.inferred or told.end >= self._anchor.isoformat():
            return told
        start, end = date.fromisoformat(told.start), date.fromisoformat(told.end)
        near = (self._anchor - end).days <= 7
        if near and told.precision in {"day", "weekend"} and told.span and not any(c.isdigit() for c in told.span.text):
            return _moved(told, start + timedelta(7), end + timedelta(7))
        if (
            told.precision in {"day", "month", "season", "range"}
            and told.span
            and any(c.isupper() for c in told.span.text)
        ):
            try:
                return _moved(told, start.replace(year=start.year + 1), end.replace(year=end.year + 1))
            except ValueError:
                return told
        return told

    def _is_with(self, term: Term, clause: Clause | None, act: Act) -> bool:
        """Whether a date stands with the act: below its verb, or right behind its words."""
        analysis = self._analysis
        tokens = analysis.tokens_in(term.start, term.end)
        last = analysis.tokens_in(act.span.start, act.span.end)
        if not len(tokens) or not len(last):
            return False
        first = tokens[0]
        after = first > act.head
        own = analysis.clause_of(tokens[-1])
        if act.clause and own is not None and own.index == act.clause.index:
            opens = first <= analysis.sentence_of(act.head).first + 1
            return term.limit or after or opens
        if act.clause and own is not None and term.limit and not after and self._is_shared(own, act.clause, first):
            return True
        if not after or not self._is_beside(first, last):
            return False
        if any(self._is_another(t, own, clause) for t in range(act.head + 1, first)):
            return False
        if act.clause is None and not term.limit and self._is_told_before(term):
            return False
        bare = analysis.tokens[first].lower not in _POINTS
        return term.limit or not bare or analysis.tokens[first].lower in _BARE

    def _is_told_before(self, term: Term) -> bool:
        """ "reached a truce on Tuesday": a day that the report may look back to is that of the agreeing."""
        told = (
            next((t for t in self._times.overlapping(term.date.span) if t.span == term.date.span), None)
            if term.date.span
            else None
        )
        return self._anchor is not None and told is not None and told.end <= self._anchor.isoformat()

    def _is_shared(self, own: Clause, clause: Clause, first: int) -> bool:
        """ "within a month will cut the toll and free the barge": told before the first of several acts."""
        return first < own.predicate and clause.predicate in self._analysis.conjuncts(own.predicate)

    def _is_beside(self, first: int, act: range) -> bool:
        inside = first <= act[-1]
        marks = {self._analysis.tokens[t].text for t in range(act[-1] + 1, first)}
        return inside or (first - act[-1] <= _BESIDE and not marks & _APART)

    def _is_another(self, token: int, own: Clause | None, clause: Clause | None) -> bool:
        """Whether at a token between an act and a date another clause is told, whose date it is."""
        other = self._analysis.clause_at(token)
        if other is None or (clause and other.index == clause.index):
            return False
        told = other.form == "finite" or other.kind in {"relative", "reduced"}
        joined = self._analysis.tokens[token].dep == "conj"
        return (told or joined) and (own is None or own.index == other.index or joined)

    def _is_above(self, term: Term, clause: Clause) -> bool:
        """Whether a limit stands with a verb that the act hangs on."""
        analysis = self._analysis
        own = analysis.clause_of(analysis.tokens_in(term.start, term.end)[-1])
        token = clause.predicate
        while analysis.tokens[token].dep == "conj":
            token = analysis.tokens[token].head
        here: Clause | None = analysis.clause_at(token)
        if here is None or not (here.form == "infinitive" or here.kind in {"open", "complement", "prepositional"}):
            return False
        for _ in range(_GOVERNORS):
            here = analysis.governor_of(here) if here else None
            if here and own and here.index == own.index:
                return True
        return False

    def _behind(self, here: int) -> Term | None:
        """The limit that the next sentence sets: "They have until Friday."."""
        sentences = self._analysis.sentences
        if here + 1 >= len(sentences) or sentences[here + 1].block != sentences[here].block:
            return None
        for term in self._in_sentence(here + 1):
            own = self._analysis.clause_of(self._analysis.tokens_in(term.start, term.end)[-1])
            if term.limit and own and own.lemma in _LIMITING and own.kind == "main":
                return term
        return None


def _near(one: Span, other: Span) -> bool:
    """Whether two dates overlap or stand side by side ("noon on Friday")."""
    return one.start < other.end + 4 and other.start < one.end + 8


def _replaces(limit: Span, date_span: Span) -> bool:
    """Whether a limit says more than a date that it overlaps ("the first of May", "in two weeks")."""
    return limit.overlaps(date_span) and limit.end - limit.start >= date_span.end - date_span.start


def _moved(told: Date, start: date, end: date) -> Date:
    return Date(
        start=start.isoformat(), end=end.isoformat(), precision=told.precision, span=told.span, inferred=told.inferred
    )


def inherited(drafts: Sequence[Draft], terms: Sequence[Term | None], index: int) -> Term | None:
    """The term of the demand whose not being met a draft hangs on: "leave by Friday or face trial"."""
    for condition in drafts[index].conditions:
        if condition.kind != "unless":
            continue
        for other, term in zip(drafts, terms, strict=True):
            if term and other is not drafts[index] and other.act.span.overlaps(condition.span):
                return term
    return None
