"""Contrast: whether reports that are alike at large fall into two groups when seen from near.

Two earthquakes on one island share most of their words, and reports of either are often no more alike than reports
of both.  What parts them are the names, numbers and days that all reports of the one have and none of the other.  So
terms are weighed anew among these reports: what nearly all share loses its weight, what only one has counts nothing,
and names count more than words, in which phases of one story differ too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from .features import Features
from .terms import DAY, NAME, NUMBER, WORD

# What kinds of terms count.
_BY_KIND = np.zeros(4)
_BY_KIND[[WORD, NAME, NUMBER, DAY]] = 0.3, 1.0, 0.7, 1.0
# A group has at least so many reports: of fewer one cannot tell what they have in common.
SMALLEST = 4
# Two groups are parted where reports across are less alike than this share of what those within are.  Tuned together
# with the thresholds of joining.py, on the stories of ECB+ in five orders and on our own open happenings.
_PARTED = 0.30

_NONE = -9.0
Matrix = npt.NDArray[np.float64]


def parted(reports: Sequence[Features]) -> tuple[list[int], list[int]] | None:
    """The positions of the reports in two groups, that of the first report first; None where they are one story."""
    if len(reports) < 2 * SMALLEST:
        return None
    alike = _locally(reports)
    ratio, first, second = min(_groupings(alike), key=lambda grouping: grouping[0], default=(1.0, [], []))
    if ratio > _PARTED:
        return None
    rest = set(range(len(reports))) - set(first) - set(second)
    to_first = {k for k in rest if alike[k, first].mean() >= alike[k, second].mean()}
    groups = sorted([*first, *to_first]), sorted([*second, *(rest - to_first)])
    return groups if groups[0][0] < groups[1][0] else (groups[1], groups[0])


def _locally(reports: Sequence[Features]) -> Matrix:
    """The likeness of each pair, by weights among these reports."""
    _, terms = np.unique(np.concatenate([report.terms for report in reports]), return_inverse=True)
    whose = np.repeat(np.arange(len(reports)), [len(report.terms) for report in reports])
    shared_by = np.bincount(terms)
    local = np.where(shared_by > 1, np.log((len(reports) + 1) / np.maximum(shared_by, 1)), 0.0)
    weights = np.concatenate([report.weights * _BY_KIND[report.kinds] for report in reports]) * local[terms]
    used, columns = np.unique(terms[weights > 0], return_inverse=True)
    rows = np.zeros((len(reports), max(1, len(used))))
    rows[whose[weights > 0], columns] = weights[weights > 0]
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    alike = rows @ rows.T
    np.fill_diagonal(alike, 0.0)
    # sums in another order must not decide
    return np.round(alike, 9)


def _groupings(alike: Matrix) -> Iterator[tuple[float, list[int], list[int]]]:
    """Pairs of groups that average linkage joins, with the likeness across as a share of that within."""
    links = alike.copy()
    np.fill_diagonal(links, _NONE)
    groups = {k: [k] for k in range(len(alike))}
    # sums of the likeness of all pairs within each group
    within = [0.0] * len(alike)
    while len(groups) > 1:
        a, b = divmod(int(np.argmax(links)), len(alike))
        sizes, across = (len(groups[a]), len(groups[b])), float(links[a, b])
        if min(sizes) >= SMALLEST:
            means = [total / (n * (n - 1) / 2) for total, n in zip((within[a], within[b]), sizes, strict=True)]
            yield across / math.sqrt(max(means[0] * means[1], 1e-12)), list(groups[a]), list(groups[b])
        within[a] += within[b] + across * sizes[0] * sizes[1]
        joined = (links[a] * sizes[0] + links[b] * sizes[1]) / sum(sizes)
        joined[links[a] == _NONE] = _NONE
        joined[links[b] == _NONE] = _NONE
        links[a], links[:, a] = joined, joined
        links[b], links[:, b] = _NONE, _NONE
        groups[a] += groups.pop(b)
