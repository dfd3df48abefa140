"""Trains the pair classifier: a small encoder with entity markers and heads for type, status and polarity.

    python -m dragoman.training.pair_classifier --base DIR --corpus corpus --plv FILE --out DIR

trains one seed; `python -m dragoman.training` runs the whole recipe.  Seeds are fixed; on two cores an
epoch over 5,000 rows takes about four minutes.  `--dev FILE` prints accuracy on a PLV file after every
epoch; it chooses nothing by itself.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from ..models.pairs import PLOVER, EncodedPair, Labels, encode_pair
from .acts import pairs_of, read_own
from .examples import Example, read_corpus, read_plv, reversed_pairs

# One in so many one-way examples is also shown the other way round, as no event.
REVERSED_EVERY = 4
# The heads start from nothing and may move faster than the encoder, which knows English already.
_HEADS_RATE = 10
_WARM_UP = 0.06
_SMOOTHING = 0.05
# Status and polarity are side tasks: they may help the encoder, not lead it.
_SIDE_TASKS = 0.3


class Model(Protocol):
    """What scoring and export use of a model."""

    labels: Labels

    def __call__(
        self, ids: torch.Tensor, mask: torch.Tensor, actor: torch.Tensor, recipient: torch.Tensor
    ) -> torch.Tensor: ...


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How to train: `rate` is the encoder's learning rate, `frozen` how many of its layers stay as they are.

    With frozen layers the embeddings stay too; 0 trains everything.  half: compute in bfloat16, which doubles the
    speed where the processor knows it.
    """

    seed: int = 1
    epochs: int = 6
    rate: float = 5e-5
    batch: int = 16
    frozen: int = 0
    half: bool = True


class PairModel(nn.Module):
    """Encoder and linear heads, one after the other, over [actor marker; recipient marker; mean]."""

    def __init__(self, encoder: nn.Module, labels: Labels = PLOVER) -> None:
        super().__init__()
        self.encoder = encoder
        self.labels = labels
        width = self.encoder.config.hidden_size
        self.mix = nn.Linear(3 * width, width)
        self.drop = nn.Dropout(0.1)
        self.heads = nn.Linear(width, labels.count)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, actor: torch.Tensor, recipient: torch.Tensor
    ) -> torch.Tensor:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        rows = torch.arange(ids.shape[0])
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        joined = torch.cat([states[rows, actor], states[rows, recipient], mean], dim=-1)
        return self.heads(self.drop(torch.nn.functional.gelu(self.mix(self.drop(joined)))))


def from_base(base: str, labels: Labels = PLOVER) -> PairModel:
    """An untrained model over the encoder in a folder."""
    return PairModel(AutoModel.from_pretrained(base, add_pooling_layer=False), labels)


def read_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of a file, set to give just the ids of a text."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def fix_seeds(seed: int) -> None:
    """Nothing; all random numbers from here on follow from the seed."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def collate(pairs: Sequence[EncodedPair]) -> tuple[torch.Tensor, ...]:
    """Padded ids, mask and marker positions of some pairs."""
    longest = max(len(p.ids) for p in pairs)
    ids = torch.zeros(len(pairs), longest, dtype=torch.long)
    mask = torch.zeros(len(pairs), longest, dtype=torch.long)
    for i, p in enumerate(pairs):
        ids[i, : len(p.ids)] = torch.tensor(p.ids)
        mask[i, : len(p.ids)] = 1
    return ids, mask, torch.tensor([p.actor for p in pairs]), torch.tensor([p.recipient for p in pairs])


def loss_of(logits: torch.Tensor, examples: Sequence[Example], labels: Labels = PLOVER) -> torch.Tensor:
    """Mean loss: type (several right labels share their mass), and status and polarity where known."""
    types = torch.log_softmax(logits[:, : len(labels.types)], -1)
    right = torch.zeros_like(types)
    for i, e in enumerate(examples):
        for t in e.types:
            right[i, labels.types.index(t)] = 1.0
    hit = torch.logsumexp(types.masked_fill(right == 0, -math.inf), -1)
    total = -((1 - _SMOOTHING) * hit + _SMOOTHING * types.mean(-1)).mean()
    at = len(labels.types)
    for values, name in ((labels.statuses, "status"), (labels.polarities, "polarity")):
        known = [i for i, e in enumerate(examples) if values and getattr(e, name) is not None]
        if known:
            gold = torch.tensor([values.index(getattr(examples[i], name)) for i in known])
            total = total + _SIDE_TASKS * nn.functional.cross_entropy(logits[known, at : at + len(values)], gold)
        at += len(values)
    return total


def fit(
    model: PairModel,
    tokenizer: Tokenizer,
    examples: Sequence[Example],
    recipe: Recipe,
    after_epoch: Callable[[int, float], None] | None = None,
) -> PairModel:
    """The same model, trained on the examples; call `fix_seeds` before making it."""
    encoded = [encode(tokenizer, e) for e in examples]
    order = list(range(len(examples)))
    optimizer = _optimizer(model, recipe)
    schedule = _schedule(optimizer, recipe.epochs * math.ceil(len(order) / recipe.batch))
    for epoch in range(recipe.epochs):
        model.train()
        random.shuffle(order)
        losses = []
        for rows in batches(order, [len(pair.ids) for pair in encoded], recipe.batch):
            with torch.autocast("cpu", dtype=torch.bfloat16) if recipe.half else nullcontext():
                logits = model(*collate([encoded[k] for k in rows]))
            loss = loss_of(logits.float(), [examples[k] for k in rows], model.labels)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(loss.item())
        if after_epoch:
            after_epoch(epoch + 1, sum(losses) / len(losses))
    return model.eval()


def encode(tokenizer: Tokenizer, example: Example) -> EncodedPair:
    """The ids of an example."""
    return encode_pair(tokenizer, example.text, example.actor, example.recipient, example.habit)


def _optimizer(model: PairModel, recipe: Recipe) -> torch.optim.Optimizer:
    if recipe.frozen:
        for part in (model.encoder.embeddings, *model.encoder.encoder.layer[: recipe.frozen]):
            part.requires_grad_(False)
    heads = [*model.mix.parameters(), *model.heads.parameters()]
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": encoder, "lr": recipe.rate}, {"params": heads, "lr": recipe.rate * _HEADS_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _schedule(optimizer: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / (_WARM_UP * steps)) * max(0.0, 1 - s / steps)
    )


def batches(order: list[int], lengths: list[int], size: int) -> Iterator[list[int]]:
    """Batches of like length, which waste little on padding; their order is shuffled again."""
    chunks = [order[i : i + 16 * size] for i in range(0, len(order), 16 * size)]
    ranked = [sorted(chunk, key=lambda k: lengths[k]) for chunk in chunks]
    batches = [rows[i : i + size] for rows in ranked for i in range(0, len(rows), size)]
    random.shuffle(batches)
    yield from batches


def probabilities(model: Model, tokenizer: Tokenizer, examples: Sequence[Example]) -> np.ndarray:
    """Type probabilities, rows by types; one sentence at a time, as at run time.  The model must be in eval mode."""
    known = len(model.labels.types)
    with torch.no_grad():
        rows = [model(*collate([encode(tokenizer, e)]))[0, :known] for e in examples]
    return torch.softmax(torch.stack(rows), -1).numpy()


def accuracy(model: Model, tokenizer: Tokenizer, examples: Sequence[Example]) -> float:
    """Share of examples whose likeliest type is right; NONE counts only where it is asked for."""
    types = [t for t in model.labels.types if t != "NONE" or any("NONE" in e.types for e in examples)]
    columns = [model.labels.types.index(t) for t in types]
    best = probabilities(model, tokenizer, examples)[:, columns].argmax(-1)
    return sum(types[i] in e.types for i, e in zip(best, examples, strict=True)) / len(examples)


def training_rows(corpus: Path | None, plv: Path | None, *, turned: bool = True) -> list[Example]:
    """The rows of both sources; where `turned`, some of them also the other way round.

    corpus: the folder with `events/`, whose rows are pairs, and `acts/`, whose acts of two parties become pairs.
    """
    pairs = read_corpus(corpus / "events") if corpus else []
    known = {(e.text, e.actor, e.recipient) for e in pairs}
    acts = pairs_of(read_own(corpus)) if corpus and (corpus / "acts").is_dir() else []
    examples = pairs + [e for e in acts if (e.text, e.actor, e.recipient) not in known]
    examples += read_plv(plv) if plv else []
    return examples + (reversed_pairs(examples, REVERSED_EVERY) if turned else [])


def train_seed(base: str, examples: Sequence[Example], recipe: Recipe, dev: Sequence[Example] = ()) -> PairModel:
    """A PLOVER model trained from a base; prints a line after every epoch."""
    fix_seeds(recipe.seed)
    tokenizer = read_tokenizer(Path(base) / "tokenizer.json")
    model = from_base(base)

    def tell(epoch: int, loss: float) -> None:
        told = f" dev {accuracy(model.eval(), tokenizer, dev):.4f}" if dev else ""
        print(f"seed {recipe.seed} epoch {epoch}: loss {loss:.4f}{told}", flush=True)

    return fit(model, tokenizer, examples, recipe, tell)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--base", required=True, help="folder of the base model (config, weights, tokenizer.json)")
    parser.add_argument("--corpus", type=Path, help="the corpus: a folder with events/ and acts/")
    parser.add_argument("--plv", type=Path, help="the public PLV training file, as JSON lines or as published")
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--batch", type=int, default=16)
    options = parser.parse_args()
    examples = training_rows(options.corpus, options.plv)
    recipe = Recipe(seed=options.seed, epochs=options.epochs, rate=options.rate, batch=options.batch)
    model = train_seed(options.base, examples, recipe, read_plv(options.dev) if options.dev else [])
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "weights.pt")
    facts = {"base": Path(options.base).name, "rows": len(examples), "seed": options.seed, "epochs": options.epochs}
    (options.out / "facts.json").write_text(json.dumps(facts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
