"""`dragoman commitment`: one commitment's whole life, each step with its evidence; its status by hand."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

import click

from ..errors import UsageError
from ..ledger import CommitmentLife, Ledger
from ..report.wording import plain
from .ledger_options import ledger_option, named

_WIDTH = 100


@click.command("commitment")
@click.argument("id")
@click.option("--as-of", metavar="DAY", help="How things stood on a day; else as of the latest report.")
@click.option("--set", "status", metavar="STATUS", help="Put the status right: open, kept, broken …")
@click.option("--because", metavar="TEXT", help="Why, with --set.")
@click.option("--by", "made_by", metavar="NAME", help="Who says so, with --set.")
@click.option("--undo", is_flag=True, help="Take the last correction back.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@ledger_option
def command(
    id: str,
    as_of: str | None,
    status: str | None,
    because: str | None,
    made_by: str | None,
    undo: bool,
    form: str,
    where: str | None,
) -> None:
    """Tell all reports of a commitment, and each step of its life with its evidence.

    ID is that of the commitment or of any report of it.  A correction by hand holds over what reports tell.

    \b
    Examples:
      dragoman commitment 57859c2fbfa9cd11
      dragoman commitment 57859c2fbfa9cd11 --set kept --because "the gate opened, see the ministry's note"
      dragoman commitment 57859c2fbfa9cd11 --undo
    """
    if status is None and (because or made_by):
        raise UsageError("--because and --by go with --set STATUS")
    if status is not None and not because:
        raise UsageError("--set needs a reason: --because TEXT")
    if status is not None and undo:
        raise UsageError("--set or --undo, not both")
    ledger = Ledger(where)
    named(ledger.name)
    if status is not None:
        ledger.set_status(id, status, because=because or "", by=made_by)
    if undo and ledger.undo_status(id) is None:
        raise UsageError(f"{id}: no correction to take back")
    life = ledger.commitment(id, as_of=as_of)
    if form == "json":
        click.echo(json.dumps(_fields(life), ensure_ascii=False, default=str))
    else:
        click.echo("\n".join(_lines(life)))


def _fields(life: CommitmentLife) -> dict[str, Any]:
    return {
        "commitment": life.commitment,
        "mentions": life.mentions,
        "moves": life.moves,
        "corrections": life.corrections,
    }


def _lines(life: CommitmentLife) -> Iterator[str]:
    row = life.commitment
    parties = " → ".join(", ".join(filter(None, names)) for names in (row["by_actors"], row["to_actors"]) if names)
    yield plain(f"{row['kind'].upper()} ({row['strength']})  {parties or '?'}: {row['act'] or '(no text)'}")
    yield f"  life   {row['life']}"
    yield f"  status {row['status']}" + (f" since {row['status_since']}" if row["status_since"] else "")
    for mention in life.mentions:
        if mention["deadline_end"]:
            yield f"  until  {mention['deadline_end']}"
            break
    yield ""
    yield f"Told by ({len(life.mentions)})"
    for mention in life.mentions:
        yield _source(mention["day"], mention["kind"], mention)
        yield from _evidence(mention["sentence"] or mention["act"])
    yield ""
    yield f"Steps ({len(life.moves)})"
    for move in life.moves:
        yield _source(move["day"], move["status"], move)
        yield from _evidence(move["sentence"])
        yield f"      rule   {move['rule']}, confidence {move['confidence']:.2f}"
    for correction in life.corrections:
        by = f" by {correction['made_by']}" if correction["made_by"] else ""
        yield f"  {correction['made_at']:%Y-%m-%d} {correction['value']}  by hand{by}"
        yield from _evidence(correction["reason"])


def _source(day: Any, what: str, row: dict[str, Any]) -> str:
    publisher = f", {row['publisher']}" if row["publisher"] else ""
    return "  " + plain(f"{day or '(no day)'} {what} · {row['document']}{publisher}")


def _evidence(words: str | None) -> Iterator[str]:
    if words:
        yield textwrap.fill(plain(words), _WIDTH, initial_indent="      ", subsequent_indent="      ")
