"""Makes the shipped pair classifier from the corpus and, where given, the public PLV training file.

    python -m dragoman.training --work build/train [--data DIR]

What `make train` runs; docs/training.md tells what goes in and what comes out.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any

import torch

from ..errors import UsageError
from .base_model import NAME as BASE
from .base_model import unpack_base_model
from .examples import Example
from .export import State, averaged, save
from .pair_classifier import Recipe, train_seed, training_rows

# The recipe of the shipped model.  Own text alone is less, and takes one epoch more to learn.
SEEDS = (1,)
EPOCHS_WITH_PLV = 4
EPOCHS_ALONE = 5
_PLV_NAMES = ("plv-train.jsonl", "PLV_train.tsv")


def main() -> None:
    options = _parser().parse_args()
    plv = find_plv(options.data) if options.data else None
    rows = training_rows(options.corpus, plv)[: options.rows]
    base = unpack_base_model(options.work / "base")
    states = [_state(base, rows, seed, options) for seed in SEEDS]
    sources = [*sorted(options.corpus.glob("*.tsv")), *([plv] if plv else [])]
    facts = {"trained_on": trained_on(sources, len(rows))}
    save(averaged(str(base), states), base / "tokenizer.json", options.out, options.version, facts)
    print(f"written to {options.out}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dragoman.training", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus/events"))
    parser.add_argument("--data", type=Path, help=f"folder with {' or '.join(_PLV_NAMES)}; left out, own text alone")
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/models/artefacts"))
    parser.add_argument("--work", type=Path, required=True, help="folder for the base model and each seed's weights")
    parser.add_argument("--version", default="1")
    parser.add_argument("--epochs", type=int, help="another number of epochs than the recipe's")
    parser.add_argument("--rows", type=int, help="only so many rows, to try the chain")
    return parser


def find_plv(folder: Path) -> Path:
    """The PLV training file of a folder; raises `UsageError` where there is none."""
    for name in _PLV_NAMES:
        if (folder / name).is_file():
            return folder / name
    raise UsageError(f"{folder} holds neither {' nor '.join(_PLV_NAMES)}; docs/training.md says where to get it")


def _state(base: Path, rows: list[Example], seed: int, options: argparse.Namespace) -> State:
    """The weights of one seed, kept in the work folder."""
    with_plv = any(e.habit == "plv" for e in rows)
    epochs = options.epochs or (EPOCHS_WITH_PLV if with_plv else EPOCHS_ALONE)
    state = train_seed(str(base), rows, Recipe(seed=seed, epochs=epochs)).state_dict()
    torch.save(state, options.work / f"seed-{seed}.pt")
    return state


def trained_on(sources: list[Path], rows: int) -> dict[str, Any]:
    """What the manifest says of the training: base, rows, seeds, and each file with its checksum."""
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sources}
    return {"base": BASE, "rows": rows, "seeds": list(SEEDS), "files": sums}


if __name__ == "__main__":
    main()
