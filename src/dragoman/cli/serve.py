"""`dragoman serve`: the ledger as pages to look at and an API to call."""

from __future__ import annotations

from pathlib import Path

import click

from .ledger_options import ledger_option, named


@click.command("serve")
@ledger_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8600, show_default=True, help="The port.")
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Who may read and review: a line each, NAME RIGHT TOKEN.  Needed for every address but loopback.",
)
@click.option(
    "--hostname", "hostnames", multiple=True, metavar="NAME", help="A name that browsers use for it, as behind a proxy."
)
def command(where: str | None, host: str, port: int, token_file: Path | None, hostnames: tuple[str, ...]) -> None:
    """Open the ledger in a browser: search, articles with their records, an API under /api/v1.

    Only this machine reaches it, unless --host names another address; then everybody must show a token.

    \b
    Examples:
      dragoman serve --ledger crisis.duckdb
      dragoman serve --host 0.0.0.0 --hostname news.example.org --token-file tokens.txt
    """
    from ..ledger import Ledger
    from ..web.serving import serve

    def told(address: str) -> None:
        named(Ledger(where).name)
        click.echo(f"open {address} in a browser; Ctrl-C ends it", err=True)

    serve(where, host=host, port=port, token_file=token_file, hostnames=hostnames, told=told)
