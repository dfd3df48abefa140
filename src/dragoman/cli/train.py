"""`dragoman train`: an ontology file in, a model for `dragoman classify --model` out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError

if TYPE_CHECKING:
    from ..training.ontology import Ontology
    from ..training.own import HeldOut, OwnTrainer

_EXTRA = {"torch", "transformers", "onnx"}


@click.command("train")
@click.option(
    "--ontology",
    "path",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Event types, definitions and marked examples, as TOML.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the model.")
@click.option(
    "--folds",
    default=5,
    show_default=True,
    type=click.IntRange(min=0),
    help="Parts to test on in turn before training on all; 0 or 1 tests nothing.",
)
@click.option("--tune", is_flag=True, help="Let the encoder learn too: slower; for many examples.")
@click.option("--seed", default=1, show_default=True, help="Start of all random numbers.")
def command(path: Path, out: Path, folds: int, tune: bool, seed: int) -> None:
    """Make a classifier for event types of your own.

    Needs the extra: pip install dragoman[train].  Trains on the CPU; the model is a folder with weights,
    tokenizer and labels that `dragoman classify --model` reads without the extra.

    \b
    Example:
      dragoman train --ontology examples/ontology/water.toml --out water-model
      dragoman classify --model water-model pairs.jsonl
    """
    from ..training.ontology import read_ontology

    ontology = read_ontology(path)
    trainer = _trainer(ontology, seed, tune)
    _say(f"{ontology.name}: {len(ontology.types)} types, {len(ontology.examples())} examples")
    if scarce := ontology.scarce():
        _say(f"few examples, eight or more are better: {', '.join(scarce)}")
    held_out = trainer.hold_out(folds, _say) if folds > 1 else None
    if held_out:
        _say(_table(held_out))
    trainer.save(trainer.train(), out, held_out)
    _say(f"written: dragoman classify --model {out} FILE")


def _trainer(ontology: Ontology, seed: int, tune: bool) -> OwnTrainer:
    try:
        from ..training.own import OwnTrainer
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        raise UsageError(f"training needs {error.name}; pip install dragoman[train]") from error
    return OwnTrainer(ontology, seed=seed, tune=tune)


def _table(held_out: HeldOut) -> str:
    lines = [f"  {name:12} {held_out.right[name]:3} of {held_out.wanted[name]}" for name in sorted(held_out.wanted)]
    total = f"held out: {held_out.right.total()} of {held_out.wanted.total()} right ({held_out.share:.2f})"
    return "\n".join([total, *lines])


def _say(line: str) -> None:
    click.echo(line, err=True)
