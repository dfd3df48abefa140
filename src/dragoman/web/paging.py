"""Paging by cursor: where the last row stood in the order, so that rows that come in meanwhile shift nothing.

A cursor is opaque to callers: Base64 of a JSON list of the last row's values in the columns of the order.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..errors import UsageError

DEFAULT_LIMIT = 50
MOST = 200
_LONGEST = 2_000
_HIGHEST = 2**63 - 1


@dataclass(frozen=True)
class Order:
    """An order of rows that no two share a place in.

    days: the column that comes first, latest first and null last, or None.  up, down: the columns after it.
    """

    keys: tuple[tuple[str, str], ...]

    @property
    def sql(self) -> str:
        return ", ".join(f"{name} {way}{' NULLS LAST' if name in DAYS else ''}" for name, way in self.keys)

    def cursor(self, row: dict[str, Any]) -> str:
        """The cursor that stands behind a row."""
        values = [v.isoformat() if isinstance(v, date) else v for v in (row[name] for name, _ in self.keys)]
        return base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode().rstrip("=")

    def values(self, cursor: str) -> list[Any]:
        """The values that a cursor holds, a day as a date.  Raises UsageError where it is none of ours."""
        try:
            if len(cursor) > _LONGEST:
                raise ValueError
            padded = cursor + "=" * (-len(cursor) % 4)
            found = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
            if not isinstance(found, list) or len(found) != len(self.keys):
                raise ValueError
            return [_checked(name, value) for (name, _), value in zip(self.keys, found, strict=True)]
        except (ValueError, binascii.Error, RecursionError) as error:
            raise UsageError("cursor: none that this ledger gave; take `next` of an answer as it is") from error

    def after(self, values: Sequence[Any], first: int) -> tuple[str, list[Any]]:
        """The condition that a row comes later than these values, and its values from `$first` on."""
        used: list[Any] = []

        def place(value: Any) -> str:
            used.append(value)
            return f"${first + len(used) - 1}"

        condition = ""
        for (name, way), value in reversed(list(zip(self.keys, values, strict=True))):
            if value is None:
                # a day that is not known comes last: only rows that share it can follow
                condition = f"({name} IS NULL AND {condition})" if condition else "false"
                continue
            at = place(value)
            beyond = f"{name} {'<' if way == 'DESC' else '>'} {at}"
            if name in DAYS:
                beyond += f" OR {name} IS NULL"
            condition = f"({beyond} OR ({name} = {at} AND {condition}))" if condition else f"({beyond})"
        return condition, used


def _checked(name: str, value: Any) -> Any:
    if name in DAYS:
        return None if value is None else date.fromisoformat(value if isinstance(value, str) else "")
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(name)
    if name in NUMBERS and not (isinstance(value, int) and 0 <= value <= _HIGHEST):
        raise ValueError(name)
    if name not in NUMBERS and not isinstance(value, str):
        raise ValueError(name)
    return value


# Columns that hold a day, or null.
DAYS = frozenset({"day", "last_day"})
NUMBERS = frozenset({"latest", "number", "ordinal", "span_start"})
LATEST = Order((("day", "DESC"), ("number", "DESC"), ("ordinal", "ASC")))
LATEST_DOCUMENTS = Order((("day", "DESC"), ("number", "DESC")))
BY_STORY = Order((("story", "ASC"),))
LATEST_STORIES = Order((("last_day", "DESC"), ("latest", "DESC"), ("story", "ASC")))
BY_COMING = Order((("number", "ASC"), ("life", "ASC"), ("span_start", "ASC"), ("status", "ASC"), ("rule", "ASC")))
BY_ACTOR = Order((("actor", "ASC"),))
