"""Ids of documents, events and commitments: hashes of what the record stands on, so that the
same text gives the same ids on every machine (records.md, fields `id`)."""

from __future__ import annotations

import hashlib


def document_id(url: str | None, data: bytes) -> str:
    """First 32 hex digits of SHA-256 over url (or nothing), a zero byte and the input bytes."""
    return hashlib.sha256((url or "").encode() + b"\0" + data).hexdigest()[:32]


def record_id(document: str, record: str, kind: str, start: int, end: int, ordinal: int = 0) -> str:
    """First 16 hex digits of SHA-256 over document id, record class, type or kind, trigger and ordinal.

    record: `event` or `commitment`; ordinal: 0 for the first record with the same other parts.
    """
    key = f"{document}\0{record}\0{kind}\0{start}\0{end}\0{ordinal}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]
