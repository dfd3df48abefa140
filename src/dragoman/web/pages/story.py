"""Stories: which reports tell of one happening, which copy which, what they agree on and what they tell differently."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from .. import queries
from ..asking import Asking, Row
from ..filters import StoryFilter, lenient_page, leniently
from ..paging import LATEST_STORIES
from ..problems import Problem
from ..site import render, site_of
from ..taken import taken

router = APIRouter(include_in_schema=False)
_ROWS = 40
LABELS = {"q": "words", "document": "document", "several": "reports", "since": "since", "until": "until"}


@dataclass
class Report:
    """An independent report with the copies of it."""

    row: Row
    copies: list[Row] = field(default_factory=list)


@router.get("/stories")
def stories(request: Request) -> Response:
    ask = site_of(request).ask
    chosen, wrong = leniently(StoryFilter, request.query_params.multi_items())
    page, wrong_page = lenient_page(request.query_params.get("cursor"), LATEST_STORIES, _ROWS)
    wrong |= wrong_page
    # a report that stands alone is a story of one; there are more of these than anything else
    alone = chosen.several is False
    asked = chosen if alone else chosen.model_copy(update={"several": True})
    with ask.together():
        found = queries.page_of(ask, queries.choose(asked), page, LATEST_STORIES)
        return render(
            request,
            "stories.html",
            400 if wrong else 200,
            chosen=chosen,
            wrong=wrong,
            labels=LABELS,
            taken=taken(chosen, LABELS, _worded, lambda **changed: address(chosen, **changed)),
            alone=alone,
            rows=found.rows,
            next=found.next and address(chosen, cursor=found.next),
            first=page.cursor is None,
            address=lambda **changed: address(chosen, **changed),
        )


@router.get("/stories/{story:path}")
def story(request: Request, story: str) -> Response:
    ask = site_of(request).ask
    with ask.together():
        told = queries.told_in(ask, story)
        if not told:
            raise Problem(404, "not-found", "no such story in this ledger")
        return _story(request, ask, told)


def _story(request: Request, ask: Asking, told: list[Row]) -> Response:
    one = queries.one(ask, "stories", "story", told[0]["story"])
    assert one is not None
    events = queries.events_of(ask, one["documents"], one["origins"] or [])
    ids = [row["event"] for row in events]
    disputes, denials = queries.in_dispute(ask, ids), queries.denials_of(ask, ids)
    contested = {row["event"] for row in (*disputes, *denials)}
    return render(
        request,
        "story.html",
        story=one,
        reports=by_origin(told),
        days=[(day, list(rows)) for day, rows in groupby(events, key=lambda row: row["day"])],
        shared=[row for row in events if row["tellers"] > 1],
        events=events,
        contested=[row for row in events if row["event"] in contested],
        disputes=disputes,
        denials=denials,
        counted=queries.counted(ask, sorted({row["event"] for row in disputes})),
        titles={row["document"]: row["title"] for row in told},
    )


def by_origin(told: list[Row]) -> list[Report]:
    """Reports in the order of publication, each copy under the independent report that it goes back to."""
    copied = {row["document"]: row["copy_of"] for row in told}
    reports = {row["document"]: Report(row) for row in told if row["copy_of"] is None}
    for row in told:
        if row["copy_of"] is None:
            continue
        at, seen = row["copy_of"], {row["document"]}
        while copied.get(at) is not None and at not in seen:
            seen.add(at)
            at = copied[at]
        # what it copies may have gone, or a ring may have been taken in
        if at in reports and reports[at].row is not row:
            reports[at].copies.append(row)
        else:
            reports.setdefault(row["document"], Report(row))
    return list(reports.values())


def address(chosen: StoryFilter, **changed: Any) -> str:
    """The list's address for a filter with some fields changed."""
    query = chosen.query(**changed)
    return f"/stories?{query}" if query else "/stories"


def _worded(name: str, value: Any) -> str:
    return ("several" if value else "one") if name == "several" else str(value)
