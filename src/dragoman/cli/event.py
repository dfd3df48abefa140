"""`dragoman event`: one event with its reports, why they are one, and how to part or join them by hand."""

from __future__ import annotations

import getpass
import json
from typing import Any

import click

from ..errors import UsageError
from ..ledger import EventFile, Ledger
from ..report.wording import plain
from .ledger_options import ledger_option, named
from .listing import json_value


@click.command("event")
@click.argument("event", metavar="ID")
@click.option("--why", "explain", is_flag=True, help="Say why its mentions are taken for one event.")
@click.option("--split", metavar="MENTION", help="Part a mention from the event, by hand.")
@click.option("--join", metavar="OTHER", help="Make another event one with this, by hand.")
@click.option("--undo", is_flag=True, help="Take the latest --split or --join at this event back.")
@click.option("--by", metavar="NAME", help="Who says so.  [default: the login name]")
@click.option("--reason", metavar="TEXT", help="Why; it is kept with --split and --join.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@ledger_option
def command(
    event: str,
    explain: bool,
    split: str | None,
    join: str | None,
    undo: bool,
    by: str | None,
    reason: str | None,
    form: str,
    where: str | None,
) -> None:
    """Show one event: what each report says of it, and who says so.

    ID is that of the event or of one of its mentions.  What is put right by hand stays so, also where a document
    comes in anew; the name and the time are kept with it.

    \b
    Examples:
      dragoman event 5faf51bd03d05e8f --why
      dragoman event 5faf51bd03d05e8f --split 0a91d3c2b7e4f650 --reason "another town"
      dragoman event 5faf51bd03d05e8f --join 77c0e1a9d2b34f58
    """
    if sum((split is not None, join is not None, undo)) > 1:
        raise UsageError("one thing at a time: --split, --join or --undo")
    ledger = Ledger(where)
    named(ledger.name)
    author = by or _login()
    if split is not None:
        if all(row["mention"] != split for row in ledger.event(event).reports):
            raise UsageError(f"{split} is no mention of {event}; dragoman event {event} lists them")
        ledger.split(split, by=author, reason=reason)
    elif join is not None:
        ledger.join(event, join, by=author, reason=reason)
    elif undo:
        click.echo(f"undone: {ledger.undo_at(event)}", err=True)
    file = ledger.event(event)
    if form == "json":
        click.echo(_json(file))
        return
    click.echo("\n".join(_lines(file)))
    if explain:
        click.echo("\nWhy these are one event")
        click.echo("\n".join(file.why()) or "it has one mention only")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise UsageError("the login has no name; say who says so with --by") from error


def _lines(file: EventFile) -> list[str]:
    event = file.event
    parties = [", ".join(name or "?" for name in event[side] or ()) for side in ("actors", "recipients")]
    where = f" · {event['place']}" if event["place"] else ""
    told = _counted(event["reports"], "report") + f", {_counted(event['origins'], 'origin')}"
    lines = [
        f"{event['type']}  {' → '.join(filter(None, parties))}",
        f"{event['day'] or 'day unknown'}{where} · {told} · {event['event']}",
    ]
    for row in file.reports:
        lines += ["", f"{row['mention']}  {row['day'] or ''}  {_source(row)}", f"  says  {_voice(row)}"]
        lines += [f"  text  {plain(row['sentence'])}"] if row["sentence"] else []
    lines += [""] if file.disputes or file.corrections else []
    lines += [f"disputed: {_dispute(row)}" for row in file.disputes]
    for row in file.corrections:
        said = f": {plain(row['reason'])}" if row["reason"] else ""
        lines.append(f"by hand: {row['field']} by {plain(row['made_by'])}, {row['made_at']:%Y-%m-%d %H:%M}{said}")
    return lines


def _source(row: dict[str, Any]) -> str:
    return plain(" · ".join(filter(None, (row["publisher"], row["document"]))))


def _voice(row: dict[str, Any]) -> str:
    status = "" if row["happened"] else f" ({row['status']}, {row['polarity']})"
    speakers = [name or "somebody" for name in row["attributed_to"] or ()]
    return (plain(", who has it from ".join(speakers)) if speakers else "the reporter's own word") + status


def _dispute(row: dict[str, Any]) -> str:
    said = ", ".join(row["affirmed_by"] or ())
    if row["matter"] == "happened":
        return plain(f"{said} affirm it, {', '.join(row['denied_by'])} deny it")
    return plain(f"{row['low']:g} to {row['high']:g} {row['matter']}, according to {said}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"


def _json(file: EventFile) -> str:
    parts = {
        "event": file.event,
        "reports": [row | {"why": json.loads(row["why"]) if row["why"] else None} for row in file.reports],
        "denials": [row | {"why": json.loads(row["why"]) if row["why"] else None} for row in file.denials],
        "disputes": file.disputes,
        "corrections": file.corrections,
    }
    return json.dumps(parts, ensure_ascii=False, default=json_value, indent=1)
