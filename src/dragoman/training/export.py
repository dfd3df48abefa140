"""Exports trained weights to an int8 ONNX file with its tokenizer, manifest entry and checksum.

    python -m dragoman.training.export --base DIR --weights A/weights.pt [B/weights.pt …] --out DIR --version V

Several weights are averaged first (model soup, Wortsman et al. 2022), which works where they come
from one base with like settings.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import warnings
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from ..models.classifier import NAME
from .pair_classifier import Model, PairModel, from_base

State = dict[str, torch.Tensor]


class _Exported(torch.nn.Module):
    """The model without a mask: one sentence at a time has no padding."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, actor: torch.Tensor, recipient: torch.Tensor) -> torch.Tensor:
        return self.model(ids, torch.ones_like(ids), actor, recipient)


def averaged(base: str, states: list[State]) -> PairModel:
    """A PLOVER model with the mean of some weights."""
    mean = {
        k: torch.stack([s[k].float() for s in states]).mean(0).to(v.dtype) if v.is_floating_point() else v
        for k, v in states[0].items()
    }
    model = from_base(base)
    model.load_state_dict(mean)
    return model.eval()


def export(model: Model, path: Path) -> None:
    """Writes the pair model as ONNX with 8-bit weights."""
    example = (torch.tensor([[101, 5, 1, 2000, 2, 3, 2001, 4, 102]]), torch.tensor([2]), torch.tensor([5]))
    write_onnx(
        _Exported(model), example, path, inputs=["ids", "actor", "recipient"], outputs=["logits"],
        axes={"ids": {1: "length"}},
    )  # fmt: skip


def write_onnx(
    model: torch.nn.Module,
    example: tuple[torch.Tensor, ...],
    path: Path,
    *,
    inputs: list[str],
    outputs: list[str],
    axes: dict[str, dict[int, str]],
) -> None:
    """Writes a model as ONNX, the encoder's weights in 8 bits and the heads' in 32.

    axes: the dimensions whose size may vary, by input or output.
    """
    plain = path.with_suffix(".fp32.onnx")
    with warnings.catch_warnings():
        # the exporter by tracing is to go some day; the one to follow does not quantize as well yet
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model.eval(), example, str(plain), input_names=inputs, output_names=outputs, dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
    # the quantizer advises a shape inference that changes nothing for this graph
    logging.disable(logging.WARNING)
    quantize_dynamic(
        str(plain), str(path), weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=_heads(plain)
    )
    logging.disable(logging.NOTSET)
    plain.unlink()


def _heads(path: Path) -> list[str]:
    """Names of the layers over the encoder, which stay in 32 bits.

    What they read joins states of very different size, which one 8-bit scale flattens: a linear head over
    two layers fell from 56 to 28 right of 72 held-out sentences.  They weigh next to nothing.
    """
    nodes = onnx.load(str(path)).graph.node
    # the quantizer parts each `Gemm` into product and sum first, and asks for the product by its new name
    single = [f"{node.name}_MatMul" for node in nodes if node.op_type == "Gemm"]
    return single + [node.name for node in nodes if node.op_type == "MatMul" and "/encoder/" not in node.name]


def save(model: Model, tokenizer: Path, folder: Path, version: str, facts: dict[str, Any]) -> None:
    """Writes the pair model, its tokenizer and the manifest's entry into a folder.

    facts: further fields of the entry, such as what the model was trained on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    export(model, folder / f"{NAME}.onnx")
    labels = model.labels
    listed = {"types": labels.types, "statuses": labels.statuses, "polarities": labels.polarities}
    register(NAME, tokenizer, folder, version, {"labels": listed, **facts})


def register(name: str, tokenizer: Path, folder: Path, version: str, facts: dict[str, Any]) -> None:
    """Puts the tokenizer beside the weights of a model and the model into the manifest; other entries stay."""
    weights, words = folder / f"{name}.onnx", folder / f"{name}.tokenizer.json"
    words.write_bytes(tokenizer.read_bytes())
    entry = {
        "version": version,
        **facts,
        "files": {
            role: {"path": p.name, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()}
            for role, p in (("weights", weights), ("tokenizer", words))
        },
    }
    manifest = folder / "manifest.json"
    entries = json.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else {}
    manifest.write_text(json.dumps({**entries, name: entry}, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--base", required=True)
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True, help="the package's models/artefacts folder")
    parser.add_argument("--version", required=True)
    options = parser.parse_args()
    states = [torch.load(w, map_location="cpu", weights_only=True) for w in options.weights]
    model = averaged(options.base, states)
    save(model, Path(options.base) / "tokenizer.json", options.out, options.version, {})


if __name__ == "__main__":
    main()
