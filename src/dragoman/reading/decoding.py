"""Bytes to text: byte order marks, UTF-8 first, a page's declared encoding, then the best guess."""

from __future__ import annotations

import codecs
import re

from ..errors import InputError

REPLACEMENT = "\ufffd"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    *(b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"OggS"),
    *(b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"Rar!", b"\x7fELF"),
)
_CONTROL = bytes(range(0x09)) + bytes(range(0x0E, 0x1B)) + bytes(range(0x1C, 0x20))
# Share of control characters from which bytes are no text: text with strays has far fewer, code far more.
_BINARY_SHARE = 0.05
# A guess looks at this much; more changes nothing and takes long.
_SAMPLE = 200_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)


def decode(data: bytes, where: str, html: bool = False) -> tuple[str, bool]:
    """The text of a file without its byte order mark, and whether bytes became U+FFFD.

    Raises InputError `binary` or `undecodable`; `where` names the file in the message.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict_or_replaced(data[len(mark) :], encoding)
    _refuse_binary_magic(data, where)
    wide = _unmarked_utf16(data)
    if wide:
        return _strict_or_replaced(data, wide)
    _refuse_binary(data, where)
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        pass
    return _decode_other(data, where, html)


def _strict_or_replaced(data: bytes, encoding: str) -> tuple[str, bool]:
    try:
        return data.decode(encoding), False
    except UnicodeDecodeError:
        return data.decode(encoding, errors="replace"), True


def _refuse_binary_magic(data: bytes, where: str) -> None:
    if data.startswith(_MAGIC):
        raise InputError("binary", f"{where}: not text but a binary file; give plain text, HTML or JSON Lines")


def _refuse_binary(data: bytes, where: str) -> None:
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL)) > _BINARY_SHARE * len(sample):
        raise InputError("binary", f"{where}: not text but a binary file; give plain text, HTML or JSON Lines")


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark, told by zeros in every other byte of mostly Latin text."""
    sample = data[:2000]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * len(sample) / 2 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * len(sample) / 2 and odd == 0 else None


def _decode_other(data: bytes, where: str, html: bool) -> tuple[str, bool]:
    """Text that is not UTF-8 throughout."""
    for encoding in filter(None, (_declared(data) if html else None, _western(data))):
        try:
            return data.decode(encoding), False
        except (UnicodeError, LookupError):
            continue
    if _is_damaged_utf8(data):
        return data.decode("utf-8", errors="replace"), True
    guess = _guess(data[:_SAMPLE])
    if guess is None:
        message = f"{where}: text in no encoding that can be told; save it as UTF-8 and try again"
        raise InputError("undecodable", message)
    return _strict_or_replaced(data, guess)


def _declared(data: bytes) -> str | None:
    """The encoding that a page declares in its first 4,096 bytes; Latin-1 means Windows-1252 (WHATWG Encoding)."""
    match = _CHARSET.search(data[:4096]) or _XML_ENCODING.search(data[:200])
    if match is None:
        return None
    name = match[1].decode("ascii").casefold()
    if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        return "cp1252"
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    # UTF-8 has failed before; codecs such as rot13 decode no text
    return info.name if getattr(info, "_is_text_encoding", True) and info.name != "utf-8" else None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether the text is UTF-8 but for strays: most of its bytes beyond ASCII make whole characters."""
    text = data.decode("utf-8", errors="replace")
    strays = text.count(REPLACEMENT)
    good = sum(1 for c in text[:_SAMPLE] if c > "\x7f") - text[:_SAMPLE].count(REPLACEMENT)
    return good > strays


def _western(data: bytes) -> str | None:
    """Windows-1252 where nearly all is ASCII and the rest no UTF-8 at all: English with curly quotation marks.

    A guesser has too little to go by there.
    """
    sample = data[:_SAMPLE]
    beyond = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    few = beyond <= 0.04 * len(sample)
    return "cp1252" if few and not _is_damaged_utf8(data) else None


def _guess(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else None


def replace_surrogates(text: str) -> tuple[str, bool]:
    """The text with lone surrogates as U+FFFD, one for one, and whether there were any."""
    clean = _SURROGATE.sub(REPLACEMENT, text)
    return clean, clean != text
