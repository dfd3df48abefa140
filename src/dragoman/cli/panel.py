"""`dragoman panel`: counts and intensities by unit and period, zeros too, for models."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import UsageError
from ..exports.own import write_view
from ..ledger import Ledger, Period
from .counting import by_option, happened_option, span_options, told_account
from .ledger_options import ledger_option, named
from .listing import form_option, listed_in_slices

# What `--actors` stands for without a list.
_ALL = "*"
_SHOWN = 40


@click.command("panel")
@by_option("month", "day", "week", "month", "quarter", "year")
@click.option("--dyads", is_flag=True, help="A row per ordered pair of countries that has an event.  [default]")
@click.option(
    "--actors",
    is_flag=False,
    flag_value=_ALL,
    metavar="[WHO,…]",
    help="A row per country that acts, or per one of those listed; with --dyads the pairs in which these act.",
)
@click.option("--pairs-of", metavar="WHO,WHO,…", help="All ordered pairs of these, with or without events.")
@click.option("--undirected", is_flag=True, help="One row for both orders of a pair.")
@click.option("--types", is_flag=True, help="A column for each PLOVER type, too.")
@span_options
@happened_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Into a .csv or .parquet file.",
)
@form_option
@ledger_option
def command(
    by: Period,
    dyads: bool,
    actors: str | None,
    pairs_of: str | None,
    undirected: bool,
    types: bool,
    since: str | None,
    until: str | None,
    happened: bool,
    output: Path | None,
    form: str,
    where: str | None,
) -> None:
    """Count events for every unit in every period, also where there are none.

    WHO is a country's code, an actor's id or a name.  The span reaches from the first report's day to the last one's,
    unless it is given.  What was left out is told on standard error.  Weeks begin on Monday.

    \b
    Examples:
      dragoman panel --by month --dyads -o panel.csv
      dragoman panel --by week --pairs-of RUS,BLR,UKR --since 2020-08-01 --until 2021-07-31 --format csv
      dragoman panel --by year --actors --types
    """
    if output and output.suffix.lower() not in (".csv", ".parquet"):
        raise UsageError(f"{output}: no kind of table; end the name in .csv or .parquet")
    ledger = Ledger(where)
    named(ledger.name)
    panel = ledger.panel(
        by=by, dyads=dyads, actors=actors == _ALL or _list(actors), pairs_of=_list(pairs_of), since=since, until=until,
        happened=happened or None, types=types, undirected=undirected,
    )  # fmt: skip
    if output:
        count = write_view(panel, output, "csv" if output.suffix.lower() == ".csv" else "parquet")
        click.echo(f"{output}: {count:,} rows", err=True)
    else:
        count = listed_in_slices(panel, form, shown=_SHOWN)
    told_account(panel.account)
    if form == "table" and not output and count > _SHOWN:
        click.echo(f"the first {_SHOWN} of {count:,} rows; --format csv or -o writes all", err=True)


def _list(words: str | None) -> list[str]:
    return [word.strip() for word in (words or "").split(",") if word.strip()]
