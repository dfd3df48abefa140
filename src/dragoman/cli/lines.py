"""JSON Lines in, JSON Lines out: the loop that `classify`, `actor` and `place` share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import click

from ..errors import InputError, UsageError

Line = dict[str, Any]
# What a defect of ours raises; it costs the line, not the run.
DEFECTS = (RecursionError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)


def answer_lines(file: str, answer: Callable[[Line], Line]) -> None:
    """Writes the answer to each line of a file or of standard input, in order, as it comes.

    A line that cannot be answered becomes {"id", "error"}; the run goes on and exits with 1.
    """
    seen = failed = 0
    for number, raw in enumerate(_raw_lines(file), start=1):
        if not raw.strip():
            continue
        seen += 1
        result = _answered(raw, f"{file}#{number}", answer)
        failed += "error" in result
        sys.stdout.buffer.write(json.dumps(result, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()
    if failed:
        click.echo(f"dragoman: {failed} of {seen} lines could not be answered", err=True)
        raise click.exceptions.Exit(1)


def _raw_lines(file: str) -> Iterator[bytes]:
    stream: BinaryIO = sys.stdin.buffer
    if file == "-":
        yield from stream
        return
    try:
        with Path(file).open("rb") as opened:
            yield from opened
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}; name a file of JSON lines, or -") from error


def _answered(raw: bytes, where: str, answer: Callable[[Line], Line]) -> Line:
    line: Line = {}
    try:
        line = _parsed(raw)
        return {"id": line.get("id"), **answer(line)}
    except InputError as error:
        failure = InputError(error.code, f"{where}: {error.message}")
    except DEFECTS as error:
        failure = InputError("internal", f"{where}: {type(error).__name__}: {error}; please report it with the line")
    click.echo(f"dragoman: {failure.message}", err=True)
    return {"id": line.get("id"), "error": {"code": failure.code, "message": failure.message}}


def _parsed(raw: bytes) -> Line:
    try:
        line = json.loads(raw.decode("utf-8", errors="replace"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise InputError("bad-line", f"not JSON ({error}); write one object a line") from error
    if not isinstance(line, dict):
        raise InputError("bad-line", "not a JSON object; write one object a line")
    return line


def _no_constant(name: str) -> None:
    """Refuses NaN and Infinity, which Python reads and no other reader of our answers would."""
    raise ValueError(f"{name} is no JSON value")


def wanted_text(line: Line, field: str = "text") -> str:
    """A field that must be a string; raises `InputError` where it is not."""
    value = line.get(field)
    if not isinstance(value, str) or not value.strip():
        raise InputError("no-text", f"no `{field}` that is a string with words in it")
    return value


def optional_text(line: Line, field: str) -> str | None:
    """A field that must be a string where it is given."""
    value = line.get(field)
    if value is not None and not isinstance(value, str):
        raise InputError("bad-line", f"`{field}` is no string; leave it out or write one")
    return value or None


def optional_day(line: Line, field: str) -> str | None:
    """A field that must be an ISO day where it is given; a time behind the day is left out."""
    value = optional_text(line, field)
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError as error:
        raise InputError("bad-line", f"`{field}` is no day; leave it out or write YYYY-MM-DD") from error


def wanted_span(line: Line, field: str, length: int) -> tuple[int, int] | None:
    """A span {"start", "end"} within a text of some length, or None where the line has none."""
    value = line.get(field)
    if value is None:
        return None
    start, end = (value.get("start"), value.get("end")) if isinstance(value, dict) else (None, None)
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length):
        raise InputError("bad-line", f"`{field}` is no span of the text: 0 <= start < end <= {length} code points")
    return start, end
