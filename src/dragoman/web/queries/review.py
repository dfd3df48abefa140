"""What waits for a person's verdict, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...ledger.rows import clean
from ..asking import Asking, Row

# What counts for how much, beside how unsure the coder is (0 to 1).
MORE = {"disputed": 0.5, "actor": 0.3, "type": 0.3}
# Events from which an actor that the registry lacks counts in full; more of them add nothing.
_MANY = 50

# What somebody has judged is certain (corrected.py), so that what is not waits still.
# `rank` is the score in millionths: a whole number is the same in both stores.
_WAITING = f"""
WITH waiting AS (
  SELECT mention, event, document, number, ordinal, type, confidence, actor_ids, recipient_ids
  FROM event_reports WHERE confidence < 1
), parties AS (
  SELECT number, ordinal, unnest(actor_ids) AS actor FROM waiting
  UNION ALL SELECT number, ordinal, unnest(recipient_ids) FROM waiting
), strangers AS (
  SELECT actor, count(*) AS events FROM parties WHERE actor LIKE 'local:%' GROUP BY actor HAVING count(*) > 1
), unknown AS (
  SELECT p.number, p.ordinal, max(s.events) AS events FROM parties p JOIN strangers s ON s.actor = p.actor
  GROUP BY p.number, p.ordinal
), types AS (
  SELECT type, count(*) AS events FROM waiting GROUP BY type
), doubted AS (
  SELECT DISTINCT event FROM disputes
), scored AS (
  SELECT w.mention, w.document, w.number, w.ordinal, w.confidence,
    1 - abs(2 * w.confidence - 1) AS doubt,
    d.event IS NOT NULL AS disputed,
    coalesce(u.events, 0) AS stranger,
    t.events AS of_type,
    (SELECT count(*) FROM waiting) AS waiting
  FROM waiting w JOIN types t ON t.type = w.type
  LEFT JOIN unknown u ON u.number = w.number AND u.ordinal = w.ordinal
  LEFT JOIN doubted d ON d.event = w.event
), ranked AS (
  SELECT *, CAST(floor(1000000 * (doubt
    + CASE WHEN disputed THEN {MORE["disputed"]} ELSE 0 END
    + {MORE["actor"]} * least(1.0, ln(greatest(stranger, 1)) / ln({_MANY}.0))
    + {MORE["type"]} * greatest(0.0, 1 - 16.0 * of_type / waiting))) AS BIGINT) AS rank
  FROM scored
)
"""


@dataclass(frozen=True)
class Waiting:
    """The next event of the queue, what speaks for it, and how many wait in all."""

    mention: str
    document: str
    doubt: float
    disputed: bool
    stranger: int
    of_type: int
    waiting: int


def waiting(ask: Asking, skipped: Sequence[str] = ()) -> Waiting | None:
    """The event that a check would teach most, but for those that were skipped; None where none waits."""
    rows = ask.rows(
        f"{_WAITING} SELECT mention, document, doubt, disputed, stranger, of_type, waiting FROM ranked"
        " WHERE NOT (mention = any($1)) ORDER BY rank DESC, mention LIMIT 1",
        ([clean(mention) for mention in skipped],),
    )
    return Waiting(**rows[0]) if rows else None


def left_in(ask: Asking, document: str) -> list[str]:
    """The ids of a document's events that wait for a verdict, in the order of the text."""
    query = "SELECT mention FROM event_reports WHERE document = $1 AND confidence < 1 ORDER BY number, ordinal"
    return [str(row["mention"]) for row in ask.rows(query, (clean(document),))]


def decisions(ask: Asking, by: str, most: int = 5) -> list[Row]:
    """Somebody's last decisions that are in force: fields that were put right at once are one decision."""
    return ask.rows(
        "SELECT min(correction) AS first, array_agg(correction ORDER BY correction) AS corrections, document,"
        " min(words) AS words, array_agg(field ORDER BY correction) AS fields,"
        " array_agg(value ORDER BY correction) AS values, made_at FROM corrections"
        " WHERE made_by = $1 AND undone_at IS NULL AND field NOT IN ('split', 'join')"
        " GROUP BY document, record_class, trigger_start, trigger_end, made_at"
        f" ORDER BY made_at DESC, first DESC LIMIT {int(most)}",
        (clean(by),),
    )
