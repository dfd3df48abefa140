"""The pages in a real browser: filters and the back button, the brush, the walk, both schemes, a phone, axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from dragoman import Coder
from dragoman.ledger import Ledger
from dragoman.records import Coded

from .browsing import Tab, chromium, served, tabs
from .telling import DEMAND, LIFE, told


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def base(browser: Any, demo_file: Path) -> Iterator[str]:
    with served(demo_file) as address:
        yield address


@pytest.fixture
def tab(browser: Any, base: str) -> Iterator[Tab]:
    with tabs(browser, base) as opened:
        yield opened


@pytest.fixture(scope="module")
def article(demo_file: Path) -> str:
    """The address of an article with events, statements and commitments."""
    coded = max(Ledger(demo_file).records(), key=lambda c: len(c.events) * len(c.statements) * len(c.commitments))
    return f"/articles/{coded.document.id}"


def faults(page: Any) -> list[str]:
    """What axe-core finds wrong, in the rules of WCAG 2 A and AA, and of good practice."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"][:3]]


def test_a_filter_stands_in_the_address_and_the_back_button_undoes_it(tab: Tab) -> None:
    page = tab("/")
    everything = page.text_content(".standing b")
    page.click("summary:has-text('Filters')")
    page.check("input[name=quad][value='4']")
    page.click("button:has-text('Filter')")
    assert "quad=4" in page.url
    conflict = page.text_content(".standing b")
    assert conflict != everything
    page.fill("#q", "police")
    page.press("#q", "Enter")
    assert "q=police" in page.url and "quad=4" in page.url
    page.go_back()
    assert page.text_content(".standing b") == conflict
    page.click(".chip")
    assert page.text_content(".standing b") == everything


def test_the_plot_is_brushed_with_the_pointer(tab: Tab) -> None:
    page = tab("/")
    box = page.locator(".plot-svg .plot").first.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.75, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.99, middle, steps=5)
    with page.expect_navigation():
        page.mouse.up()
    assert "since=" in page.url and "until=" in page.url
    since = page.input_value("#since")
    assert all(day >= since for day in page.eval_on_selector_all("time[datetime]", "all => all.map(t => t.dateTime)"))


def test_what_is_brushed_covers_its_bars(tab: Tab) -> None:
    page = tab("/")
    page.focus(".grip")
    page.keyboard.press("End")
    band, bar = page.locator(".band").bounding_box(), page.locator(".plot-svg a rect").last.bounding_box()
    assert band["x"] <= bar["x"] and bar["x"] + bar["width"] <= band["x"] + band["width"] + 1


def test_the_plot_is_brushed_with_the_keys(tab: Tab) -> None:
    page = tab("/")
    page.focus(".grip")
    page.keyboard.press("End")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowLeft")
    told = page.get_attribute(".grip", "aria-valuetext")
    assert page.locator(".brush.brushing").count() == 1
    with page.expect_navigation():
        page.keyboard.press("Enter")
    count = page.text_content(".standing b")
    assert told.endswith(f": {count} events")
    assert page.input_value("#since") == told[:10]


def test_a_bar_and_a_country_open_their_events(tab: Tab) -> None:
    for link in (".plot-svg a:has(rect)", ".map-svg a:has(path)"):
        page = tab("/")
        with page.expect_navigation():
            page.locator(link).last.click(position=None, force=True)
        assert page.url.count("=") >= 1
        assert int(page.text_content(".standing b")) > 0


def test_marks_and_records_light_each_other_up(tab: Tab, article: str) -> None:
    page = tab(article)
    mark = page.locator(".m.event[data-r]").first
    mark.hover()
    card = page.locator(f"#{mark.get_attribute('data-r').split()[0]}")
    assert "on" in card.get_attribute("class").split()
    other = page.locator(".card").last
    other.scroll_into_view_if_needed()
    other.hover()
    assert page.locator(f"[data-r~='{other.get_attribute('id')}'].on").count() >= 1
    assert "on" not in card.get_attribute("class").split()


def test_records_are_walked_with_the_keys(tab: Tab, article: str) -> None:
    page = tab(article)
    here = "document.activeElement.id"
    first = page.locator(".card").first.get_attribute("id")
    page.keyboard.press("j")
    assert page.evaluate(here) == first
    page.keyboard.press("j")
    second = page.evaluate(here)
    assert second != first
    page.keyboard.press("k")
    assert page.evaluate(here) == first
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert first in page.evaluate("document.activeElement.dataset.r").split()
    page.keyboard.press("Escape")
    assert page.evaluate(here) == first


def test_a_link_from_the_desk_opens_at_its_record(tab: Tab) -> None:
    page = tab("/")
    with page.expect_navigation():
        page.locator("li.event a.type").nth(3).click()
    assert page.evaluate("document.activeElement.id") == page.url.partition("#")[2]


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(tab: Tab, article: str, dark: bool) -> None:
    for path in ("/", article):
        page = tab(path, dark=dark)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert faults(page) == [], path


@pytest.mark.parametrize("width", [320])
def test_a_phone_shows_pages_without_scrolling_sideways(tab: Tab, article: str, width: int) -> None:
    for path in ("/", "/?quad=4", article):
        page = tab(path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults(page) == []


def test_a_printed_page_is_a_brief(tab: Tab, article: str) -> None:
    for path, kept in (("/", "li.event"), (article, ".card")):
        page = tab(path)
        page.emulate_media(media="print")
        assert not page.locator(".ask").first.is_visible() if path == "/" else True
        assert page.locator(kept).first.is_visible()
        assert not page.locator(".masthead nav").is_visible()


def test_hostile_texts_do_nothing_in_a_browser(browser: Any, hostile_file: Path, hostile_records: list[Coded]) -> None:
    with served(hostile_file) as base, tabs(browser, base) as opened:
        own = [f"/stories/{quote(record.document.id, safe='')}" for record in hostile_records]
        for path in (
            "/", "/commitments", "/stories?several=false", "/actors/NER", "/dyads/TCD/NER", *own[::3],
            *(f"/articles/{quote(record.document.id, safe='')}" for record in hostile_records),
        ):  # fmt: skip
            page = opened(path, width=390)
            page.evaluate("document.querySelectorAll('[data-r]').forEach(mark => mark.focus())")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
            page.context.close()


# -- actors, dyads, commitments, stories


@pytest.fixture(scope="module")
def telling(browser: Any, tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Iterator[str]:
    """A server over a ledger that has what these pages tell of."""
    with served(told(tmp_path_factory.mktemp("telling") / "told.duckdb", coder)) as address:
        yield address


@pytest.fixture
def tell(browser: Any, telling: str) -> Iterator[Tab]:
    with tabs(browser, telling) as opened:
        yield opened


PAGES = (
    "/actors/NER", "/actors/country:NER", "/dyads/TCD/NER", "/commitments", "/commitments?status=open&month=2023-05",
    f"/commitments/{LIFE}", f"/commitments/{DEMAND}", "/stories", "/stories/raid",
)  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_on_pages_over_reports(tell: Tab, dark: bool) -> None:
    for path in PAGES:
        page = tell(path, dark=dark)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert faults(page) == [], path


def test_a_phone_shows_pages_over_reports_without_scrolling_sideways(tell: Tab) -> None:
    for path in PAGES:
        page = tell(path, width=320)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert faults(page) == [], path


def test_the_plot_of_a_dyad_is_brushed(tell: Tab) -> None:
    page = tell("/dyads/TCD/NER")
    page.focus(".grip")
    page.keyboard.press("End")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "since=" in page.url and "until=" in page.url and "/dyads/TCD/NER" in page.url
    assert page.input_value("#since") in page.url


def test_the_calendar_is_walked_with_the_keys(tell: Tab) -> None:
    page = tell("/commitments?month=2023-05")
    link = page.locator(".calendar a").first
    link.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/commitments/" in page.url
    page.go_back()
    with page.expect_navigation():
        page.locator(".months a[rel=next]").press("Enter")
    assert "month=2023-06" in page.url
    assert "June 2023" in page.text_content(".months b")


def test_a_step_of_a_life_opens_at_its_words(tell: Tab) -> None:
    page = tell(f"/commitments/{LIFE}")
    step = page.locator(".turn.moved").last
    quoted = step.locator("blockquote").text_content()
    with page.expect_navigation():
        step.locator(".facts a").first.click()
    assert "".join(page.locator(".here").all_text_contents()) == quoted
    assert page.locator("#at").is_visible()
    assert page.evaluate("getComputedStyle(document.getElementById('at')).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_pages_over_reports_print_as_briefs(tell: Tab) -> None:
    for path, kept in (("/dyads/TCD/NER", ".plot-svg"), ("/commitments", ".pledge"), ("/stories/raid", ".turn"),
                       (f"/commitments/{LIFE}", "blockquote")):  # fmt: skip
        page = tell(path)
        page.emulate_media(media="print")
        assert page.locator(kept).first.is_visible()
        assert page.locator(".ask").count() == 0 or not page.locator(".ask").first.is_visible()
        assert not page.locator(".masthead nav").is_visible()
