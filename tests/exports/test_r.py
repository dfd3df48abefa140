"""R reads each table by its schema: the same rows, ids whole, leading zeros kept.  Skipped where R is not installed."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.exports.scenes import PACT, RAID, SHOT, VISIT, coded

from dragoman.exports import EventForm, write_events

# What docs/r.md shows: reading a file by the schema beside it.
SCRIPT = """
suppressMessages({library(readr); library(jsonlite)})
arguments <- commandArgs(TRUE)
how <- fromJSON(arguments[2])$readr
names <- if (isTRUE(how$col_names)) TRUE else how$col_names
table <- read_delim(arguments[1], delim = how$delim, col_names = names, col_types = how$col_types, na = how$na,
                    quote = how$quote, progress = FALSE)
stopifnot(nrow(problems(table)) == 0)
write_csv(table, arguments[3], na = "")
"""


@pytest.fixture(scope="module")
def rscript() -> str:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("no Rscript; install R to run this")
    check = "quit(status = !all(c('readr', 'jsonlite') %in% rownames(installed.packages())))"
    if subprocess.run([program, "-e", check], capture_output=True).returncode:
        pytest.skip("R lacks readr or jsonlite")
    return program


@pytest.mark.parametrize(
    ("form", "file", "schema"),
    [
        ("polecat", "out.txt", "out.schema.json"),
        ("icews", "out.tab", "out.schema.json"),
        ("gdelt", "out.csv", "out.schema.json"),
        ("gdelt", "out.mentions.csv", "out.mentions.schema.json"),
    ],
)
def test_r_reads_it(rscript: str, tmp_path: Path, form: EventForm, file: str, schema: str) -> None:
    write_events([coded(PACT, RAID, SHOT, VISIT)], tmp_path / "out", form, now=datetime(2024, 4, 1, tzinfo=UTC))
    (tmp_path / "read.R").write_text(SCRIPT)
    back = tmp_path / "back.csv"
    command = [rscript, tmp_path / "read.R", tmp_path / file, tmp_path / schema, back]
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=120)
    told = json.loads((tmp_path / schema).read_text())
    lines = (tmp_path / file).read_text(encoding="utf-8").splitlines()
    ours = [line.split("\t") for line in (lines[1:] if told["header"] else lines)]
    head, *theirs = csv.reader(back.read_text(encoding="utf-8").splitlines())
    assert head == [column["name"] for column in told["columns"]]
    text = [number for number, column in enumerate(told["columns"]) if column["r"] == "character"]
    assert [[row[n] for n in text] for row in theirs] == [
        ["" if row[n] == told["missing"] else row[n] for n in text] for row in ours
    ]
