"""The records of the contract: spans, documents, actors, statements, events, commitments.

All are immutable, carry their place in the text, and become JSON by `to_json`.
"""

from .actors import Actor, ActorKind, Basis, Mention, MentionForm
from .cast import Cast, CastMention
from .coded import SCHEMA, Coded, CoderInfo, Failed
from .commitments import Commitment, CommitmentKind, Condition, ConditionKind, Strength
from .document import CODED_BLOCKS, Block, BlockKind, Dateline, Document, Failure, Reading, Warning
from .events import Certainty, Count, CountKind, Event, EventType, Factuality, Polarity, Role, Status
from .ids import document_id, record_id
from .jsonl import from_json, to_json
from .lookup import SpanIndex
from .places import Place, PlacePrecision
from .span import Span
from .statements import Statement, StatementAct, StatementKind
from .times import Date, DatePrecision

__all__ = [
    "CODED_BLOCKS",
    "SCHEMA",
    "Actor",
    "ActorKind",
    "Basis",
    "Block",
    "BlockKind",
    "Cast",
    "CastMention",
    "Certainty",
    "Coded",
    "CoderInfo",
    "Commitment",
    "CommitmentKind",
    "Condition",
    "ConditionKind",
    "Count",
    "CountKind",
    "Date",
    "DatePrecision",
    "Dateline",
    "Document",
    "Event",
    "EventType",
    "Factuality",
    "Failed",
    "Failure",
    "Mention",
    "MentionForm",
    "Place",
    "PlacePrecision",
    "Polarity",
    "Reading",
    "Role",
    "Span",
    "SpanIndex",
    "Statement",
    "StatementAct",
    "StatementKind",
    "Status",
    "Strength",
    "Warning",
    "document_id",
    "from_json",
    "record_id",
    "to_json",
]
