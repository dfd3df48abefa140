"""Commitment: what somebody has bound themselves or others to (records.md, "commitments")."""

from __future__ import annotations

from typing import Literal

import msgspec

from .events import EventType
from .span import Span
from .times import Date

CommitmentKind = Literal["promise", "threat", "offer", "demand", "refusal", "agreement", "prohibition"]
ConditionKind = Literal["if", "unless", "until", "once", "in-exchange", "so-long-as"]
Strength = Literal["binding", "declared", "tentative"]


class Condition(msgspec.Struct, frozen=True):
    kind: ConditionKind
    span: Span


class Commitment(msgspec.Struct, frozen=True, kw_only=True):
    """`by` and `by_spans`, `to` and `to_spans` are parallel lists of actor ids and their spans."""

    id: str
    kind: CommitmentKind
    by: list[str]
    by_spans: list[Span]
    to: list[str]
    to_spans: list[Span]
    act: Span
    act_type: EventType | None
    conditions: list[Condition]
    deadline: Date | None
    strength: Strength
    statement: str | None
    event: str | None
    trigger: Span
