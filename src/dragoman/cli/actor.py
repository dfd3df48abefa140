"""`dragoman actor`: an actor phrase in, country and sectors out."""

from __future__ import annotations

from pathlib import Path

import click

from ..api import Coder
from ..settings import Settings
from .lines import Line, answer_lines, optional_day, optional_text, wanted_text
from .options import pipeline_option, registry_option


@click.command("actor")
@click.argument("file", default="-")
@registry_option
@pipeline_option
def command(file: str, pipeline: str, registry: Path | None) -> None:
    """Tell country and sector of actor phrases.

    FILE holds JSON lines {"id", "phrase", "date", "context"}, of which only the phrase is
    required; the date (YYYY-MM-DD) decides who held an office.  Each answer is
    {"id", "name", "country", "sectors", "kind", "basis"}.

    \b
    Example:
      echo '{"id": 1, "phrase": "riot police in Minsk"}' | dragoman actor
    """
    coder = Coder(Settings(pipeline=pipeline, registry=registry))

    def answer(line: Line) -> Line:
        found = coder.actor(
            wanted_text(line, "phrase"), date=optional_day(line, "date"), context=optional_text(line, "context")
        )
        return {
            "name": found.name,
            "country": found.country,
            "sectors": list(found.sectors),
            "kind": found.kind,
            "basis": found.basis,
        }

    answer_lines(file, answer)
