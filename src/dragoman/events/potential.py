"""The type that an act would have if it came about: what a promise, threat or demand aims at."""

from __future__ import annotations

from collections.abc import Callable

from ..knowledge.predicates import Lexicon
from ..language import Analysis
from ..records import Cast, EventType
from .acts import ActReader
from .roles import Parties


def act_typer(analysis: Analysis, cast: Cast, lexicon: Lexicon) -> Callable[[int], EventType | None]:
    """A function from the token that names an act to the act's PLOVER type, whatever its tense and modality."""
    reader = ActReader(analysis, cast, lexicon, Parties(analysis, cast))

    def act_type(head: int) -> EventType | None:
        clause = analysis.clause_at(head)
        act = reader.bare(clause) if clause else reader.of_noun(head)
        return act.type if act else None

    return act_type
