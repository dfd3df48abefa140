"""Reading: bytes → Document.  Plain text, HTML, JSON Lines, each from files, folders or standard input.

`read_inputs` streams documents and failures; `read_text` and `read_html` read one that is in memory.
"""

from __future__ import annotations

from ..records import Reading, document_id
from ..settings import Settings
from .documents import Given, make_reading
from .inputs import read_inputs
from .pages import read_page

__all__ = ["read_html", "read_inputs", "read_text"]


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
    given = Given(
        id=id or document_id(url, text.encode("utf-8", errors="surrogatepass")),
        source=source,
        url=url,
        title=title,
        publisher=publisher,
        published_at=published_at,
        language=language,
    )
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
    given = Given(
        id=id or document_id(url, raw),
        source=source,
        url=url,
        title=title,
        publisher=publisher,
        published_at=published_at,
        language=language,
    )
    return read_page(data, given, limit=(settings or Settings()).max_text_bytes)
