"""Many at once, and ends at any moment: nothing is lost, nothing comes twice, and questions are answered meanwhile."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import msgspec
import pytest

from dragoman import to_json
from dragoman.errors import LedgerError
from dragoman.ledger import Ledger, open_store
from dragoman.ledger.comparing import differences
from dragoman.ledger.views import VIEWS
from dragoman.records import Coded

# Takes lines of records in, in small batches; a pause stands for coding.
_INGEST = """
import sys, time
from dragoman.ingesting import Plan, ingest
from dragoman.ledger import Session, open_store
from dragoman.reading import read_items
from dragoman.settings import Settings

where, path, batch, pause = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
session = Session(open_store(where, wait=60), [path])
print("began", flush=True)
items = read_items([path], settings=Settings())
plan = Plan(code=None, batch_documents=batch, batch_seconds=0.5)
ingest(items, session, plan, lambda *_: time.sleep(pause))
"""


def start(where: str, path: Path, *, batch: int = 8, pause: float = 0.0) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _INGEST, where, str(path), str(batch), str(pause)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def begun(where: str, path: Path) -> subprocess.Popen[bytes]:
    """An ingest that has loaded its modules and turns to the ledger."""
    process = start(where, path)
    assert process.stdout and process.stdout.readline() == b"began\n"
    return process


def ended(process: subprocess.Popen[bytes]) -> int:
    _, errors = process.communicate(timeout=60)
    assert process.returncode in (0, -9), errors.decode()
    return process.returncode


def write_lines(path: Path, coded: list[Coded], count: int, prefix: str = "n") -> Path:
    """Many documents out of a few, two texts for every tenth id, and a failure among them."""
    lines = []
    for number in range(count):
        record = coded[number % len(coded)]
        document = msgspec.structs.replace(
            record.document, id=f"{prefix}{number - number % 10 if number % 10 == 9 else number}"
        )
        lines.append(to_json(msgspec.structs.replace(record, document=document)))
    lines.insert(
        count // 2, b'{"schema":1,"document":{"id":"bad","source":"x.txt"},"error":{"code":"empty","message":"x"}}'
    )
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def contents(where: str) -> dict[str, list[str]]:
    """All that the views show, but for when and by which run it came in."""
    ledger = Ledger(where)
    unlike = {"ingests"}
    hidden = {"ingested_at", "ingest", "failed_at"}
    return {
        view: sorted(repr({k: v for k, v in row.items() if k not in hidden}) for row in ledger.view(view))
        for view in VIEWS
        if view not in unlike
    }


def test_killed_at_any_moment_and_run_again_it_ends_as_if_unbroken(
    new_ledger: Callable[[], str], coded: list[Coded], tmp_path: Path
) -> None:
    seed = random.randrange(1 << 30)
    rng = random.Random(seed)
    path = write_lines(tmp_path / "in.jsonl", coded, 60)
    whole, broken = new_ledger(), new_ledger()
    process = begun(whole, path)
    began = time.monotonic()
    assert ended(process) == 0
    lasted = time.monotonic() - began
    kills = 0
    while True:
        process = begun(broken, path)
        if kills < 4:
            # the earliest end in the making of the ledger, most while batches are stored
            time.sleep(rng.uniform(0, 0.4) * lasted)
            process.kill()
        if ended(process) == 0:
            break
        kills += 1
    assert kills, f"seed {seed}"
    assert contents(broken) == contents(whole), f"seed {seed}"
    assert list(Ledger(broken).lines()) == list(Ledger(whole).lines()), f"seed {seed}"
    assert list(differences(open_store(whole), open_store(broken))) == []


def test_two_at_once_queue_and_lose_nothing(where: str, coded: list[Coded], tmp_path: Path) -> None:
    shared = write_lines(tmp_path / "shared.jsonl", coded, 30)
    own = write_lines(tmp_path / "own.jsonl", coded, 30, "own")
    running = [start(where, path) for path in (shared, own, shared)]
    assert [ended(process) for process in running] == [0, 0, 0]
    ledger = Ledger(where)
    assert len(ledger.documents().rows()) == 54
    assert ledger.sql("SELECT count(*), count(DISTINCT number) FROM revisions").table()[1] == [(60, 60)]
    twice = "SELECT event, document, count(*) FROM events GROUP BY 1, 2 HAVING count(*) > 1"
    assert ledger.sql(twice).rows() == []
    stored = ledger.sql("SELECT sum(stored)::int, sum(revised)::int FROM ingests").table()[1]
    assert stored == [(54, 6)]


def test_questions_are_answered_while_an_ingest_runs(where: str, coded: list[Coded], tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", coded, 40)
    process = start(where, path, batch=5, pause=0.02)
    assert process.stdout and process.stdout.readline() == b"began\n"
    while not open_store(where).exists() or process.poll() is None:
        try:
            Ledger(where).holds_texts()
            break
        except LedgerError:
            time.sleep(0.02)
    seen, slowest = [], 0.0
    while process.poll() is None:
        began = time.monotonic()
        seen.append(len(Ledger(where, wait=20).documents().table()[1]))
        slowest = max(slowest, time.monotonic() - began)
        time.sleep(0.02)
    assert ended(process) == 0
    assert seen == sorted(seen)
    assert len(set(seen)) > 2, seen
    assert slowest < 10


def test_a_ledger_in_use_is_copied_whole(filled: str, lines: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are read in slices, between which others write; what they bring is not mixed in."""
    monkeypatch.setattr("dragoman.ledger.records._SLICE", 2)
    ledger = Ledger(filled)
    coming = ledger.lines()
    first = next(coming)
    ledger.forget("plain")
    assert [first, *coming] == [line for line in lines if b'"id":"plain"' not in line or line == first]


@pytest.mark.parametrize("left", ["nothing", "an empty file", "an empty database"])
def test_a_ledger_is_there_whole_or_not_at_all(tmp_path: Path, left: str) -> None:
    path = tmp_path / "new.duckdb"
    if left == "an empty file":
        path.touch()
        with pytest.raises(LedgerError, match="no such ledger"):
            Ledger(path).documents().rows()
    elif left == "an empty database":
        duckdb.connect(str(path)).close()
    with open_store(path).write():
        pass
    assert Ledger(path).documents().rows() == []
    assert [file.name for file in tmp_path.iterdir()] == ["new.duckdb"]
