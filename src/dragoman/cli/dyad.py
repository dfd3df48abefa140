"""`dragoman dyad`: what passes between two, week by week, as a table or a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from ..errors import UsageError
from ..exports.own import replacing
from ..ledger import Account, Ledger, Period
from ..version import __version__
from .counting import by_option, happened_option, span_options, told_account
from .ledger_options import ledger_option, named
from .listing import form_option, written

_FORMS: dict[str, Literal["png", "svg", "pdf"]] = {".png": "png", ".svg": "svg", ".pdf": "pdf"}
_COLUMNS = (
    "period", "events", *(f"{way}_quad{quad}" for way in ("ab", "ba") for quad in (1, 2, 3, 4)), "sum_intensity",
    "balance",
)  # fmt: skip


@click.command("dyad")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@by_option("week", "day", "week", "month")
@span_options
@happened_option
@click.option(
    "--plot", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Draw it into a PNG, SVG or PDF."
)
@form_option
@ledger_option
def command(
    a: str,
    b: str,
    by: Period,
    since: str | None,
    until: str | None,
    happened: bool,
    plot: Path | None,
    form: str,
    where: str | None,
) -> None:
    """Count what A and B do to each other, by quad and week: a country's code, an actor's id or a name each.

    ab is what A does to B, ba what B does to A; what they do together counts in both, and once in events.
    Quads 1 and 2 are verbal and material cooperation, 3 and 4 conflict.  balance: -1 nothing but conflict, 1 nothing
    but cooperation, by intensity.  Weeks begin on Monday.

    \b
    Examples:
      dragoman dyad RUS BLR --plot out.png
      dragoman dyad RUS org:nato --by month --since 2021-01-01 --format csv
    """
    if plot and plot.suffix.lower() not in _FORMS:
        raise UsageError(f"{plot}: no kind of picture; end the name in {', '.join(_FORMS)}")
    ledger = Ledger(where)
    named(ledger.name)
    panel = ledger.dyad(a, b, by=by, since=since, until=until, happened=happened or None)
    names, rows = panel.table()
    if plot and rows:
        from ..report.dyad_chart import draw_dyad

        found = [dict(zip(names, row, strict=True)) for row in rows]
        with replacing(plot) as out:
            draw_dyad(found, out, _FORMS[plot.suffix.lower()], a=a, b=b, by=by, note=_note(ledger.name, panel.account))
        click.echo(f"drawn: {plot}", err=True)
    else:
        written(names, rows, form, _COLUMNS)
    told_account(panel.account)


def _note(name: str, account: Account) -> str:
    """Where a picture comes from, and what is in it."""
    source = name if "://" in name else Path(name).name
    return (
        f"dragoman {__version__}, ledger {source}: {account.counted:,} events in news reports; what both do together"
        " counts in both directions"
    )
