"""Whole answers as streams: JSON Lines as they are, CSV with cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from ..exports.own import cell
from . import queries
from .api import FAULTS
from .asking import Table
from .filters import EventFilter
from .site import site_of

router = APIRouter(prefix="/api/v1", tags=["ledger"])
Form = Literal["jsonl", "csv"]
# With these a spreadsheet begins a formula, which can call programs and send what stands in other cells elsewhere.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TYPES = {"jsonl": "application/jsonl", "csv": "text/csv"}
_FAULTS = {code: said for code, said in FAULTS.items() if code != 304}


@router.get(
    "/export.{form}",
    operation_id="export",
    response_class=StreamingResponse,
    responses={**_FAULTS, 200: {"content": {kind: {"schema": {"type": "string"}} for kind in _TYPES.values()}}},
)
def export(request: Request, form: Form, asked: Annotated[EventFilter, Query()]) -> Response:
    """All events that a filter lets through, in the order in which their documents came.

    In CSV a text that would begin a formula has an apostrophe before it; JSON Lines has every text as it is.
    """
    slices = queries.streamed(site_of(request).ask, queries.choose(asked))
    # what goes wrong at the start is told as such; later a stream can only break off
    first = next(slices)
    lines = _lines(first, slices) if form == "jsonl" else _cells(first, slices)
    name = f"attachment; filename=events.{form}"
    media = _TYPES[form] + ("; charset=utf-8" if form == "csv" else "")
    return StreamingResponse(lines, media_type=media, headers={"Content-Disposition": name})


def _lines(first: Table, rest: Iterator[Table]) -> Iterator[bytes]:
    for table in _chained(first, rest):
        yield b"".join(msgspec.json.encode(row) + b"\n" for row in table.dicts())


def _cells(first: Table, rest: Iterator[Table]) -> Iterator[bytes]:
    yield csv_row(first.columns)
    for table in _chained(first, rest):
        yield b"".join(csv_row([inert(value) for value in row]) for row in table.rows)


def inert(value: Any) -> str:
    """A cell of CSV that no spreadsheet runs: a text that would begin a formula gets an apostrophe before it."""
    written = cell(value)
    return f"'{written}" if isinstance(value, str | list | tuple) and written.startswith(_FORMULA) else written


def csv_row(cells: Any) -> bytes:
    """A line of CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().encode()


def _chained(first: Table, rest: Iterator[Table]) -> Iterator[Table]:
    yield first
    yield from rest
