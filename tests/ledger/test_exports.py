"""Files out of a ledger: lines as they came in, tables that pandas reads back."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from dragoman.errors import UsageError
from dragoman.exports import VIEW_FILES, write_lines, write_view, write_views
from dragoman.exports.own import cell, replacing
from dragoman.ledger import Ledger


def test_lines_are_those_that_came_in(filled: str, lines: list[bytes]) -> None:
    out = io.BytesIO()
    assert write_lines(Ledger(filled), out) == len(lines)
    assert out.getvalue() == b"\n".join(lines) + b"\n"


def test_parquet_holds_each_view_as_it_is(filled: str, tmp_path: Path) -> None:
    ledger = Ledger(filled)
    counts = write_views(ledger, tmp_path / "tables", "parquet")
    assert list(counts) == list(VIEW_FILES)
    for view, count in counts.items():
        table = pq.read_table(tmp_path / "tables" / f"{view}.parquet")
        assert (table.num_rows, table.schema) == (count, ledger.view(view).arrow().schema)
    assert pq.read_table(tmp_path / "tables" / "events.parquet").equals(ledger.view("events").arrow())


def test_csv_is_read_back_by_pandas(filled: str, tmp_path: Path) -> None:
    ledger = Ledger(filled)
    path = tmp_path / "events.csv"
    write_view(ledger.view("events"), path, "csv")
    frame = pd.read_csv(path, parse_dates=["day", "published_at"])
    rows = ledger.view("events").rows()
    assert list(frame.columns) == list(rows[0])
    assert frame["sentence"].tolist() == [row["sentence"] for row in rows]
    assert frame["happened"].tolist() == [row["happened"] for row in rows]
    assert frame["actors"].fillna("").str.split("|").tolist()[0] == rows[0]["actors"]
    assert frame["confidence"].tolist() == pytest.approx([row["confidence"] for row in rows])
    days = [None if pd.isna(day) else day.date() for day in frame["day"]]
    assert days == [row["day"] for row in rows]


def test_a_view_without_rows_has_its_columns(filled: str, tmp_path: Path) -> None:
    empty = Ledger(filled).sql("SELECT * FROM events WHERE false")
    assert write_view(empty, tmp_path / "a.csv", "csv") == 0
    assert (tmp_path / "a.csv").read_text().startswith("event,document,day,")
    write_view(empty, tmp_path / "a.parquet", "parquet")
    assert "actor_country" in pq.read_table(tmp_path / "a.parquet").column_names


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (True, "true"), (1.0, "1.0"), (["a", None, "b"], "a||b"), ([], ""), ("a,b\n", "a,b\n")],
)
def test_cells(value: object, shown: str) -> None:
    assert cell(value) == shown


def test_a_file_is_replaced_only_by_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(ValueError, match="stopped"), replacing(path) as out:
        out.write(b"new")
        raise ValueError("stopped")
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]
    with pytest.raises(UsageError, match="cannot be written"), replacing(tmp_path / "none" / "x"):
        pass
