"""Examples: labelled pairs from the corpus of our own and from the public PLV training file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..models.pairs import Habit, Offsets

_MARK = re.compile(r"\[([AR]):([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Example:
    """types: all labels that are right (PLV's YIELD is CONCEDE or RETREAT).  status, polarity: None where unknown."""

    text: str
    actor: Offsets | None
    recipient: Offsets | None
    types: tuple[str, ...]
    status: str | None
    polarity: str | None
    habit: Habit


def read_corpus(folder: Path) -> list[Example]:
    """The rows of corpus/events/*.tsv in order of file and line."""
    return [e for path in sorted(folder.glob("*.tsv")) for e in _rows(path)]


def _rows(path: Path) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            kind, _, status, polarity, marked = line.split("\t")
            text, spans = unmark(marked)
            yield Example(
                text, spans.get("A"), spans.get("R"), (kind,),
                None if status == "-" else status, None if polarity == "-" else polarity, "manual",
            )  # fmt: skip


def unmark(marked: str) -> tuple[str, dict[str, Offsets]]:
    """A sentence with [A:…] and [R:…] as plain text with the offsets of both."""
    parts: list[str] = []
    spans: dict[str, Offsets] = {}
    at = length = 0
    for match in _MARK.finditer(marked):
        parts.append(marked[at : match.start()])
        length += len(parts[-1])
        spans[match.group(1)] = (length, length + len(match.group(2)))
        parts.append(match.group(2))
        length += len(parts[-1])
        at = match.end()
    return "".join((*parts, marked[at:])), spans


# Acts that one party does to the other: the other way round there is none between the two.
_ONE_WAY = frozenset(
    {"ACCUSE", "REJECT", "REQUEST", "THREATEN", "AID", "COERCE", "SANCTION", "PROTEST", "CONCEDE", "RETREAT"}
)


def reversed_pairs(examples: list[Example], every: int) -> list[Example]:
    """Every n-th one-way example with its parties exchanged, labelled NONE: direction has to be learned."""
    one_way = [e for e in examples if e.actor and e.recipient and set(e.types) <= _ONE_WAY]
    return [Example(e.text, e.recipient, e.actor, ("NONE",), None, None, e.habit) for e in one_way[::every]]


def read_plv(path: Path) -> list[Example]:
    """The rows of a PLV file: {"text", "actor", "recipient", "gold_type"}, one JSON object a line."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        kind = row["gold_type"]
        types = ("CONCEDE", "RETREAT") if kind == "YIELD" else (kind,)
        examples.append(Example(row["text"], _span(row["actor"]), _span(row["recipient"]), types, None, None, "plv"))
    return examples


def _span(value: dict[str, int] | None) -> Offsets | None:
    return (value["start"], value["end"]) if value else None
