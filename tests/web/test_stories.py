"""Stories: reports by origin and copy, what they agree on, what they tell differently and who says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.web.pages.story import by_origin

from .conftest import Opened
from .telling import page_of


@pytest.fixture
def client(opened: Opened, told_file: Path) -> TestClient:
    return opened(told_file)


def story_of(file: Path, document: str) -> dict[str, Any]:
    return Ledger(file).sql("SELECT * FROM stories WHERE $1 = any(documents)", [document]).rows()[0]


def test_stories_are_listed_latest_first(client: TestClient, told_file: Path) -> None:
    rows = Ledger(told_file).stories().rows()
    for query, wanted in (
        ("", [r for r in rows if r["reports"] > 1]),
        ("?several=false", [r for r in rows if r["reports"] == 1]),
    ):
        found = page_of(client, f"/stories{query}").xpath("//li/p[@class='title']/a/@href")
        assert sorted(found) == sorted(f"/stories/{row['story']}" for row in wanted)
        days = {f"/stories/{row['story']}": str(row["last_day"]) for row in wanted}
        assert [days[link] for link in found] == sorted(days.values(), reverse=True)


def test_stories_are_found_by_words_and_days(client: TestClient, told_file: Path) -> None:
    row = story_of(told_file, "raid")
    story, title = f"/stories/{row['story']}", row["title"].split()[0]
    for query, there in (
        (f"q={title.upper()}", True),
        ("q=nobody", False),
        ("since=2024-05-17", True),
        ("until=2024-03-01", False),
    ):
        found = page_of(client, f"/stories?{query}").xpath("//li/p[@class='title']/a/@href")
        assert (story in found) == there, query
    assert page_of(client, "/stories?since=soon", 400).xpath("//ul[@role='alert']/li")


def test_a_long_list_is_paged(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.web.pages import story

    monkeypatch.setattr(story, "_ROWS", 1)
    seen: list[str] = []
    address = "/stories?several=false"
    for _ in range(40):
        page = page_of(client, address)
        seen += page.xpath("//li/p[@class='title']/a/@href")
        following = page.xpath("//a[@rel='next']/@href")
        if not following:
            break
        address = following[0]
    assert len(seen) == len(set(seen)) > 1


def test_reports_stand_with_their_copies(client: TestClient, told_file: Path) -> None:
    story = story_of(told_file, "raid")
    page = page_of(client, f"/stories/{story['story']}")
    reports = page.find_class("reports")[0]
    copies = reports.find_class("copies")
    assert [link.get("href") for copy in copies for link in copy.iter("a")] == ["/articles/copy"]
    assert copies[0].getparent().xpath("./p/a/@href") == ["/articles/again"]
    assert {f"/articles/{document}" for document in story["documents"]} == set(reports.xpath(".//a/@href"))
    # a document's id leads to its story, too
    assert page_of(client, "/stories/copy").xpath("//h1")[0].text == page.xpath("//h1")[0].text


def test_what_they_agree_on_is_told_by_how_many(client: TestClient) -> None:
    page = page_of(client, "/stories/raid")
    shared = [" ".join(turn.text_content().split()) for turn in page.find_class("shared")]
    assert any("told by 4 of" in words and "3 of them independent" in words for words in shared)


def test_what_they_tell_differently_names_who_says_what(client: TestClient) -> None:
    disputes = " ".join(page_of(client, "/stories/raid").find_class("disputes")[0].text_content().split())
    assert "How many dead: 12 to 20" in disputes
    for voice in ("12 soldiers: army", "20 soldiers: hospital official", "20 soldiers: officials"):
        assert voice in disputes
    denied = " ".join(page_of(client, "/stories/envoys").find_class("disputes")[0].text_content().split())
    assert "Whether it happened" in denied
    assert "denied by foreign ministry" in denied


def test_sources_of_a_story_are_there(client: TestClient) -> None:
    links = set(page_of(client, "/stories/raid").xpath("//main//a/@href"))
    assert len(links) > 8
    for link in links:
        assert client.get(link).status_code == 200, link


def test_an_article_leads_to_its_story(client: TestClient, told_file: Path) -> None:
    story = story_of(told_file, "raid")["story"]
    assert f"/stories/{story}" in page_of(client, "/articles/raid").xpath("//article//a/@href")


def _report(document: str, copy_of: str | None = None) -> dict[str, Any]:
    return {"document": document, "copy_of": copy_of}


# (reports as document, what it copies; origins with their copies)
COPIES: list[tuple[list[tuple[str, str | None]], list[tuple[str, list[str]]]]] = [
    ([("a", None), ("b", "a"), ("c", None)], [("a", ["b"]), ("c", [])]),
    # a copy of a copy goes back to the first
    ([("a", None), ("b", "a"), ("c", "b")], [("a", ["b", "c"])]),
    # a copy that was out before what it copies
    ([("b", "a"), ("a", None)], [("a", ["b"])]),
    # what it copies is gone
    ([("b", "gone")], [("b", [])]),
    # a ring, which nobody wrote but somebody may take in
    ([("a", "b"), ("b", "a")], [("a", []), ("b", [])]),
    ([("a", "a")], [("a", [])]),
]


@pytest.mark.parametrize(("told", "origins"), COPIES)
def test_copies_go_back_to_their_origin(
    told: list[tuple[str, str | None]], origins: list[tuple[str, list[str]]]
) -> None:
    found = by_origin([_report(*each) for each in told])
    assert [(r.row["document"], [copy["document"] for copy in r.copies]) for r in found] == origins


@pytest.mark.parametrize("id", ["none", "%00", "x" * 3_000])
def test_a_story_that_is_not_there(client: TestClient, id: str) -> None:
    assert client.get(f"/stories/{id}").status_code == 404
