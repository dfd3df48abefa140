"""`dragoman mcp`: the ledger as tools for assistants."""

from __future__ import annotations

import click

from .ledger_options import ledger_option, named


@click.command("mcp")
@ledger_option
def command(where: str | None) -> None:
    """Let an assistant ask the ledger, over the Model Context Protocol on standard input and output.

    \b
    Example, in an assistant's list of servers:
      {"command": "dragoman", "args": ["mcp", "--ledger", "/data/crisis.duckdb"]}
    """
    from ..ledger import Ledger
    from ..web.assistant import create_server
    from ..web.serving import WAIT_SECONDS

    ledger = Ledger(where, wait=WAIT_SECONDS)
    named(ledger.name)
    ledger.holds_texts()
    create_server(ledger).run("stdio")
