"""`dragoman stories`: which reports tell of one happening, and how many of them are independent."""

from __future__ import annotations

import click

from ..ledger import Answer, Ledger
from ..ledger.selecting import STORY_ORDER
from .ledger_options import ledger_option, named
from .listing import form_option, listed

_COLUMNS = ("last_day", "reports", "independent", "title", "story")
_SHOWN = 50
_CONTRACT = ("id", "documents", "origins", "title")


@click.command("stories")
@click.option("--since", metavar="DAY", help="Stories with a report on this day, YYYY-MM-DD, or later.")
@click.option("--until", metavar="DAY", help="Stories with a report on this day or earlier.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    help=f"The most stories to list; 0 lists all.  [default: {_SHOWN} in a table, else all]",
)
@form_option
@ledger_option
def command(since: str | None, until: str | None, limit: int | None, form: str, where: str | None) -> None:
    """List stories, the latest first: reports of one happening, a report that stands alone being a story, too.

    JSON has each story's id, documents, origins (its independent reports) and title.

    \b
    Examples:
      dragoman stories --since 2024-03-01
      dragoman stories --format jsonl > stories.jsonl
    """
    ledger = Ledger(where)
    named(ledger.name)
    most = limit if limit is not None else _SHOWN if form == "table" else 0
    answer = ledger.stories(since=since, until=until, limit=most or None)
    if form in ("json", "jsonl"):
        answer = _as_agreed(answer)
    if listed(answer, form, _COLUMNS) == most:
        click.echo(f"the first {most}; --limit 0 lists all", err=True)


def _as_agreed(answer: Answer) -> Answer:
    """The fields that other programs read, and no more."""
    query = f"SELECT story AS {', '.join(_CONTRACT)} FROM ({answer.query}) listed ORDER BY {STORY_ORDER}"
    return Answer(answer.store, query, answer.values)
