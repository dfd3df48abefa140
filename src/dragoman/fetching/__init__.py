"""Fetching: web address → bytes, politely and no further than allowed; feed → documents of its articles.

The only room that opens connections to servers that others name, and the only one that knows HTTP.
"""

from __future__ import annotations

from .addresses import names_scheme, parse_address, shown
from .articles import Met, Visit, Visitor, Wanted
from .fetcher import Fetcher, Page
from .limits import MAX_BYTES, PAUSE, SECONDS, Limits
from .troubles import Trouble

__all__ = [
    "MAX_BYTES",
    "PAUSE",
    "SECONDS",
    "Fetcher",
    "Limits",
    "Met",
    "Page",
    "Trouble",
    "Visit",
    "Visitor",
    "Wanted",
    "names_scheme",
    "parse_address",
    "shown",
]
