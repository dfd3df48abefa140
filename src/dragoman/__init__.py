"""dragoman reads news and records who did or said what to whom, on whose word.

from dragoman import Coder
coded = Coder().code(text, published_at="2020-08-28T07:51:00+05:30")

from dragoman import Ledger
events = Ledger("dragoman.duckdb").events(actor="RUS", since="2024-01-01").pandas()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .api import Coder
from .errors import ArtefactError, DragomanError, InputError, LedgerBusy, LedgerError, UsageError
from .records import (
    Actor,
    Block,
    Coded,
    Commitment,
    Condition,
    Count,
    Date,
    Dateline,
    Document,
    Event,
    Factuality,
    Failed,
    Mention,
    Place,
    Role,
    Span,
    Statement,
    Warning,
    from_json,
    to_json,
)
from .settings import Settings
from .version import __version__

if TYPE_CHECKING:
    from .ledger import Ledger

__all__ = [
    "Actor",
    "ArtefactError",
    "Block",
    "Coded",
    "Coder",
    "Commitment",
    "Condition",
    "Count",
    "Date",
    "Dateline",
    "Document",
    "DragomanError",
    "Event",
    "Factuality",
    "Failed",
    "InputError",
    "Ledger",
    "LedgerBusy",
    "LedgerError",
    "Mention",
    "Place",
    "Role",
    "Settings",
    "Span",
    "Statement",
    "UsageError",
    "Warning",
    "__version__",
    "from_json",
    "to_json",
]


def __getattr__(name: str) -> object:
    """The ledger's door, opened when it is asked for: most runs need none."""
    if name == "Ledger":
        from .ledger import Ledger

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
