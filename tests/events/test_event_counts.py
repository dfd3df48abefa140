"""Counts: numbers in figures and words, their bounds, and what they count."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scenes import Scene, Told

Make = Callable[..., Scene]
KILLED = Told("killed", "ASSAULT", "rebels", None)


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("The rebels killed nine monks.", KILLED, [("dead", 9, 9, "monks", "nine")]),
        ("The rebels killed at least seven nuns.", KILLED, [("dead", 7, None, "nuns", "at least seven")]),
        ("The rebels killed more than 1,200 people.", KILLED, [("dead", 1200, None, "people", "more than 1,200")]),
        ("The rebels killed up to 50 people.", KILLED, [("dead", None, 50, "people", "up to 50")]),
        ("The rebels killed about 350 people.", KILLED, [("dead", 350, 350, "people", "about 350")]),
        ("The rebels killed between 20 and 30 people.", KILLED, [("dead", 20, 30, "people", "between 20 and 30")]),
        ("The rebels killed twenty-two people.", KILLED, [("dead", 22, 22, "people", "twenty-two")]),
        ("The rebels killed dozens of people.", KILLED, [("dead", 24, None, "people", "dozens")]),
        ("The rebels killed nine people and wounded 14.", KILLED,
         [("dead", 9, 9, "people", "nine"), ("injured", 14, 14, None, "14")]),
        ("The rebels shelled the camp, killing four nurses.", Told("shelled", "ASSAULT", "rebels"),
         [("dead", 4, 4, "nurses", "four")]),
        ("Police arrested 60 students.", Told("arrested", "COERCE", "Police"),
         [("detained", 60, 60, "students", "60")]),
        ("Some 4,500 nurses marched to the palace.", Told("marched", "PROTEST", "nurses"),
         [("participants", 4500, 4500, "nurses", "Some 4,500")]),
        ("Thousands of nurses marched to the palace.", Told("marched", "PROTEST", "nurses"),
         [("participants", 2000, None, "nurses", "Thousands")]),
        ("Norway gave Haiti $15 million.", Told("gave", "AID", "Norway"),
         [("amount", 15e6, 15e6, "USD", "$15 million")]),
        ("Norway shipped 650 tonnes of flour to Haiti.", Told("shipped", "AID", "Norway"),
         [("amount", 650, 650, "tonnes", "650 tonnes")]),
        ("Norway gave Haiti between $15 million and $30 million.", Told("gave", "AID", "Norway"),
         [("amount", 15e6, 30e6, "USD", "between $15 million and $30 million")]),
        ("Norway gave Haiti hundreds of millions of dollars.", Told("gave", "AID", "Norway"),
         [("amount", 200e6, None, "USD", "hundreds of millions")]),
        ("Nurses held three marches in the capital.", Told("marches", "PROTEST", "Nurses"), []),
        ("The rebels captured the town in the 1967 war.", Told("captured", "ASSAULT", "rebels"), []),
        # dates and ages are no counts
        ("The rebels killed a 34-year-old monk on June 9.", KILLED, []),
    ],
)  # fmt: skip
def test_counts(scene: Make, text: str, act: Told, expected: list[tuple[object, ...]]) -> None:
    counts = scene(text).event(act).counts
    assert [(c.kind, c.low, c.high, c.unit, c.span.text) for c in counts] == expected
