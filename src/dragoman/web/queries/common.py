"""What several questions share."""

from __future__ import annotations

from ...ledger.selecting import Question
from ...ledger.views import VIEWS
from ..asking import Asking, Row


def where(question: Question) -> str:
    """The condition of a question, or nothing."""
    return f" WHERE {' AND '.join(question.conditions)}" if question.conditions else ""


def views() -> list[str]:
    """The views that this program's ledgers have."""
    return sorted(VIEWS)


def has_view(name: str) -> bool:
    """Whether this program's ledgers have a view."""
    return name in VIEWS


def known_actors(ask: Asking, most: int = 150) -> list[Row]:
    """The actors that most documents speak of, for a form to offer."""
    return ask.rows(
        "SELECT actor, max(name) AS name, count(*) AS documents FROM actors WHERE actor NOT LIKE 'local:%'"
        f" GROUP BY actor ORDER BY documents DESC, actor LIMIT {int(most)}"
    )


def titles(ask: Asking, ids: list[str]) -> dict[str, str | None]:
    """The titles of documents, or what stands for one (the view `story_members`)."""
    query = "SELECT document, title FROM story_members WHERE document = any($1)"
    return dict(ask.table(query, (sorted(set(ids)),)).rows)


def overview(ask: Asking) -> Row:
    """How much the ledger holds."""
    return ask.rows(
        "SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM events) AS events,"
        " (SELECT count(*) FROM statements) AS statements, (SELECT count(*) FROM commitments) AS commitments,"
        " (SELECT max(day) FROM documents) AS last_day, (SELECT max(finished_at) FROM ingests) AS written_at"
    )[0]
