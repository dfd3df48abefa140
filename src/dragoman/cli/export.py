"""`dragoman export`: a ledger's records as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Literal, cast

import click

from ..errors import UsageError
from ..exports import (
    EVENT_FORMS,
    VIEW_FILES,
    Choice,
    EventForm,
    ExportSettings,
    write_events,
    write_gold,
    write_lines,
    write_view,
    write_views,
)
from ..exports.from_ledger import merged_lookup
from ..exports.own import replacing
from ..ledger import Ledger
from .ledger_options import ledger_option, named

TableForm = Literal["csv", "parquet"]
# Options of the formats of other data sets, and the formats that have them.
_OPTIONS: dict[str, tuple[str, ...]] = {
    "attributed": EVENT_FORMS,
    "undated": EVENT_FORMS,
    "sentences": EVENT_FORMS,
    "gdelt_version": ("gdelt",),
}


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet", "gold", *EVENT_FORMS]),
    default="jsonl",
    show_default=True,
    help="The full records, the views as tables, reviewed documents, or the events as another data set has them.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A file; for tables a folder, or a file and --view."
)
@click.option("--view", type=click.Choice(VIEW_FILES), help="Only this table.")
@click.option("--failures/--no-failures", default=True, help="Whether JSON Lines have the failures, too.")
@click.option(
    "--attributed",
    type=click.Choice(["exclude", "include"]),
    default="exclude",
    show_default=True,
    help="Whether deeds told on somebody's word go into formats that do not say so.",
)
@click.option(
    "--undated",
    type=click.Choice(["skip", "published"]),
    default="skip",
    show_default=True,
    help="What becomes of an event without a day, in formats that need one: left out, or dated by its report.",
)
@click.option(
    "--sentences/--no-sentences", default=False, help="Whether sentences go along: you may give the texts away."
)
@click.option(
    "--gdelt-version", type=click.Choice(["1", "2"]), default="2", show_default=True, help="Of GDELT's events."
)
@ledger_option
def command(
    form: str, output: Path | None, view: str | None, failures: bool, where: str | None, **options: Any
) -> None:
    """Write the ledger's records to files.

    JSON Lines are those of `dragoman code`, byte for byte, in the order in which the documents came.  CSV and
    Parquet are a folder with a file for each view, or one view.  POLECAT, ICEWS, GDELT and PLOVER JSON are files of
    events as these data sets have them: only what is told as done, and of deeds what stands on the reporter's own
    word.  Beside NAME come NAME.loss.json, NAME.schema.json and NAME.evidence.jsonl (docs/exports.md).  Gold is a
    folder of the documents that somebody has gone through, for `dragoman evaluate`.

    \b
    Examples:
      dragoman export -o records.jsonl
      dragoman export --format parquet -o tables/
      dragoman export --format csv --view events -o events.csv
      dragoman export --format gold -o gold/
      dragoman export --format polecat -o events.txt
      dragoman export --format gdelt --undated published -o events.csv
    """
    _refuse_foreign_options(form)
    ledger = Ledger(where)
    named(ledger.name)
    output = None if output == Path("-") else output
    if form in EVENT_FORMS:
        if view or output is None:
            raise UsageError(f"{form} writes several files, named after that which -o names; it has no --view")
        _events(ledger, output, form, options)
    elif form == "gold":
        if view or output is None:
            raise UsageError("gold articles need a folder to be written to: name one with -o; they have no --view")
        _gold(ledger, output)
    elif form == "jsonl":
        if view:
            raise UsageError("JSON Lines hold the full records; --view is for csv and parquet")
        _lines(ledger, output, failures)
    else:
        _tables(ledger, output, cast(TableForm, form), view)


def _refuse_foreign_options(form: str) -> None:
    """Raises UsageError where an option was given that the format does not have: it would do nothing, unseen."""
    context = click.get_current_context()
    for option, forms in _OPTIONS.items():
        given = context.get_parameter_source(option) is not click.core.ParameterSource.DEFAULT
        if given and form not in forms:
            raise UsageError(f"--{option.replace('_', '-')} is for {', '.join(forms)}; leave it out with {form}")


def _events(ledger: Ledger, output: Path, form: EventForm, options: dict[str, Any]) -> None:
    settings = ExportSettings(
        Choice(attributed=options["attributed"] == "include", undated=options["undated"]),
        sentences=options["sentences"],
        gdelt=options["gdelt_version"],
    )
    merged = merged_lookup(ledger, settings.choice)
    written = write_events(ledger.records(corrected=True), output, form, settings=settings, merged=merged)
    loss = written.loss
    click.echo(
        f"{written.files[0]}: {loss['written']['rows']:,} rows of {loss['written']['events']:,} events", err=True
    )
    for reason in loss["left_out"].values():
        click.echo(f"  left out {reason['events']:,}: {reason['why']}", err=True)
    click.echo("beside it: " + ", ".join(path.name for path in written.files[1:]), err=True)


def _tables(ledger: Ledger, output: Path | None, form: TableForm, view: str | None) -> None:
    if view:
        count = write_view(ledger.view(view), output or sys.stdout.buffer, form)
        click.echo(f"{count:,} rows", err=True)
    elif output is None:
        raise UsageError("tables need a folder to be written to; name one with -o, or one table with --view")
    else:
        for name, count in write_views(ledger, output, form).items():
            click.echo(f"{output / name}.{form}: {count:,} rows", err=True)


def _gold(ledger: Ledger, output: Path) -> None:
    written = write_gold(ledger, output)
    click.echo(f"{output}: {written.articles:,} reviewed documents", err=True)
    for document in written.outdated:
        click.echo(f"  left out {document}: put right after it was marked as reviewed; mark it anew", err=True)
    if not written.articles and not written.outdated:
        click.echo("  nobody has marked a document as reviewed yet; dragoman serve has a page for it", err=True)


def _lines(ledger: Ledger, output: Path | None, failures: bool) -> None:
    if not ledger.holds_texts():
        click.echo("this ledger holds no texts: spans come with offsets, their text is empty", err=True)
    if output is None:
        count = write_lines(ledger, sys.stdout.buffer, failures=failures)
        sys.stdout.buffer.flush()
    else:
        with replacing(output) as out:
            count = write_lines(ledger, out, failures=failures)
    click.echo(f"{count:,} documents", err=True)
