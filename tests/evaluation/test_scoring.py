"""Scores: the gold against itself is perfect, nothing is nothing, each kind of fault costs what it should."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from dragoman import UsageError
from dragoman.evaluation import read_gold, score_articles

GOLD = Path(__file__).resolve().parents[2] / "benchmarks" / "gold"


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    return read_gold(GOLD)


def perfect(gold: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The gold itself as predictions."""
    predictions = {}
    for article in copy.deepcopy(gold):
        records = {k: article["gold"][k] for k in ("actors", "statements", "events", "commitments")}
        for statement in records["statements"]:
            statement.setdefault("act", "said")
        document = {
            "id": article["document"]["id"],
            "text": article["document"]["text"],
            "blocks": article["gold"]["blocks"],
        }
        predictions[article["document"]["id"]] = {"document": document, **records}
    return predictions


def test_the_gold_scores_one_against_itself(gold: list[dict[str, Any]]) -> None:
    assert set(score_articles(gold, perfect(gold)).f1().values()) == {1.0}


def test_nothing_scores_nothing(gold: list[dict[str, Any]]) -> None:
    figures = score_articles(gold, {}).f1()
    assert figures["events"] == figures["statements"] == figures["commitments"] == 0.0


def test_a_wrong_type_costs_one_event(gold: list[dict[str, Any]]) -> None:
    predictions = perfect(gold)
    event = next(e for e in predictions[gold[0]["document"]["id"]]["events"] if e["required"] and not e["accept_types"])
    event["type"] = "AID" if event["type"] != "AID" else "ASSAULT"
    tally = score_articles(gold, predictions).tallies["events"]
    assert tally.hits == tally.wanted - 1
    assert tally.given == tally.wanted


def test_swapped_roles_are_wrong(gold: list[dict[str, Any]]) -> None:
    predictions = perfect(gold)
    before = score_articles(gold, predictions).tallies["events"].hits
    for line in predictions.values():
        for event in line["events"]:
            event["actors"], event["recipients"] = event["recipients"], event["actors"]
    assert score_articles(gold, predictions).tallies["events"].hits < before / 2


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold articles"):
        read_gold(tmp_path)
