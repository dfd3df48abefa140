"""A ledger of the samples, one of hostile texts, and clients of the application over them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from dragoman import Coder
from dragoman.ledger import Ledger, Session, entry_of, open_store
from dragoman.records import Coded
from dragoman.web.access import Access, read_tokens
from dragoman.web.app import create_app

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
BASE = "http://127.0.0.1:8600"
READER, REVIEWER = "reader-token-of-32-characters-xx", "review-token-of-32-characters-yy"

# What would act if it came through: markup, handlers, other schemes, turned directions, a word without an end.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% raw %}",
    "\u202egnihton\u202c \u2066x\u2069",
    '=HYPERLINK("http://evil.example")',
    "' OR 1=1; DROP TABLE events; --",
    "W" * 10_000,
)


# Different ones for each text, so that no two tell of one event.
PAIRS = (
    ("Chad", "Niger"), ("Peru", "Chile"), ("Kenya", "Somalia"), ("Egypt", "Sudan"), ("India", "Pakistan"),
    ("Greece", "Turkey"), ("Togo", "Ghana"), ("Laos", "Thailand"), ("Iran", "Iraq"),
)  # fmt: skip


def stored(path: Path, coded: list[Coded]) -> Path:
    Session(open_store(str(path)), ["tests"]).write([entry_of(record) for record in coded])
    return path


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Path:
    """The ledger that `make demo` makes."""
    coded = [record for record in coder.code_files([SAMPLES]) if isinstance(record, Coded)]
    return stored(tmp_path_factory.mktemp("demo") / "demo.duckdb", coded)


@pytest.fixture(scope="module")
def told_file(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Path:
    """The ledger of telling.py, which stores by what stands here."""
    from .telling import told

    return told(tmp_path_factory.mktemp("told") / "told.duckdb", coder)


@pytest.fixture(scope="session")
def hostile_records(coder: Coder) -> list[Coded]:
    """Records in which everything that a news source decides on is hostile: text, ids, names, titles, addresses."""
    records = []
    for number, (bad, (one, other)) in enumerate(zip(HOSTILE, PAIRS, strict=True)):
        text = (
            f"{bad} {one} attacked {other} on Tuesday\n\n{other} {bad} attacked {one} on Monday. "
            f'"We will close the border if {bad} does not act," General {bad} said. {bad} denied it.'
        )
        coded = coder.code(
            text, id=f"bad/{number} {bad[:300]}", url=f"javascript:{bad}", title=bad, publisher=bad,
            published_at="2024-03-05",
        )  # fmt: skip
        actors = [msgspec.structs.replace(a, name=f"{bad} {a.name}", title=bad) for a in coded.actors]
        records.append(msgspec.structs.replace(coded, actors=actors))
    return records


@pytest.fixture(scope="session")
def hostile_file(tmp_path_factory: pytest.TempPathFactory, hostile_records: list[Coded]) -> Path:
    return stored(tmp_path_factory.mktemp("hostile") / "hostile.duckdb", hostile_records)


@pytest.fixture
def own_file(demo_file: Path, tmp_path: Path) -> Path:
    """A copy of the ledger of the samples, to write to."""
    return Path(shutil.copy(demo_file, tmp_path / "own.duckdb"))


Opened = Callable[..., TestClient]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Makes a client of the application over a ledger's file."""
    clients: list[TestClient] = []

    def make(path: Path, wait: float = 1.0, **settings: Any) -> TestClient:
        raises = settings.pop("raises", False)
        app = create_app(Ledger(path, wait=wait), **settings)
        client = TestClient(app, base_url=BASE, follow_redirects=False, raise_server_exceptions=raises)
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def client(opened: Opened, demo_file: Path) -> TestClient:
    return opened(demo_file)


@pytest.fixture
def guarded(opened: Opened, demo_file: Path, tmp_path: Path) -> TestClient:
    """A client of a server that demands tokens."""
    file = tmp_path / "tokens"
    file.write_text(f"# who may what\nrob read {READER}\nana review {REVIEWER}  # until May\n", encoding="utf-8")
    return opened(demo_file, access=Access(read_tokens(file)))
