"""The check of the registry files: each sort of fault at its place, none that stops it, and what loading says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import pytest

from dragoman.errors import ArtefactError, UsageError
from dragoman.knowledge.registry import load_registry
from dragoman.knowledge.registry_check import Report, check_registry
from dragoman.knowledge.registry_files import COLUMNS
from dragoman.knowledge.registry_terms import first_day, is_date, last_day

T = TypeVar("T")

# The rows of the tables below stand at line 2, behind the header.
STATE = {"code": "ZZZ", "country": "ZZZ", "name": "Zedland"}
ORGANIZATION = {"id": "org:zed-guard", "name": "Zed Guard", "body": "military", "country": "FRA", "sectors": "MIL"}
SEAT = {"names": "Zed Palace", "country": "FRA", "sectors": "GOV"}
TERM = {
    "id": "person:zoe-zed",
    "name": "Zoe Zed",
    "country": "FRA",
    "office": "spokesperson",
    "title": "Spokeswoman",
    "start": "2021",
}
USUAL = {"states.tsv": STATE, "organizations.tsv": ORGANIZATION, "seats.tsv": SEAT}

# File, cells that differ from the usual row, what the fault says and tells to do.
ERRORS = [
    # countries, sectors, offices and bodies are of closed lists
    ("organizations.tsv", {"country": "XYZ"}, "country 'XYZ' is not in states.tsv; use an ISO 3166-1 alpha-3 code"),
    ("figures.tsv", {"country": "XYZ"}, "country 'XYZ' is not in states.tsv; use an ISO 3166-1 alpha-3 code"),
    ("seats.tsv", {"country": "XYZ"}, "country 'XYZ' is not in states.tsv"),
    ("seats.tsv", {"country": ""}, "no country; use a code"),
    ("states.tsv", {"country": "XYZ"}, "country 'XYZ' is not in states.tsv"),
    ("organizations.tsv", {"sectors": "MIL|ARMY"}, "sector 'ARMY' is not in the PLOVER list; use "),
    ("figures.tsv", {"sectors": "GOVT"}, "sector 'GOVT' is not in the PLOVER list; use 'GOV'"),
    ("figures.tsv", {"office": "spokeperson"}, "office 'spokeperson' is not in offices.tsv; use 'spokesperson'"),
    ("organizations.tsv", {"body": "milita"}, "body 'milita' is not in the list; use 'military'"),
    ("offices.tsv", {"office": "mayor", "sectors": ""}, "no sectors; write one"),
    # ids and references
    ("organizations.tsv", {"id": "zed-guard"}, "id 'zed-guard'; write org: and lower-case words"),
    ("organizations.tsv", {"id": "org:Zed Guard"}, "(org:zed-guard)"),
    ("figures.tsv", {"id": "person:zoë-zed"}, "(person:zoe-zed)"),
    ("states.tsv", {"code": "Zed", "country": "Zed"}, "code 'Zed'; use an ISO 3166-1 alpha-3 code"),
    ("seats.tsv", {"organization": "org:zed"}, "organization 'org:zed' is not in organizations.tsv; correct the id"),
    ("organizations.tsv", {"wikidata": "7184"}, "wikidata '7184' is no item; write Q and a number"),
    ("organizations.tsv", {"wikidata": "Q7184"}, "wikidata 'Q7184' is that of org:nato (organizations.tsv:"),
    # dates
    ("figures.tsv", {"start": "2021-13"}, "start '2021-13' is no date; write YYYY-MM-DD, YYYY-MM or YYYY"),
    ("figures.tsv", {"end": "30.6.2022"}, "end '30.6.2022' is no date"),
    ("figures.tsv", {"start": "2022-02-30"}, "start '2022-02-30' is no date"),
    ("figures.tsv", {"start": "2022", "end": "2021-12"}, "start 2022 is after end 2021-12; correct one of them"),
    ("organizations.tsv", {"from": "1999", "to": "1998"}, "from 1999 is after to 1998"),
    # cells
    ("organizations.tsv", {"name": ""}, "no name; write one"),
    ("figures.tsv", {"title": ""}, "no title; write one"),
    ("seats.tsv", {"names": ""}, "no names; write one"),
    ("organizations.tsv", {"aliases": "ZG|"}, "aliases has an empty part; put one | between two parts"),
    ("figures.tsv", {"gender": "w"}, "gender 'w'; write m or f, or leave it empty"),
    ("seats.tsv", {"town": "no"}, "town 'no'; write yes, or leave it empty"),
    ("states.tsv", {"iso2": "zz"}, "iso2 'zz'; use two capital letters"),
    ("states.tsv", {"cow": "x1"}, "cow 'x1' is no number"),
    # codes of another state
    ("states.tsv", {"iso2": "FR"}, "iso2 'FR' is that of FRA (states.tsv:"),
    ("states.tsv", {"cow": "220"}, "cow '220' is that of FRA (states.tsv:"),
    # a territory of a territory
    ("states.tsv", {"country": "GRL"}, "country 'GRL' is itself of 'DNK' (states.tsv:"),
]

WARNINGS = [
    ("organizations.tsv", {"aliases": "ZG|ZG"}, "aliases has 'ZG' twice; take one out"),
    ("organizations.tsv", {"aliases": "Zed Guard"}, "'Zed Guard' is both name and alias; take the alias out"),
    ("organizations.tsv", {"aliases": "Zed  Guards"}, "aliases 'Zed  Guards' has spaces or signs too many"),
    ("organizations.tsv", {"country": "GRL"}, "country 'GRL' is a territory or a former state; use 'DNK'"),
    ("organizations.tsv", {"body": "court"}, "body 'court' goes with JUD; add that to sectors"),
    ("figures.tsv", {"start": ""}, "no start, so the term counts for all days"),
    # namesakes of another country or kind
    ("organizations.tsv", {"aliases": "NATO"}, "'NATO' is a name of org:nato (organizations.tsv:"),
    ("figures.tsv", {"name": "France"}, "'France' is a name of FRA (states.tsv:"),
    ("states.tsv", {"aliases": "France"}, "name 'France' is that of FRA (states.tsv:"),
    ("states.tsv", {"people": "French"}, "demonym 'French' is that of FRA (states.tsv:"),
    ("seats.tsv", {"names": "Kremlin"}, None),
    ("seats.tsv", {"names": "Kremlin|Red Fort"}, "seat 'Kremlin' is at seats.tsv:"),
    # France has a foreign minister in ministers.tsv at the time
    ("ministers.tsv", {"office": "foreign-minister"}, "foreign-minister of FRA from 2021, while Jean-Yves Le Drian"),
    ("leaders.tsv", {"office": "head-of-government"}, "head-of-government of FRA from 2021, while Jean Castex"),
    # by another title both may be heads of state
    ("leaders.tsv", {"office": "head-of-state", "title": "President"}, "while Emmanuel Macron (leaders.tsv:"),
    ("leaders.tsv", {"office": "head-of-state", "title": "Regent"}, None),
]


def table(folder: Path, name: str, *rows: dict[str, str]) -> Path:
    """A file of the user's; each row is a usual one with some cells changed."""
    usual = USUAL.get(name, {} if name == "offices.tsv" else TERM)
    lines = ["\t".join(({**usual, **row}).get(column, "") for column in COLUMNS[name]) for row in rows]
    path = folder / name
    path.write_text("\n".join(["\t".join(COLUMNS[name]), *lines, ""]), encoding="utf-8")
    return path


def told(report: Report, path: Path) -> list[str]:
    """What is said of a file, with the shipped files' own warnings left out."""
    return [str(fault) for fault in report.faults if fault.file == str(path)]


def only(things: Iterable[T]) -> T:
    (thing,) = things
    return thing


def test_the_shipped_files_have_no_errors() -> None:
    report = check_registry()
    assert [str(fault) for fault in report.errors] == []
    assert report.files == 7
    assert report.rows > 5000


@pytest.mark.parametrize("name", COLUMNS)
def test_a_row_in_order_is_no_fault(name: str, tmp_path: Path) -> None:
    path = table(tmp_path, name, {"office": "mayor", "sectors": "GOV"} if name == "offices.tsv" else {})
    assert told(check_registry(tmp_path), path) == []
    load_registry(tmp_path)


@pytest.mark.parametrize(("name", "cells", "text"), ERRORS)
def test_an_error_stands_at_its_line(name: str, cells: dict[str, str], text: str, tmp_path: Path) -> None:
    path = table(tmp_path, name, cells)
    line = str(only(check_registry(tmp_path).errors))
    assert line.startswith(f"{path}:2: ")
    assert text in line


@pytest.mark.parametrize(("name", "cells", "text"), WARNINGS)
def test_a_warning_is_no_error(name: str, cells: dict[str, str], text: str | None, tmp_path: Path) -> None:
    path = table(tmp_path, name, cells)
    report = check_registry(tmp_path)
    assert report.errors == ()
    lines = told(report, path)
    assert all(line.startswith(f"warning: {path}:2: ") for line in lines)
    assert any(text in line for line in lines) if text else lines == []


def test_no_fault_hides_another(tmp_path: Path) -> None:
    organizations = table(tmp_path, "organizations.tsv", {"country": "XYZ", "sectors": "ARMY"}, {"id": "x", "name": ""})
    figures = table(tmp_path, "figures.tsv", {"office": "boss", "start": "soon"})
    (tmp_path / "seats.tsv").write_text("names\tcountry\nZed Palace\tFRA\n", encoding="utf-8")
    places = [line.split(": ")[0] for line in map(str, check_registry(tmp_path).errors)]
    seats = tmp_path / "seats.tsv"
    assert places == [f"{organizations}:2"] * 2 + [f"{organizations}:3"] * 2 + [f"{seats}:1"] + [f"{figures}:2"] * 2


def test_lines_are_counted_as_in_the_file(tmp_path: Path) -> None:
    """Comments, blank lines, Windows line ends and a byte order mark do not shift them, nor does U+2028."""
    row = "\t".join(TERM.get(column, "") for column in COLUMNS["figures.tsv"])
    lines = ["# mine", "", "\t".join(COLUMNS["figures.tsv"]), row.replace("Zoe Zed", "Zoe\u2028Zed"), "", "# x"]
    bad = row.replace("FRA", "XYZ").replace("2021", "2022")
    (tmp_path / "figures.tsv").write_bytes("\r\n".join([*lines, bad]).encode("utf-8-sig"))
    assert f"{tmp_path / 'figures.tsv'}:7: country 'XYZ'" in only(map(str, check_registry(tmp_path).errors))


@pytest.mark.parametrize(
    ("content", "line", "text"),
    [
        ("id\tname\norg:zed\tZed\n", 1, "the header lacks aliases, body, country"),
        ("org:zed\tZed\n", 1, "no header; the first line names the columns"),
        ("\t".join([*COLUMNS["organizations.tsv"], "note"]), 1, "the header has 'note', which is no column"),
        ("\t".join([*COLUMNS["organizations.tsv"], "id"]), 1, "the header names a column twice"),
        ("\t".join(COLUMNS["organizations.tsv"]) + "\n" + "org:zed\t" * 12, 2, "13 columns, 10 expected"),
    ],
)
def test_columns(content: str, line: int, text: str, tmp_path: Path) -> None:
    path = tmp_path / "organizations.tsv"
    path.write_text(content, encoding="utf-8")
    fault = only(told(check_registry(tmp_path), path))
    assert fault.startswith(f"{path}:{line}: {text}")
    if line > 1 or "lacks" in text or "no header" in text:
        with pytest.raises(ArtefactError, match=re.escape(f"{path}:{line}: {text}")):
            load_registry(tmp_path)


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = table(tmp_path, "figures.tsv", {"name": "Zoé Zed"})
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    assert only(told(check_registry(tmp_path), path)).startswith(f"{path}:2: bytes that are not UTF-8; save the file")
    with pytest.raises(ArtefactError, match="bytes that are not UTF-8"):
        load_registry(tmp_path)


def test_rows_that_stand_twice(tmp_path: Path) -> None:
    for name in ("states.tsv", "organizations.tsv", "figures.tsv"):
        path = table(tmp_path, name, {}, {"name": "Zoe Zed"} if name == "figures.tsv" else {})
        lines = told(check_registry(tmp_path), path)
        assert f"stands at {path}:2 too; take one of the rows out" in only(lines)
        path.unlink()


def test_rows_of_one_person_agree(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "figures.tsv",
        {"gender": "f", "wikidata": "Q999999991"},
        {"gender": "m", "wikidata": "Q999999992", "name": "Zo Zed", "start": "2023"},
        # what a row leaves open is no contradiction
        {"start": "2025"},
    )
    report = check_registry(tmp_path)
    assert [fault.line for fault in report.errors] == [3, 3]
    assert f"gender 'm' of person:zoe-zed, but 'f' at {path}:2; correct one" in str(report.errors[0])
    assert "put the other under aliases" in told(report, path)[-1]


def test_countries_that_go_round(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "states.tsv",
        {"code": "ZZA", "country": "ZZB", "name": "A Zed"},
        {"code": "ZZB", "country": "ZZA", "name": "B Zed"},
        {"code": "ZZC", "country": "ZZA", "name": "C Zed"},
    )
    first, second, third = told(check_registry(tmp_path), path)
    assert "countries go round: ZZA → ZZB → ZZA; one of them must be its own country" in first
    assert "countries go round: ZZB → ZZA → ZZB" in second
    assert "country 'ZZA' is itself of 'ZZB'" in third


def test_gaps_overlaps_and_empty_seats(tmp_path: Path) -> None:
    """Terms of a state of the user's own, and what is said of each."""
    states = table(tmp_path, "states.tsv", {"cow": "9999"})
    head = {"country": "ZZZ", "office": "head-of-government", "title": "Premier"}
    leaders = table(
        tmp_path,
        "leaders.tsv",
        {**head, "start": "1985", "end": "1991"},
        {**head, "id": "person:yan-zed", "name": "Yan Zed", "start": "1995-03", "end": "2001"},
        # overlaps by less than the files can tell apart
        {**head, "id": "person:xa-zed", "name": "Xa Zed", "start": "2001-10", "end": "2005-06"},
        # rivals
        {**head, "id": "person:wu-zed", "name": "Wu Zed", "start": "2004", "end": "2010"},
        # a ruler between them leaves no gap
        {**head, "id": "person:vi-zed", "name": "Vi Zed", "office": "ruler", "start": "2010", "end": "2015-01"},
        {**head, "id": "person:ul-zed", "name": "Ul Zed", "start": "2015-02", "end": "2020"},
    )
    report = check_registry(tmp_path)
    assert report.errors == ()
    assert told(report, states) == [
        f"warning: {states}:2: ZZZ has no head of state or government since 2020, Ul Zed ({leaders}:7); "
        "add who it is to leaders.tsv"
    ]
    assert [line.split(": ", 2)[2] for line in told(report, leaders)] == [
        f"no head-of-government of ZZZ between 1991, Zoe Zed ({leaders}:2), and 1995-03; "
        "add who it was, or let it stand where the office was vacant",
        f"head-of-government of ZZZ from 2004, while Xa Zed ({leaders}:4) is so until 2005-06; "
        "end one of the terms, or let it stand where both claimed the office",
    ]


def test_two_people_of_one_name_are_told_once_each(tmp_path: Path) -> None:
    path = table(tmp_path, "figures.tsv", {}, {"id": "person:zoe-zed-of-mali", "aliases": "Z. Zed", "country": "MLI"})
    first, second = told(check_registry(tmp_path), path)
    assert f"'Zoe Zed' is a name of person:zoe-zed-of-mali ({path}:3) too; take that id if it is the same" in first
    assert f"'Zoe Zed' is a name of person:zoe-zed ({path}:2) too" in second


def test_a_row_that_replaces_a_shipped_one_is_checked_in_its_place(tmp_path: Path) -> None:
    nato = {"id": "org:nato", "name": "NATO", "body": "alliance", "country": "IGO", "sectors": "IGO|MIL"}
    path = table(tmp_path, "organizations.tsv", nato)
    assert told(check_registry(tmp_path), path) == []


def test_a_file_of_another_name_is_told(tmp_path: Path) -> None:
    table(tmp_path, "figures.tsv", {})
    path = tmp_path / "organisations.tsv"
    path.touch()
    assert only(told(check_registry(tmp_path), path)).startswith(f"warning: {path}:1: no file of the registry; rename")


def test_a_folder_without_registry_files_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        check_registry(tmp_path)


@pytest.mark.parametrize(
    ("name", "cells", "text"),
    [
        ("organizations.tsv", {"country": "XYZ"}, "country 'XYZ' is not in states.tsv; use an ISO 3166-1 alpha-3 code"),
        ("figures.tsv", {"country": "XYZ"}, "country 'XYZ' is not in states.tsv"),
        ("seats.tsv", {"country": "XYZ"}, "country 'XYZ' is not in states.tsv"),
        ("states.tsv", {"country": "XYZ"}, "country 'XYZ' is not in states.tsv"),
        ("figures.tsv", {"office": "boss"}, "office 'boss' is not in offices.tsv"),
        ("seats.tsv", {"sectors": "ARMY"}, "sector 'ARMY' is not in the PLOVER list"),
        ("states.tsv", {"cow": "x1"}, "cow 'x1' is no number"),
    ],
)
def test_loading_says_where_and_what(name: str, cells: dict[str, str], text: str, tmp_path: Path) -> None:
    path = table(tmp_path, name, cells)
    with pytest.raises(ArtefactError, match=f"^{re.escape(f'{path}:2: {text}')}") as raised:
        load_registry(tmp_path)
    assert "errors" not in str(raised.value)


def test_loading_says_how_to_see_the_rest(tmp_path: Path) -> None:
    table(tmp_path, "figures.tsv", {"office": "boss", "country": "XYZ"})
    with pytest.raises(ArtefactError, match=re.escape(f"(2 errors; dragoman registry check --registry {tmp_path}")):
        load_registry(tmp_path)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012", "2012-01-01", "2012-12-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2012-02-03", "2012-02-03", "2012-02-03"),
    ],
)
def test_what_a_cut_date_may_mean(text: str, first: str, last: str) -> None:
    assert is_date(text)
    assert (first_day(text).isoformat(), last_day(text).isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "12", "2012-", "2012-2", "2012-00", "2012-02-30", "0000", "2012-02-03-04", "２０１２"]
)
def test_what_is_no_date(text: str) -> None:
    assert not is_date(text)
