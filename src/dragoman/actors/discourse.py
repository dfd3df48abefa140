"""What has been mentioned so far: the slots that a pronoun or a definite description may take up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .roster import Draft

# Older mentions are out of reach; the window keeps the search linear in the text.
_WINDOW = 80


@dataclass(frozen=True, slots=True)
class Slot:
    """One mention.

    drafts: empty for a noun that is no actor but could be what "it" or "they" mean.  role: dependency
    label of its head.  collective: takes "it" and "they" alike ("police").  partner: token of the
    mention that it is coordinated with.
    """

    token: int
    sentence: int
    drafts: tuple[Draft, ...]
    role: str
    plural: bool
    collective: bool = False
    pronoun: bool = False
    quoted: bool = False
    partner: int | None = None


@dataclass(slots=True)
class Discourse:
    """The slots of one document in text order."""

    slots: list[Slot] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)

    def add(self, slot: Slot) -> None:
        self.slots.append(slot)
        for draft in slot.drafts:
            self.last[draft.id] = slot.token

    def replace(self, old: Draft, new: Draft) -> None:
        """Lets one draft stand in all slots of the window where another stood."""
        for i in range(max(0, len(self.slots) - _WINDOW), len(self.slots)):
            slot = self.slots[i]
            if old in slot.drafts:
                self.slots[i] = replace(slot, drafts=tuple(new if d is old else d for d in slot.drafts))

    def settle(self, token: int, drafts: tuple[Draft, ...]) -> None:
        """Gives the slot of a noun that was no actor so far the actor that it turns out to name."""
        for i in range(max(0, len(self.slots) - _WINDOW), len(self.slots)):
            if self.slots[i].token == token:
                self.slots[i] = replace(self.slots[i], drafts=drafts)

    def recent(self) -> Iterator[Slot]:
        """The slots of the window, latest first."""
        yield from reversed(self.slots[-_WINDOW:])

    def pairs(self) -> Iterator[tuple[Draft, Draft]]:
        """Single actors coordinated with each other ("the army and the rebels"), the latest pair first."""
        by_token = {slot.token: slot for slot in self.slots[-_WINDOW:]}
        for slot in self.recent():
            other = by_token.get(slot.partner) if slot.partner is not None else None
            if other and len(slot.drafts) == len(other.drafts) == 1 and slot.drafts != other.drafts:
                yield other.drafts[0], slot.drafts[0]

    def drafts(self) -> Iterator[Draft]:
        """The drafts mentioned in the window, latest first, each once."""
        seen: set[str] = set()
        for slot in self.recent():
            for draft in slot.drafts:
                if draft.id not in seen:
                    seen.add(draft.id)
                    yield draft
