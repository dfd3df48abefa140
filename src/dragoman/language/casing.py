"""Lines in capitals, given to the parser in the case of a headline, which it has seen more of.

Only what the parser reads changes; every sign stays one sign, so offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Words of a headline that are written small.
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "to",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "into",
        "over",
        "under",
        "with",
        "and",
        "or",
        "but",
        "if",
        "as",
        "not",
        "will",
        "would",
        "may",
        "than",
        "until",
        "unless",
        "after",
        "before",
        "is",
        "are",
        "be",
        "it",
        "its",
        "their",
        "his",
        "her",
        "out",
        "off",
        "up",
    ]
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# A name and an abbreviation are written so anywhere; a line of at least this many words is in capitals by intent.
_FEWEST = 4


def recased(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """A text with the sentences that stand in capitals (`ranges`: start, end) put in the case of a headline."""
    parts, done = [], 0
    for start, end in ranges:
        if _is_shouted(text[start:end]):
            parts += [text[done:start], _as_headline(text[start:end])]
            done = end
    return "".join([*parts, text[done:]])


def _is_shouted(sentence: str) -> bool:
    if any(c.islower() for c in sentence):
        return False
    return sum(len(w) > 1 for w in _WORD.findall(sentence)) >= _FEWEST


def _as_headline(sentence: str) -> str:
    return _WORD.sub(lambda m: _word(m, sentence), sentence)


def _word(match: re.Match[str], sentence: str) -> str:
    word = match.group()
    dotted = sentence[match.end() : match.end() + 1] == "." and len(word) == 1
    small = "".join(c.lower() if len(c.lower()) == 1 else c for c in word)
    if dotted:
        return word
    return small if small in _SMALL and match.start() else word[0] + small[1:]
