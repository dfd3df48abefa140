"""`dragoman classify`: a sentence with its two parties marked in, the PLOVER type between them out."""

from __future__ import annotations

from pathlib import Path

import click

from ..api import Coder
from ..models.pairs import Habit
from ..settings import Settings
from .lines import Line, answer_lines, wanted_span, wanted_text
from .options import pipeline_option


@click.command("classify")
@click.argument("file", default="-")
@click.option("--allow-none", is_flag=True, help="Add NONE: no event between the two.")
@click.option(
    "--labels",
    "habit",
    type=click.Choice(["plv", "manual"]),
    default="plv",
    show_default=True,
    help="Whose habits to follow where they differ: the PLV data's or the PLOVER manual's.",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder made by `dragoman train`: tell the types of your own ontology.",
)
@pipeline_option
def command(file: str, allow_none: bool, habit: Habit, model: Path | None, pipeline: str) -> None:
    """Tell the PLOVER type between two marked actors.

    FILE holds JSON lines {"id", "text", "actor": span, "recipient": span or null}; a span is
    {"start", "end", "text"}.  Each answer is {"id", "type", "quad", "scores"}; the scores of the
    16 types (and NONE where allowed) sum to 1.

    \b
    Example:
      dragoman classify pairs.jsonl > types.jsonl
    """
    coder = Coder(Settings(pipeline=pipeline, model=model))

    def answer(line: Line) -> Line:
        text = wanted_text(line)
        found = coder.classify(
            text,
            actor=wanted_span(line, "actor", len(text)),
            recipient=wanted_span(line, "recipient", len(text)),
            allow_none=allow_none,
            habit=habit,
        )
        return {"type": found.type, "quad": found.quad, "scores": found.scores}

    answer_lines(file, answer)
