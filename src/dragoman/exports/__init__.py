"""A ledger's records → files: JSON Lines as `dragoman code` writes them, its views as CSV or Parquet, its events as
POLECAT, ICEWS, GDELT or PLOVER JSON."""

from .choosing import Choice
from .merged import Merged, MergedEvent, MergedLookup
from .own import VIEW_FILES, write_lines, write_view, write_views
from .writing import EVENT_FORMS, EventForm, ExportSettings, Written, write_events

__all__ = [
    "EVENT_FORMS",
    "VIEW_FILES",
    "Choice",
    "EventForm",
    "ExportSettings",
    "Merged",
    "MergedEvent",
    "MergedLookup",
    "Written",
    "write_events",
    "write_lines",
    "write_view",
    "write_views",
]
