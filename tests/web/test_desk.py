"""The desk: filters in the URL, and every number opens just what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.web.asking import Table
from dragoman.web.charts import label
from dragoman.web.filters import EventFilter, lenient
from dragoman.web.queries import words_of
from dragoman.web.queries.desk import _stepped
from dragoman.web.worldmap import project, shade

from .conftest import Opened

# (what is asked, what every event must then be)
FILTERS: list[tuple[dict[str, Any], str]] = [
    ({"quad": "4"}, "row['quad'] == 4"),
    ({"quad": ["1", "2"]}, "row['quad'] in (1, 2)"),
    ({"type": ["THREATEN", "REJECT"]}, "row['type'] in ('THREATEN', 'REJECT')"),
    ({"actor": "country:RWA"}, "'country:RWA' in row['actor_ids']"),
    ({"actor": "Rwanda"}, "'Rwanda' in row['actors']"),
    ({"country": "GIN"}, "'GIN' in [*row['actor_countries'], *row['recipient_countries'], row['place_country']]"),
    ({"status": "planned"}, "row['status'] == 'planned'"),
    ({"happened": "true"}, "row['happened']"),
    ({"attributed": "false"}, "not row['attributed_to']"),
    ({"attributed": "true"}, "row['attributed_to']"),
    ({"speaker": "Rwanda"}, "'Rwanda' in row['attributed_to']"),
    ({"place": "Conakry"}, "row['place'] == 'Conakry'"),
    ({"since": "2024-06-01", "until": "2024-06-30"}, "'2024-06-01' <= row['day'] <= '2024-06-30'"),
    ({"q": "police"}, "'police' in (row['sentence'] + ' '.join(row['actors'] + row['recipients'])).lower()"),
    ({"q": "POLICE stations"}, "'stations' in row['sentence']"),
    ({"q": '"police stations"'}, "'police stations' in row['sentence']"),
    ({"q": "rwanda", "quad": "3", "happened": "true"}, "row['quad'] == 3 and row['happened']"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "holds"), FILTERS)
def test_filters_let_through_what_they_say(
    client: TestClient, demo_file: Path, asked: dict[str, Any], holds: str
) -> None:
    found = client.get("/api/v1/events", params=asked | {"limit": 200}).json()["rows"]
    everything = client.get("/api/v1/events", params={"limit": 200}).json()["rows"]
    assert len(found) > 0
    wanted = [row["event"] for row in everything if _holds(holds, row)]
    assert {row["event"] for row in found} <= set(wanted)
    if "q" not in asked:
        assert [row["event"] for row in found] == wanted
    assert f"<b>{len(found)}</b> event" in client.get("/", params=asked).text


def _holds(condition: str, row: dict[str, Any]) -> bool:
    try:
        return bool(eval(condition, {"row": row}))
    except TypeError:  # a day that is not known lies in no stretch
        return False


def _numbers(page: str) -> Iterator[tuple[str, int]]:
    """Each link whose words are a number, or end in one: its address and the number."""
    for link in html.fromstring(page).iter("a"):
        found = re.search(r"(?:^|\s)([\d,]+)$", (link.text_content() or "").strip())
        if found and link.get("href", "").startswith("/?"):
            yield link.get("href"), int(found[1].replace(",", ""))


@pytest.mark.parametrize("asked", [{}, {"since": "2024-06-12", "quad": "3"}, {"country": "GIN"}])
def test_every_number_opens_just_what_it_counts(client: TestClient, asked: dict[str, Any]) -> None:
    numbers = list(_numbers(client.get("/", params=asked).text))
    assert len(numbers) > 4
    for address, number in numbers[:: max(1, len(numbers) // 12)]:
        told = html.fromstring(client.get(address).text).find_class("standing")[0].text_content()
        assert int(told.split()[0].replace(",", "")) == number, address


def test_bars_and_countries_lead_to_events(client: TestClient) -> None:
    page = html.fromstring(client.get("/").text)
    for drawing, least in (("plot-svg", 10), ("map-svg", 5)):
        links = [a.get("href") for a in page.find_class(drawing)[0].iter("{*}a", "a")]
        assert len(links) >= least
        told = html.fromstring(client.get(links[0]).text).find_class("standing")[0].text_content()
        assert int(told.split()[0]) > 0


def test_conditions_in_force_can_be_taken_out(client: TestClient) -> None:
    page = html.fromstring(client.get("/?quad=4&quad=3&q=police&actor=Rwanda").text)
    chips = {" ".join(chip.text_content().split()): chip.get("href") for chip in page.find_class("chip")}
    assert chips["words police × take out"] == "/?actor=Rwanda&quad=4&quad=3"
    assert chips["kind material conflict × take out"] == "/?q=police&actor=Rwanda&quad=3"


def test_the_form_shows_what_is_in_force(client: TestClient) -> None:
    page = html.fromstring(client.get("/?quad=4&type=ASSAULT&since=2024-01-02&attributed=false&actor=a&actor=b").text)
    form = page.forms[0]
    values = dict(form.form_values())
    assert values["type"] == "ASSAULT"
    assert values["since"] == "2024-01-02"
    assert values["attributed"] == "false"
    assert [v for k, v in form.form_values() if k == "actor"] == ["a", "b"]
    assert [v for k, v in form.form_values() if k == "quad"] == ["4"]


@pytest.mark.parametrize("query", ["since=yesterday", "quad=7", "type=KILL", "country=xx", "q=" + "x" * 300,
                                   "attributed=perhaps"])  # fmt: skip
def test_what_cannot_be_is_told_beside_the_form(client: TestClient, query: str) -> None:
    answer = client.get(f"/?{query}&status=planned")
    assert answer.status_code == 400
    page = html.fromstring(answer.text)
    assert page.xpath("//ul[@role='alert']/li")
    assert "planned" in answer.text


def test_blanks_of_the_form_are_nothing() -> None:
    chosen, wrong = lenient([("q", " "), ("actor", ""), ("quad", "4"), ("unknown", "x")])
    assert chosen == EventFilter(quad=[4])
    assert wrong == {}


def test_a_filter_is_its_url() -> None:
    chosen = EventFilter(q="a&b", quad=[1, 2], since=date(2024, 1, 2), happened=True)
    assert chosen.query() == "q=a%26b&quad=1&quad=2&happened=true&since=2024-01-02"
    assert chosen.query(q=None, quad=[3]) == "quad=3&happened=true&since=2024-01-02"


@pytest.mark.parametrize(
    ("search", "words"),
    [("a  b", ["a", "b"]), ('"a b" c', ["a b", "c"]), ("“a  b”", ["a b"]), ('"a', ["a"]), ("", []), (None, []),
     ("a b c d e f g h i j", list("abcdefgh")), ("a\x00", ["a\u2400"])],
)  # fmt: skip
def test_words_of_a_search(search: str | None, words: list[str]) -> None:
    assert words_of(search) == words


def test_marks_of_patterns_are_letters_like_others(client: TestClient) -> None:
    for search in ("%", "_", "\\", "100%"):
        rows = client.get("/api/v1/events", params={"q": search}).json()["rows"]
        assert all(search in row["sentence"] for row in rows)


def _table(days: list[tuple[date | None, int, int]]) -> Table:
    return Table(("day", "quad", "count"), days)


def test_weeks_are_whole_and_without_gaps() -> None:
    weeks = _stepped(_table([(date(2024, 3, 5), 1, 2), (date(2024, 3, 24), 4, 1), (None, 2, 3)]))
    assert weeks.unit == "week"
    assert [step.start for step in weeks.steps] == [date(2024, 3, 4), date(2024, 3, 11), date(2024, 3, 18)]
    assert weeks.steps[0].end == date(2024, 3, 10)
    assert [step.counts for step in weeks.steps] == [(2, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 1)]
    assert (weeks.undated, weeks.total) == (3, 6)


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [(date(2024, 1, 1), date(2024, 1, 1), "week"), (date(2015, 1, 1), date(2024, 1, 1), "month"),
     (date(1900, 1, 1), date(2024, 1, 1), "year"), (date(1, 1, 1), date(9999, 12, 31), "century")],
)  # fmt: skip
def test_a_longer_time_is_counted_in_longer_steps(first: date, last: date, unit: str) -> None:
    weeks = _stepped(_table([(first, 1, 1), (last, 2, 1)]))
    assert weeks.unit == unit
    assert sum(sum(step.counts) for step in weeks.steps) == 2
    assert len(weeks.steps) < 500


def test_labels() -> None:
    assert [label(date(2024, 3, 4), unit) for unit in ("week", "month", "year")] == ["4 Mar 2024", "Mar 2024", "2024"]


def test_the_map_shows_points_only_where_the_place_is_known_that_exactly(client: TestClient, demo_file: Path) -> None:
    page = html.fromstring(client.get("/").text)
    dots = page.find_class("dot")
    exact = Ledger(demo_file).sql(
        "select count(distinct geoname_id) from events where place_precision in ('site', 'city') and lat is not null"
    )
    assert len(dots) == exact.rows()[0]["count(DISTINCT geoname_id)"]


def test_the_projection_is_that_of_the_shapes() -> None:
    assert project(0, 0) == pytest.approx((480.0, 233.6), abs=0.2)
    assert project(180, 0)[0] == pytest.approx(960, abs=0.1)


def test_shades() -> None:
    assert [shade(a, b) for a, b in ((0, 5), (2, 5), (5, 5), (5, 2), (5, 0))] == [
        "conflict-3", "conflict-2", "even", "cooperation-2", "cooperation-3"]  # fmt: skip


def test_an_empty_ledger_says_what_to_do(opened: Opened, tmp_path: Path) -> None:
    from dragoman.ledger import Session, open_store

    Session(open_store(str(tmp_path / "empty.duckdb")), []).begin()
    page = opened(tmp_path / "empty.duckdb").get("/")
    assert page.status_code == 200
    assert "dragoman ingest" in unescape(page.text)


def test_a_ledger_without_texts_is_shown(opened: Opened, tmp_path: Path, demo_file: Path) -> None:
    from dragoman.ledger import Session, entry_of, open_store

    path = tmp_path / "bare.duckdb"
    records = list(Ledger(demo_file).records())[:3]
    Session(open_store(str(path)), [], texts=False).write([entry_of(record) for record in records])
    client = opened(path)
    page = client.get("/?q=police")
    assert page.status_code == 200
    article = client.get(f"/articles/{records[0].document.id}")
    assert article.status_code == 200
    assert "holds no texts" in article.text
