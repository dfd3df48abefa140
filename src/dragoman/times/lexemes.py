"""Text → lexemes: words, numbers and marks, each with the kind that the date grammar sees.

A lexeme's kind is one letter, so that the lexemes of a paragraph make a string over which the
rules of `grammar` are plain regular expressions; one pass, linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..knowledge.calendar import Calendar, name_key

# kind in times/words.tsv → letter; M/m, W/w, S/s are the clear and the doubtful months, weekdays, seasons
LETTERS = {
    "month": "M", "month-short": "M", "month-or-word": "m", "weekday": "W", "weekday-short": "w",
    "unit": "U", "weekend": "E", "season": "S", "season-or-word": "s", "daypart": "P", "deictic": "t",
    "last": "l", "next": "x", "this": "T", "that": "R", "edge": "q", "part": "B", "half": "H",
    "number": "N", "one": "a", "ordinal": "O", "decade": "Z", "ago": "g", "the": "h", "of": "f",
    "to": "z", "and": "&",
}  # fmt: skip
SHORT = frozenset({"month-short", "weekday-short"})

_LEXEME = re.compile(
    r"""
    (?P<iso>(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9]))
  | (?P<slashed>(?<![\w/])[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(?![\w/]))
  | (?P<decade>['’]?[0-9]{2}(?:[0-9]{2})?(?:'|’)?s\b)
  | (?P<short>(?<!\w)['’][0-9]{2}\b)
  | (?P<nth>[0-9]{1,2}(?:st|nd|rd|th)\b)
  | (?P<quarter>\b[Qq][1-4]\b)
  | (?P<number>[0-9]+(?:[.,:/][0-9]+)*)
  | (?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)
  | (?P<other>\w+|\S)
    """,
    re.VERBOSE,
)
_MARKS = {",": ",", "-": "-", "–": "-", "—": "—"}
_MAX_YEAR = 2199
_MIN_YEAR = 1000


@dataclass(frozen=True, slots=True)
class Lexeme:
    """letter: its kind.  value: month, day, year … as the kind has it.  lower: the text in lower case."""

    start: int
    end: int
    letter: str
    value: str
    lower: str
    capital: bool


def read_lexemes(text: str, start: int, end: int, calendar: Calendar) -> list[Lexeme]:
    """The lexemes between two offsets, in order."""
    found: list[Lexeme] = []
    at = start
    for match in _LEXEME.finditer(text, start, end):
        if match.start() < at:
            continue
        named = _named_day(text, match, end, calendar)
        lexeme = named or _lexeme(text, match, end, calendar)
        found.append(lexeme)
        at = lexeme.end
    return found


def _named_day(text: str, match: re.Match[str], end: int, calendar: Calendar) -> Lexeme | None:
    """A holiday or the like that begins here; the name must stand as it is written in the list."""
    rows = calendar.named.get(name_key(match.group()))
    if not rows or (match.start() and text[match.start() - 1].isalnum()):
        return None
    for name, when in rows:
        last = match.start() + len(name)
        if last <= end and text.startswith(name, match.start()) and not text[last : last + 1].isalnum():
            letter = "t" if when.startswith("deictic") else "K"
            value = when.removeprefix("deictic")
            return Lexeme(match.start(), last, letter, value, name.lower(), True)
    return None


def _lexeme(text: str, match: re.Match[str], end: int, calendar: Calendar) -> Lexeme:
    group = str(match.lastgroup)
    word = match.group()
    stop = match.end()
    letter, value = "_", ""
    if group == "word":
        letter, value, short = _read_word(word, calendar)
        if short and text[stop : stop + 1] == "." and stop < end:
            stop += 1
    elif group == "other":
        letter = _MARKS.get(word, "_")
    elif not (text[stop : stop + 1].isalpha() and group == "number"):
        letter, value = _read_number(group, word)
    return Lexeme(match.start(), stop, letter, value, word.lower(), word[0].isupper())


def _read_word(word: str, calendar: Calendar) -> tuple[str, str, bool]:
    """Letter, value, and whether the word is an abbreviation that takes a period."""
    entry = calendar.words.get(word.lower())
    if entry is None or (entry.capital and not word[0].isupper()):
        return "_", "", False
    return LETTERS[entry.kind], entry.value, entry.kind in SHORT


def _read_number(group: str, word: str) -> tuple[str, str]:
    digits = "".join(c for c in word if c.isascii() and c.isdigit())
    if group == "iso":
        return "I", word
    if group == "slashed":
        return "I", _unslashed(word)
    if group == "decade":
        return _read_decade(digits)
    if group == "short":
        return "e", digits
    if group == "nth":
        return "o", digits
    if group == "quarter":
        return "Q", digits
    return _plain_number(word)


def _plain_number(word: str) -> tuple[str, str]:
    if not word.isdecimal() or len(word) > 4:
        return "#", ""
    if len(word) == 4 and _MIN_YEAR <= int(word) <= _MAX_YEAR:
        return "y", word
    return ("d" if 1 <= int(word) <= 31 else "n"), word


def _read_decade(digits: str) -> tuple[str, str]:
    """ "1990s", "'90s" and "90s"; two digits are those of the twentieth century from the twenties on."""
    if digits[-1] != "0":
        return "_", ""
    if len(digits) == 2:
        return ("Z", "19" + digits) if digits >= "20" else ("_", "")
    return ("Z", digits) if _MIN_YEAR <= int(digits) <= _MAX_YEAR else ("_", "")


def _unslashed(word: str) -> str:
    """An ISO day, or "" where day and month cannot be told apart."""
    first, second, year = (int(part) for part in word.split("/"))
    if first > 12 and second <= 12:
        first, second = second, first
    elif second <= 12 and first != second:
        return ""
    return f"{year:04}-{first:02}-{second:02}"


def spell(lexemes: Sequence[Lexeme]) -> str:
    """The letters of the lexemes, one a lexeme."""
    return "".join(lexeme.letter for lexeme in lexemes)
