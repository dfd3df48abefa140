"""What a clause of one report tells of a pledge of another: that what was pledged, ruled out or awaited is done.

A clause is weaker evidence than an event: who did it may stand beside it, or nowhere.  So it has to be of the very
thing that the pledge speaks of, by its words, and the fewer of its parties are told the more words it takes.
"""

from __future__ import annotations

from datetime import timedelta

from ..knowledge.following import Outcome, whole_acts
from .clues import ASKING_KINDS, Deed, Hanging, Placed, Pledge
from .evidence import Move, came_after, is_news, one_setting, self_praise, told_move
from .parties import Party, at_odds, best_likeness

DENYING_KINDS = frozenset({"refusal", "prohibition"})
# An act that is known without what it is done to is laid to a pledge's account for this long.
_SOON = timedelta(days=14)


def move_by_clause(pledge: Placed, p: Pledge, told: Placed, deed: Deed) -> Move | None:
    """What a clause tells of a pledge, or None."""
    if not came_after(pledge, told) or not is_news(p, pledge, deed):
        return None
    for hanging in p.conditions:
        if hanging.positive and _is_met(p, hanging, deed):
            return told_move(told, "triggered", None, "condition told as met", "clause", deed.attributed)
    acts = p.act.acts | ({f"={p.verb}"} if p.verb is not None else set())
    if not acts & deed.acts or self_praise(deed):
        return None
    one = one_setting(p, deed)
    sure = _doer(p, deed, one)
    if not sure or not _is_the_thing(pledge, p, told, deed, sure, one):
        return None
    status: Outcome = "broken" if p.act.negative or p.kind in DENYING_KINDS else "kept"
    rule = "told as done" if status == "kept" else "told as done though ruled out"
    return told_move(told, status, None, rule, "clause", deed.attributed)


def _bound(p: Pledge) -> list[Party]:
    """By whose doing it is kept.  What is offered may be done by whoever takes it up: "read the file in our office"."""
    if p.kind in ASKING_KINDS:
        return p.to
    return [*p.by, *p.to] if p.kind in ("agreement", "offer") else p.by


def _doer(p: Pledge, deed: Deed, one: bool) -> int:
    """How surely it is done by whoever is bound: 2 where the clause says so, 1 where it may well be, 0 where not.
    one: whether the reports speak of one matter."""
    bound = _bound(p)
    others = [party for party in deed.doers if not party.numbers() & p.act.things]
    if bound and best_likeness(bound, deed.doers) == 2:
        return 2
    if deed.voice != "patient" and others:
        if not bound:
            # what is asked of nobody may be done by anybody else
            return int(not best_likeness(p.by, others) and not at_odds(p.by, others)) if not one else 1
        return int(best_likeness(bound, others) == 1)
    if others and at_odds(bound, others):
        return 0
    near = [*deed.doers, *deed.around]
    return int(best_likeness(bound or p.by, near) == 2 or any(_of_state(x, y) for x in bound for y in near))


def _of_state(bound: Party, near: Party) -> bool:
    """Whether a state is bound and somebody of that country is named."""
    return bound.is_state and bound.country is not None and bound.country == near.country


def _is_the_thing(pledge: Placed, p: Pledge, told: Placed, deed: Deed, sure: int, one: bool) -> bool:
    """Whether it is done to the very thing."""
    shared = p.act.things & deed.terms.things
    proper = bool(p.act.proper & (deed.terms.proper | deed.terms.things))
    on_the_day = deed.day is not None and deed.day in (p.deadline, *p.days)
    gains = p.by if p.kind in ASKING_KINDS else p.to
    if p.kind not in ASKING_KINDS and at_odds(gains, deed.others):
        return False
    target = best_likeness(gains, [*deed.doers, *deed.others, *deed.around]) == 2
    soon = bool(told.day and pledge.day and told.day - pledge.day <= _SOON)
    acts = p.act.acts & deed.acts
    if not p.object:
        whole = acts <= whole_acts() and (sure == 2 or one_setting(p, deed, least=2))
        known = sure == 2 or one or deed.voice == "event"
        return bool(acts) and ((on_the_day and known) or (soon and (whole or (one and deed.voice == "event"))))
    if not p.object & shared:
        return False
    if p.act.proper and not proper and not (target or on_the_day):
        return False
    whole = shared == p.act.things
    more_acts = len(p.act.acts & deed.terms.acts) > 1
    points = len(shared) + proper + target + on_the_day + more_acts
    return points >= (2 if sure == 2 or whole else 3)


def _is_met(p: Pledge, hanging: Hanging, deed: Deed) -> bool:
    """Whether a clause tells that a condition is met."""
    terms = hanging.terms
    verbs = {f"={number}" for number in terms.things}
    if not (terms.acts | verbs) & deed.acts:
        return False
    if terms.proper and not terms.proper & deed.terms.proper:
        return False
    if hanging.object and not hanging.object & deed.terms.things:
        return False
    who = hanging.parties or p.to
    if deed.voice == "doer" and who and best_likeness(who, deed.doers) < 2:
        return False
    shared = len(terms.things & deed.terms.things)
    near = best_likeness(who, [*deed.around, *deed.doers]) == 2
    if not who:
        # a condition of nobody's doing is known by a name in it, or by whoever awaits it
        near = bool(terms.proper) or best_likeness(p.by, deed.around) == 2
    return near and (shared > 1 or (shared == 1 and len(terms.things) == 1 and bool(terms.acts & deed.acts)))
