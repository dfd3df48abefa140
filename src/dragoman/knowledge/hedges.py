"""What words make of the acts they govern: planned, possible, conditional, undone, doubtful.

The tables stand in `data/factuality`; the classes follow FactBank (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from ..records import Certainty, Status
from .files import data_lines, data_rows

# expected: planned, but not for certain; likely: possible and probable; dropped: was planned and will not be.
Effect = Literal[
    "same", "negated", "planned", "possible", "conditional", "said", "probable", "doubtful", "done", "expected",
    "likely", "dropped",
]  # fmt: skip
PartOfSpeech = Literal["v", "n", "a", "r"]


@dataclass(frozen=True, slots=True)
class ClauseMarker:
    """inside, outside: effect on the clause and on the act it hangs on; open_only: not of past clauses.

    unreal: a clause in the past perfect tells what was not so: "had" always, "would" under "would" or "could".
    """

    inside: Effect | None
    outside: Effect | None
    open_only: bool
    unreal: Literal["had", "would", ""] = ""


@dataclass(frozen=True, slots=True)
class Modal:
    """status, certainty: what the verb gives its clause; perfect: what it makes of one in the perfect."""

    status: Status
    certainty: Certainty
    perfect: Effect


@dataclass(frozen=True)
class Hedges:
    """predicates: (part of speech, lemma, link) → effect; the other tables by the word in lower case.

    negatives, instruments, telling, announcing, harm, meetings: words or lemmas; what each list is for stands at the
    head of its file.
    long_ago: phrases that put an act a year or more back.
    """

    predicates: dict[tuple[PartOfSpeech, str, str], Effect]
    modals: dict[str, Modal]
    markers: dict[str, ClauseMarker]
    adverbs: dict[str, Effect]
    modifiers: dict[str, Effect]
    prepositions: dict[str, Effect]
    negatives: frozenset[str]
    instruments: frozenset[str]
    telling: frozenset[str]
    announcing: frozenset[str]
    harm: frozenset[str]
    meetings: frozenset[str]
    long_ago: tuple[str, ...]

    def effect(self, pos: PartOfSpeech, lemma: str, link: str) -> Effect | None:
        """What a word makes of an act that hangs on it by `link`, or None where the table has no row."""
        return self.predicates.get((pos, lemma, link))


def load_hedges() -> Hedges:
    return Hedges(
        predicates={
            (cast(PartOfSpeech, r["pos"]), r["word"], link): cast(Effect, r["effect"])
            for r in data_rows("factuality/predicates.tsv")
            for link in r["links"].split()
        },
        modals={
            r["modal"]: Modal(cast(Status, r["status"]), cast(Certainty, r["certainty"]), cast(Effect, r["perfect"]))
            for r in data_rows("factuality/modals.tsv")
        },
        markers={r["marker"]: _marker(r) for r in data_rows("factuality/markers.tsv")},
        adverbs=_effects("adverbs", "adverb"),
        modifiers=_effects("modifiers", "modifier"),
        prepositions=_effects("prepositions", "preposition"),
        negatives=frozenset(data_lines("factuality/negatives.txt")),
        instruments=frozenset(data_lines("factuality/instruments.txt")),
        telling=frozenset(data_lines("factuality/telling.txt")),
        announcing=frozenset(data_lines("factuality/announcing.txt")),
        harm=frozenset(data_lines("factuality/harm.txt")),
        meetings=frozenset(data_lines("factuality/meetings.txt")),
        long_ago=tuple(r["phrase"] for r in data_rows("factuality/long_ago.tsv")),
    )


def _marker(row: dict[str, str]) -> ClauseMarker:
    unreal = cast(Literal["had", "would", ""], row["unreal"])
    return ClauseMarker(_effect(row["inside"]), _effect(row["outside"]), row["when"] == "open", unreal)


def _effect(cell: str) -> Effect | None:
    return None if cell == "-" else cast(Effect, cell)


def _effects(name: str, column: str) -> dict[str, Effect]:
    return {r[column]: cast(Effect, r["effect"]) for r in data_rows(f"factuality/{name}.tsv")}
