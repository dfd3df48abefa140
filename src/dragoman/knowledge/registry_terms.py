"""Faults between the terms of office of different people: two at once, nobody, nobody today.

Dates are cut to what is known, so all is reckoned in favour of the files: a term that ends in "2012" may end on
its first day where terms overlap, and on its last where there is a gap.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from .registry_files import checked_day
from .registry_sheets import Fault, Row

_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
# Offices that one person of a state holds at a time.  States have several heads of state by different titles (a
# king and a regent, the members of a presidency).
_SINGLE = frozenset({"head-of-state", "head-of-government", "foreign-minister", "defence-minister"})
_HEADS = ("head-of-state", "head-of-government")
# A ruler without either office fills both.
_RULER = "ruler"
# Files give months: handing over takes a month or two on paper.
_OVERLAP_DAYS = 60
# Forming a government takes months in many states, more than half a year in few.
_GAP_DAYS = 180
_SINCE = date(1990, 1, 1)


def is_date(text: str) -> bool:
    """Whether it is an ISO date, cut or not, that the calendar has."""
    if not _DATE.fullmatch(text):
        return False
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def first_day(text: str) -> date:
    """The first day that an ISO date may mean ("2012" → 2012-01-01)."""
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :])


def last_day(text: str) -> date:
    """The last day that an ISO date may mean ("2012" → 2012-12-31)."""
    year, month, *day = map(int, (text + "-12"[len(text) - 4 :]).split("-"))
    return date(year, month, *day) if day else date(year, month, monthrange(year, month)[1])


class _Term(NamedTuple):
    row: Row
    start: str
    end: str

    @property
    def until(self) -> date:
        """The last day it may last to."""
        return last_day(self.end) if self.end else date.max

    def days_with(self, later: _Term, today: date) -> int:
        """For how many days until today it overlaps, at the least, with a term that starts later."""
        ends = [first_day(end) for end in (self.end, later.end) if end]
        return (min([*ends, today]) - last_day(later.start)).days

    def __str__(self) -> str:
        return f"{self.row.cells['name']} ({self.row.place})"


def term_faults(states: Iterable[Row], people: Iterable[Row]) -> Iterator[Fault]:
    """All warnings, for rival governments do exist, and so do years without any.

    Today is the day on which the shipped files were checked, so that a check says the same on any day.
    """
    terms, today = _by_state(people), first_day(checked_day())
    for row in filter(_is_recognised, states):
        held = terms.get(row.cells["code"], [])
        yield from _overlaps(held, today)
        for office in _HEADS:
            yield from _gaps(office, [t for t in held if t.row.cells["office"] in (office, _RULER)])
        yield from _headless(row, [t for t in held if t.row.cells["office"] in (*_HEADS, _RULER)], today)


def _is_recognised(state: Row) -> bool:
    """Whether it is a state of today: one in the list of the Correlates of War."""
    cells = state.cells
    return bool(cells["cow"]) and cells["country"] == cells["code"] and not cells["to"]


def _by_state(people: Iterable[Row]) -> dict[str, list[_Term]]:
    """The terms with a start, in its order; what is no date is a fault told elsewhere."""
    terms: dict[str, list[_Term]] = {}
    for row in people:
        start, end = row.cells["start"], row.cells["end"]
        if is_date(start) and (not end or is_date(end)):
            terms.setdefault(row.cells["country"], []).append(_Term(row, start, end))
    for held in terms.values():
        held.sort(key=lambda term: first_day(term.start))
    return terms


def _overlaps(held: list[_Term], today: date) -> Iterator[Fault]:
    offices: dict[tuple[str, str], list[_Term]] = {}
    for term in held:
        office, title = term.row.cells["office"], term.row.cells["title"]
        if office in _SINGLE and term.until >= _SINCE:
            offices.setdefault((office, title if office == "head-of-state" else ""), []).append(term)
    for (office, _), terms in offices.items():
        for earlier, later in combinations(terms, 2):
            same = earlier.row.cells["id"] == later.row.cells["id"]
            if not same and earlier.days_with(later, today) > _OVERLAP_DAYS:
                end = f"until {earlier.end}" if earlier.end else "with no end"
                yield later.row.warning(
                    f"{office} of {later.row.cells['country']} from {later.start}, while {earlier} is so {end}; "
                    "end one of the terms, or let it stand where both claimed the office"
                )


def _gaps(office: str, terms: list[_Term]) -> Iterator[Fault]:
    """Times of nobody in an office, from the first who held it on: many lists begin late."""
    known = False
    for i, term in enumerate(terms):
        last = max(terms[:i], key=lambda earlier: earlier.until, default=term)
        start = first_day(term.start)
        if known and start >= _SINCE and (start - last.until).days > _GAP_DAYS:
            yield term.row.warning(
                f"no {office} of {term.row.cells['country']} between {last.end}, {last}, and {term.start}; "
                "add who it was, or let it stand where the office was vacant"
            )
        known = known or term.row.cells["office"] == office


def _headless(state: Row, terms: list[_Term], today: date) -> Iterator[Fault]:
    if all(term.until < today for term in terms):
        last = max(terms, key=lambda term: term.until, default=None)
        since = f" since {last.end}, {last}" if last else ""
        yield state.warning(
            f"{state.cells['code']} has no head of state or government{since}; add who it is to leaders.tsv"
        )
