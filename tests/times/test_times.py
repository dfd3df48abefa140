"""Date expressions and what they mean: tables of (text, anchor, expected), no model needed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import Block, Dateline, Document, Span
from dragoman.times import anchor_of, deadline_in, find_times


def document(text: str, published_at: str | None = None, **fields) -> Document:
    return Document(id="d", text=text, published_at=published_at, blocks=[Block("paragraph", 0, len(text))], **fields)


def short(found):
    """(words, first day, last day or nothing where it is the same, precision)."""
    return [(d.span.text, d.start, "" if d.end == d.start else d.end, d.precision) for d in found]


# A Wednesday
ANCHOR = "2024-08-14"

ABSOLUTE = [
    # the year stands in the words: no anchor is needed
    ("It fell on 3 March 2021.", ("3 March 2021", "2021-03-03", "", "day")),
    ("Signed March 3, 2021, in Oslo", ("March 3, 2021", "2021-03-03", "", "day")),
    ("It opened on the 3rd of May, 1999.", ("3rd of May, 1999", "1999-05-03", "", "day")),
    ("as of Aug. 28, 2020", ("Aug. 28, 2020", "2020-08-28", "", "day")),
    ("Updated 2020-08-28", ("2020-08-28", "2020-08-28", "", "day")),
    ("Filed on 28/08/2020", ("28/08/2020", "2020-08-28", "", "day")),
    ("since February 2021", ("February 2021", "2021-02-01", "2021-02-28", "month")),
    ("in late November 1999", ("late November 1999", "1999-11-01", "1999-11-30", "month")),
    ("in 2018", ("2018", "2018-01-01", "2018-12-31", "year")),
    ("in mid-2019", ("mid-2019", "2019-01-01", "2019-12-31", "year")),
    ("the post-1959 order", ("1959", "1959-01-01", "1959-12-31", "year")),
    ("the 2015 protests", ("2015", "2015-01-01", "2015-12-31", "year")),
    ("in the 1990s", ("1990s", "1990-01-01", "1999-12-31", "decade")),
    ("through the '80s", ("'80s", "1980-01-01", "1989-12-31", "decade")),
    ("a 19th century fort", ("19th century", "1800-01-01", "1899-12-31", "century")),
    ("the war of 1992-95", ("1992-95", "1992-01-01", "1995-12-31", "range")),
    ("from 2014 to 2016", ("2014 to 2016", "2014-01-01", "2016-12-31", "range")),
    ("March to May", None),
    ("between March and May 2022", ("March and May 2022", "2022-03-01", "2022-05-31", "range")),
    ("on 3-5 March 2020", ("3-5 March 2020", "2020-03-03", "2020-03-05", "range")),
    ("from Aug. 28 to Sept. 3, 2020", ("Aug. 28 to Sept. 3, 2020", "2020-08-28", "2020-09-03", "range")),
    ("in Q3 2021", ("Q3 2021", "2021-07-01", "2021-09-30", "quarter")),
    ("the first half of 2023", ("the first half of 2023", "2023-01-01", "2023-06-30", "half")),
    ("in spring 2022", ("spring 2022", "2022-03-01", "2022-05-31", "season")),
    ("in winter 2020", ("winter 2020", "2020-12-01", "2021-02-28", "season")),
    ("on Christmas Day 2019", ("Christmas Day 2019", "2019-12-25", "", "day")),
    ("on Easter Monday 2024", ("Easter Monday 2024", "2024-04-01", "", "day")),
    # no such day, no telling day from month, numbers that are no years
    ("on 31 February 2021", ("February 2021", "2021-02-01", "2021-02-28", "month")),
    ("Filed on 04/05/2020", None),
    ("some 2000 troops", None),
    ("for 1500 people", None),
    ("It cost $2000 then", None),
    ("at 2.30 p.m.", None),
    ("The Prime Minister may 3 times", None),
    ("a woman in her 30s", None),
    # without an anchor nothing fixes these
    ("on Thursday", None),
    ("on March 3", None),
    ("two weeks ago", None),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
def test_dates_that_need_no_anchor(text, expected):
    assert short(find_times(document(text))) == ([expected] if expected else [])


RELATIVE = [
    # weekdays look back unless the words around look ahead; the anchor's own weekday is the anchor
    ("Troops entered the town on Thursday.", ("Thursday", "2024-08-08", "", "day")),
    ("The minister said Wednesday he was ready.", ("Wednesday", "2024-08-14", "", "day")),
    ("Shelling resumed on Tuesday evening.", ("Tuesday evening", "2024-08-13", "", "day")),
    ("The envoys will meet on Thursday.", ("Thursday", "2024-08-15", "", "day")),
    ("She said talks would start on Friday.", ("Friday", "2024-08-16", "", "day")),
    ("The ban takes effect at 6 a.m. on Thursday.", ("Thursday", "2024-08-15", "", "day")),
    ("Envoys to meet Friday in Doha", ("Friday", "2024-08-16", "", "day")),
    ("They vowed to march on Sunday.", ("Sunday", "2024-08-18", "", "day")),
    ("They gathered to mourn on Sunday.", ("Sunday", "2024-08-11", "", "day")),
    ("Rebels have until Saturday noon to leave.", ("Saturday noon", "2024-08-17", "", "day")),
    ("By Friday, twelve had died.", ("Friday", "2024-08-09", "", "day")),
    ("Queues formed ahead of Sunday's vote.", ("Sunday", "2024-08-18", "", "day")),
    ("Lawyers will appeal Monday's ruling.", ("Monday", "2024-08-12", "", "day")),
    ("Unions called a strike for Monday.", ("Monday", "2024-08-19", "", "day")),
    ("She was blamed for Monday's delay.", ("Monday", "2024-08-12", "", "day")),
    ("Last Wednesday it rained.", ("Last Wednesday", "2024-08-07", "", "day")),
    ("They return next Wednesday.", ("next Wednesday", "2024-08-21", "", "day")),
    ("A vote this Saturday", ("this Saturday", "2024-08-17", "", "day")),
    ("The Sunday Times reported it", None),
    ("Bloody Sunday is remembered", None),
    # days around the report
    ("He died yesterday morning.", ("yesterday morning", "2024-08-13", "", "day")),
    ("They leave the day after tomorrow.", ("day after tomorrow", "2024-08-16", "", "day")),
    ("Soldiers took the station this morning.", ("this morning", "2024-08-14", "", "day")),
    ("It was hit last night.", ("last night", "2024-08-13", "", "day")),
    # weeks, months, years
    ("It fell last week.", ("last week", "2024-08-05", "2024-08-11", "week")),
    ("Earlier this week he left.", ("Earlier this week", "2024-08-12", "2024-08-18", "week")),
    ("Last month it was signed.", ("Last month", "2024-07-01", "2024-07-31", "month")),
    ("late last year", ("late last year", "2023-01-01", "2023-12-31", "year")),
    ("by the end of the year", ("the end of the year", "2024-01-01", "2024-12-31", "year")),
    ("the second half of this year", ("the second half of this year", "2024-07-01", "2024-12-31", "half")),
    ("Convoys arrived over the weekend.", ("the weekend", "2024-08-10", "2024-08-11", "weekend")),
    ("They will vote this weekend.", ("this weekend", "2024-08-17", "2024-08-18", "weekend")),
    ("the week of March 6", ("the week of March 6", "2024-03-04", "2024-03-10", "week")),
    ("over the past decade", ("the past decade", "2014-08-14", "2024-08-14", "range")),
    ("in the past two weeks", ("the past two weeks", "2024-07-31", "2024-08-14", "range")),
    ("two days ago", ("two days ago", "2024-08-12", "", "day")),
    ("almost four years ago", ("four years ago", "2020-01-01", "2020-12-31", "year")),
    ("more than four decades ago", None),
    # limits
    ("They must leave within 72 hours.", ("72 hours", "2024-08-17", "", "day")),
    ("Squatters were given ninety-six hours to move.", ("ninety-six hours", "2024-08-18", "", "day")),
    ("a 48-hour ultimatum", ("48-hour", "2024-08-16", "", "day")),
    ("The siege lasted 48 hours.", None),
    ("The army could take the city in three days.", None),
    # month and day without year: the one that fits, the past before the future
    ("on March 3", ("March 3", "2024-03-03", "", "day")),
    ("The vote was held on Dec. 20.", ("Dec. 20", "2023-12-20", "", "day")),
    ("They will meet on Jan 5.", ("Jan 5", "2025-01-05", "", "day")),
    ("an August 9 election", ("August 9", "2024-08-09", "", "day")),
    ("He was invited to a ceremony on Sept 2.", ("Sept 2", "2024-09-02", "", "day")),
    ("on Monday, Aug. 12", ("Monday, Aug. 12", "2024-08-12", "", "day")),
    ("detained since October", ("October", "2023-10-01", "2023-10-31", "month")),
    ("In May 20 people died.", ("May", "2024-05-01", "2024-05-31", "month")),
    ("April Jones spoke", None),
    ("they may leave", None),
    ("on New Year's Eve", ("New Year's Eve", "2023-12-31", "", "day")),
    ("the attacks of 9/11", ("9/11", "2001-09-11", "", "day")),
]


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_dates_told_from_the_day_of_the_report(text, expected):
    assert short(find_times(document(text, ANCHOR))) == ([expected] if expected else [])


def test_inferred_says_that_day_month_or_year_is_not_in_the_words():
    found = find_times(document("It fell in 2018, on 3 March 2020, on Sept 10, on Monday and in the 1990s.", ANCHOR))
    assert [d.inferred for d in found] == [False, False, True, True, False]


def test_dates_are_told_from_the_date_before_in_the_text():
    text = "He was jailed in June 1998 and returned later that year. On 3 March 2020 it broke; two days later it held."
    assert short(find_times(document(text, ANCHOR)))[1::2] == [
        ("later that year", "1998-01-01", "1998-12-31", "year"),
        ("two days later", "2020-03-05", "", "day"),
    ]


ANCHORS = [
    # the dateline's date comes first, then publication, then the last change; a stamp's own offset counts
    (document("x", "2024-08-14T01:00:00+05:30"), date(2024, 8, 14)),
    (document("x", "2024-08-14", modified_at="2024-08-15"), date(2024, 8, 14)),
    (document("x", modified_at="2024-08-15"), date(2024, 8, 15)),
    (document("x", "2024-08-14", dateline=Dateline("KYIV", "2024-08-13", None, Span(0, 1, "x"))), date(2024, 8, 13)),
    (document("x", "yesterday"), None),
    (document("x"), None),
]


@pytest.mark.parametrize(("doc", "expected"), ANCHORS)
def test_anchor(doc, expected):
    assert anchor_of(doc) == expected


COUNTED = [
    ("The day before last Monday, she left.", ("The day before last Monday", "2024-08-11", "", "day")),
    ("Three days before Christmas 2019 he left.", ("Three days before Christmas 2019", "2019-12-22", "", "day")),
    (
        "The vote fell on 3 May. Ten days after the vote a court sat.",
        ("Ten days after the vote", "2024-05-13", "", "day"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_dates_counted_from_another_one_or_from_what_was_dated(text, expected):
    assert short(find_times(document(text, ANCHOR)))[-1] == expected


def test_what_two_days_were_told_for_dates_nothing():
    text = "The vote fell on 3 May. The second vote fell on 9 May. Ten days after the vote a court sat."
    assert [d.span.text for d in find_times(document(text, ANCHOR))] == ["3 May", "9 May"]


def test_only_coded_blocks_and_the_dateline_are_read():
    text = "May 1 a\nMay 2 b\nMay 3 c"
    kinds = ["byline", "dateline", "headline"]
    blocks = [Block(kind, 8 * k, 8 * k + 7) for k, kind in enumerate(kinds)]
    found = find_times(Document(id="d", text=text, published_at=ANCHOR, blocks=blocks))
    assert [d.span.text for d in found] == ["May 2", "May 3"]


DEADLINES = [
    ("They will leave by Friday.", "Friday"),
    ("They will leave by the end of next week.", "the end of next week"),
    ("no later than May 3", "May 3"),
    ("He promised on Monday to leave within 48 hours.", "48 hours"),
    ("They met on Friday.", None),
]


@pytest.mark.parametrize(("text", "expected"), DEADLINES)
def test_deadlines(text, expected):
    found = deadline_in(text, find_times(document(text, ANCHOR)), 0, len(text))
    assert (found.span.text if found else None) == expected


# words that the grammar knows, joined at random, reach more of it than random characters do
PIECES = st.sampled_from(
    ["May", "3", "31", "2020", "9999", "next", "last", "week", "century", "ago", "999", "the", "of", "-", ",", "to",
     "Friday", "from", "between", "and", "1990s", "'92", "half", "first", "2020-02-30", "Easter", "decades", "12",
     "later", "that", "day", "weekend", "Q4", "in", "a", "months", "0001", "winter", "within", "31/12/0000"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES).map(" ".join))


@given(TEXTS, st.sampled_from([None, "2024-08-14", "0001-01-01", "9999-12-31", "2024-02-29T00:00:00Z"]))
def test_spans_match_and_do_not_overlap(text, published_at):
    found = find_times(document(text, published_at))
    last = 0
    for d in found:
        assert text[d.span.start : d.span.end] == d.span.text
        assert d.span.start >= last and d.start <= d.end
        last = d.span.end
