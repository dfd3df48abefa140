"""How far a condition reaches: to the acts of its own clause, not over a semicolon or into the next main clause."""

from __future__ import annotations

from ..knowledge.terms import Terms
from ..language import Analysis, Clause
from ..records import Span

FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
WALLS = frozenset({";", ":", "—", "–", "?", "!"})
QUOTES = frozenset({'"', "“", "”", "''", "``"})
_PARTING = frozenset({";", "?", "!"})
_JOINING = frozenset({"and", "but", "or", "that"})
_COORDINATING = frozenset({"and", "but", "or", "yet"})
# What follows them is told beside the act: "will sail, though the harbour is empty until the fair begins".
_CONTRASTING = frozenset({"though", "although", "whereas", "while", "as"})
_REACH = 14


def reaches(analysis: Analysis, act: Clause, condition: Span, terms: Terms) -> bool:
    """Whether an act hangs on a condition that stands in its sentence."""
    inside = analysis.tokens_in(condition.start, condition.end)
    if not len(inside) or is_idle(condition, terms):
        return False
    first, last = inside[0], inside[-1] + 1
    if first <= act.predicate < last:
        return False
    before = first < act.verb_first
    between = range(last, act.verb_first) if before else range(act.predicate + 1, first)
    if any(analysis.tokens[t].text in _PARTING for t in between):
        return False
    if before:
        return True
    if any(is_parted(analysis, act, t) for t in between):
        return False
    return not _opens_another(analysis, act, first, last)


def is_idle(condition: Span, terms: Terms) -> bool:
    """ "if you dare", "as long as it takes", "on condition that he not be named": words that nothing hangs on."""
    words = condition.text.lower().strip(' .,"”').split()
    phrases = [idle.split() for idle in terms.idle_conditions]
    return any(words == p or (len(p) > 1 and words[-len(p) :] == p) for p in phrases)


def is_parted(analysis: Analysis, act: Clause, token: int) -> bool:
    """Whether at a token behind an act another clause goes on, with a subject or a tense of its own."""
    other = analysis.clause_at(token)
    if other is None or other.form != "finite" or other.kind == "relative":
        return False
    if any(t == other.predicate for t in analysis.ancestors(act.predicate)):
        return False
    own = [s for s in other.subjects if not other.subject_inherited and s > act.predicate]
    start = min([other.verb_first, *(analysis.base_phrase(s)[0] for s in own)])
    joined = {t.lower for t in analysis.tokens[max(act.predicate + 1, start - 3) : start]}
    if joined & _CONTRASTING and other.kind != "complement":
        return "," in joined
    if not joined & _COORDINATING or start <= act.predicate:
        return False
    # "will close the port and sink the barge if" shares its condition; "…, and warned that it would sink …" does not
    again = any(analysis.tokens[a].tag == "MD" for a in analysis.dependents(other.predicate, "aux"))
    told = again or act.modal != other.modal or (act.modal is None and other.tense == "past")
    return bool(own) or told or (act.form == "infinitive" and not own)


def _opens_another(analysis: Analysis, act: Clause, first: int, last: int) -> bool:
    """Whether a condition behind an act opens another clause: "…, and if it rains, the fair ends"."""
    at = first - 1
    opener = False
    while at > act.predicate and not opener:
        token = analysis.tokens[at]
        opener = token.lower in _COORDINATING or token.text in WALLS
        if not opener and (token.pos not in {"SCONJ", "AUX", "ADV", "PUNCT", "ADP", "VERB"} or first - at > 4):
            return False
        at -= 1
    if not opener:
        return False
    stop = analysis.sentence_of(first).last
    start = last + 1 if last < stop and analysis.tokens[last].text == "," else last
    return starts_clause(analysis, start, stop)


def starts_clause(analysis: Analysis, first: int, last: int) -> bool:
    """Whether a subject and its finite verb follow before the next mark."""
    noun = False
    for at in range(first, min(last, first + _REACH)):
        token = analysis.tokens[at]
        if token.tag in FINITE:
            return noun and analysis.tokens[at - 1].tag not in {"WDT", "WP"}
        if token.pos == "PUNCT" and token.text != "-":
            return False
        noun = noun or token.pos in {"NOUN", "PROPN", "PRON", "NUM", "DET"}
    return False


def is_fronted(analysis: Analysis, opener: int) -> bool:
    """Whether a condition opens its clause: nothing stands before it there but marks and joining words."""
    first = analysis.sentence_of(opener).first
    at = opener - 1
    joined = False
    while at >= first:
        token = analysis.tokens[at]
        if token.text in WALLS or token.text in QUOTES or token.text == "-":
            return True
        if token.lower in {"only", "then", "even"} or token.lower in _JOINING:
            joined = joined or token.lower in _JOINING
            at -= 1
        else:
            told = any(t.tag in FINITE for t in analysis.tokens[first:at])
            return joined or (token.text == "," and not told)
    return True
