"""Events that were parted or joined by hand, and what that means for mentions that come in again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from .event_mentions import Ref
from .event_pairs import Key, Pairing, keyed_events, move_pairing, read_pairings, relocate, rewordings
from .stores import Connection


@dataclass(frozen=True)
class Forced:
    """The event that a mention joins by somebody's word."""

    merged: str
    why: str


@dataclass
class Bonds:
    """What corrections say of a batch's mentions: with whom each goes, with whom not."""

    keys: dict[Ref, Key] = field(default_factory=dict)
    here: dict[Key, str] = field(default_factory=dict)
    joined: dict[Key, dict[Key, str]] = field(default_factory=lambda: defaultdict(dict))
    apart: dict[Key, set[Key]] = field(default_factory=lambda: defaultdict(set))

    @property
    def events(self) -> set[str]:
        """Events of mentions that are here already."""
        return set(self.here.values())

    def of(self, ref: Ref) -> tuple[Forced | None, frozenset[str]]:
        """The event that a mention has to join, if any, and those that it must not join."""
        key = self.keys.get(ref)
        if key is None:
            return None, frozenset()
        together = ((self.here[k], why) for k, why in self.joined[key].items() if k in self.here)
        forced = next((Forced(merged, why) for merged, why in together), None)
        return forced, frozenset(self.here[k] for k in self.apart[key] if k in self.here)

    def woven(self, ref: Ref, merged: str) -> None:
        if ref in self.keys:
            self.here[self.keys[ref]] = merged


def partners(correction: Pairing) -> list[Key]:
    """The mentions that a correction joins its own to, or parts it from."""
    return [(document, start, end) for document, start, end in msgspec.json.decode(correction.value)["with"]]


def _follow_words(connection: Connection, corrections: Sequence[Pairing], numbers: Sequence[int]) -> bool:
    """Moves corrections to where their words stand now, in documents that have come in another wording."""
    named = {key[0] for c in corrections for key in (c.key, *partners(c))}
    texts = rewordings(connection, numbers, named)

    def moved(key: Key) -> Key:
        if key[0] not in texts:
            return key
        return (key[0], *(relocate(*texts[key[0]], *key[1:]) or key[1:]))

    for correction in corrections if texts else ():
        value = msgspec.json.decode(correction.value)
        value["with"] = [moved(key) for key in partners(correction)]
        move_pairing(connection, correction.number, moved(correction.key), value)
    return bool(texts)


def read_bonds(connection: Connection, numbers: Sequence[int]) -> Bonds:
    """What corrections say of the mentions of documents, and where their partners are."""
    bonds = Bonds()
    corrections = read_pairings(connection)
    if not corrections:
        return bonds
    if _follow_words(connection, corrections, numbers):
        corrections = read_pairings(connection)
    for correction in corrections:
        for other in partners(correction):
            for one, two in ((correction.key, other), (other, correction.key)):
                # the latest word counts
                bonds.joined[one].pop(two, None)
                bonds.apart[one].discard(two)
                if correction.field == "join":
                    bonds.joined[one][two] = correction.why()
                else:
                    bonds.apart[one].add(two)
    known = keyed_events(connection, {*bonds.joined, *bonds.apart})
    fresh = set(numbers)
    for key, ref, merged in known:
        if ref[0] in fresh:
            bonds.keys[ref] = key
        elif merged is not None:
            bonds.here[key] = merged
    return bonds
