"""Commitments of our own passages as what the statement tagger's second task learns.

`corpus/commitments/*.jsonl`: a passage a line, with the words that bind, who is bound, to whom, the act, and what it
hangs on (corpus/commitments/README.md).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..models.pairs import Offsets
from .tagger import Named, Passage, Task

KINDS = ("promise", "threat", "offer", "demand", "refusal", "agreement", "prohibition")
ROLES = ("by", "to", "act", "condition")
# The bilinear form is narrow, for the models together must stay small.
TASK = Task(labels=KINDS, roles=ROLES, width=40, hidden=96, naming=3.0)


def commitment_passages(corpus: Path, task: int) -> list[Passage]:
    """The passages of the corpus; raises ValueError where a label does not stand in its passage."""
    found = []
    for path in sorted((corpus / "commitments").glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                found.append(passage_of(json.loads(line), task))
            except (KeyError, ValueError) as error:
                raise ValueError(f"{path.name}:{number}: {error}") from error
    return found


def passage_of(row: dict[str, Any], task: int = 0) -> Passage:
    """A labelled passage; several commitments of one trigger are one for each kind, their parts joined."""
    text = row["text"]
    joined: dict[tuple[Offsets, str], list[dict[str, Any]]] = {}
    for commitment in row["commitments"]:
        joined.setdefault((_place(text, commitment["trigger"]), commitment["kind"]), []).append(commitment)
    named = tuple(Named((name,), kind, _parts(text, name, found)) for (name, kind), found in joined.items())
    return Passage(text, named, task=task)


def _parts(text: str, name: Offsets, commitments: list[dict[str, Any]]) -> tuple[tuple[Offsets, ...], ...]:
    by = [_near(text, p, name) for c in commitments for p in c["by"]]
    to = [_near(text, p, name) for c in commitments for p in c.get("to", ())]
    act = [_place(text, c["act"]) for c in commitments]
    conditions = [_place(text, x["text"]) for c in commitments for x in c.get("conditions", ())]
    return tuple(tuple(dict.fromkeys(spans)) for spans in (by, to, act, conditions))


def _place(text: str, words: str) -> Offsets:
    at = text.find(words)
    if at < 0 or not words:
        raise ValueError(f"{words!r} does not stand in the passage")
    return at, at + len(words)


def _near(text: str, words: str, name: Offsets) -> Offsets:
    """The mention of a party that stands nearest to the words that bind: names come again and again."""
    places = []
    at = text.find(words)
    while at >= 0:
        places.append((at, at + len(words)))
        at = text.find(words, at + 1)
    if not places:
        raise ValueError(f"{words!r} does not stand in the passage")
    return min(places, key=lambda p: abs(p[0] - name[0]))
