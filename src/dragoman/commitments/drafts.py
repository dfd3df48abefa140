"""Draft: a commitment before its id, deadline and links to statement and event are filled in."""

from __future__ import annotations

from dataclasses import dataclass

from ..records import CommitmentKind, Condition, Role, Span, Strength
from .acts import Act


@dataclass(frozen=True, slots=True)
class Draft:
    """trigger: span of the word that binds; head: its token index."""

    kind: CommitmentKind
    head: int
    trigger: Span
    by: tuple[Role, ...]
    to: tuple[Role, ...]
    act: Act
    conditions: tuple[Condition, ...]
    strength: Strength
