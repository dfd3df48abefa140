"""Examples: labelled pairs from the corpus of our own and from the public PLV training file."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from ..models.pairs import Habit, Offsets

MARK = re.compile(r"\[([AR]):([^\[\]]+)\]")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[st])>")


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
    for match in MARK.finditer(marked):
        parts.append(marked[at : match.start()])
        length += len(parts[-1])
        spans[match.group(1)] = (length, length + len(match.group(2)))
        parts.append(match.group(2))
        length += len(parts[-1])
        at = match.end()
    return "".join((*parts, marked[at:])), spans


# Acts that one party does to the other: the other way round there is none between the two.
ONE_WAY = frozenset(
    {"ACCUSE", "REJECT", "REQUEST", "THREATEN", "AID", "COERCE", "SANCTION", "PROTEST", "CONCEDE", "RETREAT"}
)


def reversed_pairs(examples: Sequence[Example], every: int, one_way: Set[str] = ONE_WAY) -> list[Example]:
    """Every n-th one-way example with its parties exchanged, labelled NONE: direction has to be learned."""
    able = [e for e in examples if e.actor and e.recipient and set(e.types) <= one_way]
    return [Example(e.text, e.recipient, e.actor, ("NONE",), None, None, e.habit) for e in able[::every]]


def read_plv(path: Path) -> list[Example]:
    """The rows of a PLV file, as JSON lines {"text", "actor", "recipient", "gold_type"} or as published (.tsv)."""
    if path.suffix == ".tsv":
        return _published(path)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_of_plv(r["text"], _span(r["actor"]), _span(r["recipient"]), r["gold_type"]) for r in rows]


def _published(path: Path) -> list[Example]:
    """Rows of PLV_train.tsv: `marked_sentence` holds the actor in <s>, the recipient in <t>, `gold_root` the type."""
    with path.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t"))
    return [_of_plv(*_untag(row["marked_sentence"]), row["gold_root"]) for row in rows]


def _untag(marked: str) -> tuple[str, Offsets | None, Offsets | None]:
    """A sentence with <s>…</s> and <t>…</t> as plain text with the offsets of the first of each."""
    spans: dict[str, Offsets] = {}
    opened: dict[str, int] = {}
    text, at = "", 0
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        if not tag.group("close"):
            opened[tag.group("name")] = len(text)
        elif (start := opened.pop(tag.group("name"), None)) is not None:
            spans.setdefault(tag.group("name"), _trimmed(text, start))
    return text + marked[at:], spans.get("s"), spans.get("t")


def _trimmed(text: str, start: int) -> Offsets:
    """From a start to the end of the text so far, without white space at either side."""
    words = text[start:]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _of_plv(text: str, actor: Offsets | None, recipient: Offsets | None, kind: str) -> Example:
    # PLV merges two types of today's manual; either is right
    types = ("CONCEDE", "RETREAT") if kind == "YIELD" else (kind,)
    return Example(text, actor, recipient, types, None, None, "plv")


def _span(value: dict[str, int] | None) -> Offsets | None:
    return (value["start"], value["end"]) if value else None
