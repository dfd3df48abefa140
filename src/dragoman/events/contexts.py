"""What an event is about: PLOVER contexts from the words of its sentence."""

from __future__ import annotations

from ..knowledge.contexts import ContextWords
from ..language import Analysis
from .candidate import Candidate

# More contexts than this say nothing; the manual speaks of one or a few.
_MOST = 3
# A sentence must name the subject once, or hint at it twice.
_LEAST = 2


class ContextFinder:
    """Finds the contexts of the events of one document; each sentence is read once."""

    def __init__(self, analysis: Analysis, words: ContextWords) -> None:
        self._analysis = analysis
        self._words = words
        self._seen: dict[int, dict[str, int]] = {}

    def contexts_of(self, candidate: Candidate) -> list[str]:
        """At most three contexts, the heaviest first; names alone decide between equals."""
        weights = dict(self._in_sentence(self._analysis.tokens[candidate.head].sentence))
        own = self._words.of_modes.get((candidate.type, candidate.mode or ""))
        if own:
            weights[own] = max(weights.values(), default=0) + _LEAST
        ranked = sorted((c for c, w in weights.items() if w >= _LEAST), key=lambda c: (-weights[c], c))
        return ranked[:_MOST]

    def _in_sentence(self, index: int) -> dict[str, int]:
        if index not in self._seen:
            sentence = self._analysis.sentences[index]
            self._seen[index] = self._words.weigh(self._analysis.text[sentence.start : sentence.end])
        return self._seen[index]
