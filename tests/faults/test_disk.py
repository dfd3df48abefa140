"""A disk without room: one line, what was stored stays, and the same command goes on when there is room."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.ledger import Ledger

from .conftest import run, said


def room(size: int) -> Callable[[], None]:
    """No file may grow beyond so many bytes: what a full disk is to a program."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_no_room_for_the_output(records: Path, tmp_path: Path) -> None:
    text = "The army said that the rebels had left the town, and that talks would go on."
    (tmp_path / "in.jsonl").write_text(f"{json.dumps({'text': text})}\n" * 6)
    done = run("code", "in.jsonl", "-o", "out.jsonl", "--workers", "0", cwd=tmp_path, limit=room(2_000))
    assert said(done) == "the output cannot be written: File too large; make room or write elsewhere"


def test_no_room_for_temporary_files_is_no_document_s_fault(tmp_path: Path) -> None:
    """Telling languages apart unpacks a model; where that finds no room, no document has failed."""
    (tmp_path / "in.txt").write_text("Die Regierung hat neue Sanktionen gegen mehrere Unternehmen beschlossen. " * 9)
    (tmp_path / "page.html").write_text(f"<p>{'Die Regierung hat neue Sanktionen beschlossen. ' * 900}</p>")
    for words in (("in.txt", "--workers", "0"), ("page.html", "--workers", "1")):
        done = run("code", *words, cwd=tmp_path, limit=room(2_000))
        assert said(done).startswith("no room for temporary files in /")


@pytest.mark.parametrize("size", [1_000, 100_000])
def test_no_room_for_a_new_ledger_leaves_nothing_behind(records: Path, tmp_path: Path, size: int) -> None:
    done = run("ingest", str(records), "--ledger", "l.duckdb", "--workers", "0", cwd=tmp_path, limit=room(size))
    assert said(done).startswith("l.duckdb: cannot be made (")
    assert list(tmp_path.iterdir()) == []


def test_no_room_for_more_keeps_what_is_there(records: Path, tmp_path: Path, lines: list[bytes]) -> None:
    ledger = tmp_path / "l.duckdb"
    (tmp_path / "first.jsonl").write_bytes(b"\n".join(lines[:3]) + b"\n")
    words = ("--ledger", "l.duckdb", "--workers", "0")
    assert run("ingest", "first.jsonl", *words, cwd=tmp_path).returncode == 0
    before = ledger.stat().st_size
    done = run("ingest", str(records), *words, cwd=tmp_path, limit=room(20_000))
    assert said(done).startswith("l.duckdb: cannot be written (")
    assert list(Ledger(ledger).lines()) == lines[:3]
    assert ledger.stat().st_size == before
    done = run("ingest", str(records), *words, cwd=tmp_path)
    assert done.stdout.startswith("57 stored, 3 there already in ")
    assert list(Ledger(ledger).lines()) == lines
    assert {file.name for file in tmp_path.iterdir()} == {"l.duckdb", "first.jsonl"}
