"""`dragoman export`: a ledger's records as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click

from ..errors import UsageError
from ..exports import VIEW_FILES, write_lines, write_view, write_views
from ..exports.own import replacing
from ..ledger import Ledger
from .ledger_options import ledger_option, named


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    default="jsonl",
    show_default=True,
    help="The full records, or the views as tables.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A file; for tables a folder, or a file and --view."
)
@click.option("--view", type=click.Choice(VIEW_FILES), help="Only this table.")
@click.option("--failures/--no-failures", default=True, help="Whether JSON Lines have the failures, too.")
@ledger_option
def command(
    form: Literal["jsonl", "csv", "parquet"], output: Path | None, view: str | None, failures: bool, where: str | None
) -> None:
    """Write the ledger's records to files.

    JSON Lines are those of `dragoman code`, byte for byte, in the order in which the documents came.  CSV and
    Parquet are a folder with a file for each view, or one view.

    \b
    Examples:
      dragoman export -o records.jsonl
      dragoman export --format parquet -o tables/
      dragoman export --format csv --view events -o events.csv
    """
    ledger = Ledger(where)
    named(ledger.name)
    output = None if output == Path("-") else output
    if form == "jsonl":
        if view:
            raise UsageError("JSON Lines hold the full records; --view is for csv and parquet")
        _lines(ledger, output, failures)
    elif view:
        count = write_view(ledger.view(view), output or sys.stdout.buffer, form)
        click.echo(f"{count:,} rows", err=True)
    elif output is None:
        raise UsageError("tables need a folder to be written to; name one with -o, or one table with --view")
    else:
        for name, count in write_views(ledger, output, form).items():
            click.echo(f"{output / name}.{form}: {count:,} rows", err=True)


def _lines(ledger: Ledger, output: Path | None, failures: bool) -> None:
    if not ledger.holds_texts():
        click.echo("this ledger holds no texts: spans come with offsets, their text is empty", err=True)
    if output is None:
        count = write_lines(ledger, sys.stdout.buffer, failures=failures)
        sys.stdout.buffer.flush()
    else:
        with replacing(output) as out:
            count = write_lines(ledger, out, failures=failures)
    click.echo(f"{count:,} documents", err=True)
