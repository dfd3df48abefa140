"""Reviewed documents → gold articles, a JSON file each, as `dragoman evaluate` reads them (benchmarks/README.md).

Only events are scored: a reviewer goes through no other class.  Statements, actors and commitments go along because
events point at them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ..errors import UsageError
from ..knowledge.names import slug
from ..ledger import Ledger, ReviewedDocument
from .own import replacing

# What the program is given of a document.
_GIVEN = ("id", "text", "url", "title", "publisher", "published_at", "language")
_LONGEST_NAME = 60


@dataclass(frozen=True)
class GoldWritten:
    """How many articles were written, and the ids of documents that want a new mark before they are."""

    articles: int
    outdated: list[str]


def write_gold(ledger: Ledger, folder: Path) -> GoldWritten:
    """Writes each reviewed document to a file of its own in a folder, which is made.  Raises UsageError."""
    found = ledger.reviewed()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} is no folder to write to: {error.strerror}; name another") from error
    ready = [one for one in found if not one.outdated]
    for one in ready:
        with replacing(folder / _name(one.coded.document.id)) as out:
            out.write(json.dumps(gold_article(one), ensure_ascii=False, indent=1).encode() + b"\n")
    return GoldWritten(len(ready), [one.coded.document.id for one in found if one.outdated])


def gold_article(reviewed: ReviewedDocument) -> dict[str, Any]:
    """The article of a reviewed document: what the program is given, and what somebody found right."""
    record = msgspec.to_builtins(reviewed.coded)
    gold = {name: record[name] for name in ("actors", "statements", "events", "commitments")}
    for found in (*gold["actors"], *gold["statements"], *gold["commitments"], *gold["events"]):
        found["required"] = True
    for event in gold["events"]:
        event["reciprocal"] = len(event["actors"]) > 1 and not event["recipients"]
        for name in ("confidence", "quad", "intensity"):
            event.pop(name, None)
    return {
        "document": {name: record["document"].get(name) for name in _GIVEN},
        "gold": {**gold, "blocks": record["document"]["blocks"]},
        "classes": ["events"],
        "notes": f"reviewed by {reviewed.made_by}, {reviewed.made_at:%Y-%m-%d}",
    }


def _name(document: str) -> str:
    """A file's name that tells the document and is another for each id."""
    told = slug(document)[:_LONGEST_NAME].strip("-")
    mark = hashlib.sha256(document.encode()).hexdigest()[:8]
    return f"{told}-{mark}.json" if told else f"{mark}.json"
