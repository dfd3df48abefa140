"""Any text gives a cast whose spans match it, and the same cast twice."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.actors import actor_records
from dragoman.records import Cast

# Words that meet the room's special cases, between any other characters.
_WORDS = st.sampled_from(
    ["Norway", "the", "president", "both sides", "it", "They", "of", "President", "Oslo’s", "-", "al", "Mr.", "US",
     "us", "\u200f", "🙂", "army", "said", "two", "“", "”", ",", ".", "\n\n", "CHILE", "Danish-backed", "rebels", "her"]
)  # fmt: skip
_TEXT = st.lists(st.one_of(_WORDS, st.text(max_size=6)), max_size=14).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXT)
def test_any_text(cast_of: Callable[[str], Cast], text: str) -> None:
    cast = cast_of(text)
    assert cast == cast_of(text)
    assert all(text[m.span.start : m.span.end] == m.span.text for m in cast.mentions)
    assert all(actor in cast.actors for m in cast.mentions for actor in m.actors)
    used = [(actor, m.span) for m in cast.mentions for actor in m.actors]
    records = actor_records(cast, used)
    assert {a.id for a in records} == {actor for actor, _ in used}
    assert all(text[m.start : m.end] == m.text for a in records for m in a.mentions)
