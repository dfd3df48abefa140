"""A document's records as the ledger keeps them: the line of JSON without what can be put back.

Left out are the coder (kept once for many documents), the document's text (kept beside) and the text of every
span, which is a stretch of it.  Put together again the line has the very bytes that were taken in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from ..records import Coded, to_json

NUL, NUL_SIGN = "\x00", "\u2400"

# Inside a string of JSON a quotation mark is escaped, so that no word of a text can look like these.
_SPAN = re.compile(rb'("start":(\d+),"end":(\d+),"text":)"(?:[^"\\]|\\.)*"')
_EMPTY_SPAN = re.compile(rb'("start":(\d+),"end":(\d+),"text":)""')
_EMPTY_TEXT = re.compile(rb'("document":\{"id":"(?:[^"\\]|\\.)*","text":)""')
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Packed:
    """record: the line without texts and coder.  coder: the coder's JSON."""

    record: str
    coder: str
    schema: int


def pack(coded: Coded, *, texts: bool) -> Packed:
    """The parts that the ledger keeps.  texts: whether the title may be kept, which is the publisher's text too."""
    document = msgspec.structs.replace(coded.document, text="", title=coded.document.title if texts else None)
    line = to_json(msgspec.structs.replace(coded, document=document))
    coder = _encode(coded.coder)
    head = b'{"schema":%d,"coder":%s,' % (coded.schema, coder)
    assert line.startswith(head)
    record = _SPAN.sub(rb'\1""', line[len(head) :])
    return Packed(record.decode(), coder.decode(), coded.schema)


def unpack(packed: Packed, text: str | None) -> bytes:
    """The line of JSON, without the line end.  text: None where the ledger holds no texts; spans are empty then."""
    record = packed.record.encode()
    if text is not None:
        record = _EMPTY_TEXT.sub(lambda m: m[1] + _encode(text), record, count=1)
        record = _EMPTY_SPAN.sub(lambda m: m[1] + _encode(text[int(m[2]) : int(m[3])]), record)
    return b'{"schema":%d,"coder":%s,%s' % (packed.schema, packed.coder.encode(), record)


def hide_nuls(text: str) -> tuple[str, list[int] | None]:
    """The text with a visible sign for each NUL, and their offsets; None where there are none."""
    if NUL not in text:
        return text, None
    return text.replace(NUL, NUL_SIGN), [at for at, character in enumerate(text) if character == NUL]


def show_nuls(text: str, nul_at: list[int] | None) -> str:
    """The text as it was before `hide_nuls`."""
    if not nul_at:
        return text
    characters = list(text)
    for at in nul_at:
        characters[at] = NUL
    return "".join(characters)
