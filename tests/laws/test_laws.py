"""Laws that hold for any text: spans match, ids are found, blocks cover, two runs give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dragoman import Coder, InputError, from_json, to_json
from dragoman.knowledge.plover import CONTEXTS, MODES
from dragoman.records import Coded

# Words that wake every room, mixed with anything Unicode has.
_NEWS = st.sampled_from(
    [
        "Rebels", " attacked ", "Khartoum", "“", "”", '"', "'", "we will respond", " if ", " unless ", " said ", "He ",
        "Minsk", " on Thursday", ".", "\n\n", "\n", " Updated: Aug 28, 2020 07:51 IST ", "KYIV (Wire) - ", "France",
        " signed a deal with ", "Mr. ", "U.S. ", "  ", " and ", "protesters", " the army ", "at least 12 people",
        "\u202e",
        "\U0001f600", "\x00", "\u2028", "vowed to ", "sanction ", "Moscow", ", ", "—", "accused ", " of ", "5 May 2021",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(_NEWS, st.text(max_size=8)), max_size=40).map("".join)
ANY = st.text(alphabet=st.characters(), max_size=200)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def check(coded: Coded) -> None:
    line = json.loads(to_json(coded))
    text = coded.document.text
    for span in spans({k: v for k, v in line.items() if k != "coder"}):
        assert text[span["start"] : span["end"]] == span["text"]
        assert span["start"] <= span["end"]
    _check_blocks(coded)
    _check_references(coded)
    assert from_json(to_json(coded)) == coded


def _check_blocks(coded: Coded) -> None:
    covered = [0] * len(coded.document.text)
    for block in coded.document.blocks:
        for i in range(block.start, block.end):
            covered[i] += 1
    assert max(covered, default=0) <= 1
    assert all(n for n, c in zip(covered, coded.document.text, strict=True) if not c.isspace())


def _check_references(coded: Coded) -> None:
    actors = {a.id for a in coded.actors}
    statements = {s.id for s in coded.statements}
    events = {e.id for e in coded.events}
    assert len(actors) == len(coded.actors)
    assert len(events) == len(coded.events)
    assert len({c.id for c in coded.commitments}) == len(coded.commitments)
    for s in coded.statements:
        assert s.content_spans
        assert {s.speaker, s.addressee} - {None} <= actors
        assert s.within is None or (s.within in statements and s.within != s.id)
    for e in coded.events:
        assert e.actors or e.recipients
        assert {r.actor for r in (*e.actors, *e.recipients)} <= actors
        assert set(e.attribution) <= statements
        assert e.sentence.contains(e.trigger)
        assert e.mode is None or e.mode in MODES[e.type]
        assert set(e.contexts) <= set(CONTEXTS)
        assert 0.0 <= e.confidence <= 1.0
    for c in coded.commitments:
        assert set(c.by) | set(c.to) <= actors
        assert len(c.by) == len(c.by_spans)
        assert len(c.to) == len(c.to_spans)
        assert c.statement is None or c.statement in statements
        assert c.event is None or c.event in events


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(text=st.one_of(TEXTS, ANY))
@example(text="² attacked RebelsRebels")
@example(text="²²²² Rebels attacked ٣٤ villagers in ²²²²")
@example(text=" and ¸.Mr. KhartoumKYIV (Wire) - ¸ signed a deal with !𬅫½\x93!𬅫½\x93France¸")
@example(text="Rebels killed " + "9" * 400 + " villagers on 2020²")
def test_records_of_any_text_keep_the_contract(coder: Coder, text: str) -> None:
    try:
        coded = coder.code(text, published_at="2021-03-04T10:00:00+05:30", language="en")
    except InputError as error:
        assert error.code == "empty"
        assert not text.strip("\ufeff").strip()
        return
    check(coded)
    again = coder.code(text, published_at="2021-03-04T10:00:00+05:30", language="en")
    assert to_json(coded) == to_json(again)


def test_a_text_is_coded_the_same_alone_and_in_company(coder: Coder) -> None:
    texts = [
        "Peru expelled the envoy of Chile.",
        "“We stay,” said Ghana's president.",
        "Rebels shelled Goma on Monday.",
    ]
    alone = [to_json(Coder().code(t)) for t in texts]
    together = [to_json(r) for r in coder.pipe(texts)]
    backwards = [to_json(r) for r in coder.pipe(texts[::-1])][::-1]
    assert alone == together == backwards


def test_a_text_of_nine_megabytes_is_read_in_linear_time(coder: Coder) -> None:
    """Kept, not coded, as it is no English: what is tested is reading."""
    text = ("Die Regierung hat den Beschluss am Montag abgelehnt und nicht begründet. " * 60 + "\n\n") * 2_000
    assert 8_500_000 < len(text.encode()) < 10_000_000
    coded = coder.code(text)
    assert coded.document.text == text
