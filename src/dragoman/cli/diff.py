"""`dragoman diff`: what two ledgers have and have not in common."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from ..ledger import open_store
from ..ledger.comparing import Difference, differences
from ..report.wording import plain

_MARKS = {"only in first": "-", "only in second": "+", "changed": "~"}
_LONGEST = 100


@click.command("diff")
@click.argument("first")
@click.argument("second")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def command(first: str, second: str, form: str) -> None:
    """Tell what differs between two ledgers, record by record.

    FIRST and SECOND are DuckDB files or PostgreSQL URLs.  - stands before what only the first has, + before what
    only the second has, ~ before what both have, with the fields that differ.  Ends with 1 where they differ.

    \b
    Example:
      dragoman diff old.duckdb new.duckdb
    """
    count = 0
    for difference in differences(open_store(first), open_store(second)):
        count += 1
        click.echo(json.dumps(asdict(difference), ensure_ascii=False) if form == "jsonl" else _line(difference))
    click.echo(f"{count:,} differences" if count else "the same records in both", err=True)
    if count:
        raise click.exceptions.Exit(1)


def _line(found: Difference) -> str:
    what = "document" if found.record_class == "document" else f"{found.record_class} {found.record}"
    said = f": {plain(found.said)[:_LONGEST]}" if found.said else ""
    fields = f" ({', '.join(found.fields)})" if found.fields else ""
    return f"{_MARKS[found.change]} {plain(found.document)}  {plain(what)}{said}{fields}"
