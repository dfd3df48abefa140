"""A text's words, brought to stems, and which of them are names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

WordKind = Literal["word", "name", "number", "opening"]

_WORD = re.compile(r"[^\W\d_][^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_CLITIC = re.compile(r"['’].*$")
# What a sentence begins behind; a capital letter there tells nothing.
_OPENERS = frozenset('.!?\n:;•"“‘(')
# (ending, what stands in its place, least length of a word that loses it)
_ENDINGS = (
    ("ies", "y", 5),
    ("sses", "ss", 5),
    ("ing", "", 6),
    ("ed", "", 5),
    ("es", "", 5),
    ("s", "", 4),
    ("ly", "", 6),
)


def written_words(text: str) -> Iterator[tuple[str, int]]:
    """Words and numbers as they are written, without a possessive ending, and where each begins."""
    for found in _WORD.finditer(text):
        word = found[0]
        yield word if word.isalnum() else _CLITIC.sub("", word), found.start()


def kind_of(word: str, at: int, text: str) -> WordKind:
    """What a word at an offset looks like: opening is one with a capital letter that may be due to its place."""
    if word[0].isdigit():
        return "number"
    if not word[0].isupper():
        return "word"
    before = text[max(0, at - 3) : at].rstrip(" ")
    return "opening" if not before or before[-1] in _OPENERS else "name"


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word in lower case without the endings of English inflection: coarse, and the same for all forms."""
    for ending, instead, least in _ENDINGS:
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
