"""Both stores for every test of the suite: a DuckDB file, and a PostgreSQL that is started from Debian's binaries."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from dragoman import Coder, to_json
from dragoman.ledger import Session, entry_of, open_store
from dragoman.records import Coded, Failed, Failure

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
_PORT = "54317"

ARTICLES = [
    {
        "id": "pact",
        "title": "Chad, Niger sign border pact after raid",
        "publisher": "Sahel Wire",
        "published_at": "2024-03-05T09:00:00+01:00",
        "url": "https://sahel.example/pact",
        "text": "Chad, Niger sign border pact after raid\n\nNIAMEY, March 5 (Sahel Wire) - Chad and Niger signed a "
        "border security agreement on Tuesday, three days after gunmen killed 14 villagers near Diffa.\n\nNiger's "
        'interior minister, Hadiza Moussa, said Nigerian rebels had carried out the raid. "We will close the border '
        'if Abuja does not act by the end of the month," she told reporters.\n\nNigeria denied that its territory '
        "was used.",
    },
    {
        "id": "talks",
        "published_at": "2024-03-07",
        "publisher": "Lake Herald",
        "text": "The foreign ministers of Chad and Niger met in Paris on Wednesday. France vowed to send 200 trainers "
        "unless the ceasefire breaks down. Russia threatened to expel French diplomats.",
    },
    {"id": "undated", "text": "Peru recalled its envoy from Chile. Soldiers shot dead two protesters in Lima."},
    {"id": "odd\x00id", "text": "Rebels\x00 attacked \U0001f1f8\U0001f1e9 Khartoum.\x00 The army “denied” it.\n\n\x00"},
    {
        "id": "german",
        "text": "Die Bundesregierung hat am Dienstag neue Sanktionen beschlossen, wie ein Sprecher sagte.",
    },
    {"id": "plain", "text": "Nothing much happened, and the weather was fine."},
]

# Six reports of four events: one told three times, with two tolls; a twin of it; an act and its denial.
REPORTS = [
    {
        "id": "raid",
        "publisher": "Lake Herald",
        "published_at": "2024-05-14T09:00:00Z",
        "text": "Rebels attacked the town of Bosso in Niger on Monday, killing 12 soldiers, the army said.",
    },
    {
        "id": "again",
        "publisher": "Sahel Wire",
        "published_at": "2024-05-15T09:00:00Z",
        "text": "NIAMEY, May 15 (Sahel Wire) - Rebels attacked the town of Bosso in Niger on Monday and killed 20 "
        "soldiers, a hospital official said.",
    },
    {
        "id": "twin",
        "publisher": "Lake Herald",
        "published_at": "2024-05-16T09:00:00Z",
        "text": "Rebels attacked the town of Diffa in Niger on Wednesday, killing three soldiers, the army said.",
    },
    {
        "id": "envoys",
        "publisher": "Lake Herald",
        "published_at": "2024-05-14T09:00:00Z",
        "text": "Chad expelled two Nigerien diplomats on Monday, Niger's government said.",
    },
    {
        "id": "denial",
        "publisher": "Desert Post",
        "published_at": "2024-05-16T09:00:00Z",
        "text": "Chad did not expel two Nigerien diplomats on Monday, its foreign ministry said.",
    },
    {
        "id": "later",
        "publisher": "Desert Post",
        "published_at": "2024-05-17T09:00:00Z",
        "text": "Rebels attacked the town of Bosso in Niger on Monday, May 13, killing 20 soldiers, officials said.",
    },
]


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that runs for the tests.  socket: folder of its socket."""

    socket: str

    def url(self, database: str, role: str = "owner") -> str:
        return f"postgresql://{role}@/{database}?host={self.socket}&port={_PORT}"

    def run(self, query: str, database: str = "postgres", role: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(self.url(database, role), autocommit=True) as connection:
            connection.execute(query)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """PostgreSQL, or a skip where Debian's binaries are not installed (.ci/run installs them)."""
    if not _BINARIES:
        pytest.skip("no PostgreSQL in /usr/lib/postgresql; apt-get install postgresql")
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="dragoman-pg-", dir=memory if memory.is_dir() else None))
    data, control = folder / "data", _BINARIES[-1] / "pg_ctl"
    _as_server_user(folder, _BINARIES[-1] / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                    "--locale=C.UTF-8", "--no-sync")  # fmt: skip
    options = f"-k {folder} -p {_PORT} -c listen_addresses= -c fsync=off -c max_wal_size=64MB"
    _as_server_user(folder, control, "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        running = Server(str(folder))
        running.run("CREATE ROLE owner LOGIN")
        running.run("CREATE ROLE analyst LOGIN")
        yield running
    finally:
        _as_server_user(folder, control, "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _as_server_user(folder: Path, *command: object) -> None:
    """The server refuses to be run by root, who hands its folder to the user that Debian made."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        subprocess.run(words, check=True, user=user.pw_uid, group=user.pw_gid, cwd="/", stdout=subprocess.DEVNULL)
    else:
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


_numbers = count(1)


@pytest.fixture
def database(server: Server) -> Callable[[], str]:
    """Makes a database for one ledger; its URL."""

    def made() -> str:
        name = f"ledger{next(_numbers)}"
        server.run(f"CREATE DATABASE {name} OWNER owner STRATEGY file_copy")
        return server.url(name)

    return made


@pytest.fixture(params=["duckdb", "postgres"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Where to put a new ledger, in each of the stores; every call another."""
    if request.param == "postgres":
        return request.getfixturevalue("database")  # type: ignore[no-any-return]
    return lambda: str(tmp_path / f"{next(_numbers)}.duckdb")


@pytest.fixture
def where(new_ledger: Callable[[], str]) -> str:
    """Where to put the ledger of a test, in each of the stores."""
    return new_ledger()


@pytest.fixture(scope="session")
def coded() -> list[Coded]:
    """The records of the articles above."""
    coder = Coder()
    return [coder.code(**article) for article in ARTICLES]


@pytest.fixture(scope="session")
def told() -> list[Coded]:
    """The records of reports that tell some events more than once."""
    coder = Coder()
    return [coder.code(**report) for report in REPORTS]


@pytest.fixture(scope="session")
def failed() -> Failed:
    return Failed.of(Failure("broken", "reports/broken.txt", "empty", "reports/broken.txt: no text but white space"))


@pytest.fixture(scope="session")
def lines(coded: list[Coded], failed: Failed) -> list[bytes]:
    """Lines of `dragoman code`, a failure among them."""
    return [to_json(record) for record in (*coded[:3], failed, *coded[3:])]


def fill(where: str, coded: list[Coded], failed: Failed) -> None:
    """Puts the articles and a failure into a new ledger."""
    Session(open_store(where), ["articles"]).write([entry_of(record) for record in (*coded[:3], failed, *coded[3:])])


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory, coded: list[Coded], failed: Failed) -> Path:
    path = tmp_path_factory.mktemp("filled") / "filled.duckdb"
    fill(str(path), coded, failed)
    return path


@pytest.fixture(scope="session")
def filled_database(server: Server, coded: list[Coded], failed: Failed) -> str:
    server.run("CREATE DATABASE filled OWNER owner")
    fill(server.url("filled"), coded, failed)
    return "filled"


@pytest.fixture(params=["duckdb", "postgres"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A ledger that holds the articles and a failure, in each of the stores; a copy for each test."""
    if request.param == "duckdb":
        return str(shutil.copy(request.getfixturevalue("filled_file"), tmp_path / "filled.duckdb"))
    server, name = request.getfixturevalue("server"), f"ledger{next(_numbers)}"
    server.run(f"CREATE DATABASE {name} OWNER owner TEMPLATE {request.getfixturevalue('filled_database')}")
    return str(server.url(name))
