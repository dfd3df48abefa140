"""Names as they are looked up: without case, accents, points, hyphens and spaces.

"U.S.", "Côte d'Ivoire" and "al-Qaeda" are cut into tokens in many ways, so an index compares the letters
and digits alone, joined, and lets a name begin and end only where a token does.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th",
        "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ə": "a", "Ə": "A", "ħ": "h", "Ħ": "H",
    }
)  # fmt: skip

_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}

# Acronyms up to this length are often words ("US", "WHO", "IS"): they must stand in capitals.
_STRICT_ACRONYM = 3


def fold(name: str) -> str:
    """The name in lower case without accents; spaces and signs stay ("Élysée" → "elysee")."""
    if name.isascii():
        return name.lower()
    decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def compact(word: str) -> str:
    """The letters and digits of a word, folded; "" where it has none."""
    folded = fold(word)
    if folded.isalnum():
        return folded
    # the registry's thousands of names are mostly ASCII, and this way is several times faster
    return folded.translate(_SIGNS) if folded.isascii() else "".join(filter(str.isalnum, folded))


def name_key(name: str) -> str:
    """What a name is looked up by: compact, a leading "the" dropped."""
    return compact(name[4:] if name[:4].lower() == "the " else name)


def slug(name: str) -> str:
    """Lower-case words joined with hyphens, as in ids ("Recep Tayyip Erdoğan" → "recep-tayyip-erdogan")."""
    kept = "".join(c if c.isalnum() else " " for c in fold(name).replace("'", "").replace("’", ""))
    return "-".join(kept.split())


class NameIndex(Generic[T]):
    """Names → the things that bear them, in the order they were given."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        found: dict[str, list[T]] = {}
        cased: set[str] = set()
        spelt: set[str] = set()
        for name, value in names:
            key = name_key(name)
            values = found.setdefault(key, [])
            if value not in values:
                values.append(value)
            if not name.isupper() or len(key) > _STRICT_ACRONYM:
                cased.add(key)
            if not name.isupper():
                spelt.add(key)
        found.pop("", None)
        self._found = {key: tuple(values) for key, values in found.items()}
        self._cased = cased
        # names that are not only acronyms: those may not be put together of other words ("the EU for" is no EUFOR)
        self._spelt = spelt
        self._keys = sorted(self._found)
        self.longest = max(map(len, self._keys), default=0)

    def find(self, name: str) -> tuple[T, ...]:
        """All that bear the name, whatever its case; empty where nothing does."""
        return self._found.get(name_key(name), ())

    def names(self) -> Sequence[str]:
        """The keys of the index, sorted."""
        return self._keys

    def match(self, tokens: Sequence[str], i: int) -> tuple[int, tuple[T, ...]] | None:
        """(number of tokens, what bears the name) of the longest name that begins at token `i`, or None.

        tokens: as they stand in the text, for case decides between "US" and "us".  "The" is no beginning.
        """
        best = None
        key = ""
        for j in range(i, len(tokens)):
            part = compact(tokens[j])
            if not key and part in ("", "the"):
                return None
            key += part
            at = bisect_left(self._keys, key)
            if at == len(self._keys) or not self._keys[at].startswith(key):
                break
            if part and self._keys[at] == key and self._is_written(key, tokens[i : j + 1]):
                best = (j - i + 1, self._found[key])
        return best

    def _is_written(self, key: str, tokens: Sequence[str]) -> bool:
        """Whether the tokens are written as a name: with a capital, short acronyms all in capitals."""
        surface = "".join(tokens)
        if len(tokens) > 1 and key not in self._spelt and not surface.isupper():
            return False
        return surface != surface.lower() if key in self._cased else surface.isupper()
