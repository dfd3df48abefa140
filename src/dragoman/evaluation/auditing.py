"""Audit: precision and recall of a ledger from a sample that a person judged, with intervals.

What exists is three strata: the records (judged right or wrong), the sentences in which some record stands (how many
events beside it were missed), and the sentences in which none does (how many were missed).

    precision = right records / judged records
    recall    = right / (right + missed),   all three estimated for the whole ledger

Precision has Wilson's interval (Wilson 1927, JASA 22:209).  For recall each stratum's share is drawn from its Jeffreys
posterior, Beta(x + 1/2, n - x + 1/2), and the draws are put together as the strata are; the interval is that of the
middle 95 % (for single shares: Brown, Cai and DasGupta 2001, Statistical Science 16:101, whose ends at 0 and n it has,
too).  Sentences are drawn by document with chances in proportion to its length, so each one's weight is known.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

# The normal quantile of a two-sided 95 % interval.
_Z = 1.959964
# Draws that put the strata together: the ends of the interval move by some thousandths from one seed to another.
_DRAWS = 4_000
_SEED = 20_240_229


@dataclass(frozen=True)
class Estimate:
    """A share with the interval that holds it 19 times out of 20; n: judgements that it comes from."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class JudgedRecord:
    """missed: further events of its sentence that are no record; sharing: records of the sentence with itself."""

    right: bool
    missed: int
    sharing: int


@dataclass(frozen=True)
class JudgedSentence:
    """missed: events of a sentence without a record.  weight: such sentences in its document per character of it."""

    missed: int
    weight: float


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; 0 to 1 where nothing was judged."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = hits / n, _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def precision(records: Sequence[JudgedRecord]) -> Estimate | None:
    """How many of the records are right; None where none was judged."""
    if not records:
        return None
    hits = sum(r.right for r in records)
    return Estimate(hits / len(records), *wilson(hits, len(records)), len(records))


def recall(
    records: Sequence[JudgedRecord], sentences: Sequence[JudgedSentence], *, population: int, characters: int, full: int
) -> Estimate | None:
    """How many of the events that the texts tell are right records; None where either kind was not judged.

    population: records of the ledger; characters: of all its texts; full: draws of a document that has no sentence
    without a record.
    """
    if not records or not sentences:
        return None
    draws = len(sentences) + full
    strata = (
        _Stratum.of([(1.0, float(r.right)) for r in records], population),
        _Stratum.of([(1.0, r.missed / r.sharing) for r in records], population),
        _Stratum.of([(s.weight, float(s.missed)) for s in sentences],
                    characters * sum(s.weight for s in sentences) / draws),
    )  # fmt: skip
    right, *missed = (stratum.total for stratum in strata)
    value = _share(right, sum(missed))
    rng = random.Random(_SEED)
    drawn = sorted(_share(first, sum(rest)) for first, *rest in ([s.drawn(rng) for s in strata] for _ in range(_DRAWS)))
    low, high = drawn[int(0.025 * _DRAWS)], drawn[int(0.975 * _DRAWS)]
    low, high = (0.0 if right == 0 else low), (1.0 if not any(missed) else high)
    return Estimate(value, min(low, value), max(high, value), len(records) + len(sentences))


@dataclass(frozen=True)
class _Stratum:
    """share: weighted part of the units that have any; each: how much these have; n: judgements; size: of all."""

    share: float
    each: float
    n: float
    size: float

    @classmethod
    def of(cls, units: Sequence[tuple[float, float]], size: float) -> _Stratum:
        """units: weight and amount of each."""
        weights = sum(w for w, _ in units)
        having = [(w, amount) for w, amount in units if amount > 0]
        held = sum(w for w, _ in having)
        # none seen: those that there may be are taken to be single ones
        each = sum(w * amount for w, amount in having) / held if held else 1.0
        return cls(held / weights, each, weights * weights / sum(w * w for w, _ in units), size)

    @property
    def total(self) -> float:
        return self.size * self.share * self.each

    def drawn(self, rng: random.Random) -> float:
        found = self.share * self.n
        return self.size * self.each * rng.betavariate(found + 0.5, self.n - found + 0.5)


def _share(right: float, missed: float) -> float:
    return right / (right + missed) if right + missed else 0.0
