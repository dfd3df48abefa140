"""The lexicon's data keep their form."""

from __future__ import annotations

import pytest

from dragoman.errors import ArtefactError
from dragoman.knowledge.files import data_rows
from dragoman.knowledge.predicates import EVENT_TYPES, event_type, load_lexicon, spellings


def test_size_and_reach() -> None:
    lexicon = load_lexicon()
    assert len(lexicon) >= 1200
    senses = [s for table in (lexicon.verbs, lexicon.nouns) for found in table.values() for s in found]
    assert {s.type for s in senses} == set(EVENT_TYPES)
    assert all(0 < s.weight <= 1 for s in senses)


def test_modes_are_those_of_the_manual() -> None:
    lexicon = load_lexicon()
    known = {(row["type"], row["mode"]) for row in data_rows("plover/modes.tsv")}
    tables = (lexicon.verbs, lexicon.nouns, lexicon.adjectives)
    used = {(s.type, s.mode) for table in tables for found in table.values() for s in found if s.mode}
    used |= {(t, m) for t, m in lexicon.operator_types.values() if m and m != "="}
    assert used <= known


def test_no_sense_stands_twice() -> None:
    seen = set()
    for name in EVENT_TYPES:
        for row in data_rows(f"events/predicates/{name.lower()}.tsv"):
            key = (name, row["lemma"], row["pos"], row["roles"], row["frame"])
            assert key not in seen
            seen.add(key)


def test_operators_know_every_type_they_meet() -> None:
    lexicon = load_lexicon()
    for operator in ("commit", "promise", "offer", "announce", "threat", "request", "refuse"):
        assert {act.partition("/")[0] for kind, act in lexicon.operator_types if kind == operator} == set(EVENT_TYPES)


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("organise", ("organise", "organize")),
        ("call_off", ("call_off",)),
        ("paralyse", ("paralyse", "paralyze")),
    ],
)
def test_spellings(lemma: str, expected: tuple[str, ...]) -> None:
    assert spellings(lemma) == expected


def test_unknown_type() -> None:
    with pytest.raises(ArtefactError):
        event_type("TRADE")
