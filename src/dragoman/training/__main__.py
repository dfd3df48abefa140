"""Makes the shipped pair classifier from the corpus and, where given, the public PLV training file.

    python -m dragoman.training --work build/train [--data DIR]

What `make train` runs; docs/training.md tells what goes in and what comes out.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from ..errors import DragomanError, UsageError
from .base_model import NAME as BASE
from .base_model import unpack_base_model
from .export import State, averaged, save
from .pair_classifier import Recipe, train_seed, training_rows


@dataclass(frozen=True, kw_only=True)
class Run:
    """One training of the recipe: what it sees, for how long, and whether some rows are also turned round."""

    name: str
    corpus: bool
    plv: bool
    turned: bool
    epochs: int
    seed: int = 1


# What the shipped model is: the mean of two runs, one that knows PLV's habits well and one that knows more
# of the world.  Figures: docs/models.md.
WITH_PLV = (
    Run(name="plv", corpus=False, plv=True, turned=False, epochs=8),
    Run(name="both", corpus=True, plv=True, turned=True, epochs=4),
)
OWN_TEXT_ALONE = (Run(name="own", corpus=True, plv=False, turned=True, epochs=5),)
_PLV_NAMES = ("plv-train.jsonl", "PLV_train.tsv")


def main() -> None:
    parser = _parser()
    options = parser.parse_args()
    try:
        make(options)
    except DragomanError as error:
        parser.exit(2, f"dragoman: {error}\n")
    print(f"written to {options.out}")


def make(options: argparse.Namespace) -> None:
    """Writes the model and its manifest entry into the folder that the options name."""
    plv = find_plv(options.data) if options.data else None
    base = unpack_base_model(options.work / "base")
    runs = WITH_PLV if plv else OWN_TEXT_ALONE
    states = [_state(base, run, plv, options) for run in runs]
    sources = [*sorted(options.corpus.glob("*.tsv")), *([plv] if plv else [])]
    facts = {"trained_on": trained_on(sources, runs)}
    save(averaged(str(base), states), base / "tokenizer.json", options.out, options.version, facts)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dragoman.training", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus/events"))
    parser.add_argument("--data", type=Path, help=f"folder with {' or '.join(_PLV_NAMES)}; left out, own text alone")
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/models/artefacts"))
    parser.add_argument("--work", type=Path, required=True, help="folder for the base model and each run's weights")
    parser.add_argument("--version", default="2026.11")
    parser.add_argument("--epochs", type=int, help="another number of epochs than the recipe's")
    parser.add_argument("--rows", type=int, help="only so many rows, to try the chain")
    return parser


def find_plv(folder: Path) -> Path:
    """The PLV training file of a folder; raises `UsageError` where there is none."""
    for name in _PLV_NAMES:
        if (folder / name).is_file():
            return folder / name
    raise UsageError(f"{folder} holds neither {' nor '.join(_PLV_NAMES)}; docs/training.md says where to get it")


def _state(base: Path, run: Run, plv: Path | None, options: argparse.Namespace) -> State:
    """The weights of one run, kept in the work folder."""
    rows = training_rows(options.corpus if run.corpus else None, plv if run.plv else None, turned=run.turned)
    print(f"run {run.name!r}: {len(rows[: options.rows])} rows", flush=True)
    recipe = Recipe(seed=run.seed, epochs=options.epochs or run.epochs)
    state = train_seed(str(base), rows[: options.rows], recipe).state_dict()
    torch.save(state, options.work / f"{run.name}.pt")
    return state


def trained_on(sources: Sequence[Path], runs: Sequence[Run]) -> dict[str, Any]:
    """What the manifest says of the training: base, runs, and each file with its checksum."""
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sources}
    return {"base": BASE, "runs": [asdict(run) for run in runs], "files": sums}


if __name__ == "__main__":
    main()
