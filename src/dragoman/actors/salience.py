"""Whom a pronoun may take up: the cues that speak for each candidate, and what each is worth.

The cues are those of Lappin and Leass (1994): recency, grammatical role, parallel role, and of what who speaks and
who is spoken of does.  Their weights stand in `data/actors/pronoun_weights.tsv`; `scripts/fit_pronouns.py` fits them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..knowledge.files import data_rows
from ..language import Token
from .discourse import Slot

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})


@dataclass(frozen=True, slots=True)
class Ask:
    """A pronoun with what its form and place demand.  form: "he" (or she), "it" or "they"."""

    token: Token
    form: str
    possessive: bool
    reflexive: bool
    subject: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a pronoun.

    speakers: tokens of who says the clause, or whom they speak for; told: of whom it is told; accused: of whom the
    sentence before accuses or asks.  owners: tokens of whose a clause's subject is.  contrasted: the sentence has a
    pronoun of the other gender too.
    """

    speakers: frozenset[int]
    told: frozenset[int]
    accused: frozenset[int]
    owners: frozenset[int]
    contrasted: bool
    acts: bool
    quoted: bool
    voice: str
    outlook: str


def cues_of(ask: Ask, slot: Slot, distance: int, scene: Surroundings) -> Iterator[tuple[str, float]]:
    """The cues for one candidate, each with its strength."""
    role = _role(slot)
    place = "subject" if ask.subject else "possessive" if ask.possessive else "object"
    yield f"{role} {min(distance, 3)} back", 1.0
    yield f"{place} takes {role}", 1.0
    yield "tokens between", min(ask.token.i - slot.token, 100) / 100
    yield from _speech_cues(ask, slot, scene)
    yield from _kind_cues(ask, slot, scene)


def _role(slot: Slot) -> str:
    if slot.role in SUBJECTS:
        return "subject"
    return {"poss": "possessor", "dobj": "object"}.get(slot.role, "other")


def _speech_cues(ask: Ask, slot: Slot, scene: Surroundings) -> Iterator[tuple[str, float]]:
    if slot.token in scene.speakers:
        yield "speaker", 1.0
        yield f"speaker of {ask.form}", 1.0
        yield f"speaker, {scene.voice}", 1.0
        yield f"speaker, {scene.outlook}", 1.0
        if not ask.subject:
            yield "speaker, no subject", 1.0
    elif scene.speakers:
        yield f"not speaker, {scene.voice}", 1.0
    if slot.token in scene.told:
        yield "told", 1.0
        yield f"told, {scene.outlook}", 1.0
    if slot.token in scene.accused:
        yield "accused", 1.0
    if slot.quoted and not scene.quoted:
        yield "from a quotation", 1.0


def _kind_cues(ask: Ask, slot: Slot, scene: Surroundings) -> Iterator[tuple[str, float]]:
    if not slot.drafts:
        yield f"thing as {ask.form}", 1.0
        if scene.acts:
            yield "thing acts", 1.0
        return
    draft = slot.drafts[0]
    yield "mentions", min(draft.mentions, 5) / 5
    if draft.named:
        yield "named", 1.0
    if ask.form == "he" and slot.token in scene.owners:
        yield "owns a subject", 1.0
    if ask.form == "he" and draft.gender:
        yield "gender known", 1.0
    elif ask.form == "he" and scene.contrasted:
        yield "gender unknown, both told", 1.0
    if slot.pronoun:
        yield "pronoun", 1.0
    if ask.form == "they":
        yield ("pair" if len(slot.drafts) > 1 else "plural" if slot.plural else "body"), 1.0
        if slot.collective:
            yield "collective", 1.0
    if ask.form == "it":
        yield f"it of {draft.kind}", 1.0
        if not (ask.subject or ask.possessive):
            yield "it as object", 1.0


@cache
def load_weights() -> dict[str, float]:
    """Cue → weight; a cue that the file does not have weighs nothing."""
    return {row["cue"]: float(row["weight"]) for row in data_rows("actors/pronoun_weights.tsv")}
