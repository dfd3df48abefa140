"""Text and what is known of it → Document with blocks, dates, bylines, language, and its warnings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..errors import WARNING_CODES, InputError
from ..records import Dateline, Document, Reading, Span, Warning
from .blocks import Segmentation, segment
from .bylines import byline_names
from .datelines import Found, read_date_line
from .dates import find_day, iso_time, when
from .decoding import REPLACEMENT, replace_surrogates
from .detecting import detect_language
from .units import Unit, cut_units


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the input or the page says of a document beside its text; times as found."""

    id: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    bylines: tuple[str, ...] = ()
    publisher: str | None = None
    published_at: object = None
    modified_at: object = None
    language: str | None = None

    def filled(self, other: Given) -> Given:
        """This, with the other's title, people, publisher and times where it has none of its own."""
        return replace(
            self,
            title=self.title or other.title,
            bylines=self.bylines or other.bylines,
            publisher=self.publisher or other.publisher,
            published_at=self.published_at or other.published_at,
            modified_at=self.modified_at or other.modified_at,
        )


def make_reading(
    text: str,
    given: Given,
    *,
    limit: int,
    units: Sequence[Unit] | None = None,
    replaced: bool = False,
    notes: Sequence[str] = (),
) -> Reading:
    """The document of a text.  Raises InputError `empty` or `too-large`.

    units: of a page, whose mark-up tells them; else the text is cut by its lines.
    replaced: bytes already became U+FFFD.  notes: further warning codes.
    """
    where = given.source or f"document {given.id}"
    text, had_surrogates = replace_surrogates(text)
    check_size(text, limit, where)
    if not text or text.isspace():
        raise InputError("empty", f"{where}: no text but white space; leave the document out or give its text")
    segmentation = segment(text, units if units is not None else cut_units(text), given.title)
    document = _document(text, given, segmentation)
    warnings = [_warning(code, text) for code in _codes(document, replaced or had_surrogates, notes)]
    return Reading(document, warnings)


def check_size(text: str, limit: int, where: str) -> None:
    """Raises InputError `too-large` where the text is over the limit in bytes of UTF-8."""
    if len(text) * 4 > limit and (size := len(text.encode())) > limit:
        raise too_large(where, limit, size)


def too_large(where: str, limit: int, size: int | None = None) -> InputError:
    found = f"{size:,} bytes of text" if size else f"over {limit:,} bytes of text"
    hint = "split it or raise the limit (--max-size)"
    return InputError("too-large", f"{where}: {found}, the limit is {limit:,}; {hint}")


def _document(text: str, given: Given, segmentation: Segmentation) -> Document:
    published, modified = _times(text, given, segmentation)
    return Document(
        id=given.id,
        text=text,
        source=given.source,
        url=given.url,
        title=given.title,
        bylines=list(given.bylines) or byline_names(segmentation.bylines),
        publisher=given.publisher,
        language=_language(text, given.language),
        published_at=published,
        modified_at=modified,
        dateline=_dateline(text, segmentation, published or modified),
        blocks=segmentation.blocks,
    )


def _language(text: str, stated: str | None) -> str | None:
    """ "en" where the input says so; else what the text's own words tell, then what the input says."""
    code = (stated or "").strip().casefold().replace("_", "-").split("-")[0]
    return "en" if code in ("en", "eng") else detect_language(text) or code or None


def _times(text: str, given: Given, segmentation: Segmentation) -> tuple[str | None, str | None]:
    """published_at and modified_at: as given, else from the first date lines of the text."""
    found = _line_times(text, segmentation)
    published, modified = iso_time(given.published_at), iso_time(given.modified_at)
    modified = modified or found.get("modified")
    return published or found.get("published") or found.get("bare") or modified, modified


def _line_times(text: str, segmentation: Segmentation) -> dict[str, str]:
    """First time of each field on the text's date lines; "bare" of those without a label.

    A bare date is the report's own only above its first paragraph: below, it dates a link.
    """
    first = next((b.start for b in segmentation.blocks if b.kind == "paragraph"), len(text))
    found: dict[str, str] = {}
    for at, line in segmentation.date_lines:
        for part in read_date_line(line):
            time = when(part.dated, f"{line} {text[:2000]}") if part.dated else None
            if time and (part.field or at < first):
                found.setdefault(part.field or "bare", time)
    return found


def _dateline(text: str, segmentation: Segmentation, published_at: str | None) -> Dateline | None:
    """The first dateline; else the first line of a place with a date."""
    if segmentation.datelines:
        return _from_found(text, segmentation.datelines[0], published_at)
    for at, line in segmentation.date_lines:
        parts = read_date_line(line)
        place = next((part.place for part in parts if part.place), None)
        if place:
            dated = next((part.dated for part in parts if part.dated), "")
            day = find_day(dated)
            return Dateline(place, day.iso(published_at) if day else None, None, Span.of(text, at, at + len(line)))
    return None


def _from_found(text: str, found: Found, published_at: str | None) -> Dateline:
    date = found.day.iso(published_at) if found.day else None
    return Dateline(found.place, date, found.agency, Span.of(text, found.start, found.end))


def _codes(document: Document, replaced: bool, notes: Sequence[str]) -> list[str]:
    dated = document.published_at or document.modified_at or (document.dateline and document.dateline.date)
    codes = [
        *notes,
        *(["replaced-characters"] if replaced else []),
        *(["not-english"] if document.language not in (None, "en") else []),
        *([] if dated else ["no-date"]),
    ]
    return list(dict.fromkeys(codes))


def _warning(code: str, text: str) -> Warning:
    """The warning with the place of the first replaced character, where that is what it is about."""
    at = text.find(REPLACEMENT) if code == "replaced-characters" else -1
    return Warning(code, WARNING_CODES[code], Span.of(text, at, at + 1) if at >= 0 else None)
