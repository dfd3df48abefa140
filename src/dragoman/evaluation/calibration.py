"""Whether `confidence` means what it says: verdicts on single events, reliability, error, choice of a threshold.

An event counts as right where it matches a gold event by type and roles, whether that one is required or not.
Records that scoring forgives (second records of one act, acts only promised) get no verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .gold import Record
from .matching import Article, event_score, pair_up
from .scoring import Tally, is_forgiven

BINS = 10


@dataclass(frozen=True)
class Verdict:
    """Whether one predicted event is right.

    event: its place among the document's predicted events.  gold_type: type of the gold event that it matches.
    required: whether that one has to be found; such a match alone counts as a hit.
    """

    document: str
    event: int
    type: str
    confidence: float
    gold_type: str | None
    required: bool

    @property
    def right(self) -> bool:
        return self.gold_type is not None


@dataclass(frozen=True)
class Bin:
    """Events whose confidence lies from `low` to below `high`; `confidence`: their mean, `right`: the share right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def judge_events(gold: Record, predicted: Record) -> list[Verdict]:
    """A verdict on each predicted event of one article but for the forgiven ones, in their order."""
    article = Article.of(gold, predicted)
    events = predicted.get("events", [])
    pairs = pair_up(gold["gold"]["events"], events, event_score(article))
    matched = {j: gold["gold"]["events"][i] for i, j in pairs}
    return [
        Verdict(
            document=gold["document"]["id"],
            event=j,
            type=event["type"],
            confidence=event["confidence"],
            gold_type=matched[j]["type"] if j in matched else None,
            required=j in matched and bool(matched[j]["required"]),
        )
        for j, event in enumerate(events)
        if j in matched or not is_forgiven(article, event)
    ]


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """The bins of equal width that are not empty, lowest first."""
    members: dict[int, list[int]] = {}
    for i, value in enumerate(confidences):
        members.setdefault(min(bins - 1, int(value * bins)), []).append(i)
    return [
        Bin(
            low=k / bins,
            high=(k + 1) / bins,
            count=len(inside),
            confidence=sum(confidences[i] for i in inside) / len(inside),
            right=sum(right[i] for i in inside) / len(inside),
        )
        for k, inside in sorted(members.items())
    ]


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> float:
    """Expected calibration error: mean distance of confidence and share right over bins, weighted by their counts.

    Naeini, Cooper and Hauskrecht (AAAI 2015); 0 where there are no events.
    """
    table = reliability(confidences, right, bins)
    total = sum(b.count for b in table)
    return sum(b.count * abs(b.confidence - b.right) for b in table) / total if total else 0.0


def brier_score(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Mean square of confidence minus outcome (Brier 1950); 0 where there are no events."""
    squares = [(c - r) ** 2 for c, r in zip(confidences, right, strict=True)]
    return sum(squares) / len(squares) if squares else 0.0


def tally_above(verdicts: Iterable[Verdict], threshold: float, wanted: int) -> Tally:
    """Hits and predictions that count among the events of at least this confidence.

    wanted: required gold events.  Events are not matched anew, so that a record that drops out leaves its gold
    event unfound even where another record might have taken its place.
    """
    kept = [v for v in verdicts if v.confidence >= threshold]
    hits = sum(v.required for v in kept)
    return Tally(hits=hits, given=sum(v.required or not v.right for v in kept), wanted=wanted)
