"""One actor, or what passes between two: over time, by kind, what is open between them, and who is meant by a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from ...knowledge.registry import load_registry
from .. import charts, queries
from ..asking import Asking, Row
from ..filters import CommitmentFilter, EventFilter, Filter, Page, leniently
from ..problems import Problem
from ..showing import BASES, FORMS
from ..site import render, site_of
from ..worldmap import country_name
from .commitments import address as board
from .desk import address as desk

router = APIRouter(include_in_schema=False)
# Events and commitments that a page shows; a link leads to the rest.
_LATEST, _OPEN = 8, 12
_LONGEST = 200


class Span(Filter):
    """The stretch of time that a page's address may narrow it to."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Party:
    """Who a page is about.  id: a country's code, for all who belong to it, or an actor's id."""

    id: str
    name: str
    known: bool

    @property
    def local(self) -> bool:
        return self.id.startswith("local:")


@router.get("/actors/{actor:path}")
def actor(request: Request, actor: str) -> Response:
    ask = site_of(request).ask
    span, wrong = leniently(Span, request.query_params.multi_items())
    with ask.together():
        party = _party(ask, actor)
        country = queries.is_country(party.id)
        found = None if country else queries.actor(ask, party.id)
        if not party.known:
            raise Problem(404, "not-found", "no such actor in this ledger")
        passing = queries.sides(ask, party.id, span.since, span.until)

        def link(there: bool, **changed: Any) -> str:
            side = "actor" if there else "recipient"
            return desk(EventFilter(since=span.since, until=span.until), **{side: [party.id]}, **changed)

        events = [(there, _latest(ask, party.id, there, span)) for there in (True, False)]
        return render(
            request,
            "actor.html",
            400 if wrong else 200,
            party=party,
            country=country,
            found=found,
            members=queries.members(ask, party.id) if country else [],
            named_by=[] if country else queries.named_by(ask, party.id),
            entry=load_registry().state(party.id) if country else load_registry().entry(party.id),
            career=load_registry().career(party.id),
            wikidata=_item(found),
            partners=_partners(ask, party.id),
            events=events,
            titles=queries.titles(ask, [row["document"] for _, rows in events for row in rows]),
            **_shared(ask, passing, span, wrong, link, CommitmentFilter(party=[party.id])),
            stories=queries.top_stories(ask, party.id),
        )


@router.get("/dyads/{a}/{b:path}")
def dyad(request: Request, a: str, b: str) -> Response:
    ask = site_of(request).ask
    span, wrong = leniently(Span, request.query_params.multi_items())
    with ask.together():
        one, other = _party(ask, a), _party(ask, b)
        if span.since and span.until and span.since > span.until:
            span, wrong = Span(), wrong | {"until": "the span ends before it begins"}
        passing = queries.between(ask, one.id, other.id, span.since, span.until)

        def link(there: bool, **changed: Any) -> str:
            first, second = (one, other) if there else (other, one)
            narrowed = EventFilter(since=span.since, until=span.until)
            return desk(narrowed, actor=[first.id], recipient=[second.id], **changed)

        events = queries.of_parties(ask, one.id, other.id, _LATEST)
        return render(
            request,
            "dyad.html",
            400 if wrong else 200,
            a=one,
            b=other,
            events=events,
            titles=queries.titles(ask, [row["document"] for row in events]),
            **_shared(ask, passing, span, wrong, link, CommitmentFilter(party=[one.id, other.id])),
            stories=queries.top_stories(ask, one.id, other.id),
        )


def _party(ask: Asking, id: str) -> Party:
    """Raises Problem where the id is none that can be asked for."""
    if not id.strip() or len(id) > _LONGEST:
        raise Problem(404, "not-found", "no such actor in this ledger")
    if queries.is_country(id):
        name = country_name(id)
        return Party(id, name, name != id or bool(queries.members(ask, id)))
    named = queries.party_name(ask, id)
    return Party(id, named or id, named is not None)


def _shared(
    ask: Asking, passing: queries.Passing, span: Span, wrong: dict[str, str], link: Any, chosen: CommitmentFilter
) -> dict[str, Any]:
    """What both pages show: the plot with its links, the commitments, words for codes."""

    def of_step(step: queries.TwoWay, quad: int, there: bool) -> str:
        return str(link(there, quad=[quad], happened=True, **_within(span, step)))

    key = (chosen.query(), span.query())
    open_ = chosen.model_copy(update={"status": ["open", "triggered"]})
    commitments = queries.page_of(ask, queries.choose(open_), Page(limit=_OPEN)).rows
    return {
        "passing": passing,
        "plot": ask.once((*key, "plot"), lambda: charts.two_way(passing, of_step)),
        "balance": ask.once((*key, "balance"), lambda: charts.balance(passing)),
        "of_step": of_step,
        "link": link,
        "place": lambda **changed: desk(EventFilter(), **changed),
        "span": span,
        "wrong": wrong,
        "standing": queries.standing(ask, chosen),
        "commitments": commitments,
        "hangs": queries.conditions_of(ask, [row["commitment"] for row in commitments if row["conditions"]]),
        "board": lambda **changed: board(chosen, **changed),
        "bases": BASES,
        "forms": FORMS,
    }


def _within(span: Span, step: queries.TwoWay) -> dict[str, date]:
    """The days of a stretch, as far as the page's span lets them."""
    return {
        "since": max(step.start, span.since) if span.since else step.start,
        "until": min(step.end, span.until) if span.until else step.end,
    }


def _item(found: Row | None) -> str | None:
    """The Wikidata item of an actor, where what the ledger has is one."""
    item = str((found or {}).get("wikidata") or "")
    return item if re.fullmatch(r"Q[0-9]{1,12}", item) else None


def _latest(ask: Asking, party: str, there: bool, span: Span) -> list[Row]:
    side = {"actor" if there else "recipient": [party]}
    chosen = EventFilter(since=span.since, until=span.until, **side)  # type: ignore[arg-type]
    return queries.page_of(ask, queries.choose(chosen), Page(limit=_LATEST)).rows


def _partners(ask: Asking, party: str) -> list[Row]:
    rows = queries.partners(ask, party)
    return [row | {"name": country_name(row["name"])} for row in rows] if queries.is_country(party) else rows
