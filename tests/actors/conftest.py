"""A cast of a text in one call; the pipeline, registry and agent words are loaded once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dragoman.actors import find_actors
from dragoman.knowledge.agents import load_agents
from dragoman.knowledge.registry import load_registry
from dragoman.language import EnglishPipeline
from dragoman.records import Block, Cast, Document

CastOf = Callable[[str], Cast]


def document_of(text: str, date: str | None = "2022-03-01") -> Document:
    blocks = [Block("paragraph", m.start(), m.end()) for m in re.finditer(r"\S(?:.*?\S)?(?=\s*\n\n|\s*\Z)", text, re.S)]
    return Document(id="test", text=text, published_at=date, blocks=blocks)


@pytest.fixture(scope="session")
def cast_of(pipeline: EnglishPipeline) -> CastOf:
    """The cast of a text whose paragraphs are separated by blank lines."""
    registry, agents = load_registry(), load_agents()

    def cast(text: str) -> Cast:
        document = document_of(text)
        return find_actors(pipeline.analyze(document), document, registry, agents)

    return cast
