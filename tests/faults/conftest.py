"""Records to store, made once, and the program as a process that can be hemmed in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from dragoman import Coder, to_json

TEXTS = [
    "Rebels attacked the town of Bosso in Niger on Monday, killing 12 soldiers, the army said.",
    "Chad vowed to close its border unless Niger withdrew its troops by the end of May.",
    "Peru recalled its envoy from Chile. Soldiers shot dead two protesters in Lima.",
]
PROGRAM = [sys.executable, "-c", "from dragoman.cli import main; main()"]


def run(
    *words: str, cwd: Path, env: dict[str, str] | None = None, limit: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """The program with these words, in one process unless they say otherwise.  limit: is called before it starts."""
    return subprocess.run(
        [*PROGRAM, *words], cwd=cwd, env={**os.environ, **(env or {})}, preexec_fn=limit,
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def said(done: subprocess.CompletedProcess[str]) -> str:
    """The one line in which the program told what was wrong, behind the name of the ledger."""
    assert done.returncode == 2, done.stderr
    *names, line = done.stderr.splitlines()
    assert all(name.startswith("ledger: ") for name in names), done.stderr
    assert line.startswith("dragoman: ")
    return line.removeprefix("dragoman: ")


@pytest.fixture(scope="session")
def lines() -> list[bytes]:
    """Sixty lines of `dragoman code`, of three texts."""
    coder = Coder()
    coded = [coder.code(text, published_at="2024-05-14") for text in TEXTS]
    lines = []
    for number in range(60):
        record = coded[number % 3]
        document = msgspec.structs.replace(record.document, id=f"n{number}")
        lines.append(to_json(msgspec.structs.replace(record, document=document)))
    return lines


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> Path:
    path = tmp_path_factory.mktemp("records") / "records.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path
