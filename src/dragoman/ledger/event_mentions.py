"""Mentions of events as `merging` compares them, out of the ledger's tables and, once made, out of what was kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

import msgspec

from ..merging import Days, Mention, Number, Party, Site, name_mark, proper_marks, word_marks
from .entries import parts
from .rows import Row
from .stores import Connection

# A document's number and an event's ordinal in it.
Ref: TypeAlias = tuple[int, int]

# Names of one report; more say nothing more.
_MOST_NAMES = 60
_EVENTS = """
SELECT number, ordinal, event, type, status, polarity, actor_names, actor_ids, actor_countries, actor_sectors,
  recipient_names, recipient_ids, recipient_countries, recipient_sectors, date_start, date_end,
  place, place_country, admin1, geoname_id, lat, lon, place_precision,
  trigger_start, trigger_end, sentence_start, sentence_end
FROM store.events WHERE number = any($1) ORDER BY number, ordinal"""
_COUNTS = "SELECT number, event, kind, low, high FROM store.event_counts WHERE number = any($1) ORDER BY event, ordinal"
_ACTORS = "SELECT number, actor, name, kind, title FROM store.actors WHERE number = any($1)"
_PLACES = """
SELECT number, span_start, span_end, place, place_country, admin1, geoname_id, lat, lon, place_precision
FROM store.places WHERE number = any($1) ORDER BY number, ordinal"""
_DOCUMENTS = """
SELECT d.number, d.day, t.text FROM store.documents d LEFT JOIN store.texts t ON t.number = d.number
WHERE d.number = any($1)"""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Mention).decode


def read_mentions(connection: Connection, numbers: Sequence[int]) -> dict[Ref, Mention]:
    """The events of documents as mentions, in the order in which they came."""
    found: dict[Ref, Mention] = {}
    for part in parts(numbers):
        reports = _Reports(connection, part)
        for row in connection.rows(_EVENTS, (part,)):
            found[row[0], row[1]] = reports.mention(row)
    return found


class _Reports:
    """What mentions need of their documents."""

    def __init__(self, connection: Connection, numbers: Sequence[int]) -> None:
        values = (list(numbers),)
        self.day: dict[int, int | None] = {}
        self.text: dict[int, str | None] = {}
        for number, day, text in connection.rows(_DOCUMENTS, values):
            self.day[number], self.text[number] = _ordinal(day), text
        self.counts: dict[str, list[Number]] = defaultdict(list)
        for number, event, kind, low, high in connection.rows(_COUNTS, values):
            self.counts[f"{number} {event}"].append(Number(kind, low, high))
        self.kinds: dict[tuple[int, str], str] = {}
        self.titles: dict[int, frozenset[int]] = defaultdict(frozenset)
        names: dict[int, set[int]] = defaultdict(set)
        for number, actor, name, kind, title in connection.rows(_ACTORS, values):
            self.kinds[number, actor] = kind
            if title:
                self.titles[number] |= word_marks(title)
            if kind in ("person", "organization"):
                names[number].add(name_mark(name or "") or 0)
        self.sites: dict[int, list[tuple[int, int, Site]]] = defaultdict(list)
        for number, start, end, *place in connection.rows(_PLACES, values):
            site = Site(*place)
            if start is not None:
                self.sites[number].append((start, end, site))
            if site.precision != "country":
                names[number].add(name_mark(site.name) or 0)
        self.names = {n: frozenset(sorted(marks - {0})[:_MOST_NAMES]) for n, marks in names.items()}

    def mention(self, row: Row) -> Mention:
        number, _, event, kind, status, polarity = row[:6]
        place = Site(*row[16:23]) if row[16] is not None else None
        trigger, sentence = row[23:25], row[25:27]
        text = self.text[number]
        inside = [s for a, b, s in self.sites[number] if sentence[0] <= a and b <= sentence[1]]
        return Mention(
            event, number, kind, status, polarity, self._parties(number, row[6:10]), self._parties(number, row[10:14]),
            Days(_ordinal(row[14]), _ordinal(row[15]), self.day[number]), place,
            tuple(dict.fromkeys(inside)), tuple(self.counts.get(f"{number} {event}", ())),
            word_marks(text[slice(*sentence)]) - self.titles[number] if text else frozenset(),
            word_marks(text[slice(*trigger)]) if text else frozenset(),
            proper_marks(text[slice(*sentence)]) - self.titles[number] if text else frozenset(),
            self.names.get(number, frozenset()),
        )  # fmt: skip

    def _parties(self, number: int, lists: Sequence[Sequence[Any]]) -> tuple[Party, ...]:
        return tuple(
            Party(id, name, self.kinds.get((number, id)), country, sector)
            for name, id, country, sector in zip(*lists, strict=True)
        )


def trait_row(ref: Ref, mention: Mention) -> Row:
    """The row of `event_traits` that a mention can be had back from."""
    bare = msgspec.structs.replace(
        mention, words=frozenset(), trigger=frozenset(), proper=frozenset(), names=frozenset()
    )
    marks = (sorted(mention.words), sorted(mention.trigger), sorted(mention.proper))
    return (*ref, *marks, _encode(bare).decode())


_KEPT = """
SELECT t.number, t.ordinal, t.words, t.trigger, t.proper, n.names, t.traits
FROM store.event_traits t
JOIN (SELECT unnest($1::bigint[]) AS number, unnest($2::bigint[]) AS ordinal) w
  ON w.number = t.number AND w.ordinal = t.ordinal
LEFT JOIN store.report_names n ON n.number = t.number"""


def kept_mentions(connection: Connection, refs: Sequence[Ref]) -> dict[Ref, Mention]:
    """Mentions of earlier documents, as they were kept."""
    if not refs:
        return {}
    rows = connection.rows(_KEPT, ([number for number, _ in refs], [ordinal for _, ordinal in refs]))
    return {
        (number, ordinal): msgspec.structs.replace(
            _decode(traits),
            words=frozenset(words),
            trigger=frozenset(trigger),
            proper=frozenset(proper),
            names=frozenset(names or ()),
        )
        for number, ordinal, words, trigger, proper, names, traits in rows
    }


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None
