"""The pair classifier at run time: which PLOVER type, status and polarity holds between two marked parties.

One sentence at a time: the weights are quantized dynamically, so activations take their scale from
the whole batch, and a batch would let one sentence's scores depend on another's (records.md, rule 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .artefacts import open_model
from .pairs import POLARITIES, STATUSES, TYPES, Habit, Offsets, encode_pair

NAME = "pair-classifier"


@dataclass(frozen=True, slots=True)
class PairScores:
    """Probabilities by label; those of types sum to 1 with NONE among them."""

    types: dict[str, float]
    statuses: dict[str, float]
    polarities: dict[str, float]


class PairClassifier:
    """Loads the shipped model on construction (0.2 s); scores about 300 sentences a second on one core."""

    def __init__(self) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        found = open_model(NAME)
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
        parts = np.split(logits, [len(TYPES), len(TYPES) + len(STATUSES)])
        return PairScores(
            *(_softmax(part, labels) for part, labels in zip(parts, (TYPES, STATUSES, POLARITIES), strict=True))
        )


def _softmax(logits: Any, labels: tuple[str, ...]) -> dict[str, float]:
    import numpy as np

    weights = np.exp(logits - logits.max())
    return {label: float(p) for label, p in zip(labels, weights / weights.sum(), strict=True)}
