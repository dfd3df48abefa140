"""Taggers at run time: which words of a passage name something, and which words are its parts.

One passage at a time: the weights are quantized dynamically, so activations take their scale from the whole batch
(records.md, rule 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from .artefacts import model_entry, model_version, open_model
from .pairs import CLS, MANUAL, PLV, SEP, Habit, Offsets

__all__ = ["EncodedText", "Offsets", "Reads", "Tagged", "TaggedText", "Tagger", "encode_text"]

EVENTS = "event-tagger"
STATEMENTS = "statement-tagger"
# Longer passages are read to here (some 250 words); longer sentences hardly exist, longer paragraphs do not in news.
MAX_PIECES = 320
_HABITS: dict[Habit, int] = {"manual": MANUAL, "plv": PLV}


class TaggingEncoding(Protocol):
    @property
    def ids(self) -> list[int]: ...
    @property
    def offsets(self) -> list[Offsets]: ...


class TaggingTokenizer(Protocol):
    """What is used of `tokenizers.Tokenizer`."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> TaggingEncoding: ...


@dataclass(frozen=True, slots=True)
class EncodedText:
    """ids: token ids with the special ones; offsets: of each id in the text, (0, 0) for the special ones."""

    ids: tuple[int, ...]
    offsets: tuple[Offsets, ...]


def encode_text(tokenizer: TaggingTokenizer, text: str, habit: Habit = "manual") -> EncodedText:
    """The text as ids, at most `MAX_PIECES` of its own; the first token after the start names the habit."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets = encoding.ids[:MAX_PIECES], encoding.offsets[:MAX_PIECES]
    return EncodedText((CLS, _HABITS[habit], *ids, SEP), ((0, 0), (0, 0), *offsets, (0, 0)))


@dataclass(frozen=True, slots=True)
class TaggedText:
    """labels: probability of each word for each label of the tagger, NONE last (words, labels + 1).

    roles: probability that a word is part of a role of what another word names (role, naming word, word).
    read: number of words that were read; those behind them name nothing and belong to nothing, for all it knows.
    """

    labels: np.ndarray
    roles: np.ndarray
    read: int


class Tagged(Protocol):
    """What rooms use of `TaggedText`; tests hand in small tables."""

    @property
    def labels(self) -> Any: ...
    @property
    def roles(self) -> Any: ...
    @property
    def read(self) -> int: ...


class Reads(Protocol):
    """What rooms use of `Tagger`."""

    def tag(self, text: str, words: Sequence[Offsets], habit: Habit = "manual") -> Tagged: ...


class Tagger:
    """Loads a model on construction; reads some 250 sentences a second on one core.

    name: the model's name in the manifest.  labels, roles: what it tells apart.
    """

    def __init__(self, name: str, folder: Path | None = None) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        found = open_model(name, folder)
        entry = model_entry(name, folder)
        self.version = model_version(name, folder)
        self.labels: tuple[str, ...] = tuple(entry["labels"])
        self.roles: tuple[str, ...] = tuple(entry["roles"])
        self._tokenizer: Any = Tokenizer.from_file(str(found["tokenizer"].path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        options = onnxruntime.SessionOptions()
        # one thread: sums in another order would differ in the last digits
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(found["weights"].path), options, providers=["CPUExecutionProvider"]
        )

    def tag(self, text: str, words: Sequence[Offsets], habit: Habit = "manual") -> TaggedText:
        """What the tagger reads in a text whose words stand at these offsets."""
        encoded = encode_text(self._tokenizer, text, habit)
        label_logits, role_logits = self._session.run(None, {"ids": np.array([encoded.ids], dtype=np.int64)})
        places = _first_pieces(encoded, words)
        known = [i for i, p in enumerate(places) if p is not None]
        at = [p for p in places if p is not None]
        labels = np.zeros((len(words), len(self.labels) + 1))
        labels[:, -1] = 1.0
        roles = np.zeros((len(self.roles), len(words), len(words)))
        if at:
            every = range(len(self.roles))
            labels[known] = _softmax(label_logits[0][at])
            roles[np.ix_(every, known, known)] = _sigmoid(role_logits[0][np.ix_(every, at, at)])
        return TaggedText(labels, roles, 1 + max(known, default=-1))


def _first_pieces(encoded: EncodedText, words: Sequence[Offsets]) -> list[int | None]:
    """For each word the position of its first token, or None where the text was cut before it."""
    found: list[int | None] = []
    at = 0
    for start, end in words:
        while at < len(encoded.ids) and (encoded.offsets[at] == (0, 0) or encoded.offsets[at][1] <= start):
            at += 1
        inside = at < len(encoded.ids) and encoded.offsets[at][0] < end
        found.append(at if inside else None)
    return found


def _softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    shares: np.ndarray = powers / powers.sum(-1, keepdims=True)
    return shares


def _sigmoid(logits: np.ndarray) -> np.ndarray:
    shares: np.ndarray = 1 / (1 + np.exp(-logits))
    return shares
