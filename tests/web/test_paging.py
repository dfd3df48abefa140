"""Cursors: all rows once, whatever comes in meanwhile; nothing but our own cursors."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from dragoman import Coder
from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.records import Coded
from dragoman.web.paging import LATEST, LATEST_DOCUMENTS

from .conftest import Opened, stored


def pages(client: TestClient, path: str, **asked: Any) -> list[dict[str, Any]]:
    """All rows of a list, page by page."""
    rows: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = client.get(path, params=asked | ({"cursor": cursor} if cursor else {})).json()
        assert len(answer["rows"]) <= asked.get("limit", 50)
        rows += answer["rows"]
        cursor = answer["next"]
    return rows


@pytest.mark.parametrize("kind", ["events", "statements", "commitments", "documents", "actors"])
def test_pages_hold_every_row_once_in_order(client: TestClient, kind: str) -> None:
    whole = pages(client, f"/api/v1/{kind}", limit=200)
    # one a page is the hardest for the order, but slow
    assert pages(client, f"/api/v1/{kind}", limit=7) == whole
    assert len({json.dumps(row, sort_keys=True) for row in whole}) == len(whole) > 7


def test_rows_that_come_in_meanwhile_shift_nothing(opened: Opened, own_file: Path, coder: Coder) -> None:
    client = opened(own_file)
    whole = pages(client, "/api/v1/events", limit=200)
    first = client.get("/api/v1/events", params={"limit": 10}).json()
    new: list[Coded] = [coder.code(f"Peru attacked Chile on 2 May 20{n}.", id=f"new-{n}") for n in (20, 30, 40)]
    stored(own_file, [msgspec.structs.replace(record) for record in new])
    second = client.get("/api/v1/events", params={"limit": 10, "cursor": first["next"]}).json()
    assert [row["event"] for row in second["rows"]] == [row["event"] for row in whole[10:20]]


def test_rows_without_a_day_come_last(client: TestClient) -> None:
    days = [row["day"] for row in pages(client, "/api/v1/events", limit=9)]
    known = [day for day in days if day]
    assert None in days
    assert days == sorted(known, reverse=True) + [None] * (len(days) - len(known))


def _made(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    ["x", "!!!", "é", "A" * 5_000, _made([]), _made({}), _made(["2024-01-01", "1", 2]), _made(["2024-13-01", 1, 2]),
     _made([None, -1, 2]), _made([None, 2**64, 2]), _made([None, True, 2]), _made([None, 1.5, 2]), _made([1, 1, 2]),
     _made("[" * 900)],
)  # fmt: skip
def test_a_cursor_that_is_none_of_ours_is_refused(cursor: str) -> None:
    with pytest.raises(UsageError, match="cursor"):
        LATEST.values(cursor)


def test_a_bad_cursor_is_told_in_the_one_shape(client: TestClient) -> None:
    answer = client.get("/api/v1/events", params={"cursor": _made([None, 1])})
    assert answer.status_code == 422
    assert answer.json()["error"]["where"] == "cursor"
    page = client.get("/", params={"cursor": "x"})
    assert page.status_code == 400
    assert "does not lead on" in page.text


def test_conditions_of_a_cursor() -> None:
    condition, values = LATEST_DOCUMENTS.after([None, 5], 3)
    assert condition == "(day IS NULL AND (number < $3))"
    assert values == [5]


def test_the_latest_order_is_that_of_the_ledger(client: TestClient, demo_file: Path) -> None:
    rows = client.get("/api/v1/events", params={"limit": 50}).json()["rows"]
    assert [row["event"] for row in rows] == [row["event"] for row in Ledger(demo_file).events(limit=50)]
