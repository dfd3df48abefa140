"""Each format is read back as its schema says, and its cells hold what the format's readers expect."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.exports.scenes import PACT, RAID, SHOT, TEXT, VISIT, coded, event, place, role

from dragoman.exports import EVENT_FORMS, Choice, EventForm, ExportSettings, write_events
from dragoman.records import Coded, Event

NOW = datetime(2024, 4, 1, 12, 30, tzinfo=UTC)
EVENTS = (PACT, RAID, SHOT, VISIT)


def write(folder: Path, form: EventForm, *events: Event, records: Sequence[Coded] = (), **options: Any) -> Path:
    """Writes an export and gives its path."""
    written = write_events(records or [coded(*events)], folder / "out", form, now=NOW, **options)
    return written.files[0]


def read(path: Path, schema: str = "schema.json") -> pd.DataFrame:
    """The file as its schema tells pandas to read it."""
    beside = path.with_name(f"{path.name.split('.')[0]}.{schema}")
    return pd.read_csv(path, **json.loads(beside.read_text(encoding="utf-8"))["pandas"])


def cells(path: Path) -> list[list[str]]:
    """The rows as they lie in the file."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def test_polecat(tmp_path: Path) -> None:
    path = write(tmp_path, "polecat", *EVENTS)
    assert path.name == "out.txt"
    head, *rows = cells(path)
    assert len(head) == 40
    assert all(len(row) == 40 for row in rows)
    pact, raid, shot, _ = (dict(zip(head, row, strict=True)) for row in rows)
    assert pact["Event ID"] == f"doc_SUPPORT_{PACT.id}"
    assert (pact["Event Intensity"], pact["Quad Code"]) == ("5", "VERBAL COOPERATION")
    assert (pact["Actor Name"], pact["Actor Country"], pact["Actor COW"]) == ("Chad; Niger", "TCD; NER", "483; 436")
    assert (pact["Primary Actor Sector"], pact["Actor Sectors"]) == ("GOV; GOV", "GOV")
    assert (pact["Contexts"], pact["Wikipedia Actor ID"]) == ("military; territory", "Chad; Niger")
    assert {pact[name] for name in head if "Recipient" in name} == {"None"}
    assert (raid["Actor Country"], raid["Recipient Name Raw"]) == ("None", "14 villagers")
    assert (raid["City"], raid["District"], raid["Province"], raid["Country"]) == ("Diffa", "None", "Diffa", "NER")
    assert (raid["Latitude"], raid["GeoNames ID"], raid["Feature Type"]) == ("13.3154", "2445704", "PPLA")
    assert (raid["Source"], raid["Publication Date"]) == ("Sahel Wire", "2024-03-05")
    # a mark that stands between entries stands within none
    assert shot["Actor Name"] == "soldiers, troops"
    assert shot["Story People"] == "Hadiza Moussa; Bongo"
    assert shot["Story Locations"] == "Chad; Niger; Diffa"
    assert shot["Version"] == "dragoman 0.1.0, registry 2026-11-23"
    frame = read(path)
    assert frame["Event Date"].dt.strftime("%d.%m.").tolist() == ["05.03.", "02.03.", "05.03.", "05.03."]
    assert frame["Latitude"].isna().tolist() == [True, False, False, True]
    assert frame["Event Mode"].tolist() == [pd.NA, pd.NA, "firearms", "visit"]


def test_icews(tmp_path: Path) -> None:
    path = write(tmp_path, "icews", *EVENTS)
    assert path.name == "out.tab"
    head, *rows = cells(path)
    assert len(head) == 20
    assert all(len(row) == 20 for row in rows)
    frame = read(path)
    # both ways of the pact, and guest and host
    dyads = list(zip(frame["Source Name"], frame["Target Name"], frame["CAMEO Code"], strict=True))
    assert dyads == [
        ("Chad", "Niger", "050"),
        ("Niger", "Chad", "050"),
        ("gunmen", "Villagers (Niger)", "180"),
        ("Soldiers; troops (United States)", "Protesters (United States)", "193"),
        ("Bongo", "Chad", "042"),
        ("Chad", "Bongo", "043"),
    ]
    assert frame["Intensity"].tolist() == [3.5, 3.5, -9, -10, 1.9, 2.8]
    assert frame["Event Text"].tolist()[-2:] == ["Make a visit", "Host a visit"]
    assert frame["Sentence Number"].tolist() == [1, 1, 2, 4, 5, 5]
    assert frame["Event ID"].is_unique
    assert frame["Event ID"].between(0, 2**63 - 1).all()
    assert frame["Story ID"].nunique() == 1
    assert frame.loc[4, "Source Sectors"] == "Medical / Health,Media"
    assert frame.loc[0, "Target Country"] == "Niger"
    assert pd.isna(frame.loc[2, "Source Country"])


def test_icews_puts_the_primary_sector_first(tmp_path: Path) -> None:
    accused = event(
        "ACCUSE",
        "said",
        actors=[role("local:hadiza-moussa", "Hadiza Moussa")],
        recipients=[role("org:united-nations", "They")],
    )
    frame = read(write(tmp_path, "icews", accused))
    assert frame.loc[0, "Source Sectors"] == "Government,Legislative / Parliamentary,Military,Police"
    assert frame.loc[0, "Target Sectors"] == "International Government Organization"
    assert pd.isna(frame.loc[0, "Target Country"])


@pytest.mark.parametrize(("version", "count", "added"), [("1", 58, "20240401"), ("2", 61, "20240401123000")])
def test_gdelt(tmp_path: Path, version: Any, count: int, added: str) -> None:
    path = write(tmp_path, "gdelt", *EVENTS, settings=ExportSettings(gdelt=version))
    assert path.name == "out.csv"
    rows = cells(path)
    assert [len(row) for row in rows] == [count] * 6
    frame = read(path)
    assert len(frame) == 6
    pact, _, raid, shot, visit, _ = (row for _, row in frame.iterrows())
    assert (raid["SQLDATE"], raid["MonthYear"], raid["Year"]) == (20240302, 202403, 2024)
    assert raid["FractionDate"] == pytest.approx(2024 + 92 / 365, abs=1e-4)
    assert (raid["EventCode"], raid["EventBaseCode"], raid["EventRootCode"], raid["QuadClass"]) == (
        *("180", "180", "18"),
        4,
    )
    assert (pact["Actor1Code"], pact["Actor1Name"], pact["Actor1CountryCode"], pact["Actor1Type1Code"]) == (
        *("TCDGOV", "CHAD", "TCD"),
        "GOV",
    )
    assert (visit["Actor1CountryCode"], visit["Actor1Type1Code"], visit["Actor1Type2Code"]) == ("ROM", "HLH", "MED")
    assert (pact["IsRootEvent"], shot["IsRootEvent"]) == (1, 0)
    assert (pact["NumMentions"], pact["NumSources"], pact["NumArticles"]) == (1, 1, 1)
    geo = [shot[f"ActionGeo_{name}"] for name in ("Type", "FullName", "CountryCode", "ADM1Code", "FeatureID")]
    assert geo == [3, "Austin, Texas, United States", "US", "USTX", "4671654"]
    assert [raid[f"ActionGeo_{name}"] for name in ("Type", "CountryCode")] == [4, "NG"]
    assert pd.isna(pact["ActionGeo_Type"])
    assert pd.isna(pact["AvgTone"])
    assert pd.isna(raid["Actor1CountryCode"])
    assert frame["DATEADDED"].astype(str).unique().tolist() == [added]
    assert frame["SOURCEURL"].unique().tolist() == ["https://sahel.example/pact"]
    assert (tmp_path / "out.mentions.csv").exists() == (version == "2")


def test_gdelt_mentions_lead_to_the_words(tmp_path: Path) -> None:
    path = write(tmp_path, "gdelt", *EVENTS)
    events = read(path)
    mentions = read(tmp_path / "out.mentions.csv", "mentions.schema.json")
    assert [len(row) for row in cells(tmp_path / "out.mentions.csv")] == [16] * 6
    assert mentions["GlobalEventID"].tolist() == events["GLOBALEVENTID"].tolist()
    assert mentions["MentionTimeDate"].unique().tolist() == [20240305080000]
    assert mentions["Confidence"].unique().tolist() == [70]
    for row in mentions.itertuples():
        assert TEXT[row.ActionCharOffset :].startswith(("signed", "killed", "shot dead", "visited"))
    # of the host's row the parties are turned round
    assert TEXT[mentions.loc[4, "Actor1CharOffset"] :].startswith("Bongo")
    assert TEXT[mentions.loc[5, "Actor2CharOffset"] :].startswith("Bongo")


@pytest.mark.parametrize(
    ("who", "code", "country", "group"),
    [
        ("org:united-nations", "UNOIGO", pd.NA, "UNO"),
        ("local:soldiers", "USAMIL", "USA", pd.NA),
        ("local:gunmen", "UAF", pd.NA, pd.NA),
    ],
)
def test_gdelt_actor_codes(tmp_path: Path, who: str, code: str, country: Any, group: Any) -> None:
    frame = read(write(tmp_path, "gdelt", event("ACCUSE", "said", actors=[role(who, "They")])))
    found = frame.loc[0, ["Actor1Code", "Actor1CountryCode", "Actor1KnownGroupCode", "Actor2Code"]].tolist()
    assert [None if pd.isna(value) else value for value in found] == [
        None if pd.isna(value) else value for value in (code, country, group, pd.NA)
    ]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (place("Niger", precision="country", admin1=None, lat=None, lon=None), [1, "Niger", "NG", "NG", None]),
        (place("Texas", country="USA", admin1="Texas", precision="admin1"), [2, "Texas, United States", "US", "USTX"]),
        (place("Diffa", precision="admin1"), [5, "Diffa, Niger", "NG", None, 13.3154]),
        (place("Gaza", country="PSE", admin1="Gaza Strip"), [4, "Gaza, Gaza Strip, Palestine", "GZ", None]),
        (place("Red Sea", country=None, admin1=None, precision="sea"), [None, "Red Sea", None, None]),
    ],
)
def test_gdelt_places(tmp_path: Path, where: Any, expected: list[Any]) -> None:
    frame = read(write(tmp_path, "gdelt", event("ACCUSE", "said", actors=[role("local:gunmen", "They")], place=where)))
    names = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat")
    found = [frame.loc[0, f"ActionGeo_{name}"] for name in names]
    assert [None if pd.isna(value) else value for value in found][: len(expected)] == expected


def test_plover_json(tmp_path: Path) -> None:
    path = write(tmp_path, "plover", *EVENTS)
    assert path.name == "out.jsonl"
    pact, raid, shot, _ = (json.loads(line) for line in path.read_bytes().splitlines())
    assert (pact["id"], pact["date"], pact["event"], pact["mode"]) == (PACT.id, "2024-03-05", ["SUPPORT"], [])
    assert [actor["code"] for actor in pact["actor"]] == ["TCD", "NER"]
    assert (raid["quad_code"], raid["event_scale"], raid["event_text"]) == (4, -9, ["killed"])
    assert raid["text"] is None
    assert raid["text_info"] == {"sequence": 2, "start": RAID.sentence.start, "end": RAID.sentence.end}
    assert (raid["event_loc"]["resolution"], raid["event_loc"]["feature_class"]) == (4, "P")
    assert (raid["coder"], raid["coded_date"], raid["coded_time"]) == ("dragoman 0.1.0", "2024-04-01", "12:30:00Z")
    assert raid["dragoman"]["counts"][0]["kind"] == "dead"
    assert pact["actor"][0]["identifier_id"] == "Q657"
    assert shot["mode"] == ["firearms"]
    assert pact["link"] is None
    assert {tuple(record) for record in (pact, raid, shot)} == {tuple(pact)}
    schema = json.loads((tmp_path / "out.schema.json").read_text(encoding="utf-8"))
    assert [column["name"] for column in schema["columns"]] == list(pact)
    frame = pd.read_json(path, **schema["pandas"])
    assert frame["id"].tolist() == [e.id for e in EVENTS]


def test_sentences_go_along_only_where_they_may(tmp_path: Path) -> None:
    write(tmp_path, "plover", RAID, settings=ExportSettings(sentences=True))
    assert json.loads((tmp_path / "out.jsonl").read_bytes())["text"] == RAID.sentence.text
    assert RAID.sentence.text.encode() in (tmp_path / "out.evidence.jsonl").read_bytes()
    write(tmp_path, "plover", RAID)
    assert RAID.sentence.text.encode() not in (tmp_path / "out.evidence.jsonl").read_bytes()


@pytest.mark.parametrize("form", EVENT_FORMS)
def test_nothing_breaks_a_line(tmp_path: Path, form: EventForm) -> None:
    """Tabs, line ends of every kind, quotation marks and NULs in what users give us."""
    hostile = 'A\t"B"\r\nC\u2028D\x00E\x85F'
    path = write(tmp_path, form, records=[coded(*EVENTS, publisher=hostile, id="odd\tid", url=None)])
    text = path.read_bytes().decode()
    if form == "plover":
        # JSON escapes what would end a line, and loses nothing
        assert json.loads(text.split("\n")[0])["cite_info"]["publication"] == hostile
        return
    widths = {line.count("\t") for line in text.split("\n")[:-1]}
    assert len(widths) == 1
    assert not set(text) & set("\r\x00\x85\u2028")
    if form != "gdelt":
        assert 'A "B" C D E F' in text
    # and as a reader sees it that takes nothing for a quotation
    rows = list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {len(row) for row in rows} == {widths.pop() + 1}


@pytest.mark.parametrize("form", EVENT_FORMS)
def test_an_export_of_nothing_has_its_shape(tmp_path: Path, form: EventForm) -> None:
    path = write(tmp_path, form, records=[coded()])
    if form in ("polecat", "icews"):
        assert read(path).empty
    else:
        assert path.read_bytes() == b""


@pytest.mark.parametrize("form", EVENT_FORMS)
def test_two_exports_are_the_same(tmp_path: Path, form: EventForm) -> None:
    first, second = (write(tmp_path / name, form, *EVENTS) for name in _folders(tmp_path))
    for path in first.parent.iterdir():
        assert path.read_bytes() == (second.parent / path.name).read_bytes()


def _folders(folder: Path) -> list[str]:
    for name in ("one", "two"):
        (folder / name).mkdir()
    return ["one", "two"]


def test_a_ledger_without_texts(tmp_path: Path) -> None:
    """Spans have offsets and no words; what needs the text is missing."""
    bare = coded(RAID, text="", title=None)
    frame = read(write(tmp_path, "icews", records=[bare]))
    assert pd.isna(frame.loc[0, "Sentence Number"])
    write_events([bare], tmp_path / "g", "gdelt", now=NOW, settings=ExportSettings(Choice()))
    assert read(tmp_path / "g.csv").loc[0, "IsRootEvent"] == 1
