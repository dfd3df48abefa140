"""PLOVER contexts by the words of a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scenes import Scene, Told

from dragoman.knowledge.contexts import load_contexts
from dragoman.knowledge.files import data_rows

Make = Callable[..., Scene]


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("Kenya imposed tariffs on imports.", Told("imposed", "SANCTION", "Kenya"), ["economic"]),
        ("Kenya expelled the ambassador.", Told("expelled", "SANCTION", "Kenya"), ["diplomatic"]),
        ("Pro-democracy activists marched.", Told("marched", "PROTEST", "activists"), ["pro_democracy"]),
        ("Crowds marched.", Told("marched", "PROTEST", "Crowds"), []),
    ],
)
def test_contexts(scene: Make, text: str, act: Told, expected: list[str]) -> None:
    assert scene(text).event(act).contexts == expected


def test_contexts_are_of_the_manual() -> None:
    listed = {row["context"] for row in data_rows("plover/contexts.tsv")}
    words = load_contexts()
    ours = {context for phrases in words.phrases.values() for _, context, _ in phrases} | set(words.of_modes.values())
    assert ours == listed
