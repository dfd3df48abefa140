"""JSON Lines: one document a line (records.md, "Input"), or the records of one that is coded already."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..errors import InputError
from ..records import Coded, Failed, Failure, Reading, document_id
from .coded import is_coded, read_coded
from .decoding import replace_surrogates
from .documents import Given, make_reading


def read_line(line: bytes, source: str, limit: int) -> Reading | Failure | Coded | Failed:
    """The document of one line, or its records, or why it has none.  source: "path#line"."""
    line = line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
    row: dict[str, Any] = {}
    try:
        row = _parse(line, source)
        if is_coded(row):
            return read_coded(line, row, source)
        return read_row(row, line, source, limit)
    except InputError as error:
        return Failure(row_id(row, line), source, error.code, error.message)


def _parse(line: bytes, source: str) -> dict[str, Any]:
    try:
        # lone surrogates may come as bytes too; they are replaced with those that come as escapes
        row = json.loads(line.decode("utf-8", errors="surrogatepass"))
    except UnicodeDecodeError as error:
        raise InputError("undecodable", f"{source}: not UTF-8 at byte {error.start}; JSON Lines are UTF-8") from error
    except (ValueError, RecursionError) as error:
        detail = str(error).split("\n")[0][:120]
        raise InputError("bad-line", f"{source}: not a line of JSON ({detail}); each line is one object") from error
    if not isinstance(row, dict):
        raise InputError("bad-line", f"{source}: JSON, but no object; each line is one object with a `text`")
    return row


def read_row(row: Mapping[str, Any], raw: bytes, source: str | None, limit: int) -> Reading:
    """The document of an object with the fields of a line; raw: what its id is made from where it has none.

    Raises InputError `no-text`, `empty` or `too-large`.
    """
    text = row.get("text")
    if not isinstance(text, str):
        where = source or f"document {row_id(row, raw)}"
        raise InputError("no-text", f"{where}: no `text` that is a string; put the article's text there")
    given = Given(
        id=row_id(row, raw),
        source=source,
        url=_string(row, "url"),
        title=_string(row, "title"),
        publisher=_string(row, "publisher"),
        published_at=row.get("published_at"),
        modified_at=row.get("modified_at"),
        language=_string(row, "language"),
    )
    return make_reading(text, given, limit=limit)


def _string(row: Mapping[str, Any], key: str) -> str | None:
    """The field as text; null, empty and other types count as not given."""
    value = row.get(key)
    return replace_surrogates(value)[0] if isinstance(value, str) and value.strip() else None


def row_id(row: Mapping[str, Any], raw: bytes) -> str:
    """The given id unchanged, else the hash of the URL and the bytes."""
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and value:
        return replace_surrogates(value)[0]
    return document_id(_string(row, "url"), raw)
