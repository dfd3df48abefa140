"""Which reports have a term: how rare it is among the latest, and who shares telling terms with a report.

Whatever is asked about a report depends on its number and on the reports before it alone, never on the batch in which
it came: reports of one batch are counted in and out one by one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

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
        shared: dict[int, float] = defaultdict(float)
        for term in self._leading[number]:
            for other in self._with[term][-_LATEST:]:
                shared[other] += weights[term]
        return sorted(shared, key=lambda other: (-round(shared[other], 6), -other))[:NEAR]

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
        blocks = [number - number % _BLOCK - k * _BLOCK for k in range(_BLOCKS + 1)]
        seen = sum(self._reports[block] for block in blocks)
        weights = weigh(counted, seen, lambda term: sum(self._counts[block][term] for block in blocks))
        self._shift(number, 1)
        return weights

    def _shift(self, number: int, by: int) -> None:
        block = number - number % _BLOCK
        self._reports[block] += by
        for term in self._terms[number]:
            self._counts[block][term] += by

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
