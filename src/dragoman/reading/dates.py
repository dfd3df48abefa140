"""Dates and times of datelines, date lines and metadata, as ISO 8601."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..knowledge.reading import Zone, reading_knowledge

# Strings longer than this hold no date worth reading; it bounds the work of every pattern here.
LONGEST = 200
# Empty fields come out as the year 1 in some publishing systems.
_EARLIEST = 1600

_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?(?:\d{2})?)?)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Day:
    """A calendar day as written; `year` is None where it is left out.  start, end: place in the string."""

    year: int | None
    month: int
    day: int
    start: int
    end: int

    def iso(self, published_at: str | None = None) -> str | None:
        """ISO day; a missing year is that of the nearest day not after publication and one day more.

        None where nothing fixes the year or the day does not exist.
        """
        if self.year is not None:
            return _iso_day(self.year, self.month, self.day)
        anchor = published_day(published_at)
        if anchor is None:
            return None
        for year in (anchor.year + 1, anchor.year, anchor.year - 1):
            found = _iso_day(year, self.month, self.day)
            if found and date.fromisoformat(found) <= anchor + timedelta(days=1):
                return found
        return None


@dataclass(frozen=True)
class Clock:
    """A time of day as written, with the offset text ("+05:30", an abbreviation) if there is one."""

    hour: int
    minute: int
    second: int
    zone: str | None
    start: int
    end: int


def _iso_day(year: int, month: int, day: int) -> str | None:
    if year < _EARLIEST:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def published_day(published_at: str | None) -> date | None:
    """The calendar day of an ISO date or time, in its own time zone."""
    if not published_at:
        return None
    try:
        return datetime.fromisoformat(published_at).date()
    except ValueError:
        return None


@cache
def _day_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(reading_knowledge().months, key=len, reverse=True))
    return re.compile(
        rf"\b(?P<m1>{names})\b\.?\s{{1,3}}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:\s?,?\s{{0,2}}(?P<y1>\d{{4}})\b)?"
        rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s{{1,2}}of)?[\s-]{{1,2}}(?P<m2>{names})\b\.?"
        r"(?:[\s,-]{1,3}(?P<y2>\d{4})\b)?"
        r"|\b(?P<y3>\d{4})\s?[-/.]\s?(?P<m3>\d{1,2})\s?[-/.]\s?(?P<d3>\d{1,2})(?!\d)"
        r"|\b(?P<a4>\d{1,2})\s?[-/.]\s?(?P<b4>\d{1,2})\s?[-/.]\s?(?P<y4>\d{4})\b",
        re.IGNORECASE,
    )


_CLOCK = re.compile(
    r"(?<![\d:.+-])(?:(?P<h>\d{1,2})(?::\s?|\.)(?P<m>\d{2})(?::(?P<s>\d{2}))?(?:\.\d{1,6})?\s?(?P<ap>[ap]\.?\s?m\b\.?)?"
    r"|(?P<h2>\d{1,2})\s?(?P<ap2>[ap]\.?\s?m\b\.?)"
    r"|(?P<h3>[012]\d)(?P<m3>[0-5]\d)(?=\s?(?:hrs|hours|h\b|GMT|UTC|[A-Z]{2,4}T\b)))"
    r"(?:\s?(?:hrs|hours|h)\b)?"
    r"(?:\s{0,2}\(?(?P<z>(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{1,5}\b)\)?)?",
    re.IGNORECASE,
)


def find_day(text: str) -> Day | None:
    """The first calendar day of a short string, or None.  12/03/2020 is read only where one way is possible."""
    for match in _day_pattern().finditer(text[:LONGEST]):
        day = _day_of(match)
        if day is not None:
            return day
    return None


def _day_of(match: re.Match[str]) -> Day | None:
    months = reading_knowledge().months
    start, end = match.span()
    if match["m1"]:
        found = (match["y1"], months[match["m1"].casefold()], match["d1"])
    elif match["m2"]:
        found = (match["y2"], months[match["m2"].casefold()], match["d2"])
    elif match["m3"]:
        found = (match["y3"], int(match["m3"]), match["d3"])
    else:
        return _numeric_day(int(match["a4"]), int(match["b4"]), int(match["y4"]), start, end)
    year = int(found[0]) if found[0] else None
    # 2024 is a leap year, so that February 29 without a year passes
    return Day(year, found[1], int(found[2]), start, end) if _iso_day(year or 2024, found[1], int(found[2])) else None


def _numeric_day(first: int, second: int, year: int, start: int, end: int) -> Day | None:
    """Day and month of 28/08/2020 or 08/28/2020; None where both orders give a day."""
    orders = {(month, day) for month, day in ((second, first), (first, second)) if _iso_day(year, month, day)}
    if len(orders) != 1:
        return None
    month, day = orders.pop()
    return Day(year, month, day, start, end)


def find_clock(text: str, skip: Day | None = None) -> Clock | None:
    """The first time of day of a short string that is no part of the day already found."""
    for match in _CLOCK.finditer(text[:LONGEST]):
        if skip and match.start() < skip.end and skip.start < match.end():
            continue
        clock = _clock_of(match)
        if clock is not None:
            return clock
    return None


def _clock_of(match: re.Match[str]) -> Clock | None:
    hour = int(match["h"] or match["h2"] or match["h3"])
    minute = int(match["m"] or match["m3"] or 0)
    half = (match["ap"] or match["ap2"] or "")[:1].casefold()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = _known_zone(match["z"])
    end = match.end() if zone or not match["z"] else match.start("z")
    second = int(match["s"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Clock(hour, minute, second, zone, match.start(), end)


def _known_zone(zone: str | None) -> str | None:
    if zone is None:
        return None
    upper = zone.strip().upper()
    return upper if any(c.isdigit() for c in upper) or upper in reading_knowledge().zones else None


def when(text: str, context: str = "", published_at: str | None = None) -> str | None:
    """ISO date, date and time, or date, time and offset of a short string; None where it has no full date.

    context: text near by, whose words tell the readings of an abbreviation such as IST apart.
    """
    day = find_day(text)
    if day is None:
        return None
    iso = day.iso(published_at)
    clock = find_clock(text, day)
    if iso is None or clock is None:
        return iso
    moment = datetime.fromisoformat(f"{iso}T{clock.hour:02}:{clock.minute:02}:{clock.second:02}")
    return moment.isoformat() + _offset(clock.zone, moment, f"{text} {context}")


def _offset(zone: str | None, moment: datetime, context: str) -> str:
    """The offset of a zone at a moment as "+05:30", or "" where it is not known."""
    if zone is None:
        return ""
    match = re.fullmatch(r"(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d{2})?", zone)
    if match:
        return f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"
    reading = _choose(reading_knowledge().zones[zone], context)
    if "/" not in reading.offset:
        return reading.offset
    try:
        offset = moment.replace(tzinfo=ZoneInfo(reading.offset)).isoformat()[19:]
    except ZoneInfoNotFoundError:
        return ""
    return offset


def _choose(readings: list[Zone], context: str) -> Zone:
    for reading in readings:
        if any(re.search(rf"\b{re.escape(word)}\b", context) for word in reading.evidence):
            return reading
    return readings[-1]


def iso_time(value: object, context: str = "") -> str | None:
    """ISO 8601 of a time in metadata, unchanged where it already is; None where it cannot be read.

    Reads date and datetime objects, ISO, RFC 2822, seconds or milliseconds since 1970, and dates in English words.
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _epoch(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip()[:LONGEST]
    return _iso(text) or _mail_date(text) or when(text, context)


def _iso(text: str) -> str | None:
    if not _ISO.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text.upper().replace(",", "."))
    except ValueError:
        return None
    if moment.year < _EARLIEST:
        return None
    if "T" in text and "," not in text:
        # "+0000" is the basic form of an offset, which does not go with an extended time
        return re.sub(r"([+-]\d{2})(\d{2})$", r"\1:\2", text)
    return moment.date().isoformat() if len(text) == 10 else moment.isoformat()


def _mail_date(text: str) -> str | None:
    """RFC 2822, as feeds and HTTP headers write it; only with a zone, for its parser guesses much."""
    if not re.search(r"\d:\d{2}(?::\d{2})?\s(?:[+-]\d{4}|GMT|UTC|UT)$", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).isoformat()


def _epoch(seconds: float) -> str | None:
    # above the year 5000 in seconds it can only be milliseconds
    seconds = seconds / 1000 if seconds > 95_617_584_000 else seconds
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None
