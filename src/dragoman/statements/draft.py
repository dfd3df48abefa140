"""Draft: a statement while it is being put together, in offsets and token indices."""

from __future__ import annotations

from dataclasses import dataclass

from ..records import StatementAct

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """anchor: token of the cue, or None.  cue, source, contents, medium: offsets into the text.

    speakers: head tokens of the source.  addressee: head token.  word, frame: the lemma of the cue with its
    class ("v:say") and the grammar it was found in; None for quotations without a word of saying.
    outer: anchor of the statement that this one stands in, where containment does not tell.
    """

    act: StatementAct
    contents: tuple[Range, ...]
    direct: bool = False
    anchor: int | None = None
    cue: Range | None = None
    word: str = ""
    frame: str = ""
    speakers: tuple[int, ...] = ()
    source: Range | None = None
    addressee: int | None = None
    medium: Range | None = None
    outer: int | None = None

    @property
    def start(self) -> int:
        return self.contents[0][0]

    @property
    def end(self) -> int:
        return self.contents[-1][1]

    def holds(self, start: int, end: int) -> bool:
        """Whether one of the contents covers this range."""
        return any(a <= start and end <= b for a, b in self.contents)
