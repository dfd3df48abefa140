"""What a ledger has on one event: its reports, who says so, what is in dispute, and why it is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from ..merging import say
from .event_editing import corrections_of, members_of
from .stores import Connection

_ROWS = "SELECT * FROM {view} WHERE event = $1{order}"
Row = dict[str, Any]


@dataclass(frozen=True)
class EventFile:
    """event: its row of the view `events`; reports, denials, disputes: its rows of these views (docs/ledger.md).

    corrections: what was put right by hand: field, made_by, made_at, reason.
    """

    event: Row
    reports: list[Row]
    denials: list[Row]
    disputes: list[Row]
    corrections: list[Row]

    def why(self) -> list[str]:
        """Why its mentions are one event, in plain words, a paragraph for each mention but the first."""
        return [_paragraph(row) for row in self.reports if row["why"]]


def read_event_file(connection: Connection, event: str) -> EventFile:
    """The file of an event.  Raises UsageError where there is none of this id."""
    members = members_of(connection, event)
    merged = members[0].merged
    made = corrections_of(connection, members)
    return EventFile(
        event=_rows(connection, "events", merged)[0],
        reports=_rows(connection, "event_reports", merged, " ORDER BY number, ordinal"),
        denials=_rows(connection, "denials", merged, " ORDER BY day, document"),
        disputes=_rows(connection, "disputes", merged, " ORDER BY matter"),
        corrections=[
            {"field": c.field, "made_by": c.made_by, "made_at": c.made_at, "reason": c.reason, "document": c.key[0]}
            for c in made
        ],
    )


def _rows(connection: Connection, view: str, event: str, order: str = "") -> list[Row]:
    columns, rows = connection.table(_ROWS.format(view=view, order=order), (event,))
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _paragraph(row: Row) -> str:
    why = msgspec.json.decode(row["why"])
    against = f" is told again, like {why['with']}" if why["with"] else ""
    score = f", with {why['score']:g} points" if why["score"] is not None else ""
    lines = [f"{row['mention']} in {row['document']}{against}{score}:"]
    return "\n".join([*lines, *(f"  {say(*reason)}" for reason in why["reasons"])])
