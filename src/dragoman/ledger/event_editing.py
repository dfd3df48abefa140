"""One event of the ledger, put right by hand: a mention parted from it, another event joined to it, or undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from ..errors import UsageError
from .event_corrections import partners
from .event_mentions import Ref
from .event_pairs import Key, Pairing, add_pairing, read_pairings, undo_pairing
from .event_weaving import count_again, lead
from .stores import Connection

_MEMBERS = """
SELECT m.number, m.ordinal, m.event, m.merged, m.likeness, m.why, d.document, e.trigger_start, e.trigger_end
FROM store.event_members m
JOIN store.events e ON e.number = m.number AND e.ordinal = m.ordinal
JOIN store.documents d ON d.number = m.number
WHERE m.merged = $1 ORDER BY m.number, m.ordinal"""


@dataclass(frozen=True)
class Member:
    """A mention as a part of its event.  why: reasons as JSON; None where it began the event."""

    ref: Ref
    event: str
    merged: str
    likeness: float
    why: str | None
    key: Key


def members_of(connection: Connection, event: str) -> list[Member]:
    """The mentions of the event that an id stands for, its own or that of a mention; in the order in which they came.

    Raises UsageError where there is none.
    """
    found = connection.rows("SELECT merged FROM store.event_members WHERE event = $1", (event,))
    if not found:
        raise UsageError(f"no event {event!r} in the ledger; dragoman events --format csv lists ids")
    rows = connection.rows(_MEMBERS, (found[0][0],))
    return [
        Member((number, ordinal), event, merged, likeness, why, (document, start, end))
        for number, ordinal, event, merged, likeness, why, document, start, end in rows
    ]


def split(connection: Connection, mention: str, *, by: str, reason: str | None) -> None:
    """Parts a mention from its event, for good.  Raises UsageError where it stands alone."""
    members = members_of(connection, mention)
    one = next(member for member in members if member.event == mention)
    others = [member for member in members if member is not one]
    if not others:
        raise UsageError(f"{mention} stands alone already; --split takes one of several mentions of an event")
    value = {"with": [m.key for m in others], "was": [(m.likeness, m.why) for m in (one, *others)]}
    add_pairing(connection, one.key, "split", value, by=by, reason=reason)
    _gather(connection, others)
    _gather(connection, [one])


def join(connection: Connection, event: str, other: str, *, by: str, reason: str | None) -> None:
    """Makes two events one, for good.  Raises UsageError where they are one already."""
    mine, theirs = members_of(connection, event), members_of(connection, other)
    if mine[0].merged == theirs[0].merged:
        raise UsageError(f"{event} and {other} are one event already")
    first, joined = sorted((mine, theirs), key=lambda members: members[0].ref)
    value = {"with": [m.key for m in joined]}
    made = add_pairing(connection, first[0].key, "join", value, by=by, reason=reason)
    _explain(connection, joined[0], 1.0, made.why())
    _gather(connection, [*first, *joined])


def undo_at(connection: Connection, event: str) -> Pairing:
    """Takes the latest correction of an event back.  Raises UsageError where it has none."""
    made = corrections_of(connection, members_of(connection, event))
    if not made:
        raise UsageError(f"nothing was put right by hand at {event}; there is nothing to undo")
    _take_back(connection, made[-1])
    return made[-1]


def undo(connection: Connection, correction: int) -> bool:
    """Takes a correction back by its number, if it is one that parts or joins mentions; whether it is."""
    found = [made for made in read_pairings(connection) if made.number == correction]
    for made in found:
        _take_back(connection, made)
    return bool(found)


def _take_back(connection: Connection, made: Pairing) -> None:
    undo_pairing(connection, made.number)
    if made.field == "split":
        _rejoin(connection, made)
        return
    for first in _at(connection, [made.key]):
        members = members_of(connection, first.event)
        leaving = [member for member in members if member.key in set(partners(made))]
        staying = [member for member in members if member not in leaving]
        if leaving and staying:
            _gather(connection, staying)
            _gather(connection, leaving)


def corrections_of(connection: Connection, members: Sequence[Member]) -> list[Pairing]:
    """What was put right at an event, in the order in which it was."""
    keys = {member.key for member in members}
    return [c for c in read_pairings(connection) if keys & {c.key, *partners(c)}]


def _rejoin(connection: Connection, correction: Pairing) -> None:
    """Puts a mention back to those it was parted from, as far as it and they are here."""
    one = _at(connection, [correction.key])
    rest = _at(connection, partners(correction))
    if not one or not rest or one[0].merged == rest[0].merged:
        return
    home = members_of(connection, rest[0].event)
    # a mention that led meanwhile has its reasons back
    was = dict(zip((correction.key, *partners(correction)), msgspec.json.decode(correction.value)["was"], strict=True))
    for member in (one[0], *home):
        likeness, why = was.get(member.key, (None, None))
        if member.why is None and why is not None:
            _explain(connection, member, likeness, why)
    _gather(connection, [*home, one[0]])


def _at(connection: Connection, keys: Sequence[Key]) -> list[Member]:
    """The mentions at some words, as members of their events."""
    found: list[Member] = []
    for document, start, end in keys:
        query = (
            "SELECT m.event FROM store.documents d JOIN store.events e ON e.number = d.number"
            " JOIN store.event_members m ON m.number = e.number AND m.ordinal = e.ordinal"
            " WHERE d.document = $1 AND d.current AND e.trigger_start = $2 AND e.trigger_end = $3 ORDER BY e.ordinal"
        )
        for (event,) in connection.rows(query, (document, start, end)):
            found += [member for member in members_of(connection, event) if member.event == event]
    return found


def _gather(connection: Connection, members: Sequence[Member]) -> None:
    """Makes mentions one event, led by the first of them."""
    first = min(members, key=lambda member: member.ref)
    change = "UPDATE store.event_members SET merged = $3 WHERE number = $1 AND ordinal = $2"
    for member in members:
        connection.execute(change, (*member.ref, first.event))
    lead(connection, first.event, first.ref, first.event)
    count_again(connection, {first.event, *(member.merged for member in members)})


def _explain(connection: Connection, member: Member, likeness: float, why: str) -> None:
    query = "UPDATE store.event_members SET likeness = $3, why = $4 WHERE number = $1 AND ordinal = $2"
    connection.execute(query, (*member.ref, likeness, why))
