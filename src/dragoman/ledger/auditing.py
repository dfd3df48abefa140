"""Audits: records and sentences drawn by chance for a person to judge, and the judgements, kept in the ledger.

Records are drawn with equal chances.  Sentences without a record are drawn in two steps: a document with chances in
proportion to its length, then one of its sentences; so no more texts are read than are drawn.  What is drawn is kept,
as a ledger changes: an audit can be taken up again, and its figures are those of the ledger as it was.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from typing import Literal

from ..errors import UsageError
from ..knowledge.abbreviations import load_abbreviations
from ..language.sentences import sentence_ranges
from ..records import CODED_BLOCKS
from . import tables
from .entries import next_number
from .packing import show_nuls
from .rows import Row, clean
from .stores import Connection

AuditVerdict = Literal["right", "wrong", "seen", "unsure"]
# What may be said of what kind of item.
VERDICTS: dict[str, tuple[AuditVerdict, ...]] = {
    "record": ("right", "wrong", "unsure"),
    "sentence": ("seen", "unsure"),
}
MOST_ITEMS = 1_000
# More events than these in one sentence are counted as so many.
MOST_MISSED = 9
# Draws for each sentence wanted: where nearly every sentence has a record, fewer sentences are found.
_TRIES = 10

_DOCUMENTS = """
SELECT d.number, d.document, d.characters, coalesce(e.records, 0) FROM store.documents d
LEFT JOIN (SELECT number, count(*) AS records FROM store.events GROUP BY number) e ON e.number = d.number
WHERE d.current AND d.forgotten_at IS NULL ORDER BY d.number"""


@dataclass(frozen=True)
class _Document:
    number: int
    document: str
    characters: int
    records: int


def draw(connection: Connection, size: int, *, seed: int, made_by: str) -> int:
    """Draws so many records and so many sentences without one, and keeps them; the audit's number.

    The same ledger and seed give the same draw.  Raises UsageError where there is nothing to draw from.
    """
    if not 1 <= size <= MOST_ITEMS:
        raise UsageError(f"size: draw 1 to {MOST_ITEMS:,} of each, not {size}")
    if connection.rows("SELECT value FROM store.facts WHERE name = 'texts'") == [("no",)]:
        raise UsageError("this ledger holds no texts, so that nothing of it can be judged")
    documents = [_Document(*row) for row in connection.rows(_DOCUMENTS)]
    if not any(d.characters for d in documents):
        raise UsageError("the ledger is empty; dragoman ingest fills it")
    rng = random.Random(seed)
    audit = next_number(connection, "audit", "audits")
    records = _drawn_records(connection, documents, size, rng)
    sentences, saturated = _drawn_sentences(connection, documents, size, rng)
    items = [(audit, k, *item, None, None, None, None) for k, item in enumerate([*records, *sentences])]
    if items:
        connection.insert(tables.AUDIT_ITEMS, items)
    row = (
        audit, clean(made_by), datetime.now(UTC), seed, sum(d.records for d in documents), len(documents),
        sum(d.characters for d in documents), saturated,
    )  # fmt: skip
    connection.insert(tables.AUDITS, [row])
    return audit


def judge(connection: Connection, audit: int, item: int, verdict: str | None, missed: int, *, made_by: str) -> None:
    """Keeps what somebody says of an item; None takes it back.  What was drawn twice is judged once.

    Raises UsageError where there is no such item, or the verdict is none for its kind.
    """
    query = "SELECT kind, number, record, span_start FROM store.audit_items WHERE audit = $1 AND item = $2"
    found = connection.rows(query, (audit, item))
    if not found:
        raise UsageError(f"no item {item} in audit {audit}")
    kind, number, record, start = found[0]
    if verdict is not None and verdict not in VERDICTS[kind]:
        raise UsageError(f"verdict: a {kind} is one of {', '.join(VERDICTS[kind])}")
    if not 0 <= missed <= MOST_MISSED:
        raise UsageError(f"missed: a number from 0 to {MOST_MISSED}")
    said = (verdict, missed, clean(made_by), datetime.now(UTC)) if verdict else (None, None, None, None)
    same = "span_start = $7" if record is None else "record = $7"
    connection.execute(
        "UPDATE store.audit_items SET verdict = $1, missed = $2, judged_by = $3, judged_at = $4"
        f" WHERE audit = $5 AND number = $6 AND {same} AND kind = $8",
        (*said, audit, number, start if record is None else record, kind),
    )


def _drawn_records(connection: Connection, documents: Sequence[_Document], size: int, rng: random.Random) -> list[Row]:
    until = list(accumulate(d.records for d in documents))
    total = until[-1]
    ranks = sorted(rng.sample(range(total), min(size, total)))
    wanted = [(documents[at], rank - (until[at] - documents[at].records)) for rank in ranks
              for at in [bisect_right(until, rank)]]  # fmt: skip
    by_number: dict[int, list[Row]] = defaultdict(list)
    query = (
        "SELECT number, event, sentence_start, sentence_end, trigger_start, trigger_end FROM store.events"
        " WHERE number = any($1) ORDER BY number, ordinal"
    )
    for number, *row in connection.rows(query, (sorted({d.number for d, _ in wanted}),)):
        by_number[number].append(tuple(row))
    items = []
    for document, rank in wanted:
        own = by_number[document.number]
        event, start, end, trigger_start, trigger_end = own[rank]
        sharing = sum(start <= other[3] < end for other in own)
        items.append(
            ("record", document.number, document.document, event, start, end, trigger_start, trigger_end,
             max(1, sharing), None)
        )  # fmt: skip
    # in the order of the draw, so that those that are judged first are a sample, too
    rng.shuffle(items)
    return items


def _drawn_sentences(
    connection: Connection, documents: Sequence[_Document], size: int, rng: random.Random
) -> tuple[list[Row], int]:
    """Items, and how many draws met a document in which every sentence has a record."""
    until = list(accumulate(d.characters for d in documents))
    items: list[Row] = []
    saturated = tries = 0
    known: dict[int, list[tuple[int, int]]] = {}
    while len(items) < size and tries < size * _TRIES:
        picked = [documents[bisect_right(until, rng.randrange(until[-1]))] for _ in range(size - len(items))]
        tries += len(picked)
        known |= _bare_sentences(connection, sorted({d.number for d in picked} - set(known)))
        for document in picked:
            bare = known[document.number]
            if not bare:
                saturated += 1
                continue
            start, end = rng.choice(bare)
            weight = len(bare) / document.characters
            items.append(
                ("sentence", document.number, document.document, None, start, end, None, None, None, weight)
            )  # fmt: skip
    return items, saturated


def _bare_sentences(connection: Connection, numbers: list[int]) -> dict[int, list[tuple[int, int]]]:
    """Sentences in which no event stands, by document."""
    if not numbers:
        return {}
    taken: dict[int, list[int]] = defaultdict(list)
    for query in (
        "SELECT number, trigger_start FROM store.events WHERE number = any($1)",
        "SELECT number, span_start FROM store.event_mentions WHERE number = any($1)",
    ):
        for number, at in connection.rows(query, (numbers,)):
            taken[number].append(at)
    blocks: dict[int, list[tuple[int, int]]] = defaultdict(list)
    query = (
        "SELECT number, kind, block_start, block_end FROM store.blocks WHERE number = any($1) ORDER BY number, ordinal"
    )
    for number, kind, start, end in connection.rows(query, (numbers,)):
        if kind in CODED_BLOCKS:
            blocks[number].append((start, end))
    abbreviations = load_abbreviations()
    found: dict[int, list[tuple[int, int]]] = {}
    query = "SELECT number, text, nul_at FROM store.texts WHERE number = any($1)"
    for number, text, nul_at in connection.rows(query, (numbers,)):
        whole = show_nuls(text, nul_at)
        ranges = [r for block in blocks[number] for r in sentence_ranges(whole, *block, abbreviations)]
        found[number] = [(a, b) for a, b in ranges if not any(a <= at < b for at in taken[number])]
    return {number: found.get(number, []) for number in numbers}
