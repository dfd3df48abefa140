"""An actor's page and a dyad's: every number opens what it counts, and who is meant is told with its reasons."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.web import charts, queries
from dragoman.web.asking import Asking
from dragoman.web.queries.steps import near_unit, stretches
from dragoman.web.showing import actor_address, dyad_address

from .conftest import Opened
from .telling import DEMAND, LIFE, page_of


@pytest.fixture
def client(opened: Opened, told_file: Path) -> TestClient:
    return opened(told_file)


def standing(client: TestClient, address: str) -> int:
    """The number of events that the desk shows at an address."""
    return int(page_of(client, address).find_class("standing")[0].text_content().split()[0].replace(",", ""))


@pytest.mark.parametrize("path", ["/actors/country:NER", "/actors/NER", "/dyads/TCD/NER", "/dyads/country:NER/TCD"])
def test_every_number_opens_just_what_it_counts(client: TestClient, path: str) -> None:
    page = page_of(client, path)
    links = [a for a in page.xpath("//p[@class='standing']//a | //td[@class='n']/a") if a.get("href").startswith("/?")]
    assert len(links) >= 3
    for link in links:
        assert standing(client, link.get("href")) == int(link.text), link.get("href")


def test_a_dyad_tells_what_the_ledger_counts(client: TestClient, told_file: Path) -> None:
    rows = Ledger(told_file).dyad("TCD", "NER", by="day").rows()
    passing = queries.between(Asking(Ledger(told_file)), "TCD", "NER")
    assert [step.start for step in passing.steps] == [row["period"] for row in rows] or passing.unit != "day"
    assert sum(passing.there) == sum(row[f"ab_quad{quad}"] for row in rows for quad in (1, 2, 3, 4))
    assert sum(passing.back) == sum(row[f"ba_quad{quad}"] for row in rows for quad in (1, 2, 3, 4))
    other = queries.between(Asking(Ledger(told_file)), "NER", "TCD")
    assert (other.there, other.back, other.balance) == (passing.back, passing.there, passing.balance)


def test_a_dyad_has_commitments_with_their_standing_and_stories(client: TestClient) -> None:
    page = page_of(client, "/dyads/country:FIN/country:SWE")
    counts = {a.text_content().split()[0]: a.get("href") for a in page.xpath("//p[@class='standings']/a")}
    assert set(counts) == {"withdrawn"}
    board = page_of(client, counts["withdrawn"])
    assert [a.get("href") for a in board.xpath("//li[contains(@class, 'pledge')]//a[@class='type']")] == [
        f"/commitments/{LIFE}"
    ]
    assert page.xpath("//a[starts-with(@href, '/stories/')]")


def test_open_commitments_stand_on_the_page_with_their_terms(client: TestClient) -> None:
    page = page_of(client, "/actors/FRA")
    pledges = page.xpath("//li[contains(@class, 'pledge')]")
    assert pledges
    assert any("unless the ceasefire breaks down" in " ".join(pledge.text_content().split()) for pledge in pledges)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/actors/none", 404), ("/actors/" + "x" * 300, 404), ("/actors/country:XYZ", 404), ("/actors/XYZ", 404),
     ("/actors/%20", 404), ("/dyads/NER/NER", 422), ("/dyads/NER", 404), ("/dyads/NER/none", 200),
     ("/actors/NER?since=yesterday", 400), ("/dyads/NER/TCD?since=2024-02-01&until=2024-01-01", 400),
     ("/actors/NER?since=0001-01-01&until=9999-12-31", 200), ("/dyads/NER/TCD?since=1000-01-01", 200)],
)  # fmt: skip
def test_addresses_that_mean_nobody(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_a_stretch_narrows_the_page(client: TestClient) -> None:
    whole, none = (page_of(client, f"/actors/NER{query}") for query in ("", "?since=2010-01-01&until=2010-12-31"))
    assert whole.find_class("plot-svg")
    assert not none.find_class("plot-svg")
    assert none.xpath("//input[@name='since']/@value") == ["2010-01-01"]
    part = page_of(client, "/actors/NER?since=2024-05-01")
    for link in part.xpath("//p[@class='standing']//a"):
        assert dict(parse_qsl(urlsplit(link.get("href")).query))["since"] == "2024-05-01"


def test_who_is_meant_is_told_with_its_reasons(client: TestClient, told_file: Path) -> None:
    page = page_of(client, "/actors/country:NER")
    meant = " ".join(page.find_class("meant")[0].text_content().split())
    assert "The registry of actors has Niger as country:NER" in meant
    assert "the registry of actors knows the name" in meant
    for link in page.find_class("words")[0].iter("a"):
        text = page_of(client, link.get("href")).xpath("//*[@id='at']")
        assert text, link.get("href")
        assert text[0].text_content() in link.text_content() or link.text_content() in text[0].text_content()


def test_a_name_that_no_registry_knows_says_so(client: TestClient, told_file: Path) -> None:
    local = Ledger(told_file).sql("SELECT actor FROM actors WHERE actor LIKE 'local:%' LIMIT 1").rows()[0]["actor"]
    assert "caution" in client.get(f"/actors/{local}").text
    assert "caution" not in client.get("/actors/country:NER").text


def test_names_are_links(client: TestClient, told_file: Path) -> None:
    for path in ("/", "/articles/envoys", "/events/" + _event(told_file, "envoys")):
        links = page_of(client, path).xpath("//a[starts-with(@href, '/actors/')]/@href")
        assert "/actors/country:TCD" in links, path
        for link in set(links):
            assert client.get(link).status_code == 200, link
    arrows = page_of(client, "/?actor=TCD").xpath("//a[@class='arrow']/@href")
    assert all(client.get(arrow).status_code == 200 for arrow in arrows)


def _event(file: Path, document: str) -> str:
    return str(Ledger(file).sql("SELECT event FROM events WHERE document = $1", [document]).rows()[0]["event"])


@pytest.mark.parametrize(("one", "other", "address"), [
    ("country:NER", "country:TCD", "/dyads/country:NER/country:TCD"), ("country:NER", "local:rebels", None),
    ("country:NER", "country:NER", None), (None, "NER", None), ("a/b", "NER", None), ("NER", "x" * 300, None),
])  # fmt: skip
def test_only_those_that_all_reports_know_have_an_address(one: str | None, other: str, address: str | None) -> None:
    assert dyad_address(one, other) == address
    assert actor_address("local:rebels") is None


@pytest.mark.parametrize(("days", "unit"), [
    ([], "week"), (["2024-01-01"], "day"), (["2024-01-01", "2024-03-02"], "day"),
    (["2024-01-01", "2024-03-03"], "week"),
    (["2000-01-01", "2024-01-01"], "year"), (["0001-01-01", "9999-12-31"], "century"),
])  # fmt: skip
def test_short_times_are_counted_by_day(days: list[str], unit: str) -> None:
    known = [date.fromisoformat(day) for day in days]
    assert near_unit(known) == unit
    steps = list(stretches(min(known), max(known), unit)) if known else []
    assert len(steps) <= 161
    assert all(start <= end for start, end in steps)


def test_the_line_of_balance_tells_where_nothing_is_known() -> None:
    first = date(2024, 1, 1)
    days = [date(2024, 1, day) for day in (1, 2, 5)]
    one = queries.TwoWay
    steps = [
        one(day, day, (1, 0, 0, 0), (0, 0, 1, 0), balance) for day, balance in zip(days, (1.0, 0.0, -1.0), strict=True)
    ]
    drawing = charts.balance(queries.Passing("day", steps, (3, 0, 0, 0), (0, 0, 3, 0)))
    assert drawing.count('class="line"') == 1 and drawing.count('class="line over"') == 1
    assert [drawing.count(f'class="spot {kind}"') for kind in ("cooperation-3", "even", "conflict-3")] == [1, 1, 1]
    assert charts.balance(queries.Passing("day", steps[:1], (1, 0, 0, 0), (0, 0, 1, 0))) == ""
    both = charts.two_way(
        queries.Passing("day", steps, (3, 0, 0, 0), (0, 0, 3, 0)), lambda s, q, t: f"/?{s.start}{q}{t}"
    )
    assert both.count("<a ") == 6
    assert f"/?{first}1True" in both and f"/?{first}3False" in both
    assert 'class="zero"' in both


@pytest.mark.parametrize(("up", "down", "marks"), [
    (1, 0, [0, 1]), (0, 2, [-2, -1, 0]), (3, 1, [-1, 0, 1, 2, 3]), (10, 4, [-4, 0, 4, 8, 12]), (0, 0, [0]),
])  # fmt: skip
def test_an_axis_has_whole_numbers(up: int, down: int, marks: list[int]) -> None:
    assert charts._whole_numbers(up, down) == marks


def test_a_correction_by_hand_is_seen_from_both_sides(client: TestClient) -> None:
    for path in ("/actors/NOR", "/actors/country:SWE"):
        links = page_of(client, path).xpath("//p[@class='standings']/a/@href")
        assert any("status=kept" in link for link in links), path
    assert DEMAND in client.get("/commitments?party=NOR&party=SWE&status=kept").text
