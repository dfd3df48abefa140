"""One sentence with two marked parties → the PLOVER type between them; what `dragoman classify` asks."""

from __future__ import annotations

from dataclasses import dataclass

from .actors import find_actors
from .coding import Knowledge
from .events import classify_pair
from .reading import read_text
from .records import Span
from .settings import Settings

NONE = "NONE"


@dataclass(frozen=True, slots=True)
class PairType:
    """type: the likeliest; quad: its quad, 0 for NONE; scores: rounded to 3 decimals, summing to 1."""

    type: str
    quad: int
    scores: dict[str, float]


def classify_text(
    text: str,
    actor: tuple[int, int] | None,
    recipient: tuple[int, int] | None,
    allow_none: bool,
    knowledge: Knowledge,
    settings: Settings,
) -> PairType:
    """The type of what the first party does to the second, by the event lexicon's votes."""
    document = read_text(text, language="en", settings=settings).document
    analysis = knowledge.pipeline.analyze(document)
    cast = find_actors(analysis, document, knowledge.registry, knowledge.agents)
    spans = [Span.of(text, *offsets) if offsets else None for offsets in (actor, recipient)]
    scores = classify_pair(analysis, cast, knowledge.events.lexicon, *spans, allow_none=allow_none)
    best = max(scores, key=scores.__getitem__)
    plover = knowledge.events.circumstances.plover
    return PairType(best, 0 if best == NONE else plover.quad(best), _rounded(scores))


def _rounded(scores: dict[str, float]) -> dict[str, float]:
    """Scores to 3 decimals; what rounding leaves over goes to the highest, so that they still sum to 1."""
    shown = {name: round(score, 3) for name, score in scores.items()}
    best = max(shown, key=shown.__getitem__)
    shown[best] = round(shown[best] + 1 - sum(shown.values()), 3)
    return shown
