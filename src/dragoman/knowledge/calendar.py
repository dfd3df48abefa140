"""What the times room knows: words of date expressions, days with a name, words that look ahead or back."""

from __future__ import annotations

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
    """words: by lower-case form.  named: first word, lower case → [(all its pieces, when)], longest first.

    cues: word → kinds of outlook cue that it may be.
    """

    words: dict[str, TimeWord]
    named: dict[str, list[tuple[str, str]]]
    cues: dict[str, frozenset[str]]


@cache
def load_calendar() -> Calendar:
    """The calendar of the installation, read once."""
    return Calendar(words=_words(), named=_named_days(), cues=_cues())


def _words() -> dict[str, TimeWord]:
    return {
        row["word"].lower(): TimeWord(row["kind"], row["value"], row["word"][0].isupper())
        for row in data_rows("times/words.tsv")
    }


def _named_days() -> dict[str, list[tuple[str, str]]]:
    named: dict[str, list[tuple[str, str]]] = {}
    for row in data_rows("times/named_days.tsv"):
        first = row["name"].split(" ")[0].split("'")[0].split("’")[0].split("-")[0].rstrip(".").lower()
        named.setdefault(first, []).append((row["name"], row["when"]))
    return {first: sorted(rows, key=lambda r: -len(r[0])) for first, rows in named.items()}


def _cues() -> dict[str, frozenset[str]]:
    cues: dict[str, set[str]] = {}
    for row in data_rows("times/outlook.tsv"):
        cues.setdefault(row["word"], set()).add(row["cue"])
    return {word: frozenset(kinds) for word, kinds in cues.items()}
