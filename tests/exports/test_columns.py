"""A cell never ends its row or its line, whatever is in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.exports.columns import Value, cell, one_line


@given(st.text())
def test_any_text_stays_in_its_cell(text: str) -> None:
    line = one_line(text)
    assert "\t" not in line
    assert len(line.splitlines()) <= 1
    assert cell(text, "None")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "None"),
        ("", "None"),
        (" \n ", "None"),
        ("a\tb\r\nc", "a b c"),
        (0, "0"),
        (7.0, "7"),
        (-3.5, "-3.5"),
        (13.3154, "13.3154"),
        (date(2024, 3, 5), "2024-03-05"),
        ("040", "040"),
    ],
)
def test_cells(value: Value, shown: str) -> None:
    assert cell(value, "None") == shown
