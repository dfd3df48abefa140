"""Commitments of a document: found by cue and by modal, given ids, deadlines and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..knowledge.terms import Terms
from ..language import Analysis
from ..records import Cast, Commitment, Date, Document, Event, Span, Statement, record_id
from .acts import ActTyper, AimReader
from .conditions import deadline_of
from .cued import Reader, cued_drafts
from .drafts import Draft
from .parties import is_political
from .spoken import agreed_drafts, spoken_drafts

_VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def find_commitments(
    analysis: Analysis,
    document: Document,
    cast: Cast,
    statements: list[Statement],
    events: list[Event],
    times: list[Date],
    terms: Terms,
    act_type: ActTyper,
) -> list[Commitment]:
    """The commitments of one document in text order of their triggers.

    act_type: tells the PLOVER type of an act from the token that names it.
    """
    reader = Reader(analysis, cast, terms, AimReader(analysis, act_type, terms.acts))
    drafts = _once([d for d in cued_drafts(reader) if is_political(cast, (*d.by, *d.to))])
    taken = {d.act.head for d in drafts}
    drafts += agreed_drafts(reader, taken)
    drafts += spoken_drafts(reader, statements, taken)
    drafts = [d for d in drafts if _in_paragraph(analysis, d)] or drafts
    drafts.sort(key=lambda d: (d.trigger.start, d.act.span.start))
    ordinals: Counter[tuple[str, Span]] = Counter()
    return [_record(analysis, document, d, statements, events, times, reader.aims, ordinals) for d in drafts]


def _in_paragraph(analysis: Analysis, draft: Draft) -> bool:
    """A headline's and a highlight's commitments stand again in the paragraphs."""
    return analysis.sentence_of(draft.head).kind == "paragraph"


def _once(drafts: Iterable[Draft]) -> list[Draft]:
    """One draft an act: "repeated its threat to" and "threatened" may both claim it; the outer cue wins."""
    kept: dict[int, Draft] = {}
    for draft in drafts:
        kept.setdefault(draft.act.head, draft)
    return list(kept.values())


def _record(
    analysis: Analysis,
    document: Document,
    draft: Draft,
    statements: list[Statement],
    events: list[Event],
    times: list[Date],
    aims: AimReader,
    ordinals: Counter[tuple[str, Span]],
) -> Commitment:
    ordinal = ordinals[draft.kind, draft.trigger]
    ordinals[draft.kind, draft.trigger] += 1
    conditions = list(draft.conditions)
    return Commitment(
        id=record_id(document.id, "commitment", draft.kind, draft.trigger.start, draft.trigger.end, ordinal),
        kind=draft.kind,
        by=[r.actor for r in draft.by],
        by_spans=[r.span for r in draft.by],
        to=[r.actor for r in draft.to],
        to_spans=[r.span for r in draft.to],
        act=draft.act.span,
        act_type=aims.at(draft.act.head).type,
        conditions=conditions,
        deadline=deadline_of(analysis, draft.act.span, times),
        strength=draft.strength,
        statement=_statement(draft, statements),
        event=_event(draft, events),
        trigger=draft.trigger,
    )


def _statement(draft: Draft, statements: list[Statement]) -> str | None:
    """The statement it was made in: the one that the trigger cues, else the innermost around the act."""
    for statement in statements:
        if statement.cue_span and statement.cue_span.overlaps(draft.trigger):
            return statement.id
    parties = {r.actor for r in draft.by}
    around = [
        s for s in statements if s.speaker in parties and any(c.overlaps(draft.act.span) for c in s.content_spans)
    ]
    return around[-1].id if around else None


def _event(draft: Draft, events: list[Event]) -> str | None:
    """The verbal event that records its being made."""
    for event in events:
        if event.type in _VERBAL and any(t.overlaps(draft.trigger) for t in (event.trigger, *event.also)):
            return event.id
    return None
