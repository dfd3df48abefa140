"""What a deed or a word of one report says of a pledge of another: that it was kept, broken, met, taken back.

A move is decided by the pair alone, so that it does not matter in which order reports come.  Where in doubt there
is none: a status that nobody reported is worse than one that was missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from ..knowledge.following import Outcome, OutcomePhrase, outcome_phrases
from .by_clause import DENYING_KINDS, move_by_clause
from .by_term import move_by_term
from .clues import ASKING_KINDS, Deed, Hanging, Placed, Pledge, Word
from .evidence import Move, came_after, is_news, one_setting, self_praise, told_move
from .parties import Party, at_odds, best_likeness, of_one_country
from .words import opposites

# What is reported later than this is not laid to a pledge's account.
REACH = timedelta(days=400)
# A term that is said to have run out is the one that ended within these days of the report.
_JUST_ENDED = timedelta(days=5)


def move_of(pledge: Placed, told: Placed) -> Move | None:
    """What a deed or word tells of a pledge, or None."""
    p, clue = pledge.clue, told.clue
    assert isinstance(p, Pledge)
    if pledge.day is None or told.day is None or not (p.made or pledge.day) <= told.day <= pledge.day + REACH:
        return None
    if isinstance(clue, Deed):
        sure = _by_deed(pledge, p, told, clue) if clue.voice == "event" else None
        return sure or move_by_clause(pledge, p, told, clue)
    assert isinstance(clue, Word)
    return _by_word(pledge, p, told, clue)


def _by_deed(pledge: Placed, p: Pledge, told: Placed, deed: Deed) -> Move | None:
    if not came_after(pledge, told) or not is_news(p, pledge, deed):
        return None
    for hanging in p.conditions:
        if hanging.positive and _meets(p, hanging, deed):
            return told_move(told, "triggered", deed.record, "condition came about", "deed", deed.attributed)
    bound = p.to if p.kind in ASKING_KINDS else [*p.by, *p.to] if p.kind == "agreement" else p.by
    if best_likeness(bound, deed.doers) < 2 or self_praise(deed):
        return None
    denied = p.act.negative or p.kind in DENYING_KINDS
    undone = opposites()
    status: Outcome
    if p.act.acts & deed.acts:
        status, rule = ("broken", "did what was ruled out") if denied else ("kept", "did it")
    elif not denied and p.kind in ("promise", "offer", "agreement") and any(
        undone.get(act) in deed.acts for act in p.act.acts
    ):  # fmt: skip
        status, rule = "broken", "did the opposite"
    else:
        return None
    target = _target(p, deed)
    if target is None or not _same_object(p, deed, target):
        return None
    return told_move(told, status, deed.record, rule, "deed with its target" if target else "deed", deed.attributed)


def _target(p: Pledge, deed: Deed) -> bool | None:
    """Whether the deed is done to whom the pledge is to; None where it is done to somebody else."""
    gains = p.by if p.kind in ASKING_KINDS else p.to
    if not gains or not deed.others:
        return False
    if best_likeness(gains, deed.others) == 2:
        return True
    # a demand need not be for the good of who makes it
    return False if p.kind in ASKING_KINDS else None if at_odds(gains, deed.others) else False


def _same_object(p: Pledge, deed: Deed, target: bool) -> bool:
    """Whether a deed of the right act is done to the right thing: by words that both have, or on the very day."""
    shared = len(p.act.things & deed.terms.things)
    if p.object and not p.object & deed.terms.things:
        return False
    on_the_day = deed.day is not None and deed.day in (p.deadline, *p.days)
    if p.act.proper and not p.act.proper & (deed.terms.proper | deed.terms.things):
        return (target or on_the_day) and shared > 0
    if not p.act.things:
        return on_the_day
    return shared + target + on_the_day > 1 or (shared > 0 and len(p.act.things) == 1)


def _meets(p: Pledge, hanging: Hanging, deed: Deed) -> bool:
    """Whether a deed is what a condition speaks of, done by whom it names."""
    who = hanging.parties or p.to
    if not hanging.terms.acts & deed.acts or best_likeness(who, deed.doers) < 2:
        return False
    if hanging.object and not hanging.object & deed.terms.things:
        return False
    shared = hanging.terms.things & deed.terms.things
    if hanging.terms.proper and not hanging.terms.proper & (deed.terms.proper | deed.terms.things):
        return False
    return len(shared) > 0 or not hanging.terms.things


def _by_word(pledge: Placed, p: Pledge, told: Placed, word: Word) -> Move | None:
    phrase = _phrases()[word.rule]
    if p.kind not in word.kinds:
        return None
    if pledge.number == told.number:
        # within one report only the taking back of what it tells is clear
        if phrase.status != "withdrawn":
            return None
    elif not came_after(pledge, told):
        return None
    if phrase.side == "term":
        return move_by_term(p, told, word, phrase)
    one = one_setting(p, word)
    sure = _right_party(phrase, p, word) or _near_party(phrase, p, word, one)
    if not sure:
        return None
    target = best_likeness(p.by if p.kind in ASKING_KINDS else p.to, word.mentioned) == 2
    hinted = p.made in word.days
    terms = p.act
    if phrase.side == "met":
        for hanging in p.conditions:
            terms = terms | hanging.terms
    shared = len(terms.acts & word.terms.acts) + len(terms.things & word.terms.things)
    if phrase.side == "setter":
        undone = opposites()
        shared += sum(undone.get(act) in word.terms.acts for act in p.act.acts)
        days = {day for day in (p.deadline, *p.days) if day and told.day and day <= told.day <= day + _JUST_ENDED}
        known = shared > 0 or (phrase.status == "triggered" and days & set(word.days))
        if not days or not known or not (p.kind == "demand" or p.conditions):
            return None
        return told_move(told, phrase.status, None, phrase.rule, "word", False)
    if p.act.proper and not p.act.proper & (word.terms.proper | word.terms.things) and not (target or hinted):
        return None
    if not (shared or hinted) or shared + target + hinted < (2 if sure == 2 else 3):
        return None
    return told_move(told, phrase.status, None, phrase.rule, "word", False)


def _right_party(phrase: OutcomePhrase, p: Pledge, word: Word) -> int:
    """How surely the phrase is said of the one whose doing the outcome of this pledge is: 2, 1, or 0 where not."""
    if phrase.side == "promiser":
        return best_likeness(p.by, word.holders)
    if phrase.side in ("by", "speaker", "setter"):
        return 2 * (best_likeness(p.by, word.holders) == 2)
    if phrase.side == "to":
        return 2 * (best_likeness(p.to, word.holders) == 2)
    if phrase.side == "demander":
        setters_agree = not word.setters or best_likeness(p.by, word.setters) > 0
        return 2 * (setters_agree and best_likeness(p.to, word.holders) == 2)
    return 2 * (best_likeness(p.by, word.mentioned) == 2 or _named(p.conditions, word.mentioned))


def _near_party(phrase: OutcomePhrase, p: Pledge, word: Word, one: bool) -> int:
    """1 where whoever has to be named is only named nearby, or known by the matter; 0 where somebody else is."""
    bound = p.to if phrase.side == "to" else p.by
    if phrase.side == "demander":
        named = best_likeness(p.by, word.setters) == 2 and not at_odds(p.to, word.holders)
        return int(named and (one or not p.to or best_likeness(p.to, word.around) > 0))
    if not bound:
        # what is forbidden to all is done by anybody
        return int(p.kind == "prohibition" and (one or of_one_country(p.by, word.around)))
    if word.holders and (at_odds(bound, word.holders) or not (best_likeness(bound, word.holders) or one)):
        return 0
    return int(best_likeness(bound, word.around) == 2 or of_one_country(bound, word.around))


def _named(conditions: Sequence[Hanging], mentioned: Sequence[Party]) -> bool:
    return any(best_likeness(hanging.parties, mentioned) == 2 for hanging in conditions)


def _phrases() -> dict[str, OutcomePhrase]:
    return {phrase.rule: phrase for phrase in outcome_phrases()}
