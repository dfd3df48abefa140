"""Who did what to whom, whether it happened, on whose word, when and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..knowledge.contexts import load_contexts
from ..knowledge.hedges import load_hedges
from ..knowledge.plover import load_plover
from ..knowledge.predicates import Lexicon, load_lexicon
from ..knowledge.quantities import load_quantities
from ..language import Analysis
from ..records import Cast, Date, Document, Event, Place, Statement
from .assembling import CircumstanceKnowledge, assemble_events
from .blending import blend
from .candidate import Candidate
from .finding import find_candidates
from .pairing import classify_pair, tagged_pair
from .potential import act_typer
from .tags import Tags, read_tags
from .topics import bearing

__all__ = [
    "Candidate",
    "CircumstanceKnowledge",
    "Knowledge",
    "Tags",
    "act_typer",
    "assemble_events",
    "classify_pair",
    "find_candidates",
    "find_events",
    "load_event_knowledge",
    "read_tags",
    "tagged_pair",
]


@dataclass(frozen=True)
class Knowledge:
    """What the events room knows: the words that name acts, and the words around them."""

    lexicon: Lexicon
    circumstances: CircumstanceKnowledge


def load_event_knowledge() -> Knowledge:
    """The knowledge, read from the package's data files."""
    return Knowledge(
        load_lexicon(), CircumstanceKnowledge(load_hedges(), load_contexts(), load_quantities(), load_plover())
    )


def find_events(
    analysis: Analysis,
    document: Document,
    cast: Cast,
    statements: Sequence[Statement],
    times: Sequence[Date],
    places: Sequence[Place],
    knowledge: Knowledge,
    tags: Tags | None = None,
) -> list[Event]:
    """The events of one document in text order, one record per act (records.md, "events").

    tags: what the event tagger reads in its sentences; None for the lexicon alone.
    """
    candidates = find_candidates(analysis, cast, knowledge.lexicon)
    if tags is not None:
        about = bearing(analysis, cast, knowledge.lexicon)
        candidates = blend(candidates, tags, analysis, cast, knowledge.lexicon, about)
    return assemble_events(candidates, analysis, document, cast, statements, times, places, knowledge.circumstances)
