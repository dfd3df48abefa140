"""Limits that name no date, told from the day of the report; no model needed."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.times import limit_lead, limits_in

# A Wednesday
ANCHOR = date(2023, 3, 15)

LIMITS = [
    ("given 72 hours to leave", ("72 hours", "2023-03-18")),
    ("have eight days to answer", ("eight days", "2023-03-23")),
    ("gave them two hours to leave", ("two hours", "2023-03-15")),
    ("within three months of rain", None),
    ("an ultimatum of five days: leave", ("five days", "2023-03-20")),
    ("leave in two weeks", ("two weeks", "2023-03-29")),
    ("leave by midnight", ("midnight", "2023-03-15")),
    ("leave before dawn", ("dawn", "2023-03-16")),
    ("until 5 p.m. to leave", ("5", "2023-03-15")),
    ("hold their fire from 2 a.m. on", ("2", "2023-03-16")),
    ("by the 28th, he said", ("the 28th", "2023-03-28")),
    ("by the 2nd, he said", ("the 2nd", "2023-04-02")),
    ("by the first of May", ("the first of May", "2023-05-01")),
    # amounts, rates, how long a thing lasts, what is past, ranks
    ("pay 50 francs a month", None),
    ("a truce for six weeks", None),
    ("two days ago they left", None),
    ("by the first minister", None),
    ("by two men", None),
]


@pytest.mark.parametrize(("text", "wanted"), LIMITS, ids=[t for t, _ in LIMITS])
def test_limits(text, wanted):
    found = [(d.span.text, d.end) for d in limits_in(text, 0, len(text), ANCHOR)]
    assert found == ([wanted] if wanted else [])


def test_no_limit_without_a_day_to_tell_it_from():
    assert limits_in("leave by midnight", 0, 17, None) == []


def test_where_the_words_of_a_limit_begin():
    text = "to leave by noon on Friday"
    assert limit_lead(text, text.index("Friday"), len(text)) == text.index("by")
    assert limit_lead("to leave on Friday", 12, 18) is None
