"""`dragoman story`: one story's reports, in order, with what each adds."""

from __future__ import annotations

import click

from ..errors import UsageError
from ..ledger import Ledger
from .ledger_options import ledger_option, named
from .listing import form_option, listed

_COLUMNS = ("day", "publisher", "document", "copy_of", "likeness", "new_events", "title", "adds")


@click.command("story")
@click.argument("story", metavar="ID")
@form_option
@ledger_option
def command(story: str, form: str, where: str | None) -> None:
    """Show a story's reports by publication: which are copies, how like the rest each is, what it adds.

    ID is a story's, as `dragoman stories` lists it, or that of a document.  A report adds the events that no earlier
    one has: of another type, or between others.

    \b
    Examples:
      dragoman story 1f0c2a9be4d07735
      dragoman story reports/a.txt --format jsonl
    """
    ledger = Ledger(where)
    named(ledger.name)
    answer = ledger.story(story)
    if not answer.rows():
        raise UsageError(f"no story {story!r} in {ledger.name}; dragoman stories lists them")
    listed(answer, form, _COLUMNS)
