"""Statement: what somebody said, wrote or is said to think (records.md, "statements")."""

from __future__ import annotations

from typing import Literal

import msgspec

from .span import Span

StatementKind = Literal["direct", "indirect", "mixed"]
StatementAct = Literal["said", "thought"]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Quotation marks stand outside the content spans, a leading "that" inside them."""

    id: str
    kind: StatementKind
    act: StatementAct
    speaker: str | None
    source_span: Span | None
    cue_span: Span | None
    content_spans: list[Span]
    addressee: str | None = None
    addressee_span: Span | None = None
    medium_span: Span | None = None
    within: str | None = None
