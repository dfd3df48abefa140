"""PLOVER's closed lists, typed: event types with quads and scores, modes, contexts, sectors.

Source: PLOVER manual, draft 2.0; the tables stand in `data/plover`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from .files import data_rows

if TYPE_CHECKING:
    MODES: dict[str, tuple[str, ...]]
    CONTEXTS: tuple[str, ...]
    SECTORS: tuple[str, ...]


class TypeRow(msgspec.Struct, frozen=True):
    """One event type; intensity: score without a mode, -10 to 10."""

    quad: int
    intensity: float
    needs_recipient: bool


class Plover(msgspec.Struct, frozen=True):
    """The ontology.  modes: type → mode → score, in the manual's order."""

    types: dict[str, TypeRow]
    modes: dict[str, dict[str, float]]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]

    def quad(self, type: str) -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return self.types[type].quad

    def intensity(self, type: str, mode: str | None = None) -> float:
        """PLOVER score of a type, or of one of its modes; a KeyError names a pair that does not exist."""
        return self.modes[type][mode] if mode else self.types[type].intensity


@cache
def load_plover() -> Plover:
    """The ontology, read once."""
    types = {
        row["type"]: TypeRow(int(row["quad"]), float(row["intensity"]), row["recipient"] == "yes")
        for row in data_rows("plover/types.tsv")
    }
    modes: dict[str, dict[str, float]] = {type: {} for type in types}
    for row in data_rows("plover/modes.tsv"):
        score = row["intensity"] or types[row["type"]].intensity
        modes[row["type"]][row["mode"]] = float(score)
    return Plover(types, modes, _column("contexts", "context"), _column("sectors", "sector"))


def quad(type: str) -> int:
    """As `Plover.quad`."""
    return load_plover().quad(type)


def intensity(type: str, mode: str | None = None) -> float:
    """As `Plover.intensity`."""
    return load_plover().intensity(type, mode)


def _column(file: str, column: str) -> tuple[str, ...]:
    return tuple(row[column] for row in data_rows(f"plover/{file}.tsv"))


def __getattr__(name: str) -> object:
    """MODES (type → modes), CONTEXTS and SECTORS, read when first asked for."""
    plover = load_plover()
    if name == "MODES":
        return {type: tuple(modes) for type, modes in plover.modes.items()}
    if name == "CONTEXTS":
        return plover.contexts
    if name == "SECTORS":
        return plover.sectors
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
