"""The pages on exports and R cannot rot: they name every format, option and file, and their figures hold."""

from __future__ import annotations

import re
from pathlib import Path

from dragoman.cli.export import command
from dragoman.exports import EVENT_FORMS
from dragoman.exports.gdelt import MENTION_COLUMNS, columns
from dragoman.exports.icews import COLUMNS as ICEWS
from dragoman.exports.polecat import COLUMNS as POLECAT
from dragoman.knowledge.cameo import load_cameo

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "exports.md").read_text(encoding="utf-8")


def test_every_format_and_option_is_named() -> None:
    options = {name for parameter in command.params for name in parameter.opts} - {
        *("-o", "--output", "--view", "--failures", "--ledger", "--format")
    }
    for name in (*(f"--format {form}" for form in EVENT_FORMS), *options):
        assert name in PAGE, name
    for ending in ("loss.json", "schema.json", "evidence.jsonl", "mentions.csv", "mentions.schema.json"):
        assert f"NAME.{ending}" in PAGE


def test_the_figures_hold() -> None:
    assert (len(POLECAT), len(ICEWS), len(columns("2"))) == (40, 20, 61)
    assert {40, 20, 61} <= {int(number) for number in re.findall(r"(\d+) columns", PAGE)}
    assert (len(columns("1")), len(MENTION_COLUMNS)) == (58, 16)


def test_the_examples_of_the_crosswalk_hold() -> None:
    cameo = load_cameo()
    for type, mode, code in re.findall(r"([A-Z]{3,}) ([a-z-]+) (?:→|is) `(\d+)`", PAGE):
        words = "sanctions and a blockade"
        assert cameo.code(type, mode, words=words) == code
    assert cameo.code("ASSAULT", None, military=True) == "190"


def test_r_reads_the_endings_that_exports_write() -> None:
    page = (DOCS / "r.md").read_text(encoding="utf-8")
    assert set(re.findall(r'"events\.([a-z.]+)"', page)) == {
        *("txt", "tab", "csv", "mentions.csv", "evidence.jsonl", "jsonl")
    }
