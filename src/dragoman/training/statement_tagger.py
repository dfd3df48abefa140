"""Trains the statement tagger: which words tell of saying or thinking, and whose words and what content belong to them.

    python -m dragoman.training.statement_tagger --base DIR --news FILE --out DIR

One paragraph at a time: of the attributions in PolNeAR's training articles (Newell, Margolin and Ruths, LREC 2018)
99 in 100 lie in one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

from ..models.tagging import Offsets
from .tagger import Named, Passage, Recipe, train

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


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--base", required=True)
    parser.add_argument("--news", type=Path, required=True, help="the public PolNeAR training articles")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--hold-out", type=int, default=0, help="every n-th paragraph is kept for the figures")
    options = parser.parse_args()
    rows = statement_passages(options.news)
    every = options.hold_out
    held = [p for i, p in enumerate(rows) if every and i % every == 0]
    kept = [p for i, p in enumerate(rows) if not every or i % every]
    recipe = Recipe(labels=LABELS, roles=ROLES, seed=options.seed, epochs=options.epochs)
    model = train(options.base, kept, recipe, held)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "statement-tagger.pt")


if __name__ == "__main__":
    main()
