"""The pair classifier at run time: which type, status and polarity holds between two marked parties.

One sentence at a time: the weights are quantized dynamically, so activations take their scale from
the whole batch, and a batch would let one sentence's scores depend on another's (records.md, rule 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .artefacts import model_entry, open_model
from .pairs import PLOVER, Habit, Labels, Offsets, encode_pair

NAME = "pair-classifier"


@dataclass(frozen=True, slots=True)
class PairScores:
    """Probabilities by label; those of types sum to 1 with NONE among them (where the model knows it)."""

    types: dict[str, float]
    statuses: dict[str, float]
    polarities: dict[str, float]


class PairClassifier:
    """Loads a model on construction (0.2 s); scores about 300 sentences a second on one core.

    folder: where `dragoman train` wrote a model of the user's own; None for the shipped one.
    labels: what it tells apart; quads: the quad of each type that has one, empty for the shipped model.
    """

    def __init__(self, folder: Path | None = None) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        found = open_model(NAME, folder)
        entry = model_entry(NAME, folder)
        self.labels = _labels(entry)
        self.quads: dict[str, int] = dict(entry.get("quads", {}))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(found["weights"].path), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(found["tokenizer"].path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def score(self, text: str, actor: Offsets | None, recipient: Offsets | None, habit: Habit = "manual") -> PairScores:
        """Scores of what the first party does to the second in a sentence."""
        import numpy as np

        pair = encode_pair(self._tokenizer, text, actor, recipient, habit)
        logits: Any = self._session.run(
            ["logits"],
            {
                "ids": np.array([pair.ids], dtype=np.int64),
                "actor": np.array([pair.actor], dtype=np.int64),
                "recipient": np.array([pair.recipient], dtype=np.int64),
            },
        )[0][0]
        known = self.labels
        groups = (known.types, known.statuses, known.polarities)
        parts = np.split(logits, [len(known.types), len(known.types) + len(known.statuses)])
        return PairScores(*(_softmax(part, labels) for part, labels in zip(parts, groups, strict=True)))


def _labels(entry: dict[str, Any]) -> Labels:
    """The labels that the manifest lists; PLOVER's where it lists none."""
    listed = entry.get("labels")
    return Labels(*(tuple(listed[k]) for k in ("types", "statuses", "polarities"))) if listed else PLOVER


def _softmax(logits: Any, labels: tuple[str, ...]) -> dict[str, float]:
    import numpy as np

    if not labels:
        return {}
    weights = np.exp(logits - logits.max())
    return {label: float(p) for label, p in zip(labels, weights / weights.sum(), strict=True)}
