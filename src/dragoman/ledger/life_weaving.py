"""Rows of `following` in and out of the ledger: lives of commitments, and what moved them.

A life is all pledges that hang together by pairs that tell one (`tell_one`); a move is decided by a pledge and what
another report tells (`move_of`).  Both are decided by pairs alone, so that the rows are the same in whatever order
and in whatever batches documents come.  Pairs are looked for among clues that share a key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

import msgspec

from ..following import REACH, SPAN, Clue, Move, Placed, Pledge, move_of, sought_keys, tell_one
from . import tables
from .entries import delete, parts
from .stores import Connection

# A clue's place: the document's number and the clue's ordinal in it.
At = tuple[int, int]

_decode = msgspec.json.Decoder(Clue).decode
_WIDEST = max(REACH, SPAN) + timedelta(days=1)


def unweave_lives(connection: Connection, numbers: Sequence[int]) -> list[int]:
    """Takes apart the lives that documents have a part in, before these go; the numbers of the others in them."""
    lives: set[str] = set()
    for part in parts(numbers):
        query = "SELECT DISTINCT life FROM store.life_members WHERE number = any($1)"
        lives |= {life for (life,) in connection.rows(query, (part,))}
    rest: set[int] = set()
    for part in parts(sorted(lives)):
        query = "SELECT DISTINCT number FROM store.life_members WHERE life = any($1)"
        rest |= {number for (number,) in connection.rows(query, (part,))}
    for table in ("life_members", "life_moves"):
        delete(connection, table, "life", sorted(lives))
    return sorted(rest - set(numbers))


def weave_lives(connection: Connection, numbers: Sequence[int]) -> None:
    """Gives the pledges of documents their lives, and the lives of all pledges the moves that the documents tell."""
    work = _Work(connection)
    work.load_documents(numbers)
    if work.clues:
        work.join()
        work.move()


class _Work:
    """One weaving.  clues: all at hand, by place.  life: of each pledge that has one.  new: what is to be woven."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.clues: dict[At, Placed] = {}
        self.life: dict[At, str] = {}
        self.new: list[At] = []
        self.pairs: set[tuple[At, At]] = set()

    def load_documents(self, numbers: Sequence[int]) -> None:
        """Loads the documents' clues, and all others that may concern them."""
        for part in parts(numbers):
            self._take("SELECT number, ordinal, role, clue FROM store.life_clues WHERE number = any($1)", (part,))
        self.new = sorted(self.clues)
        self._pair()

    def join(self) -> None:
        """Gives each new pledge a life: that of pledges that tell the same, which may make one of several."""
        fresh = [at for at in self.new if self._is_pledge(at) and at not in self.life]
        groups = _Groups()
        for at in fresh:
            groups.add(at)
        for one, other in sorted(self.pairs):
            if one not in groups or not self._is_pledge(other):
                continue
            whose = other if other in groups else self.life[other]
            # where they are one by others, the pair need not be looked at
            if not groups.are_one(one, whose) and tell_one(self.clues[one], self.clues[other]):
                groups.unite(one, whose)
        members: list[tuple[int, str, str]] = []
        changed: dict[str, str] = {}
        firsts = self._firsts({life for group in groups.all() for life in group if isinstance(life, str)})
        for group in groups.all():
            pledges = [self.clues[at] for at in group if not isinstance(at, str)]
            lives = [life for life in group if isinstance(life, str)]
            _, first = min([(p.order, _record(p)) for p in pledges] + [(firsts[life], life) for life in lives])
            members += [(p.number, _record(p), first) for p in pledges]
            self.life |= {(p.number, p.ordinal): first for p in pledges}
            if lives != [first]:
                changed |= dict.fromkeys(lives, first)
        self._rename(changed)
        if members:
            self.connection.insert(tables.LIFE_MEMBERS, sorted(members))

    def move(self) -> None:
        """Adds the moves that new deeds and words make, and those that earlier ones make of new pledges."""
        found: dict[str, set[Move]] = defaultdict(set)
        for one, other in self.pairs:
            pledge, told = (one, other) if self._is_pledge(one) else (other, one)
            if self._is_pledge(pledge) and not self._is_pledge(told):
                move = move_of(self.clues[pledge], self.clues[told])
                if move is not None:
                    found[self.life[pledge]].add(move)
        known = self._moves(found)
        days = {placed.number: placed.day for placed in self.clues.values()}
        rows = [
            (m.number, life, m.status, days[m.number], m.event, m.start, m.end, m.rule, m.confidence)
            for life in sorted(found)
            for m in sorted(found[life] - known[life], key=_sortable)
        ]
        if rows:
            self.connection.insert(tables.LIFE_MOVES, rows)

    def _is_pledge(self, at: At) -> bool:
        return isinstance(self.clues[at].clue, Pledge)

    def _pair(self) -> None:
        """Finds the pairs of which one is new, and loads what they need."""
        wanted: dict[int, list[At]] = defaultdict(list)
        for at in self.new:
            placed = self.clues[at]
            if placed.day is None:
                continue
            for key in sought_keys(placed.clue):
                wanted[key].append(at)
        days = [placed.day for at in self.new if (placed := self.clues[at]).day]
        if not wanted or not days:
            return
        span = (min(days) - _WIDEST, max(days) + _WIDEST)
        query = (
            "SELECT k.key, k.number, k.ordinal, k.day FROM store.life_keys k"
            " JOIN (SELECT unnest($1::bigint[]) AS key) w ON w.key = k.key WHERE k.day BETWEEN $2 AND $3"
        )
        for key, number, ordinal, day in self.connection.rows(query, (sorted(wanted), *span)):
            other = (number, ordinal)
            for at in wanted[key]:
                mine = self.clues[at].day
                if at != other and mine and abs(mine - day) <= _WIDEST:
                    self.pairs.add((at, other))
        missing = sorted({other for _, other in self.pairs} - self.clues.keys())
        for part in parts(missing):
            query = (
                "SELECT c.number, c.ordinal, c.role, c.clue FROM store.life_clues c JOIN (SELECT"
                " unnest($1::bigint[]) AS number, unnest($2::bigint[]) AS ordinal) w"
                " ON w.number = c.number AND w.ordinal = c.ordinal"
            )
            self._take(query, ([number for number, _ in part], [ordinal for _, ordinal in part]))

    def _take(self, clues: str, values: Sequence[object]) -> None:
        """Puts clues at hand, and the lives of the pledges among them."""
        query = (
            f"SELECT c.number, c.ordinal, d.document, d.published, d.day, c.clue FROM ({clues}) c"
            " JOIN store.documents d ON d.number = c.number"
        )
        taken: dict[tuple[int, str], At] = {}
        for number, ordinal, document, published, day, clue in self.connection.rows(query, values):
            placed = Placed(number, ordinal, document, published, day, _decode(clue))
            self.clues[number, ordinal] = placed
            if isinstance(placed.clue, Pledge):
                taken[number, placed.clue.record] = (number, ordinal)
        for part in parts(sorted({number for number, _ in taken})):
            query = "SELECT number, commitment, life FROM store.life_members WHERE number = any($1)"
            for number, commitment, life in self.connection.rows(query, (part,)):
                if (number, commitment) in taken:
                    self.life[taken[number, commitment]] = life

    def _firsts(self, lives: Iterable[str]) -> dict[str, tuple[object, ...]]:
        """Where in the order of reports each life begins."""
        wanted = set(lives)
        numbers: set[int] = set()
        for part in parts(sorted(wanted)):
            query = "SELECT number FROM store.life_members WHERE life = any($1) AND commitment = life"
            numbers |= {number for (number,) in self.connection.rows(query, (part,))}
        for part in parts(sorted(numbers)):
            pledges = (
                "SELECT number, ordinal, role, clue FROM store.life_clues WHERE number = any($1) AND role = 'pledge'"
            )
            self._take(pledges, (part,))
        placed = (self.clues[at] for at in self.clues if self._is_pledge(at))
        return {_record(one): one.order for one in placed if _record(one) in wanted}

    def _rename(self, changed: Mapping[str, str]) -> None:
        """Gives lives another first mention's id; several may become one, and moves that both had stand once."""
        changed = {life: first for life, first in changed.items() if life != first}
        if not changed:
            return
        merged = sorted({*changed, *changed.values()})
        moves = self._moves(merged)
        days: dict[int, object] = {}
        for part in parts(merged):
            query = "SELECT number, day FROM store.life_moves WHERE life = any($1)"
            days |= dict(self.connection.rows(query, (part,)))
        for life, first in changed.items():
            self.connection.execute("UPDATE store.life_members SET life = $2 WHERE life = $1", (life, first))
            moves[first] |= moves[life]
        delete(self.connection, "life_moves", "life", merged)
        rows = [
            (m.number, life, m.status, days[m.number], m.event, m.start, m.end, m.rule, m.confidence)
            for life in sorted(set(changed.values()))
            for m in sorted(moves[life], key=_sortable)
        ]
        if rows:
            self.connection.insert(tables.LIFE_MOVES, rows)
        self.life = {at: changed.get(life, life) for at, life in self.life.items()}

    def _moves(self, lives: Iterable[str]) -> dict[str, set[Move]]:
        found: dict[str, set[Move]] = defaultdict(set)
        for part in parts(sorted(lives)):
            query = (
                "SELECT life, number, span_start, span_end, status, event, rule, confidence FROM store.life_moves"
                " WHERE life = any($1)"
            )
            for life, *values in self.connection.rows(query, (part,)):
                found[life].add(Move(*values))
        return found


class _Groups:
    """New pledges and the lives that there are, united where they are one."""

    def __init__(self) -> None:
        self._of: dict[At | str, list[At | str]] = {}

    def __contains__(self, item: At | str) -> bool:
        return item in self._of

    def add(self, item: At | str) -> None:
        self._of.setdefault(item, [item])

    def are_one(self, one: At | str, other: At | str) -> bool:
        return one in self._of and self._of[one] is self._of.get(other)

    def unite(self, one: At | str, other: At | str) -> None:
        self.add(one)
        self.add(other)
        mine, theirs = self._of[one], self._of[other]
        if mine is theirs:
            return
        if len(mine) < len(theirs):
            mine, theirs = theirs, mine
        mine += theirs
        for item in theirs:
            self._of[item] = mine

    def all(self) -> list[list[At | str]]:
        return list({id(group): group for group in self._of.values()}.values())


def _record(placed: Placed) -> str:
    assert isinstance(placed.clue, Pledge)
    return placed.clue.record


def _sortable(move: Move) -> tuple[object, ...]:
    return (move.number, move.start, move.end, move.status, move.event or "", move.rule, move.confidence)
