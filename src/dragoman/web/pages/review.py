"""Review: one decision a screen, kept as a correction with author and time; and articles marked as gone through."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from ...errors import UsageError
from ...knowledge.plover import MODES
from ...ledger import Ledger
from ...records import Block, Coded, Event
from ...report import wording
from ...report.marks import Mark, pieces
from .. import queries
from ..access import may_review
from ..asking import Row
from ..posting import Posted, PostedFields, signature, write
from ..problems import Problem
from ..reviewing import POLARITIES, SIDES, STATUSES, TYPES, added_of, as_fields, changes_of, state_of
from ..site import render, site_of

router = APIRouter(include_in_schema=False)

# Records that an address remembers as skipped: an id has 16 letters, and an address 8,000 bytes.
_MOST_SKIPPED = 200
# Fields of the form for an event that was missed.
_MISSED = ("words", "start", "end", "type", "mode", "status", "polarity", *SIDES)


@dataclass(frozen=True)
class Piece:
    """A stretch of the text: its words, where they begin, how they look."""

    words: str
    at: int
    classes: str


@dataclass(frozen=True)
class Place:
    """Where somebody is: what was skipped, and within which article, if in one."""

    skipped: tuple[str, ...] = ()
    within: str = ""

    @classmethod
    def of(cls, skipped: str, within: str) -> Place:
        """skipped: ids with commas between; the last so many count, so that an address stays short."""
        return cls(tuple(filter(None, skipped.split(",")))[-_MOST_SKIPPED:], within)

    @classmethod
    def posted(cls, fields: Posted) -> Place:
        return cls.of(fields.get("skipped", ""), fields.get("within", ""))

    @property
    def address(self) -> str:
        asked = {"article": self.within, "skipped": ",".join(self.skipped)}
        query = urlencode({name: value for name, value in asked.items() if value}, safe=",")
        return f"/review?{query}" if query else "/review"

    def behind(self, mention: str) -> str:
        """The address with one more skipped."""
        return Place.of(",".join([*self.skipped, mention]), self.within).address


@router.get("/review")
def review(request: Request, skipped: str = "", article: str = "") -> Response:
    may_review(request)
    place = Place.of(skipped, article)
    if article:
        return _article(request, place)
    found = queries.waiting(site_of(request).ask, place.skipped)
    if found is None:
        return _shown(request, place, None, None)
    coded = _coded(request, found.document)
    event = next((e for e in coded.events if e.id == found.mention), None)
    skip = place.behind(found.mention)
    return _shown(request, place, coded, event, skip=skip, why=_why(found, event), waiting=found.waiting)


@router.post("/review/decide")
def decide(request: Request, fields: PostedFields) -> Response:
    def change(ledger: Ledger, by: str) -> None:
        coded, event = _named(ledger, fields)
        if state_of(event) != fields.get("state"):
            raise UsageError("somebody has put this record right meanwhile; this is how it stands now")
        rejected = fields.get("decision") == "reject"
        changes = {"verdict": "rejected"} if rejected else {**changes_of(coded, event, fields), "verdict": "accepted"}
        trigger = (event.trigger.start, event.trigger.end)
        reason = fields.get("reason", "").strip()[:500] or None
        ledger.correct(coded.document.id, "event", trigger, made_by=by, reason=reason, **changes)

    place = Place.posted(fields)
    return write(
        request, fields, change, then=place.address, doing="your decision",
        failed=lambda message: _again(request, place, fields, message, "record"),
    )  # fmt: skip


@router.post("/review/add")
def add(request: Request, fields: PostedFields) -> Response:
    def change(ledger: Ledger, by: str) -> None:
        coded = _record(ledger, fields.get("document", ""))
        trigger, value = added_of(coded, fields)
        if any((e.trigger.start, e.trigger.end) == trigger and e.type == value["type"] for e in coded.events):
            raise UsageError("that event is a record already")
        ledger.correct(coded.document.id, "event", trigger, made_by=by, added=value, verdict="accepted")

    place = Place.posted(fields)
    return write(
        request, fields, change, then=place.address, doing="the event that you add",
        failed=lambda message: _again(request, place, fields, message, "missed"),
    )  # fmt: skip


@router.post("/review/undo")
def undo(request: Request, fields: PostedFields) -> Response:
    def change(ledger: Ledger, by: str) -> None:
        numbers = [int(part) for part in fields.get("corrections", "").split(",")[:20] if part.isdecimal()]
        others = "SELECT correction FROM corrections WHERE correction = any($1) AND made_by <> $2"
        if not numbers or ledger.sql(others, (numbers, by)).rows():
            raise UsageError("only your own decisions are undone here; dragoman corrections --undo takes any back")
        ledger.undo(*numbers)

    place = Place.posted(fields)
    return write(
        request, fields, change, then=place.address, doing="the undoing",
        failed=lambda message: _again(request, place, fields, message, "undo"),
    )  # fmt: skip


@router.post("/review/done")
def done(request: Request, fields: PostedFields) -> Response:
    def change(ledger: Ledger, by: str) -> None:
        ledger.mark_reviewed(fields.get("document", ""), made_by=by)

    place = Place.posted(fields)
    return write(
        request, fields, change, then="/review", doing="the mark",
        failed=lambda message: _again(request, place, fields, message, "done"),
    )  # fmt: skip


# -- what is shown


def _article(request: Request, place: Place) -> Response:
    """One article's events in the order of its text; behind the last the question whether one was missed."""
    coded = _coded(request, place.within)
    left = queries.left_in(site_of(request).ask, place.within)
    coming = next((mention for mention in left if mention not in place.skipped), None)
    event = next((e for e in coded.events if e.id == coming), None)
    skip = place.behind(event.id) if event else ""
    why = ["in the order of the article"] if event else []
    return _shown(request, place, coded, event, skip=skip, why=why, waiting=len(left))


def _again(request: Request, place: Place, fields: Posted, message: str, part: str) -> Response:
    """The screen of a form that could not be kept, with what was written in it."""
    document = fields.get("document", "")
    if not document:
        return _shown(request, place, None, None, wrong=message, status=400)
    coded = _coded(request, document)
    event = next((e for e in coded.events if e.id == fields.get("mention")), None)
    left = queries.left_in(site_of(request).ask, document)
    return _shown(
        request, place, coded, event, wrong=message, kept={part: fields}, status=400, waiting=len(left),
        skip=place.behind(event.id) if event else place.address,
    )  # fmt: skip


def _shown(
    request: Request,
    place: Place,
    coded: Coded | None,
    event: Event | None,
    *,
    skip: str = "",
    why: Iterable[str] = (),
    waiting: int = 0,
    wrong: str = "",
    kept: dict[str, Posted] | None = None,
    status: int = 200,
) -> Response:
    name = signature(request)
    kept = kept or {}
    values = as_fields(coded, event) if coded and event else {}
    if "record" in kept:
        values |= {field: kept["record"].get(field, was) for field, was in values.items()}
    return render(
        request,
        "review.html",
        status,
        place=place,
        coded=coded,
        event=event,
        state=state_of(event) if event else "",
        values=values,
        missed={field: kept.get("missed", {}).get(field, "") for field in _MISSED},
        adding="missed" in kept,
        title=_title(coded) if coded else "",
        paragraphs=_paragraphs(coded, event) if coded else [],
        actors=sorted({wording.plain(a.name) for a in coded.actors}) if coded else [],
        words=wording,
        names=wording.Names(coded) if coded else None,
        skip=skip,
        why=list(why),
        waiting=waiting,
        wrong=wrong,
        name=(next(iter(kept.values()), {}).get("name") or name),
        lasting=[_told(row) for row in queries.decisions(site_of(request).ask, name)] if name else [],
        types=TYPES,
        statuses=STATUSES,
        polarities=POLARITIES,
        modes=MODES,
        weights=queries.MORE,
    )


def _why(found: queries.Waiting, event: Event | None) -> list[str]:
    """Why an event comes when it does, in words."""
    reasons = [f"the coder is {'very ' if found.doubt > 0.8 else ''}unsure of it"] if found.doubt > 0.5 else []
    if found.disputed:
        reasons.append("reports tell it differently")
    if found.stranger > 1:
        reasons.append(f"an actor that the registry does not know takes part in {found.stranger:,} events that wait")
    if found.of_type * 16 < found.waiting and event:
        reasons.append(f"{event.type} is rare here ({found.of_type:,} of {found.waiting:,})")
    return reasons or ["nothing speaks for it above others"]


def _told(row: Row) -> dict[str, Any]:
    """A decision in words."""
    said = dict(zip(row["fields"], map(json.loads, row["values"]), strict=True))
    if "reviewed" in said:
        what = "article marked as gone through"
    elif "added" in said:
        what = f"{said['added']['type']} added"
    else:
        changed = [name for name in said if name != "verdict"]
        what = str(said.get("verdict") or "corrected") + (f", with another {', '.join(changed)}" if changed else "")
    return {"what": what, "words": row["words"], "corrections": ",".join(map(str, row["corrections"]))}


def _paragraphs(coded: Coded, event: Event | None) -> list[tuple[str, list[Piece]]]:
    marks = _marks(event) if event else [_trigger(each) for each in coded.events]
    return [(block.kind, _pieces(coded.document.text, block, marks)) for block in coded.document.blocks]


def _marks(event: Event) -> list[Mark]:
    marks = [Mark(event.sentence.start, event.sentence.end, "", ("here",)), _trigger(event)]
    for side, look in zip(SIDES, ("by", "to"), strict=True):
        marks += [Mark(role.span.start, role.span.end, "", (look,)) for role in getattr(event, side)]
    return marks


def _trigger(event: Event) -> Mark:
    return Mark(event.trigger.start, event.trigger.end, "", ("t", f"q{event.quad}"))


def _pieces(text: str, block: Block, marks: list[Mark]) -> list[Piece]:
    near = [m for m in marks if m.start < block.end and block.start < m.end]
    return [
        Piece(text[p.start : p.end], p.start, " ".join(dict.fromkeys(c for m in p.marks for c in m.classes)))
        for p in pieces(block.start, block.end, near)
    ]


def _title(coded: Coded) -> str:
    head = next((b for b in coded.document.blocks if b.kind == "headline"), None)
    return coded.document.title or (coded.document.text[head.start : head.end] if head else coded.document.id)


# -- what is asked of the ledger


def _coded(request: Request, document: str) -> Coded:
    found = site_of(request).ask.record(document)
    if found is None:
        raise Problem(404, "not-found", "no such article in this ledger, or it was taken down")
    return found


def _record(ledger: Ledger, document: str) -> Coded:
    found = next(iter(ledger.records([document], corrected=True)), None)
    if found is None:
        raise UsageError("the article is in this ledger no more")
    return found


def _named(ledger: Ledger, fields: Posted) -> tuple[Coded, Event]:
    coded = _record(ledger, fields.get("document", ""))
    event = next((e for e in coded.events if e.id == fields.get("mention")), None)
    if event is None:
        raise UsageError("this record is there no more: somebody rejected it, or the article was coded anew")
    return coded, event
