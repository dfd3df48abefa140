"""An event of several reports is one row in the formats of other data sets, and what people put right goes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import Coder, Ledger
from dragoman.exports import Choice, ExportSettings, write_events
from dragoman.exports.from_ledger import merged_lookup
from dragoman.ledger import Session, entry_of

REPORTS = [
    ("one", "Gunmen killed 14 villagers near Diffa on Saturday, the army said."),
    ("two", "Gunmen killed 14 villagers near Diffa on Saturday. Markets in the town stayed shut."),
    ("three", "Chad recalled its envoy from Niger on Sunday."),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger(tmp_path / "l.duckdb")
    coder = Coder()
    day = "2024-03-04T08:00:00Z"
    Session(made.store, []).write([entry_of(coder.code(t, id=i, published_at=day)) for i, t in REPORTS])
    return made


def test_the_report_that_may_go_in_leads(ledger: Ledger) -> None:
    rows = ledger.sql("SELECT event, mention, document, attributed FROM event_reports WHERE type = 'ASSAULT'").rows()
    assert {r["document"] for r in rows} == {"one", "two"}
    assert len({r["event"] for r in rows}) == 1
    lookup = merged_lookup(ledger, Choice())
    found = {r["document"]: lookup(r["document"], r["mention"]) for r in rows}
    assert found["one"] and found["two"]
    # the first report tells it on the army's word alone, so the second stands for both
    assert [r["attributed"] for r in sorted(rows, key=lambda r: r["document"])] == [True, False]
    assert (found["one"].leading, found["two"].leading) == (False, True)
    assert (found["two"].documents, found["two"].link) == (2, rows[0]["event"])
    assert merged_lookup(ledger, Choice(attributed=True))("one", rows[0]["mention"]) is not None


def test_corrections_go_into_the_files(ledger: Ledger, tmp_path: Path) -> None:
    (row,) = ledger.sql(
        "SELECT span_start, span_end FROM evidence WHERE document = 'three' AND part = 'trigger'"
    ).rows()
    span = (row["span_start"], row["span_end"])
    ledger.correct("three", "event", span, made_by="Ana", type="REJECT")
    settings = ExportSettings(Choice())
    written = write_events(ledger.records(corrected=True), tmp_path / "e.txt", "polecat", settings=settings)
    assert "\tREJECT\t" in written.files[0].read_text(encoding="utf-8")
