"""dragoman reads news and records who did or said what to whom, on whose word.

from dragoman import Coder
coded = Coder().code(text, published_at="2020-08-28T07:51:00+05:30")
"""

from .api import Coder
from .errors import ArtefactError, DragomanError, InputError, UsageError
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
