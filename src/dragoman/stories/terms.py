"""The terms that a report is compared by: stems of words, names, numbers, days, and what its records say.

A term's weight grows with how often the report has it, more so in its lead, and with how rare it is: in news at
large, by a table that comes with the program, and among the ledger's latest reports, so that in a ledger about one
country the country's name tells little.  A weight is set once, when the report comes.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from ..knowledge.news_words import load_news_words
from .telling import Telling
from .words import kind_of, stem, written_words

# Kinds of terms, as they are kept.
WORD, NAME, NUMBER, DAY = range(4)
# The terms that are kept of a report, and those of them that lead to it (the rarest first).
KEPT, INDEXED = 96, 48
# The lead of a report says what happened; what stands in it counts twice.
_LEAD = 60
# How many reports the table of words stands for beside the ledger's own, and the length of one in words.
_PRIOR, _LENGTH = 300, 120
# The share of reports that a day, a name or an act from the records is thought to be in, before any were seen.
_RECORDED = 0.007


@dataclass(frozen=True)
class Counted:
    """The terms of a report that are kept, the most telling first, by what is known beforehand.

    terms: their hashes.  often: how often each stands, on a logarithmic scale.
    share: of reports at large that have the term.
    """

    terms: tuple[int, ...]
    kinds: tuple[int, ...]
    often: tuple[float, ...]
    share: tuple[float, ...]

    @property
    def indexed(self) -> tuple[int, ...]:
        """The terms by which others find the report."""
        return self.terms[:INDEXED]


@dataclass(frozen=True)
class Weights:
    """Terms in ascending order of hash, the weight of each (their squares sum to 1), and their kinds."""

    terms: tuple[int, ...]
    weights: tuple[float, ...]
    kinds: tuple[int, ...]


def count_terms(telling: Telling) -> Counted:
    """The terms of a report."""
    found: dict[str, tuple[int, float, float]] = {}
    if telling.text is not None:
        found |= dict(_words(telling.text))
    recorded = [(DAY, "@", (*telling.days, *telling.months, *telling.years)), (WORD, "!", telling.acts)]
    if telling.text is None:
        recorded += [(NAME, "", telling.names), (WORD, "#", (telling.content,))]
    for kind, mark, values in recorded:
        found |= {f"{mark}{value}": (kind, math.log1p(n), _RECORDED) for value, n in Counter(values).items()}
    order = sorted(found.items(), key=lambda item: (item[1][1] * math.log(item[1][2]), item[0]))[:KEPT]
    kinds, often, shares = zip(*(value for _, value in order), strict=True) if order else ((), (), ())
    return Counted(tuple(zlib.crc32(term.encode()) for term, _ in order), kinds, often, shares)


def weigh(counted: Counted, seen: int, seen_with: Callable[[int], int]) -> Weights:
    """The weights of a report's terms, among `seen` reports, of which `seen_with` have a term."""
    weights = {
        term: (often * math.log((_PRIOR + seen + 1) / (_PRIOR * share + seen_with(term) + 1)), kind)
        for term, kind, often, share in zip(counted.terms, counted.kinds, counted.often, counted.share, strict=True)
    }
    length = math.sqrt(sum(weight * weight for weight, _ in weights.values())) or 1.0
    order = sorted(weights)
    return Weights(
        tuple(order), tuple(weights[term][0] / length for term in order), tuple(weights[term][1] for term in order)
    )


def _words(text: str) -> Iterator[tuple[str, tuple[int, float, float]]]:
    """The stems of a text's telling words → kind, how often, share of reports at large."""
    rarity = _rarity()
    often: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for n, (stemmed, looks) in enumerate(_stems(text)):
        often[stemmed] += 1 if n >= _LEAD else 2
        kinds.setdefault(stemmed, Counter())[looks] += 1
    for stemmed, count in often.items():
        seen = kinds[stemmed]
        kind = NUMBER if seen["number"] else NAME if seen["name"] > seen["word"] else WORD
        yield stemmed, (kind, math.log1p(count), rarity.get(stemmed, rarity[""]))


def _stems(text: str) -> Iterator[tuple[str, str]]:
    empty = _news_words().empty
    for word, at in written_words(text):
        lower = word.lower()
        if lower not in empty and (len(lower) > 1 or lower.isdigit()):
            yield stem(lower), kind_of(word, at, text)


@cache
def _rarity() -> dict[str, float]:
    """Stem → share of reports that have it; "" for one that is not in the table."""
    known = _news_words()
    counts: Counter[str] = Counter()
    for word, count in known.counts.items():
        counts[stem(word)] += count
    return {word: 1 - (1 - (count + 0.5) / known.total) ** _LENGTH for word, count in [*counts.items(), ("", 0)]}


_news_words = cache(load_news_words)
