"""Which events of a ledger are one, for exports: the row of one report stands for all that tell it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, Protocol

from .choosing import Choice
from .merged import MergedEvent, MergedLookup

# Reports of events that more than one tells, in the order in which they came.
_QUERY = """
SELECT r.event, r.mention, r.document, r.status, r.polarity, r.quad, r.attributed, r.date_start, r.published_at,
  e.mentions, e.origins, e.reports
FROM event_reports r JOIN events e ON e.event = r.event
WHERE e.reports > 1 ORDER BY r.event, r.number, r.ordinal"""
_MATERIAL = frozenset({2, 4})

Row = tuple[Any, ...]


class Asked(Protocol):
    """What is used of a ledger."""

    def sql(self, query: str) -> Any: ...


def merged_lookup(ledger: Asked, choice: Choice) -> MergedLookup:
    """The lookup for `write_events`.  Of an event's reports that leads which itself goes in and has a day, else the
    first that goes in, else the first: its row stands for all."""
    found: dict[tuple[str, str], MergedEvent] = {}
    _, rows = ledger.sql(_QUERY).table()
    for event, reports in groupby(rows, key=lambda row: row[0]):
        told = list(reports)
        lead = _leading(told, choice)
        for row in told:
            mentions, origins, count = row[-3:]
            # a report may tell an event twice; one of its records stands for it
            found.setdefault(
                (row[2], row[1]),
                MergedEvent(event, int(mentions), int(origins), int(count), leading=row is lead),
            )
    return lambda document, mention: found.get((document, mention))


def _leading(reports: Iterable[Row], choice: Choice) -> Row:
    rows = list(reports)
    going = [row for row in rows if _goes_in(row, choice)] or rows
    dated = [row for row in going if row[7] is not None or (choice.undated == "published" and row[8] is not None)]
    return (dated or going)[0]


def _goes_in(row: Row, choice: Choice) -> bool:
    _, _, _, status, polarity, quad, attributed, *_ = row
    deed = attributed and quad in _MATERIAL
    return status == "actual" and polarity == "affirmed" and (choice.attributed or not deed)
