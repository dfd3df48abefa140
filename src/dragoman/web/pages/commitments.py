"""Commitments: a board by what became of them, their deadlines in a month's calendar, and one with its whole life."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from ...ledger import CommitmentLife
from ...records import CommitmentKind
from .. import queries
from ..asking import Asking, Row
from ..filters import CommitmentFilter, lenient_page, leniently
from ..paging import LATEST
from ..problems import Problem
from ..site import render, site_of
from ..taken import taken
from ..worldmap import country_name

router = APIRouter(include_in_schema=False)
# Commitments of each status that the board shows, and of one that is asked for alone.
_EACH, _ROWS = 9, 40
LABELS = {
    "by": "by", "to": "to", "party": "party", "kind": "kind", "strength": "strength", "status": "status",
    "country": "country", "since": "made since", "until": "made until", "conditional": "hangs on a condition",
}  # fmt: skip
# Years that a calendar is made of; what a text names beyond them is in the list all the same.
_YEARS = range(1900, 2201)


@dataclass(frozen=True)
class Month:
    """A month's calendar.  weeks: rows of seven days, each with the commitments whose deadline ends on it.

    before, after: the nearest months with deadlines, where there are any.
    """

    first: date
    weeks: list[list[tuple[date, list[Row]]]]
    before: date | None
    after: date | None

    @property
    def total(self) -> int:
        return sum(len(rows) for week in self.weeks for day, rows in week if day.month == self.first.month)


@dataclass(frozen=True)
class Turn:
    """A point of a life.  kind: told, moved, hand or deadline; row: what stands behind it."""

    day: date | None
    kind: str
    row: Row


@router.get("/commitments")
def commitments(request: Request) -> Response:
    ask = site_of(request).ask
    with ask.together():
        return _board(request, ask)


def _board(request: Request, ask: Asking) -> Response:
    chosen, wrong = leniently(CommitmentFilter, request.query_params.multi_items())
    page, wrong_page = lenient_page(request.query_params.get("cursor"), LATEST, _ROWS)
    wrong |= wrong_page
    alone = len(chosen.status) == 1
    listed = queries.page_of(ask, queries.choose(chosen), page, LATEST) if alone else None
    found = {chosen.status[0]: listed.rows} if listed else queries.latest_of_each(ask, chosen, _EACH)
    as_of = queries.latest_day(ask)
    standing = queries.standing(ask, chosen)
    shown = [row for rows in found.values() for row in rows]
    return render(
        request,
        "commitments.html",
        400 if wrong else 200,
        chosen=chosen,
        wrong=wrong,
        labels=LABELS,
        taken=taken(chosen, LABELS, _worded, lambda **changed: address(chosen, **changed)),
        standing=standing,
        total=sum(count for status, count in standing.items() if not chosen.status or status in chosen.status),
        found={status: rows for status, rows in found.items() if rows},
        alone=alone,
        next=listed and listed.next and address(chosen, cursor=listed.next),
        first=page.cursor is None,
        month=_month(ask, chosen, request.query_params.get("month", ""), as_of),
        as_of=as_of,
        kinds=get_args(CommitmentKind),
        actors=queries.known_actors(ask),
        titles=queries.titles(ask, [row["document"] for row in shown]),
        hangs=queries.conditions_of(ask, [row["commitment"] for row in shown if row["conditions"]]),
        address=lambda **changed: address(chosen, **changed),
    )


def address(chosen: CommitmentFilter, **changed: Any) -> str:
    """The board's address for a filter with some fields changed."""
    query = chosen.query(**changed)
    return f"/commitments?{query}" if query else "/commitments"


def _worded(name: str, value: Any) -> str:
    if name == "country":
        return country_name(value)
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


# -- the calendar


def _month(ask: Asking, chosen: CommitmentFilter, asked: str, as_of: date | None) -> Month | None:
    """The month that is asked for; else the first with a deadline from the latest report on, else the last before."""
    known = [month for month in queries.deadline_months(ask, chosen) if month.year in _YEARS]
    first = _first_of(asked)
    if first is None:
        if not known:
            return None
        coming = [month for month in known if as_of is None or month >= as_of.replace(day=1)]
        first = coming[0] if coming else known[-1]
    days = calendar.Calendar().monthdatescalendar(first.year, first.month)
    rows = queries.deadlines(ask, chosen, days[0][0], days[-1][-1])
    by_day: dict[date, list[Row]] = {}
    for row in rows:
        by_day.setdefault(row["deadline_end"], []).append(row)
    return Month(
        first,
        [[(day, by_day.get(day, [])) for day in week] for week in days],
        max((month for month in known if month < first), default=None),
        min((month for month in known if month > first), default=None),
    )


def _first_of(asked: str) -> date | None:
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return None
    return first if first.year in _YEARS else None


# -- one commitment


@router.get("/commitments/{commitment:path}")
def commitment(request: Request, commitment: str) -> Response:
    ask = site_of(request).ask
    life = ask.life(commitment)
    if life is None:
        raise Problem(404, "not-found", "no such commitment in this ledger")
    with ask.together():
        ids = [row["commitment"] for row in life.mentions]
        documents = [row["document"] for row in (*life.mentions, *life.moves)]
        as_of = queries.latest_day(ask)
        found = turns(life, as_of)
        return render(
            request,
            "commitment.html",
            row=life.commitment,
            life=life,
            turns=found,
            first_told=next(turn.row for turn in found if turn.kind == "told"),
            conditions=queries.conditions_of(ask, ids),
            titles=queries.titles(ask, documents),
            as_of=as_of,
        )


def turns(life: CommitmentLife, as_of: date | None) -> list[Turn]:
    """A life in the order of its days, those that are not known last; what people said of it comes as of its day."""
    found = [Turn(_reported_on(row), "told", row) for row in life.mentions]
    found += [Turn(row["day"] or _reported_on(row), "moved", row) for row in _steps(life.moves)]
    found += [Turn(row["made_at"].date(), "hand", row) for row in life.corrections]
    ends = sorted({row["deadline_end"] for row in life.mentions if row["deadline_end"]})
    if ends:
        passed = as_of is not None and ends[-1] < as_of
        found.append(Turn(ends[-1], "deadline", {"passed": passed}))
    order = {"told": 0, "moved": 1, "deadline": 2, "hand": 3}
    return sorted(found, key=lambda turn: (turn.day or date.max - timedelta(days=1), order[turn.kind]))


def _steps(moves: list[Row]) -> list[Row]:
    """Moves, those that one sentence shows by several rules as one; `rules`: each rule with its confidence."""
    found: dict[tuple[Any, ...], Row] = {}
    for move in moves:
        place = (move["document"], move["span_start"], move["span_end"], move["status"], move["day"])
        step = found.setdefault(place, move | {"rules": []})
        step["rules"].append((move["rule"], move["confidence"]))
        step["event"] = step["event"] or move["event"]
    return list(found.values())


def _reported_on(row: Row) -> date | None:
    """The day of a report, else that on which the text says that the commitment was made."""
    published = row["published_at"]
    day: date | None = published.date() if published else row["day"]
    return day
