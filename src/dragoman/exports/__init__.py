"""A ledger's records → files: JSON Lines as `dragoman code` writes them, its views as CSV or Parquet."""

from .own import VIEW_FILES, write_lines, write_view, write_views

__all__ = ["VIEW_FILES", "write_lines", "write_view", "write_views"]
