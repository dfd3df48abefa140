"""What commands that count events by period share: their options, and what they say of events left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..ledger import Account

Command = TypeVar("Command", bound=Callable[..., Any])


def by_option(default: str, *periods: str) -> Callable[[Command], Command]:
    return click.option(
        "--by", type=click.Choice(periods), default=default, show_default=True, help="The length of a period."
    )


def span_options(command: Command) -> Command:
    since = click.option("--since", metavar="DAY", help="The first day, YYYY-MM-DD.  [default: the first report's]")
    until = click.option("--until", metavar="DAY", help="The last day.  [default: the last report's]")
    return since(until(command))


def happened_option(command: Command) -> Command:
    return click.option(
        "--happened/--all",
        default=True,
        show_default=True,
        help="Count only what is told as done, or also what is planned, denied, only possible.",
    )(command)


def told_account(account: Account) -> None:
    """Says on standard error how many events were counted, and how many were left out for what reason."""
    out = (
        (account.not_happened, "not told as done (--all counts them)"),
        (account.undated, "without a day"),
        (account.outside, "of other days than the span's"),
    )
    left = "; ".join(f"{count:,} {why}" for count, why in out if count)
    click.echo(f"{account.counted:,} events counted; left out: {left or 'none'}", err=True)
    if account.unmet:
        click.echo(f"no event names {', '.join(account.unmet)}; dragoman actors lists names and codes", err=True)
