"""Where the words of an act end: before what is told beside it, and with what belongs to a thing named by a noun."""

from __future__ import annotations

from dataclasses import replace

from ..language import Analysis
from .acts import Act
from .scope import QUOTES, WALLS

# What follows a comma after an act is told beside it: "…, rejecting it", "…, which few saw", "…, under a pact".
_BESIDE = frozenset({"failing", "under", "according", "with", "as", "despite", "citing", "because", "so", "without"})
_BESIDE_TAGS = frozenset({"VBG", "VBN", "WDT", "WP", "WRB"})
# What belongs to a thing that is promised, asked for or banned, though the parser hangs it on the verb.
_OF_THINGS = frozenset({"of", "on", "for", "over", "without", "between", "against", "out"})
_OF_PLACES = frozenset({"in", "at", "across", "near", "around", "within"})
# A quoted phrase behind an act says how it was put, not what is done: 'pay nothing "to anyone, ever"'.
_ADDING = frozenset({"ADP", "SCONJ", "ADV"})
_CLAUSES_BESIDE = frozenset({"while", "as", "because", "although", "though", "whereas"})
_HANGING = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT", "DET", "SPACE"})


def edged(analysis: Analysis, act: Act, prohibits: bool, consequences: frozenset[str]) -> Act:
    """The act with its words ended where the act ends.

    consequences: verbs that open a threat behind "or" ("leave or face trial").
    prohibits: whether a place belongs to it ("ban rallies in the capital"), else the place is where it was said.
    """
    tokens = analysis.tokens_in(act.span.start, act.span.end)
    if not len(tokens):
        return act
    first, last = tokens[0], tokens[-1] + 1
    if act.clause is None and not act.preposition:
        last = _with_phrases(analysis, act.head, last, prohibits)
        last = _with_second(analysis, act.head, last)
    last = _before_aside(analysis, act.head, last)
    last = next(
        (t for t in range(act.head + 1, last - 1) if _is_alternative(analysis, t, consequences)),
        last,
    )
    while last - 1 > act.head and _hangs(analysis, last - 1):
        last -= 1
    return replace(act, span=analysis.span(first, last))


def _hangs(analysis: Analysis, token: int) -> bool:
    """Whether a last word belongs to what was cut off; the particle of "given up" does not."""
    t = analysis.tokens[token]
    return t.pos in _HANGING and t.dep not in {"prt", "advmod"}


def _is_alternative(analysis: Analysis, token: int, consequences: frozenset[str]) -> bool:
    return analysis.tokens[token].lower == "or" and analysis.tokens[token + 1].lower in consequences


def _before_aside(analysis: Analysis, head: int, last: int) -> int:
    for at in range(head + 1, last):
        token = analysis.tokens[at]
        if token.text in WALLS:
            return at
        behind = analysis.tokens[at + 1] if at + 1 < last else None
        if token.text in QUOTES and behind and behind.pos in _ADDING and behind.dep != "prt":
            return at
        if token.lower in _CLAUSES_BESIDE and token.pos == "SCONJ":
            return at
        if token.text == "," and behind and (behind.lower in _BESIDE or behind.tag in _BESIDE_TAGS):
            return at
        quotation = analysis.quotation_at(analysis.tokens[head].start)
        if quotation is not None and token.start >= quotation.end - 1:
            return at
    return last


def _with_second(analysis: Analysis, head: int, last: int) -> int:
    """ "offered a road and two wells": two things are one act, longer lists one each."""
    joined = [t for t in analysis.conjuncts(head)[1:] if analysis.tokens[t].pos == "NOUN"]
    if len(joined) != 1 or joined[0] < last or not {"and", "or"} & {t.lower for t in analysis.tokens[last : joined[0]]}:
        return last
    first = analysis.base_phrase(joined[0])[0]
    return analysis.full_phrase(joined[0])[1] if first - last <= 1 else last


def _with_phrases(analysis: Analysis, head: int, last: int, prohibits: bool) -> int:
    """ "pledged bread for the poor", "banned rallies in the capital": phrases right behind the thing."""
    verb = analysis.tokens[head].head
    if analysis.tokens[head].dep not in {"dobj", "nsubjpass", "pobj"} or analysis.tokens[head].dep == "nsubjpass":
        return last
    if analysis.tokens[head].dep == "pobj":
        verb = analysis.tokens[verb].head
    wanted = _OF_THINGS | (_OF_PLACES if prohibits else frozenset())
    for prep in sorted(analysis.dependents(verb, "prep")):
        if prep != last or analysis.tokens[prep].lower not in wanted:
            continue
        stop = analysis.extent(prep)[1]
        inside = analysis.tokens[prep:stop]
        if any(t.entity in {"DATE", "TIME"} for t in inside[:4]):
            break
        last = stop
    return last
