"""What is still not done when its term is over: a promise or demand broken, or a threat's condition met."""

from __future__ import annotations

from ..knowledge.following import OutcomePhrase
from .clues import ASKING_KINDS, LATELY, Placed, Pledge, Word
from .evidence import Move, told_move
from .parties import best_likeness, of_one_country
from .words import Terms, opposites


def move_by_term(p: Pledge, told: Placed, word: Word, phrase: OutcomePhrase) -> Move | None:
    """The move, or None.  The words have to be of the very thing, and of whoever should have acted."""
    if p.deadline is None or told.day is None or not p.deadline <= told.day <= p.deadline + LATELY:
        return None
    if p.kind == "threat":
        hopes = [hanging.terms for hanging in p.conditions if not hanging.positive]
        met = any(_is_of(p, terms, frozenset(), word) for terms in hopes)
        return told_move(told, "triggered", None, f"{phrase.rule} on condition", "word", False) if met else None
    if p.deadline == told.day or not _is_of(p, p.act, p.object, word):
        return None
    return told_move(told, "broken", None, phrase.rule, "word", False)


def _is_of(p: Pledge, terms: Terms, thing: frozenset[int], word: Word) -> bool:
    undone = opposites()
    acts = terms.acts & word.terms.acts or {act for act in terms.acts if undone.get(act) in word.terms.acts}
    shared = terms.things & word.terms.things
    if thing and not thing & shared and not acts:
        return False
    bound = p.to if p.kind in ASKING_KINDS else p.by
    near = best_likeness(bound or p.by, word.around) == 2 or of_one_country(bound or p.by, word.around)
    target = best_likeness(p.by if p.kind in ASKING_KINDS else p.to, word.around) == 2
    return near and bool(shared or acts) and len(acts) + len(shared) + target >= 2
