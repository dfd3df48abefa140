"""What goes into formats that know neither factuality nor attribution; what is left out is counted, by reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd
import pytest
from tests.exports.scenes import PACT, RAID, SHOT, VISIT, coded, event, role

from dragoman.errors import UsageError
from dragoman.exports import EVENT_FORMS, Choice, EventForm, ExportSettings, MergedEvent, write_events
from dragoman.exports.choosing import REASONS
from dragoman.exports.loss import FIELDS
from dragoman.records import Coded, Event

NOW = datetime(2024, 4, 1, tzinfo=UTC)
GUNMEN, VILLAGERS = [role("local:gunmen", "Gunmen")], [role("local:villagers", "14 villagers")]
WHO: dict[str, Any] = {"actors": GUNMEN, "recipients": VILLAGERS}


def export(folder: Path, form: EventForm, *records: Coded, **options: Any) -> dict[str, Any]:
    """Writes an export; its loss report, which is also beside it."""
    loss = write_events(records, folder / "out", form, now=NOW, **options).loss
    assert loss == json.loads((folder / "out.loss.json").read_text(encoding="utf-8"))
    return loss


def events_of(folder: Path) -> list[str]:
    """The events that have rows, from the evidence."""
    return list(dict.fromkeys(line["event"] for line in evidence(folder)))


def evidence(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "out.evidence.jsonl").read_bytes().splitlines()]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (event("ASSAULT", "killed", **WHO), None),
        (event("ASSAULT", "killed", status="planned", **WHO), "planned"),
        (event("ASSAULT", "killed", status="conditional", **WHO), "conditional"),
        (event("ASSAULT", "killed", status="possible", **WHO), "possible"),
        (event("ASSAULT", "killed", status="historical", **WHO), "historical"),
        (event("ASSAULT", "killed", polarity="negated", **WHO), "negated"),
        # deeds on somebody's word are left out, words are not
        (event("ASSAULT", "killed", attribution=["s1"], **WHO), "attributed"),
        (event("AID", "killed", attribution=["s1"], **WHO), "attributed"),
        (event("ACCUSE", "killed", attribution=["s1"], **WHO), None),
        (event("SUPPORT", "killed", attribution=["s1"], **WHO), None),
    ],
)
@pytest.mark.parametrize("form", EVENT_FORMS)
def test_only_what_is_told_as_done_goes_in(tmp_path: Path, form: EventForm, told: Event, reason: str | None) -> None:
    loss = export(tmp_path, form, coded(told, VISIT))
    assert events_of(tmp_path) == [e.id for e in ([VISIT] if reason else [told, VISIT])]
    assert {name: left["events"] for name, left in loss["left_out"].items()} == ({reason: 1} if reason else {})
    assert loss["read"]["events"] == loss["written"]["events"] + sum(
        left["events"] for left in loss["left_out"].values()
    )


def test_attributed_deeds_go_in_where_they_are_asked_for(tmp_path: Path) -> None:
    told = event("ASSAULT", "killed", attribution=["s1"], **WHO)
    loss = export(tmp_path, "icews", coded(told), settings=ExportSettings(Choice(attributed=True)))
    assert loss["left_out"] == {}
    assert loss["fields_dropped"]["attribution"] == 1
    (line,) = evidence(tmp_path)
    assert line["attribution"][0]["name"] == "Hadiza Moussa"
    assert line["attribution"][0]["cue"]["text"] == "said"


@pytest.mark.parametrize("form", EVENT_FORMS)
def test_undated(tmp_path: Path, form: EventForm) -> None:
    told = event("ASSAULT", "killed", date=None, **WHO)
    loss = export(tmp_path, form, coded(told))
    if form == "polecat":
        assert loss["dated_by"] == {"nothing": 1}
        assert (tmp_path / "out.txt").read_text().splitlines()[1].split("\t")[1] == "None"
        return
    assert loss["left_out"]["undated"]["events"] == 1
    dated = export(tmp_path, form, coded(told), settings=ExportSettings(Choice(undated="published")))
    assert dated["dated_by"] == {"published": 1}
    assert [(line["dated_by"], line["day"]) for line in evidence(tmp_path)] == [("published", "2024-03-05")]
    ending = {"icews": "tab", "gdelt": "csv", "plover": "jsonl"}[form]
    assert b"2024" in (tmp_path / f"out.{ending}").read_bytes()
    # and where nobody knows when it was published
    loss = export(tmp_path, form, coded(told, published_at=None), settings=ExportSettings(Choice(undated="published")))
    assert loss["left_out"]["undated"]["events"] == 1


def test_a_range_is_dated_by_its_start(tmp_path: Path) -> None:
    assert RAID.date
    told = msgspec.structs.replace(RAID, date=msgspec.structs.replace(RAID.date, end="2024-03-09", precision="week"))
    loss = export(tmp_path, "icews", coded(told))
    assert "2024-03-02" in (tmp_path / "out.tab").read_text()
    assert (loss["fields_dropped"]["date.end"], loss["fields_dropped"]["date.precision"]) == (1, 1)


@pytest.mark.parametrize(
    ("type", "actors", "recipients", "rows"),
    [
        ("CONSULT", 1, 1, 1),
        # reciprocal: each ordered pair
        ("CONSULT", 2, 0, 2),
        ("ASSAULT", 3, 0, 6),
        # several doers, nobody to whom: no pair
        ("PROTEST", 2, 0, 0),
        ("ACCUSE", 1, 0, 0),
        ("ACCUSE", 0, 1, 0),
        ("ACCUSE", 2, 2, 4),
    ],
)
def test_rows_of_pairs(tmp_path: Path, type: str, actors: int, recipients: int, rows: int) -> None:
    parties = [
        role("local:gunmen", "Gunmen"),
        role("country:TCD", "Chad"),
        role("local:soldiers", "Soldiers"),
        role("local:villagers", "14 villagers"),
        role("country:NER", "Niger"),
    ]
    told = event(type, "killed", actors=parties[:actors], recipients=parties[3 : 3 + recipients])
    loss = export(tmp_path, "icews", coded(told))
    assert loss["written"]["rows"] == rows
    assert loss["left_out"].get("no-pair", {}).get("events", 0) == (rows == 0)
    # GDELT has a row where one side is missing
    assert export(tmp_path, "gdelt", coded(told))["written"]["rows"] == (rows or max(actors, recipients))


def test_a_reciprocal_visit_goes_there_and_is_hosted_back(tmp_path: Path) -> None:
    parties = [role("country:TCD", "Chad"), role("country:NER", "Niger")]
    export(tmp_path, "icews", coded(event("CONSULT", "visited", actors=parties, mode="visit")))
    rows = [line.split("\t") for line in (tmp_path / "out.tab").read_text().splitlines()[1:]]
    assert [(row[2], row[6], row[8]) for row in rows] == [("Chad", "042", "Niger"), ("Niger", "043", "Chad")]


def test_ids_are_the_same_in_every_export_and_never_shared(tmp_path: Path) -> None:
    export(tmp_path, "gdelt", coded(PACT, RAID))
    gdelt = [line["row"] for line in evidence(tmp_path)]
    export(tmp_path, "icews", coded(VISIT, PACT, RAID))
    icews = [line["row"] for line in evidence(tmp_path)]
    assert set(gdelt) < set(icews)
    assert len(set(icews)) == len(icews) == 5
    assert all(0 < int(row) < 2**63 for row in icews)


class TestMerged:
    """Events that several documents tell are one row, that of the leading one, with the numbers of all."""

    @pytest.fixture
    def documents(self) -> list[Coded]:
        """Three documents of the raid, the second of which leads; the first tells of a visit, too."""
        events = [msgspec.structs.replace(RAID, id=f"{number}" * 16) for number in range(3)]
        return [
            coded(events[0], VISIT, id="a", url="https://a.example"),
            coded(events[1], id="b", url=None, published_at="2024-03-06"),
            coded(events[2], id="c", url="https://c.example", publisher=None),
        ]

    @staticmethod
    def lookup(document: str, event: str) -> MergedEvent | None:
        if event == VISIT.id:
            return None
        return MergedEvent("merged1", mentions=3, origins=2, documents=3, leading=document == "b")

    @pytest.mark.parametrize("form", EVENT_FORMS)
    def test_one_row_stands_for_all(self, tmp_path: Path, documents: list[Coded], form: EventForm) -> None:
        loss = export(tmp_path, form, *documents, merged=self.lookup)
        assert loss["left_out"]["merged"]["events"] == 2
        raids = [line for line in evidence(tmp_path) if line["link"] == "merged1"]
        assert [(line["document"], line["mentions"], line["origins"]) for line in raids] == [("b", 3, 2)]

    def test_numbers_and_link(self, tmp_path: Path, documents: list[Coded]) -> None:
        export(tmp_path, "gdelt", *documents, merged=self.lookup)
        schema = json.loads((tmp_path / "out.schema.json").read_text())["pandas"]
        frame = pd.read_csv(tmp_path / "out.csv", **schema)
        assert frame[["NumMentions", "NumSources", "NumArticles"]].to_numpy().tolist() == [
            [1, 1, 1],
            [1, 1, 1],
            [3, 2, 3],
        ]
        export(tmp_path, "plover", *documents, merged=self.lookup)
        lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
        assert [line["link"] for line in lines] == [None, "merged1"]

    def test_each_report_is_a_mention_of_the_row(self, tmp_path: Path, documents: list[Coded]) -> None:
        export(tmp_path, "gdelt", *documents, merged=self.lookup)
        mentions = [line.split("\t") for line in (tmp_path / "out.mentions.csv").read_text().splitlines()]
        rows = {line["row"] for line in evidence(tmp_path)}
        assert {mention[0] for mention in mentions} == rows
        raids = [line["row"] for line in evidence(tmp_path) if line["link"] == "merged1"]
        of_raid = [mention for mention in mentions if mention[0] in raids]
        assert sorted(mention[5] for mention in of_raid) == ["b", "https://a.example", "https://c.example"]
        assert [mention[4] for mention in of_raid if mention[5].endswith("c.example")] == ["c.example"]

    def test_a_merged_event_without_a_row_has_no_mentions(self, tmp_path: Path, documents: list[Coded]) -> None:
        leading = documents[1]
        undated = msgspec.structs.replace(leading, events=[msgspec.structs.replace(leading.events[0], date=None)])
        export(tmp_path, "gdelt", documents[0], undated, documents[2], merged=self.lookup)
        assert len((tmp_path / "out.mentions.csv").read_text().splitlines()) == 2
        assert {line["link"] for line in evidence(tmp_path)} == {VISIT.id}

    def test_an_id_lasts_when_another_document_leads(self, tmp_path: Path, documents: list[Coded]) -> None:
        def other(document: str, event: str) -> MergedEvent | None:
            found = self.lookup(document, event)
            return replace(found, leading=document == "c") if found else None

        rows = []
        for lookup in (self.lookup, other):
            export(tmp_path, "icews", *documents, merged=lookup)
            rows.append([line["row"] for line in evidence(tmp_path) if line["link"] == "merged1"])
        assert rows[0] == rows[1]


def test_every_reason_and_field_is_known() -> None:
    from dragoman.exports.gdelt import Gdelt
    from dragoman.exports.icews import Icews
    from dragoman.exports.plover_json import PloverJson
    from dragoman.exports.polecat import Polecat

    for form in (Gdelt, Icews, PloverJson, Polecat):
        assert set(form.dropped) <= set(FIELDS)
    assert {"planned", "conditional", "possible", "historical", "negated"} < set(REASONS)


def test_files_are_named_after_the_one_given(tmp_path: Path) -> None:
    names = {
        "plain": "plain.tab",
        "my.data.tsv": "my.data.tsv",
        "events.v2": "events.v2",
    }
    for given, file in names.items():
        folder = tmp_path / given
        folder.mkdir()
        files = write_events([coded(RAID)], folder / given, "icews", now=NOW).files
        stem = file.removesuffix(".tab").removesuffix(".tsv")
        assert sorted(path.name for path in folder.iterdir()) == sorted(
            [file, f"{stem}.loss.json", f"{stem}.schema.json", f"{stem}.evidence.jsonl"]
        )
        assert sorted(files) == sorted(folder.iterdir())


def test_what_was_there_stays_where_an_export_fails(tmp_path: Path) -> None:
    write_events([coded(RAID)], tmp_path / "out", "gdelt", now=NOW)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def broken() -> Iterator[Coded]:
        yield coded(SHOT)
        raise ValueError("the ledger went away")

    with pytest.raises(ValueError, match="went away"):
        write_events(broken(), tmp_path / "out", "gdelt", now=NOW)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    with pytest.raises(UsageError, match="cannot be written"):
        write_events([], tmp_path / "none" / "out", "gdelt", now=NOW)
