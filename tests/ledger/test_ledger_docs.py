"""The page on the ledger cannot rot: its views have the columns that it names, its examples run on both stores."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.ledger import Ledger
from dragoman.ledger.views import VIEWS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sql\n(.*?)```", PAGE, re.S)


def documented() -> dict[str, list[str]]:
    """View → columns, from the table of views; two views in a row have their columns behind a semicolon each."""
    rows = re.findall(r"^\| ((?:`[a-z_]+`(?:, )?)+) \| .*? \| (.*?) \|$", PAGE, re.M)
    return {
        view: columns.split(", ")
        for names, cells in rows
        for view, columns in zip(re.findall(r"`([a-z_]+)`", names), cells.split("; "), strict=True)
    }


def test_every_view_is_documented_with_its_columns(filled: str) -> None:
    ledger = Ledger(filled)
    assert documented() == {view: ledger.view(view).table()[0] for view in VIEWS}


@pytest.mark.parametrize("query", EXAMPLES)
def test_every_example_runs(filled: str, query: str) -> None:
    columns, _ = Ledger(filled).sql(query).table()
    assert len(columns) > 2


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 6
