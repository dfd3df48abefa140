"""Pairs: a sentence with its two marked parties as token ids, the same for training and for running.

Markers stand around actor and recipient (Baldini Soares et al. 2019, "Matching the Blanks"), and the
states of the two opening markers are what the heads read.  A first token says whose habits the label
follows: the PLOVER manual's, or those of the PLV data set, which departs from it here and there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Habit = Literal["manual", "plv"]

# Tokens that the vocabulary holds in reserve (BERT uncased).
CLS, SEP = 101, 102
ACTOR, ACTOR_END, RECIPIENT, RECIPIENT_END, MANUAL, PLV = 1, 2, 3, 4, 5, 6
MAX_TOKENS = 128
_HABITS: dict[Habit, int] = {"manual": MANUAL, "plv": PLV}

TYPES: tuple[str, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE",
)  # fmt: skip
STATUSES: tuple[str, ...] = ("actual", "planned", "conditional", "possible", "historical")
POLARITIES: tuple[str, ...] = ("affirmed", "negated")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a model's heads tell apart, in the order of its logits; statuses and polarities may be empty."""

    types: tuple[str, ...]
    statuses: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.types) + len(self.statuses) + len(self.polarities)


PLOVER = Labels(TYPES, STATUSES, POLARITIES)

Offsets = tuple[int, int]


class Encoding(Protocol):
    @property
    def ids(self) -> list[int]: ...


class Tokenizer(Protocol):
    """What is used of `tokenizers.Tokenizer`."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Encoding: ...


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """ids: token ids; actor, recipient: positions of the opening markers, 0 (the first token) where there is none."""

    ids: tuple[int, ...]
    actor: int
    recipient: int


def encode_pair(
    tokenizer: Tokenizer, text: str, actor: Offsets | None, recipient: Offsets | None, habit: Habit
) -> EncodedPair:
    """The marked sentence as ids, at most `MAX_TOKENS`; what lies farthest from the parties is cut first."""
    pieces = _pieces(tokenizer, text, actor, recipient)
    body, marks = _joined(pieces)
    body, shift = _cut(body, marks)
    ids = (CLS, _HABITS[habit], *body, SEP)
    return EncodedPair(ids, _position(ids, ACTOR), _position(ids, RECIPIENT)) if shift >= 0 else EncodedPair(ids, 0, 0)


def _pieces(
    tokenizer: Tokenizer, text: str, actor: Offsets | None, recipient: Offsets | None
) -> list[tuple[tuple[int, int] | None, list[int]]]:
    """The text in order, each stretch with its markers or None."""
    marked = [(actor, (ACTOR, ACTOR_END))] if actor else []
    if recipient and not (actor and recipient[0] < actor[1] and actor[0] < recipient[1]):
        marked.append((recipient, (RECIPIENT, RECIPIENT_END)))
    pieces: list[tuple[tuple[int, int] | None, list[int]]] = []
    at = 0
    for (start, end), marker in sorted(marked):
        pieces.append((None, tokenizer.encode(text[at:start], add_special_tokens=False).ids))
        pieces.append((marker, tokenizer.encode(text[start:end], add_special_tokens=False).ids))
        at = end
    pieces.append((None, tokenizer.encode(text[at:], add_special_tokens=False).ids))
    return pieces


def _joined(pieces: list[tuple[tuple[int, int] | None, list[int]]]) -> tuple[list[int], list[int]]:
    """The ids with markers, and where the markers stand."""
    body: list[int] = []
    marks: list[int] = []
    for marker, ids in pieces:
        if marker is None:
            body.extend(ids)
            continue
        marks.append(len(body))
        # a party of many words says little more than its first and last
        body.extend([marker[0], *(ids if len(ids) <= 40 else [*ids[:20], *ids[-20:]]), marker[1]])
        marks.append(len(body) - 1)
    return body, marks


def _cut(body: list[int], marks: list[int]) -> tuple[list[int], int]:
    room = MAX_TOKENS - 3
    if len(body) <= room:
        return body, 0
    first, last = (marks[0], marks[-1] + 1) if marks else (0, 0)
    if last - first > room:
        return body[first : first + room], first
    spare = room - (last - first)
    start = max(0, min(first - spare // 2, len(body) - room))
    return body[start : start + room], start


def _position(ids: tuple[int, ...], marker: int) -> int:
    return ids.index(marker) if marker in ids else 0
