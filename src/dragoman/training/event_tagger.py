"""Trains the event tagger: which words of a sentence name an act, of which type, and who does and undergoes it.

python -m dragoman.training.event_tagger --base DIR --corpus corpus [--plv FILE] [--news FILE] --out DIR
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from ..models.pairs import TYPES
from .acts import Told, read_news, read_own, read_plv
from .tagger import Named, Passage, Recipe, train

ROLES = ("actor", "recipient")
LABELS = tuple(t for t in TYPES if t != "NONE")


def event_passages(corpus: Path, plv: Path | None, news: Path | None) -> list[Passage]:
    """All labelled sentences: our own, and those of the public files that are given."""
    told = read_own(corpus) + (read_plv(corpus, plv) if plv else []) + (read_news(corpus, news) if news else [])
    return [_passage(t) for t in told]


def _passage(told: Told) -> Passage:
    named = tuple(Named((a.trigger,), a.type, (a.actors, a.recipients)) for a in told.acts)
    return Passage(told.text, named, told.habit)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--base", required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--plv", type=Path, help="the public PLV training file")
    parser.add_argument("--news", type=Path, help="the public PolNeAR training articles")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--hold-out", type=int, default=0, help="every n-th sentence is kept for the figures")
    options = parser.parse_args()
    rows = event_passages(options.corpus, options.plv, options.news)
    every = options.hold_out
    held = [p for i, p in enumerate(rows) if every and i % every == 0]
    kept = [p for i, p in enumerate(rows) if not every or i % every]
    recipe = Recipe(labels=LABELS, roles=ROLES, seed=options.seed, epochs=options.epochs)
    model = train(options.base, kept, recipe, held)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "event-tagger.pt")


if __name__ == "__main__":
    main()
