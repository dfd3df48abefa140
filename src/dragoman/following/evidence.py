"""What moves of all kinds need: the move itself, what may count as later news, how sure evidence is."""

from __future__ import annotations

from datetime import date

import msgspec

from ..knowledge.following import Outcome
from .clues import Deed, Placed, Pledge, Word
from .parties import best_likeness

# How sure each kind of evidence is, by what it stands on; measured on benchmarks/happenings (docs/ledger.md).
_CONFIDENCE = {"word": 0.9, "deed with its target": 0.85, "deed": 0.75, "clause": 0.7}
_ON_A_WORD = 0.85
# Names that two reports of one matter share at least.
_ENOUGH_NAMES = 3


class Move(msgspec.Struct, frozen=True):
    """status: what the report tells.  event: the deed's id.  span: the sentence.  rule: by what it was decided."""

    number: int
    start: int
    end: int
    status: Outcome
    event: str | None
    rule: str
    confidence: float


def came_after(pledge: Placed, told: Placed) -> bool:
    """Whether another, later report tells it."""
    if pledge.number == told.number:
        return False
    return pledge.told is not None and told.told is not None and told.told > pledge.told


def is_news(p: Pledge, pledge: Placed, deed: Deed) -> bool:
    """Whether the deed came after the pledge was made, and is not background told again."""
    if deed.day is not None:
        return deed.day >= (p.made or pledge.day or date.max)
    return deed.fresh


def self_praise(deed: Deed) -> bool:
    """Whether nobody but the doers says that they did it."""
    if best_likeness(deed.speakers, deed.others):
        # whoever suffers it says so
        return False
    return deed.attributed and best_likeness(deed.speakers, deed.doers) == 2


def one_setting(pledge: Pledge, clue: Deed | Word, *, least: int = _ENOUGH_NAMES) -> bool:
    """Whether two reports speak of one matter, by the names in them."""
    return len(pledge.setting & clue.setting) >= least


def told_move(told: Placed, status: Outcome, event: str | None, rule: str, stands_on: str, attributed: bool) -> Move:
    confidence = round(_CONFIDENCE[stands_on] * (_ON_A_WORD if attributed else 1.0), 3)
    return Move(told.number, told.clue.start, told.clue.end, status, event, rule, confidence)
