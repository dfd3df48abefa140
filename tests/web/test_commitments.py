"""The board of commitments, the calendar of their deadlines, and one life whose every step quotes its source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.web.filters import CommitmentFilter
from dragoman.web.pages.commitments import address

from .conftest import Opened
from .telling import DEMAND, LIFE, LIVES, REASON, page_of


@pytest.fixture
def client(opened: Opened, told_file: Path) -> TestClient:
    return opened(told_file)


def pledges(page: Any) -> list[str]:
    """The ids of the commitments that a page lists."""
    found = page.xpath("//ol[@class='pledges']/li//a[@class='type']/@href")
    return [link.rpartition("/")[2] for link in found]


def test_the_board_counts_what_the_ledger_counts(client: TestClient, told_file: Path) -> None:
    page = page_of(client, "/commitments")
    for link in page.xpath("//nav[@class='standings']/a"):
        status, count = link.text_content().split()
        wanted = {row["commitment"] for row in Ledger(told_file).commitments(status=status)}
        assert int(count) == len(wanted)
        assert set(pledges(page_of(client, link.get("href")))) == wanted
    assert set(pledges(page)) == {row["commitment"] for row in Ledger(told_file).commitments()}


# (what is asked, what every commitment must then be)
FILTERS: list[tuple[dict[str, Any], str]] = [
    ({"by": "FIN"}, "'FIN' in row['by_countries']"),
    ({"to": "country:SWE"}, "'country:SWE' in row['to_ids']"),
    ({"kind": "demand"}, "row['kind'] == 'demand'"),
    ({"country": "SWE"}, "'SWE' in [*row['by_countries'], *row['to_countries']]"),
    ({"party": ["SWE", "NOR"]}, "'NOR' in row['by_countries'] and 'SWE' in row['to_countries']"),
    ({"status": ["withdrawn", "kept"]}, "row['status'] in ('withdrawn', 'kept')"),
    ({"since": "2024-01-01"}, "row['day'] >= '2024-01-01'"),
    ({"until": "2023-12-31"}, "row['day'] <= '2023-12-31'"),
    ({"conditional": "true"}, "row['conditions']"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "holds"), FILTERS)
def test_filters_let_through_what_they_say(client: TestClient, asked: dict[str, Any], holds: str) -> None:
    everything = client.get("/api/v1/commitments?limit=200").json()["rows"]
    wanted = [row["commitment"] for row in everything if eval(holds, {"row": row})]
    assert wanted
    found = client.get("/api/v1/commitments", params=asked | {"limit": 200}).json()["rows"]
    assert [row["commitment"] for row in found] == wanted
    answer = client.get("/commitments", params=asked)
    assert sorted(pledges(html.fromstring(answer.text))) == sorted(wanted)
    assert f"<b>{len(wanted)}</b> commitment" in answer.text


def test_conditions_in_force_can_be_taken_out(client: TestClient) -> None:
    page = page_of(client, "/commitments?by=FIN&status=withdrawn&country=SWE")
    chips = {" ".join(chip.text_content().split()): chip.get("href") for chip in page.find_class("chip")}
    assert chips["country Sweden × take out"] == "/commitments?by=FIN&status=withdrawn"
    form = dict(page.forms[0].form_values())
    assert (form["by"], form["country"], form["status"]) == ("FIN", "SWE", "withdrawn")


@pytest.mark.parametrize(
    "query", ["kind=bribe", "status=done", "since=soon", "country=xx", "cursor=x", "party=" + "x" * 300]
)
def test_what_cannot_be_is_told_beside_the_form(client: TestClient, query: str) -> None:
    assert page_of(client, f"/commitments?{query}", 400).xpath("//ul[@role='alert']/li")


def test_deadlines_stand_on_their_days(client: TestClient) -> None:
    page = page_of(client, "/commitments?month=2023-05")
    cells = {cell.xpath(".//time")[0].get("datetime"): cell for cell in page.xpath("//table[@class='calendar']//td")}
    assert len(cells) % 7 == 0
    assert cells["2023-05-01"].xpath(".//a/@href") == [f"/commitments/{DEMAND}"]
    assert cells["2023-06-01"].xpath(".//a/@href") == [f"/commitments/{LIFE}"]
    # the list below the table has the month's own days
    assert page.xpath("//ul[@class='due']//a/@href") == [f"/commitments/{DEMAND}"]
    assert page_of(client, page.xpath("//nav[@class='months']/a[@rel='next']/@href")[0]).xpath(
        "//ul[@class='due']//a/@href"
    ) == [f"/commitments/{LIFE}"]


@pytest.mark.parametrize("month", ["", "2023-13", "0000-01", "9999-12", "1899-12", "x" * 500, "2023-05-01", "-1"])
def test_a_month_that_is_none_is_passed_over(client: TestClient, month: str) -> None:
    assert page_of(client, f"/commitments?month={month}").xpath("//table[@class='calendar']")
    assert not page_of(client, f"/commitments?country=PER&month={month}").xpath("//table[@class='calendar']")


def test_a_month_keeps_the_filter(client: TestClient) -> None:
    page = page_of(client, "/commitments?by=FIN&month=2023-05")
    assert page.xpath("//nav[@class='months']/a/@href") == ["/commitments?by=FIN&month=2023-06#deadlines"]
    assert address(CommitmentFilter(by=["FIN"]), month="2023-06") == "/commitments?by=FIN&month=2023-06"


def test_every_step_of_a_life_quotes_its_source(client: TestClient) -> None:
    page = page_of(client, f"/commitments/{LIFE}")
    steps = page.xpath("//ol[@class='timeline']/li")
    told = [" ".join(step.find_class("when")[0].text_content().split()) for step in steps]
    assert [words.split(" ", 3)[3].split(",")[0].split(" ")[0] for words in told] == [
        "First", "triggered", "Told", "withdrawn", "Deadline",
    ]  # fmt: skip
    texts = {coded.document.id: coded.document.text for coded in LIVES}
    for step in steps[:-1]:
        quoted = step.xpath(".//blockquote")[0].text_content()
        link = step.xpath(".//p[@class='facts']/a/@href")[0]
        assert quoted in texts[link.removeprefix("/articles/")[:2]]
        assert client.get(link).status_code == 200
    # a step leads to its very words
    link = steps[3].xpath(".//p[@class='facts']/a/@href")[0]
    article = page_of(client, link)
    here = "".join(part.text_content() for part in article.xpath("//span[contains(@class, 'here')]"))
    assert here == steps[3].xpath(".//blockquote")[0].text_content()
    assert len(article.xpath("//*[@id='at']")) == 1


def test_any_report_of_a_life_leads_to_it(client: TestClient) -> None:
    one, other = (client.get(f"/commitments/{id}").text for id in (LIFE, LIVES[2].commitments[0].id))
    assert one == other


def test_what_was_put_right_by_hand_says_so(client: TestClient) -> None:
    page = page_of(client, f"/commitments/{DEMAND}")
    step = page.xpath("//li[contains(@class, 'hand')]")[0]
    assert "put right by hand by Ana" in " ".join(step.text_content().split())
    assert step.xpath(".//blockquote")[0].text_content() == REASON
    assert "kept put right by hand" in " ".join(page.find_class("life")[0].text_content().split())


def test_an_article_leads_to_the_lives_of_its_commitments(client: TestClient) -> None:
    assert f"/commitments/{LIFE}" in page_of(client, "/articles/r1").xpath("//aside//a/@href")


@pytest.mark.parametrize("id", ["none", "x" * 3_000, "%00", "'"])
def test_a_commitment_that_is_not_there(client: TestClient, id: str) -> None:
    assert client.get(f"/commitments/{id}").status_code == 404


@pytest.mark.parametrize("at", ["", "5", "9-5", "5-5", "-1-4", "0-999999", "a-b", "1-2-3", "٣-٤", "0-1" + "0" * 20])
def test_a_stretch_that_is_none_is_passed_over(client: TestClient, at: str) -> None:
    page = page_of(client, f"/articles/r4?at={at}")
    assert not page.xpath("//*[@id='at']")
