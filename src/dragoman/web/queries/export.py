"""All rows of a question, slice by slice."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import UsageError
from ...ledger.selecting import Question
from ..asking import Asking, Table

# Documents whose rows one opening of an export reads.
_SLICE = 2_000


def streamed(ask: Asking, question: Question) -> Iterator[Table]:
    """All rows of a question in the order in which documents came, slice by slice; the ledger is free in between.

    Rows are those of documents that were there when this began.
    """
    if question.view not in {"events", "statements", "commitments", "documents"}:
        raise UsageError(f"no export of {question.view}")
    last = ask.fresh("SELECT coalesce(max(number), 0) FROM documents").rows[0][0]
    n = len(question.values)
    both = [*question.conditions, f"number > ${n + 1}", f"number <= ${n + 2}"]
    query = f"SELECT * FROM {question.view} WHERE {' AND '.join(both)} ORDER BY {question.keys}"
    for start in range(0, last, _SLICE):
        yield ask.fresh(query, [*question.values, start, min(start + _SLICE, last)])
