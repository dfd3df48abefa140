"""`dragoman place`: a text in, where its place names are out."""

from __future__ import annotations

import click
import msgspec

from ..api import Coder
from ..errors import InputError
from ..settings import Settings
from .lines import Line, answer_lines, wanted_span, wanted_text
from .options import pipeline_option


@click.command("place")
@click.argument("file", default="-")
@pipeline_option
def command(file: str, pipeline: str) -> None:
    """Tell where place names are.

    FILE holds JSON lines {"id", "text", "toponyms": [span]}; without toponyms the names are found.
    Each answer is {"id", "places": [place]}; a country comes with its reference point.

    \b
    Example:
      echo '{"id": 1, "text": "Clashes near Kharkiv", "toponyms": [{"start": 13, "end": 20}]}' | dragoman place
    """
    coder = Coder(Settings(pipeline=pipeline))

    def answer(line: Line) -> Line:
        text = wanted_text(line)
        places = coder.places(text, _toponyms(line, len(text)))
        return {"places": msgspec.to_builtins(places)}

    answer_lines(file, answer)


def _toponyms(line: Line, length: int) -> list[tuple[int, int]] | None:
    given = line.get("toponyms")
    if given is None:
        return None
    if not isinstance(given, list):
        raise InputError("bad-line", "`toponyms` is no list of spans")
    spans = [wanted_span({"toponyms": item}, "toponyms", length) for item in given]
    if None in spans:
        raise InputError("bad-line", "`toponyms` holds null; each must be a span of the text")
    return [span for span in spans if span]
