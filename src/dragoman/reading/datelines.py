"""Datelines: "KYIV, March 3 (Agency) —" at the head of a report, and lines of date and place alone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from ..knowledge.reading import reading_knowledge
from .dates import Day, find_clock, find_day

# The longest dateline seen names two cities, a region, a day, a year and an agency.
LONGEST = 120
_LONGEST_LINE = 200
# A dash that closes what another opened follows within a sentence.
_PAIRED = 300

_SEPARATOR = re.compile(r"\s*(?:—|–|―|--+)\s*|\s+[-_]\s+|\s*[-_]\s+|\s+[-_]$|\s*[_]$|\s*:\s+")
_PAREN = re.compile(r"\s*[(\[]\s*([^()\[\]]{2,40}?)\s*[)\]]")
_GLUED = re.compile(r"(?<=[a-z.!?”\"])(?=[A-Z])")
_FIGURES = re.compile(r"\d\s?[:/.-]\s?\d|\d\s?[ap]\.? ?m\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_WEEKDAY_TAIL = re.compile(rf"[\s,]*\b{_WEEKDAY}$", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    {"of", "de", "la", "le", "las", "los", "el", "al", "the", "and", "upon", "du", "di", "da", "do", "dos", "das"}
    | {"den", "der", "am", "an", "in", "near", "off"}
)


@dataclass(frozen=True)
class Found:
    """A dateline in the text: place and agency as read, the day as written.

    start, end: of the dateline without its dash; stop: where the report begins behind the dash.
    """

    place: str | None
    agency: str | None
    day: Day | None
    start: int
    end: int
    stop: int


def find_dateline(text: str, start: int, end: int, lead: bool) -> Found | None:
    """The dateline that the unit text[start:end] begins with, or None.

    lead: whether the unit may be the report's first sentence; there a bare place and dash will do.
    """
    window = text[start : min(end, start + LONGEST)]
    for separator in _SEPARATOR.finditer(window):
        head, stop = window[: separator.start()], start + separator.end()
        found = _read_head(head, _Mark.of(separator.group(), text[stop : min(end, stop + _PAIRED)], lead))
        if found is not None:
            place, agency, day = found
            return Found(place, agency, day, start, start + len(head), stop)
    return None


@dataclass(frozen=True)
class _Mark:
    """What follows the head of a possible dateline.

    colon: it is no dash.  opens: what follows begins like a sentence.  single: it is a long dash and
    no second one follows, as would behind words put in.  lead: as in `find_dateline`.
    """

    colon: bool
    opens: bool
    single: bool
    lead: bool

    @classmethod
    def of(cls, separator: str, rest: str, lead: bool) -> _Mark:
        dash = separator.strip()
        opens = rest[:1].isupper() or not rest[:1].isalnum() or rest[:1].isdigit()
        return cls(dash == ":", opens, dash not in (":", "-", "_") and dash not in rest, lead)


def _read_head(head: str, mark: _Mark) -> tuple[str | None, str | None, Day | None] | None:
    """Place, agency and day of what stands before the dash; None where it is no dateline."""
    agency = _agency(head)
    core = _PAREN.sub("", head).strip(" ,.")
    day = find_day(core)
    if day is not None:
        if core[day.end :].strip(" ,."):
            return None
        core = core[: day.start].rstrip(" ,")
    core = _WEEKDAY_TAIL.sub("", core).rstrip(" ,")
    if not core:
        # "(Agency) —" alone; a date alone begins too many other things
        known = agency is not None and agency.casefold() in reading_knowledge().agencies
        return (None, agency, day) if known else None
    place = read_place(core)
    if place is None or not _is_evident(core, agency, day, mark):
        return None
    return place, agency, day


def _agency(head: str) -> str | None:
    """The name in round brackets; "[Afghanistan]" is a country."""
    for match in _PAREN.finditer(head):
        name = " ".join(match[1].split())
        if "(" in match.group() and name[:1].isupper() and len(name.split()) <= 5:
            return name
    return None


def _is_evident(core: str, agency: str | None, day: Day | None, mark: _Mark) -> bool:
    """Whether a head of the right shape is a dateline: an agency or a date says so, or a known place."""
    if day is not None or (agency is not None and not mark.colon):
        return True
    first = re.split(r"[,/]", core)[0].strip()
    known = is_place(first)
    if agency is not None and agency.casefold() in reading_knowledge().agencies:
        return known or first.isupper()
    if not mark.lead or not mark.opens or mark.colon:
        return known and mark.lead and mark.opens
    # one unknown word before a dash: short capitals are an organisation, a pair of dashes puts words in
    fits = len(first) >= 5 if first.isupper() else mark.single and "," not in core
    return known or (fits and " " not in first)


def read_place(core: str) -> str | None:
    """The place's name in ordinary capitals ("NAIROBI, Kenya" → "Nairobi"), or None.

    Country and region behind a place in capitals tell where it lies and are no part of it;
    behind a place in ordinary letters they may be ("Manila, Philippines").
    """
    segments = [" ".join(segment.split()) for segment in core.split(",")]
    if not 1 <= len(segments) <= 3 or not all(_is_namelike(segment) for segment in segments):
        return None
    first = segments[0].split("/")[0].strip()
    if first.casefold() in reading_knowledge().kickers:
        return None
    return _ordinary(first) if first.isupper() else ", ".join(segments)


def _is_namelike(segment: str) -> bool:
    words = segment.replace("/", " ").split()
    if not 1 <= len(words) <= 5:
        return False
    capital = [word[0].isupper() for word in words if word.casefold() not in _SMALL_WORDS]
    return bool(capital) and all(capital) and not any(c.isdigit() or c in '"“”!?;' for c in segment)


def _ordinary(name: str) -> str:
    """ "PORT-AU-PRINCE" as "Port-au-Prince", "N'DJAMENA" as "N'Djamena"."""
    words = [
        part if not part.isalpha() else part.casefold() if part.casefold() in _SMALL_WORDS | {"au"} else part.title()
        for part in re.split(r"([\s'’.-])", name)
    ]
    joined = "".join(words)
    return joined[:1].upper() + joined[1:]


def is_place(name: str) -> bool:
    """Whether datelines are known to name it; accents and case do not matter."""
    if name.isascii():
        return name.casefold() in reading_knowledge().places
    plain = unicodedata.normalize("NFD", name.casefold().replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)) in reading_knowledge().places


# ---- lines that hold nothing but a date, with or without a place or a writer


@dataclass(frozen=True)
class DateLine:
    """A line that is a date: its label's field, offsets of the dated part, and what else stands there."""

    field: str | None
    dated: str
    place: str | None
    other: str


@cache
def _label_pattern() -> re.Pattern[str]:
    labels = "|".join(re.escape(label) for label in sorted(reading_knowledge().labels, key=len, reverse=True))
    # no word boundary before: "PakistanPublished:" is how two page elements come out in one
    return re.compile(rf"(?:(?<=[a-z])(?=[A-Z])|\b)({labels})\b\s?[:\-–|]?\s*", re.IGNORECASE)


def read_date_line(text: str) -> list[DateLine]:
    """The dated parts of a line, in order; empty where the line is prose or has no date."""
    # cheap tests first: nearly every line is prose
    if len(text) > _LONGEST_LINE or not _DIGIT.search(text) or len(text.split()) > 28 or not find_day(text):
        return []
    parts = [part for piece in _pieces(text) for part in _at_labels(piece)]
    lines = [line for label, part in parts if (line := _date_part(label, part)) is not None]
    if not any(line.dated for line in lines):
        return []
    return lines


def _pieces(text: str) -> list[str]:
    """The line cut at bars; a time of day alone stays with the day before it ("June 11, 2015 | 8:27pm")."""
    pieces: list[str] = []
    for piece in re.split(r"\s*[|•·\n]\s*|\s[/@]\s(?!\s?\d)|\s{3,}", text):
        if pieces and find_day(pieces[-1]) and find_clock(piece) and _is_bare_time(piece):
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return pieces


def _at_labels(piece: str) -> list[tuple[str | None, str]]:
    """The piece cut before each date label: (label or None, text behind it)."""
    parts: list[tuple[str | None, str]] = []
    label, at = None, 0
    for match in _label_pattern().finditer(piece):
        if find_day(piece[match.end() :]) is None:
            continue
        parts.append((label, piece[at : match.start()]))
        label, at = match[1].casefold(), match.end()
    return [*parts, (label, piece[at:])]


def _date_part(label: str | None, part: str) -> DateLine | None:
    field = reading_knowledge().labels[label] if label else None
    day = find_day(part)
    if day is None or (day.year is None and label is None and len(part) > 40):
        other = part.strip(" ,;-–—")
        return DateLine(field, "", read_place(other) if _known(other) else None, other) if other else None
    clock = find_clock(part, day)
    spans = sorted((found.start, found.end) for found in (day, clock) if found is not None)
    before, after = part[: spans[0][0]], part[spans[-1][1] :]
    rest = _bare(f"{before} , {after}")
    # "Korvin, March 3, 2020": one word and a comma is a place, two may be a name
    is_stated = before.rstrip().endswith(",") and " " not in rest
    return DateLine(field, part, read_place(rest) if rest and (is_stated or _known(rest)) else None, rest)


def _known(place: str) -> bool:
    return is_place(place) or is_place(place.split(",")[0].strip())


def _bare(rest: str) -> str:
    """What is left of a dated part without weekdays, small words and stops."""
    rest = re.sub(rf"\b(?:{_WEEKDAY}|at|on|hrs|local time)(?![\w'’])", " ", rest, flags=re.IGNORECASE)
    return " ".join(rest.split()).strip(" ,;:()[]-–—.")


def date_tail_start(text: str, start: int, end: int) -> int | None:
    """Where a label with its date is glued to the words before ("… on borderUpdated: Aug 28, 2020"), or None."""
    window = text[max(start, end - LONGEST) : end]
    if end - start > 2 * _LONGEST_LINE or not _DIGIT.search(window):
        return None
    for match in _GLUED.finditer(window):
        label = _label_pattern().match(window, match.start())
        if label is not None and find_day(window[label.end() :]) and is_date_line(window[match.start() :]):
            return end - len(window) + match.start()
    return None


def is_date_line(text: str, opened: bool = True) -> bool:
    """Whether the unit is a date with nothing but a place or a name of one to six words beside it.

    opened: something that may be a headline stands before; else a headline may end in a date.
    """
    if len(text) <= LONGEST and _is_bare_time(text):
        return True
    lines = read_date_line(text)
    if not lines or not all(_is_aside(line.other) for line in lines):
        return False
    return opened or len(lines) > 1 or any(line.field or line.place or not line.other for line in lines)


@cache
def _time_words() -> re.Pattern[str]:
    knowledge = reading_knowledge()
    words = "|".join(sorted((re.escape(w) for w in knowledge.months), key=len, reverse=True))
    zones = "|".join(knowledge.zones)
    # zones only in capitals: "art" and "get" are words
    return re.compile(rf"(?i:\b(?:{words}|{_WEEKDAY}|at|on|hrs|am|pm|a\.? ?m|p\.? ?m|st|nd|rd|th)\b)|\b(?:{zones})\b")


def _is_bare_time(text: str) -> bool:
    """Whether there is nothing but labels, words and figures of dates and times, read or not ("06/07/13")."""
    # cheap tests first, as above
    if not _DIGIT.search(text) or len(text.split()) > 16 or not (_FIGURES.search(text) or find_day(text)):
        return False
    figures = re.sub(r"\d+(?:st|nd|rd|th|am|pm)?", " ", _label_pattern().sub(" ", text), flags=re.IGNORECASE)
    rest = _time_words().sub(" ", figures)
    return not any(c.isalpha() or c in "$£€¥%" for c in rest)


def _is_aside(other: str) -> bool:
    words = other.split()
    return not words or (len(words) <= 6 and not any(word[0].islower() and word not in _SMALL_WORDS for word in words))
