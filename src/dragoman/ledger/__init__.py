"""The ledger: the records of many documents in one store, and what can be asked of it.

Importing this loads no database; that happens when a ledger is opened.
"""

from .answers import Answer
from .entries import Entry, Tally, entry_of, met_addresses, source_path, standing
from .event_file import EventFile
from .ledger import Ledger
from .lives import CommitmentLife
from .pairing import Period
from .panels import Account, Panel
from .reviewing import ReviewedDocument
from .session import Session
from .stores import DEFAULT, VARIABLE, WAIT_SECONDS, Store, open_store, within

__all__ = [
    "DEFAULT",
    "VARIABLE",
    "WAIT_SECONDS",
    "Account",
    "Answer",
    "CommitmentLife",
    "Entry",
    "EventFile",
    "Ledger",
    "Panel",
    "Period",
    "ReviewedDocument",
    "Session",
    "Store",
    "Tally",
    "entry_of",
    "met_addresses",
    "open_store",
    "source_path",
    "standing",
    "within",
]
