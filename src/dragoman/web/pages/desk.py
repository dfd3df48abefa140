"""The desk: what is asked for stands in the URL; below it the events, the weeks, the map."""

from __future__ import annotations

from typing import Any, get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from ...records import EventType, Status
from .. import charts, queries, worldmap
from ..asking import Asking
from ..filters import EventFilter, lenient, lenient_page
from ..paging import LATEST
from ..showing import QUADS
from ..site import render, site_of
from ..taken import taken

router = APIRouter(include_in_schema=False)

_ROWS = 30
# Names of a filter's fields on the page.
LABELS = {
    "q": "words", "actor": "actor", "recipient": "recipient", "country": "country", "type": "type", "quad": "kind",
    "status": "told as", "happened": "happened", "attributed": "on whose word", "speaker": "word of",
    "since": "since", "until": "until", "place": "place", "story": "story",
}  # fmt: skip


@router.get("/")
def desk(request: Request) -> Response:
    ask = site_of(request).ask
    with ask.together():
        return _desk(request, ask)


def _desk(request: Request, ask: Asking) -> Response:
    chosen, wrong = lenient(request.query_params.multi_items())
    page, wrong_page = lenient_page(request.query_params.get("cursor"), LATEST, _ROWS)
    wrong |= wrong_page
    weeks = queries.weeks(ask, chosen)
    found = queries.page_of(ask, queries.choose(chosen), page, LATEST)
    return render(
        request,
        "desk.html",
        400 if wrong else 200,
        chosen=chosen,
        wrong=wrong,
        labels=LABELS,
        taken=taken(chosen, LABELS, _worded, lambda **changed: address(chosen, **changed)),
        weeks=weeks,
        plot=_plot(ask, chosen, weeks),
        countries=_countries(ask, chosen),
        map=_map(ask, chosen),
        rows=found.rows,
        titles=queries.titles(ask, [row["document"] for row in found.rows]),
        next=found.next and address(chosen, cursor=found.next),
        first=page.cursor is None,
        types=get_args(EventType),
        statuses=get_args(Status),
        actors=queries.known_actors(ask),
        overview=queries.overview(ask),
        has_stories=queries.has_view("story_members"),
        address=lambda **changed: address(chosen, **changed),
    )


def address(chosen: EventFilter, **changed: Any) -> str:
    """The desk's address for a filter with some fields changed."""
    query = chosen.query(**changed)
    return f"/?{query}" if query else "/"


def _worded(name: str, value: Any) -> str:
    if name == "quad":
        return QUADS[value]
    if name == "country":
        return worldmap.country_name(value)
    if name == "attributed":
        return "somebody's" if value else "the reporter's own"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _plot(ask: Asking, chosen: EventFilter, weeks: queries.Weeks) -> Any:
    def link(step: queries.Step, quad: int) -> str:
        return address(chosen, **within(chosen, step), quad=[quad])

    return ask.once(("plot", chosen.query()), lambda: charts.weekly(weeks, link))


def within(chosen: EventFilter, step: queries.Step) -> dict[str, Any]:
    """The days of a stretch, as far as the filter lets them: a number on the page then opens just what it counts."""
    since = max(step.start, chosen.since) if chosen.since else step.start
    until = min(step.end, chosen.until) if chosen.until else step.end
    return {"since": since, "until": until}


def _countries(ask: Asking, chosen: EventFilter) -> list[dict[str, Any]]:
    return [
        row | {"name": worldmap.country_name(row["country"]), "known": len(row["country"]) == 3}
        for row in queries.countries(ask, chosen)
    ]


def _map(ask: Asking, chosen: EventFilter) -> Any:
    def link(field: str, value: str) -> str:
        return address(chosen, **{field: [value]})

    def make() -> Any:
        return worldmap.drawn(queries.countries(ask, chosen), queries.points(ask, chosen), link)

    return ask.once(("map", chosen.query()), make)
