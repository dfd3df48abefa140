"""Addresses → documents: a feed gives its entries' articles, a page itself; what cannot be had is a Failure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ..errors import InputError
from ..reading import FeedEntry, Given, Guard, feed_entries, read_answer, read_entry, read_here, tell_kind
from ..records import Failure, Reading, document_id
from .addresses import masked, parse_address
from .fetcher import Fetcher, Page
from .troubles import Trouble

# Feeds hold some tens of entries; one that lists half a site must not set us on it.
MOST_ENTRIES = 2_000
_FEEDS = ("application/rss", "application/atom", "application/rdf")
_XML = ("application/xml", "text/xml")

# A document's id, if it has one of its own, and its address.
Wanted: TypeAlias = tuple[str | None, str]
# For what a ledger has met: the id that it has there, and "known", "failed" or "forgotten".
Met: TypeAlias = Mapping[Wanted, tuple[str, str]]


@dataclass
class Visit:
    """What became of addresses that led to no document of their own.

    known: articles that were there already.  failed_before: those that failed in an earlier run and were left alone.
    answered: the addresses that were named and could be fetched.
    """

    known: int = 0
    failed_before: int = 0
    answered: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Reads what addresses lead to, one after the other.

    limit: size limit of a text in bytes of UTF-8.  met: what a ledger knows of ids and addresses.
    refetch: also articles of a feed that are known.  retry: also those that have failed.  guard: how they are parsed.
    """

    fetcher: Fetcher
    limit: int
    met: Callable[[Sequence[Wanted]], Met]
    refetch: bool = False
    retry: bool = False
    visit: Visit = field(default_factory=Visit)
    guard: Guard = read_here

    def read(self, urls: Sequence[str], failed: Sequence[Wanted] = ()) -> Iterator[Reading | Failure]:
        """The documents at addresses, and what has failed before.

        An address that is met a second time is passed over.
        """
        seen: set[str] = set()
        for url in urls:
            yield from self._read_named(None, url, seen)
        for id, url in failed:
            yield from self._read_named(None if id == _provisional(url) else id, url, seen)

    def _read_named(self, id: str | None, url: str, seen: set[str]) -> Iterator[Reading | Failure]:
        """A page, or a feed's articles.  id: of the document, where it is known; then it is no feed's."""
        source = _source(url)
        if source in seen:
            return
        seen.add(source)
        before, standing = self.met([(id, source)]).get((id, source), (None, None))
        if standing == "forgotten":
            self.visit.known += 1
            return
        id = before if standing == "known" else id
        try:
            page = self.fetcher.fetch(url)
            entries = self._entries(page, source) if id is None and _is_feed(page) else None
        except InputError as error:
            yield Failure(id or _provisional(source), source, error.code, error.message)
            return
        self.visit.answered.append(source)
        if entries is None:
            yield self._read_page(page, id, source, None)
        else:
            yield from self._read_entries(entries, page, source, seen)

    def _entries(self, page: Page, source: str) -> list[FeedEntry]:
        return self.guard(source, len(page.data), feed_entries, page.data, source)

    def _read_entries(
        self, entries: list[FeedEntry], page: Page, source: str, seen: set[str]
    ) -> Iterator[Reading | Failure]:
        """The articles of a feed, in its order."""
        if len(entries) > MOST_ENTRIES:
            message = f"{source}: {len(entries):,} entries, of which the first {MOST_ENTRIES:,} are fetched"
            yield Failure(_provisional(source), source, "too-large", message)
        wanted = [_wanted(entry, page) for entry in entries[:MOST_ENTRIES]]
        met = self.met(wanted)
        for entry, (id, url) in zip(entries, wanted, strict=False):
            key = url or id or ""
            if key in seen:
                continue
            seen.add(key)
            before, standing = met.get((id, url), (None, None))
            if standing == "forgotten" or (standing == "known" and not self.refetch):
                self.visit.known += 1
            elif standing == "failed" and not self.retry:
                self.visit.failed_before += 1
            elif not url:
                yield read_entry(entry, self.limit, self.guard)
            else:
                yield self._read_article(before if standing == "known" else id, url, entry)

    def _read_article(self, id: str | None, url: str, entry: FeedEntry) -> Reading | Failure:
        try:
            page = self.fetcher.fetch(url)
        except InputError as error:
            return Failure(id or _provisional(url), url, error.code, error.message)
        return self._read_page(page, id, url, entry.given)

    def _read_page(self, page: Page, id: str | None, source: str, lacking: Given | None) -> Reading | Failure:
        """The document of a page.  lacking: what the feed says of it."""
        given = Given(id=id or document_id(page.url, page.data), source=source, url=page.url)
        try:
            kind, size = _page_type(page, source), len(page.data)
            return self.guard(source, size, read_answer, page.data, kind, given, limit=self.limit, lacking=lacking)
        except InputError as error:
            return Failure(id or _provisional(source), source, error.code, error.message)


def _wanted(entry: FeedEntry, page: Page) -> Wanted:
    """The entry's own id, if it has one, and its address as it is kept; nothing where it has none."""
    given = entry.given
    if not given.url:
        return given.id, ""
    return (given.id if entry.named else None), _source(given.url, page.url)


def _source(url: str, base: str | None = None) -> str:
    """The address as it is kept: whole, escaped, without its fragment; what cannot be fetched without a password."""
    try:
        return parse_address(url, parse_address(base) if base else None).url
    except Trouble:
        return masked(url)


def _provisional(source: str) -> str:
    """The id of a document whose text nobody has seen."""
    return document_id(source, b"")


def _is_feed(page: Page) -> bool:
    return page.content_type.startswith(_FEEDS) or tell_kind("", page.data[:4096]) == "feed"


def _page_type(page: Page, source: str) -> str:
    """The type to read a page as.  Raises InputError `content-type` where it is none."""
    if _is_feed(page):
        raise InputError("content-type", f"{source}: a feed where an article should be; name it to fetch its articles")
    if not page.content_type.startswith(_XML):
        return page.content_type
    if tell_kind("", page.data[:4096]) != "html":
        raise InputError("content-type", f"{source}: XML that is neither a page nor a feed; leave it out")
    return ""
