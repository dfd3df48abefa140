"""What has been mentioned so far: the slots that a pronoun or a definite description may take up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .roster import Draft

# Older mentions are out of reach; the window keeps the search linear in the text.
_WINDOW = 80


@dataclass(frozen=True, slots=True)
class Slot:
    """One mention.  drafts: empty for a noun that is no actor but could be what "it" or "they" mean.

    role: dependency label of its head.  collective: takes "it" and "they" alike ("police").
    """

    token: int
    sentence: int
    drafts: tuple[Draft, ...]
    role: str
    plural: bool
    collective: bool = False
    pronoun: bool = False
    quoted: bool = False


@dataclass(slots=True)
class Discourse:
    """The slots of one document in text order."""

    slots: list[Slot] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)

    def add(self, slot: Slot) -> None:
        self.slots.append(slot)
        for draft in slot.drafts:
            self.last[draft.id] = slot.token

    def recent(self) -> Iterator[Slot]:
        """The slots of the window, latest first."""
        yield from reversed(self.slots[-_WINDOW:])

    def drafts(self) -> Iterator[Draft]:
        """The drafts mentioned in the window, latest first, each once."""
        seen: set[str] = set()
        for slot in self.recent():
            for draft in slot.drafts:
                if draft.id not in seen:
                    seen.add(draft.id)
                    yield draft
