"""Reading: bytes → Document.  Plain text, HTML, JSON Lines, feeds, WARC and Parquet from files, folders or a pipe.

`read_inputs` streams documents and failures; `read_text` and `read_html` read one that is in memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import InputError
from ..records import Failure, Reading, document_id
from ..settings import Settings
from .answers import read_answer
from .decoding import replace_surrogates
from .documents import Given, make_reading
from .feeds import FeedEntry, feed_entries, read_entry
from .guarding import Guard, read_here
from .inputs import InputKind, Item, read_inputs, read_items
from .jsonl import read_row, row_id
from .pages import read_page
from .parts import Opener, Part, Size, read_part, split
from .sources import Kind, expand, tell_kind

__all__ = [
    "FeedEntry",
    "Given",
    "Guard",
    "InputKind",
    "Item",
    "Kind",
    "Opener",
    "Part",
    "Size",
    "expand",
    "feed_entries",
    "read_answer",
    "read_entry",
    "read_here",
    "read_html",
    "read_inputs",
    "read_item",
    "read_items",
    "read_part",
    "read_text",
    "split",
    "tell_kind",
]


def read_text(
    text: str,
    *,
    id: str | None = None,
    url: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    published_at: str | None = None,
    language: str | None = None,
    source: str | None = None,
    settings: Settings | None = None,
) -> Reading:
    """The document of a plain text.  Raises InputError `empty` or `too-large`, nothing else."""
    raw = text.encode("utf-8", errors="surrogatepass")
    given = _given(raw, id, url, title, publisher, published_at, language, source)
    return make_reading(text, given, limit=(settings or Settings()).max_text_bytes)


def read_html(
    data: bytes | str,
    *,
    id: str | None = None,
    url: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    published_at: str | None = None,
    language: str | None = None,
    source: str | None = None,
    settings: Settings | None = None,
) -> Reading:
    """The article of a web page; what is given here goes before the page's own metadata.

    Raises InputError `binary`, `undecodable`, `empty` or `too-large`.
    """
    raw = data.encode("utf-8", errors="surrogatepass") if isinstance(data, str) else data
    given = _given(raw, id, url, title, publisher, published_at, language, source)
    return read_page(data, given, limit=(settings or Settings()).max_text_bytes)


def read_item(fields: Mapping[str, Any], name: str, *, settings: Settings) -> Reading | Failure:
    """The document of an object with the fields of a JSON line, or why it has none; other fields are ignored."""
    text = fields.get("text")
    raw = text.encode("utf-8", errors="surrogatepass") if isinstance(text, str) else name.encode()
    try:
        return read_here(name, len(raw), read_row, fields, raw, None, settings.max_text_bytes)
    except InputError as error:
        return Failure(row_id(fields, raw), name, error.code, error.message)


def _given(
    raw: bytes,
    id: str | None,
    url: str | None,
    title: str | None,
    publisher: str | None,
    published_at: str | None,
    language: str | None,
    source: str | None,
) -> Given:
    """The fields without lone surrogates, which no output could hold; the id made where none is given."""
    clean = [None if v is None else replace_surrogates(v)[0] for v in (id, url, title, publisher, language, source)]
    return Given(
        id=clean[0] or document_id(clean[1], raw),
        url=clean[1],
        title=clean[2],
        publisher=clean[3],
        published_at=published_at,
        language=clean[4],
        source=clean[5],
    )
