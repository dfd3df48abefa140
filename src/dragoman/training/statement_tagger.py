"""Trains the statement tagger: which words tell of saying or thinking, and whose words and what content belong to them.

    python -m dragoman.training.statement_tagger --base DIR --news FILE --out DIR

One paragraph at a time: of the attributions in PolNeAR's training articles (Newell, Margolin and Ruths, LREC 2018)
99 in 100 lie in one.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..models.tagging import STATEMENTS, Offsets
from .tagger import Named, Passage, Recipe, run_alone

LABELS = ("CUE",)
ROLES = ("source", "content", "cue")


def statement_passages(file: Path) -> list[Passage]:
    """The paragraphs of the articles in a JSON Lines file (.gz) with their attributions."""
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        return [p for line in stream for p in _paragraphs(json.loads(line))]


def _paragraphs(article: dict[str, Any]) -> Iterator[Passage]:
    found = [_spans(a) for a in article["attributions"] if a["cue"] and a["content"]]
    for match in re.finditer(r"[^\n]+", article["text"]):
        start, end = match.span()
        here = [s for s in found if start <= s["cue"][0][0] < end]
        named = tuple(
            Named(_moved(s["cue"], start, end), "CUE", tuple(_moved(s[r], start, end) for r in ROLES)) for s in here
        )
        yield Passage(match.group(), named)


def _spans(attribution: dict[str, Any]) -> dict[str, list[Offsets]]:
    return {role: [(s["start"], s["end"]) for s in attribution[role]] for role in ROLES}


def _moved(spans: list[Offsets], start: int, end: int) -> tuple[Offsets, ...]:
    return tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and start < b)


if __name__ == "__main__":
    run_alone(STATEMENTS, lambda o: statement_passages(o.news), Recipe(labels=LABELS, roles=ROLES, epochs=4))
