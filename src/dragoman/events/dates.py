"""When an event happens: the date expression that stands beside its trigger, never the publication date alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

from ..knowledge.hedges import Hedges
from ..language import Analysis, Clause, Token
from ..records import Date, Document, Status
from .candidate import Candidate
from .factuality import Standing

# After these a day is not the act's own; a year or a month still is ("after the 1999 floods").
_SEQUEL = frozenset({"after", "following", "before", "over"})
_COARSE = frozenset({"month", "quarter", "half", "season", "year", "decade", "century", "range"})
# A deadline says when something ends, not when it happens.
_DEADLINE = frozenset({"until", "till", "through"})
# Prepositions by which a noun or a gerund shares the time of its clause.
_SIMULTANEOUS = frozenset({"in", "during", "by", "with", "at", "without"})
_MEANWHILE = frozenset({"when", "while", "as"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "attr"})
_INSIDE_NOUN = frozenset({"poss", "compound", "nummod", "amod", "nmod", "case", "det", "quantmod"})
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A date with the token it hangs on and how directly: 0 on a verb, 1 through a noun, 2 after something."""

    date: Date
    on: int
    first: int
    last: int
    distance: int


class Calendar:
    """The dates of one document, each hung on the word of the parse that it dates."""

    def __init__(self, analysis: Analysis, document: Document, times: Sequence[Date], hedges: Hedges) -> None:
        self._analysis = analysis
        self._hedges = hedges
        self.anchor = _anchor(document)
        self._by_sentence: dict[int, list[_Placed]] = {}
        for time in times:
            placed = self._place(time)
            if placed:
                self._by_sentence.setdefault(analysis.tokens[placed.first].sentence, []).append(placed)

    def date_of(self, candidate: Candidate, cue: int | None) -> Date | None:
        """The event's date.

        cue: token of the verb of saying by which the event's own actor makes it, or None; the act is then as old
        as the saying, and a date beside it is that of what is promised or demanded.
        """
        if cue is not None:
            clause = self._analysis.clause_at(cue)
            placed = self._of_clause(clause) if clause else None
            return placed.date if placed else None
        found = self._direct(candidate)
        if found is None and candidate.clause is not None:
            found = self._inherited(candidate)
        return found.date if found else None

    def is_historical(self, date: Date | None) -> bool:
        """Whether a date ended a year or more before the document's own."""
        if date is None or self.anchor is None:
            return False
        return _day(date.end) <= self.anchor - _YEAR

    def is_future(self, date: Date | None) -> bool:
        """Whether a date begins after the document's own."""
        return date is not None and self.anchor is not None and _day(date.start) > self.anchor

    def fits(self, date: Date | None, status: Status) -> bool:
        """False for a date that lies ahead of an act told as done."""
        return not (status == "actual" and self.is_future(date))

    # -- hanging a date on the tree

    def _place(self, time: Date) -> _Placed | None:
        if time.span is None:
            return None
        inside = self._analysis.tokens_in(time.span.start, time.span.end)
        if not inside:
            return None
        root = next((t for t in inside if self._analysis.tokens[t].head not in inside or self._is_root(t)), inside[0])
        return self._hang(time, root, inside)

    def _is_root(self, token: int) -> bool:
        return self._analysis.tokens[token].head == token

    def _hang(self, time: Date, root: int, inside: range) -> _Placed | None:
        tokens, at, distance = self._analysis.tokens, root, 0
        first, last = inside[0], inside[-1] + 1
        if first and tokens[first - 1].lower in _DEADLINE:
            return None
        if first and self._is_stranded(tokens[first - 1], tokens[root]):
            return _Placed(time, tokens[first - 1].head, first, last, 0)
        while tokens[at].head != at:
            token = tokens[at]
            if token.dep in _INSIDE_NOUN and tokens[token.head].pos in {"NOUN", "PROPN"}:
                return _Placed(time, token.head, first, last, max(distance, self._sequel(token.head)) + 1)
            if token.lower in _SEQUEL and (token.pos == "ADP" or token.dep == "prep"):
                distance = 2
            at = token.head
            if at in self._analysis.clause_by_predicate or tokens[at].pos in {"NOUN", "PROPN"}:
                break
        if tokens[at].pos in {"NOUN", "PROPN"} and at not in self._analysis.clause_by_predicate:
            return _Placed(time, at, first, last, max(distance, 1))
        return _Placed(time, at, first, last, distance)

    def _is_stranded(self, before: Token, root: Token) -> bool:
        """A preposition whose date was parsed as part of the next noun ("On Monday rebels …")."""
        if before.dep != "prep" or before.lower in _SEQUEL or root.dep != "compound":
            return False
        if self._analysis.children[before.i] and before.lower != "on":
            return False
        return before.head in self._analysis.clause_by_predicate

    def _sequel(self, noun: int) -> int:
        token = self._analysis.tokens[noun]
        above = self._analysis.tokens[token.head]
        return 2 if token.dep == "pobj" and above.lower in _SEQUEL else 0

    # -- choosing

    def _direct(self, candidate: Candidate) -> _Placed | None:
        here = self._by_sentence.get(self._analysis.tokens[candidate.head].sentence, [])
        if not here:
            return None
        on_trigger = [p for p in here if p.on in range(candidate.first, candidate.last) or p.on == candidate.head]
        if on_trigger:
            return min(on_trigger, key=lambda p: p.distance)
        if candidate.nominal:
            return self._of_noun(candidate)
        clause = self._analysis.clause_at(candidate.head)
        return (self._of_antecedent(clause, here) or self._of_clause(clause)) if clause else None

    def _of_antecedent(self, clause: Clause, here: list[_Placed]) -> _Placed | None:
        """ "In March, when soldiers killed their commander": the date is the clause's antecedent."""
        head = self._analysis.tokens[clause.predicate].head
        if clause.kind != "relative":
            return None
        opens = self._analysis.tokens[self._analysis.subtree(clause.predicate)[0]].lower == "when"
        within = (p for p in here if p.first <= head < p.last or (p.on == head and opens))
        return next(within, None)

    def _of_noun(self, candidate: Candidate) -> _Placed | None:
        """A noun that is a clause's subject, object or oblique takes the clause's date."""
        for child in self._analysis.dependents(candidate.head, "acl"):
            told = self._analysis.clause_at(child)  # "sanctions imposed last week"
            if told and self._hedges.effect("v", told.lemma, "obj") == "same" and told.voice == "passive":
                return self._of_clause(told)
        clause = self._analysis.clause_of(candidate.head)
        if clause is None or clause.lemma in self._hedges.telling or not self._is_simultaneous(candidate.head, clause):
            return None
        return self._of_clause(clause)

    def _is_simultaneous(self, noun: int, clause: Clause) -> bool:
        """Whether a noun names what happens in its clause, not what the clause is about or came of."""
        token = self._analysis.tokens[noun]
        if token.dep == "conj":
            return self._is_simultaneous(token.head, clause)
        if token.dep in {"dobj", "oprd"}:
            return self._hedges.effect("v", clause.lemma, "obj") in {"same", "planned"}
        if token.dep == "pobj":
            above = self._analysis.tokens[token.head]
            if above.lower == "of":  # "a morning of raids"
                return self._is_simultaneous(above.head, clause)
            return above.lower in _SIMULTANEOUS and above.head == clause.predicate
        return token.dep in _ARGUMENTS

    def _of_clause(self, clause: Clause) -> _Placed | None:
        here = self._by_sentence.get(self._analysis.tokens[clause.predicate].sentence, [])
        for predicate in self._scopes(clause):
            own = predicate == clause.predicate
            on = [p for p in here if p.on == predicate and (own or p.first < clause.predicate)]
            if on:
                direct = [p for p in on if p.distance == 0]
                return direct[0] if direct else next((p for p in on if p.date.precision in _COARSE), None)
        return self._through_noun(clause, here)

    def _through_noun(self, clause: Clause, here: list[_Placed]) -> _Placed | None:
        """A date that hangs on the clause's object ("imposed sanctions on Tuesday") or dates what it followed."""
        for placed in here:
            token = self._analysis.tokens[placed.on]
            if self._analysis.clause_of(placed.on) is not clause or token.pos == "VERB":
                continue
            if placed.distance == 1 and self._is_loose(placed):
                return placed
            if placed.distance >= 2 and placed.date.precision in _COARSE:
                return placed
        return None

    def _is_loose(self, placed: _Placed) -> bool:
        """Whether the date follows its noun, as a phrase of the clause may; "Thursday's attack" does not."""
        return placed.first > placed.on

    def _scopes(self, clause: Clause) -> Iterator[int]:
        """The predicate, then the coordinated ones before it, whose dates reach to the right."""
        at = self._analysis.tokens[clause.predicate]
        yield at.i
        while at.dep == "conj":
            at = self._analysis.tokens[at.head]
            yield at.i

    def _inherited(self, candidate: Candidate) -> _Placed | None:
        """The date of the governing clause, for participles and purposes ("marched on Sunday to mourn")."""
        clause = self._analysis.clause_at(candidate.head)
        for _ in range(3):
            if clause is None or not (self._goes_with_governor(clause) or self._is_announced(clause)):
                return None
            clause = self._analysis.governor_of(clause)
            found = self._of_clause(clause) if clause else None
            if found:
                return found
        return None

    def _is_announced(self, clause: Clause) -> bool:
        """ "They announced on Thursday that they had dissolved parliament": the deed is as old as the news of it."""
        governor = self._analysis.governor_of(clause)
        if self._analysis.tokens[clause.predicate].dep == "conj":
            first = self._analysis.clause_at(self._analysis.tokens[clause.predicate].head)
            return first is not None and self._is_announced(first)
        if governor is None or governor.lemma not in self._hedges.announcing or clause.kind != "complement":
            return False
        return clause.perfect or clause.tense == "past"

    def _goes_with_governor(self, clause: Clause) -> bool:
        token = self._analysis.tokens[clause.predicate]
        if token.dep == "pcomp" and self._analysis.tokens[token.head].lower not in _SIMULTANEOUS:
            return False
        if clause.kind == "adverbial" and clause.marker in _MEANWHILE:
            return clause.tense == "past"
        hangs = clause.kind in {"adverbial", "open", "prepositional"}
        return hangs and clause.form != "finite" and clause.marker is None


def told_long_ago(analysis: Analysis, candidate: Candidate, standing: Standing, phrases: Sequence[str]) -> bool:
    """Whether a phrase of the act's clause puts it years back ("decades ago")."""
    if standing.status != "actual":
        return False
    sentence = analysis.sentence_of(candidate.head)
    lower = analysis.text[sentence.start : sentence.end].lower()
    if not any(p in lower for p in phrases):
        return False
    clause = analysis.clause_of(candidate.head)
    if clause is None:
        return False
    inside = analysis.subtree(clause.predicate, without=("conj", "ccomp", "advcl", "relcl"))
    words = " ".join(analysis.tokens[t].lower for t in inside)
    return any(f" {p}" in f" {words}" for p in phrases)


def _anchor(document: Document) -> Day | None:
    dateline = document.dateline.date if document.dateline else None
    for stamp in (dateline, document.published_at, document.modified_at):
        if stamp:
            return _day(stamp[:10])
    return None


def _day(iso: str) -> Day:
    return Day.fromisoformat(iso[:10])
