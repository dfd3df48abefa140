"""Vocabulary: the pieces of words that a model needs, without those that news hardly uses.

Half of a small model's weights are its word pieces.  A piece that is left out is spelt in smaller ones, which every
vocabulary keeps; the numbers of special and reserved tokens stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

# Special tokens, reserved ones and single characters have the lowest numbers (BERT uncased).
_RESERVED = 1996
# The base model's list is sorted by frequency: its head is English at large, the texts add what news needs.  Leaving
# out pieces that the texts use once or twice saved a tenth more and cost half a point.
_HEAD = 9000


def needed_pieces(tokenizer: Tokenizer, texts: Iterable[str]) -> list[int]:
    """Ids to keep, ascending: the list's head and what the texts use."""
    kept = set(range(_HEAD))
    for text in texts:
        kept.update(tokenizer.encode(text, add_special_tokens=False).ids)
    return sorted(kept)


def trim_encoder(encoder: Any, kept: list[int]) -> None:
    """Nothing; the encoder's table of word pieces then holds only the kept ones, in their order."""
    old = encoder.embeddings.word_embeddings
    table = torch.nn.Embedding(len(kept), old.embedding_dim, padding_idx=0)
    table.weight.data = old.weight.data[torch.tensor(kept)].clone()
    encoder.embeddings.word_embeddings = table
    encoder.config.vocab_size = len(kept)


def trim_tokenizer(path: Path, kept: list[int], out: Path) -> Path:
    """The tokenizer file with the kept pieces alone, numbered anew; returns where it was written.

    Raises ValueError where a special or reserved token would get another number.
    """
    if kept[:_RESERVED] != list(range(_RESERVED)):
        raise ValueError("special and reserved tokens must keep their numbers")
    content = json.loads(path.read_text(encoding="utf-8"))
    vocabulary = content["model"]["vocab"]
    by_id = {number: piece for piece, number in vocabulary.items()}
    content["model"]["vocab"] = {by_id[old]: new for new, old in enumerate(kept) if old in by_id}
    out.write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
    return out
