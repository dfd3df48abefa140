"""`dragoman actors`: who the coded documents speak of, and which of them the registry does not know."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from ..errors import UsageError
from ..report.census import Row, census

_COLUMNS = ("documents", "roles", "mentions", "name", "kind", "country", "sectors", "id", "document")


@click.command("actors")
@click.argument("files", nargs=-1, required=True)
@click.option("--unknown", is_flag=True, help="Only those that the registry does not know.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many to list.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def command(files: tuple[str, ...], unknown: bool, limit: int, form: str) -> None:
    """List the actors of coded documents, those that most documents speak of first.

    FILES hold what `dragoman code --format jsonl` writes (- is standard input; .gz is read).  The unknown
    ones are a worklist for registry files of your own: docs/registry.md tells their form.

    \b
    Example:
      dragoman code archive/ --format jsonl > records.jsonl
      dragoman actors --unknown records.jsonl
    """
    rows = census((record for file in files for record in _records(file)), unknown=unknown)[:limit]
    if form == "json":
        click.echo(json.dumps(msgspec.to_builtins(rows), ensure_ascii=False))
    elif form == "csv":
        click.echo(_csv(rows), nl=False)
    else:
        click.echo(_table(rows))


def _records(file: str) -> Iterator[dict[str, Any]]:
    """The coded documents of a file; records of documents that failed are passed over."""
    try:
        lines = iter(sys.stdin.buffer if file == "-" else _opened(Path(file)))
        for number, line in enumerate(lines, start=1):
            record = _record(line, f"{file}#{number}") if line.strip() else None
            if record:
                yield record
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}; name a file of coded documents") from error


def _opened(path: Path) -> Iterable[bytes]:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def _record(line: bytes, where: str) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{where}: not JSON ({error}); give what dragoman code --format jsonl wrote") from error
    if not isinstance(record, dict) or "document" not in record:
        raise UsageError(f"{where}: no coded document; give what dragoman code --format jsonl wrote")
    return None if "error" in record else record


def _cells(row: Row) -> list[str]:
    values: dict[str, Any] = {
        **msgspec.to_builtins(row),
        "sectors": "|".join(row.sectors),
        "country": row.country or "",
    }
    return [str(values[column]) for column in _COLUMNS]


def _csv(rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(map(_cells, rows))
    return out.getvalue()


def _table(rows: list[Row]) -> str:
    if not rows:
        return "no actors"
    lines = [list(_COLUMNS), *map(_cells, rows)]
    widths = [max(len(line[k]) for line in lines) for k in range(len(_COLUMNS))]
    numbers = range(3)
    return "\n".join(
        "  ".join(
            c.rjust(w) if k in numbers else c.ljust(w) for k, (c, w) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
