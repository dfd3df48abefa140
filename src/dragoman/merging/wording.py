"""Words made comparable: content words by their roots, numbers by their value, each as a small number."""

from __future__ import annotations

import re
from functools import cache
from zlib import crc32

from ..knowledge.quantities import load_quantities
from ..knowledge.reading import reading_knowledge

# Letters that tell a root: "shelled", "shelling", "shells"; longer ones would part "expel" and "expulsion" no less.
_ROOT = 5
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_TITLED = re.compile(r"[^\W\d_]+")


def word_marks(text: str) -> frozenset[int]:
    """Marks of the content words of a text; numbers in words and in figures have the same."""
    small, numbers = _function_words(), _number_words()
    marks = set()
    for word in (found[0].casefold() for found in _WORD.finditer(text)):
        if word in small or (len(word) < 3 and not word.isdigit()):
            continue
        marks.add(crc32(numbers.get(word, word.replace(",", "")[:_ROOT] if not word[0].isdigit() else word).encode()))
    return frozenset(marks)


def name_mark(name: str) -> int | None:
    """The mark of a name: its last word, by which later reports call a person; None where it is too short."""
    words = [word for word in _TITLED.findall(name) if len(word) > 2]
    return crc32(words[-1].casefold().encode()) if words else None


@cache
def _function_words() -> frozenset[str]:
    return frozenset(reading_knowledge().english)


@cache
def _number_words() -> dict[str, str]:
    units = {word: value for word, (value, role) in load_quantities().numbers.items() if role == "unit"}
    return {word: f"{value:g}" for word, value in units.items()}
