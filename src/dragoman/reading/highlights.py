"""Highlights: lines near the top that a later sentence repeats (records.md, rule 6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..knowledge.reading import reading_knowledge

# records.md, rule 6: a highlight repeats a sentence when 80 % of its content words stand in it.
SHARE = 0.8
# Fewer content words than this stand together in a later sentence by chance.
FEWEST_WORDS = 4

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+|\n")


def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry content, casefolded."""
    stop = reading_knowledge().stop_words
    return frozenset(w for w in _WORD.findall(text.casefold()) if w not in stop)


def repeated(candidates: list[tuple[int, int]], text: str) -> list[bool]:
    """For each stretch of text whether one sentence behind it has 80 % of its content words.

    Linear in the text: every later word is looked up once among the candidates' words.
    """
    words = [content_words(text[start:end]) for start, end in candidates]
    wanted: dict[str, list[int]] = {}
    for i, own in enumerate(words):
        for word in own:
            wanted.setdefault(word, []).append(i)
    found = [False] * len(candidates)
    begin = min((end for _, end in candidates), default=len(text))
    for at, sentence in _sentences(text, begin):
        hits = Counter(i for word in content_words(sentence) for i in wanted.get(word, ()) if candidates[i][1] <= at)
        for i, count in hits.items():
            found[i] |= len(words[i]) >= FEWEST_WORDS and count >= SHARE * len(words[i])
    return found


def _sentences(text: str, begin: int) -> Iterator[tuple[int, str]]:
    """Rough sentences from an offset on, each with where it begins."""
    at = begin
    for match in _SENTENCE_END.finditer(text, begin):
        yield at, text[at : match.start()]
        at = match.end()
    yield at, text[at:]
