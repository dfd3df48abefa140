"""What the commitments room knows: binding words, condition markers, verbs that bind nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from ..records import ConditionKind, EventType, Strength
from .files import data_lines, data_rows

CueKind = Literal["pledge", "threat", "warning", "offer", "demand", "refusal", "agreement", "prohibition"]


@dataclass(frozen=True, slots=True)
class BindingCue:
    """One row of commitments/cues.tsv; `to` and `act` in order of preference."""

    cue: str
    kind: CueKind
    strength: Strength
    to: tuple[str, ...]
    act: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadyState:
    """One row of commitments/states.tsv."""

    kind: CueKind
    strength: Strength


ActSort = Literal["harm", "help", "yield", "meet", "plain"]


@dataclass(frozen=True, slots=True)
class ActWord:
    """One row of commitments/acts.tsv."""

    type: EventType | None
    sort: ActSort


@dataclass(frozen=True)
class Terms:
    """Terms of commitments.

    fronted: markers of one word before a noun that open a condition wherever they stand ("pending", "barring").
    pointing: words that point at what was said before as the condition ("otherwise", "in return").
    idle_conditions: what a condition says or ends with that nothing hangs on ("it takes", "not be named").
    acts: what a verb or noun aims at, where the event lexicon knows no type for it.  accords: nouns that name a deal.
    states: words for a readiness ("willing", "open").  groups: the further word lists of commitments/groups.tsv.
    """

    verbs: dict[str, BindingCue]
    nouns: dict[str, BindingCue]
    clause_markers: dict[str, ConditionKind]
    noun_markers: dict[str, ConditionKind]
    fronted: frozenset[str]
    pointing: dict[str, ConditionKind]
    idle: frozenset[str]
    idle_conditions: tuple[str, ...]
    acts: dict[str, ActWord]
    accords: frozenset[str]
    states: dict[str, ReadyState]
    groups: dict[str, frozenset[str]]


_BEFORE_NOUNS = frozenset({"noun", "noun-anywhere"})


def load_terms() -> Terms:
    verbs: dict[str, BindingCue] = {}
    nouns: dict[str, BindingCue] = {}
    for row in data_rows("commitments/cues.tsv"):
        cue = BindingCue(
            row["cue"],
            cast(CueKind, row["kind"]),
            cast(Strength, row["strength"]),
            tuple(filter(None, row["to"].split("|"))),
            tuple(row["act"].split("|")),
        )
        (verbs if row["pos"] == "verb" else nouns)[cue.cue] = cue
    markers = list(data_rows("commitments/conditions.tsv"))
    return Terms(
        verbs=verbs,
        nouns=nouns,
        clause_markers={r["marker"]: cast(ConditionKind, r["kind"]) for r in markers if r["before"] == "clause"},
        noun_markers={r["marker"]: cast(ConditionKind, r["kind"]) for r in markers if r["before"] in _BEFORE_NOUNS},
        fronted=frozenset(r["marker"] for r in markers if r["before"] == "noun-anywhere"),
        pointing={r["marker"]: cast(ConditionKind, r["kind"]) for r in markers if r["before"] == "nothing"},
        idle=frozenset(data_lines("commitments/idle.txt")),
        idle_conditions=tuple(data_lines("commitments/idle_conditions.txt")),
        acts=_acts(),
        accords=frozenset(data_lines("commitments/accords.txt")),
        states=_states(),
        groups={r["group"]: frozenset(r["words"].split()) for r in data_rows("commitments/groups.tsv")},
    )


def _states() -> dict[str, ReadyState]:
    rows = data_rows("commitments/states.tsv")
    return {r["word"]: ReadyState(cast(CueKind, r["kind"]), cast(Strength, r["strength"])) for r in rows}


def _acts() -> dict[str, ActWord]:
    rows = data_rows("commitments/acts.tsv")
    return {
        r["word"]: ActWord(None if r["type"] == "-" else cast(EventType, r["type"]), cast(ActSort, r["sort"]))
        for r in rows
    }
