"""Golden tests: the samples and the gold articles keep agreeing with their hand-made labels.

Floors are those of benchmarks/floors.json and of samples.floors.json beside this file.  Raise them
with `python benchmarks/gate.py --raise-floors`; one is lowered by hand only, with the reason in the commit.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.gate import FLOORS, HERE, below_floor, code_gold, fingerprint

from dragoman import Coder
from dragoman.evaluation import read_gold, score_articles

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LEDGER: dict[str, Any] = json.loads((Path(__file__).parent / "samples.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    return read_gold(HERE / "gold")


@pytest.fixture(scope="module")
def coded(gold: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return code_gold(Coder(), gold)


def test_floors_belong_to_these_articles(gold: list[dict[str, Any]]) -> None:
    assert json.loads(FLOORS.read_text(encoding="utf-8"))["corpus"] == fingerprint(gold)


def test_no_measure_falls_under_its_floor(gold: list[dict[str, Any]], coded: dict[str, dict[str, Any]]) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["f1"]
    assert not below_floor(score_articles(gold, coded).f1(), floors)


def test_no_sample_falls_under_its_floor(gold: list[dict[str, Any]], coded: dict[str, dict[str, Any]]) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["samples"]
    samples = [g for g in gold if g["document"]["id"] in floors]
    assert len(samples) >= 12
    for article in samples:
        name = article["document"]["id"]
        figures = score_articles([article], coded).f1()
        assert not below_floor(
            {f"{name} {k}": v for k, v in figures.items()}, {f"{name} {k}": v for k, v in floors[name].items()}
        )


def test_nothing_political_is_coded_in_a_sports_report() -> None:
    text = (SAMPLES / "07-sports-report.txt").read_text(encoding="utf-8")
    record = Coder().code(text)
    assert not record.events
    assert not record.commitments


def test_every_sample_file_is_coded() -> None:
    records = list(Coder().code_files([str(SAMPLES)]))
    assert len(records) >= 14
    assert not [r for r in records if not hasattr(r, "events")]


def test_text_without_politics_has_fewer_than_one_event_per_1000_words() -> None:
    passages = [json.loads(x) for x in (HERE / "nonpolitical.jsonl").read_text(encoding="utf-8").splitlines()]
    coder = Coder()
    events = sum(len(coder.code(p["text"]).events) for p in passages)
    words = sum(len(p["text"].split()) for p in passages)
    assert events < words / 1000
