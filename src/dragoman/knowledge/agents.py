"""Agent words: nouns for actors without a name, titles before names, and what modifiers make of them.

"Soldiers" are MIL, "the army spokesman" is MIL though a spokesman may be anybody's, "rebel soldiers" are REB,
"a former minister" is ELI.  The words stand in `data/agents`, sectors after the PLOVER manual's sector table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, TypeVar

import msgspec

from ..records import ActorKind
from .files import data_rows
from .names import compact

T = TypeVar("T")
Number = Literal["singular", "plural"]

_OFFICIAL = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
# Whom "rebel" or "paramilitary" turns into rebels: rebel lawmakers stay lawmakers.
_TURNED = frozenset({"MIL", "PRM", "UAF", "REB", "CVL", "UNK"})
_ARMED = frozenset({"MIL", "PRM", "UAF", "REB"})
_LONGEST_TITLE = 7


class AgentSense(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What an agent noun says of an actor.

    sectors: PLOVER codes, primary first.  kind: person, organization or group.  number: of the noun, None
    where it is both or neither ("police").  generic: a modifier decides the sectors ("spokesman").
    """

    sectors: tuple[str, ...]
    kind: ActorKind
    number: Number | None = None
    generic: bool = False


class Title(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a title says of whom it names.

    sectors: empty for mere courtesy ("Mr.").  office: a key of the registry's `offices.tsv`, or None.
    country: whose title it is, where only one state has it.
    """

    title: str
    sectors: tuple[str, ...]
    office: str | None
    country: str | None


class Modifier(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a word before an agent noun does to its sectors; the effects stand at the head of the data file."""

    effect: Literal["over", "set", "add", "lead", "former", "unidentified", "keep"]
    sectors: tuple[str, ...]


class Agents:
    """Looks agent words up; case, accents, hyphens and spaces do not count."""

    def __init__(self, nouns: dict[str, AgentSense], titles: dict[str, Title], modifiers: dict[str, Modifier]) -> None:
        self._nouns = nouns
        self._titles = titles
        self._modifiers = modifiers

    def noun(self, phrase: str) -> AgentSense | None:
        """The sense of a noun or of a noun phrase that the list has ("riot police"), singular or plural."""
        return self._nouns.get(compact(phrase))

    def title(self, phrase: str) -> Title | None:
        """The title that the whole phrase is, or None."""
        return self._titles.get(compact(phrase))

    def modifier(self, word: str) -> Modifier | None:
        """What a word does before an agent noun, or None."""
        return self._modifiers.get(compact(word))

    def phrase(self, words: Sequence[str]) -> AgentSense | None:
        """The sense of the words of a noun phrase up to its head, modifiers applied from the head outwards.

        None where the head is no agent word.  Words between that the lists do not know change nothing.
        """
        found = self._longest_ending(words, self._nouns)
        if found is None:
            return None
        start, sense = found
        for modifier in self._modifiers_before(words, start):
            sense = _modified(sense, modifier)
        return sense

    def match_title(self, tokens: Sequence[str], i: int) -> tuple[int, Title] | None:
        """(number of tokens, title) of the longest title that begins at token `i`, or None."""
        key = ""
        best = None
        for j in range(i, min(i + _LONGEST_TITLE, len(tokens))):
            part = compact(tokens[j])
            if not key and not part:
                return None
            key += part
            title = self._titles.get(key)
            if title and (part or tokens[j] == "."):
                best = (j - i + 1, title)
        return best

    def _modifiers_before(self, words: Sequence[str], end: int) -> Iterator[Modifier]:
        """The modifiers among the words before `end`, nearest first, the longest phrase where several fit."""
        while end > 0:
            found = self._longest_ending(words[:end], self._modifiers)
            if found is None:
                end -= 1
            else:
                end, modifier = found
                yield modifier

    @staticmethod
    def _longest_ending(words: Sequence[str], known: dict[str, T]) -> tuple[int, T] | None:
        """(first word, value) of the longest known phrase that ends with the last word, or None."""
        key = ""
        best = None
        for start in range(len(words) - 1, max(len(words) - 1 - _LONGEST_TITLE, -1), -1):
            key = compact(words[start]) + key
            if key in known:
                best = (start, known[key])
        return best


@cache
def load_agents() -> Agents:
    """The agent words of the installation, read once."""
    return Agents(_nouns(), _titles(), _modifiers())


def _nouns() -> dict[str, AgentSense]:
    """Sense by folded noun; a row of its own wins over the plural of another ("people", "generals")."""
    singulars: dict[str, AgentSense] = {}
    plurals: dict[str, AgentSense] = {}
    for row in data_rows("agents/nouns.tsv"):
        sectors, generic, kind = tuple(row["sectors"].split("|")), row["generic"] == "yes", _kind(row["kind"])
        number: Number | None = "singular" if row["plural"] else None
        singulars[compact(row["noun"])] = AgentSense(sectors=sectors, kind=kind, number=number, generic=generic)
        if row["plural"]:
            plurals[compact(row["plural"])] = AgentSense(
                sectors=sectors, kind="group", number="plural", generic=generic
            )
    return plurals | singulars


def _kind(word: str) -> ActorKind:
    return "person" if word == "person" else "organization" if word == "organization" else "group"


def _titles() -> dict[str, Title]:
    return {
        compact(row["title"]): Title(
            title=row["title"],
            sectors=tuple(row["sectors"].split("|")) if row["sectors"] else (),
            office=row["office"] or None,
            country=row["country"] or None,
        )
        for row in data_rows("agents/titles.tsv")
    }


def _modifiers() -> dict[str, Modifier]:
    return {
        compact(row["modifier"]): msgspec.convert(
            {"effect": row["effect"], "sectors": row["sectors"].split("|") if row["sectors"] else []}, Modifier
        )
        for row in data_rows("agents/modifiers.tsv")
    }


def _modified(sense: AgentSense, modifier: Modifier) -> AgentSense:
    """The sense under a modifier; a generic noun is settled by the first modifier that sets sectors."""
    sectors = _modified_sectors(sense, modifier)
    settled = modifier.effect in ("set", "over")
    return AgentSense(
        sectors=tuple(dict.fromkeys(sectors)),
        kind=sense.kind,
        number=sense.number,
        generic=sense.generic and not settled,
    )


def _modified_sectors(sense: AgentSense, modifier: Modifier) -> tuple[str, ...]:
    primary = sense.sectors[0]
    match modifier.effect:
        case "set":
            return modifier.sectors if sense.generic else sense.sectors
        case "over":
            return modifier.sectors if sense.generic or primary in _TURNED else sense.sectors
        case "lead":
            return modifier.sectors if sense.generic else _led(sense.sectors, modifier.sectors)
        case "add":
            return (*sense.sectors, *modifier.sectors)
        case "former":
            return _former(sense.sectors)
        case "unidentified":
            return modifier.sectors if primary in _ARMED else ("UNK",)
        case _:
            return sense.sectors


def _led(sectors: tuple[str, ...], leading: tuple[str, ...]) -> tuple[str, ...]:
    """Sectors under "opposition": armed or elected bodies stay what they are first, parties become OPP first."""
    return (*sectors, *leading) if set(sectors) & (_OFFICIAL | _ARMED) - {"GOV"} else (*leading, *sectors)


def _former(sectors: tuple[str, ...]) -> tuple[str, ...]:
    """ELI for those who served a state; soldiers keep MIL behind it; others keep what they are."""
    if not set(sectors) & _OFFICIAL:
        return sectors
    return ("ELI", "MIL") if sectors[0] == "MIL" else ("ELI",)
