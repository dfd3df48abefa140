"""Date: a resolved date expression (records.md, "A date is")."""

from __future__ import annotations

from typing import Literal

import msgspec

from .span import Span

DatePrecision = Literal[
    "day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century", "range"
]


class Date(msgspec.Struct, frozen=True, kw_only=True):
    """An interval of days, both ends inclusive, ISO 8601 (YYYY-MM-DD).

    `inferred`: day, month or year does not stand in the span.  `span` is null only where
    another sentence of the document gives the date.
    """

    start: str
    end: str
    precision: DatePrecision
    span: Span | None
    inferred: bool
