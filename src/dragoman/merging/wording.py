"""Words made comparable: content words by their roots, numbers by their value, each as a small number."""

from __future__ import annotations

import re
from functools import cache
from zlib import crc32

from ..knowledge.calendar import load_calendar
from ..knowledge.quantities import load_quantities
from ..knowledge.reading import reading_knowledge

# Letters that tell a root: "shelled", "shelling", "shells"; longer ones would part "expel" and "expulsion" no less.
_ROOT = 5
# What stands in every report, whatever it tells.
_REPORTING = frozenset({"said", "says", "told", "according", "reported", "reports"})
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_TITLED = re.compile(r"[^\W\d_]+")


def word_marks(text: str) -> frozenset[int]:
    """Marks of the content words of a text; numbers in words and in figures have the same."""
    small, numbers = _function_words(), _number_words()
    marks = set()
    for word in (found[0].casefold() for found in _WORD.finditer(text)):
        if word in numbers:
            marks.add(numbers[word])
        elif word[0].isdigit():
            marks.add(word.replace(",", ""))
        elif len(word) > 2 and word not in small:
            marks.add(word[:_ROOT])
    return frozenset(crc32(mark.encode()) for mark in marks)


def proper_marks(sentence: str) -> frozenset[int]:
    """Marks of the words that a sentence writes as names, its first word and the calendar's left out."""
    words = [found[0] for found in _WORD.finditer(sentence)][1:]
    names = (word for word in words if word[0].isupper() and word.casefold() not in _calendar_words())
    return frozenset().union(*map(word_marks, names))


def name_mark(name: str) -> int | None:
    """The mark of a name: its last word, by which later reports call a person; None where it is too short."""
    words = [word for word in _TITLED.findall(name) if len(word) > 2]
    return crc32(words[-1].casefold().encode()) if words else None


@cache
def _function_words() -> frozenset[str]:
    return frozenset(reading_knowledge().english) | _calendar_words() | _REPORTING


@cache
def _calendar_words() -> frozenset[str]:
    return frozenset(load_calendar().words)


@cache
def _number_words() -> dict[str, str]:
    units = {word: value for word, (value, role) in load_quantities().numbers.items() if role == "unit"}
    return {word: f"{value:g}" for word, value in units.items()}
