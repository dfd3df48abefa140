"""Makes the shipped models from the corpus and, where given, the public training files.

    python -m dragoman.training --work build/train [--data DIR] [--only NAME …]

What `make train` runs; docs/training.md tells what goes in and what comes out.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch

from ..errors import DragomanError, UsageError
from ..models.classifier import NAME as PAIRS
from ..models.tagging import EVENTS, STATEMENTS
from . import event_tagger, statement_tagger, tagger
from .base_model import NAME as BASE
from .base_model import unpack_base_model
from .examples import read_corpus, read_plv
from .export import State, averaged, save
from .pair_classifier import Recipe, fit, fix_seeds, from_base, read_tokenizer, train_seed, training_rows
from .tagger import Passage, TaggerModel, save_tagger
from .vocabulary import needed_pieces, trim_encoder, trim_tokenizer


@dataclass(frozen=True, kw_only=True)
class Run:
    """One training of the recipe: what it sees, for how long, and whether some rows are also turned round."""

    name: str
    corpus: bool
    plv: bool
    turned: bool
    epochs: int
    seed: int = 1


# What the shipped pair classifier is: a run over all pairs, from which three short ones over PLV's and some of our own
# start, each with its seed; their mean is shipped (Wortsman et al. 2022, "Model soups").  Figures: docs/models.md.
WITH_PLV = Run(name="both", corpus=True, plv=True, turned=True, epochs=5)
SETTLING = Recipe(epochs=3, rate=4e-5)
SETTLING_SEEDS = (1, 2, 3)
# So many times is PLV shown, and so many of our own pairs beside it.
SETTLING_PLV, SETTLING_OWN = 2, 700
OWN_TEXT_ALONE = Run(name="own", corpus=True, plv=False, turned=True, epochs=5)
EVENT_EPOCHS = 8
STATEMENT_EPOCHS = 4
_PLV_NAMES = ("plv-train.jsonl", "PLV_train.tsv")
_NEWS_NAMES = ("polnear-train.jsonl.gz", "train.jsonl.gz")


def main() -> None:
    parser = _parser()
    options = parser.parse_args()
    try:
        for name in options.only or (PAIRS, EVENTS, STATEMENTS):
            MAKERS[name](options)
    except DragomanError as error:
        parser.exit(2, f"dragoman: {error}\n")
    print(f"written to {options.out}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dragoman.training", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument(
        "--data",
        type=Path,
        help=f"folder with {' or '.join(_PLV_NAMES)} and {' or '.join(_NEWS_NAMES)}; left out, own text alone",
    )
    parser.add_argument("--only", nargs="+", choices=(PAIRS, EVENTS, STATEMENTS), help="these models alone")
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/models/artefacts"))
    parser.add_argument("--work", type=Path, required=True, help="folder for the base model and each run's weights")
    parser.add_argument("--version", default="2026.11")
    parser.add_argument("--epochs", type=int, help="another number of epochs than the recipe's")
    parser.add_argument("--rows", type=int, help="only so many rows, to try the chain")
    return parser


# -- the models


def make_pairs(options: argparse.Namespace) -> None:
    """Writes the pair classifier and its manifest entry into the folder that the options name."""
    plv = find_plv(options.data) if options.data else None
    base = unpack_base_model(options.work / "base")
    run = WITH_PLV if plv else OWN_TEXT_ALONE
    state = _state(base, run, plv, options)
    states = [_settled(base, state, plv, seed, options) for seed in SETTLING_SEEDS] if plv else [state]
    texts = [e.text for e in training_rows(options.corpus, plv)]
    told = [asdict(run)] + ([asdict(SETTLING) | {"seeds": SETTLING_SEEDS}] if plv else [])
    facts = {"trained_on": trained_on(_sources(options, plv), options.corpus, told)}
    model = averaged(str(base), states)
    save(model, _trimmed(model.encoder, base, texts, options), options.out, options.version, facts)


def make_events(options: argparse.Namespace) -> None:
    """Writes the event tagger: from our own sentences, and from those of the public files that are there."""
    plv = find_plv(options.data) if options.data else None
    news = _find(options.data, _NEWS_NAMES) if options.data else None
    passages = event_tagger.event_passages(options.corpus, plv, news)
    recipe = tagger.Recipe(labels=event_tagger.LABELS, roles=event_tagger.ROLES, epochs=options.epochs or EVENT_EPOCHS)
    _make_tagger(EVENTS, passages, recipe, _sources(options, plv, news), options)


def make_statements(options: argparse.Namespace) -> None:
    """Writes the statement tagger, where the public file is there from which alone it can be made."""
    news = _find(options.data, _NEWS_NAMES) if options.data else None
    if news is None:
        print(f"{STATEMENTS}: left as it is; it is made from {' or '.join(_NEWS_NAMES)} (docs/training.md)")
        return
    passages = statement_tagger.statement_passages(news)
    recipe = tagger.Recipe(
        labels=statement_tagger.LABELS, roles=statement_tagger.ROLES, epochs=options.epochs or STATEMENT_EPOCHS
    )
    _make_tagger(STATEMENTS, passages, recipe, [news], options)


MAKERS: dict[str, Callable[[argparse.Namespace], None]] = {
    PAIRS: make_pairs,
    EVENTS: make_events,
    STATEMENTS: make_statements,
}


def _make_tagger(
    name: str,
    passages: Sequence[Passage],
    recipe: tagger.Recipe,
    sources: Sequence[Path],
    options: argparse.Namespace,
) -> None:
    base = unpack_base_model(options.work / "base")
    rows = passages[: options.rows]
    print(f"{name}: {len(rows)} passages", flush=True)
    model: TaggerModel = tagger.train(str(base), rows, recipe)
    torch.save(model.state_dict(), options.work / f"{name}.pt")
    run = {"epochs": recipe.epochs, "seed": recipe.seed, "rate": recipe.rate, "batch": recipe.batch}
    facts = {"trained_on": trained_on(sources, options.corpus, [run])}
    words = _trimmed(model.encoder, base, [p.text for p in passages], options)
    save_tagger(name, model, words, options.out, options.version, facts)


def _state(base: Path, run: Run, plv: Path | None, options: argparse.Namespace) -> State:
    """The weights of one run, kept in the work folder."""
    rows = training_rows(options.corpus if run.corpus else None, plv if run.plv else None, turned=run.turned)
    print(f"run {run.name!r}: {len(rows[: options.rows])} rows", flush=True)
    recipe = Recipe(seed=run.seed, epochs=options.epochs or run.epochs)
    state = train_seed(str(base), rows[: options.rows], recipe).state_dict()
    torch.save(state, options.work / f"{run.name}.pt")
    return state


def _settled(base: Path, state: State, plv: Path, seed: int, options: argparse.Namespace) -> State:
    """The weights after a short run over PLV's pairs and some of our own."""
    fix_seeds(seed)
    model = from_base(str(base))
    model.load_state_dict(state)
    own = read_corpus(options.corpus / "events")
    rows = read_plv(plv) * SETTLING_PLV + random.sample(own, min(SETTLING_OWN, len(own)))
    recipe = replace(SETTLING, seed=seed, epochs=options.epochs or SETTLING.epochs)
    print(f"settling, seed {seed}: {len(rows[: options.rows])} rows", flush=True)
    tokenizer = read_tokenizer(base / "tokenizer.json")
    return {k: v.clone() for k, v in fit(model, tokenizer, rows[: options.rows], recipe).state_dict().items()}


def _trimmed(encoder: Any, base: Path, texts: Sequence[str], options: argparse.Namespace) -> Path:
    """The tokenizer file for a model whose encoder is cut to the pieces that its texts need."""
    words = base / "tokenizer.json"
    kept = needed_pieces(read_tokenizer(words), texts)
    trim_encoder(encoder, kept)
    return trim_tokenizer(words, kept, options.work / "tokenizer.json")


# -- what goes in


def find_plv(folder: Path) -> Path:
    """The PLV training file of a folder; raises `UsageError` where there is none."""
    found = _find(folder, _PLV_NAMES)
    if found is None:
        raise UsageError(f"{folder} holds neither {' nor '.join(_PLV_NAMES)}; docs/training.md says where to get it")
    return found


def _find(folder: Path, names: Sequence[str]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _sources(options: argparse.Namespace, *public: Path | None) -> list[Path]:
    """The files of the corpus, and those of the public ones that are given, with our labels for them."""
    own = [p for p in options.corpus.rglob("*.t*") if p.suffix in {".tsv", ".txt"} and p.parent.name != "public"]
    labels = [options.corpus / "acts" / "public" / name for name in ("plv.tsv", "polnear.tsv")] if any(public) else []
    return [*sorted(own), *labels, *(p for p in public if p)]


def trained_on(sources: Sequence[Path], corpus: Path, runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the manifest says of the training: base, runs, and each file with its checksum."""
    sums = {
        str(p.relative_to(corpus) if p.is_relative_to(corpus) else p.name): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sources
    }
    return {"base": BASE, "runs": list(runs), "files": sums}


if __name__ == "__main__":
    main()
