"""Who did what to whom, by period: the ground that panels and dyads stand on, as parts of one query.

Parties are paired from the lists in the view `events`, each actor with each recipient; a reciprocal event has its
parties as actors only, and pairs each with each other.  That is what the view `dyads` tells, without its joins.

Counts of nothing are counts only where somebody looked: the span that is filled with zeros reaches from the first
report's day to the last one's.  What reports tell of earlier days is history, told here and there; it is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from ..errors import UsageError
from .selecting import Day, day_of

Period = Literal["day", "week", "month", "quarter", "year"]

_STEPS: dict[Period, str] = {"day": "1 day", "week": "7 days", "month": "1 month", "quarter": "3 months",
                             "year": "1 year"}  # fmt: skip
# How many reports tell an event.
REPORTS = "reports"


@dataclass(frozen=True)
class Scope:
    """What is counted: by which period, from when to when, and whether only what is told as done."""

    by: Period
    since: date | None
    until: date | None
    happened: bool | None

    @classmethod
    def asked(cls, by: Period, since: Day, until: Day, happened: bool | None) -> Scope:
        """Raises UsageError where a user asks for what is no period or no span."""
        if by not in get_args(Period):
            raise UsageError(f"no period {by!r}; write one of {', '.join(get_args(Period))}")
        first, last = (day_of(day) if day else None for day in (since, until))
        if first and last and first > last:
            raise UsageError(f"the span ends ({last}) before it begins ({first}); exchange them")
        return cls(by, first, last, happened)

    @property
    def values(self) -> tuple[date | None, date | None]:
        """The values of `$1` and `$2`, which every query of a scope has."""
        return self.since, self.until

    def told(self) -> str:
        """Parts `span` and `told`: every event, its period, and in `left_out` why it does not count, else null."""
        unhappened = "" if self.happened is None else f"WHEN happened <> {self.happened} THEN 'not happened' "
        return f"""
span AS (SELECT coalesce($1::date, min(day)) AS first, coalesce($2::date, max(day)) AS last FROM documents),
told AS (
  SELECT number, ordinal, type, quad, intensity, {REPORTS} AS reports, date_trunc('{self.by}', day)::date AS period,
    CASE {unhappened}WHEN day IS NULL THEN 'undated' WHEN day BETWEEN first AND last THEN NULL ELSE 'outside' END
      AS left_out,
    actor_ids, actor_countries, actors,
    coalesce(array_length(recipient_ids, 1), 0) > 0 AS directed, recipient_ids, recipient_countries, recipients
  FROM events CROSS JOIN span)"""

    def periods(self, source: str = "span") -> str:
        """Part `periods`: the first day of every period between the two days that a part holds."""
        return f"""
periods AS (
  SELECT g::date AS period FROM {source}
  CROSS JOIN LATERAL generate_series(
    date_trunc('{self.by}', first)::timestamp, last::timestamp, INTERVAL '{_STEPS[self.by]}') AS t(g))"""


# What of an event goes along.
CARRIED = "number, ordinal, type, quad, intensity, reports, period, left_out"

# Each party that acts.  A list's entries come out side by side, in both stores.
SIDES = f"""
sides AS (
  SELECT {CARRIED}, unnest(actor_ids) AS actor_id, unnest(actor_countries) AS actor_country, unnest(actors) AS actor,
    CASE WHEN directed THEN recipient_ids ELSE actor_ids END AS other_ids,
    CASE WHEN directed THEN recipient_countries ELSE actor_countries END AS other_countries,
    CASE WHEN directed THEN recipients ELSE actors END AS others
  FROM told)"""

# Each that acts with each that it acts on; nobody with itself.
PAIRS = f"""{SIDES},
pairs AS (
  SELECT * FROM (
    SELECT {CARRIED}, actor_id, actor_country, actor, unnest(other_ids) AS recipient_id,
      unnest(other_countries) AS recipient_country, unnest(others) AS recipient
    FROM sides) p
  WHERE actor_id <> recipient_id)"""


def names(word: str, side: str) -> str:
    """The condition that a word means a party: its country, its id or its name."""
    return f"{word} IN ({side}_country, {side}_id, {side})"
