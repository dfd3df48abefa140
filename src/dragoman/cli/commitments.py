"""`dragoman commitments`: what was promised, threatened, offered, demanded, what it hangs on and what became of it."""

from __future__ import annotations

import click

from ..ledger import Ledger
from .ledger_options import ledger_option, named
from .listing import form_option, limit_option, listed

_COLUMNS = (
    "day", "kind", "status", "status_since", "by_actor", "to_actor", "act", "conditions", "deadline_end", "reports",
    "commitment",
)  # fmt: skip


@click.command("commitments")
@click.option("--by", multiple=True, metavar="WHO", help="Who is bound: a country's code, an actor's id or a name.")
@click.option("--to", multiple=True, metavar="WHO", help="Who gains, is harmed or must act.")
@click.option("--kind", multiple=True, metavar="KIND", help="Such as promise, threat, offer, demand, refusal.")
@click.option("--strength", multiple=True, metavar="FORCE", help="binding, declared or tentative.")
@click.option("--status", multiple=True, metavar="STATUS",
              help="open, triggered, kept, broken, withdrawn or lapsed.")  # fmt: skip
@click.option("--as-of", metavar="DAY", help="How things stood on a day; else as of the latest report.")
@click.option("--conditional/--unconditional", default=None, help="Only those with a condition, or only the rest.")
@click.option("--since", metavar="DAY", help="The first day, YYYY-MM-DD.")
@click.option("--until", metavar="DAY", help="The last day.")
@limit_option
@form_option
@ledger_option
def command(
    by: tuple[str, ...],
    to: tuple[str, ...],
    kind: tuple[str, ...],
    strength: tuple[str, ...],
    status: tuple[str, ...],
    as_of: str | None,
    conditional: bool | None,
    since: str | None,
    until: str | None,
    limit: int,
    form: str,
    where: str | None,
) -> None:
    """List commitments, the latest day first: one line for all reports of one.

    \b
    Examples:
      dragoman commitments --by RUS --status open
      dragoman commitments --by RUS --kind threat --conditional --since 2024-01-01
      dragoman commitments --status broken --as-of 2024-06-30
    """
    ledger = Ledger(where)
    named(ledger.name)
    answer = ledger.commitments(
        by=by, to=to, kind=kind, strength=strength, status=status, since=since, until=until, conditional=conditional,
        as_of=as_of, limit=limit or None,
    )  # fmt: skip
    if listed(answer, form, _COLUMNS) == limit:
        click.echo(f"the first {limit}; --limit 0 lists all", err=True)
