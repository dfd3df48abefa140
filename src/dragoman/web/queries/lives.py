"""Commitments as lives: how many stand how, the latest of each, and whose deadline falls when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...ledger.selecting import STATUSES
from ..asking import Asking, Row
from ..filters import CommitmentFilter
from .choosing import choose
from .common import where

# Deadlines that a month shows.
_MOST_DEADLINES = 300


def standing(ask: Asking, chosen: CommitmentFilter) -> dict[str, int]:
    """How many commitments stand how, in the order of a life; whatever status is asked for."""
    question = choose(chosen.model_copy(update={"status": []}))
    query = f"SELECT status, count(*) FROM commitments{where(question)} GROUP BY status"
    counted = dict(ask.table(query, question.values).rows)
    return {status: counted.get(status, 0) for status in STATUSES}


def latest_of_each(ask: Asking, chosen: CommitmentFilter, most: int) -> dict[str, list[Row]]:
    """The latest commitments of each status."""
    question = choose(chosen)
    rows = ask.rows(
        "WITH ranked AS (SELECT commitment, row_number() OVER (PARTITION BY status ORDER BY"
        f" {question.order}) AS nth FROM commitments{where(question)}),"
        f" chosen AS MATERIALIZED (SELECT commitment FROM ranked WHERE nth <= {int(most)})"
        f" SELECT v.* FROM commitments v JOIN chosen USING (commitment) ORDER BY {question.order}",
        question.values,
    )
    return {status: [row for row in rows if row["status"] == status] for status in STATUSES}


def deadlines(ask: Asking, chosen: CommitmentFilter, first: date, last: date) -> list[Row]:
    """Commitments whose deadline ends in a stretch of days, in its order."""
    question = choose(chosen)
    question.where("deadline_end >= ?", first)
    question.where("deadline_end <= ?", last)
    asked = replace(question, keys="commitment", order="deadline_end, number, ordinal")
    return ask.rows(asked.query(_MOST_DEADLINES), asked.values)


def deadline_months(ask: Asking, chosen: CommitmentFilter) -> list[date]:
    """The first days of the months that have deadlines."""
    question = choose(chosen)
    question.conditions.append("deadline_end IS NOT NULL")
    query = (
        f"SELECT DISTINCT date_trunc('month', deadline_end)::date AS month FROM commitments{where(question)}"
        " ORDER BY month"
    )
    return [month for (month,) in ask.table(query, question.values).rows]


def latest_day(ask: Asking) -> date | None:
    """The day as of which things stand: that of the latest publication."""
    found: date | None = ask.table("SELECT max(day) FROM documents WHERE published_at IS NOT NULL").rows[0][0]
    return found


def conditions_of(ask: Asking, commitments: list[str]) -> dict[str, list[Row]]:
    """What commitments hang on, by commitment."""
    rows = ask.rows(
        "SELECT commitment, document, kind, condition, span_start, span_end FROM conditions"
        " WHERE commitment = any($1) ORDER BY commitment, span_start",
        (sorted(set(commitments)),),
    )
    return {id: [row for row in rows if row["commitment"] == id] for id in set(commitments)}
