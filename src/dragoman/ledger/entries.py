"""What a ledger has met: documents by id and text, over all revisions; failures; documents that were forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import msgspec

from ..records import Coded, CoderInfo, Failed
from .rows import clean, content_hash
from .stores import Connection

Standing = Literal["known", "other coder", "failed", "forgotten"]
# A document's id and the hash of its text.
Key: TypeAlias = tuple[str, str]
# Values in one query; more are asked for in parts.
_PART = 1_000
_CURRENT = "CASE WHEN forgotten_at IS NULL THEN 'known' ELSE 'forgotten' END"


@dataclass(frozen=True)
class Tally:
    """What became of documents.  recoded: known texts whose records another coder had made."""

    stored: int = 0
    revised: int = 0
    recoded: int = 0
    unchanged: int = 0
    failed: int = 0

    def __add__(self, other: Tally) -> Tally:
        pairs = zip(self.values(), other.values(), strict=True)
        return Tally(*(a + b for a, b in pairs))

    def values(self) -> tuple[int, int, int, int, int]:
        return (self.stored, self.revised, self.recoded, self.unchanged, self.failed)


@dataclass(frozen=True)
class Entry:
    """One document's records or failure for a batch.  content: hash of its text, if it could be read."""

    record: Coded | Failed
    content: str | None = None

    @property
    def key(self) -> Key:
        return clean(self.record.document.id), self.content or ""


def entry_of(record: Coded | Failed, content: str | None = None) -> Entry:
    """The entry of a record.  content: hash of a text that was read and could not be coded."""
    return Entry(record, content_hash(record.document.text) if isinstance(record, Coded) else content)


def source_path(source: str) -> str:
    """The input path of a document's source "path#line"."""
    path, mark, line = source.rpartition("#")
    return path if mark and line.isdigit() else source


def standing(connection: Connection, keys: Iterable[Key], coder: CoderInfo | None = None) -> dict[Key, Standing]:
    """Those keys that the ledger has met, and how; any text of a forgotten document is forgotten.

    coder: whose records count as the latest; None where it does not matter.
    """
    wanted = [(clean(document), content) for document, content in keys]
    found: dict[Key, Standing] = {}
    for part in parts(sorted({document for document, _ in wanted})):
        failed = connection.rows("SELECT document, content FROM store.failures WHERE document = any($1)", (part,))
        found |= {(document, content or ""): "failed" for document, content in failed}
        query = (
            "SELECT d.document, d.content, d.forgotten_at IS NOT NULL, c.info, d.current FROM store.documents d"
            " LEFT JOIN store.coders c ON c.coder = d.coder WHERE d.document = any($1)"
        )
        own = msgspec.json.encode(coder).decode() if coder else None
        for document, content, forgotten, info, current in connection.rows(query, (part,)):
            other = own is not None and current and info != own
            found[document, content] = "other coder" if other else "known"
            if forgotten:
                found |= {key: "forgotten" for key in wanted if key[0] == document}
    return {key: found[key] for key in wanted if key in found}


def met_addresses(
    connection: Connection, wanted: Sequence[tuple[str | None, str]]
) -> dict[tuple[str | None, str], tuple[str, Standing]]:
    """Those of documents that the ledger has met by id or else by address, with their ids there and how they stand.

    wanted: pairs of an id, or None, and the address that a document was read at, or nothing.
    """
    ids = sorted({clean(id) for id, _ in wanted if id})
    sources = sorted({clean(source) for _, source in wanted if source})
    by_id: dict[str, tuple[str, Standing]] = {}
    by_source: dict[str, tuple[str, Standing]] = {}
    for table, standing in (("failures", "'failed'"), ("documents", _CURRENT)):
        for column, values in (("document", ids), ("source", sources)):
            for part in parts(values):
                query = f"SELECT document, source, {standing} FROM store.{table} WHERE {column} = any($1)"
                for document, source, stands in connection.rows(query, (part,)):
                    by_id[document] = by_source[source] = (document, stands)
    found = ((pair, by_id.get(clean(pair[0] or "")) or by_source.get(clean(pair[1] or ""))) for pair in wanted)
    return {pair: met for pair, met in found if met}


def next_number(connection: Connection, column: str, *names: str) -> int:
    """The next number of a column that some tables share; nobody else counts within the transaction."""
    highest = [f"(SELECT coalesce(max({column}), 0) FROM store.{name})" for name in names]
    return int(connection.rows(f"SELECT greatest({', '.join([*highest, '0'])}) + 1")[0][0])


def delete(connection: Connection, table: str, column: str, values: Sequence[Any]) -> None:
    for part in parts(values):
        connection.execute(f"DELETE FROM store.{table} WHERE {column} = any($1)", (part,))


def parts(values: Sequence[Any]) -> Iterable[list[Any]]:
    return (list(values[at : at + _PART]) for at in range(0, len(values), _PART))
