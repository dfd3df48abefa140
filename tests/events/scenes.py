"""Factory of small scenes: a text, the acts that somebody found in it, and who is meant, made by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.events import Candidate, CircumstanceKnowledge, assemble_events
from dragoman.knowledge.calibration import Calibration, load_calibration
from dragoman.knowledge.contexts import load_contexts
from dragoman.knowledge.hedges import load_hedges
from dragoman.knowledge.plover import load_plover
from dragoman.knowledge.quantities import load_quantities
from dragoman.language import Analysis, EnglishPipeline
from dragoman.records import (
    Actor,
    ActorKind,
    Block,
    BlockKind,
    Cast,
    Date,
    Document,
    Event,
    EventType,
    Place,
    PlacePrecision,
    Role,
    Span,
    Statement,
    StatementKind,
)
from dragoman.times import find_times

MARKS: dict[str, BlockKind] = {"# ": "headline", "* ": "highlight"}


@dataclass(frozen=True)
class Told:
    """An act by the word that names it: `word` stands once in the text, or `at` says which time (0 is the first).

    source: what found it.
    """

    word: str
    type: EventType
    by: str | None = None
    to: str | None = None
    at: int = 0
    reciprocal: bool = False
    source: str = "scene"


class Scene:
    """One document; blocks are parted by blank lines, "# " opens a headline and "* " a highlight."""

    def __init__(self, pipeline: EnglishPipeline, text: str, published_at: str | None = "2021-06-16") -> None:
        self.text = text
        blocks = []
        for match in re.finditer(r"\S(?:.*?\S)?(?=\s*\n\n|\s*\Z)", text, re.S):
            mark = text[match.start() : match.start() + 2]
            skip = 2 if mark in MARKS else 0
            blocks.append(Block(MARKS.get(mark, "paragraph"), match.start() + skip, match.end()))
        self.document = Document(id="scene", text=text, blocks=blocks, published_at=published_at)
        self.analysis: Analysis = pipeline.analyze(self.document)
        self.actors: dict[str, Actor] = {}
        self.statements: list[Statement] = []
        self.places: list[Place] = []
        self.calibration = load_calibration()

    def weighed(self, calibration: Calibration) -> Scene:
        """With these weights of signs in place of the shipped ones."""
        self.calibration = calibration
        return self

    def span(self, words: str, at: int = 0) -> Span:
        start = [m.start() for m in re.finditer(re.escape(words), self.text)][at]
        return Span.of(self.text, start, start + len(words))

    def actor(self, name: str, kind: ActorKind = "group", country: str | None = None, *sectors: str) -> Scene:
        self.actors[name] = Actor(
            id=name, name=name, kind=kind, country=country, sectors=list(sectors), title=None, wikidata=None,
            mentions=[], basis=None,
        )  # fmt: skip
        return self

    def says(
        self, speaker: str, cue: str, words: str, kind: StatementKind = "indirect", within: str | None = None
    ) -> Scene:
        self.statements.append(
            Statement(
                id=f"s{len(self.statements) + 1}",
                kind=kind,
                act="said",
                speaker=speaker,
                source_span=self.span(speaker),
                cue_span=self.span(cue),
                content_spans=[self.span(words)],
                within=within,
            )
        )
        return self

    def place(self, name: str, precision: PlacePrecision = "city", country: str = "XXX") -> Scene:
        self.places.append(
            Place(
                name=name,
                country=country,
                admin1=None,
                admin2=None,
                lat=1.0,
                lon=2.0,
                geoname_id=None,
                feature_code=None,
                precision=precision,
                span=self.span(name),
            )
        )
        return self

    def times(self) -> list[Date]:
        return list(find_times(self.document))

    def events(self, *acts: Told) -> list[Event]:
        knowledge = CircumstanceKnowledge(
            load_hedges(), load_contexts(), load_quantities(), load_plover(), self.calibration
        )
        candidates = sorted((self._candidate(a) for a in acts), key=lambda c: c.head)
        cast = Cast.of(self.actors, [])
        return assemble_events(
            candidates, self.analysis, self.document, cast, self.statements, self.times(), self.places, knowledge
        )

    def event(self, *acts: Told) -> Event:
        (only,) = self.events(*acts)
        return only

    def _candidate(self, act: Told) -> Candidate:
        head = [t.i for t in self.analysis.tokens if t.text == act.word][act.at]
        clause = self.analysis.clause_at(head)
        return Candidate(
            head=head, first=head, last=head + 1, clause=clause.index if clause else None, nominal=clause is None,
            type=act.type, mode=None, actors=self._roles(act.by, head), recipients=self._roles(act.to, head),
            reciprocal=act.reciprocal, confidence=0.8, source=act.source,
        )  # fmt: skip

    def _roles(self, name: str | None, head: int) -> tuple[Role, ...]:
        """The actor's nearest mention of the text; an actor whose name does not stand there is given the act's word."""
        if name is None:
            return ()
        if name not in self.actors:
            self.actor(name)
        starts = [m.start() for m in re.finditer(re.escape(name), self.text)]
        token = self.analysis.tokens[head]
        if not starts:
            return (Role(name, Span.of(self.text, token.start, token.end)),)
        start = min(starts, key=lambda s: abs(s - token.start))
        return (Role(name, Span.of(self.text, start, start + len(name))),)
