"""Trains the pair classifier: a small encoder with entity markers and heads for type, status and polarity.

    python -m dragoman.training.pair_classifier --base DIR --corpus corpus/events --plv FILE --out DIR

Seeds are fixed; on two cores an epoch over 5,000 rows takes about four minutes.  `--dev FILE` prints
accuracy on a PLV file after every epoch; it chooses nothing by itself.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from ..models.pairs import POLARITIES, STATUSES, TYPES, EncodedPair, encode_pair
from .examples import Example, read_corpus, read_plv, reversed_pairs

# One in so many one-way examples is also shown the other way round, as no event.
REVERSED_EVERY = 4


class PairModel(nn.Module):
    """Encoder and three linear heads over [actor marker; recipient marker; mean]."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.mix = nn.Linear(3 * width, width)
        self.drop = nn.Dropout(0.1)
        self.heads = nn.Linear(width, len(TYPES) + len(STATUSES) + len(POLARITIES))

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, actor: torch.Tensor, recipient: torch.Tensor
    ) -> torch.Tensor:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        rows = torch.arange(ids.shape[0])
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        joined = torch.cat([states[rows, actor], states[rows, recipient], mean], dim=-1)
        return self.heads(self.drop(torch.nn.functional.gelu(self.mix(self.drop(joined)))))


def collate(pairs: list[EncodedPair]) -> tuple[torch.Tensor, ...]:
    """Padded ids, mask and marker positions of some pairs."""
    longest = max(len(p.ids) for p in pairs)
    ids = torch.zeros(len(pairs), longest, dtype=torch.long)
    mask = torch.zeros(len(pairs), longest, dtype=torch.long)
    for i, p in enumerate(pairs):
        ids[i, : len(p.ids)] = torch.tensor(p.ids)
        mask[i, : len(p.ids)] = 1
    return ids, mask, torch.tensor([p.actor for p in pairs]), torch.tensor([p.recipient for p in pairs])


def loss_of(logits: torch.Tensor, examples: list[Example], smoothing: float = 0.05) -> torch.Tensor:
    """Mean loss: type (several right labels share their mass), and status and polarity where known."""
    types = torch.log_softmax(logits[:, : len(TYPES)], -1)
    right = torch.zeros_like(types)
    for i, e in enumerate(examples):
        for t in e.types:
            right[i, TYPES.index(t)] = 1.0
    hit = torch.logsumexp(types.masked_fill(right == 0, -math.inf), -1)
    total = -((1 - smoothing) * hit + smoothing * types.mean(-1)).mean()
    at = len(TYPES)
    for values, name in ((STATUSES, "status"), (POLARITIES, "polarity")):
        known = [i for i, e in enumerate(examples) if getattr(e, name) is not None]
        if known:
            gold = torch.tensor([values.index(getattr(examples[i], name)) for i in known])
            total = total + 0.3 * nn.functional.cross_entropy(logits[known, at : at + len(values)], gold)
        at += len(values)
    return total


def train(
    base: str,
    examples: list[Example],
    *,
    seed: int,
    epochs: int,
    rate: float,
    batch: int,
    dev: list[Example],
    log: Any = print,
) -> tuple[PairModel, Tokenizer]:
    """A model trained on the examples, and its tokenizer."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    tokenizer = Tokenizer.from_file(str(Path(base) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = PairModel(base)
    encoded = [encode_pair(tokenizer, e.text, e.actor, e.recipient, e.habit) for e in examples]
    order = list(range(len(examples)))
    steps = epochs * math.ceil(len(order) / batch)
    optimizer = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": rate},
         {"params": [*model.mix.parameters(), *model.heads.parameters()], "lr": rate * 10}], weight_decay=0.01,
    )  # fmt: skip
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / (0.06 * steps)) * max(0.0, 1 - s / steps)
    )
    for epoch in range(epochs):
        model.train()
        random.shuffle(order)
        lost = 0.0
        # batches of like length waste little on padding; their order is shuffled again
        chunks = [order[i : i + 16 * batch] for i in range(0, len(order), 16 * batch)]
        batches = [
            s[i : i + batch]
            for c in chunks
            for s in [sorted(c, key=lambda k: len(encoded[k].ids))]
            for i in range(0, len(s), batch)
        ]
        random.shuffle(batches)
        for rows in batches:
            logits = model(*collate([encoded[k] for k in rows]))
            loss = loss_of(logits, [examples[k] for k in rows])
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            lost += float(loss)
        told = f" dev {accuracy(model, tokenizer, dev):.4f}" if dev else ""
        log(f"seed {seed} epoch {epoch + 1}: loss {lost / len(batches):.4f}{told}", flush=True)
    return model, tokenizer


def probabilities(model: PairModel, tokenizer: Tokenizer, examples: list[Example]) -> np.ndarray:
    """Type probabilities, NONE left out and the rest scaled to 1."""
    model.eval()
    rows = []
    with torch.no_grad():
        for e in examples:
            logits = model(*collate([encode_pair(tokenizer, e.text, e.actor, e.recipient, e.habit)]))
            rows.append(torch.softmax(logits[0, : len(TYPES) - 1], -1).numpy())
    return np.array(rows)


def accuracy(model: PairModel, tokenizer: Tokenizer, examples: list[Example]) -> float:
    found = [TYPES[i] for i in probabilities(model, tokenizer, examples).argmax(-1)]
    return sum(f in e.types for f, e in zip(found, examples, strict=True)) / len(examples)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--base", required=True, help="folder of the base model (config, weights, tokenizer.json)")
    parser.add_argument("--corpus", type=Path, help="folder of the corpus' *.tsv files")
    parser.add_argument("--plv", type=Path, help="the public PLV training file, as JSON lines")
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--batch", type=int, default=16)
    options = parser.parse_args()
    examples = (read_corpus(options.corpus) if options.corpus else []) + (read_plv(options.plv) if options.plv else [])
    examples += reversed_pairs(examples, REVERSED_EVERY)
    dev = read_plv(options.dev) if options.dev else []
    model, _ = train(
        options.base,
        examples,
        seed=options.seed,
        epochs=options.epochs,
        rate=options.rate,
        batch=options.batch,
        dev=dev,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "weights.pt")
    facts = {"base": Path(options.base).name, "rows": len(examples), "seed": options.seed, "epochs": options.epochs}
    (options.out / "facts.json").write_text(json.dumps(facts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
