"""One commitment's life: every report of it, every step with its evidence, and what was put right by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..errors import UsageError
from .selecting import Day, day_of
from .status_correcting import corrections_of_life, life_id
from .stores import Connection
from .views import LATEST_DAY, commitments_as_of


@dataclass(frozen=True)
class CommitmentLife:
    """commitment: the row of the view `commitments`.  mentions: rows of `commitment_reports`, with `sentence`.
    moves: rows of `moves`.  corrections: status, reason, made_by, made_at, oldest first."""

    commitment: dict[str, Any]
    mentions: list[dict[str, Any]]
    moves: list[dict[str, Any]]
    corrections: list[dict[str, Any]]


def life_of(connection: Connection, id: str, as_of: Day = None) -> CommitmentLife:
    """The life that a commitment's id belongs to.  Raises UsageError where no report has it, or none by that day."""
    life = life_id(connection, id)
    until = day_of(as_of) if as_of else None
    known, day = ("(d.day <= $2::date OR d.day IS NULL)", "$2::date") if until else ("true", LATEST_DAY)
    values: tuple[Any, ...] = (life, until) if until else (life,)
    query = f"SELECT * FROM ({commitments_as_of(day, known)}) x WHERE life = $1"
    found = _dicts(connection, query, values)
    if not found:
        raise UsageError(f"{id}: not made yet on {until}; ask for a later day")
    return CommitmentLife(
        found[0],
        _dicts(connection, _reports(until), values),
        _dicts(connection, _moves(until), values),
        corrections_of_life(connection, life),
    )


def _reports(until: date | None) -> str:
    """The query of a life's mentions, in the order of publication; $1 is the life, $2 the last day."""
    return (
        "SELECT r.*, substr(x.text, s.sentence_start::int + 1, (s.sentence_end - s.sentence_start)::int) AS sentence"
        " FROM commitment_reports r LEFT JOIN store.events s ON s.number = r.number AND s.event = r.event"
        " LEFT JOIN store.texts x ON x.number = r.number JOIN store.documents d ON d.number = r.number"
        f" WHERE r.life = $1{_by_then(until)} ORDER BY r.published_at NULLS LAST, r.document, r.ordinal"
    )


def _moves(until: date | None) -> str:
    """The query of a life's moves, in the order of publication."""
    return (
        "SELECT r.* FROM moves r JOIN store.documents d ON d.number = r.number"
        f" WHERE r.life = $1{_by_then(until)}"
        " ORDER BY r.published_at NULLS LAST, r.document, r.span_start, r.status, r.rule"
    )


def _by_then(until: date | None) -> str:
    return " AND (d.day <= $2::date OR d.day IS NULL)" if until else ""


def _dicts(connection: Connection, query: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    columns, rows = connection.table(query, values)
    return [dict(zip(columns, row, strict=True)) for row in rows]
