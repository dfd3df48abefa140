"""`dragoman sql`: a question of the user's own, which can only read the ledger."""

from __future__ import annotations

import sys

import click

from ..ledger import Ledger
from .ledger_options import ledger_option, named
from .listing import form_option, listed


@click.command("sql")
@click.argument("query")
@form_option
@ledger_option
def command(query: str, form: str, where: str | None) -> None:
    """Ask the ledger a question in SQL; - reads it from standard input.

    QUERY is one SELECT over the views events, dyads, statements, commitments, documents and others (docs/ledger.md).
    It reads the ledger and reaches nothing else: no file, no network, no setting.

    \b
    Example:
      dragoman sql "select actor_country, recipient_country, count(*) from dyads where quad = 4 group by 1, 2"
    """
    ledger = Ledger(where)
    named(ledger.name)
    listed(ledger.sql(sys.stdin.read() if query == "-" else query), form)
