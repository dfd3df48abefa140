"""Scenes for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scenes import Scene

from dragoman.language import EnglishPipeline


@pytest.fixture
def scene(pipeline: EnglishPipeline) -> Callable[..., Scene]:
    """`scene(text, published_at)` makes the scene of a text."""
    return lambda text, published_at="2021-06-16": Scene(pipeline, text, published_at)
