"""Dates counted from another or from something dated: "the day before last Tuesday", "two weeks after the vote"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..knowledge.calendar import Calendar
from . import intervals
from .intervals import Interval
from .lexemes import Lexeme
from .outlook import is_stop
from .scene import Resolved, Scene

_SIDES = {"before": -1, "after": 1}
_UNITS = frozenset({"day", "week", "fortnight", "month", "year"})
# How far the words of a dated sentence are read to either side, in lexemes.
_REACH = 40
# How many words behind "after the" may stand before the one that was dated ("the disputed presidential vote").
_NOUN_REACH = 4
_SHORTEST = 4

Dated = Mapping[str, Interval | None]


def counted_before(lexemes: Sequence[Lexeme], first: int, free: int, told: Interval) -> tuple[int, Interval] | None:
    """(first lexeme, date) where a date is only what another is counted from; None where it stands by itself.

    first: where the date begins.  free: lexemes before this index belong to other dates.
    """
    k = first - 1
    if k >= free and lexemes[k].letter == "h":
        k -= 1
    if k - 2 < free or lexemes[k].lower not in _SIDES or lexemes[k - 1].letter != "U" or told.precision != "day":
        return None
    amount = _amount(lexemes[k - 2])
    moved = _moved(told.start, lexemes[k - 1].value, _SIDES[lexemes[k].lower] * (amount or 0))
    return (k - 2, moved) if amount and moved else None


def _amount(lexeme: Lexeme) -> int | None:
    """The number that a lexeme spells; one for "the" and "a"."""
    if lexeme.letter in {"h", "a"}:
        return 1
    return int(lexeme.value) if lexeme.letter in {"N", "d", "n"} and lexeme.value else None


def _moved(start: date, unit: str, amount: int) -> Interval | None:
    return intervals.unit_around(start, unit, amount) if unit in _UNITS else None


def resolve_counted(scene: Scene) -> Resolved | None:
    """ "Two weeks after the vote", where a sentence before has dated the vote; as precise as its unit."""
    side = _SIDES.get(scene.after())
    if side is None:
        return None
    amount = scene.number("n") if scene.has("n") else 1
    for k in range(scene.last + 1, min(len(scene.lexemes), scene.last + 1 + _NOUN_REACH)):
        if is_stop(scene.lexemes, k):
            return None
        told = scene.dated.get(scene.lexemes[k].lower)
        if told:
            moved = _moved(told.start, scene.text_value("u"), side * amount)
            return Resolved(moved, explicit=False, last=k + 1) if moved else None
    return None


def note_dated(
    dated: dict[str, Interval | None],
    lexemes: Sequence[Lexeme],
    span: tuple[int, int],
    told: Interval,
    calendar: Calendar,
) -> None:
    """Remembers a day for the words of its sentence; a word of two dated sentences tells neither."""
    if told.precision != "day":
        return
    for k in (*_side(lexemes, span[0] - 1, -1), *_side(lexemes, span[1], 1)):
        word = lexemes[k].lower
        tells = lexemes[k].letter == "_" and word.isalpha() and len(word) >= _SHORTEST
        if tells and word not in calendar.contexts["no-verb"]:
            dated[word] = told if dated.get(word, told) == told else None


def _side(lexemes: Sequence[Lexeme], start: int, step: int) -> list[int]:
    found: list[int] = []
    k = start
    while 0 <= k < len(lexemes) and len(found) < _REACH and not is_stop(lexemes, k):
        found.append(k)
        k += step
    return found
