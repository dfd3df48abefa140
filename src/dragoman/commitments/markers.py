"""Conditions found by their words alone, where the parser hangs them wrongly or takes them for something else."""

from __future__ import annotations

from collections.abc import Iterator

from ..knowledge.terms import Terms
from ..language import Analysis, Clause
from ..records import Condition

_CONCESSIVE = frozenset({"even if", "as if"})
# One word that the parser knows as a verb: ", provided the port stays open".
_PARTICIPLES = frozenset({"provided", "providing", "assuming"})
# "as soon as possible", "as long as necessary".
_NO_CLAUSE = frozenset({"possible", "necessary"})
# Ends the stretch that a marker may reach over.
_WALLS = frozenset({";"})
# How many governors up from what a stray marker hangs on the act may stand.
_REACH = 4


def long_markers(analysis: Analysis, act: Clause, terms: Terms) -> Iterator[tuple[Condition, int]]:
    """Conditions after markers of several words, found by their words: the parser hangs them anywhere."""
    sentence = analysis.sentence_of(act.predicate)
    words = [t.lower for t in analysis.sentence_tokens(sentence)]
    for marker, kind in terms.clause_markers.items():
        parts = marker.split()
        if parts[0] not in words or marker in _CONCESSIVE or (len(parts) < 2 and marker not in _PARTICIPLES):
            continue
        for at in range(len(words) - len(parts)):
            if words[at : at + len(parts)] != parts or (len(parts) < 2 and words[max(0, at - 1)] != ","):
                continue
            if words[at + len(parts)] in _NO_CLAUSE:
                continue
            first = sentence.first + at + len(parts)
            condition = _clause_from(analysis, first, sentence.last)
            if condition and condition.index != act.index and not _walled(analysis, first, act.predicate):
                yield Condition(kind, analysis.span(first, _end(analysis, condition, first))), condition.predicate


def _end(analysis: Analysis, condition: Clause, first: int) -> int:
    return max(analysis.extent(condition.predicate)[1], first + 1)


def _walled(analysis: Analysis, one: int, other: int) -> bool:
    return any(t.text in _WALLS for t in analysis.tokens[min(one, other) : max(one, other)])


def _clause_from(analysis: Analysis, first: int, last: int) -> Clause | None:
    """The first finite clause that begins at or after a token; "that he leave" is one too."""
    clauses = (c for t in range(first, last) if (c := analysis.clause_at(t)))
    return next((c for c in clauses if c.form == "finite" or c.marker == "that"), None)


def orphans(analysis: Analysis, act: Clause, terms: Terms) -> Iterator[tuple[Condition, int]]:
    """Conditions whose verb the parser takes for something else: "if need be", "should the mayor remain"."""
    sentence = analysis.sentence_of(act.predicate)
    for token in analysis.sentence_tokens(sentence):
        kind = terms.clause_markers.get(token.lower)
        if kind is None or token.head == token.i or analysis.clause_at(token.head):
            continue
        marks = token.dep == "mark" or (token.lower == "should" and token.dep == "aux" and token.i < token.head)
        if marks and _hangs_near(analysis, token.head, act):
            last = analysis.extent(token.head)[1]
            if last > token.i + 1 and not token.i < act.predicate < last:
                yield Condition(kind, analysis.span(token.i + 1, last)), token.head


def _hangs_near(analysis: Analysis, head: int, act: Clause) -> bool:
    above = list(analysis.ancestors(head))[:_REACH]
    return act.predicate in above or any(a in above for a in list(analysis.ancestors(act.predicate))[:2])
