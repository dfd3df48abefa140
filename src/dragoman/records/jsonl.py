"""Records to JSON and back.  One encoder for every door, so that the bytes are the same at each."""

from __future__ import annotations

import msgspec

from .coded import Coded, Failed

_encoder = msgspec.json.Encoder()
_coded = msgspec.json.Decoder(Coded)
_failed = msgspec.json.Decoder(Failed)


def to_json(record: Coded | Failed) -> bytes:
    """The record as one line of UTF-8 JSON, without the line end."""
    return _encoder.encode(record)


def from_json(line: bytes | str) -> Coded | Failed:
    """The record of one line.  Raises `msgspec.ValidationError` where it breaks the contract."""
    try:
        return _coded.decode(line)
    except msgspec.ValidationError:
        try:
            return _failed.decode(line)
        except msgspec.ValidationError:
            return _coded.decode(line)
