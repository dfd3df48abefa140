"""Review and audit in a real browser: by keys alone, words selected in the text, a writer in between, axe-core."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman import Coder
from dragoman.ledger import Ledger, Session, entry_of, open_store

from .browsing import Tab, chromium, served, tabs
from .test_browser import faults
from .test_review import held


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture
def base(browser: Any, own_file: Path) -> Iterator[str]:
    with served(own_file) as address:
        yield address


@pytest.fixture
def tab(browser: Any, base: str) -> Iterator[Tab]:
    with tabs(browser, base) as opened:
        yield opened


def made(path: Path) -> list[tuple[str, str, str]]:
    return [(r["field"], r["value"], r["made_by"]) for r in Ledger(path).view("corrections").rows()
            if r["undone_at"] is None]  # fmt: skip


def mention(page: Any) -> str:
    return str(page.input_value("#decide [name=mention]"))


def press(page: Any, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_review_by_keys_alone(tab: Tab, own_file: Path) -> None:
    page = tab("/review")
    first = mention(page)
    # the name is asked for once
    page.keyboard.press("a")
    assert made(own_file) == []
    while page.evaluate("document.activeElement.name") != "name":
        page.keyboard.press("Tab")
    page.keyboard.type("Ana")
    press(page, "Control+Enter")
    assert made(own_file) == [("verdict", '"accepted"', "Ana")]
    second = mention(page)
    assert second != first
    press(page, "r")
    assert made(own_file)[-1] == ("verdict", '"rejected"', "Ana")
    third = mention(page)
    press(page, "s")
    assert mention(page) not in {first, second, third}
    press(page, "u")
    assert made(own_file) == [("verdict", '"accepted"', "Ana")]
    page.goto(page.url.partition("?")[0])
    # a field is corrected: e leads to the type, letters choose it
    assert mention(page) == second
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.id") == "type"
    other = "PROTEST" if page.input_value("#type") != "PROTEST" else "MOBILIZE"
    page.keyboard.type(other[:3])
    assert page.input_value("#type") == other
    assert "with what I changed" in page.text_content("#accept")
    page.keyboard.press("Escape")
    press(page, "a")
    assert ("type", f'"{other}"', "Ana") in made(own_file)


def test_a_missed_event_by_words_that_are_selected(tab: Tab, own_file: Path) -> None:
    page = tab("/review")
    page.fill("#name", "Ana")
    # two words of the sentence, chosen in the text
    words = page.evaluate(
        """() => {
          const nodes = [...document.querySelectorAll(".here")].map((part) => part.firstChild);
          const node = nodes.find((part) => /\\S+\\s+\\S+/.test(part.data)), words = node.data.match(/\\S+\\s+\\S+/)[0];
          const range = document.createRange();
          range.setStart(node, node.data.indexOf(words));
          range.setEnd(node, node.data.indexOf(words) + words.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return words;
        }"""
    )
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    assert page.input_value("#words") == words.strip()
    assert page.evaluate("document.activeElement.id") == "new-type"
    page.keyboard.type("CONS")
    page.fill("#new-actors", page.locator("#known option").first.get_attribute("value"))
    page.fill("#name-new", "Ana")
    document = page.input_value("#decide [name=document]")
    with page.expect_navigation():
        page.press("#name-new", "Control+Enter")
    coded = next(iter(Ledger(own_file).records([document], corrected=True)))
    (event,) = [e for e in coded.events if e.confidence == 1.0]
    assert (event.type, event.trigger.text) == ("CONSULT", words.strip())
    assert "CONSULT added" in page.text_content(".undo")


def test_offsets_count_characters_as_records_do(browser: Any, tmp_path: Path, coder: Coder) -> None:
    """A flag is one character for a reader, four for a script, two for a record."""
    path = tmp_path / "flags.duckdb"
    text = (
        "\U0001f1f9\U0001f1e9 Chad expelled two envoys of Niger on Monday, officials \U0001f3db said, and talks ended."
    )
    coded = coder.code(text, id="flags", published_at="2024-03-05")
    Session(open_store(str(path)), ["tests"]).write([entry_of(coded)])
    with served(path) as base, tabs(browser, base) as opened:
        page = opened("/review")
        page.evaluate(
            """() => {
              const nodes = [...document.querySelectorAll("[data-at]")].map((part) => part.firstChild);
              const node = nodes.find((part) => part.data.includes("talks")), range = document.createRange();
              range.setStart(node, node.data.indexOf("talks"));
              range.setEnd(node, node.data.indexOf("talks") + 5);
              getSelection().addRange(range);
            }"""
        )
        page.keyboard.press("m")
        assert page.input_value("#missed [name=start]") == str(text.index("talks"))
        # the same key takes words for a party, where the form for a missed event is open
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("1")
        assert page.input_value("#new-actors") == "talks"


def test_a_decision_is_sent_again_when_the_writer_lets_go(browser: Any, own_file: Path) -> None:
    with served(own_file) as base:
        context = browser.new_context()
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{base}/review")
        page.fill("#name", "Ana")
        page.fill("#reason", "kept")
        with held(own_file) as let_go:
            page.click("#accept")
            page.wait_for_selector("#busy")
            assert "Nothing is lost" in page.text_content("main")
            assert faults(page) == []
            let_go()
            page.wait_for_selector("#decide")
        context.close()
    assert [r["reason"] for r in Ledger(own_file).view("corrections").rows()] == ["kept"]


def test_an_article_is_gone_through_and_marked(tab: Tab, own_file: Path) -> None:
    coded = min((c for c in Ledger(own_file).records() if c.events), key=lambda c: len(c.events))
    page = tab(f"/articles/{coded.document.id}")
    with page.expect_navigation():
        page.click("a[href^='/review?article']")
    page.fill("#name", "Ana")
    page.keyboard.press("Escape")
    for _ in coded.events:
        press(page, "a")
    assert "Was none missed?" in page.text_content(".decision")
    assert faults(page) == []
    press(page, "d")
    (found,) = Ledger(own_file).reviewed()
    assert found.coded.document.id == coded.document.id


def test_an_audit_by_keys_alone(tab: Tab, own_file: Path) -> None:
    page = tab("/audit")
    page.fill("#size", "3")
    page.fill("#name", "Ana")
    with page.expect_navigation():
        page.press("#name", "Enter")
    with page.expect_navigation():
        page.click("table a")
    assert faults(page) == []
    press(page, "y")
    press(page, "n")
    page.keyboard.press("2")
    press(page, "y")
    press(page, "u")
    page.keyboard.press("2")
    press(page, "y")
    press(page, "x")
    while page.locator("#judge").count():
        press(page, "y")
    rows = Ledger(own_file).view("audit_items").rows()
    assert [r["verdict"] for r in rows[:4]] == ["right", "wrong", "right", "unsure"]
    assert rows[2]["missed"] == 2
    assert "All is judged" in page.text_content("main")
    assert faults(page) == []


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_wrong_with_review_and_audit(tab: Tab, dark: bool) -> None:
    for path in ("/review", "/audit"):
        page = tab(path, dark=dark)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert faults(page) == [], path


def test_a_phone_shows_review_and_audit_without_scrolling_sideways(tab: Tab) -> None:
    for path in ("/review", "/audit"):
        page = tab(path, width=320)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert faults(page) == []


def test_the_desk_tells_of_an_ingest_that_runs(tab: Tab, own_file: Path, coder: Coder) -> None:
    page = tab("/")
    assert not page.locator("#progress").is_visible()
    coded = coder.code("Peru recalled its envoy from Chile on Monday.", id="late", published_at="2024-03-05")
    Session(open_store(str(own_file)), ["late"]).write([entry_of(coded)])
    page.wait_for_selector("#progress:not([hidden])")
    assert page.text_content("#progress").startswith("An ingest is running: 15 documents")
    assert faults(page) == []


def test_hostile_texts_do_nothing_in_the_review(browser: Any, hostile_file: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(hostile_file, tmp_path / "own.duckdb"))
    with served(own) as base, tabs(browser, base) as opened:
        page = opened("/review", width=390)
        for _ in range(12):
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            press(page, "s")
        page.fill("#name", "<script>alert(1)</script>")
        page.keyboard.press("Escape")
        press(page, "a")
        assert "accepted" in page.text_content(".undo")
