"""What a web server sent, stored in an archive or just fetched: a page or a plain text → Document."""

from __future__ import annotations

from ..records import Reading
from .decoding import decode
from .documents import Given, make_reading
from .pages import read_page
from .sources import tell_kind


def read_answer(data: bytes, content_type: str, given: Given, *, limit: int, lacking: Given | None = None) -> Reading:
    """The document of a server's answer.  Raises InputError `binary`, `undecodable`, `empty` or `too-large`.

    content_type: the header's value in lower case, or nothing; then the first bytes tell what it is.
    lacking: what else is known of the document, for what neither `given` nor the page says.
    """
    is_page = "html" in content_type if content_type else tell_kind("", data[:4096]) == "html"
    if is_page:
        return read_page(_as_declared(data, content_type), given, limit=limit, lacking=lacking)
    text, replaced = decode(data, given.source or f"document {given.id}")
    return make_reading(text, given.filled(lacking) if lacking else given, limit=limit, replaced=replaced)


def _as_declared(data: bytes, content_type: str) -> bytes | str:
    """The page in the encoding that the server named; its bytes where it named none or the wrong one."""
    charset = content_type.partition("charset=")[2].split(";")[0].strip(" \"'")
    try:
        return data.decode(charset) if charset else data
    except (ValueError, LookupError):
        # a name with a NUL in it is no LookupError
        return data
