"""Trains a model for a user's own ontology from a few examples a type.

The encoder is the shipped one, which knows what the markers mean.  As it stands, a linear head over it
learns the new types within seconds; to tune its upper layers too takes minutes and more examples.
Definitions are examples too.  Held-out parts tell how good the result is before it is trained on all.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import UsageError
from ..models.artefacts import open_model
from ..models.classifier import NAME
from .examples import Example
from .export import save
from .linear_head import LinearHeadModel, fit_head
from .ontology import Ontology
from .pair_classifier import Model, Recipe, fit, fix_seeds, probabilities, read_tokenizer
from .warm_start import from_shipped

# Embeddings and the lower half of the encoder hold what English is; little data would only blur that.
TUNING = Recipe(epochs=12, rate=1e-4, batch=8, frozen=3, half=False)

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """right and wanted: counts by type, over examples that the judging model had not seen."""

    right: Counter[str]
    wanted: Counter[str]

    @property
    def share(self) -> float:
        return self.right.total() / max(self.wanted.total(), 1)


class OwnTrainer:
    """Trains models of one ontology; with `tune` the upper half of the encoder learns too."""

    def __init__(self, ontology: Ontology, *, seed: int = 1, tune: bool = False) -> None:
        shipped = open_model(NAME)
        self._ontology = ontology
        self._seed = seed
        self._tune = tune
        self._weights = shipped["weights"].path
        self._words = shipped["tokenizer"].path
        self._tokenizer = read_tokenizer(self._words)
        self._examples = ontology.examples()

    def hold_out(self, folds: int, tell: Tell) -> HeldOut:
        """How a model does on each part of the examples that was trained on the others."""
        right: Counter[str] = Counter()
        wanted: Counter[str] = Counter()
        parts = split_folds(self._examples, folds, self._seed)
        for number, part in enumerate(parts, start=1):
            model = self.train([e for other in parts if other is not part for e in other])
            best = probabilities(model, self._tokenizer, part).argmax(-1)
            hits = [e.types[0] for e, i in zip(part, best, strict=True) if model.labels.types[i] in e.types]
            right.update(hits)
            wanted.update(e.types[0] for e in part)
            tell(f"part {number} of {folds}: {len(hits)} of {len(part)} right")
        return HeldOut(right, wanted)

    def train(self, examples: Sequence[Example] | None = None) -> Model:
        """A model trained on some examples (all of them where none are given) and the definitions."""
        given = self._examples if examples is None else examples
        rows = [*given, *self._ontology.definitions()]
        fix_seeds(self._seed)
        model = from_shipped(self._weights, self._ontology.labels)
        if self._tune:
            return fit(model, self._tokenizer, rows, replace(TUNING, seed=self._seed))
        return fit_head(LinearHeadModel(model.encoder, model.labels), self._tokenizer, rows)

    def save(self, model: Model, folder: Path, held_out: HeldOut | None) -> None:
        """Writes the model as a folder for `dragoman classify --model`."""
        ontology = self._ontology
        facts = {
            "definitions": {t.name: t.definition for t in ontology.types},
            "quads": ontology.quads,
            "trained_on": {"examples": len(self._examples), "seed": self._seed, "tuned": self._tune},
            "held_out": round(held_out.share, 3) if held_out else None,
        }
        save(model, self._words, folder, f"{ontology.name} {ontology.version}", facts)


def split_folds(examples: Sequence[Example], folds: int, seed: int) -> list[list[Example]]:
    """The examples in parts of like size and like types; the same for the same seed."""
    counts = Counter(e.types[0] for e in examples)
    scarcest = min(counts, key=counts.__getitem__)
    if folds > counts[scarcest]:
        raise UsageError(f"{scarcest} has {counts[scarcest]} examples, too few for {folds} parts; lower --folds")
    shuffled = list(examples)
    random.Random(seed).shuffle(shuffled)
    shuffled.sort(key=lambda e: e.types[0])
    return [shuffled[i::folds] for i in range(folds)]
