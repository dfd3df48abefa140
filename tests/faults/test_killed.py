"""Processes that are killed at random: workers cost nothing, the program itself no more than running it again.

How a ledger outlives it, whatever moment it is, is tested in tests/ledger/test_together.py.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from dragoman import Coder, to_json

from .conftest import PROGRAM, TEXTS, run

_CHILDREN = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
pytestmark = pytest.mark.skipif(not _CHILDREN.exists(), reason="needs a list of processes such as that of Linux")


def children(process: int) -> list[int]:
    """Workers of a process; its tracker of resources, which multiprocessing starts, is none."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(n) for n in found if b"spawn_main" in Path(f"/proc/{n}/cmdline").read_bytes()]


def articles(path: Path, count: int) -> Path:
    path.write_text("".join(json.dumps({"id": f"d{n}", "text": TEXTS[n % 3]}) + "\n" for n in range(count)))
    return path


def test_a_worker_killed_at_random_costs_nothing(tmp_path: Path) -> None:
    texts = [{"id": f"d{n}", "text": TEXTS[n % 3]} for n in range(40)]
    coder = Coder()
    whole = [to_json(record) for record in coder.pipe(texts)]
    found, kills, rng = [], 0, random.Random(7)
    for number, record in enumerate(coder.pipe(texts, workers=1, seconds=300)):
        found.append(to_json(record))
        if number in (3, 21):
            time.sleep(rng.uniform(0, 0.1))
            for child in children(os.getpid()):
                os.kill(child, signal.SIGKILL)
                kills += 1
    assert kills == 2
    assert found == whole


def test_the_program_killed_leaves_whole_lines_and_no_process(tmp_path: Path) -> None:
    path = articles(tmp_path / "in.jsonl", 400)
    process = subprocess.Popen([*PROGRAM, "code", str(path), "--workers", "1"], stdout=subprocess.PIPE)
    assert process.stdout
    first = process.stdout.readline()
    workers = children(process.pid)
    process.kill()
    rest = process.stdout.read()
    process.wait()
    process.stdout.close()
    assert workers
    # a line is written at once, so that at most the last is cut off
    for line in [first, *rest.splitlines(keepends=True)]:
        assert not line.endswith(b"\n") or json.loads(line)["schema"] == 1
    until = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def test_an_ingest_killed_while_it_codes_goes_on(tmp_path: Path) -> None:
    articles(tmp_path / "in.jsonl", 12)
    words = ("ingest", "in.jsonl", "--workers", "1", "--ledger")
    process = subprocess.Popen(
        [*PROGRAM, *words, "l.duckdb"], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while not children(process.pid):
        time.sleep(0.02)
    time.sleep(random.uniform(0, 3))
    process.kill()
    process.wait()
    done = run(*words, "l.duckdb", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert run(*words, "whole.duckdb", cwd=tmp_path).returncode == 0
    told = run("diff", "l.duckdb", "whole.duckdb", cwd=tmp_path)
    assert (told.returncode, told.stdout) == (0, "")
    assert run("sql", "select count(*) as n from documents", "--format", "jsonl", "--ledger", "l.duckdb",
               cwd=tmp_path).stdout == '{"n": 12}\n'  # fmt: skip
