"""First and second person inside direct words."""

from __future__ import annotations

from dragoman.actors import find_actors, resolve_speakers
from dragoman.knowledge.agents import load_agents
from dragoman.knowledge.registry import load_registry
from dragoman.language import EnglishPipeline
from dragoman.records import Block, Document, Span, Statement


def test_first_person_is_the_speaker_second_the_addressee(pipeline: EnglishPipeline) -> None:
    text = '"I will pay you and we will leave," Maria Tarnholm told Norway.'
    document = Document(id="t", text=text, blocks=[Block("paragraph", 0, len(text))])
    analysis = pipeline.analyze(document)
    cast = find_actors(analysis, document, load_registry(), load_agents())
    [speaker] = [a.id for a in cast.actors.values() if a.kind == "person"]
    end = text.index(",")
    said = Statement(
        id="s1", kind="direct", act="said", speaker=speaker, source_span=None, cue_span=None,
        content_spans=[Span.of(text, 1, end)], addressee="country:NOR",
    )  # fmt: skip
    resolved = resolve_speakers(cast, analysis, [said])
    found = {m.span.text: m.actors for m in resolved.mentions if m.form == "pronoun"}
    assert found == {"I": (speaker,), "we": (speaker,), "you": ("country:NOR",)}
