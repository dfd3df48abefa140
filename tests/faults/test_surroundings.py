"""Clocks, locales, time zones and other versions: the records are the same, and older ones are told apart."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import msgspec
import pytest

from dragoman import to_json
from dragoman.errors import LedgerError
from dragoman.ledger import Ledger, Session, entry_of, open_store
from dragoman.ledger.migrations import MIGRATIONS
from dragoman.reading import read_text
from dragoman.records import Coded, from_json

from .conftest import TEXTS, run, said

# A run of the coder and of a ledger, all that they give printed.
_WHOLE_RUN = """
import sys
from dragoman import Coder, Settings, to_json
from dragoman.ledger import Ledger, Session, entry_of, open_store

article = open(sys.argv[1], "rb").read().decode()
coder = Coder()
coded = [coder.code(article), coder.code(article, id="dated", published_at="2024-03-05T23:30:00-05:00")]
Session(open_store(sys.argv[2]), []).write([entry_of(record) for record in coded])
ledger = Ledger(sys.argv[2])
for line in (*map(to_json, coded), *ledger.lines()):
    sys.stdout.buffer.write(line + b"\\n")
for table in (ledger.events(), ledger.commitments(), ledger.panel(by="week")):
    sys.stdout.buffer.write(repr(list(table)).encode() + b"\\n")
"""
ARTICLE = (
    "ISTANBUL, March 5 (Agency) — Türkiye's İçişleri Bakanlığı said Chad and NIGER signed a border deal on Tuesday, "
    "three days after gunmen killed 1,400 villagers near Diffa.\n\nUpdated: Mar 6, 2024 01:15 IST\n\n"
    '"We will close the border unless Abuja acts by May 5," she said on Monday night.\n'
)
SURROUNDINGS = [
    {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2"},
    {"LC_ALL": "de_DE@euro", "TZ": "America/St_Johns", "PYTHONHASHSEED": "3", "PYTHONIOENCODING": "latin-1"},
]


def test_the_same_bytes_in_every_locale_and_zone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    found = []
    for number, env in enumerate(SURROUNDINGS):
        command = [sys.executable, "-c", _WHOLE_RUN, str(tmp_path / "a.txt"), str(tmp_path / f"{number}.duckdb")]
        done = subprocess.run(command, env={**os.environ, **env}, capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr.decode()
        found.append(done.stdout)
    assert len(found[0].splitlines()) == 7
    assert found[0] == found[1] == found[2]


class Backwards(datetime):
    """A clock that goes back by a day whenever it is asked."""

    asked = 0

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        cls.asked += 1
        return datetime(2030, 1, 1, tzinfo=UTC) - timedelta(days=cls.asked)


def _contents(where: Path) -> str:
    """All that depends on what came in and in which order, but not on when."""
    ledger = Ledger(where)
    times = {"ingested_at", "failed_at", "made_at", "undone_at"}
    views = ("documents", "revisions", "events", "event_reports", "commitments", "corrections")
    shown = [[{k: v for k, v in row.items() if k not in times} for row in ledger.view(view)] for view in views]
    return repr((shown, list(ledger.lines())))


def _ingests(where: Path, lines: list[bytes]) -> None:
    store = open_store(where)
    for batch in (lines[:4], lines[4:8], lines[:2]):
        Session(store, []).write([entry_of(from_json(line)) for line in batch])
    # a new wording of a document, and a correction: the latest in order is in force, whatever the clock says
    record = from_json(lines[0])
    assert isinstance(record, Coded)
    text = record.document.text + "\n\nThe army denied it."
    again = msgspec.structs.replace(record, document=read_text(text, id=record.document.id).document)
    Session(store, []).write([entry_of(again)])
    trigger = record.events[0].trigger
    for kind in ("PROTEST", "COERCE"):
        span = (trigger.start, trigger.end)
        Ledger(where).correct(record.document.id, "event", span, made_by="ada", type=kind)


def test_a_clock_that_goes_back_changes_no_record(
    lines: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ingests(tmp_path / "forward.duckdb", lines)
    for module in ("session", "batch", "correcting", "event_pairs", "migrations", "forgetting"):
        monkeypatch.setattr(f"dragoman.ledger.{module}.datetime", Backwards)
    _ingests(tmp_path / "back.duckdb", lines)
    assert Backwards.asked > 5
    assert _contents(tmp_path / "back.duckdb") == _contents(tmp_path / "forward.duckdb")


def test_a_report_from_the_future_is_a_report(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        '{"id": "x", "published_at": "2199-05-14", "text": "Rebels attacked Bosso in Niger on Monday."}\n'
    )
    assert run("ingest", "in.jsonl", "--ledger", "l.duckdb", "--workers", "0", cwd=tmp_path).returncode == 0
    (row,) = Ledger(tmp_path / "l.duckdb").events(since="2199-01-01").rows()
    assert str(row["day"]) == "2199-05-13"


def test_a_newer_ledger_is_refused_and_left_as_it_is(lines: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "l.duckdb"
    Session(open_store(path), []).write([entry_of(from_json(lines[0]))])
    raw = duckdb.connect(str(path))
    raw.execute("INSERT INTO store.migrations VALUES ($1, 'later', '99.0', now())", (len(MIGRATIONS) + 1,))
    raw.close()
    before = hashlib.sha256(path.read_bytes()).digest()
    (tmp_path / "a.txt").write_text(TEXTS[0])
    for words in (("ingest", "a.txt"), ("events",), ("watch", "a.txt", "--once")):
        done = run(*words, "--ledger", "l.duckdb", cwd=tmp_path)
        assert said(done) == (
            f"l.duckdb: made by a newer dragoman (ledger schema {len(MIGRATIONS) + 1}, this one knows "
            f"{len(MIGRATIONS)}); update dragoman"
        )
    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_records_of_two_versions_lie_side_by_side(lines: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "l.duckdb"
    old, other = (from_json(line) for line in lines[:2])
    assert isinstance(old, Coded)
    assert isinstance(other, Coded)
    coder = msgspec.structs.replace(old.coder, version="0.0.1")
    old = msgspec.structs.replace(old, coder=coder, events=old.events[:1])
    Session(open_store(path), []).write([entry_of(old), entry_of(other)])
    # the other version meets the same text: passed over, unless it is to be coded anew
    new = msgspec.structs.replace(from_json(lines[0]))
    assert Session(open_store(path), []).write([entry_of(new)]).unchanged == 1
    assert next(Ledger(path).lines()) == to_json(old)
    versions = {record.coder.version for record in Ledger(path).records()}
    assert versions == {"0.0.1", other.coder.version}
    assert Session(open_store(path), [], recode=True).write([entry_of(new)]).recoded == 1
    assert lines[0] in list(Ledger(path).lines())


def test_two_versions_write_in_turn(lines: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has been updated under a running ingest of the older: the older is refused from then on, in a line."""
    path = tmp_path / "l.duckdb"
    session = Session(open_store(path), [])
    session.write([entry_of(from_json(lines[0]))])
    raw = duckdb.connect(str(path))
    raw.execute("INSERT INTO store.migrations VALUES ($1, 'later', '99.0', now())", (len(MIGRATIONS) + 1,))
    raw.close()
    with pytest.raises(LedgerError, match="newer dragoman"):
        session.write([entry_of(from_json(lines[1]))])
    shutil.copy(path, tmp_path / "copy.duckdb")
    raw = duckdb.connect(str(tmp_path / "copy.duckdb"))
    assert raw.execute("SELECT count(*) FROM store.documents").fetchall() == [(1,)]
    raw.close()
