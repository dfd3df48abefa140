"""Which reports have a term: how rare it is among the latest, and who shares telling terms with a report.

Whatever is asked about a report depends on its number and on the reports before it alone, never on the batch in which
it came: reports of one batch are counted in and out one by one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from ..stories import Counted, Weights, weigh
from .stores import Connection

# How rare a term is, is asked of the reports of this block of numbers and of so many blocks before.
_BLOCK, _BLOCKS = 1000, 5
# The terms of a report that lead to others; the latest reports that one leads to; the reports that are looked at.
_LEADING, _LATEST, NEAR = 16, 64, 30

_COUNTS = """
SELECT t.term, t.number - t.number % $3, count(*)
FROM store.story_terms t JOIN (SELECT unnest($1::bigint[]) AS term) w ON w.term = t.term
WHERE t.number >= $2 GROUP BY 1, 2"""
_REPORTS = "SELECT number - number % $2, count(*) FROM store.story_features WHERE number >= $1 GROUP BY 1"
_LATEST_WITH = """
SELECT term, number FROM (
  SELECT t.term, t.number, row_number() OVER (PARTITION BY t.term ORDER BY t.number DESC) AS place
  FROM store.story_terms t JOIN (SELECT unnest($1::bigint[]) AS term) w ON w.term = t.term) x
WHERE place <= $2"""
_TERMS_OF = "SELECT number, term FROM store.story_terms WHERE number = any($1)"


@dataclass
class _Lately:
    """The reports of a stretch of blocks, and how many of them have a term."""

    reports: int
    having: Counter[int]


class TermIndex:
    """The index as it stands for reports that are about to come.

    counted: number → terms, of all of them.  leaving: number → reports that are taken out when it comes.
    """

    def __init__(
        self, connection: Connection, counted: Mapping[int, Counted], leaving: Mapping[int, Sequence[int]]
    ) -> None:
        self._connection = connection
        self._terms = {number: found.indexed for number, found in counted.items()}
        gone = [number for numbers in leaving.values() for number in numbers if number not in counted]
        self._terms |= self._terms_of(gone)
        self._counts: dict[int, Counter[int]] = defaultdict(Counter)
        self._reports: Counter[int] = Counter()
        # by the first number of the stretch
        self._lately: dict[int, _Lately] = {}
        self._count(min(counted), sorted({term for found in counted.values() for term in found.terms}))
        self.weights = {number: self._weighed(number, counted[number], leaving) for number in sorted(counted)}
        self._leading = {number: self._rarest(number) for number in counted}
        self._with: dict[int, list[int]] = defaultdict(list)
        wanted = sorted({term for terms in self._leading.values() for term in terms})
        for term, number in connection.rows(_LATEST_WITH, (wanted, _LATEST + len(gone))):
            self._with[term].append(number)
        for numbers in self._with.values():
            numbers.sort()

    def near(self, number: int) -> list[int]:
        """The reports that share most of a report's telling terms, by their weight, those that share most first."""
        weights = dict(zip(self.weights[number].terms, self.weights[number].weights, strict=True))
        # whole numbers add up alike in any order
        shared: dict[int, int] = defaultdict(int)
        for term in self._leading[number]:
            weight = round(weights[term] * 1_000_000)
            for other in self._with[term][-_LATEST:]:
                shared[other] += weight
        return [other for _, other in nlargest(NEAR, ((weight, other) for other, weight in shared.items()))]

    def add(self, number: int) -> None:
        """Makes a report one that later ones find."""
        for term in self._terms[number]:
            self._with[term].append(number)

    def remove(self, number: int) -> None:
        for term in self._terms[number]:
            if number in self._with[term]:
                self._with[term].remove(number)

    def _weighed(self, number: int, counted: Counted, leaving: Mapping[int, Sequence[int]]) -> Weights:
        """The weights of a report's terms when it comes; counts it in, and those out that leave then."""
        for gone in leaving.get(number, ()):
            self._shift(gone, -1)
        since = number - number % _BLOCK - _BLOCKS * _BLOCK
        if since not in self._lately:
            blocks = [since + k * _BLOCK for k in range(_BLOCKS + 1)]
            having: Counter[int] = Counter()
            for block in blocks:
                having.update(self._counts[block])
            self._lately[since] = _Lately(sum(self._reports[block] for block in blocks), having)
        lately = self._lately[since]
        weights = weigh(counted, lately.reports, lately.having.__getitem__)
        self._shift(number, 1)
        return weights

    def _shift(self, number: int, by: int) -> None:
        """Counts a report in or out."""
        block = number - number % _BLOCK
        self._reports[block] += by
        self._counts[block].update(dict.fromkeys(self._terms[number], by))
        for since, lately in self._lately.items():
            if since <= block <= since + _BLOCKS * _BLOCK:
                lately.reports += by
                lately.having.update(dict.fromkeys(self._terms[number], by))

    def _count(self, first: int, terms: Sequence[int]) -> None:
        since = first - first % _BLOCK - _BLOCKS * _BLOCK
        for term, block, count in self._connection.rows(_COUNTS, (list(terms), since, _BLOCK)):
            self._counts[block][term] = count
        self._reports.update(dict(self._connection.rows(_REPORTS, (since, _BLOCK))))

    def _rarest(self, number: int) -> list[int]:
        """The heaviest of a report's indexed terms."""
        weights = dict(zip(self.weights[number].terms, self.weights[number].weights, strict=True))
        return sorted(self._terms[number], key=lambda term: (-weights[term], term))[:_LEADING]

    def _terms_of(self, numbers: Sequence[int]) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {number: [] for number in numbers}
        for number, term in self._connection.rows(_TERMS_OF, (list(numbers),)) if numbers else []:
            found[number].append(term)
        return {number: tuple(terms) for number, terms in found.items()}
