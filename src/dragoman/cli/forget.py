"""`dragoman forget`: takedown of a document."""

from __future__ import annotations

import click

from ..errors import UsageError
from ..ledger import Ledger
from .ledger_options import ledger_option, named


@click.command("forget")
@click.argument("documents", nargs=-1, required=True, metavar="DOC...")
@ledger_option
def command(documents: tuple[str, ...], where: str | None) -> None:
    """Take a document's text and records out of the ledger, of all its revisions, for good.

    DOC is a document's id.  That it was here stays, with its address, and it is not taken in again.

    \b
    Example:
      dragoman forget 3b1f0c52a0c94f2e8d1f6a7b9c0d1e2f
    """
    ledger = Ledger(where)
    named(ledger.name)
    found = ledger.forget(*documents)
    for document, revisions in found.items():
        if revisions:
            click.echo(f"forgotten: {document}" + (f" ({revisions} revisions)" if revisions > 1 else ""))
    unknown = [document for document, revisions in found.items() if not revisions]
    if unknown:
        raise UsageError(f"no document {', '.join(unknown)} in {ledger.name}; dragoman sql lists ids")
