"""An article beside its records: marks and cards pair up, and what stands on whose word is seen."""

from __future__ import annotations

from pathlib import Path

import msgspec
from lxml import html
from starlette.testclient import TestClient

from dragoman import Coder
from dragoman.ledger import Ledger
from dragoman.records import Coded
from dragoman.web.pages.article import Voice, voices

from .conftest import PAIRS, Opened, stored

NESTED = (
    "LAGOS - Gunmen attacked a base on Monday.\n\n"
    'The agency quoted Defence Minister Ali Bello as saying that rebels had killed 12 soldiers. "We will strike back '
    'unless they leave," he said.'
)


def _ids(voice: Voice) -> set[str]:
    own = {card.id for card in voice.cards} | ({voice.card.id} if voice.card else set())
    return own.union(*map(_ids, voice.voices))


def test_every_article_shows_its_text_and_every_record_once(client: TestClient, demo_file: Path) -> None:
    for coded in Ledger(demo_file).records():
        page = html.fromstring(client.get(f"/articles/{coded.document.id}").text)
        text = page.xpath("//article")[0].text_content()
        for block in coded.document.blocks:
            assert coded.document.text[block.start : block.end] in text
        cards = [card.get("id") for card in page.find_class("card")]
        assert len(cards) == len(set(cards))
        assert {f"e-{event.id}" for event in coded.events} <= set(cards)
        assert {f"c-{commitment.id}" for commitment in coded.commitments} <= set(cards)


def test_marks_and_cards_name_each_other(client: TestClient, demo_file: Path) -> None:
    for document in Ledger(demo_file).documents().rows():
        page = html.fromstring(client.get(f"/articles/{document['document']}").text)
        cards = {card.get("id") for card in page.find_class("card")}
        marked = {name for mark in page.xpath("//*[@data-r]") for name in mark.get("data-r").split()}
        assert marked <= cards
        assert {card for card in cards if card.startswith("e-")} <= marked


def test_what_is_said_stands_under_who_says_it(coder: Coder) -> None:
    coded = coder.code(NESTED, published_at="2024-03-05")
    reporter = voices(coded)
    assert _ids(reporter) >= {f"e-{event.id}" for event in coded.events}
    for event in coded.events:
        own = {card.id for card in reporter.cards}
        assert (f"e-{event.id}" in own) == (not event.attribution)


def test_a_ring_of_statements_loses_no_record(coder: Coder) -> None:
    """Records that others wrote may be anything."""
    coded = coder.code(NESTED, published_at="2024-03-05")
    ids = [s.id for s in coded.statements]
    rings = [msgspec.structs.replace(s, within=ids[(n + 1) % len(ids)]) for n, s in enumerate(coded.statements)]
    assert len(rings) > 1
    ringed = msgspec.structs.replace(coded, statements=rings)
    assert _ids(voices(ringed)) == _ids(voices(coded))


def test_corrections_are_shown(opened: Opened, own_file: Path) -> None:
    ledger = Ledger(own_file)
    coded = next(c for c in ledger.records() if c.events)
    event = coded.events[0]
    client = opened(own_file)
    assert f'id="e-{event.id}"' in client.get(f"/articles/{coded.document.id}").text
    ledger.correct(
        coded.document.id, "event", (event.trigger.start, event.trigger.end), made_by="Ana", verdict="rejected"
    )
    assert f'id="e-{event.id}"' not in client.get(f"/articles/{coded.document.id}").text


def _tale(coder: Coder, id: str, parties: tuple[str, str]) -> Coded:
    return coder.code(f"{parties[0]} attacked {parties[1]}.", id=id)


def test_an_id_may_have_slashes_and_spaces(opened: Opened, tmp_path: Path, coder: Coder) -> None:
    ids = ["https://news.example/a b?c=d#e", "folder/x.txt", "ü & <b>", "a'b\"c"]
    client = opened(stored(tmp_path / "ids.duckdb", [_tale(coder, *each) for each in zip(ids, PAIRS, strict=False)]))
    links = html.fromstring(client.get("/").text).xpath("//li//a[@class='type']/@href")
    assert len(links) == len(ids)
    for link in links:
        assert client.get(link).status_code == 200, link


def test_an_article_that_is_not_there(client: TestClient) -> None:
    answer = client.get("/articles/none")
    assert answer.status_code == 404
    assert "Not here" in answer.text


def test_one_article_is_read_once(opened: Opened, demo_file: Path) -> None:
    client = opened(demo_file)
    coded: Coded = next(Ledger(demo_file).records())
    ask = client.app.state.site.ask  # type: ignore[attr-defined]
    assert ask.record(coded.document.id) is ask.record(coded.document.id)
