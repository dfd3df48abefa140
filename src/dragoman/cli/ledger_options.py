"""Which ledger a command works on: an option, a variable, or the file in this folder; the user is told which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..ledger import WAIT_SECONDS

Command = TypeVar("Command", bound=Callable[..., Any])


def ledger_option(command: Command) -> Command:
    return click.option(
        "--ledger",
        "where",
        metavar="PATH-OR-URL",
        help="A DuckDB file or a postgresql:// URL.  [default: $DRAGOMAN_LEDGER, else dragoman.duckdb]",
    )(command)


def wait_option(command: Command) -> Command:
    return click.option(
        "--wait",
        default=WAIT_SECONDS,
        show_default=True,
        type=click.FloatRange(min=0),
        metavar="SECONDS",
        help="How long to wait for others who use the ledger.",
    )(command)


def named(name: str) -> None:
    """Says on standard error which ledger is meant."""
    click.echo(f"ledger: {name}", err=True)
