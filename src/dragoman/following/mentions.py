"""Whether two reports tell one commitment: alike in kind, in who is bound to whom, in act, condition and deadline."""

from __future__ import annotations

from datetime import date, timedelta

from .clues import Placed, Pledge
from .parties import at_odds, best_likeness
from .words import Terms, opposites

# Reports between which lies more are told apart: a year's second strike call is another one.
SPAN = timedelta(days=200)
# Kinds that one report and another may give the same words.
_ALIKE_KINDS = frozenset({
    frozenset({"promise", "offer"}), frozenset({"promise", "agreement"}), frozenset({"offer", "agreement"}),
    frozenset({"promise", "threat"}), frozenset({"demand", "prohibition"}),
})  # fmt: skip
# A deadline told by its week may lie off by this much; one told by its month, anywhere in it.
_DEADLINES_OFF = timedelta(days=10)
# Share of the shorter act's words that the other has to have.
_SHARE = 0.5


def tell_one(one: Placed, other: Placed) -> bool:
    """Whether two pledges are mentions of one.  Symmetric, and decided by the two alone."""
    p, q = one.clue, other.clue
    assert isinstance(p, Pledge)
    assert isinstance(q, Pledge)
    if one.number == other.number:
        # a second record of the very words, or the same told again further down
        return p.record != q.record and p.kind == q.kind and _same_text(p, q)
    if one.day is None or other.day is None or abs(one.day - other.day) > SPAN:
        return False
    if p.kind != q.kind and frozenset({p.kind, q.kind}) not in _ALIKE_KINDS:
        return False
    bound = best_likeness(p.by, q.by)
    if not bound or at_odds(p.to, q.to) or _deadlines_differ(p, q):
        return False
    least = 2 if bound == 2 and p.kind == q.kind else 3
    return _acts_alike(p.act, q.act, least=least, days=len(_days(p) & _days(q)))


def _days(p: Pledge) -> set[date]:
    """The days by which an act can be known."""
    return {*p.days, p.deadline} - {None}  # type: ignore[return-value]


def _same_text(p: Pledge, q: Pledge) -> bool:
    if best_likeness(p.by, q.by) < 2 or at_odds(p.to, q.to):
        return False
    # one report has no two demands for one act by one day
    one_term = p.deadline is not None and p.deadline == q.deadline and p.act.acts == q.act.acts
    shared = bool(p.act.things & q.act.things) or not (p.act.things and q.act.things)
    return (one_term and shared and bool(p.act.acts)) or _acts_alike(p.act, q.act, least=3)


def _deadlines_differ(p: Pledge, q: Pledge) -> bool:
    a, b = p.deadline, q.deadline
    if a is None or b is None or (a.year, a.month) == (b.year, b.month):
        return False
    return abs(a - b) > _DEADLINES_OFF


def _acts_alike(a: Terms, b: Terms, *, least: int, days: int = 0) -> bool:
    undone = opposites()
    if a.negative != b.negative or any(undone.get(act) in b.acts for act in a.acts - b.acts):
        return False
    same_acts = len(a.acts & b.acts)
    shared = same_acts + len(a.things & b.things)
    # the day of an act says nothing of which act it is
    days = min(days, same_acts)
    size = min(len(a.acts) + len(a.things), len(b.acts) + len(b.things))
    if a.proper and b.proper and not a.proper & b.proper:
        return False
    whole = a.acts == b.acts and a.things == b.things
    return shared > 0 and (whole or shared + days >= least) and shared + days >= _SHARE * size
