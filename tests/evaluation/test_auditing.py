"""Audits: precision and recall from judgements, with intervals that hold what they say they hold."""

from __future__ import annotations

import random

import pytest

from dragoman.evaluation.auditing import JudgedRecord, JudgedSentence, precision, recall, wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    # Wilson's interval, worked out by hand for the first and by two other programs for the rest
    [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (45, 50, 0.786, 0.957), (0, 0, 0.0, 1.0)],
)
def test_wilsons_interval(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=0.0006)


def test_recall_counts_each_stratum_by_its_size() -> None:
    # 100 records, 8 of 10 right; beside 2 of 10 one event was missed, one of them in a sentence of two records
    records = [JudgedRecord(k < 8, int(k < 2), 2 if k == 0 else 1) for k in range(10)]
    # 1,000 sentences without a record (10,000 characters, one for every ten); one event in every tenth
    sentences = [JudgedSentence(int(k == 0), 0.1) for k in range(10)]
    found = recall(records, sentences, population=100, characters=10_000, full=0)
    assert found is not None
    assert found.value == pytest.approx(80 / (80 + 100 * 0.15 + 1_000 * 0.1))
    # half of the draws met a document without such a sentence: there are half as many
    half = recall(records, sentences, population=100, characters=10_000, full=10)
    assert half is not None and half.value == pytest.approx(80 / (80 + 15 + 50))


def test_what_was_not_judged_is_not_told() -> None:
    one = JudgedRecord(True, 0, 1)
    assert precision([]) is None
    assert recall([one], [], population=1, characters=1, full=0) is None
    assert recall([], [JudgedSentence(0, 0.1)], population=1, characters=1, full=0) is None


def test_nothing_missed_in_a_few_sentences_does_not_mean_that_nothing_was() -> None:
    found = recall([JudgedRecord(True, 0, 1)] * 20, [JudgedSentence(0, 0.01)] * 20, population=500,
                   characters=100_000, full=0)  # fmt: skip
    assert found is not None
    assert (found.value, found.high) == (1.0, 1.0)
    assert found.low < 0.9


def test_the_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Audits of a made-up ledger, of which everything is known."""
    rng = random.Random(5)
    population, bare, characters = 2_000, 6_000, 300_000
    right, beside, missed = 0.85, 0.08, 0.05
    truth = population * right / (population * (right + beside) + bare * missed)
    held = {"precision": 0, "recall": 0}
    rounds = 200
    for _ in range(rounds):
        records = [JudgedRecord(rng.random() < right, int(rng.random() < beside), 1) for _ in range(50)]
        # sentences a document has for each character differ from one to another, by a third either way
        sentences = [JudgedSentence(int(rng.random() < missed), bare / characters * rng.uniform(0.67, 1.33))
                     for _ in range(50)]  # fmt: skip
        first, second = precision(records), recall(records, sentences, population=population, characters=characters,
                                                   full=0)  # fmt: skip
        assert first is not None and second is not None
        held["precision"] += first.low <= right <= first.high
        held["recall"] += second.low <= truth <= second.high
    # 95 %, less three standard errors of 200 rounds
    assert all(count / rounds > 0.90 for count in held.values()), held
