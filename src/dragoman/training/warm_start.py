"""Starts a training from the shipped model: its 8-bit weights, unpacked into a model that can be trained.

The shipped model already knows what actor and recipient markers mean and how news tells who does what;
a user's few examples then need to teach it new types only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel

from ..models.pairs import PLOVER, Labels
from .pair_classifier import PairModel

# The shape of MiniLM-L6; the number of heads cannot be read off the weights.
_SHAPE = {"hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12, "intermediate_size": 1536}
_PREFIX = "model."
_TURNED = "_Transposed"


def from_shipped(weights: Path, labels: Labels) -> PairModel:
    """A model with the shipped encoder and new heads."""
    model = read_weights(weights)
    model.labels = labels
    model.heads = torch.nn.Linear(model.heads.in_features, labels.count)
    return model


def read_weights(path: Path) -> PairModel:
    """The PLOVER model of an exported file; it answers as the file does but for rounding."""
    state = _state(onnx.load(str(path)).graph)
    # the shipped model keeps part of its base's word pieces
    size = len(state["encoder.embeddings.word_embeddings.weight"])
    model = PairModel(BertModel(BertConfig(vocab_size=size, **_SHAPE), add_pooling_layer=False), PLOVER)
    model.load_state_dict(state, strict=True)
    return model.eval()


def _state(graph: Any) -> dict[str, torch.Tensor]:
    """Parameters by name: plain ones as they stand, 8-bit ones multiplied by their scales."""
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {
        name: values
        for name, values in stored.items()
        if name.startswith(_PREFIX) and values.dtype == np.float32 and not name.endswith("_scale")
    }
    for name in [n for n in found if n.endswith(_TURNED)]:
        # some versions of the exporter store a head's weight the other way round
        found[name.removesuffix(_TURNED)] = found.pop(name).T
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            # the exporter forgets a product's weight, but the node keeps the module's path
            found[_module(node.name) + ".weight"] = _real(stored, node.input[1]).T
        elif node.op_type == "Gather" and node.input[0].endswith("weight_quantized"):
            found[node.input[0].removesuffix("_quantized")] = _real(stored, node.input[0])
    return {k.removeprefix(_PREFIX): torch.tensor(np.ascontiguousarray(v)) for k, v in found.items()}


def _module(node: str) -> str:
    """`/model/mix/Gemm_MatMul_quant` → `model.mix`."""
    return node.strip("/").rsplit("/", 1)[0].replace("/", ".")


def _real(stored: dict[str, np.ndarray], name: str) -> np.ndarray:
    stem = name.removesuffix("_quantized")
    zero = stored[f"{stem}_zero_point"].astype(np.float32)
    return (stored[name].astype(np.float32) - zero) * stored[f"{stem}_scale"]
