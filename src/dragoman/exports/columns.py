"""Columns of an export: name, type and what fills them, in one table a format; and the schema that tells readers.

The schema's `pandas` and `readr` are arguments for `pandas.read_csv` and `readr::read_delim`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal, TypeVar

Row = TypeVar("Row")
# id: an integer of 63 bits, which R's numbers do not hold, so that R reads it as text.
Kind = Literal["text", "id", "integer", "number", "date"]
Value = str | int | float | date | None

_PANDAS = {"text": "string", "id": "Int64", "integer": "Int64", "number": "Float64", "date": "string"}
# Letters of readr's compact column types, and the class that R gives them.
_READR = {"text": "c", "id": "c", "integer": "i", "number": "d", "date": "D"}
_R = {"text": "character", "id": "character", "integer": "integer", "number": "numeric", "date": "Date"}
# What would end a cell or a row: tabs, all that some reader takes for a line's end, and NUL, which ends a text in C.
_BREAKS = re.compile(r"\r\n|[\x00\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column.  fill: its value in a row, None where it is missing."""

    name: str
    kind: Kind
    fill: Callable[[Row], Value]


@dataclass(frozen=True)
class Table(Generic[Row]):
    """A table of tab-separated text.  missing: the word that stands for a missing value."""

    columns: Sequence[Column[Row]]
    header: bool
    missing: str

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def head(self) -> bytes:
        """The line of names; nothing where the format has none."""
        return self._line(self.names) if self.header else b""

    def line(self, row: Row) -> bytes:
        """A row as bytes, with the line end."""
        return self._line([cell(column.fill(row), self.missing) for column in self.columns])

    def _line(self, cells: Sequence[str]) -> bytes:
        return ("\t".join(cells) + "\n").encode()

    def schema(self) -> dict[str, Any]:
        """How to read the table, for people, pandas and R."""
        kinds = {column.name: column.kind for column in self.columns}
        dates = [name for name, kind in kinds.items() if kind == "date"]
        return {
            "encoding": "UTF-8",
            "separator": "\t",
            "quoting": "none",
            "header": self.header,
            "missing": self.missing,
            "columns": [
                {"name": name, "type": kind, "pandas": _PANDAS[kind], "r": _R[kind]} for name, kind in kinds.items()
            ],
            "pandas": {
                "sep": "\t",
                "header": 0 if self.header else None,
                "names": self.names,
                "dtype": {name: _PANDAS[kind] for name, kind in kinds.items()},
                "parse_dates": dates,
                "na_values": [self.missing],
                "keep_default_na": False,
                # csv.QUOTE_NONE
                "quoting": 3,
                "encoding": "utf-8",
            },
            "readr": {
                "delim": "\t",
                "col_names": True if self.header else self.names,
                "col_types": "".join(_READR[kind] for kind in kinds.values()),
                "na": self.missing,
                "quote": "",
            },
        }


def cell(value: Value, missing: str) -> str:
    """A value as the text of a cell: whole numbers without a fraction, days as YYYY-MM-DD, no tab and no line end."""
    if value is None or value == "":
        return missing
    if isinstance(value, str):
        return one_line(value).strip() or missing
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def one_line(text: str) -> str:
    """The text with a space for each tab and line end."""
    return _BREAKS.sub(" ", text)
