"""Audit: a person judges records and sentences drawn by chance, and sees how far the ledger can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from ...errors import UsageError
from ...evaluation.auditing import Estimate, JudgedRecord, JudgedSentence, precision, recall
from ...ledger import Ledger
from ...records import Event
from ...report import wording
from .. import queries
from ..access import may_review
from ..asking import Row
from ..exporting import csv_row, inert
from ..posting import Posted, PostedFields, signature, write
from ..problems import Problem
from ..showing import cut_at
from ..site import render, site_of

router = APIRouter(include_in_schema=False)

_SIZE, _SEED = 50, 1
_HIGHEST_SEED = 2**31
Number = Annotated[int, Path(ge=1, le=2**31)]
_COLUMNS = (
    "item", "kind", "document", "record", "sentence", "trigger", "span_start", "span_end", "trigger_start",
    "trigger_end", "sharing", "weight", "verdict", "missed", "judged_by", "judged_at",
)  # fmt: skip


@router.get("/audit")
def audits(request: Request) -> Response:
    may_review(request)
    return _list(request)


@router.post("/audit")
def draw(request: Request, fields: PostedFields) -> Response:
    def change(ledger: Ledger, by: str) -> None:
        ledger.draw_audit(_number(fields, "size", 1_000), seed=_number(fields, "seed", _HIGHEST_SEED), made_by=by)

    return write(
        request, fields, change, then="/audit", doing="the draw",
        failed=lambda message: _list(request, message, fields),
    )  # fmt: skip


@router.get("/audit/{audit}")
def audit(request: Request, audit: Number) -> Response:
    may_review(request)
    return _audit(request, audit)


@router.post("/audit/{audit}/judge")
def judge(request: Request, audit: Number, fields: PostedFields) -> Response:
    def change(ledger: Ledger, by: str) -> None:
        item = _number(fields, "item", 10_000)
        verdict = fields.get("verdict") or None
        ledger.judge(audit, item, verdict, missed=_number(fields, "missed", 9) if verdict else 0, made_by=by)

    return write(
        request, fields, change, then=f"/audit/{audit}", doing="your judgement",
        failed=lambda message: _audit(request, audit, message, fields),
    )  # fmt: skip


@router.get("/audit/{audit}/judgements.csv")
def judgements(request: Request, audit: Number) -> Response:
    may_review(request)
    ask = site_of(request).ask
    if queries.audit(ask, audit) is None:
        raise _no_audit()
    rows = [csv_row([inert(row[name]) for name in _COLUMNS]) for row in queries.items(ask, audit)]
    name = {"Content-Disposition": f"attachment; filename=audit-{audit}.csv"}
    return Response(b"".join([csv_row(_COLUMNS), *rows]), media_type="text/csv; charset=utf-8", headers=name)


def _list(request: Request, wrong: str = "", kept: Posted | None = None) -> Response:
    kept = kept or {}
    return render(
        request, "audits.html", 400 if wrong else 200, audits=queries.audits(site_of(request).ask), wrong=wrong,
        name=kept.get("name") or signature(request), size=kept.get("size", str(_SIZE)),
        seed=kept.get("seed", str(_SEED)),
    )  # fmt: skip


def _audit(request: Request, number: int, wrong: str = "", kept: Posted | None = None) -> Response:
    ask = site_of(request).ask
    with ask.together():
        found = queries.audit(ask, number)
        if found is None:
            raise _no_audit()
        items = queries.items(ask, number)
    wanted = (kept or {}).get("item")
    current = next((r for r in items if str(r["item"]) == wanted), None) if wanted else None
    current = current or next((row for row in items if row["verdict"] is None), None)
    judged = [row for row in items if row["verdict"] is not None]
    last = max(judged, key=lambda row: row["judged_at"], default=None)
    event = _event(request, current)
    return render(
        request,
        "audit.html",
        400 if wrong else 200,
        audit=found,
        items=items,
        judged=judged,
        unsure=sum(row["verdict"] == "unsure" for row in judged),
        current=current,
        cut=cut_at(current["sentence"], current) if current else None,
        event=event,
        words=wording,
        names=_names(request, current) if event else None,
        last=last,
        estimates=estimates(found, items),
        wrong=wrong,
        name=(kept or {}).get("name") or signature(request),
    )


def estimates(audit: Row, items: Sequence[Row]) -> dict[str, Estimate | None]:
    """Precision and recall from what is judged so far; what nobody could tell is left out."""
    records = [
        JudgedRecord(row["verdict"] == "right", row["missed"], row["sharing"])
        for row in items
        if row["kind"] == "record" and row["verdict"] in {"right", "wrong"}
    ]
    sentences = [
        JudgedSentence(row["missed"], row["weight"])
        for row in items
        if row["kind"] == "sentence" and row["verdict"] == "seen"
    ]
    # an audit that is under way has so many of the draws without a sentence behind it as of those with one
    drawn = sum(row["kind"] == "sentence" for row in items)
    full = round(audit["saturated"] * len(sentences) / drawn) if drawn else 0
    return {
        "precision": precision(records),
        "recall": recall(records, sentences, population=audit["records"], characters=audit["characters"], full=full),
    }


def _event(request: Request, item: Row | None) -> Event | None:
    """The record of an item as it stands now; None where it was rejected since, or the article was coded anew."""
    if item is None or item["record"] is None:
        return None
    coded = site_of(request).ask.record(item["document"])
    return next((e for e in coded.events if e.id == item["record"]), None) if coded else None


def _names(request: Request, item: Row | None) -> wording.Names | None:
    coded = site_of(request).ask.record(item["document"]) if item else None
    return wording.Names(coded) if coded else None


def _number(fields: Posted, name: str, most: int) -> int:
    written = fields.get(name, "").strip()
    if not written.isdecimal() or len(written) > 10 or int(written) > most:
        raise UsageError(f"{name}: a number from 0 to {most:,}")
    return int(written)


def _no_audit() -> Problem:
    return Problem(404, "not-found", "no such audit in this ledger")
