"""Fixtures that several rooms share.  The pipeline takes a second to load, so it is loaded once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from dragoman.language import Analysis, EnglishPipeline
from dragoman.records import Block, Document
from dragoman.settings import ENGLISH_PIPELINE

# How long making an input takes says how busy the machine is, not whether the program is right.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

# Tables fit the terminal; the one that tests run in has no width of its own.
os.environ.pop("COLUMNS", None)

# Commands that tests run in this process code in it, too: workers would load their models for each.
os.environ.setdefault("DRAGOMAN_WORKERS", "0")


@pytest.fixture(scope="session")
def pipeline() -> EnglishPipeline:
    return EnglishPipeline(ENGLISH_PIPELINE)


@pytest.fixture(scope="session")
def analyze(pipeline: EnglishPipeline) -> Callable[[str], Analysis]:
    """Analysis of a text whose paragraphs are separated by blank lines."""

    def analysis(text: str) -> Analysis:
        blocks = [
            Block("paragraph", m.start(), m.end()) for m in re.finditer(r"\S(?:.*?\S)?(?=\s*\n\n|\s*\Z)", text, re.S)
        ]
        return pipeline.analyze(Document(id="test", text=text, blocks=blocks))

    return analysis
