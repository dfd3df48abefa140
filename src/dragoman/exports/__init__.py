"""A ledger's records → files: JSON Lines as `dragoman code` writes them, its views as CSV or Parquet, its events as
POLECAT, ICEWS, GDELT or PLOVER JSON, its reviewed documents as gold articles."""

from .choosing import Choice
from .gold import GoldWritten, gold_article, write_gold
from .merged import Merged, MergedEvent, MergedLookup
from .own import VIEW_FILES, write_lines, write_view, write_views
from .writing import EVENT_FORMS, EventForm, ExportSettings, Written, write_events

__all__ = [
    "EVENT_FORMS",
    "VIEW_FILES",
    "Choice",
    "EventForm",
    "ExportSettings",
    "GoldWritten",
    "Merged",
    "MergedEvent",
    "MergedLookup",
    "Written",
    "gold_article",
    "write_events",
    "write_gold",
    "write_lines",
    "write_view",
    "write_views",
]
