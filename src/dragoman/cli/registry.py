"""`dragoman registry`: what the program knows of actors, and whether the files that say so are in order."""

from __future__ import annotations

from pathlib import Path

import click

from ..knowledge.registry_check import Report, check_registry
from .options import registry_option


@click.group("registry")
def command() -> None:
    """Check the registry of actors and files of your own.

    \b
    Example:
      dragoman registry check --registry my-registry
    """


@command.command("check")
@registry_option
def check(registry: Path | None) -> None:
    """Check the registry files, those of your folder over the shipped ones.

    One line a fault: FILE:LINE: what is wrong; what to do.  Ends with 1 where there are errors; a
    warning is a row that is likely wrong, and fails nothing.

    \b
    Example:
      dragoman registry check --registry my-registry
    """
    report = check_registry(registry)
    for fault in report.faults:
        click.echo(fault)
    click.echo(_counts(report))
    if report.errors:
        raise click.exceptions.Exit(1)


def _counts(report: Report) -> str:
    counts = (
        (report.files, "file"),
        (report.rows, "row"),
        (len(report.errors), "error"),
        (len(report.warnings), "warning"),
    )
    return ", ".join(f"{count:,} {noun}{'' if count == 1 else 's'}" for count, noun in counts)
