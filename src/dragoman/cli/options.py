"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ..settings import ENGLISH_PIPELINE, MAX_TEXT_BYTES

Command = TypeVar("Command", bound=Callable[..., Any])


# The longest report we know of takes ten seconds.
_SECONDS = 120.0


def workers_options(command: Command) -> Command:
    """How many processes code, and how long one document may take."""
    command = click.option(
        "--seconds",
        default=_SECONDS,
        show_default=True,
        type=click.FloatRange(min=0, min_open=True),
        metavar="S",
        help="The longest that one document may take.",
    )(command)
    return click.option(
        "--workers",
        type=click.IntRange(min=0),
        envvar="DRAGOMAN_WORKERS",
        metavar="N",
        help="Processes that code side by side; 0: this one alone, with no time limit.  [default: one a core]",
    )(command)


def pipeline_option(command: Command) -> Command:
    return click.option(
        "--pipeline",
        default=ENGLISH_PIPELINE,
        show_default=True,
        metavar="NAME",
        help="An installed spaCy pipeline for English.",
    )(command)


def size_option(command: Command) -> Command:
    return click.option(
        "--max-size",
        default=MAX_TEXT_BYTES,
        show_default=True,
        type=click.IntRange(min=1),
        metavar="BYTES",
        help="Size limit of a document's text.",
    )(command)


def input_option(command: Command) -> Command:
    return click.option(
        "--input",
        "kind",
        type=click.Choice(["auto", "text", "html", "jsonl", "feed", "warc", "parquet"]),
        default="auto",
        show_default=True,
        help="What the input is; needed for standard input only where guessing fails.",
    )(command)


def registry_option(command: Command) -> Command:
    return click.option(
        "--registry",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="A folder of your own registry files; their rows override the shipped ones.",
    )(command)
