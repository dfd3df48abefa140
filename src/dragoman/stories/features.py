"""What is kept of a report so that later ones can be compared with it, and its form in the ledger."""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .copies import HASHES, sketch, sketch_of_hash
from .telling import Telling
from .terms import Weights

_HEAD = struct.Struct("<HIH")
# Weights lie between 0 and 1 and are kept in steps of this.
_STEPS = 50_000


@dataclass(frozen=True, eq=False)
class Features:
    """terms, weights, kinds: arrays of one length, terms ascending (terms.py).  sketch, runs: copies.py."""

    terms: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float64]
    kinds: npt.NDArray[np.uint8]
    sketch: bytes
    runs: int


def pack(weights: Weights, telling: Telling) -> str:
    """The features of a report in base64: numbers of terms, runs and hashes, then the four arrays."""
    made, runs = sketch(telling.text) if telling.text is not None else sketch_of_hash(telling.content)
    steps = np.round(np.array(weights.weights) * _STEPS)
    parts = (
        _HEAD.pack(len(weights.terms), runs, len(made)),
        made,
        np.array(weights.terms, "<u4").tobytes(),
        steps.astype("<u2").tobytes(),
        np.array(weights.kinds, "<u1").tobytes(),
    )
    return base64.b64encode(b"".join(parts)).decode()


def unpack(packed: str) -> Features:
    """The features as they were packed."""
    raw = base64.b64decode(packed)
    count, runs, hashes = _HEAD.unpack_from(raw)
    assert hashes in (0, HASHES)
    at = _HEAD.size + hashes
    terms = np.frombuffer(raw, "<u4", count, at)
    steps = np.frombuffer(raw, "<u2", count, at + 4 * count)
    kinds = np.frombuffer(raw, "<u1", count, at + 6 * count)
    return Features(terms, steps / _STEPS, kinds, raw[_HEAD.size : at], runs)
