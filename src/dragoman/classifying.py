"""One sentence with two marked parties → the PLOVER type between them; what `dragoman classify` asks.

Three voters that err differently are joined: the event lexicon, which knows frames and roles, the learned
pair classifier, which knows words around two parties, and the event tagger, which knows which word names
an act and whose it is.  Their scores are multiplied, each raised to a weight that was chosen on held-out pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

from .actors import find_actors
from .coding import Knowledge
from .errors import UsageError
from .events import classify_pair, read_tags, tagged_pair
from .models.classifier import PairClassifier, PairScores
from .models.pairs import Habit
from .reading import read_text
from .records import Span
from .settings import Settings

NONE = "NONE"
# Chosen on PLV pairs that no model was trained on; within 0.2 of these, accuracy moves by a point.
LEXICON_WEIGHT = 1.0
TAGGER_WEIGHT = 0.55
# No vote of these two is final: below this share a type still counts.
_FLOOR = 0.01


@dataclass(frozen=True, slots=True)
class PairType:
    """type: the likeliest; quad: its quad, 0 for NONE, None where an ontology gives none; scores: summing to 1."""

    type: str
    quad: int | None
    scores: dict[str, float]


def classify_text(
    text: str,
    actor: tuple[int, int] | None,
    recipient: tuple[int, int] | None,
    *,
    allow_none: bool,
    habit: Habit,
    knowledge: Knowledge,
    classifier: PairClassifier,
    settings: Settings,
) -> PairType:
    """The type of what the first party does to the second; both are offsets into the text."""
    document = read_text(text, language="en", settings=settings).document
    analysis = knowledge.pipeline.analyze(document)
    cast = find_actors(analysis, document, knowledge.registry, knowledge.agents)
    parties = [Span.of(text, *offsets) if offsets else None for offsets in (actor, recipient)]
    votes = classify_pair(analysis, cast, knowledge.events.lexicon, *parties, allow_none=allow_none)
    tagger = knowledge.event_tagger
    tagged = tagged_pair(read_tags(analysis, tagger, habit), analysis, *parties) if tagger else {}
    scores = _joined(votes, classifier.score(text, actor, recipient, habit), tagged)
    best = max(scores, key=scores.__getitem__)
    plover = knowledge.events.circumstances.plover
    return PairType(best, 0 if best == NONE else plover.quad(best), _rounded(scores))


def classify_own(
    text: str,
    actor: tuple[int, int] | None,
    recipient: tuple[int, int] | None,
    *,
    allow_none: bool,
    classifier: PairClassifier,
) -> PairType:
    """The type by a model of the user's own ontology; the event lexicon knows nothing of its types.

    Raises `UsageError` where NONE is to be allowed and no example taught the model what that is.
    """
    if allow_none and NONE not in classifier.labels.types:
        raise UsageError("this model knows no NONE; put examples under [none] in the ontology and train it again")
    found = classifier.score(text, actor, recipient).types
    wanted = {t: p for t, p in found.items() if allow_none or t != NONE}
    total = sum(wanted.values())
    best = max(wanted, key=wanted.__getitem__)
    quad = 0 if best == NONE else classifier.quads.get(best)
    return PairType(best, quad, _rounded({t: p / total for t, p in wanted.items()}))


def _joined(votes: dict[str, float], learned: PairScores, tagged: dict[str, float]) -> dict[str, float]:
    """The product of the voters' scores over the types that the lexicon was asked for, summing to 1.

    The tagger knows no NONE: there it says how little it sees of any type.
    """
    seen = tagged or dict.fromkeys(votes, 1.0)
    unseen = max(0.0, 1 - max(seen.values()))
    product = {
        t: learned.types[t] * (vote + _FLOOR) ** LEXICON_WEIGHT * (seen.get(t, unseen) + _FLOOR) ** TAGGER_WEIGHT
        for t, vote in votes.items()
    }
    total = sum(product.values())
    return {t: p / total for t, p in product.items()}


def _rounded(scores: dict[str, float]) -> dict[str, float]:
    """Scores to 3 decimals; what rounding leaves over goes to the highest, so that they still sum to 1."""
    shown = {name: round(score, 3) for name, score in scores.items()}
    best = max(shown, key=shown.__getitem__)
    shown[best] = round(shown[best] + 1 - sum(shown.values()), 3)
    return shown
