"""Rows of `stories` in and out of the ledger.

A revision is taken in like any report, when its turn comes, and what it revises is taken out just then: so it matters
not whether the two came in one batch.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..stories import COMPARED, Features, Member, count_terms, join, pack, story_id, take_out, unpack
from . import tables
from .entries import delete
from .rows import Row
from .stores import Connection
from .story_index import TermIndex
from .story_tellings import arrivals

# Reports that are woven with one set of queries.
_SLICE = 100

_MEMBERS = """
SELECT m.number, m.document, m.day, m.story, m.copy_of, m.likeness, m.rule FROM store.story_members m"""
_BY_STORY = f"{_MEMBERS} JOIN (SELECT unnest($1::text[]) AS story) w ON w.story = m.story"
_BY_NUMBER = f"{_MEMBERS} JOIN (SELECT unnest($1::bigint[]) AS number) w ON w.number = m.number"
_BY_DOCUMENT = f"{_MEMBERS} JOIN (SELECT unnest($1::text[]) AS document) w ON w.document = m.document"
_FEATURES = """
SELECT f.number, f.features FROM store.story_features f
JOIN (SELECT unnest($1::bigint[]) AS number) w ON w.number = f.number"""


def weave_stories(connection: Connection, numbers: Sequence[int]) -> list[int]:
    """Puts reports that have just been stored into stories; the reports before them that are copies of others now.

    numbers: of all of them, ascending, whatever revision.
    """
    slices = (numbers[at : at + _SLICE] for at in range(0, len(numbers), _SLICE))
    return [number for part in slices for number in _weave(connection, part)]


def unweave_stories(connection: Connection, numbers: Sequence[int]) -> list[int]:
    """Takes documents out of their stories, which live on with the others; those that are copies of others now."""
    shelf = _LedgerShelf(connection)
    for member in shelf.by_number(numbers):
        shelf.remove(member.number)
    return shelf.write()


def _weave(connection: Connection, numbers: Sequence[int]) -> list[int]:
    coming = list(arrivals(connection, numbers))
    shelf = _LedgerShelf(connection)
    here = {member.document: member.number for member in shelf.by_document([a.document for a in coming])}
    leaving: dict[int, list[int]] = {}
    for arrival in coming:
        leaving[arrival.number] = [here[arrival.document]] if arrival.document in here else []
        here[arrival.document] = arrival.number
    counted = {arrival.number: count_terms(arrival.telling) for arrival in coming}
    index = TermIndex(connection, counted, leaving)
    shelf.expect([index.near(number) for number in counted], [story_id(a.document) for a in coming])
    for arrival in coming:
        for gone in leaving[arrival.number]:
            index.remove(gone)
            shelf.remove(gone)
        near = shelf.by_number(index.near(arrival.number))
        packed = pack(index.weights[arrival.number], arrival.telling)
        shelf.add(arrival.number, packed, counted[arrival.number].indexed)
        report = Member(arrival.number, arrival.document, arrival.telling.day)
        join(report, unpack(packed), near, shelf)
        index.add(arrival.number)
    return shelf.write()


class _LedgerShelf:
    """The ledger's reports as far as they are asked for, and what has become of them, to be written at the end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stories: dict[str, dict[int, Member]] = {}
        # the story of each report that is in one of them
        self._story: dict[int, str] = {}
        self._independent: dict[str, list[Member]] = {}
        self._packed: dict[int, str] = {}
        self._features: dict[int, Features] = {}
        self._new: dict[int, Sequence[int]] = {}
        self._changed: set[int] = set()
        self._gone: set[int] = set()
        self._other_copies: set[int] = set()

    def by_number(self, numbers: Sequence[int]) -> list[Member]:
        """Reports, in the order in which they are asked for."""
        missing = [number for number in numbers if number not in self._story]
        self._load([Member(*row).story for row in self._rows(_BY_NUMBER, missing)])
        return [self._stories[self._story[number]][number] for number in numbers if number in self._story]

    def by_document(self, documents: Sequence[str]) -> list[Member]:
        """The reports that documents are, before anything is changed."""
        found = [Member(*row) for row in self._rows(_BY_DOCUMENT, list(dict.fromkeys(documents)))]
        self._load([member.story for member in found])
        return found

    def expect(self, near: Sequence[Sequence[int]], stories: Sequence[str]) -> None:
        """Loads at once what reports will be compared with, so that hardly any is loaded alone."""
        numbers = sorted({number for found in near for number in found})
        self._load([*stories, *(member.story for member in self.by_number(numbers))])
        numbers += [member.number for story in list(self._stories) for member in self.independent(story)]
        self._load_features(numbers)

    def members(self, story: str) -> list[Member]:
        self._load([story])
        return [member for _, member in sorted(self._stories[story].items())]

    def independent(self, story: str) -> list[Member]:
        if story not in self._independent:
            self._independent[story] = [member for member in self.members(story) if member.copy_of is None][-COMPARED:]
        return self._independent[story]

    def features(self, members: Sequence[Member]) -> list[Features]:
        self._load_features([member.number for member in members])
        for member in members:
            if member.number not in self._features:
                self._features[member.number] = unpack(self._packed[member.number])
        return [self._features[member.number] for member in members]

    def put(self, member: Member) -> None:
        self._load([member.story])
        before = self._story.get(member.number)
        if before is not None:
            was = self._stories[before].pop(member.number)
            self._independent.pop(before, None)
            if was.copy_of != member.copy_of:
                self._other_copies.add(member.number)
        self._stories[member.story][member.number] = member
        self._story[member.number] = member.story
        self._changed.add(member.number)
        latest = self._independent.get(member.story)
        if latest and latest[-1].number < member.number:
            self._independent[member.story] = [*latest, *([] if member.copy_of else [member])][-COMPARED:]
        else:
            self._independent.pop(member.story, None)

    def add(self, number: int, packed: str, indexed: Sequence[int]) -> None:
        """What is kept of a report that comes."""
        self._packed[number] = packed
        self._new[number] = indexed

    def remove(self, number: int) -> None:
        """Takes a report out, with what is kept of it."""
        member = self._stories[self._story.pop(number)].pop(number)
        self._independent.pop(member.story, None)
        self._changed.discard(number)
        if self._new.pop(number, None) is None:
            self._gone.add(number)
        take_out(member, self.members(member.story), self)

    def write(self) -> list[int]:
        """Brings the ledger's rows to what has become of the reports; those before that are copies of others now."""
        for table in tables.STORIES:
            stale = self._gone | (self._changed - set(self._new) if table is tables.STORY_MEMBERS else set())
            delete(self._connection, table.name, "number", sorted(stale))
        changed = [self._stories[self._story[number]][number] for number in sorted(self._changed)]
        rows = [(m.number, m.document, m.story, m.day, m.copy_of, m.likeness, m.rule) for m in changed]
        terms = [(number, term) for number, found in sorted(self._new.items()) for term in sorted(found)]
        features = [(number, self._packed[number]) for number in sorted(self._new)]
        for table, added in (
            (tables.STORY_MEMBERS, rows),
            (tables.STORY_TERMS, terms),
            (tables.STORY_FEATURES, features),
        ):
            if added:
                self._connection.insert(table, added)
        return sorted(self._other_copies - self._gone)

    def _load(self, stories: Sequence[str]) -> None:
        missing = sorted({story for story in stories if story not in self._stories})
        found: dict[str, dict[int, Member]] = {story: {} for story in missing}
        for row in self._rows(_BY_STORY, missing):
            member = Member(*row)
            found[member.story][member.number] = member
            self._story[member.number] = member.story
        self._stories |= found

    def _load_features(self, numbers: Sequence[int]) -> None:
        missing = sorted({number for number in numbers if number not in self._packed})
        self._packed |= dict(self._rows(_FEATURES, missing))

    def _rows(self, query: str, values: Sequence[int] | Sequence[str]) -> list[Row]:
        """What a query gives for a list of values."""
        return self._connection.rows(query, (list(values),)) if values else []
