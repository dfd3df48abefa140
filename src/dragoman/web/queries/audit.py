"""Audits: what was drawn, and how it was judged."""

from __future__ import annotations

from ..asking import Asking, Row

# Audits that a page lists, the latest first.
_MOST = 100


def audits(ask: Asking) -> list[Row]:
    """The audits with how many of their items there are and how many are judged."""
    return ask.rows(
        "SELECT a.*, coalesce(i.items, 0) AS items, coalesce(i.judged, 0) AS judged FROM audits a LEFT JOIN"
        " (SELECT audit, count(*) AS items, count(verdict) AS judged FROM audit_items GROUP BY audit) i"
        f" ON i.audit = a.audit ORDER BY a.audit DESC LIMIT {_MOST}"
    )


def audit(ask: Asking, number: int) -> Row | None:
    rows = ask.rows("SELECT * FROM audits WHERE audit = $1", (number,))
    return rows[0] if rows else None


def items(ask: Asking, number: int) -> list[Row]:
    """An audit's items in the order of the draw: first the records, then the sentences."""
    return ask.rows("SELECT * FROM audit_items WHERE audit = $1 ORDER BY item", (number,))
