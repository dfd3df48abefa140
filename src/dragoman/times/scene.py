"""What a date rule sees: its lexemes, the day of the report and the date told before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..knowledge.calendar import Calendar
from .intervals import Interval
from .lexemes import Lexeme
from .outlook import Outlook, is_stop, outlook_at


@dataclass(frozen=True, slots=True)
class Resolved:
    """explicit: all that the precision asks for (day, month, year) stands in the expression.

    last: index after its last lexeme, where it reaches beyond what the rule matched.
    """

    interval: Interval
    explicit: bool
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One match of a rule.

    lexemes: those of the whole block.  match: over their letters.  anchor: the day of the report.
    dated: words of the sentences before that a day was told for.
    previous: the date expression before this one in the block, for "later that year"; it ends before
    lexeme `previous_last`.
    """

    lexemes: Sequence[Lexeme]
    match: re.Match[str]
    anchor: date | None
    previous: Interval | None
    previous_last: int
    calendar: Calendar
    dated: Mapping[str, Interval | None] = field(default_factory=dict)

    @property
    def first(self) -> int:
        return self.match.start()

    @property
    def last(self) -> int:
        """Index after the last lexeme."""
        return self.match.end()

    def has(self, group: str) -> bool:
        return group in self.match.re.groupindex and self.match.group(group) is not None

    def get(self, group: str) -> Lexeme | None:
        """The last lexeme of a group ("coming" of "this coming Friday"), None where it took no part."""
        return self.lexemes[self.match.end(group) - 1] if self.has(group) else None

    def text_value(self, group: str) -> str:
        """The value of a group's lexeme, "" without one."""
        lexeme = self.get(group)
        return lexeme.value if lexeme else ""

    def number(self, group: str) -> int:
        """The number that a group spells ("seventy-two" is 72)."""
        parts = self.lexemes[self.match.start(group) : self.match.end(group)]
        return sum(int(part.value) for part in parts if part.value)

    def year(self, group: str) -> int | None:
        """The year of a group; "'92" is 1992, two digits up to the report's year are of its century."""
        lexeme = self.get(group)
        if lexeme is None:
            return None
        if lexeme.letter != "e":
            return int(lexeme.value)
        pivot = self.anchor.year if self.anchor else 2030
        year = pivot // 100 * 100 + int(lexeme.value)
        return year if year <= pivot + 10 else year - 100

    def before(self, distance: int = 1) -> str:
        """The word before the expression in lower case, "" at the edge of the block."""
        k = self.first - distance
        return self.lexemes[k].lower if k >= 0 else ""

    def after(self, distance: int = 1) -> str:
        k = self.last + distance - 1
        return self.lexemes[k].lower if k < len(self.lexemes) else ""

    def is_context(self, role: str, word: str) -> bool:
        """Whether a word plays a role of times/contexts.tsv."""
        return word in self.calendar.contexts[role]

    def previous_in_sentence(self) -> Interval | None:
        """The date told before, where no sentence ends between it and this one."""
        if not self.previous_last:
            return None  # that of the block before
        between = range(self.previous_last, self.first)
        return None if any(is_stop(self.lexemes, k) for k in between) else self.previous

    def outlook(self) -> Outlook:
        return outlook_at(self.lexemes, self.first, self.last, self.calendar)
