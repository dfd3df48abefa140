"""Found: one place in the text that may refer to an actor, before it is known to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..knowledge.registry import Entry
from ..records import ActorKind, Basis, MentionForm

Determiner = Literal["definite", "indefinite", "possessive", "bare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Tokens `first` to `last` (exclusive) with head token `head`, and what they tell by themselves.

    regional: of a people or region within a state, which does not speak for the state.
    place: a toponym that names a place and nobody; evidence for a country, never a mention.
    entries: what the registry knows under the name.  noun: head noun of a description, lower case,
    with the words that make it a term ("prime minister").  offices: keys of offices that it names.
    number: the numeral before it, lower case.  collective: takes "it" and "they" alike.
    owner: head token of its possessor.
    """

    head: int
    first: int
    last: int
    kind: ActorKind
    form: MentionForm
    name: str
    place: bool = False
    optional: bool = False
    adjective: bool = False
    regional: bool = False
    entries: tuple[Entry, ...] = ()
    country: str | None = None
    sectors: tuple[str, ...] = ()
    basis: Basis | None = None
    title: str | None = None
    offices: tuple[str, ...] = ()
    gender: str | None = None
    plural: bool = False
    collective: bool = False
    noun: str = ""
    determiner: Determiner = "bare"
    number: str | None = None
    modifiers: frozenset[str] = frozenset()
    owner: int | None = None


def acronyms(name: str) -> tuple[str, ...]:
    """The initials of a name, with and without its small words ("Northern Dockers Union" → "NDU")."""
    words = [w for w in name.replace("-", " ").split() if w[0].isalpha()]
    if len(words) < 2:
        return ()
    big = "".join(w[0] for w in words if w[0].isupper())
    return (big, "".join(w[0].upper() for w in words))
