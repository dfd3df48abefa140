"""`dragoman forget`: takedown of a document."""

from __future__ import annotations

import click

from ..errors import UsageError
from ..ledger import Ledger
from .ledger_options import ledger_option, named


@click.command("forget")
@click.argument("documents", nargs=-1, metavar="DOC...")
@click.option("--compact", is_flag=True, help="Write the whole file anew, so that no deleted byte is left in it.")
@ledger_option
def command(documents: tuple[str, ...], compact: bool, where: str | None) -> None:
    """Take a document's text and records out of the ledger, of all its revisions, for good.

    DOC is a document's id.  That it was here stays, with its address, and it is not taken in again.  A database
    file keeps deleted bytes until it writes over them: a small ledger is written anew at once, a large one with
    --compact, which takes about ten seconds for 100 MB.

    \b
    Example:
      dragoman forget 3b1f0c52a0c94f2e8d1f6a7b9c0d1e2f
      dragoman forget --compact
    """
    if not documents and not compact:
        raise UsageError("nothing to forget; name documents by their ids")
    ledger = Ledger(where)
    named(ledger.name)
    found = ledger.forget(*documents)
    if compact:
        ledger.compact()
    for document, revisions in found.items():
        if revisions:
            click.echo(f"forgotten: {document}" + (f" ({revisions} revisions)" if revisions > 1 else ""))
    unknown = [document for document, revisions in found.items() if not revisions]
    if unknown:
        raise UsageError(f"no document {', '.join(unknown)} in {ledger.name}; dragoman sql lists ids")
