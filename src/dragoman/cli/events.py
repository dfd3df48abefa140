"""`dragoman events`: who did what to whom, over all documents of a ledger."""

from __future__ import annotations

import click

from ..ledger import Ledger
from .ledger_options import ledger_option, named
from .listing import form_option, limit_option, listed

_COLUMNS = (
    "day",
    "type",
    "actor",
    "recipient",
    "status",
    "attributed_to",
    "confidence",
    "reports",
    "sentence",
    "event",
)


@click.command("events")
@click.option("--actor", multiple=True, metavar="WHO", help="Who acts: a country's code, an actor's id or a name.")
@click.option("--recipient", multiple=True, metavar="WHO", help="To whom it is done.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="A PLOVER type, such as THREATEN.")
@click.option("--quad", type=click.IntRange(1, 4), help="1, 2: verbal, material cooperation; 3, 4: conflict.")
@click.option("--since", metavar="DAY", help="The first day, YYYY-MM-DD.")
@click.option("--until", metavar="DAY", help="The last day.")
@click.option("--happened/--not-happened", default=None, help="Only what is told as done, or only the rest.")
@limit_option
@form_option
@ledger_option
def command(
    actor: tuple[str, ...],
    recipient: tuple[str, ...],
    types: tuple[str, ...],
    quad: int | None,
    since: str | None,
    until: str | None,
    happened: bool | None,
    limit: int,
    form: str,
    where: str | None,
) -> None:
    """List events, the latest day first.

    An option that is given twice means either.  The day is that of the act if the text says it, else the report's.

    \b
    Examples:
      dragoman events --actor RUS --recipient BLR --since 2020-08-01 --type THREATEN
      dragoman events --actor person:vladimir-putin --format csv --limit 0 > events.csv
    """
    ledger = Ledger(where)
    named(ledger.name)
    answer = ledger.events(
        actor=actor, recipient=recipient, type=types, quad=quad, since=since, until=until, happened=happened,
        limit=limit or None,
    )  # fmt: skip
    if listed(answer, form, _COLUMNS) == limit:
        click.echo(f"the first {limit}; --limit 0 lists all", err=True)
