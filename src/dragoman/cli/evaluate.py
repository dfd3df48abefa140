"""`dragoman evaluate`: how well the program's records agree with hand-labelled articles."""

from __future__ import annotations

import json
from pathlib import Path

import click
import msgspec

from ..api import Coder
from ..evaluation import Scores, read_gold, score_articles
from ..settings import Settings
from .options import pipeline_option, registry_option


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--errors", is_flag=True, help="List what was missed and what was too much.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@registry_option
@pipeline_option
def command(gold: Path, errors: bool, form: str, pipeline: str, registry: Path | None) -> None:
    """Score the program against a folder of gold articles.

    GOLD holds one JSON file an article: `document` is what the program is given, `gold` the records that
    a person found in it (benchmarks/README.md tells the form).

    \b
    Example:
      dragoman evaluate benchmarks/gold --errors
    """
    articles = read_gold(gold)
    coder = Coder(Settings(pipeline=pipeline, registry=registry))
    predicted = {}
    for article in articles:
        given = {k: v for k, v in article["document"].items() if k != "text" and v is not None}
        predicted[article["document"]["id"]] = msgspec.to_builtins(coder.code(article["document"]["text"], **given))
    scores = score_articles(articles, predicted)
    click.echo(json.dumps(scores.f1()) if form == "json" else _table(scores))
    if errors:
        click.echo("\n".join(scores.errors))


def _table(scores: Scores) -> str:
    lines = [f"{'':24} precision  recall     F1  required"]
    lines += [
        f"{name:24} {t.precision:9.3f} {t.recall:7.3f} {t.f1:6.3f} {t.wanted:9}" for name, t in scores.tallies.items()
    ]
    return "\n".join([*lines, f"{'blocks':24} {scores.blocks:.3f} of characters in a block of the right kind"])
