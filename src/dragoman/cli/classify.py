"""`dragoman classify`: a sentence with its two parties marked in, the PLOVER type between them out."""

from __future__ import annotations

import click

from ..api import Coder
from ..settings import Settings
from .lines import Line, answer_lines, wanted_span, wanted_text
from .options import pipeline_option


@click.command("classify")
@click.argument("file", default="-")
@click.option("--allow-none", is_flag=True, help="Add NONE: no event between the two.")
@pipeline_option
def command(file: str, allow_none: bool, pipeline: str) -> None:
    """Tell the PLOVER type between two marked actors.

    FILE holds JSON lines {"id", "text", "actor": span, "recipient": span or null}; a span is
    {"start", "end", "text"}.  Each answer is {"id", "type", "quad", "scores"}; the scores of the
    16 types (and NONE where allowed) sum to 1.

    \b
    Example:
      dragoman classify pairs.jsonl > types.jsonl
    """
    coder = Coder(Settings(pipeline=pipeline))

    def answer(line: Line) -> Line:
        text = wanted_text(line)
        found = coder.classify(
            text,
            actor=wanted_span(line, "actor", len(text)),
            recipient=wanted_span(line, "recipient", len(text)),
            allow_none=allow_none,
        )
        return {"type": found.type, "quad": found.quad, "scores": found.scores}

    answer_lines(file, answer)
