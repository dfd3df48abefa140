"""Panels: counts and intensities of every unit in every period, zeros too, as models of conflict want them.

A unit is an ordered pair of parties, a pair in either order, or one party that acts.  An event counts once for a
unit, however many of its parties belong to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from ..errors import UsageError
from ..records import EventType
from .answers import Answer
from .pairing import CARRIED, PAIRS, SIDES, Scope, names
from .rows import clean
from .selecting import Names, words_of
from .stores import Store

if TYPE_CHECKING:
    import pyarrow as pa

# More than that is hardly meant: 200 countries' pairs by day are 40,000 rows a day.
MOST_ROWS = 5_000_000

_UNIT = ("actor", "recipient")

# The account's columns, which stand before those of a row.
_TOLD = ("first", "last", "periods", "units", "counted", "not_happened", "undated", "outside")
_ACCOUNTED = len(_TOLD) + 1
# What a panel is made of: the parts met (an event and a unit), units, periods, listed (words that were asked for)
# and found (those that an event has).
_ACCOUNT = """
account AS (
  SELECT (SELECT min(period) FROM periods) AS first, (SELECT max(period) FROM periods) AS last,
    (SELECT count(*) FROM periods) AS periods, (SELECT count(*) FROM units) AS units,
    count(*) FILTER (WHERE left_out IS NULL) AS counted,
    count(*) FILTER (WHERE left_out = 'not happened') AS not_happened,
    count(*) FILTER (WHERE left_out = 'undated') AS undated, count(*) FILTER (WHERE left_out = 'outside') AS outside,
    (SELECT array_agg(unit ORDER BY unit) FROM listed WHERE unit NOT IN (SELECT unit FROM found)) AS unmet
  FROM (SELECT DISTINCT number, ordinal, left_out FROM met) e)"""


@dataclass(frozen=True)
class Account:
    """What a panel holds and what it leaves out.

    first, last: the first days of its first and last period, None where it has none.  counted: the events in it.
    not_happened, undated, outside: events of its units that are not in it, as the report does not tell them as done,
    as no day is known, as the day is out of the span.  unmet: words asked for that no event of the units has.
    """

    first: date | None
    last: date | None
    periods: int
    units: int
    counted: int
    not_happened: int
    undated: int
    outside: int
    unmet: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return self.periods * self.units


@dataclass(frozen=True)
class Panel(Answer):
    """An answer whose rows go by period, with an account.  One query brings both: each row it gives begins with the
    account, and where the panel has no rows one comes for the account alone.

    Taking the rows raises UsageError where they are over five million.
    """

    _accounts: list[Account] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def of(cls, store: Store, values: Sequence[Any], parts: str, grid: str, order: str) -> Panel:
        """parts: of the query, at least those that _ACCOUNT stands on; grid: the query of the rows, period first.

        The grid's periods are those of part `allowed`: all, or none where the panel would be too large.
        """
        query = f"""WITH{parts},{_ACCOUNT},
allowed AS (
  SELECT period FROM periods WHERE (SELECT count(*) FROM periods) * (SELECT count(*) FROM units) <= {MOST_ROWS}),
grid AS ({grid})
SELECT account.*, grid.* FROM account LEFT JOIN grid ON true ORDER BY {order}"""
        return cls(store, query, tuple(values))

    @property
    def account(self) -> Account:
        """What is in it and what was left out, as of when rows were last taken; asked for where none were."""
        if not self._accounts:
            with self._open() as connection:
                self._note(connection.rows(f"{self.query} LIMIT 1", self.values)[0])
        return self._accounts[-1]

    def table(self) -> tuple[list[str], list[tuple[Any, ...]]]:
        return self.read(*super().table())

    def read(self, columns: list[str], rows: list[tuple[Any, ...]]) -> tuple[list[str], list[tuple[Any, ...]]]:
        """What `table` gives, from what somebody else got who asked `query`; its account is kept, too."""
        self._check(rows[0])
        # its first column is null where the account came alone
        return columns[_ACCOUNTED:], [row[_ACCOUNTED:] for row in rows if row[_ACCOUNTED] is not None]

    def batches(self) -> Iterator[pa.RecordBatch]:
        for number, batch in enumerate(super().batches()):
            if number == 0:
                self._check([column[0].as_py() for column in batch.columns])
            alone = number == 0 and batch.column(_ACCOUNTED).null_count
            yield batch.select(batch.schema.names[_ACCOUNTED:]).slice(0, 0 if alone else None)

    def _note(self, row: Sequence[Any]) -> Account:
        account = Account(**dict(zip(_TOLD, row, strict=False)), unmet=tuple(row[_ACCOUNTED - 1] or ()))
        self._accounts[:] = [account]
        return account

    def _check(self, row: Sequence[Any]) -> None:
        """Raises UsageError where the rows were too many to be made."""
        account = self._note(row)
        if account.rows > MOST_ROWS:
            raise UsageError(
                f"the panel would have {account.rows:,} rows ({account.units:,} units in {account.periods:,} periods),"
                f" more than {MOST_ROWS:,}; take longer periods (by), a shorter span (since, until) or fewer units"
                " (actors, pairs_of)"
            )


@dataclass(frozen=True)
class Units:
    """What a panel has rows for.  words: countries, ids or names; none stands for all countries that have events.

    paired: pairs of parties, else single parties.  closed: pairs of the words with each other alone.
    """

    words: tuple[str, ...]
    paired: bool
    closed: bool
    undirected: bool

    @classmethod
    def asked(cls, *, dyads: bool, actors: Names | bool, pairs_of: Names, undirected: bool) -> Units:
        """Raises UsageError where what is asked for does not go together."""
        listed = [] if isinstance(actors, bool) else words_of(actors)
        among = words_of(pairs_of)
        if among and (actors or len(set(among)) < 2):
            raise UsageError("pairs_of takes two or more countries, ids or names, and no list of actors beside it")
        paired = bool(dyads or among or not actors)
        if undirected and not paired:
            raise UsageError("only pairs have a direction; leave out either undirected or actors")
        words = tuple(sorted({clean(word.strip()) for word in among or listed} - {""}))
        return cls(words, paired, bool(among), undirected)

    def parts(self) -> str:
        """Parts `listed`, `met`, `found` and `units`."""
        listed = "SELECT unnest($3::text[]) AS unit" if self.words else "SELECT NULL::text AS unit WHERE false"
        columns = "actor, recipient" if self.paired else "actor"
        every = f"SELECT DISTINCT {columns} FROM met WHERE left_out IS NULL"
        if self.words and not self.paired:
            every = "SELECT unit AS actor FROM listed"
        elif self.closed:
            order = "<" if self.undirected else "<>"
            every = (
                "SELECT a.unit AS actor, b.unit AS recipient FROM listed a CROSS JOIN listed b"
                f" WHERE a.unit {order} b.unit"
            )
        found = "SELECT actor AS unit FROM met" + (" UNION SELECT recipient FROM met" if self.paired else "")
        return f"""{PAIRS if self.paired else SIDES},
listed AS ({listed}),
met AS MATERIALIZED ({self._met()}),
found AS ({found}),
units AS ({every})"""

    def _met(self) -> str:
        """The query of part `met`: each event once for each unit that it has."""
        columns, source = self._unit()
        known = " AND ".join(f"{column} IS NOT NULL" for column in columns)
        apart = f" AND {columns[0]} <> {columns[1]}" if self.paired else ""
        if self.undirected:
            one, other = columns
            columns = (f"least({one}, {other})", f"greatest({one}, {other})")
        named = ", ".join(f"{column} AS {name}" for column, name in zip(columns, _UNIT, strict=False))
        return f"SELECT DISTINCT {CARRIED}, {named} FROM {source} WHERE {known}{apart}"

    def _unit(self) -> tuple[tuple[str, ...], str]:
        """What makes a unit in a row of `sides` or `pairs`, and where these rows come from."""
        actor, recipient = "actor_country", "recipient_country"
        source = "pairs" if self.paired else "sides"
        acts, undergoes = names("a.unit", "actor"), names("a.unit", "recipient")
        if self.words:
            actor = "a.unit"
            # of a pair without direction either may be the one that was asked for
            either = self.undirected and not self.closed
            source += f" JOIN listed a ON {f'{acts} OR {undergoes}' if either else acts}"
            if either:
                recipient = f"CASE WHEN {acts} THEN recipient_country ELSE actor_country END"
        if self.closed:
            recipient = "b.unit"
            source += f" JOIN listed b ON {names('b.unit', 'recipient')}"
        return ((actor, recipient) if self.paired else (actor,)), source


def panel(store: Store, scope: Scope, units: Units, *, types: bool = False) -> Panel:
    """A row per unit and period, by unit.

    Columns: period (its first day), actor, recipient, events, quad1 to quad4, one for each type where types are
    wanted, mean_intensity (null without events), sum_intensity, reports (that tell the events: one that tells two
    counts twice).
    """
    columns = ", ".join(_UNIT[: 1 + units.paired])
    counted = [f"count(*) FILTER (WHERE quad = {quad}) AS quad{quad}" for quad in (1, 2, 3, 4)]
    counted += [f"count(*) FILTER (WHERE type = '{type}') AS {type.lower()}" for type in get_args(EventType) if types]
    zeros = ["events", *(column.split(" AS ")[1] for column in counted)]
    grid = f"""
SELECT period, {columns}, {", ".join(f"coalesce({name}, 0) AS {name}" for name in zeros)}, mean_intensity,
  coalesce(sum_intensity, 0) AS sum_intensity, coalesce(reports, 0) AS reports
FROM units CROSS JOIN allowed LEFT JOIN (
  SELECT {columns}, period, count(*) AS events, {", ".join(counted)}, avg(intensity) AS mean_intensity,
    sum(intensity) AS sum_intensity, sum(reports)::bigint AS reports
  FROM met WHERE left_out IS NULL GROUP BY {columns}, period) s USING ({columns}, period)"""
    values = (*scope.values, list(units.words)) if units.words else scope.values
    return Panel.of(
        store, values, scope.told() + "," + units.parts() + "," + scope.periods(), grid, f"{columns}, period"
    )
