"""Commitments of a document: found by cue and by modal, given ids, deadlines and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..knowledge.terms import Terms
from ..language import Analysis
from ..records import Cast, Commitment, Date, Document, Event, Span, SpanIndex, Statement, record_id
from ..statements.tagged import BlockTags
from .acts import ActTyper, AimReader
from .conditions import deadline_of
from .cued import Reader, cued_drafts
from .drafts import Draft
from .parties import is_political
from .spoken import agreed_drafts, spoken_drafts
from .tagged import blend

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
    tags: Sequence[BlockTags] | None = None,
) -> list[Commitment]:
    """The commitments of one document in text order of their triggers.

    act_type: tells the PLOVER type of an act from the token that names it.  tags: what the tagger reads in each
    paragraph; None for the rules alone.
    """
    reader = Reader(analysis, cast, terms, AimReader(analysis, act_type, terms.acts))
    drafts = _once([d for d in cued_drafts(reader) if is_political(cast, (*d.by, *d.to))])
    taken = {d.act.head for d in drafts}
    drafts += agreed_drafts(reader, taken)
    drafts += spoken_drafts(reader, statements, taken)
    drafts = blend(reader, drafts, tags, statements) if tags is not None else drafts
    drafts = [d for d in drafts if _in_paragraph(analysis, d)] or drafts
    drafts.sort(key=lambda d: (d.trigger.start, d.act.span.start))
    ordinals: Counter[tuple[str, Span]] = Counter()
    links = _Links(statements, events)
    dates = SpanIndex((t.span, t) for t in times if t.span)
    return [_record(analysis, document, d, links, dates, reader.aims, ordinals) for d in drafts]


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
    links: _Links,
    times: SpanIndex[Date],
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
        statement=links.statement(draft),
        event=links.event(draft),
        trigger=draft.trigger,
    )


class _Links:
    """The statements and verbal events of a document, by where their words stand."""

    def __init__(self, statements: list[Statement], events: list[Event]) -> None:
        verbal = (e for e in events if e.type in _VERBAL)
        self._cued = SpanIndex((s.cue_span, s) for s in statements if s.cue_span)
        self._contents = SpanIndex((span, s) for s in statements for span in s.content_spans)
        self._events = SpanIndex((span, e) for e in verbal for span in (e.trigger, *e.also))

    def statement(self, draft: Draft) -> str | None:
        """The statement it was made in: the one that the trigger cues, else the innermost around the act."""
        cued = self._cued.overlapping(draft.trigger)
        if cued:
            return cued[0].id
        parties = {r.actor for r in draft.by}
        around = [s for s in self._contents.overlapping(draft.act.span) if s.speaker in parties]
        return around[-1].id if around else None

    def event(self, draft: Draft) -> str | None:
        """The verbal event that records its being made."""
        found = self._events.overlapping(draft.trigger)
        return found[0].id if found else None
