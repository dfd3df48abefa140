"""How alike reports are by their terms: cosines of weighted terms, 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from .features import Features

Array = npt.NDArray[np.float64]

# Reports this far apart, in days, are as near as on one day; from there likeness fades, to nothing at the other.
_NEAR, _FAR = 14, 365


def likenesses(report: Features, others: Sequence[Features]) -> Array:
    """The likeness of a report to each of others."""
    if not others or not len(report.terms):
        return np.zeros(len(others))
    terms = np.concatenate([other.terms for other in others])
    weights = np.concatenate([other.weights for other in others])
    whose = np.repeat(np.arange(len(others)), [len(other.terms) for other in others])
    at = np.minimum(np.searchsorted(report.terms, terms), len(report.terms) - 1)
    shared = report.terms[at] == terms
    products = report.weights[at[shared]] * weights[shared]
    return np.bincount(whose[shared], products, len(others)).astype(np.float64)


def mean_likeness(first: Sequence[Features], second: Sequence[Features]) -> float:
    """The mean over all pairs of a report of one group and one of the other."""
    return float(np.mean([likenesses(report, second).mean() for report in first])) if first and second else 0.0


def nearness(day: date | None, others: Sequence[date | None]) -> float:
    """1 where a day is within two weeks of the nearest of others, fading to 0 a year away; 1 where none is known."""
    gaps = [abs((day - other).days) for other in others if other] if day else []
    return max(0.0, min(1.0, (_FAR - min(gaps)) / (_FAR - _NEAR))) if gaps else 1.0
