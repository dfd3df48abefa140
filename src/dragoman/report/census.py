"""The actors of many coded documents by how many of them speak of each; those that no registry knows as worklist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ..knowledge.names import fold

UNKNOWN = "local:"


class Row(msgspec.Struct, kw_only=True):
    """One actor.  roles: how often it is a party to an event or speaks a statement.  document, text: an example."""

    id: str
    name: str
    kind: str
    country: str | None
    sectors: list[str]
    documents: int = 0
    mentions: int = 0
    roles: int = 0
    document: str = ""
    text: str = ""


def census(coded: Iterable[Mapping[str, Any]], unknown: bool = False) -> list[Row]:
    """The named actors of coded documents (records.md), those that most documents speak of first.

    unknown: only those that the registry does not know.  They are one where name, kind and country are the same; the
    records themselves never join them over documents.
    """
    rows: dict[object, Row] = {}
    for record in coded:
        roles = _roles(record)
        seen: set[object] = set()
        for actor in record.get("actors", ()):
            named = [m for m in actor["mentions"] if m["form"] == "name"]
            local = actor["id"].startswith(UNKNOWN)
            if not named or (unknown and not local):
                continue
            key = (fold(actor["name"]), actor["kind"], actor["country"]) if local else actor["id"]
            row = rows.setdefault(key, _row(actor, record, named[0]["text"], local))
            row.documents += key not in seen
            row.mentions += len(actor["mentions"])
            row.roles += roles.count(actor["id"])
            seen.add(key)
    return sorted(rows.values(), key=lambda r: (-r.documents, -r.roles, -r.mentions, r.name))


def _row(actor: Mapping[str, Any], record: Mapping[str, Any], text: str, local: bool) -> Row:
    return Row(
        id="" if local else actor["id"],
        name=actor["name"],
        kind=actor["kind"],
        country=actor["country"],
        sectors=list(actor["sectors"]),
        document=record["document"]["id"],
        text=text,
    )


def _roles(record: Mapping[str, Any]) -> list[str]:
    """Ids of who acts, undergoes and speaks, once for each time."""
    events = record.get("events", ())
    parties = [role["actor"] for e in events for role in (*e["actors"], *e["recipients"])]
    return [*parties, *(s["speaker"] for s in record.get("statements", ()) if s["speaker"])]
