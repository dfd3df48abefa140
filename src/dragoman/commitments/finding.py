"""Commitments of a document: found by cue and by modal, given ids, deadlines and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..knowledge.terms import Terms
from ..language import Analysis
from ..records import Cast, Commitment, Date, Document, Event, Span, SpanIndex, Statement, record_id
from ..times import anchor_of
from .aims import ActTyper, AimReader
from .bargains import bargain_drafts, slogan_drafts
from .binding import finish
from .deadlines import Deadlines
from .deals import deal_drafts
from .drafts import Draft
from .existence import preconditions
from .limits import limit_drafts
from .linking import consequences, else_drafts
from .nouns import noun_drafts
from .reader import Reader
from .spoken import spoken_drafts
from .states import state_drafts
from .told import told_drafts
from .verbs import verb_drafts

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
    said = SpanIndex((span, s) for s in statements for span in s.content_spans)
    reader = Reader(analysis, cast, terms, AimReader(analysis, act_type, terms.acts), said)
    drafts = _all_drafts(reader, statements)
    drafts = [d for d in drafts if _in_paragraph(analysis, d)] or drafts
    drafts.sort(key=lambda d: (d.trigger.start, d.act.span.start))
    ordinals: Counter[tuple[str, Span]] = Counter()
    links = _Links(statements, events)
    deadlines = Deadlines(analysis, SpanIndex((t.span, t) for t in times if t.span), anchor_of(document))
    bound = finish(reader, drafts, deadlines)
    return [_record(document, draft, due, links, reader.aims, ordinals) for draft, due in bound]


def _all_drafts(reader: Reader, statements: list[Statement]) -> list[Draft]:
    """What each way of finding proposes: words that bind first, then terms of deals, bargains, spoken words."""
    cued = (d for find in (limit_drafts, verb_drafts, noun_drafts, state_drafts) for d in find(reader))
    drafts = _once(d for d in cued if _is_politics(reader, d))
    drafts = _with_consequences(reader, drafts)
    taken = {d.act.head for d in drafts}
    drafts += deal_drafts(reader, taken)
    for found in (bargain_drafts(reader, statements, taken), spoken_drafts(reader, statements, taken)):
        drafts += _with_consequences(reader, list(found))
    drafts += (d for d in told_drafts(reader, taken) if reader.is_political(d.by))
    drafts += slogan_drafts(reader, statements, taken)
    drafts += else_drafts(reader, {d.act.head for d in drafts})
    return _once(drafts)


def _is_politics(reader: Reader, draft: Draft) -> bool:
    """Whether one of the parties is political; a crowd's demand is politics whoever they are."""
    if reader.is_political((*draft.by, *draft.to)):
        return True
    # what a crowd demands by shouting it belongs to its protest; "their demand: …" is told for itself
    named = draft.kind == "demand" and reader.analysis.tokens[draft.head].pos == "NOUN"
    return named and bool(draft.by) and all(reader.cast.actors[r.actor].kind == "group" for r in draft.by)


def _with_consequences(reader: Reader, drafts: list[Draft]) -> list[Draft]:
    """The drafts with what their demands threaten or refuse; a threat made so is no second demand."""
    threats = [t for d in drafts for t in consequences(reader, d)]
    refusals = [r for d in drafts if (r := preconditions(reader, d))]
    heads = {t.act.head for t in threats}
    return [*(d for d in drafts if d.act.head not in heads), *threats, *refusals]


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
    document: Document,
    draft: Draft,
    due: Date | None,
    links: _Links,
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
        deadline=due,
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
