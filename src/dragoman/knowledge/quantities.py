"""Number words, bounds, units and the words that say what a number counts; tables in `data/counts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from ..records import CountKind
from .files import data_rows

Bound = Literal["low", "high", "near"]
NumberRole = Literal["unit", "scale", "crowd"]


@dataclass(frozen=True)
class Quantities:
    """numbers: word → (value, role).  bounds: words of a phrase → bound.  kinds: lemma → (kind, event types).

    units: word → (unit of the record, whether it is money).
    """

    numbers: dict[str, tuple[float, NumberRole]]
    bounds: dict[tuple[str, ...], Bound]
    kinds: dict[str, tuple[CountKind, frozenset[str]]]
    units: dict[str, tuple[str, bool]]


def load_quantities() -> Quantities:
    return Quantities(
        numbers={r["word"]: (float(r["value"]), cast(NumberRole, r["role"])) for r in data_rows("counts/numbers.tsv")},
        bounds={tuple(r["phrase"].split()): cast(Bound, r["bound"]) for r in data_rows("counts/bounds.tsv")},
        kinds={
            r["word"]: (cast(CountKind, r["kind"]), frozenset(r["types"].split()))
            for r in data_rows("counts/kinds.tsv")
        },
        units={r["word"]: (r["unit"], r["money"] == "yes") for r in data_rows("counts/units.tsv")},
    )
