"""Lines that `dragoman code` wrote, read back as records and held to the contract."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from ..errors import InputError
from ..records import SCHEMA, Coded, Failed, Failure, from_json, to_json

_SPAN_KEYS = frozenset({"start", "end", "text"})


def is_coded(row: Mapping[str, Any]) -> bool:
    """Whether a JSON line holds records rather than a text to code."""
    return isinstance(row.get("document"), dict) and "schema" in row and ("coder" in row or "error" in row)


def read_coded(line: bytes, row: Mapping[str, Any], source: str) -> Coded | Failed | Failure:
    """The records of a line, or why they cannot be taken.  Raises InputError `bad-line`.

    A line is refused rather than cut: where this version does not know a field of it, or a span differs
    from its text.
    """
    if row["schema"] != SCHEMA:
        raise InputError("bad-line", f"{source}: records of schema {row['schema']}, this is {SCHEMA}; update dragoman")
    try:
        record = from_json(line)
    except msgspec.DecodeError as error:
        detail = str(error).split("\n")[0][:150]
        raise InputError("bad-line", f"{source}: no records by the contract ({detail}); code the text again") from error
    own = to_json(record)
    if own != line:
        _refuse_unknown_fields(row, json.loads(own), source)
    if isinstance(record, Coded):
        _refuse_bad_spans(row, record.document.text, source)
    return record


def _refuse_unknown_fields(row: Any, own: Any, source: str, path: str = "") -> None:
    if isinstance(row, dict) and isinstance(own, dict):
        for key, value in row.items():
            if key not in own:
                message = f"{source}: a field {path}{key} that this version does not know; update dragoman"
                raise InputError("bad-line", message)
            _refuse_unknown_fields(value, own[key], source, f"{path}{key}.")
    elif isinstance(row, list) and isinstance(own, list):
        for value, other in zip(row, own, strict=False):
            _refuse_unknown_fields(value, other, source, path)


def _refuse_bad_spans(value: Any, text: str, source: str) -> None:
    if isinstance(value, list):
        for inner in value:
            _refuse_bad_spans(inner, text, source)
    elif isinstance(value, dict):
        if value.keys() >= _SPAN_KEYS and value["text"] != text[value["start"] : value["end"]]:
            at = f"{value['start']}:{value['end']}"
            raise InputError("bad-line", f"{source}: the span {at} differs from the text; code the text again")
        for inner in value.values():
            _refuse_bad_spans(inner, text, source)
