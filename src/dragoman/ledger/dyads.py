"""What passes between two, by period: counts by quad and direction, intensity, and their balance."""

from __future__ import annotations

from ..errors import UsageError
from .pairing import CARRIED, PAIRS, Scope, names
from .panels import Panel
from .rows import clean
from .stores import Store

_A, _B = "$3::text", "$4::text"
# One event may go both ways: what two do together, or to each other.
_MET = f"""
listed AS (SELECT {_A} AS unit UNION SELECT {_B}),
ways AS (
  SELECT {CARRIED}, {names(_A, "actor")} AND {names(_B, "recipient")} AS ab,
    {names(_B, "actor")} AND {names(_A, "recipient")} AS ba
  FROM pairs),
met AS MATERIALIZED (
  SELECT {CARRIED}, bool_or(ab) AS ab, bool_or(ba) AS ba FROM ways WHERE ab OR ba GROUP BY {CARRIED}),
found AS (SELECT unit FROM listed, (SELECT 1 FROM met LIMIT 1) m),
units AS (SELECT 1 AS pair)"""

_QUADS = (1, 2, 3, 4)


def dyad(store: Store, scope: Scope, a: str, b: str) -> Panel:
    """A row per period, from the pair's first event to its last one or over the span that was asked for.

    Columns: period, events, quad1 to quad4, ab_quad1 to ab_quad4 (a to b), ba_quad1 to ba_quad4, sum_intensity,
    cooperation and conflict (the sizes of the intensities of quads 1 and 2, of 3 and 4), balance (their difference
    as a share of their sum, null where that is zero), reports (as of a panel).
    Raises UsageError where a and b are the same.
    """
    a, b = clean(a.strip()), clean(b.strip())
    if not a or not b or a == b:
        raise UsageError("a dyad has two parties; name two that differ, such as RUS BLR")
    counted = [f"count(*) FILTER (WHERE quad = {quad}) AS quad{quad}" for quad in _QUADS]
    counted += [
        f"count(*) FILTER (WHERE quad = {quad} AND {way}) AS {way}_quad{quad}"
        for way in ("ab", "ba")
        for quad in _QUADS
    ]
    zeros = ["events", *(column.split(" AS ")[1] for column in counted)]
    parts = f"""{scope.told()},{PAIRS},{_MET},
bounds AS (
  SELECT coalesce($1::date, min(period)) AS first, coalesce($2::date, max(period)) AS last FROM met
  WHERE left_out IS NULL),{scope.periods("bounds")}"""
    grid = f"""
SELECT period, {", ".join(f"coalesce({name}, 0) AS {name}" for name in zeros)},
  coalesce(sum_intensity, 0) AS sum_intensity, coalesce(cooperation, 0) AS cooperation,
  coalesce(conflict, 0) AS conflict, (cooperation - conflict) / nullif(cooperation + conflict, 0) AS balance,
  coalesce(reports, 0) AS reports
FROM allowed LEFT JOIN (
  SELECT period, count(*) AS events, {", ".join(counted)}, sum(intensity) AS sum_intensity,
    sum(CASE WHEN quad <= 2 THEN abs(intensity) ELSE 0 END) AS cooperation,
    sum(CASE WHEN quad >= 3 THEN abs(intensity) ELSE 0 END) AS conflict, sum(reports)::bigint AS reports
  FROM met WHERE left_out IS NULL GROUP BY period) s USING (period)"""
    return Panel.of(store, (*scope.values, a, b), parts, grid, "period")
