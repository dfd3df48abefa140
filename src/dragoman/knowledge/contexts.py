"""Words that show a PLOVER context, and finding them in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .files import data_rows

# Hyphens part words here, so that "pro-democracy" and "pro democracy" are one.
_WORD = re.compile(r"[\w+]+(?:['’]s)?")


@dataclass(frozen=True)
class ContextWords:
    """phrases: first word → the phrases that begin with it, longest first, each with its context and weight.

    of_modes: (event type, mode) → the context that the mode itself brings, as the manual says.
    """

    phrases: dict[str, tuple[tuple[tuple[str, ...], str, int], ...]]
    of_modes: dict[tuple[str, str], str]

    def weigh(self, text: str) -> dict[str, int]:
        """Context → sum of the weights of its phrases in a text."""
        words = split_words(text)
        found: dict[str, int] = {}
        for i, word in enumerate(words):
            for phrase, context, weight in self.phrases.get(word, ()):
                if tuple(words[i : i + len(phrase)]) == phrase:
                    found[context] = found.get(context, 0) + weight
        return found


def split_words(text: str) -> list[str]:
    """The words of a text in lower case, cut at hyphens."""
    return _WORD.findall(text.lower().replace("’", "'"))


def load_contexts() -> ContextWords:
    phrases: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for row in data_rows("contexts/words.tsv"):
        for text in row["phrases"].split("|"):
            phrase = tuple(split_words(text))
            phrases.setdefault(phrase[0], []).append((phrase, row["context"], int(row["weight"])))
    return ContextWords(
        phrases={first: tuple(sorted(found, key=lambda p: -len(p[0]))) for first, found in phrases.items()},
        of_modes={(r["type"], r["mode"]): r["context"] for r in data_rows("contexts/modes.tsv")},
    )
