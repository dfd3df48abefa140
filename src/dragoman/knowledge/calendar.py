"""What the times room knows: words of date expressions, days with a name, words that look ahead or back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .files import data_rows


@dataclass(frozen=True, slots=True)
class TimeWord:
    """kind and value as in times/words.tsv; capital: the text must have a capital letter too."""

    kind: str
    value: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """words: by lower-case form.  named: name_key → [(all its pieces, when)], longest first.

    cues: word → kinds of outlook cue that it may be.  contexts: role → words, as in times/contexts.tsv.
    """

    words: dict[str, TimeWord]
    named: dict[str, list[tuple[str, str]]]
    cues: dict[str, frozenset[str]]
    contexts: dict[str, frozenset[str]]


@cache
def load_calendar() -> Calendar:
    """The calendar of the installation, read once."""
    return Calendar(words=_words(), named=_named_days(), cues=_cues(), contexts=_contexts())


def _words() -> dict[str, TimeWord]:
    return {
        row["word"].lower(): TimeWord(row["kind"], row["value"], row["word"][0].isupper())
        for row in data_rows("times/words.tsv")
    }


def _named_days() -> dict[str, list[tuple[str, str]]]:
    named: dict[str, list[tuple[str, str]]] = {}
    for row in data_rows("times/named_days.tsv"):
        named.setdefault(name_key(row["name"]), []).append((row["name"], row["when"]))
    return {first: sorted(rows, key=lambda r: -len(r[0])) for first, rows in named.items()}


def name_key(name: str) -> str:
    """What names of days are looked up by: the first run of letters or digits, in lower case."""
    return re.split(r"[^\w]", name, maxsplit=1)[0].lower()


def _cues() -> dict[str, frozenset[str]]:
    cues: dict[str, set[str]] = {}
    for row in data_rows("times/outlook.tsv"):
        cues.setdefault(row["word"], set()).add(row["cue"])
    return {word: frozenset(kinds) for word, kinds in cues.items()}


def _contexts() -> dict[str, frozenset[str]]:
    return {row["role"]: frozenset(row["words"].split()) for row in data_rows("times/contexts.tsv")}
