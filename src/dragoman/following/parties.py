"""Whether two reports speak of the same party: a state also acts through its ministers, soldiers and spokesmen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from ..knowledge.files import data_rows
from ..records import Actor
from .words import WORD, number_of, stem, weak_stems

# Whoever of these acts or speaks does so for the state.
_STATE = frozenset({"GOV", "MIL", "COP", "SPY"})
# Countries of PLOVER's that many bodies share: being of one says nothing.
_SHARED = frozenset({"IGO"})
_CAPITALISED = re.compile(r"[A-ZÀ-Ý][\w-]+")


class Party(msgspec.Struct, frozen=True, array_like=True):
    """id: where the registry knows the actor, else None.  names: stems of its distinctive words."""

    id: str | None
    country: str | None
    sector: str | None
    kind: str
    names: frozenset[str]

    @property
    def is_state(self) -> bool:
        return self.kind == "state" or self.sector in _STATE

    def numbers(self) -> set[int]:
        """The numbers of its words, as in `Terms.things`."""
        return {number_of(name) for name in self.names}

    def names_found(self) -> set[str]:
        """Words of which two parties that may be alike share one."""
        if self.id and not self.country:
            return {self.id}
        if not self.country or self.country in _SHARED:
            return {self.id, *self.names} if self.id else set(self.names)
        # a country is often only guessed: a long name finds its like beside it
        return {self.country, max(self.names, key=lambda name: (len(name), name))} if self.names else {self.country}


def party_of(actor: Actor) -> Party:
    names = {actor.name} | {mention.text for mention in actor.mentions if mention.form == "name"}
    drop = weak_stems() | _nationalities()
    words = {root for name in names for word in WORD.findall(name) if len(root := stem(word)) > 2}
    known = None if actor.id.startswith("local:") else actor.id
    return Party(known, actor.country, actor.sectors[0] if actor.sectors else None, actor.kind, frozenset(words - drop))


def likeness(one: Party, other: Party) -> int:
    """2: the same party, or the state and who acts for it; 1: may well be; 0: not known to be."""
    if one.id and one.id == other.id:
        return 2
    shared = one.names & other.names
    least = min(len(one.names), len(other.names))
    # two words of a name outweigh a country, which is often only guessed
    if len(shared) > 1 and _sorts_agree(one, other):
        return 2
    if one.country and other.country and one.country != other.country:
        return 0
    same = one.country is not None and one.country == other.country and one.country not in _SHARED
    if same and one.is_state and other.is_state:
        return 2
    if shared and least == 1 and _sorts_agree(one, other):
        return 2
    if same and one.sector is not None and one.sector == other.sector and not (one.id and other.id):
        # "the unions" of a country, which may be several
        return 1
    return 1 if shared and _sorts_agree(one, other) else 0


def best_likeness(ones: Sequence[Party], others: Sequence[Party]) -> int:
    """The highest likeness of a party of the one side to one of the other."""
    return max((likeness(one, other) for one in ones for other in others), default=0)


def at_odds(ones: Sequence[Party], others: Sequence[Party]) -> bool:
    """Whether both sides are known, and none of the one can be one of the other."""
    if not ones or not others:
        return False
    return all(
        one.country and other.country and not likeness(one, other) and not _share_a_name(one, other)
        for one in ones
        for other in others
    )


def _share_a_name(one: Party, other: Party) -> bool:
    """Whether two of whom no registry knows, so that their countries are guesses, are named alike."""
    return not (one.id or other.id) and bool(one.names & other.names)


def of_one_country(ones: Sequence[Party], others: Sequence[Party]) -> bool:
    """Whether somebody of the one side's country is among the other."""
    countries = {party.country for party in ones} - {None, *_SHARED}
    return any(party.country in countries for party in others)


def _sorts_agree(one: Party, other: Party) -> bool:
    """Whether nothing speaks against two of like names: a court is no army of that name."""
    if one.sector is None or other.sector is None or one.sector == other.sector:
        return True
    return one.is_state == other.is_state


def nation(country: str) -> Party:
    """Somebody or something of a country, of whom no more is known."""
    return Party(None, country, None, "nation", frozenset())


def countries_in(text: str) -> list[str]:
    """The countries that a text names by a word of their own, a people's or a capital's."""
    known = _country_words()
    return [known[word] for word in _CAPITALISED.findall(text) if word in known]


@cache
def _country_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for row in data_rows("registry/states.tsv"):
        if row["to"]:
            continue
        for column in ("capitals", "people", "adjectives", "name"):
            # of two states of one word the later row has it, which no move hangs on
            words |= {name: row["country"] for name in row[column].split("|") if name and " " not in name}
            if column == "people":
                words |= {f"{name}s": row["country"] for name in row[column].split("|") if name and " " not in name}
    return words


@cache
def _nationalities() -> frozenset[str]:
    """Stems of the names of states and peoples, which tell no two parties of a country apart."""
    words: set[str] = set()
    for row in data_rows("registry/states.tsv"):
        names = [name for column in ("name", "adjectives", "people") for name in row[column].split("|")]
        # "Federation" of a state's long name may well be a union's
        words |= {stem(name) for name in names if " " not in name}
    return frozenset(words)
