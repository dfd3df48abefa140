"""The pipeline forgets words that it has met, so that memory stays flat, and analyses stay what they were."""

from __future__ import annotations

import pytest

from dragoman.language import EnglishPipeline, pipeline
from dragoman.records import Block, Document
from dragoman.settings import ENGLISH_PIPELINE


def test_words_are_forgotten_and_analyses_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_REMEMBERED", 5)
    english = EnglishPipeline(ENGLISH_PIPELINE)

    def analyzed(name: str) -> list[tuple[str, str, str]]:
        text = f"{name} shelled {name}grad on Monday, the {name}ists said."
        document = Document(id="test", text=text, blocks=[Block("paragraph", 0, len(text))])
        return [(t.text, t.lemma, t.dep) for t in english.analyze(document).tokens]

    before = analyzed("Zubrovka")
    known = len(english.bare().vocab.strings)
    for round in range(4):
        for n in range(5):
            analyzed(f"Zub{'abcde'[n]}{'vwxyz'[round]}rov")
    assert analyzed("Zubrovka") == before
    assert len(english.bare().vocab.strings) <= known + 3 * 5
