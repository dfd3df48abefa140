"""Files with bytes that nobody wrote: ledgers, models.  One clear line, and nothing is written to them."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.working.test_crew import jobs
from tests.working.works import make_work

from dragoman import Coder
from dragoman.errors import ArtefactError, LedgerError
from dragoman.ledger import Ledger, Session, entry_of, open_store
from dragoman.models import artefacts
from dragoman.records import from_json
from dragoman.working import Crew

from .conftest import run, said


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> bytes:
    """A ledger of thirty documents."""
    path = tmp_path_factory.mktemp("whole") / "l.duckdb"
    Session(open_store(path), []).write([entry_of(from_json(line)) for line in lines[:30]])
    return path.read_bytes()


def uses(path: Path, line: bytes) -> dict[str, Callable[[], object]]:
    return {
        "events": lambda: Ledger(path).events().rows(),
        "lines": lambda: list(Ledger(path).lines()),
        "sql": lambda: Ledger(path).sql("SELECT count(*), max(document) FROM documents").rows(),
        "panel": lambda: Ledger(path).panel(by="month").rows(),
        "ingest": lambda: Session(open_store(path), []).write([entry_of(from_json(line))]),
    }


def told(path: Path, line: bytes) -> set[str]:
    """Which uses meet a damage.  Each tells it in one line of its own kind and leaves the file as it is."""
    met = set()
    for name, use in uses(path, line).items():
        before = hashlib.sha256(path.read_bytes()).digest()
        try:
            use()
        except LedgerError as error:
            assert str(error).startswith(f"{path}: damaged ("), str(error)
            assert "go back to a copy" in str(error)
            assert "\n" not in str(error)
            assert hashlib.sha256(path.read_bytes()).digest() == before
            assert [file.name for file in path.parent.iterdir()] == [path.name]
            met.add(name)
    return met


def test_a_page_with_other_bytes(whole: bytes, lines: list[bytes], tmp_path: Path) -> None:
    rng = random.Random(5)
    met: set[str] = set()
    # the two headers and the pages behind them; DuckDB reads no page that a question does not need
    for at in [4_100, 8_200, *(rng.randrange(12_288, len(whole)) for _ in range(12))]:
        path = tmp_path / str(at) / "l.duckdb"
        path.parent.mkdir()
        path.write_bytes(whole[:at] + bytes(byte ^ 0xFF for byte in whole[at : at + 8]) + whole[at + 8 :])
        met |= told(path, lines[40])
    assert met >= {"events", "lines", "ingest"}


def test_a_file_that_is_cut_off(whole: bytes, lines: list[bytes], tmp_path: Path) -> None:
    for at in (len(whole) // 2, len(whole) - 70_000):
        path = tmp_path / str(at) / "l.duckdb"
        path.parent.mkdir()
        path.write_bytes(whole[:at])
        assert "ingest" in told(path, lines[40])


def test_the_program_says_it_in_a_line(whole: bytes, tmp_path: Path) -> None:
    (tmp_path / "l.duckdb").write_bytes(whole[: len(whole) // 2])
    assert said(run("events", "--ledger", "l.duckdb", cwd=tmp_path)).startswith("l.duckdb: damaged (")


def _shipped() -> Path:
    return Path(str(artefacts._root(None)))


def installation(folder: Path, spoil: str) -> Path:
    """The shipped models in a folder, one file of them spoilt."""
    for file in _shipped().rglob("*"):
        if file.is_file():
            copy = folder / file.relative_to(_shipped())
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.symlink_to(file)
    entry = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["event-tagger"]
    weights = folder / entry["files"]["weights"]["path"]
    manifest = folder / "manifest.json"
    victim = manifest if "manifest" in spoil else weights
    data = victim.read_bytes()
    victim.unlink()
    if "cut" in spoil:
        victim.write_bytes(data[: len(data) // 2])
    elif "other" in spoil:
        victim.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if victim is weights else b"[]")
    return folder


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (
            "weights with other bytes",
            r"of the model 'event-tagger' is damaged: its checksum is \w+…, \w+… expected; inst",
        ),
        ("weights cut off", r"of the model 'event-tagger' is damaged: its checksum is \w+…, \w+… expected; install"),
        ("weights gone", r"of the model 'event-tagger' cannot be read: .*; install dragoman again"),
        ("manifest cut off", r"manifest.json is damaged: .*; install dragoman again"),
        ("manifest with other bytes", r"manifest.json is damaged: no object of models; install dragoman again"),
        ("manifest gone", r"manifest.json of the models is missing; install dragoman again"),
    ],
)
def test_a_spoilt_model_ends_the_run_before_anything_is_coded(
    spoil: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = installation(tmp_path, spoil)
    shipped = artefacts._root
    monkeypatch.setattr(artefacts, "_root", lambda own: shipped(own) if own else folder)
    with pytest.raises(ArtefactError, match=line) as caught:
        next(Coder().pipe(["Peru recalled its envoy."]))
    assert "\n" not in str(caught.value)


def test_a_model_that_workers_cannot_load_ends_the_run_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "spoilt").touch()
    with Crew(make_work, str(tmp_path), 2, 3.0) as crew, pytest.raises(ArtefactError, match="the weights are damaged"):
        list(crew.code(jobs(["quick"] * 20)))
