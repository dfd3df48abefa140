"""A story from near: its reports, the events that they tell, and what they tell differently."""

from __future__ import annotations

from collections.abc import Sequence

from ...ledger.rows import clean
from ..asking import Asking, Row

# Events of a story, and numbers of its disputes, that are shown; a long crisis has thousands.
_MOST_EVENTS, _MOST_NUMBERS = 200, 300


def story_of(ask: Asking, document: str) -> Row | None:
    """The story that a document is part of: its id, and how many reports it has."""
    found = ask.rows(
        "SELECT story, count(*) AS reports FROM story_members"
        " WHERE story IN (SELECT story FROM story_members WHERE document = $1) GROUP BY story",
        (clean(document),),
    )
    return found[0] if found else None


def told_in(ask: Asking, story: str) -> list[Row]:
    """A story's reports by publication, with what each adds (`Ledger.story`)."""
    return ask.answer(ask.ledger.story(story)).dicts()


def events_of(ask: Asking, documents: Sequence[str], origins: Sequence[str]) -> list[Row]:
    """The events that a story's reports tell, by day: rows of `events` with by how many documents and origins."""
    return ask.rows(
        "SELECT e.*, t.tellers, t.independent FROM events e JOIN ("
        "SELECT event, count(DISTINCT document) AS tellers,"
        " count(DISTINCT document) FILTER (WHERE document = any($2)) AS independent"
        " FROM event_reports WHERE document = any($1) GROUP BY event) t ON t.event = e.event"
        f" ORDER BY e.day NULLS LAST, t.tellers DESC, e.number, e.ordinal LIMIT {_MOST_EVENTS}",
        (list(documents), list(origins)),
    )


def in_dispute(ask: Asking, events: Sequence[str]) -> list[Row]:
    """What reports of events tell differently: rows of `disputes`."""
    return ask.rows("SELECT * FROM disputes WHERE event = any($1) ORDER BY event, matter", (list(events),))


def denials_of(ask: Asking, events: Sequence[str]) -> list[Row]:
    """Who denies events, and where: rows of `denials`."""
    return ask.rows("SELECT * FROM denials WHERE event = any($1) ORDER BY day, document", (list(events),))


def counted(ask: Asking, events: Sequence[str]) -> list[Row]:
    """Each number that a report of an event tells, with who says it and where it stands."""
    return ask.rows(
        "SELECT c.event, c.kind, c.low, c.high, c.unit, c.words, c.mention, r.document, r.publisher, r.attributed_to,"
        " r.published_at FROM counts c JOIN event_reports r ON r.mention = c.mention"
        " WHERE c.event = any($1) ORDER BY c.event, c.kind, r.number, r.ordinal, c.low"
        f" LIMIT {_MOST_NUMBERS}",
        (list(events),),
    )
