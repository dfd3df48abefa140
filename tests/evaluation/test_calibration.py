"""Confidence held against outcomes: verdicts follow the scoring, bins and errors follow their definitions."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluation import read_gold, score_articles
from dragoman.evaluation.calibration import (
    Verdict,
    brier_score,
    calibration_error,
    judge_events,
    reliability,
    tally_above,
)

GOLD = Path(__file__).resolve().parents[2] / "benchmarks" / "gold"


@pytest.fixture(scope="module")
def article() -> dict[str, Any]:
    """The gold article with the most events."""
    return max(read_gold(GOLD), key=lambda g: len(g["gold"]["events"]))


def as_prediction(article: dict[str, Any], confidence: float = 0.8) -> dict[str, Any]:
    """The gold records of an article as if the program had found them."""
    records = {k: article["gold"][k] for k in ("actors", "statements", "events", "commitments")}
    line: dict[str, Any] = copy.deepcopy(records)
    for event in line["events"]:
        event["confidence"] = confidence
    return line


def verdict(confidence: float, right: bool, required: bool = True) -> Verdict:
    gold_type = "AID" if right else None
    return Verdict("d", 0, "AID", confidence, gold_type, required and right)


def test_the_gold_is_right_about_itself(article: dict[str, Any]) -> None:
    verdicts = judge_events(article, as_prediction(article))
    assert len(verdicts) == len(article["gold"]["events"])
    assert all(v.right for v in verdicts)
    assert [v.required for v in verdicts] == [bool(e["required"]) for e in article["gold"]["events"]]


def test_a_wrong_type_is_wrong_and_a_repeat_gets_no_verdict(article: dict[str, Any]) -> None:
    line = as_prediction(article)
    number, event = next((i, e) for i, e in enumerate(line["events"]) if e["required"] and not e["accept_types"])
    other = {**copy.deepcopy(event), "type": "AID" if event["type"] != "AID" else "ASSAULT"}
    repeat = {**copy.deepcopy(other), "trigger": {"start": 0, "end": 1, "text": article["document"]["text"][:1]}}
    gold = copy.deepcopy(article)
    gold["gold"]["events"][number]["also"] = [repeat["trigger"]]
    line["events"] += [other, repeat]
    verdicts = judge_events(gold, line)
    assert [v.right for v in verdicts].count(False) == 1
    assert max(v.event for v in verdicts) == len(line["events"]) - 2


def test_the_tally_of_all_events_is_that_of_the_scores(article: dict[str, Any]) -> None:
    line = as_prediction(article)
    del line["events"][0]
    verdicts = judge_events(article, line)
    wanted = sum(bool(e["required"]) for e in article["gold"]["events"])
    expected = score_articles([article], {article["document"]["id"]: line}).tallies["events"]
    assert tally_above(verdicts, 0.0, wanted) == expected


@pytest.mark.parametrize(
    ("threshold", "hits", "given"),
    [
        (0.0, 2, 3),  # the match that is not required counts neither way
        (0.5, 1, 2),
        (0.9, 1, 1),  # a threshold includes its own value
        (0.95, 0, 0),
    ],
)
def test_tally_above_a_threshold(threshold: float, hits: int, given: int) -> None:
    verdicts = [verdict(0.9, True), verdict(0.7, False), verdict(0.6, True, required=False), verdict(0.2, True)]
    tally = tally_above(verdicts, threshold, wanted=4)
    assert (tally.hits, tally.given, tally.wanted) == (hits, given, 4)


def test_bins_are_those_of_the_values() -> None:
    bins = reliability([0.05, 0.1, 0.19, 1.0], [False, True, False, True])
    assert [(b.low, b.count, b.right) for b in bins] == [(0.0, 1, 0.0), (0.1, 2, 0.5), (0.9, 1, 1.0)]


@pytest.mark.parametrize(
    ("confidences", "right", "error", "brier"),
    [
        ([], [], 0.0, 0.0),
        ([1.0, 0.0], [True, False], 0.0, 0.0),
        ([0.5, 0.5], [True, False], 0.0, 0.25),  # right on the whole, of no help on each
        ([0.9, 0.9], [False, False], 0.9, 0.81),
        ([0.9, 0.1], [True, False], 0.1, 0.01),
    ],
)
def test_error_and_score(confidences: list[float], right: list[bool], error: float, brier: float) -> None:
    assert calibration_error(confidences, right) == pytest.approx(error)
    assert brier_score(confidences, right) == pytest.approx(brier)
