"""Candidates → events: each mention's circumstances are read, then the mentions of one act are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from ..knowledge.calibration import Calibration, load_calibration
from ..knowledge.contexts import ContextWords
from ..knowledge.hedges import Hedges
from ..knowledge.plover import Plover
from ..knowledge.quantities import Quantities
from ..language import Analysis
from ..records import Cast, Date, Document, Event, Factuality, Place, Statement, record_id
from .attribution import VERBAL, Voices, attribution, is_performed, with_speaker
from .candidate import Candidate
from .confidence import confidence
from .contexts import ContextFinder
from .counts import Counter
from .dates import Calendar, told_long_ago
from .draft import Draft, Joined
from .factuality import Act, FactualityReader, Standing
from .merging import join_mentions
from .sites import Sites

_POINTING = frozenset({"the", "this", "that", "these", "those", "such", "its", "their", "his", "her"})
_ANOTHER = frozenset({"another", "second", "third", "fresh", "further", "more", "earlier", "previous", "new", "other"})


@dataclass(frozen=True)
class CircumstanceKnowledge:
    """What the reading of circumstances knows."""

    hedges: Hedges
    contexts: ContextWords
    quantities: Quantities
    plover: Plover
    calibration: Calibration = field(default_factory=load_calibration)


def assemble_events(
    candidates: Sequence[Candidate],
    analysis: Analysis,
    document: Document,
    cast: Cast,
    statements: Sequence[Statement],
    times: Sequence[Date],
    places: Sequence[Place],
    knowledge: CircumstanceKnowledge,
) -> list[Event]:
    """The events of a document in text order; candidates with no party on either side are left out."""
    reader = _Circumstances(analysis, document, cast, statements, times, places, knowledge)
    read = [reader.draft(c) for c in candidates]
    drafts = [d for d in read if d.candidate.actors or d.candidate.recipients]
    acts = join_mentions(drafts, analysis, cast, knowledge.hedges.harm)
    return _number(document, [_event(act, knowledge) for act in acts])


class _Circumstances:
    """Reads the circumstances of every candidate of one document."""

    def __init__(
        self,
        analysis: Analysis,
        document: Document,
        cast: Cast,
        statements: Sequence[Statement],
        times: Sequence[Date],
        places: Sequence[Place],
        knowledge: CircumstanceKnowledge,
    ) -> None:
        self._analysis = analysis
        self._cast = cast
        self._voices = Voices([s for s in statements if _gives_words(s, analysis)])
        self._hedges = knowledge.hedges
        self._factuality = FactualityReader(analysis, knowledge.hedges)
        self._calendar = Calendar(analysis, document, times, knowledge.hedges)
        self._sites = Sites(analysis, places, times, cast)
        self._counter = Counter(analysis, knowledge.quantities)
        self._contexts = ContextFinder(analysis, knowledge.contexts)

    def draft(self, candidate: Candidate) -> Draft:
        """The candidate with everything that its own sentence and the statements around it say."""
        analysis = self._analysis
        trigger = analysis.span(candidate.first, candidate.last)
        around = self._voices.around(trigger)
        candidate = with_speaker(candidate, around, analysis)
        performed = is_performed(candidate, around, analysis, self._cast)
        standing = self._standing(candidate, around, performed)
        date = self._calendar.date_of(candidate, self._cue(around) if performed else None)
        if not self._calendar.fits(date, standing.status) and not self._is_scheduled(candidate):
            date = None
        sentence = analysis.sentence_of(candidate.head)
        head = analysis.tokens[candidate.head]
        before = {analysis.tokens[c].lower for c in analysis.children[candidate.head] if c < candidate.head}
        return Draft(
            candidate=candidate,
            lemma=head.lemma.lower(),
            trigger=trigger,
            sentence_span=analysis.sentence_span(candidate.head),
            sentence=sentence.index,
            block=sentence.block,
            kind=sentence.kind,
            definite=candidate.nominal and bool(before & _POINTING),
            another=candidate.nominal and bool(before & _ANOTHER),
            plural=candidate.nominal and head.tag in {"NNS", "NNPS"},
            factuality=self._with_time(candidate, standing, date),
            attribution=tuple(attribution(around, performed)),
            date=date,
            place=self._sites.place_of(candidate),
            counts=tuple(self._counter.counts_of(candidate)),
            contexts=tuple(self._contexts.contexts_of(candidate)),
        )

    def _standing(self, candidate: Candidate, around: Sequence[Statement], performed: bool) -> Standing:
        scheduled = candidate.type == "AGREE" and self._is_meeting(candidate)
        own_word = performed or (not around and self._is_promise(candidate))
        act = Act(
            head=candidate.head,
            first=candidate.first,
            last=candidate.last,
            performed=own_word and not scheduled,
            refusal=candidate.type == "REJECT",
            reported=bool(around),
            expressive=candidate.type in VERBAL or candidate.type == "PROTEST",
        )
        return self._factuality.standing(act)

    def _is_promise(self, candidate: Candidate) -> bool:
        """ "The two ports will share the dredger": the reporter tells a promise of the actors as their word."""
        clause = self._analysis.clause_at(candidate.head)
        verbal = candidate.type in {"AGREE", "CONCEDE", "THREATEN", "REJECT"}
        return verbal and clause is not None and clause.modal in {"will", "shall"}

    def _is_meeting(self, candidate: Candidate) -> bool:
        words = {self._analysis.tokens[t].lemma.lower() for t in range(candidate.first, candidate.last)}
        clause = self._analysis.clause_at(candidate.head)
        if clause:
            words |= {self._analysis.tokens[o].lower for o in clause.objects}
        return bool(words & self._hedges.meetings)

    def _is_scheduled(self, candidate: Candidate) -> bool:
        """Whether an act told in the present may lie ahead ("meets on Friday")."""
        clause = self._analysis.clause_at(candidate.head)
        return clause is not None and clause.tense == "present" and not clause.perfect

    def _cue(self, around: Sequence[Statement]) -> int | None:
        span = around[-1].cue_span if around else None
        inside = self._analysis.tokens_in(span.start, span.end) if span else range(0)
        return next((t for t in inside if self._analysis.clause_at(t)), None)

    def _with_time(self, candidate: Candidate, standing: Standing, date: Date | None) -> Factuality:
        """The standing in view of the date: present tense with a day to come is planned; the long past is history."""
        if standing.status == "actual" and self._calendar.is_future(date) and self._is_scheduled(candidate):
            standing = standing.at_least("planned")
        if standing.status == "actual" and self._calendar.is_historical(date):
            return msgspec.structs.replace(standing.factuality, status="historical")
        if told_long_ago(self._analysis, candidate, standing, self._hedges.long_ago):
            return msgspec.structs.replace(standing.factuality, status="historical")
        return standing.factuality


def _gives_words(statement: Statement, analysis: Analysis) -> bool:
    """Whether what stands in the content is known by the speaker's word: not so in "regretted the raid"."""
    if statement.act == "said":
        return True
    clauses = (
        analysis.clause_at(t) for span in statement.content_spans for t in analysis.tokens_in(span.start, span.end)
    )
    return any(c and c.kind not in {"relative", "reduced", "adverbial"} for c in clauses)


def _event(act: Joined, knowledge: CircumstanceKnowledge) -> Event:
    """The record of one act; its id is given later, when its like are known."""
    first, candidate = act.first, act.first.candidate
    return Event(
        id="",
        type=candidate.type,
        mode=candidate.mode,
        contexts=list(first.contexts),
        quad=knowledge.plover.quad(candidate.type),
        intensity=knowledge.plover.intensity(candidate.type, candidate.mode),
        actors=list(candidate.actors),
        recipients=list(candidate.recipients),
        trigger=first.trigger,
        sentence=first.sentence_span,
        also=[d.trigger for d in act.others],
        factuality=first.factuality,
        attribution=[] if any(d.told for d in act.others) else list(first.attribution),
        date=first.date or _date_elsewhere(act),
        place=first.place or _place_elsewhere(act),
        counts=list(first.counts),
        confidence=confidence(act, knowledge.calibration),
    )


def _date_elsewhere(act: Joined) -> Date | None:
    """The date that another mention of the same act gives; its span is null, for it stands in another sentence."""
    for other in act.others:
        if other.date and other.factuality.status == act.first.factuality.status:
            return msgspec.structs.replace(other.date, span=None, inferred=True)
    return None


def _place_elsewhere(act: Joined) -> Place | None:
    for other in act.others:
        if other.place:
            return msgspec.structs.replace(other.place, span=None)
    return None


def _number(document: Document, events: Sequence[Event]) -> list[Event]:
    """The events with their ids; an ordinal parts those of one type on one trigger."""
    seen: dict[tuple[str, int, int], int] = {}
    numbered = []
    for event in events:
        key = (event.type, event.trigger.start, event.trigger.end)
        ordinal = seen[key] = seen.get(key, -1) + 1
        numbered.append(msgspec.structs.replace(event, id=record_id(document.id, "event", *key, ordinal)))
    return numbered
