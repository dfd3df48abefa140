"""Single phrases: whose country, which sector."""

from __future__ import annotations

import pytest

from dragoman.actors import resolve_phrase
from dragoman.knowledge.agents import load_agents
from dragoman.knowledge.registry import load_registry
from dragoman.language import EnglishPipeline

PHRASES = [
    # phrase, context, country, primary sector
    ("riot police in Tirana", None, "ALB", "COP"),
    ("Chilean soldiers", None, "CHL", "MIL"),
    ("a group of dockers", None, None, None),
    ("Oslo's", None, "NOR", "GOV"),
    ("Norway", None, "NOR", None),
    ("the mines ministry", "Officials in Chile confirmed the sale.", "CHL", None),
    ("Danish Interior Minister Ilse Tarnholm", None, "DNK", "GOV"),
    ("former Danish minister Ilse Tarnholm", None, "DNK", "ELI"),
    ("anti-Chile protesters", None, None, "CVL"),
    ("a wet stone", None, None, None),
    ("", None, None, None),
]


@pytest.mark.parametrize(("phrase", "context", "country", "sector"), PHRASES)
def test_phrase(
    pipeline: EnglishPipeline, phrase: str, context: str | None, country: str | None, sector: str | None
) -> None:
    result = resolve_phrase(phrase, "2022-03-01", context, pipeline, load_registry(), load_agents())
    assert result.country == country
    assert sector is None or result.sectors[:1] == [sector]
