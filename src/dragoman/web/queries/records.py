"""Single records with what they stand on."""

from __future__ import annotations

from ...ledger.rows import clean
from ..asking import Asking, Row
from .common import has_view


def one(ask: Asking, view: str, column: str, value: str) -> Row | None:
    """The row of a view whose column has a value, or None."""
    rows = ask.rows(f"SELECT * FROM {view} WHERE {column} = $1 LIMIT 1", (clean(value),))
    return rows[0] if rows else None


def statement(ask: Asking, document: str, id: str) -> Row | None:
    query = "SELECT * FROM statements WHERE document = $1 AND statement = $2 LIMIT 1"
    rows = ask.rows(query, (clean(document), clean(id)))
    return rows[0] | {"evidence": evidence(ask, document, "statement", id)} if rows else None


def story(ask: Asking, id: str) -> Row | None:
    """A story with its members in the order of their documents."""
    row = one(ask, "stories", "story", id)
    if row:
        row["members"] = ask.rows("SELECT * FROM story_members WHERE story = $1 ORDER BY number", (row["story"],))
    return row


# Reports of an event that are told; a great event has hundreds.
_MOST_REPORTS = 100


def event(ask: Asking, id: str) -> Row | None:
    """An event with the spans that it stands on, its numbers, its reports, who denies it and what is in dispute.

    The id may be that of any of its mentions.
    """
    found = ask.rows("SELECT event FROM event_reports WHERE mention = $1", (clean(id),))
    row = one(ask, "events", "event", found[0]["event"]) if found else None
    if row:
        own = row["event"]
        row |= {
            "evidence": evidence(ask, row["document"], "event", own),
            "counts": counts(ask, own),
            "told": reports(ask, own),
            "denials": ask.rows("SELECT * FROM denials WHERE event = $1 ORDER BY day, document", (own,)),
            "disputes": ask.rows("SELECT * FROM disputes WHERE event = $1 ORDER BY matter", (own,)),
        }
    return row


def reports(ask: Asking, event: str) -> list[Row]:
    """What each report says of an event, in the order in which they came."""
    query = f"SELECT * FROM event_reports WHERE event = $1 ORDER BY number, ordinal LIMIT {_MOST_REPORTS}"
    return ask.rows(query, (event,))


def told_again(ask: Asking, document: str) -> dict[str, int]:
    """The mentions of a document whose event other reports tell, too: how many reports there are of it."""
    told = ask.rows("SELECT mention, event FROM event_reports WHERE document = $1", (clean(document),))
    query = "SELECT event, reports FROM events WHERE event = any($1) AND reports > 1"
    reports = dict(ask.table(query, (sorted({row["event"] for row in told}),)).rows) if told else {}
    return {row["mention"]: reports[row["event"]] for row in told if row["event"] in reports}


def commitment(ask: Asking, id: str) -> Row | None:
    """A commitment with the spans that it stands on and what it hangs on.

    Where lives are kept, the id may be that of any of its mentions.
    """
    if has_view("commitment_reports"):
        life = ask.rows("SELECT life FROM commitment_reports WHERE commitment = $1", (clean(id),))
        id = life[0]["life"] if life else id
    row = one(ask, "commitments", "commitment", id)
    if row:
        spans = evidence(ask, row["document"], "commitment", id)
        row |= {"evidence": spans, "hangs_on": conditions(ask, id)}
    return row


def evidence(ask: Asking, document: str, record_class: str, record: str) -> list[Row]:
    """The spans that a record stands on: part, offsets, words."""
    query = (
        "SELECT part, span_start, span_end, words FROM evidence"
        " WHERE document = $1 AND record_class = $2 AND record = $3 ORDER BY span_start, span_end, part"
    )
    return ask.rows(query, (clean(document), record_class, clean(record)))


def counts(ask: Asking, event: str) -> list[Row]:
    """The numbers that reports of an event tell: dead, injured …"""
    query = "SELECT document, kind, low, high, unit, words FROM counts WHERE event = $1 ORDER BY document, kind, low"
    return ask.rows(query, (clean(event),))


def conditions(ask: Asking, commitment: str) -> list[Row]:
    """What a commitment hangs on."""
    query = "SELECT kind, condition, span_start, span_end FROM conditions WHERE commitment = $1 ORDER BY span_start"
    return ask.rows(query, (clean(commitment),))


def actor(ask: Asking, id: str) -> Row | None:
    """One actor over all documents: names and titles that it has, events by quad on either side."""
    found = ask.rows(
        "SELECT actor, name, kind, country, sector, title, wikidata, basis, count(*) AS documents,"
        " sum(mentions)::bigint AS mentions, min(day) AS first_day, max(day) AS last_day FROM actors WHERE actor = $1"
        " GROUP BY actor, name, kind, country, sector, title, wikidata, basis ORDER BY documents DESC, name, title",
        (clean(id),),
    )
    if not found:
        return None
    sides = ask.rows(
        "SELECT quad, count(*) FILTER (WHERE $1 = any(actor_ids)) AS acts,"
        " count(*) FILTER (WHERE $1 = any(recipient_ids)) AS undergoes"
        " FROM events WHERE $1 = any(actor_ids) OR $1 = any(recipient_ids) GROUP BY quad ORDER BY quad",
        (clean(id),),
    )
    first = {name: found[0][name] for name in ("actor", "name", "kind", "country", "sector", "wikidata")}
    return first | {"documents": sum(row["documents"] for row in found), "forms": found, "events": sides}
