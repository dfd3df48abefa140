"""Looking things up by their place in the text finds what going through all of them would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import Cast, CastMention, Span, SpanIndex

# spans of one to a few hundred characters, so that many cross the stretches that are looked up together
_SPANS = st.builds(lambda start, length: Span(start, start + length, ""), st.integers(0, 3000), st.integers(1, 1200))


@given(st.lists(_SPANS, max_size=30), _SPANS)
def test_finds_what_a_walk_through_all_finds(spans: list[Span], asked: Span) -> None:
    index = SpanIndex((span, number) for number, span in enumerate(spans))
    assert index.overlapping(asked) == [n for n, span in enumerate(spans) if span.overlaps(asked)]
    assert index.around(asked) == [n for n, span in enumerate(spans) if span.contains(asked)]


@given(st.lists(_SPANS, max_size=30), _SPANS)
def test_mentions_within_a_stretch(spans: list[Span], asked: Span) -> None:
    cast = Cast.of({}, [CastMention(actors=("a",), head=n, span=span, form="name") for n, span in enumerate(spans)])
    wanted = [m for m in cast.mentions if asked.start <= m.span.start and m.span.end <= asked.end]
    assert list(cast.within(asked.start, asked.end)) == wanted
