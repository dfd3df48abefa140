"""Rows of `merging` in and out of the ledger: each report's events join those that came before, or begin their own.

In the order of document and event, each seeing all before it, so that the cuts between batches leave no trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from ..merging import Choice, Mention, Verdict, choose, denial_probes, denies, keys_of, probes, rejects
from . import tables
from .entries import delete, parts
from .event_corrections import Bonds, read_bonds
from .event_mentions import Ref, kept_mentions, read_mentions, trait_row
from .rows import Row
from .stores import Connection
from .tables import Table

# Of the events under one key the latest are compared, and of all these the ones that share most keys: what keeps
# the time for a report the same in a ledger of any size.
_UNDER_A_KEY, _COMPARED, _MEMBERS = 8, 16, 3
_PROBED = f"""
SELECT h.key, h.number, h.ordinal, m.merged FROM (
  SELECT k.key, k.number, k.ordinal,
    row_number() OVER (PARTITION BY k.key ORDER BY k.number DESC, k.ordinal DESC) AS place
  FROM store.event_keys k JOIN (SELECT unnest($1::bigint[]) AS key) w ON w.key = k.key
) h JOIN store.event_members m ON m.number = h.number AND m.ordinal = h.ordinal
WHERE h.place <= {_UNDER_A_KEY} ORDER BY h.key, h.number, h.ordinal"""
_LEADERS = """
SELECT m.event, m.number, m.ordinal FROM store.event_members m
JOIN (SELECT unnest($1::text[]) AS event) w ON w.event = m.event
WHERE m.merged = m.event ORDER BY m.number DESC, m.ordinal DESC"""
_encode = msgspec.json.Encoder().encode


def weave_events(connection: Connection, numbers: Sequence[int]) -> None:
    """Weaves the events of documents that have just been stored in; numbers: theirs, ascending."""
    fresh = read_mentions(connection, numbers)
    if not fresh:
        return
    weaver = _Weaver(fresh, read_bonds(connection, numbers))
    weaver.look_up(connection)
    for ref, mention in fresh.items():
        weaver.weave(ref, mention)
    names = {mention.document: mention.names for mention in fresh.values()}
    weaver.add(tables.REPORT_NAMES, *((number, sorted(marks)) for number, marks in names.items()))
    for table, rows in weaver.rows.values():
        connection.insert(table, rows)
    count_again(connection, weaver.joined)


class _Weaver:
    """Events that a batch's mentions may join, and the rows that come of it."""

    def __init__(self, fresh: dict[Ref, Mention], bonds: Bonds) -> None:
        self.mentions = dict(fresh)
        self.bonds = bonds
        self.probes = {ref: probes(mention) for ref, mention in fresh.items()}
        self.denials = {ref: denial_probes(mention) for ref, mention in fresh.items()}
        self.found: dict[int, list[Ref]] = defaultdict(list)
        self.merged: dict[Ref, str] = {}
        self.leader: dict[str, Ref] = {}
        self.joined: set[str] = set()
        self.rows: dict[str, tuple[Table, list[Row]]] = {}

    def look_up(self, connection: Connection) -> None:
        """Reads what earlier documents have under the batch's keys."""
        wanted = {key for keys in (*self.probes.values(), *self.denials.values()) for key in keys}
        for key, number, ordinal, merged in connection.rows(_PROBED, (sorted(wanted),)):
            self.found[key].append((number, ordinal))
            self.merged[number, ordinal] = merged
        events = sorted({*self.merged.values(), *self.bonds.events})
        for event, number, ordinal in connection.rows(_LEADERS, (events,)) if events else ():
            self.leader[event] = (number, ordinal)
            self.merged[number, ordinal] = event
        self.mentions |= kept_mentions(connection, sorted(self.merged))

    def weave(self, ref: Ref, mention: Mention) -> None:
        """Adds one mention to the event it belongs to."""
        forced, forbidden = self.bonds.of(ref)
        why = None
        if forced is not None:
            merged, likeness, why = forced.merged, 1.0, forced.why
        elif choice := choose(mention, self._others(mention, forbidden, self.probes[ref])):
            merged, likeness, why = choice.merged, choice.verdict.likeness, reasons(choice)
        else:
            merged, likeness = mention.id, 1.0
            self.leader.setdefault(merged, ref)
        if why is not None:
            self.joined.add(merged)
        self.merged[ref] = merged
        self.bonds.woven(ref, merged)
        self.add(tables.EVENT_MEMBERS, (*ref, mention.id, merged, likeness, why))
        self.add(tables.EVENT_TRAITS, trait_row(ref, mention))
        self._link_denials(ref, mention)
        for key in keys_of(mention):
            if all(self.merged[other] != merged for other in self.found[key][-_UNDER_A_KEY:]):
                self.found[key].append(ref)
                self.add(tables.EVENT_KEYS, (*ref, key))

    def add(self, table: Table, *rows: Row) -> None:
        self.rows.setdefault(table.name, (table, []))[1].extend(rows)

    def _others(
        self, mention: Mention, forbidden: frozenset[str], keys: Iterable[int]
    ) -> list[tuple[str, list[Mention]]]:
        """Events that other reports tell: what one report tells apart, it does not tell again."""
        events = ((event, members) for event, members in self._events(keys) if event not in forbidden)
        here = mention.document
        return [
            (event, [m for m in members if m.document != here])
            for event, members in events
            if members[0].document != here
        ]

    def _events(self, keys: Iterable[int]) -> list[tuple[str, list[Mention]]]:
        """Events worth comparing, those that share most keys first; of each the first mention and those found."""
        shared: dict[str, int] = defaultdict(int)
        members: dict[str, set[Ref]] = defaultdict(set)
        for key in keys:
            for other in self.found[key][-_UNDER_A_KEY:]:
                event = self.merged[other]
                shared[event] += 1
                members[event].add(other)
        best = sorted(shared, key=lambda event: (-shared[event], [-n for n in max(members[event])]))[:_COMPARED]
        return [(event, self._compared(event, members[event])) for event in sorted(best, key=self.leader.__getitem__)]

    def _compared(self, event: str, members: set[Ref]) -> list[Mention]:
        first = self.leader[event]
        return [self.mentions[ref] for ref in (first, *sorted(members - {first}, reverse=True)[:_MEMBERS])]

    def _link_denials(self, ref: Ref, mention: Mention) -> None:
        """Keeps what a mention denies or rejects, or that an earlier one denies it."""
        best: tuple[Verdict, Mention] | None = None
        for _, members in self._events(self.denials[ref]):
            for member in members:
                verdict = denies(mention, member) or rejects(mention, member)
                if verdict and verdict.denies and (best is None or verdict.score > best[0].score):
                    best = (verdict, member)
        if best is None:
            return
        verdict, other = best
        denial, denied = (other, mention) if other.polarity == "negated" else (mention, other)
        why = _encode({"with": other.id, "score": verdict.score, "reasons": verdict.reasons}).decode()
        self.add(tables.EVENT_DENIALS, (ref[0], denial.id, denied.id, verdict.likeness, why))


def reasons(choice: Choice) -> str:
    """Why a mention joined an event, as JSON: with which mention it was compared, the score, the reasons."""
    verdict = choice.verdict
    return _encode({"with": choice.like.id, "score": verdict.score, "reasons": verdict.reasons}).decode()


# -- how often an event is told

_COUNT = """
INSERT INTO store.event_totals (event, mentions, reports, origins)
SELECT m.merged, sum(e.mentions)::bigint, count(DISTINCT m.number), count(DISTINCT coalesce(s.copy_of, d.document))
FROM store.event_members m
JOIN (SELECT unnest($1::text[]) AS event) w ON w.event = m.merged
JOIN store.events e ON e.number = m.number AND e.ordinal = m.ordinal
JOIN store.documents d ON d.number = m.number
LEFT JOIN store.story_members s ON s.number = m.number
GROUP BY m.merged HAVING count(*) > 1"""


def count_again(connection: Connection, events: Iterable[str]) -> None:
    """Counts mentions, reports and origins of events anew.  A story's copies count as the report that they copy."""
    for part in parts(sorted(events)):
        connection.execute("DELETE FROM store.event_totals WHERE event = any($1)", (part,))
        connection.execute(_COUNT, (part,))


def count_again_for(connection: Connection, numbers: Sequence[int]) -> None:
    """Counts the events of documents anew, whose copies are others than before."""
    touched: set[str] = set()
    for part in parts(sorted(set(numbers))):
        query = "SELECT DISTINCT merged FROM store.event_members WHERE number = any($1)"
        touched |= {merged for (merged,) in connection.rows(query, (part,))}
    count_again(connection, touched)


# -- documents that go

_LEFT = """
SELECT m.merged, m.number, m.ordinal, m.event FROM store.event_members m
JOIN (SELECT unnest($1::text[]) AS event) w ON w.event = m.merged ORDER BY m.merged, m.number, m.ordinal"""


def unweave_events(connection: Connection, numbers: Sequence[int]) -> None:
    """Takes documents' mentions out of their events; what they began passes to the next mention."""
    touched: set[str] = set()
    for part in parts(sorted(set(numbers))):
        query = "SELECT DISTINCT merged FROM store.event_members WHERE number = any($1)"
        touched |= {merged for (merged,) in connection.rows(query, (part,))}
    delete(connection, tables.EVENT_MEMBERS.name, "number", sorted(set(numbers)))
    heirs: dict[str, tuple[Ref, str]] = {}
    for part in parts(sorted(touched)):
        for merged, number, ordinal, event in connection.rows(_LEFT, (part,)):
            heirs.setdefault(merged, ((number, ordinal), event))
    for merged, (ref, event) in heirs.items():
        if event != merged:
            lead(connection, merged, ref, event)
    count_again(connection, touched | {event for _, event in heirs.values()})


def lead(connection: Connection, merged: str, ref: Ref, event: str) -> None:
    """Gives an event's mentions to the one that leads it from now on, under whose keys it is found."""
    connection.execute("UPDATE store.event_members SET merged = $2 WHERE merged = $1", (merged, event))
    first = "UPDATE store.event_members SET why = NULL, likeness = 1.0 WHERE number = $1 AND ordinal = $2"
    connection.execute(first, ref)
    connection.execute("DELETE FROM store.event_keys WHERE number = $1 AND ordinal = $2", ref)
    for mention in kept_mentions(connection, [ref]).values():
        connection.insert(tables.EVENT_KEYS, [(*ref, key) for key in keys_of(mention)])
