"""Ledgers of other versions, files that are none, and ledgers that others hold."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dragoman.errors import LedgerBusy, LedgerError
from dragoman.ledger import Ledger, Session, entry_of, migrations, open_store
from dragoman.ledger.migrations import MIGRATIONS, Migration
from dragoman.ledger.stores import Connection
from dragoman.ledger.tables import EVENT_TOTALS, SQL_TYPES, STORIES, TABLES, WOVEN
from dragoman.ledger.views import VIEWS
from dragoman.records import Coded

_ARROW_NAMES = {"TEXT": "string", "BIGINT": "int64", "DOUBLE PRECISION": "double", "BOOLEAN": "bool",
                "DATE": "date32[day]", "TIMESTAMPTZ": "timestamp[us, tz=UTC]"}  # fmt: skip


def test_the_steps_make_the_tables_that_the_program_writes(filled: str) -> None:
    with open_store(filled).read() as connection:
        for table in TABLES:
            (batch, *_) = connection.batches(f"SELECT * FROM store.{table.name} LIMIT 0")
            assert batch.schema.names == list(table.names)
            for (_, kind), field in zip(table.columns, batch.schema, strict=True):
                made = SQL_TYPES[kind]
                if made.endswith("[]"):
                    assert str(field.type).startswith("list<")
                    assert _ARROW_NAMES[made[:-2]] in str(field.type)
                else:
                    assert str(field.type) == _ARROW_NAMES[made]
        applied = connection.rows("SELECT migration, name FROM store.migrations ORDER BY 1")
        assert applied == [(number, step.name) for number, step in enumerate(MIGRATIONS, start=1)]


def test_an_older_ledger_is_brought_up_to_date_when_it_is_opened(
    filled: str, lines: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Migration("9999_a_table", lambda c: c.define("CREATE TABLE store.later (number BIGINT, word TEXT)"))
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, step))
    monkeypatch.setitem(VIEWS, "later", "SELECT word FROM store.later")
    ledger = Ledger(filled)
    assert ledger.sql("SELECT * FROM later").rows() == []
    assert list(ledger.lines()) == lines
    steps = ledger.sql("SELECT migration, name FROM store.migrations ORDER BY 1").table()[1]
    known = len(MIGRATIONS)
    assert (steps[0], steps[-1]) == ((1, "0001_first_tables"), (known + 1, "9999_a_table"))
    # and the program that does not know the step leaves the ledger alone
    monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS)
    for use in (
        lambda: ledger.events().rows(),
        lambda: ledger.sql("SELECT 1").rows(),
        lambda: Session(ledger.store, []).begin(),
        lambda: ledger.forget("pact"),
    ):
        with pytest.raises(
            LedgerError, match=rf"newer dragoman \(ledger schema {known + 1}, this one knows {known}\); update dragoman"
        ):
            use()


def test_documents_of_an_older_ledger_are_woven_in(filled: str) -> None:
    ledger = Ledger(filled)
    made = (
        "events",
        "event_reports",
        "dyads",
        "commitments",
        "commitment_reports",
        "moves",
        "stories",
        "story_members",
    )
    before = {view: sorted(map(repr, ledger.view(view).rows())) for view in made}
    assert all(before[view] for view in made if view != "moves")
    at = next(n for n, step in enumerate(MIGRATIONS, start=1) if step.name == "0007_all_woven")
    with ledger.store.write() as connection:
        for table in (*WOVEN, *STORIES, EVENT_TOTALS):
            connection.execute(f"DELETE FROM store.{table.name}")
        connection.execute(f"DELETE FROM store.migrations WHERE migration >= {at}")
    assert {view: sorted(map(repr, ledger.view(view).rows())) for view in made} == before


def test_a_step_that_fails_leaves_the_ledger_as_it_was(
    filled: str, lines: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: Connection) -> None:
        connection.define("CREATE TABLE store.later (a INT)")
        connection.define("nonsense")

    step = Migration("0002_wrong", fail)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, step))
    with pytest.raises(LedgerError):
        Ledger(filled).events().rows()
    monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS)
    assert list(Ledger(filled).lines()) == lines


def test_a_database_with_things_of_our_names_is_left_alone(new_ledger: Callable[[], str], server: object) -> None:
    where = new_ledger()
    if where.startswith("postgres"):
        server.run("CREATE TABLE events (mine INT)", where.split("/")[3].split("?")[0], "owner")  # type: ignore[attr-defined]
    else:
        duckdb.connect(where).execute("CREATE TABLE events (mine INT)").close()
    with pytest.raises(LedgerError, match="has a table events already"):
        Session(open_store(where), []).begin()
    with pytest.raises(LedgerError, match="no ledger in it"):
        Ledger(where).events().rows()


def test_files_that_are_no_ledger(tmp_path: Path) -> None:
    text = tmp_path / "text.duckdb"
    text.write_text("This is a text, long enough to be taken for a file of some kind. " * 100)
    for use in (lambda: Ledger(text).events().rows(), lambda: Session(open_store(text), []).begin()):
        with pytest.raises(LedgerError, match="no DuckDB file") as caught:
            use()
        assert "\n" not in str(caught.value)
    with pytest.raises(LedgerError, match="cannot be opened"):
        Session(open_store(tmp_path), []).begin()
    with pytest.raises(LedgerError, match=r"cannot be (opened|made)"):
        Session(open_store(tmp_path / "no" / "folder" / "x.duckdb"), []).begin()


def test_a_database_that_is_not_there(server: object) -> None:
    url = server.url("nowhere")  # type: ignore[attr-defined]
    for use in (lambda: Ledger(url).events().rows(), lambda: Session(open_store(url), []).begin()):
        with pytest.raises(LedgerError, match="cannot be opened") as caught:
            use()
        assert "\n" not in str(caught.value)


_HOLD = """
import sys
from dragoman.ledger import open_store
with open_store(sys.argv[1]).write():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_who_finds_the_ledger_held_waits_and_then_says_so(filled: str, coded: list[Coded]) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, filled], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin and holder.stdout
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LedgerBusy, match=r"0\.2 s; try again"):
            Session(open_store(filled, wait=0.2), []).begin()
        if filled.startswith("postgres"):
            assert Ledger(filled, wait=0.2).events().rows()
        else:
            with pytest.raises(LedgerBusy, match=f"another process \\({holder.pid}\\)"):
                Ledger(filled, wait=0.2).events().rows()
    finally:
        holder.stdin.close()
        holder.wait()
        holder.stdout.close()
    assert Session(open_store(filled, wait=5), []).write([entry_of(coded[0])]).unchanged == 1
