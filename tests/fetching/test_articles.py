"""A feed and its articles into a ledger: once each, failures with their cause, and nothing new the second time."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from dragoman.fetching import Visit, Visitor
from dragoman.fetching import articles as articles_module
from dragoman.ingesting import Plan, Summary, ingest, met_in, retried_addresses, retried_paths
from dragoman.ledger import Ledger, Session, open_store
from dragoman.records import Coded, CoderInfo, Failed, Failure, Reading, document_id
from dragoman.settings import MAX_TEXT_BYTES

from .conftest import PAGE, Site, Waiting, fetcher

CODER = CoderInfo(program="test", version="0", registry="0", models={})


def feed(site: Site, *entries: str, path: str = "/feed.xml", title: str = "Sahel Wire") -> str:
    """Puts up a feed of entries; its address."""
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(entries)}</channel></rss>'
    site.page(path, body, "application/rss+xml")
    return site.url(path)


def entry(link: str, id: str | None = None, more: str = "<description>In short.</description>") -> str:
    guid = f'<guid isPermaLink="false">{id}</guid>' if id else ""
    return f"<item><title>Border pact</title><link>{link}</link>{guid}{more}</item>"


def nothing_found(items: Iterable[Reading | Failure]) -> Iterator[Coded | Failed]:
    empty: dict[str, Any] = {name: [] for name in ("actors", "statements", "events", "commitments", "times", "places")}
    for item in items:
        if isinstance(item, Failure):
            yield Failed.of(item)
        else:
            yield Coded(coder=CODER, document=item.document, warnings=item.warnings, **empty)


class Desk:
    """A ledger, and somebody who fetches into it as `dragoman ingest --fetch` does."""

    def __init__(self, folder: Path) -> None:
        self.where = str(folder / "l.duckdb")
        self.store = open_store(self.where)
        self.visit = Visit()

    def fetch(self, *urls: str, retry: bool = False, refetch: bool = False, **limits: Any) -> Summary:
        self.visit = Visit()
        failed = retried_addresses(self.store) if retry else []
        visitor = Visitor(
            fetcher=fetcher(Waiting(), **limits),
            limit=MAX_TEXT_BYTES,
            met=met_in(self.store),
            retry=retry,
            refetch=refetch,
            visit=self.visit,
        )
        session = Session(self.store, urls)
        summary = ingest(visitor.read(urls, failed), session, Plan(code=nothing_found, retry=retry))
        session.forget_failures([*self.visit.answered, *(address for _, address in failed)])
        return summary

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return [tuple(row.values()) for row in Ledger(self.where).sql(query).rows()]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with nothing in it: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "l.duckdb"
    Session(open_store(str(path)), []).begin()
    return path


@pytest.fixture
def desk(tmp_path: Path, empty: Path) -> Desk:
    shutil.copy(empty, tmp_path)
    return Desk(tmp_path)


def test_a_feeds_articles_are_fetched_and_the_entry_fills_what_they_lack(site: Site, desk: Desk) -> None:
    site.page("/bare")
    meta = '<meta property="article:published_time" content="2024-03-04T10:00:00Z">'
    meta += '<meta property="og:site_name" content="Lake Herald">'
    site.page("/full", PAGE.replace("<head>", f"<head>{meta}"))
    when = "<pubDate>Tue, 05 Mar 2024 09:00:00 +0100</pubDate><description>In short.</description>"
    url = feed(site, entry("/bare", "tag:wire,1", when), entry(site.url("/full"), "urn:2", when))
    assert desk.fetch(url).tally.stored == 2
    rows = desk.rows(
        "select document, publisher, title, cast(day as varchar), source, url, text from documents order by number"
    )
    text = (
        "Chad, Niger sign border pact\n\nChad and Niger signed a border security agreement on Tuesday, "
        "three days after gunmen killed 14 villagers near the town of Diffa, officials in both capitals said.\n\n"
        "Niger's interior minister said that the border would be closed if the raids went on."
    )
    title, bare, full = "Chad, Niger sign border pact", site.url("/bare"), site.url("/full")
    assert rows == [
        ("tag:wire,1", "Sahel Wire", title, "2024-03-05", bare, bare, text),
        ("urn:2", "Lake Herald", title, "2024-03-04", full, full, text),
    ]


def test_the_same_feed_again_asks_for_the_feed_alone(site: Site, desk: Desk) -> None:
    for path in "ab":
        site.page(f"/{path}")
    url = feed(site, entry("/a", "tag:wire,1"), entry("/b"))
    desk.fetch(url)
    before = list(site.paths)
    summary = desk.fetch(url)
    assert site.paths[len(before) :] == ["/feed.xml"]
    assert (summary.settled, desk.visit.known) == (0, 2)
    assert desk.rows("select count(*), max(ingest) from ingests") == [(1, 1)]


def test_a_new_entry_is_all_that_is_fetched_of_a_grown_feed(site: Site, desk: Desk) -> None:
    for path in "abc":
        site.page(f"/{path}")
    desk.fetch(feed(site, entry("/a"), entry("/b")))
    assert desk.fetch(feed(site, entry("/c"), entry("/a"), entry("/b"))).tally.stored == 1
    assert site.paths.count("/a") == 1


def test_refetch_makes_a_revision_where_a_text_has_changed(site: Site, desk: Desk) -> None:
    site.page("/a")
    site.page("/b")
    url = feed(site, entry("/a", "tag:wire,1"), entry("/b"))
    desk.fetch(url)
    site.page("/a", PAGE.replace("14 villagers", "15 villagers"))
    site.page("/b", PAGE.replace("</body>", "<script>new()</script></body>"))
    tally = desk.fetch(url, refetch=True).tally
    assert (tally.stored, tally.revised, tally.unchanged) == (0, 1, 1)
    assert desk.rows("select count(*) from documents") == [(2,)]


def test_a_page_has_the_id_of_the_contract_and_keeps_it(site: Site, desk: Desk) -> None:
    site.page("/a")
    desk.fetch(site.url("/a"))
    own = document_id(site.url("/a"), PAGE.encode())
    assert desk.rows("select document from documents") == [(own,)]
    # other bytes, as nearly all pages have them each time, and the same text
    site.page("/a", PAGE.replace("</body>", "<script>new()</script></body>"))
    assert desk.fetch(site.url("/a") + "#again").tally.unchanged == 1
    site.page("/a", PAGE.replace("14", "15"))
    assert desk.fetch(site.url("/a")).tally.revised == 1
    assert desk.rows("select document, revision from documents") == [(own, 2)]


def test_a_page_that_a_feed_gave_is_the_same_document_when_it_is_named(site: Site, desk: Desk) -> None:
    site.page("/a")
    url = feed(site, entry("/a", "tag:wire,1"))
    desk.fetch(url)
    assert desk.fetch(site.url("/a"), site.url("/a")).tally.unchanged == 1
    assert desk.fetch(feed(site, entry("/a"))).settled == 0


def test_an_address_is_fetched_once_in_a_run(site: Site, desk: Desk) -> None:
    site.page("/a")
    one = feed(site, entry("/a", "tag:wire,1"), entry("/a#comments", "tag:wire,1b"))
    other = feed(site, entry("/a", "tag:wire,1"), path="/other.xml")
    assert desk.fetch(one, other, one).tally.stored == 1
    assert site.paths == ["/feed.xml", "/a", "/other.xml"]


def test_failures_stay_with_their_cause_and_are_retried_on_request(site: Site, desk: Desk) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /no", "text/plain")
    site.page("/image", b"x", "image/png")
    site.page("/empty", "<html></html>")
    links = ["/gone", "/no", "/image", "/empty", "ftp://wire.example/a", "http://me:secret@wire.example/a"]
    url = feed(site, *(entry(link, f"tag:wire,{number}") for number, link in enumerate(links)))
    assert desk.fetch(url).tally.failed == 6
    query = "select document, source, code from failures order by document"
    failures = desk.rows(query)
    assert [code for _, _, code in failures] == [
        *("http-status", "robots", "content-type", "empty", "address-refused", "address-refused")
    ]
    assert failures[0][:2] == ("tag:wire,0", site.url("/gone"))
    assert failures[5][1] == "http://***@wire.example/a"
    assert "secret" not in str(desk.rows("select * from failures")) + str(desk.rows("select * from ingests"))
    assert retried_paths(desk.store) == []

    # left alone, unless they are asked for
    before = len(site.paths)
    assert (desk.fetch(url).settled, desk.visit.failed_before) == (0, 6)
    assert len(site.paths) == before + 1

    # without the feed, by id and address
    site.page("/gone")
    tally = desk.fetch(retry=True).tally
    assert (tally.stored, tally.failed) == (1, 5)
    assert desk.rows("select document, source from documents") == [("tag:wire,0", site.url("/gone"))]

    # with the feed, which still knows the publisher
    site.page("/image")
    tally = desk.fetch(url, retry=True).tally
    assert (tally.stored, tally.failed) == (1, 4)
    assert desk.rows("select publisher from documents where document = 'tag:wire,2'") == [("Sahel Wire",)]
    assert len(desk.rows(query)) == 4


@pytest.mark.parametrize("how", ["same", "retry"])
def test_an_address_that_failed_and_answers_is_cured(site: Site, desk: Desk, how: str) -> None:
    """A feed as well, though it is no document itself; a page under the id that its bytes give."""
    urls = [site.url("/feed.xml"), site.url("/page")]
    site.page("/a")
    assert desk.fetch(*urls).tally.failed == 2
    feed(site, entry("/a"))
    site.page("/page", PAGE.replace("14", "15"))
    summary = desk.fetch(*urls) if how == "same" else desk.fetch(retry=True)
    assert (summary.tally.stored, summary.tally.failed) == (2, 0)
    assert desk.rows("select * from failures") == []


def test_what_was_forgotten_is_not_fetched_again(site: Site, desk: Desk) -> None:
    for path in "ab":
        site.page(f"/{path}", PAGE.replace("14", path))
    url = feed(site, entry("/a", "tag:wire,1"))
    desk.fetch(url, site.url("/b"))
    ledger = Ledger(desk.where)
    for (document,) in desk.rows("select document from documents"):
        ledger.forget(document)
    before = len(site.paths)
    desk.fetch(url, site.url("/b"), refetch=True)
    assert site.paths[before:] == ["/feed.xml"]
    assert desk.rows("select count(*) from documents") == [(0,)]


def test_entries_without_a_link_give_what_they_hold(site: Site, desk: Desk) -> None:
    text = "<description>Chad and Niger signed a border agreement on Tuesday.</description>"
    url = feed(site, f"<item><title>Pact</title>{text}</item>", "<item><title>Pact, again</title></item>")
    assert desk.fetch(url).tally.stored == 2
    assert desk.fetch(url).settled == 0


def test_a_feed_of_three_hundred_entries(site: Site, desk: Desk) -> None:
    for number in range(300):
        site.page(f"/{number}", PAGE.replace("14", str(number)))
    url = feed(site, *(entry(f"/{number}", f"tag:wire,{number}") for number in range(300)))
    assert desk.fetch(url).tally.stored == 300
    assert (desk.fetch(url).settled, desk.visit.known) == (0, 300)


def test_a_feed_of_a_dead_host_does_not_take_for_ever(site: Site, desk: Desk) -> None:
    url = feed(site, *(entry(f"http://127.0.0.1:9/{number}") for number in range(50)))
    assert desk.fetch(url).causes == {"unreachable": 50}


def test_a_feed_without_end_is_cut_and_said_so(site: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles_module, "MOST_ENTRIES", 2)
    for number in range(4):
        site.page(f"/{number}")
    summary = desk.fetch(feed(site, *(entry(f"/{number}") for number in range(4))))
    assert (summary.tally.stored, summary.tally.failed) == (2, 1)
    assert "4 entries, of which the first 2" in summary.examples[0]


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title>'
    '<entry><id>urn:1</id><title>P</title><link href="a"/></entry></feed>'
)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/atom+xml", ATOM),
        ("text/xml; charset=utf-8", ATOM),
        ("text/html", f'<?xml version="1.0"?>{ATOM}'),
        ("text/plain", ATOM),
        ("", ATOM),
    ],
)
def test_feeds_are_told_by_what_they_are(site: Site, desk: Desk, kind: str, body: str) -> None:
    site.page("/news/feed", body, kind)
    site.page("/news/a")
    assert desk.fetch(site.url("/news/feed")).tally.stored == 1
    assert site.paths[-1] == "/news/a"


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("application/rss+xml", "no feed at all", "unreadable"),
        ("application/xml", "<sitemap></sitemap>", "content-type"),
        ("text/html", "", "empty"),
        ("text/plain", bytes(range(256)) * 8, "binary"),
    ],
)
def test_what_is_neither_feed_nor_page(site: Site, desk: Desk, kind: str, body: str | bytes, code: str) -> None:
    site.page("/a", body, kind)
    assert desk.fetch(site.url("/a")).causes == {code: 1}


def test_a_feed_in_a_feed_is_not_followed(site: Site, desk: Desk) -> None:
    inner = feed(site, entry("/a"), path="/inner.xml")
    assert desk.fetch(feed(site, entry(inner))).causes == {"content-type": 1}
    assert "/a" not in site.paths


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("text/html; charset=windows-1251", PAGE.replace("Diffa", "Диффа").encode("cp1251"), "Диффа"),
        ("text/html; charset=nonsense", PAGE.replace("Diffa", "Diffá"), "Diffá"),
        ("text/plain", "Chad and Niger signed.", "Chad and Niger signed."),
        ("application/xhtml+xml", f'<?xml version="1.0"?>{PAGE}', "Diffa"),
        ("application/xml", f'<?xml version="1.0"?>{PAGE}', "Diffa"),
        ("", PAGE, "Diffa"),
    ],
)
def test_pages_are_read_as_the_server_declares_them(
    site: Site, desk: Desk, kind: str, body: str | bytes, words: str
) -> None:
    site.page("/a", body, kind)
    desk.fetch(site.url("/a"))
    assert words in desk.rows("select text from documents")[0][0]


def test_a_run_that_ends_is_taken_up_where_it_stopped(site: Site, desk: Desk) -> None:
    for number in range(6):
        site.page(f"/{number}")
    url = feed(site, *(entry(f"/{number}") for number in range(6)))

    class Killed(Exception):
        pass

    def until_killed(items: Sequence[Any]) -> Any:
        for number, item in enumerate(items):
            if number == 4:
                raise Killed
            yield item

    visitor = Visitor(fetcher=fetcher(), limit=MAX_TEXT_BYTES, met=met_in(desk.store))
    plan = Plan(code=nothing_found, batch_documents=2)
    with pytest.raises(Killed):
        ingest(until_killed(visitor.read([url])), Session(desk.store, [url]), plan)
    desk.fetch(url)
    assert desk.rows("select count(*) from documents") == [(6,)]
