"""Whether the words around a date look ahead or back.

"Thursday" is the last one in "said Thursday" and the next one in "will meet Thursday"; a report tells
which by the verb nearest to the date in its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ..knowledge.calendar import Calendar
from .lexemes import Lexeme

Outlook = Literal["past", "future", "open"]

# How far a date's verb stands from it at most, in lexemes; sentences of reports run to about 40.
REACH = 30
_STOPS = frozenset(".!?;")
_GOVERNOR_REACH = 8


def outlook_at(lexemes: Sequence[Lexeme], first: int, last: int, calendar: Calendar) -> Outlook:
    """The outlook for lexemes `first` to `last` (exclusive): nearest cue before, else nearest after."""
    near = _limit_before(lexemes, first, last, calendar) or _occurrence_after(lexemes, last, calendar)
    if near:
        return near
    for k in range(first - 1, max(-1, first - 1 - REACH), -1):
        if is_stop(lexemes, k):
            break
        cue = _cue(lexemes, k, calendar)
        if cue:
            return cue
    return _outlook_after(lexemes, last, calendar)


def _outlook_after(lexemes: Sequence[Lexeme], last: int, calendar: Calendar) -> Outlook:
    for k in range(last, min(len(lexemes), last + REACH)):
        if is_stop(lexemes, k):
            break
        cue = _cue(lexemes, k, calendar)
        if cue:
            return cue
    return "open"


def is_stop(lexemes: Sequence[Lexeme], k: int) -> bool:
    """A sentence mark that is followed by a capital and does not follow a short capitalised word ("Gen.") or "vs"."""
    if lexemes[k].lower not in _STOPS:
        return False
    before = lexemes[k - 1] if k else None
    if lexemes[k].lower == "." and before and ((before.capital and len(before.lower) <= 3) or before.lower == "vs"):
        return False
    return k + 1 >= len(lexemes) or lexemes[k + 1].capital or not lexemes[k + 1].lower.isalnum()


def _limit_before(lexemes: Sequence[Lexeme], first: int, last: int, calendar: Calendar) -> Outlook | None:
    """ "future" where the date is a limit: "until Friday", "by the end of the week"."""
    before = [lexeme.lower for lexeme in lexemes[max(0, first - 2) : first]]
    possessive = last < len(lexemes) and lexemes[last].lower in {"'", "’"}
    if before == ["ahead", "of"] or (before[-1:] == ["for"] and not possessive):
        # "called a strike for Monday"; "blamed for Monday's attack" tells nothing
        return "future"
    if not before or "until" not in calendar.cues.get(before[-1], ()):
        return None
    # "By Friday, twenty had died": a limit that was reached
    after = _outlook_after(lexemes, first, calendar) if first == 1 or is_stop(lexemes, first - 2) else "open"
    return None if after == "past" else "future"


def _occurrence_after(lexemes: Sequence[Lexeme], last: int, calendar: Calendar) -> Outlook | None:
    """ "past" for a possessive before a word for what has happened: "Wednesday's ruling"."""
    nouns = [lexeme.lower for lexeme in lexemes[last : last + 4]]
    if len(nouns) < 3 or nouns[0] not in {"'", "’"} or nouns[1] != "s":
        return None
    return "past" if any("occurred" in calendar.cues.get(noun, ()) for noun in nouns[2:]) else None


def _cue(lexemes: Sequence[Lexeme], k: int, calendar: Calendar) -> Outlook | None:
    lexeme = lexemes[k]
    cues = calendar.cues.get(lexeme.lower, frozenset())
    if lexeme.lower == "to":
        return _infinitive(lexemes, k, calendar)
    if lexeme.letter != "_":
        return None
    if "future" in cues or "scheduled" in cues or lexeme.lower.endswith(("'ll", "’ll")):
        return "future"
    if "past" in cues or _is_past_form(lexeme):
        return "past"
    return None


def _is_past_form(lexeme: Lexeme) -> bool:
    word = lexeme.lower
    return len(word) > 4 and word.endswith("ed") and not word.endswith("eed") and not lexeme.capital


def _infinitive(lexemes: Sequence[Lexeme], k: int, calendar: Calendar) -> Outlook | None:
    """The outlook of "to" and a verb, which is that of the verb it hangs on; None for a preposition."""
    if k + 1 >= len(lexemes) or not _may_be_infinitive(lexemes[k + 1], calendar):
        return None
    for j in range(k - 1, max(-1, k - 1 - _GOVERNOR_REACH), -1):
        if is_stop(lexemes, j):
            break
        cues = calendar.cues.get(lexemes[j].lower, frozenset())
        if cues & {"forward", "future"}:
            return "future"
        if "past" in cues or _is_past_form(lexemes[j]):
            return "past"
    return "past" if _was_after(lexemes, k) else "future"


def _was_after(lexemes: Sequence[Lexeme], k: int) -> bool:
    """Whether the noun that an infinitive belongs to is the subject of a past verb: "the first to join was"."""
    for lexeme in lexemes[k + 1 : k + REACH]:
        if lexeme.lower in _STOPS:
            return False
        if lexeme.lower in {"was", "were", "had"}:
            return True
    return False


def _may_be_infinitive(lexeme: Lexeme, calendar: Calendar) -> bool:
    word = lexeme.lower
    return (
        lexeme.letter == "_"
        and word.isalpha()
        and not lexeme.capital
        and word not in calendar.contexts["no-verb"]
        and not word.endswith(("ing", "ns", "ts", "rs", "ds"))
    )
