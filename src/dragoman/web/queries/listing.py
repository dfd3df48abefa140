"""Lists of rows, page by page, by cursor."""

from __future__ import annotations

from dataclasses import dataclass

from ...ledger.selecting import Question
from ..asking import Asking, Row
from ..filters import ActorFilter, Page
from ..paging import BY_ACTOR, LATEST, LATEST_DOCUMENTS, Order
from .choosing import choose
from .common import where


@dataclass(frozen=True)
class Listed:
    """A page of rows, and the cursor of the next page where there is one."""

    rows: list[Row]
    next: str | None


def page_of(ask: Asking, question: Question, page: Page, order: Order = LATEST) -> Listed:
    """A page of a question's rows, latest first.  Raises UsageError where the cursor is none of ours."""
    conditions, values = list(question.conditions), list(question.values)
    if page.cursor:
        after, more = order.after(order.values(page.cursor), len(values) + 1)
        conditions.append(after)
        values += more
    asked = Question(question.view, keys=question.keys, order=order.sql, conditions=conditions, values=values)
    rows = ask.rows(asked.query(page.limit + 1), values)
    shown = rows[: page.limit]
    return Listed(shown, order.cursor(shown[-1]) if len(rows) > page.limit else None)


def documents(ask: Asking, question: Question, page: Page) -> Listed:
    """A page of documents, without their texts."""
    found = page_of(ask, question, page, LATEST_DOCUMENTS)
    for row in found.rows:
        del row["text"]
    return found


def actors(ask: Asking, chosen: ActorFilter, page: Page) -> Listed:
    """Actors over all documents, by id."""
    question = choose(chosen)
    values = list(question.values)
    if page.cursor:
        after, more = BY_ACTOR.after(BY_ACTOR.values(page.cursor), len(values) + 1)
        question.conditions.append(after)
        values += more
    rows = ask.rows(
        "SELECT actor, max(name) AS name, max(kind) AS kind, max(country) AS country, max(sector) AS sector,"
        " max(wikidata) AS wikidata, count(*) AS documents, sum(mentions)::bigint AS mentions,"
        f" min(day) AS first_day, max(day) AS last_day FROM actors{where(question)}"
        f" GROUP BY actor ORDER BY actor LIMIT {page.limit + 1}",
        values,
    )
    shown = rows[: page.limit]
    return Listed(shown, BY_ACTOR.cursor(shown[-1]) if len(rows) > page.limit else None)
