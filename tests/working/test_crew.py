"""A crew codes what one process codes, in order, and outlives hanging and dying documents."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import Coder, to_json
from dragoman.reading import read_text
from dragoman.records import Coded, Failed, Failure
from dragoman.working import Crew, Job, cores, crew_size

from .works import make_work

ROOT = Path(__file__).resolve().parents[2]


def jobs(texts: list[str]) -> Iterator[Job[int]]:
    return (Job(n, reading=read_text(text, id=f"d{n}")) for n, text in enumerate(texts))


def outcomes(crew: Crew, texts: list[str], *, ordered: bool = True) -> list[tuple[int, str]]:
    return [
        (tag, record.error.code if isinstance(record, Failed) else record.document.id)
        for tag, record in crew.code(jobs(texts), ordered=ordered)
    ]


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    with Crew(make_work, str(tmp_path), size=2, seconds=3.0) as made:
        yield made


def test_records_come_in_input_order_or_as_they_are_ready(crew: Crew, tmp_path: Path) -> None:
    texts = ["sleep 0.6", *["quick"] * 20]
    assert outcomes(crew, texts) == [(n, f"d{n}") for n in range(21)]
    assert len(list(tmp_path.glob("worker-*"))) == 2
    loose = outcomes(crew, texts, ordered=False)
    assert sorted(loose) == [(n, f"d{n}") for n in range(21)]
    assert loose[0] != (0, "d0")


def test_what_is_done_already_keeps_its_place(crew: Crew) -> None:
    failed = Failed.of(Failure("bad", "bad.txt", "empty", "bad.txt: empty"))
    given = [Job("a", reading=read_text("sleep 0.1", id="a")), Job("b", done=failed), *[Job("c", done=failed)] * 3]
    assert [tag for tag, _ in crew.code(given)] == ["a", "b", "c", "c", "c"]


def test_a_document_that_hangs_fails_alone(tmp_path: Path) -> None:
    with Crew(make_work, str(tmp_path), size=1, seconds=0.5) as crew:
        found = outcomes(crew, ["quick", "sleep 60", "quick", "quick"])
    assert found == [(0, "d0"), (1, "too-slow"), (2, "d2"), (3, "d3")]
    (record,) = [r for _, r in Crew(make_work, str(tmp_path), 1, 0.4).code(jobs(["sleep 60"]))]
    assert isinstance(record, Failed)
    assert record.error.message == "d0: coding took longer than 0.4 s; raise --seconds, or split the document"


def test_a_document_that_takes_its_process_down_is_tried_twice(crew: Crew) -> None:
    found = outcomes(crew, ["quick", "die", "die-once", "no-memory", "quick"])
    assert found == [(0, "d0"), (1, "no-memory"), (2, "d2"), (3, "no-memory"), (4, "d4")]


def test_workers_that_cannot_start_end_the_run(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken").touch()
    with Crew(make_work, str(tmp_path), 1, 3.0) as crew, pytest.raises(ChildProcessError, match="could not start"):
        outcomes(crew, ["quick"])
    assert "no models here" in capfd.readouterr().err


def test_long_documents_and_long_records_never_wait_for_each_other(tmp_path: Path) -> None:
    # each is longer than a pipe holds, both ways
    texts = ["quick " + letter * 3_000_000 for letter in "abcd"] + ["quick"] * 7
    with Crew(make_work, str(tmp_path), size=1, seconds=60.0) as crew:
        assert outcomes(crew, texts) == [(n, f"d{n}") for n in range(11)]


def test_only_so_many_documents_are_read_ahead(crew: Crew) -> None:
    read = 0

    def source() -> Iterator[Job[int]]:
        nonlocal read
        for n in range(10_000):
            read += 1
            yield Job(n, reading=read_text("quick", id=f"d{n}"))

    records = crew.code(source())
    for _ in range(5):
        next(records)
    time.sleep(0.2)
    assert read < 100
    records.close()


def test_a_source_that_waits_holds_no_record_back(crew: Crew) -> None:
    arrived = time.monotonic()

    def source() -> Iterator[Job[int]]:
        yield Job(0, reading=read_text("quick", id="d0"))
        time.sleep(4)
        yield Job(1, reading=read_text("quick", id="d1"))

    records = crew.code(source())
    next(records)
    first = time.monotonic() - arrived
    next(records)
    assert time.monotonic() - arrived > 4 > first


def test_what_reading_raises_comes_through(crew: Crew) -> None:
    def source() -> Iterator[Job[int]]:
        yield Job(0, reading=read_text("quick", id="d0"))
        raise OSError("the disk is gone")

    records = crew.code(source())
    assert next(records)[0] == 0
    with pytest.raises(OSError, match="the disk is gone"):
        next(records)


def test_the_coder_gives_the_same_bytes_from_workers() -> None:
    texts = [
        "Chad vowed to close its border unless Niger withdrew.\n\nNiger refused.",
        "",
        "Rebels shelled Goma on Monday, killing four people, the army said.",
    ]
    coder = Coder()
    here = [to_json(record) for record in coder.pipe(texts)]
    there = [to_json(record) for record in coder.pipe(texts, workers=1, seconds=300)]
    assert there == here
    assert isinstance(next(coder.pipe([texts[0]])), Coded)


def test_an_interrupt_ends_the_run_and_its_workers(tmp_path: Path) -> None:
    text = "Chad vowed to close its border unless Niger withdrew. "
    rows = "".join(json.dumps({"id": f"d{n}", "text": text * 20}) + "\n" for n in range(200))
    (tmp_path / "many.jsonl").write_text(rows, encoding="utf-8")
    command = [sys.executable, "-c", "from dragoman.cli import main; main()", "code", str(tmp_path / "many.jsonl")]
    run = subprocess.Popen(
        [*command, "--workers", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert run.stdout is not None
    run.stdout.readline()
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert err.strip() == "stopped"
    assert all(json.loads(line)["schema"] == 1 for line in out.splitlines())


def test_a_machine_has_room_for_one_at_least() -> None:
    assert 1 <= crew_size() <= cores()
