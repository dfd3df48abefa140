"""Tagger: an encoder that reads a passage once, a head that finds the words that name something, a head for its parts.

The first head tells each token's label or NONE; the second scores, for each token that may bear a label, every other
token as part of each of its roles (a bilinear form, as in Dozat and Manning 2017, "Deep Biaffine Attention").  The
event tagger and the statement tagger are two of a kind.  Seeds are fixed.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from ..models.pairs import Habit
from ..models.tagging import EncodedText, Offsets, encode_text
from .export import register, write_onnx
from .pair_classifier import batches, fix_seeds, read_tokenizer

_WIDTH = 128
_HEADS_RATE = 10
_WARM_UP = 0.06
# Words that name something are one in fifteen; without a push the tagger would rather stay silent.
_NAMING_WEIGHT = 1.5
_ROLE_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a passage names: the words that name it, its label, and for each role the spans of its parts."""

    name: tuple[Offsets, ...]
    label: str
    parts: tuple[tuple[Offsets, ...], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with all that it names; habit: whose habits the labels follow."""

    text: str
    named: tuple[Named, ...]
    habit: Habit = "manual"


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How to train a tagger; half: compute in bfloat16, which doubles the speed where the processor knows it."""

    labels: tuple[str, ...]
    roles: tuple[str, ...]
    seed: int = 1
    epochs: int = 6
    rate: float = 8e-5
    batch: int = 16
    half: bool = True


class TaggerModel(nn.Module):
    """ids, mask → label logits (batch, tokens, labels + NONE), role logits (batch, roles, naming token, token)."""

    def __init__(self, encoder: nn.Module, labels: tuple[str, ...], roles: tuple[str, ...]) -> None:
        super().__init__()
        self.encoder = encoder
        self.labels = labels
        self.roles = roles
        size = encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.types = nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.Dropout(0.1), nn.Linear(size, len(labels) + 1))
        self.triggers = nn.Linear(size, len(roles) * _WIDTH)
        self.parties = nn.Linear(size, len(roles) * _WIDTH)
        self.prior = nn.Linear(size, len(roles))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        states = self.drop(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)
        n, length, _ = states.shape
        roles = len(self.roles)
        naming = nn.functional.gelu(self.triggers(states)).view(n, length, roles, _WIDTH).transpose(1, 2)
        part = nn.functional.gelu(self.parties(states)).view(n, length, roles, _WIDTH).transpose(1, 2)
        scores = naming @ part.transpose(2, 3) / math.sqrt(_WIDTH)
        return self.types(states), scores + self.prior(states).transpose(1, 2).unsqueeze(2)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A passage with its targets: label of each token; (naming tokens, tokens of each role) of all it names."""

    text: EncodedText
    labels: tuple[int, ...]
    named: tuple[tuple[tuple[int, ...], tuple[tuple[int, ...], ...]], ...]


def encode_passage(tokenizer: Tokenizer, passage: Passage, labels: tuple[str, ...]) -> Encoded:
    """Ids and targets of a labelled passage."""
    text = encode_text(tokenizer, passage.text, passage.habit)
    targets = [len(labels)] * len(text.ids)
    found = []
    for named in passage.named:
        name = _inside(text, named.name)
        for t in name:
            targets[t] = labels.index(named.label)
        if name:
            found.append((name, tuple(_inside(text, spans) for spans in named.parts)))
    return Encoded(text, tuple(targets), tuple(found))


def _inside(text: EncodedText, spans: Sequence[Offsets]) -> tuple[int, ...]:
    return tuple(
        i for i, (start, end) in enumerate(text.offsets) if end > start and any(a < end and start < b for a, b in spans)
    )


def collate(rows: Sequence[Encoded]) -> tuple[torch.Tensor, torch.Tensor]:
    """Padded ids and mask."""
    longest = max(len(r.text.ids) for r in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros(len(rows), longest, dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row.text.ids)] = torch.tensor(row.text.ids)
        mask[i, : len(row.text.ids)] = 1
    return ids, mask


def loss_of(labels: torch.Tensor, roles: torch.Tensor, mask: torch.Tensor, rows: Sequence[Encoded]) -> torch.Tensor:
    """Mean loss over tokens (labels) plus that over the tokens of each named thing's passage (roles)."""
    none, sides = labels.shape[-1] - 1, roles.shape[1]
    gold = torch.full(mask.shape, none)
    for i, row in enumerate(rows):
        gold[i, : len(row.labels)] = torch.tensor(row.labels)
    weight = torch.full((none + 1,), _NAMING_WEIGHT)
    weight[none] = 1.0
    each = nn.functional.cross_entropy(labels.transpose(1, 2), gold, weight=weight, reduction="none")
    total = (each * mask).sum() / mask.sum()
    passages: list[int] = []
    names: list[int] = []
    wanted: list[torch.Tensor] = []
    for i, row in enumerate(rows):
        for name, parts in row.named:
            target = torch.zeros(sides, mask.shape[1])
            for side, tokens in enumerate(parts):
                target[side, list(tokens)] = 1.0
            passages.extend([i] * len(name))
            names.extend(name)
            wanted.extend([target] * len(name))
    if passages:
        at = torch.tensor(passages)
        # one look-up for all: a look-up each would make a gradient of the whole table each
        found = roles[at, :, torch.tensor(names)]
        losses = nn.functional.binary_cross_entropy_with_logits(found, torch.stack(wanted), reduction="none")
        inside = mask[at].unsqueeze(1)
        total = total + _ROLE_WEIGHT * (losses * inside).sum() / inside.sum()
    return total


def train(base: str, passages: Sequence[Passage], recipe: Recipe, dev: Sequence[Passage] = ()) -> TaggerModel:
    """A tagger trained from a base; prints a line after every epoch, with figures on `dev` where there is one."""
    fix_seeds(recipe.seed)
    tokenizer = read_tokenizer(Path(base) / "tokenizer.json")
    model = TaggerModel(AutoModel.from_pretrained(base, add_pooling_layer=False), recipe.labels, recipe.roles)
    rows = [encode_passage(tokenizer, p, recipe.labels) for p in passages]
    tests = [encode_passage(tokenizer, p, recipe.labels) for p in dev]
    order = list(range(len(rows)))
    optimizer, schedule = _optimizer(model, recipe, recipe.epochs * math.ceil(len(order) / recipe.batch))
    for epoch in range(recipe.epochs):
        model.train()
        random.shuffle(order)
        losses = []
        for chosen in batches(order, [len(r.text.ids) for r in rows], recipe.batch):
            batch = [rows[k] for k in chosen]
            ids, mask = collate(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16) if recipe.half else nullcontext():
                labels, roles = model(ids, mask)
            loss = loss_of(labels.float(), roles.float(), mask, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(loss.item())
        told = f" {figures(model.eval(), tests)}" if tests else ""
        print(f"seed {recipe.seed} epoch {epoch + 1}: loss {sum(losses) / len(losses):.4f}{told}", flush=True)
    return model.eval()


def _optimizer(
    model: TaggerModel, recipe: Recipe, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups: list[dict[str, Any]] = [
        {"params": list(model.encoder.parameters()), "lr": recipe.rate},
        {"params": heads, "lr": recipe.rate * _HEADS_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / (_WARM_UP * steps)) * max(0.0, 1 - s / steps)
    )


def figures(model: TaggerModel, rows: Sequence[Encoded]) -> str:
    """F1 of what is named (a gold name touched with its label) and of role tokens where the gold names something."""
    hit = found = gold = 0
    right, said, there = ([0] * len(model.roles) for _ in range(3))
    none = len(model.labels)
    with torch.no_grad():
        for row in rows:
            labels, roles = model(*collate([row]))
            best = labels[0].argmax(-1).tolist()
            found += sum(b != none and (k == 0 or best[k - 1] != b) for k, b in enumerate(best))
            gold += len(row.named)
            for name, parts in row.named:
                hit += any(best[t] == row.labels[t] for t in name)
                for side, tokens in enumerate(parts):
                    chosen = set((roles[0, side, name[0]] > 0).nonzero().flatten().tolist())
                    right[side] += len(chosen & set(tokens))
                    said[side] += len(chosen)
                    there[side] += len(tokens)
    sides = ", ".join(
        f"{role} {2 * r / max(1, s + t):.3f}" for role, r, s, t in zip(model.roles, right, said, there, strict=True)
    )
    return f"named F1 {2 * hit / max(1, found + gold):.3f} (found {found}, gold {gold}), tokens F1 {sides}"


class _Exported(nn.Module):
    """The model without a mask: one passage at a time has no padding."""

    def __init__(self, model: TaggerModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.model(ids, torch.ones_like(ids))


def save_tagger(
    name: str, model: TaggerModel, tokenizer: Path, folder: Path, version: str, facts: dict[str, Any]
) -> None:
    """Writes a tagger, its tokenizer and its entry in the manifest into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    example = (torch.tensor([[101, 5, 2000, 2001, 2002, 102]]),)
    axes = {"ids": {1: "length"}, "labels": {1: "length"}, "roles": {2: "length", 3: "length"}}
    write_onnx(
        _Exported(model), example, folder / f"{name}.onnx", inputs=["ids"], outputs=["labels", "roles"], axes=axes
    )
    register(name, tokenizer, folder, version, {"labels": model.labels, "roles": model.roles, **facts})


def run_alone(name: str, passages: Callable[[argparse.Namespace], Sequence[Passage]], recipe: Recipe) -> None:
    """One training from the command line, with figures on passages held out; its weights go to OUT/NAME.pt."""
    parser = argparse.ArgumentParser(description=f"Trains the {name} once and prints figures after every epoch.")
    parser.add_argument("--base", required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--plv", type=Path, help="the public PLV training file")
    parser.add_argument("--news", type=Path, help="the public PolNeAR training articles")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=recipe.seed)
    parser.add_argument("--epochs", type=int, default=recipe.epochs)
    parser.add_argument("--hold-out", type=int, default=0, help="every n-th passage is kept for the figures")
    options = parser.parse_args()
    rows, every = passages(options), options.hold_out
    held = [p for i, p in enumerate(rows) if every and i % every == 0]
    kept = [p for i, p in enumerate(rows) if not every or i % every]
    model = train(options.base, kept, replace(recipe, seed=options.seed, epochs=options.epochs), held)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / f"{name}.pt")
