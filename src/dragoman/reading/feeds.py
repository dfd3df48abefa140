"""RSS and Atom files: an entry is a document, its headline the entry's title."""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ..errors import InputError
from ..records import Failure, Reading, document_id
from .bylines import byline_names
from .dates import iso_time
from .decoding import replace_surrogates
from .documents import Given, too_large
from .guarding import DEFECTS, Guard, read_here
from .pages import read_fragment
from .sources import Stream

# A feed holds some tens of entries, each with its mark-up; above this many limits it is not read at all.
_FEED_FACTOR = 5
_URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


@dataclass(frozen=True)
class FeedEntry:
    """An entry as the feed has it.  given: its `url` is the link, as written.

    markup: the longest text that it holds, as HTML.  named: whether it has an id of its own.
    """

    given: Given
    markup: str
    named: bool


def read_feed(stream: Stream, source: str, limit: int, guard: Guard = read_here) -> Iterator[Reading | Failure]:
    """The documents of a feed's entries in the feed's order.  Raises InputError where it is no feed.

    source of an entry: "path#number", counted from 1.
    """
    data = stream.read(limit * _FEED_FACTOR + 1)
    if len(data) > limit * _FEED_FACTOR:
        raise too_large(source, limit)
    for entry in guard(source, len(data), feed_entries, data, source):
        yield read_entry(entry, limit, guard)


def feed_entries(data: bytes, source: str) -> list[FeedEntry]:
    """A feed's entries in the feed's order.  Raises InputError `unreadable` where it is no feed."""
    feed = _parse(data, source)
    return [_entry(entry, feed.feed, f"{source}#{number}") for number, entry in enumerate(feed.entries, start=1)]


def read_entry(entry: FeedEntry, limit: int, guard: Guard = read_here) -> Reading | Failure:
    """The document of what the entry itself holds."""
    given = entry.given
    try:
        where = given.source or f"document {given.id}"
        return guard(where, len(entry.markup), read_fragment, entry.markup, given, limit=limit)
    except InputError as error:
        return Failure(given.id, given.source, error.code, error.message)


def _parse(data: bytes, source: str) -> Any:
    import feedparser

    # a stream, for the library takes a string for an address; the text is parsed again here, so nothing is cleaned
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except DEFECTS as error:
        # the library raises on some declarations, encodings and dates that are none
        detail = str(error).split("\n")[0][:120]
        raise InputError("unreadable", f"{source}: a damaged feed ({detail}); check the file") from error
    if not feed.get("version") and not feed.entries:
        raise InputError("unreadable", f"{source}: no RSS or Atom feed that can be parsed; check the file")
    return feed


def _entry(entry: Any, channel: Any, source: str) -> FeedEntry:
    return FeedEntry(_given(entry, channel, source), _content(entry), bool(_text(entry.get("id"))))


def _content(entry: Any) -> str:
    """The longest text that the entry gives, as HTML: its content, else its summary."""
    values = [str(part.get("value") or "") for part in entry.get("content", ())]
    return max([*values, str(entry.get("summary") or "")], key=len)


def _given(entry: Any, channel: Any, source: str) -> Given:
    url = _text(entry.get("link"))
    names = [str(author.get("name") or "") for author in entry.get("authors", ())]
    return Given(
        id=_entry_id(entry, url),
        source=source,
        url=url,
        title=_text(entry.get("title")),
        bylines=tuple(byline_names([name for name in names if name])),
        publisher=_text((entry.get("source") or {}).get("title")) or _text(channel.get("title")),
        published_at=_time(entry, "published"),
        modified_at=_time(entry, "updated"),
        language=_text(channel.get("language")),
    )


def _entry_id(entry: Any, url: str | None) -> str:
    """The entry's own id, so that a changed text is a new revision; one that is no URI is unique in its site only."""
    own = _text(entry.get("id"))
    if own and _URI.fullmatch(own):
        return own
    return document_id(url, (own or _content(entry) or str(entry.get("title") or "")).encode(errors="replace"))


def _time(entry: Any, field: str) -> str | None:
    """As written, with its offset; else as the library understood it."""
    if field not in entry:
        return None
    written = iso_time(entry.get(field))
    parsed = entry.get(f"{field}_parsed")
    return written or (datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None)


def _text(value: object) -> str | None:
    return replace_surrogates(" ".join(value.split()))[0] or None if isinstance(value, str) else None
