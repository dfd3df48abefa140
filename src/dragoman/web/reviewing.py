"""A record as the fields of a form, and the fields as corrections: (record, fields) → changes.

Parties are written as names with a semicolon between; each is an actor of the article, or words that stand in it.
Raises UsageError, in words for the page, where a field cannot be.
"""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, get_args

import msgspec

from ..errors import UsageError
from ..knowledge.abbreviations import load_abbreviations
from ..knowledge.plover import MODES
from ..language.sentences import sentence_ranges
from ..records import CODED_BLOCKS, Coded, Date, Event, EventType, Polarity, Role, Status
from ..report import wording
from .showing import shown

Fields = Mapping[str, str]
SIDES = ("actors", "recipients")
BETWEEN = ";"
TYPES: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[str, ...] = get_args(Status)
POLARITIES: tuple[str, ...] = get_args(Polarity)
_CHOICES = {"type": TYPES, "status": STATUSES, "polarity": POLARITIES}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def state_of(event: Event) -> str:
    """What tells whether a record is still the one that a form was made from."""
    return hashlib.sha256(msgspec.json.encode(event)).hexdigest()[:16]


def as_fields(coded: Coded, event: Event) -> dict[str, str]:
    """A record as a form shows it."""
    names = wording.Names(coded)
    return {
        "type": event.type,
        "mode": event.mode or "",
        "status": event.factuality.status,
        "polarity": event.factuality.polarity,
        "date": _written(event.date),
        **{side: _joined(names.actor(role.actor) for role in getattr(event, side)) for side in SIDES},
    }


def changes_of(coded: Coded, event: Event, fields: Fields) -> dict[str, Any]:
    """What a form says otherwise than the record, as corrections of its fields."""
    was = as_fields(coded, event)
    now = {name: _same_marks(fields.get(name, was[name])) for name in was}
    changes: dict[str, Any] = {}
    for name in _CHOICES:
        if now[name] != was[name]:
            changes[name] = _chosen(name, now[name])
    mode = _mode(now["type"], now["mode"])
    if mode != event.mode:
        changes["mode"] = mode
    for side in SIDES:
        if _names(now[side]) != _names(was[side]):
            changes[side] = list(_parties(coded, now[side], event.trigger.start, getattr(event, side)))
    if not (_names(now["actors"]) or _names(now["recipients"])):
        raise UsageError("name an actor or a recipient; an event of nobody is rejected")
    if now["date"] != was["date"]:
        changes["date"] = _date(now["date"])
    return changes


def added_of(coded: Coded, fields: Fields) -> tuple[tuple[int, int], dict[str, Any]]:
    """The trigger and the value of an event that the coder missed."""
    start, end = _selected(coded, fields)
    type = _chosen("type", fields.get("type", ""))
    parties = {side: list(_parties(coded, fields.get(side, ""), start, [])) for side in SIDES}
    if not any(parties.values()):
        raise UsageError("name an actor or a recipient of the event that was missed")
    return (start, end), {
        "type": type,
        "mode": _mode(type, fields.get("mode", "")),
        "status": _chosen("status", fields.get("status", "actual")),
        "polarity": _chosen("polarity", fields.get("polarity", "affirmed")),
        "sentence": list(_sentence(coded, start)),
        **parties,
    }


# -- parties


def _parties(coded: Coded, written: str, near: int, held: list[Role]) -> Iterator[dict[str, Any]]:
    by_name = {_key(shown(wording.plain(actor.name))): actor for actor in reversed(coded.actors)}
    by_name |= {_key(actor.id): actor for actor in coded.actors}
    for name in _names(written):
        actor = by_name.get(_key(name))
        if actor is None:
            start, end = _words(coded, name, near)
            yield {"start": start, "end": end, "name": coded.document.text[start:end]}
            continue
        role = next((role for role in held if role.actor == actor.id), None)
        if role is not None:
            yield {"actor": actor.id, "start": role.span.start, "end": role.span.end}
        elif actor.mentions:
            mention = min(actor.mentions, key=lambda m: abs(m.start - near))
            yield {"actor": actor.id, "start": mention.start, "end": mention.end}
        else:
            start, end = _words(coded, name, near)
            yield {"actor": actor.id, "start": start, "end": end}


def _words(coded: Coded, words: str, near: int) -> tuple[int, int]:
    """Where words stand, nearest to a place; as whole words, in any case of letters."""
    pattern = r"\s+".join(re.escape(part) for part in words.split())
    found = list(re.finditer(rf"(?<!\w){pattern}(?!\w)", coded.document.text, re.IGNORECASE)) if pattern else []
    if not found:
        raise UsageError(f"“{words[:80]}” is no actor of this article, nor do its words stand in it")
    best = min(found, key=lambda m: abs(m.start() - near))
    return best.start(), best.end()


def _names(written: str) -> list[str]:
    return [name for part in written.split(BETWEEN) if (name := " ".join(part.split()))]


def _joined(names: Iterable[str]) -> str:
    # a name that has the mark itself would come back as two
    return f"{BETWEEN} ".join(str(shown(name)).replace(BETWEEN, ",") for name in dict.fromkeys(names))


def _key(name: str) -> str:
    return " ".join(name.replace(BETWEEN, ",").casefold().split())


# -- single fields


def _selected(coded: Coded, fields: Fields) -> tuple[int, int]:
    """The words that were selected, or those that were written, nearest to the sentence that is looked at."""
    text, words = coded.document.text, fields.get("words", "").strip()
    start, end = (fields.get(name, "") for name in ("start", "end"))
    if start.isdecimal() and end.isdecimal() and len(end) < 9 and int(start) < int(end) <= len(text):
        chosen = text[int(start) : int(end)]
        begin = int(start) + len(chosen) - len(chosen.lstrip())
        if chosen.strip():
            return begin, begin + len(chosen.strip())
    if not words:
        raise UsageError("select the words that name the act, or write them")
    near = fields.get("near", "0")
    return _words(coded, words, int(near) if near.isdecimal() and len(near) < 9 else 0)


def _sentence(coded: Coded, at: int) -> tuple[int, int]:
    """The sentence of a place in the text.  Raises UsageError outside of what is coded."""
    text = coded.document.text
    for block in coded.document.blocks:
        if block.start <= at < block.end and block.kind in CODED_BLOCKS:
            ranges = sentence_ranges(text, block.start, block.end, load_abbreviations())
            return next(((a, b) for a, b in ranges if a <= at < b), (block.start, block.end))
    raise UsageError("an event stands in the headline, a highlight or a paragraph; these words do not")


def _chosen(name: str, value: str) -> str:
    if value not in _CHOICES[name]:
        raise UsageError(f"choose a {name}")
    return value


def _mode(type: str, value: str) -> str | None:
    if not value:
        return None
    if value not in MODES.get(type, ()):
        kinds = ", ".join(MODES.get(type, ())) or "none"
        raise UsageError(f"{value[:40]} is no mode of {type}; its modes: {kinds}")
    return value


def _written(value: Date | None) -> str:
    if value is None:
        return ""
    if value.precision in {"month", "year"}:
        return value.start[: {"month": 7, "year": 4}[value.precision]]
    return value.start if value.start == value.end else f"{value.start}/{value.end}"


def _date(written: str) -> dict[str, Any] | None:
    if not written:
        return None
    parts = [_DATE.fullmatch(part.strip()) for part in written.split("/")]
    try:
        if len(parts) > 2 or not all(parts):
            raise ValueError
        (start, _), (_, end) = (_days(parts[k]) for k in (0, -1))
    except ValueError as error:
        raise UsageError("write the day of the act as 2024-03-05, 2024-03, 2024 or 2024-03-05/2024-03-09") from error
    if start > end:
        raise UsageError("the last day of the act is before its first")
    first = parts[0]
    assert first is not None
    precision = "range" if len(parts) == 2 else "day" if first[3] else "month" if first[2] else "year"
    return {"start": f"{start}", "end": f"{end}", "precision": precision, "span": None, "inferred": True}


def _days(found: re.Match[str] | None) -> tuple[date, date]:
    """The first and last day of a day, month or year."""
    assert found is not None
    year, month, day = int(found[1]), found[2], found[3]
    if day:
        return date(year, int(month), int(day)), date(year, int(month), int(day))
    if month:
        return date(year, int(month), 1), date(year, int(month), monthrange(year, int(month))[1])
    return date(year, 1, 1), date(year, 12, 31)


def _same_marks(value: str) -> str:
    return " ".join(value.split())
