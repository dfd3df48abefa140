"""Document: what was read, its metadata and its blocks (records.md, "document")."""

from __future__ import annotations

from typing import Literal

import msgspec

from .span import Span

BlockKind = Literal["headline", "highlight", "byline", "dateline", "caption", "paragraph", "boilerplate"]

CODED_BLOCKS: frozenset[str] = frozenset({"headline", "highlight", "paragraph"})


class Block(msgspec.Struct, frozen=True):
    """A stretch of the text of one kind; blocks do not overlap and hold all that is not white space."""

    kind: BlockKind
    start: int
    end: int


class Dateline(msgspec.Struct, frozen=True):
    """ "KYIV, March 3 (Agency) —": where and when the report was filed; date is an ISO day or null."""

    place: str | None
    date: str | None
    agency: str | None
    span: Span


class Warning(msgspec.Struct, frozen=True):
    """Something the reader of the records should know; code is a key of `errors.WARNING_CODES`."""

    code: str
    message: str
    span: Span | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One text with its metadata.  Times are ISO 8601, with offset where the source has one."""

    id: str
    text: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    bylines: list[str] = []
    publisher: str | None = None
    language: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    dateline: Dateline | None = None
    blocks: list[Block] = []

    def span(self, start: int, end: int) -> Span:
        return Span.of(self.text, start, end)


class Reading(msgspec.Struct, frozen=True):
    """A document as the reading room hands it on, with what was noticed while reading it."""

    document: Document
    warnings: list[Warning] = []


class Failure(msgspec.Struct, frozen=True):
    """A document that could not be read: its id and source, and what went wrong."""

    id: str
    source: str | None
    code: str
    message: str
