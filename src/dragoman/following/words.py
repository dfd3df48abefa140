"""The words of a text as evidence: which acts it names, and which other words it could share with another text.

Acts are classes of words (data/following/acts.tsv).  Other words are kept as numbers, so that a ledger without
texts has none of their words.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import msgspec

from ..knowledge.following import act_words, function_words, irregular_forms, like_words, stopping_words, weak_words

WORD = re.compile(r"[^\W\d_][\w'’]*|\d[\d.,]*\d|\d")
# Words between the parts of "called the strike off"; between an act and the word that ends it.
_GAP, _STOP_GAP = 2, 3
_DENYING = frozenset({"not", "no", "never", "nobody", "none", "nor", "neither", "cannot"})
_AVOIDING = frozenset({"refrain", "avoid", "away", "abstain", "spare", "desist"})
# A sentence begins: a capital says nothing.
_BEGINS = re.compile(r"(?:[.!?…\n]\W*|[“\"]\s*)$")
_MOST_NAMES = 12
_VOWELS = frozenset("aeiouy")


class Terms(msgspec.Struct, frozen=True, array_like=True):
    """acts: classes; "not:" before one that is to stop and has no opposite.  things: numbers of the other words.
    proper: those of them that are written like names.  negative: whether the words deny."""

    acts: frozenset[str] = frozenset()
    things: frozenset[int] = frozenset()
    proper: frozenset[int] = frozenset()
    negative: bool = False

    def __or__(self, other: Terms) -> Terms:
        return Terms(
            self.acts | other.acts, self.things | other.things, self.proper | other.proper,
            self.negative or other.negative,
        )  # fmt: skip


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What is left of an English word without its endings; good for comparing, not for reading."""
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s").rstrip("'").removesuffix("n't")
    word = irregular_forms().get(word, word)
    for ending, put in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return _shortened(word[: -len(ending)] + put)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    return _shortened(word)


def _shortened(word: str) -> str:
    for ending in ("ing", "ed"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) > 2 and _VOWELS & set(root):
            word = root[:-1] if root[-1] == root[-2] and root[-1] not in "sl" else root
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def number_of(word: str) -> int:
    """The number that stands for a word."""
    return zlib.crc32(word.encode()) & 0x7FFFFFFF


def terms_of(text: str) -> Terms:
    """The terms of a stretch of text."""
    words = _words(text)
    stems = [stem(word) for word in words]
    found = _matches(stems)
    used = {place for _, places, _ in found for place in places}
    things, proper = set(), set()
    weak = weak_stems()
    for at, (word, root) in enumerate(zip(words, stems, strict=True)):
        if at in used or root in weak or len(root) < 3:
            continue
        number = number_of(_like(root))
        things.add(number)
        if word[0].isupper() and at > 0:
            proper.add(number)
    lowered = {word.lower() for word in words[:6]}
    denies = bool(lowered & _DENYING or {root for root in stems[:4]} & _AVOIDING)
    return Terms(frozenset(act for _, _, act in found), frozenset(things), frozenset(proper), denies)


def object_of(text: str) -> frozenset[int]:
    """The words for what an act is done to: those behind its verb, up to a preposition; else those in front."""
    words = _words(text)
    stems = [stem(word) for word in words]
    places = {place for _, found, _ in _matches(stems) for place in found}
    first = min(places, default=0)
    behind = _until_preposition(words, stems, range(first + 1, len(words)), places)
    # of "two sailors held since May should be sent home" the thing stands in front
    return behind | _until_preposition(words, stems, range(first), places)


def names_in(text: str) -> frozenset[int]:
    """Numbers of the words of a text that are written like names; of many those that come first."""
    found: dict[int, None] = {}
    for match in WORD.finditer(text):
        word = match[0]
        root = stem(word)
        begins = match.start() == 0 or _BEGINS.search(text[max(0, match.start() - 4) : match.start()])
        if word[0].isupper() and len(root) > 2 and root not in weak_stems() and not begins:
            found[number_of(root)] = None
            if len(found) == _MOST_NAMES:
                break
    return frozenset(found)


def object_behind(text: str) -> frozenset[int]:
    """As `object_of`, of a clause that begins with whoever does it."""
    words = _words(text)
    stems = [stem(word) for word in words]
    places = {place for _, found, _ in _matches(stems) for place in found}
    return _until_preposition(words, stems, range(min(places) + 1, len(words)), places) if places else frozenset()


def head_of(text: str) -> int | None:
    """The number of the first word of an act, where that is in no class: mostly its verb."""
    stems = [stem(word) for word in _words(text)]
    if not stems or stems[0] in weak_stems() or any(0 in places for _, places, _ in _matches(stems)):
        return None
    return number_of(stems[0])


def _until_preposition(words: list[str], stems: list[str], places: range, used: set[int]) -> frozenset[int]:
    found: set[int] = set()
    for at in places:
        if words[at].lower() in function_words("prepositions") and found:
            break
        countable = words[at][0].isdigit() or words[at].lower() in function_words("counts")
        if at not in used and stems[at] not in weak_stems() and len(stems[at]) > 2 and not countable:
            found.add(number_of(_like(stems[at])))
    return frozenset(found)


def acts_at(text: str, start: int, end: int) -> frozenset[str]:
    """The acts that a text names with at least one word from `start` to `end`."""
    before, until = len(_words(text[:start])), len(_words(text[:end]))
    inside = set(range(before, until))
    return frozenset(act for _, places, act in _matches([stem(word) for word in _words(text)]) if places & inside)


def act_places(stems: list[str]) -> Iterator[tuple[set[int], str, list[int]]]:
    """The acts that words name, by their stems: the places of the words, the class, and the places of words that
    undo it."""
    stops = [place for at in range(len(stems)) for place in _stop(stems, at)]
    for _, places, act in _matches(stems):
        yield places, act, [place for place in stops if _beside(places, [place])]


def phrase_places(stems: list[str], at: int, rest: tuple[str, ...]) -> set[int] | None:
    """The places of a phrase whose first word stands at a place, or None where it does not go on so."""
    return _follow(stems, at, rest)


def phrases_of(phrases: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Phrases as the stem of their first word and those of the others."""
    for words in phrases:
        first, *rest = (stem(part) for word in words for part in word.split("-"))
        yield first, tuple(rest)


def opposites() -> dict[str, str]:
    """Class → the class that undoes it."""
    return _opposites()


def _words(text: str) -> list[str]:
    """The words of a text; the month of March is none that marches."""
    return [word for word in WORD.findall(text) if word != "March"]


def _matches(stems: list[str]) -> list[tuple[int, set[int], str]]:
    """The acts named: place of the first word, places of all, class; one that is ended is undone."""
    found = []
    phrases = _phrases()
    for at, root in enumerate(stems):
        for rest, act in phrases.get(root, ()):
            places = _follow(stems, at, rest)
            if places is not None:
                found.append((at, places, act))
    stops = [place for at in range(len(stems)) for place in _stop(stems, at)]
    return [(at, places, _undone(act) if _beside(places, stops) else act) for at, places, act in found]


def _stop(stems: list[str], at: int) -> list[int]:
    """The places of a word that ends what is named next to it, if one begins here."""
    for rest in _stops().get(stems[at], ()):
        places = _follow(stems, at, rest)
        if places is not None:
            return sorted(places)
    return []


def _beside(places: set[int], stops: list[int]) -> bool:
    return any(0 < min(abs(place - stop) for place in places) <= _STOP_GAP for stop in stops)


def _undone(act: str) -> str:
    return _opposites().get(act, f"not:{act}")


def _follow(stems: list[str], at: int, rest: tuple[str, ...]) -> set[int] | None:
    """The places of a phrase that begins at a word, or None."""
    places = {at}
    for part in rest:
        following = stems[at + 1 : at + 2 + _GAP]
        if part not in following:
            return None
        at += 1 + following.index(part)
        places.add(at)
    return places


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First stem → the other stems and the class, for every phrase."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in act_words():
        for first, rest in phrases_of(row.words):
            found.setdefault(first, []).append((rest, row.name))
    return found


@cache
def _stops() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in stopping_words():
        first, *rest = (stem(word) for word in words)
        found.setdefault(first, []).append(tuple(rest))
    return found


@cache
def _opposites() -> dict[str, str]:
    return {row.name: row.opposite for row in act_words() if row.opposite}


def _like(root: str) -> str:
    """The word that stands for a word and those that mean the same in reports."""
    return _likes().get(root, root)


@cache
def _likes() -> dict[str, str]:
    return {stem(word): stem(words[0]) for words in like_words() for word in words}


@cache
def weak_stems() -> frozenset[str]:
    return frozenset(map(stem, weak_words()))
