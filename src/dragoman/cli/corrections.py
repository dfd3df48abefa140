"""`dragoman corrections`: what people have put right, and the way back."""

from __future__ import annotations

import click

from ..ledger import Ledger
from .ledger_options import ledger_option, named
from .listing import form_option, listed

_COLUMNS = ("correction", "made_at", "made_by", "document", "record_class", "words", "field", "value", "reason")


@click.command("corrections")
@click.option("--undo", type=int, metavar="NUMBER", help="Take this one out of force.")
@click.option("--all", "everything", is_flag=True, help="List those, too, that were taken back.")
@form_option
@ledger_option
def command(undo: int | None, everything: bool, form: str, where: str | None) -> None:
    """List corrections in the order in which they were made.

    \b
    Examples:
      dragoman corrections
      dragoman corrections --undo 7
    """
    ledger = Ledger(where)
    named(ledger.name)
    if undo is not None:
        ledger.undo(undo)
        click.echo(f"correction {undo} is taken back")
        return
    chosen = "" if everything else " WHERE undone_at IS NULL"
    listed(ledger.sql(f"SELECT * FROM corrections{chosen} ORDER BY correction"), form, _COLUMNS)
