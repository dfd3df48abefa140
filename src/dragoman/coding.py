"""The whole run for one document, on one screen: reading → records.

    language   tokens, sentences, clauses, quotations       (one parse)
    times      date expressions against the document's own date
    places     place names against the gazetteer
    actors     who is who: names, groups, pronouns, metonyms
    statements who said what, in whose words
    events     who did what to whom, and whether it happened
    commitments what binds whom, on what condition

Every stage gets what the stages before it returned and returns records of its own; nothing is
changed in place, so a document's records depend on that document alone (records.md, rule 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .actors import actor_records, find_actors, resolve_speakers
from .commitments import find_commitments
from .events import Knowledge as EventKnowledge
from .events import act_typer, find_events, load_event_knowledge, read_tags
from .knowledge.agents import Agents, load_agents
from .knowledge.cues import Cues, load_cues
from .knowledge.gazetteer import Gazetteer, load_gazetteer
from .knowledge.registry import Registry, load_registry
from .knowledge.terms import Terms, load_terms
from .language import EnglishPipeline
from .models.artefacts import has_model
from .models.tagging import EVENTS, STATEMENTS, Tagger
from .places import find_places
from .records import Coded, CoderInfo, Commitment, Event, Reading, Span, Statement
from .settings import Settings
from .statements import find_statements, read_statement_tags
from .times import find_times
from .version import __version__


@dataclass(frozen=True)
class Knowledge:
    """Everything that is loaded once and read by every document."""

    pipeline: EnglishPipeline
    registry: Registry
    agents: Agents
    gazetteer: Gazetteer
    cues: Cues
    events: EventKnowledge
    commitments: Terms
    event_tagger: Tagger | None
    statement_tagger: Tagger | None
    info: CoderInfo


def load_knowledge(settings: Settings) -> Knowledge:
    """The knowledge for a run; takes about two seconds, most of it spaCy."""
    pipeline = EnglishPipeline(settings.pipeline)
    registry = load_registry(settings.registry)
    taggers = {name: Tagger(name) for name in (EVENTS, STATEMENTS) if has_model(name)}
    models = {"english": pipeline.version} | {name: tagger.version for name, tagger in taggers.items()}
    return Knowledge(
        pipeline=pipeline,
        registry=registry,
        agents=load_agents(),
        gazetteer=load_gazetteer(),
        cues=load_cues(),
        events=load_event_knowledge(),
        commitments=load_terms(),
        event_tagger=taggers.get(EVENTS),
        statement_tagger=taggers.get(STATEMENTS),
        info=CoderInfo(program="dragoman", version=__version__, registry=registry.version, models=models),
    )


def code_reading(reading: Reading, knowledge: Knowledge, settings: Settings) -> Coded:
    """All records of one document."""
    document = reading.document
    if any(w.code == "not-english" for w in reading.warnings):
        return _kept_uncoded(reading, knowledge)
    analysis = knowledge.pipeline.analyze(document)
    times = find_times(document)
    places = find_places(analysis, document, knowledge.gazetteer)
    tags = read_tags(analysis, knowledge.event_tagger) if knowledge.event_tagger else None
    parties = tags.parties(analysis) if tags else frozenset()
    cast = find_actors(analysis, document, knowledge.registry, knowledge.agents, parties)
    said = read_statement_tags(analysis, knowledge.statement_tagger) if knowledge.statement_tagger else None
    statements = find_statements(analysis, document, cast, knowledge.cues, said)
    cast = resolve_speakers(cast, analysis, statements)
    events = find_events(analysis, document, cast, statements, times, places, knowledge.events, tags)
    events = [e for e in events if e.confidence >= settings.min_confidence]
    act_type = act_typer(analysis, cast, knowledge.events.lexicon)
    commitments = find_commitments(analysis, document, cast, statements, events, times, knowledge.commitments, act_type)
    return Coded(
        coder=knowledge.info,
        document=document,
        actors=actor_records(cast, _used(statements, events, commitments)),
        statements=statements,
        events=events,
        commitments=commitments,
        times=times,
        places=places,
        warnings=reading.warnings,
    )


def _kept_uncoded(reading: Reading, knowledge: Knowledge) -> Coded:
    return Coded(
        coder=knowledge.info,
        document=reading.document,
        actors=[],
        statements=[],
        events=[],
        commitments=[],
        times=[],
        places=[],
        warnings=reading.warnings,
    )


def _used(
    statements: Iterable[Statement], events: Iterable[Event], commitments: Iterable[Commitment]
) -> Iterator[tuple[str, Span]]:
    """The (actor, span) pairs that a record stands on."""
    for s in statements:
        if s.speaker and s.source_span:
            yield s.speaker, s.source_span
        if s.addressee and s.addressee_span:
            yield s.addressee, s.addressee_span
    for e in events:
        for role in (*e.actors, *e.recipients):
            yield role.actor, role.span
    for c in commitments:
        yield from zip(c.by, c.by_spans, strict=True)
        yield from zip(c.to, c.to_spans, strict=True)
