"""The picture of a dyad: made without a display, full of what it is to show, the same bytes each time."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date, timedelta
from typing import Any, get_args

import pytest

from dragoman.report.dyad_chart import Form, draw_dyad

START = date(2020, 12, 21)
COLOURS = {(0x56, 0xB4, 0xE9), (0x00, 0x72, 0xB2), (0xE6, 0x9F, 0x00), (0xD5, 0x5E, 0x00)}


def rows(weeks: int) -> list[dict[str, Any]]:
    """Something of everything in each week but every third, in which there is nothing."""
    made = []
    for k in range(weeks):
        counts = {
            f"{way}_quad{quad}": 0 if k % 3 == 2 else quad + k % 2 for way in ("ab", "ba") for quad in (1, 2, 3, 4)
        }
        weight = 0.0 if k % 3 == 2 else 5.0
        made.append({"period": START + timedelta(7 * k), **counts, "cooperation": weight, "conflict": 2 * weight})
    return made


def drawn(weeks: int, form: Form, a: str = "RUS", b: str = "BLR") -> bytes:
    out = io.BytesIO()
    draw_dyad(rows(weeks), out, form, a=a, b=b, by="week", note="dragoman, ledger news.duckdb: 5 events")
    return out.getvalue()


@pytest.mark.parametrize("weeks", [1, 2, 8, 9, 53, 400])
def test_a_picture_is_full_of_bars_and_1200_pixels_wide(weeks: int) -> None:
    from matplotlib.image import imread

    pixels = (imread(io.BytesIO(drawn(weeks, "png")), format="png")[:, :, :3] * 255).round().astype(int)
    assert pixels.shape == (900, 1200, 3)
    seen = Counter(map(tuple, pixels.reshape(-1, 3).tolist()))
    assert all(seen[colour] > 2000 for colour in COLOURS), seen.most_common(8)
    assert seen[(255, 255, 255)] > 0.3 * 900 * 1200


def test_a_drawing_names_parties_dates_and_source() -> None:
    text = drawn(20, "svg", a="$NATO$ & co", b="Aleś <x>").decode()
    for words in ("$NATO$ &amp; co", "Aleś &lt;x&gt;", "events by week", "news.duckdb: 5 events", "Jan 2021",
                  "material conflict", "balance"):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("form", get_args(Form))
def test_the_same_rows_give_the_same_bytes(form: Form) -> None:
    assert drawn(5, form) == drawn(5, form)
    assert drawn(5, form).startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[form])
