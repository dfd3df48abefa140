"""What reading knows: furniture, agencies, credits, bylines, date labels, time zones, places of datelines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .files import data_lines, data_rows

_BAR = re.compile(r"\s*[|•·]\s*|\s{2,}")
_WORD = re.compile(r"[\w'’]+")


def fold(phrase: str) -> str:
    """The phrase in small letters, white space made one blank, punctuation at its ends left off.

    "©" and "-" stay where a row begins or ends with them, so that a row can name them.
    """
    return " ".join(phrase.casefold().split()).strip(" .,;:!?…|>»›«‹→·•*\"'“”‘’[]{}")


@dataclass(frozen=True)
class Furniture:
    """Phrases and shapes of web furniture; `role` of a unit is furniture, slot, highlights or None."""

    lines: dict[str, str]
    starts: dict[str, list[tuple[str, int, str]]]
    has: list[tuple[str, int]]
    shapes: dict[str, re.Pattern[str]]

    def role(self, unit: str) -> str | None:
        """The role of a whole unit of text, or None where it may be news."""
        if len(unit) > 600:
            return None
        plain = " ".join(unit.split())
        return self._by_shape(plain) or self._by_phrase(plain) or self._by_parts(unit)

    def _by_shape(self, plain: str) -> str | None:
        return next((role for role, shape in self.shapes.items() if shape.fullmatch(plain)), None)

    def _by_parts(self, unit: str) -> str | None:
        """Furniture where half or more of the parts of a bar ("Share | Save | Print") are."""
        parts = [part for part in _BAR.split(unit) if part.strip()]
        if not 2 <= len(parts) <= 20 or len(unit) > 300:
            return None
        known = sum(self._by_phrase(" ".join(part.split())) is not None for part in parts)
        return "furniture" if known * 2 >= len(parts) else None

    def _by_phrase(self, plain: str) -> str | None:
        folded, small = fold(plain), plain.casefold()
        if folded in self.lines:
            return self.lines[folded]
        words = plain.count(" ") + 1
        first = _first_word(small)
        for phrase, limit, role in self.starts.get(first, ()):
            if words <= limit and _begins(small, phrase):
                return role
        return next(("furniture" for phrase, limit in self.has if words <= limit and phrase in small), None)


def _first_word(small: str) -> str:
    match = _WORD.match(small)
    return match.group() if match else small[:1]


def _begins(small: str, phrase: str) -> bool:
    """Whether the text begins with the phrase and no letter follows it at once."""
    follower = small[len(phrase) : len(phrase) + 1]
    return small.startswith(phrase) and not (follower.isalnum() and phrase[-1].isalnum())


@dataclass(frozen=True)
class Zone:
    """A reading of a time zone abbreviation: a fixed offset or an IANA zone, and words that speak for it."""

    offset: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class BylineWords:
    """lead, credit: openings; tail, end: closings; role: what a writer is; office: no person;
    outlet: words of broadcasters' names.
    """

    lead: tuple[str, ...]
    credit: tuple[str, ...]
    tail: tuple[str, ...]
    end: tuple[str, ...]
    role: tuple[str, ...]
    office: tuple[str, ...]
    outlet: tuple[str, ...]


@dataclass(frozen=True)
class ReadingKnowledge:
    """All lists of the reading room; names are casefolded, places without accents.

    metadata: field of a page → (where, key), best first.
    """

    furniture: Furniture
    agencies: frozenset[str]
    months: dict[str, int]
    zones: dict[str, list[Zone]]
    labels: dict[str, str]
    bylines: BylineWords
    credits: tuple[str, ...]
    caption_openings: tuple[str, ...]
    kickers: frozenset[str]
    places: frozenset[str]
    english: frozenset[str]
    stop_words: frozenset[str]
    metadata: dict[str, list[tuple[str, str]]]


@cache
def reading_knowledge() -> ReadingKnowledge:
    """The lists, read once.  Raises ArtefactError where a data file is missing."""
    credits = data_lines("reading/credit_words.txt")
    return ReadingKnowledge(
        furniture=_load_furniture(),
        agencies=frozenset(name.casefold() for name in data_lines("reading/agencies.txt")),
        months={row["name"]: int(row["month"]) for row in data_rows("reading/months.tsv")},
        zones=_load_zones(),
        labels={row["label"]: row["field"] for row in data_rows("reading/date_labels.tsv")},
        bylines=_load_bylines(),
        credits=tuple(word for word in credits if not word.endswith("...")),
        caption_openings=tuple(word[:-3] for word in credits if word.endswith("...")),
        kickers=frozenset(data_lines("reading/kickers.txt")),
        places=frozenset(name.casefold() for name in data_lines("reading/dateline_places.txt")),
        english=frozenset(data_lines("reading/english_words.txt")),
        stop_words=frozenset(data_lines("reading/stop_words.txt")),
        metadata=_load_metadata(),
    )


def _load_furniture() -> Furniture:
    lines: dict[str, str] = {}
    starts: dict[str, list[tuple[str, int, str]]] = {}
    has: list[tuple[str, int]] = []
    for row in data_rows("reading/furniture.tsv"):
        phrase, limit, role = row["phrase"], int(row["words"]), row["role"] or "furniture"
        if row["match"] == "has":
            has.append((phrase, limit))
            continue
        lines[fold(phrase)] = role
        if row["match"] == "start":
            starts.setdefault(_first_word(phrase), []).append((phrase, limit, role))
    return Furniture(lines, starts, has, _load_shapes())


def _load_shapes() -> dict[str, re.Pattern[str]]:
    """Role → one pattern for all its shapes; image slots first, for a page slot's shape holds them too."""
    patterns: dict[str, list[str]] = {"slot": [], "furniture": []}
    for row in data_rows("reading/line_patterns.tsv"):
        patterns[row["role"]].append(f"(?:{row['pattern']})")
    return {role: re.compile("|".join(rows), re.IGNORECASE) for role, rows in patterns.items()}


def _load_zones() -> dict[str, list[Zone]]:
    zones: dict[str, list[Zone]] = {}
    for row in data_rows("reading/time_zones.tsv"):
        evidence = tuple(word for word in row["evidence"].split("|") if word)
        zones.setdefault(row["abbreviation"], []).append(Zone(row["offset"], evidence))
    return zones


def _load_metadata() -> dict[str, list[tuple[str, str]]]:
    """Field → (where, key) of a page, best first."""
    fields: dict[str, list[tuple[str, str]]] = {}
    for row in data_rows("reading/page_metadata.tsv"):
        fields.setdefault(row["field"], []).append((row["in"], row["key"].casefold()))
    return fields


def _load_bylines() -> BylineWords:
    rows = list(data_rows("reading/byline_words.tsv"))

    def of(use: str) -> tuple[str, ...]:
        # longest first, so that "additional reporting by" is not read as "reporting by"
        return tuple(sorted((r["word"] for r in rows if r["use"] == use), key=lambda w: (-len(w), w)))

    return BylineWords(of("lead"), of("credit"), of("tail"), of("end"), of("role"), of("office"), of("outlet"))
