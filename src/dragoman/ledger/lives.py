"""One commitment's life: every report of it, every step with its evidence, and what was put right by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from ..errors import UsageError
from . import tables
from .entries import next_number
from .rows import clean
from .selecting import STATUSES, Day, as_day
from .stores import Connection
from .views import LATEST_DAY, commitments_as_of

# Corrections by the trigger that a report's commitment stands on: ids may change with a revision, what stands
# there does not (records.md, "Corrections").
_CORRECTIONS = """
SELECT k.correction, k.value, k.reason, k.made_by, k.made_at, k.document
FROM store.life_members m
JOIN store.commitments c ON c.number = m.number AND c.commitment = m.commitment
JOIN store.documents d ON d.number = m.number
JOIN store.corrections k ON k.document = d.document AND k.trigger_start = c.trigger_start
  AND k.trigger_end = c.trigger_end
WHERE m.life = $1 AND k.record_class = 'commitment' AND k.field = 'status' ORDER BY k.correction"""


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
    life = _life(connection, id)
    until = as_day(as_of) if as_of else None
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
        _dicts(connection, _CORRECTIONS, (life,)),
    )


def set_status(connection: Connection, id: str, status: str, because: str, by: str | None) -> str:
    """Notes a correction at the life's first mention; the life's id.  Raises UsageError."""
    if status not in STATUSES:
        raise UsageError(f"no status {status!r}; write one of {', '.join(STATUSES)}")
    if not because.strip():
        raise UsageError("a correction needs a reason; say why (--because)")
    life = _life(connection, id)
    query = (
        "SELECT d.document, c.trigger_start, c.trigger_end FROM store.life_members m"
        " JOIN store.commitments c ON c.number = m.number AND c.commitment = m.commitment"
        " JOIN store.documents d ON d.number = m.number WHERE m.life = $1 AND m.commitment = $1"
    )
    document, start, end = connection.rows(query, (life,))[0]
    number = next_number(connection, "correction", "corrections")
    row = (number, document, "commitment", start, end, "status", status, because, by, datetime.now(UTC))
    connection.insert(tables.CORRECTIONS, [tuple(map(clean, row))])
    return life


def undo_status(connection: Connection, id: str) -> str | None:
    """Takes the last correction of a life out; the status that it had set.  Raises UsageError for no such id."""
    found = connection.rows(_CORRECTIONS, (_life(connection, id),))
    if not found:
        return None
    connection.execute("DELETE FROM store.corrections WHERE correction = $1", (found[-1][0],))
    return str(found[-1][1])


def _life(connection: Connection, id: str) -> str:
    found = connection.rows("SELECT life FROM store.life_members WHERE commitment = $1 LIMIT 1", (clean(id),))
    if not found:
        raise UsageError(f"{id}: no commitment of that id; dragoman commitments lists them")
    return str(found[0][0])


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
