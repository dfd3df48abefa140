"""Rows for people and for programs: a table that fits the terminal, CSV, JSON, JSON Lines."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from types import NoneType
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from ..exports.own import cell
from ..ledger import Answer
from ..report.wording import plain

if TYPE_CHECKING:
    import pyarrow as pa

Command = TypeVar("Command", bound=Callable[..., Any])
Rows = Sequence[Sequence[Any]]

_WIDEST_CELL = 60
_WIDTH_ELSEWHERE = 160
_GAP = "  "
# Rows that are Python's at a time, where there are very many.
_SLICE = 10_000


def form_option(command: Command) -> Command:
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "csv", "json", "jsonl"]),
        default="table",
        show_default=True,
        help="A table shows the main columns; the others have all.",
    )(command)


def limit_option(command: Command) -> Command:
    return click.option(
        "--limit",
        type=click.IntRange(min=0),
        default=50,
        show_default=True,
        help="The most rows to list; 0 lists all.",
    )(command)


def listed(answer: Answer, form: str, columns: Sequence[str] = ()) -> int:
    """Writes an answer to standard output; how many rows it had.  columns: those of a table, else all."""
    names, rows = answer.table()
    written(names, rows, form, columns)
    return len(rows)


def listed_in_slices(answer: Answer, form: str, *, shown: int) -> int:
    """As `listed`, for very many rows: they wait as Arrow, which is compact.  shown: the most that a table has."""
    found = answer.arrow()
    kept = found.slice(0, shown) if form == "table" else found
    rows = (row for batch in kept.to_batches(max_chunksize=_SLICE) for row in _rows_of(batch))
    written(found.column_names, rows, form)
    return int(found.num_rows)


def _rows_of(batch: pa.RecordBatch) -> Iterable[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in batch.columns), strict=True)


def written(names: Sequence[str], rows: Iterable[Sequence[Any]], form: str, columns: Sequence[str] = ()) -> None:
    """Writes rows to standard output.  columns: those of a table, else all."""
    if form == "table":
        shown = [name for name in columns if name in names] or names
        at = [names.index(name) for name in shown]
        click.echo(table(shown, [[row[k] for k in at] for row in rows]))
    else:
        _WRITERS[form](names, rows, sys.stdout)
        sys.stdout.flush()


def table(names: Sequence[str], rows: Rows) -> str:
    """The rows in columns; long cells are cut, the widest first, until a row fits the terminal."""
    if not rows:
        return "nothing found"
    lines = [[name.replace("_", " ") for name in names], *([_shown(value) for value in row] for row in rows)]
    widths = [min(_WIDEST_CELL, max(len(line[k]) for line in lines)) for k in range(len(names))]
    room = shutil.get_terminal_size((_WIDTH_ELSEWHERE, 24)).columns - len(_GAP) * (len(names) - 1)
    while sum(widths) > room and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    numbers = {k for k in range(len(names)) if all(isinstance(row[k], (int, float, NoneType)) for row in rows)}
    return "\n".join(_line(line, widths, numbers) for line in lines)


def _shown(value: Any) -> str:
    """A value in a table: more than three places behind the point are for programs."""
    return plain(cell(round(value, 3) if isinstance(value, float) else value))


def _line(cells: Sequence[str], widths: Sequence[int], numbers: set[int]) -> str:
    cut = [c if len(c) <= w else f"{c[: w - 1]}…" for c, w in zip(cells, widths, strict=True)]
    padded = (c.rjust(w) if k in numbers else c.ljust(w) for k, (c, w) in enumerate(zip(cut, widths, strict=True)))
    return _GAP.join(padded).rstrip()


def _write_csv(names: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([cell(value) for value in row] for row in rows)


def _write_json(names: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    out.write("[")
    for number, row in enumerate(rows):
        out.write((",\n" if number else "\n") + _json(names, row))
    out.write("\n]\n")


def _write_jsonl(names: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    for row in rows:
        out.write(_json(names, row) + "\n")


def _json(names: Sequence[str], row: Sequence[Any]) -> str:
    return json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=json_value)


def json_value(value: Any) -> Any:
    """What JSON has no form for: days and times as ISO 8601, decimals as numbers, the rest as text."""
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if hasattr(value, "as_tuple") else str(value)


_WRITERS = {"csv": _write_csv, "json": _write_json, "jsonl": _write_jsonl}
