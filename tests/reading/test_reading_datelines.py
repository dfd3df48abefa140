"""Datelines split off their paragraphs, and what they tell of place, day and agency."""

from __future__ import annotations

import pytest

from dragoman.reading import read_text
from dragoman.records import CODED_BLOCKS

REPORT = "The talks on the border failed, a minister said on Friday."

# text before the report; place, date (published 2024-03-05), agency, text of the span
FOUND = [
    ("KYIV (Agency) - ", "Kyiv", None, "Agency", "KYIV (Agency)"),
    ("GENEVA, March 3 — ", "Geneva", "2024-03-03", None, "GENEVA, March 3"),
    ("NEW DELHI, Aug. 28 (Agency) — ", "New Delhi", "2023-08-28", "Agency", "NEW DELHI, Aug. 28 (Agency)"),
    ("NAIROBI, Kenya (AP) _ ", "Nairobi", None, "AP", "NAIROBI, Kenya (AP)"),
    ("BEIJING, Nov. 1, 2019 (Xinhua) -- ", "Beijing", "2019-11-01", "Xinhua", "BEIJING, Nov. 1, 2019 (Xinhua)"),
    ("MINSK/KYIV, March 3 (Reuters) - ", "Minsk", "2024-03-03", "Reuters", "MINSK/KYIV, March 3 (Reuters)"),
    ("Moscow: ", "Moscow", None, None, "Moscow"),
    ("London — ", "London", None, None, "London"),
    ("LONDON—", "London", None, None, "LONDON"),
    ("(Reuters) - ", None, None, "Reuters", "(Reuters)"),
    ("KORVIN — ", "Korvin", None, None, "KORVIN"),
    ("Zarvin -- ", "Zarvin", None, None, "Zarvin"),
    ("PORT-AU-PRINCE, Haiti — ", "Port-au-Prince", None, None, "PORT-AU-PRINCE, Haiti"),
    ("Kabul [Afghanistan], March 1 (ANI): ", "Kabul", "2024-03-01", "ANI", "Kabul [Afghanistan], March 1 (ANI)"),
    ("SOFIA, Monday, 4 March — ", "Sofia", "2024-03-04", None, "SOFIA, Monday, 4 March"),
    # a day after publication by the reader's clock is still this year's, two days after last year's
    ("GENEVA, March 6 — ", "Geneva", "2024-03-06", None, "GENEVA, March 6"),
    ("GENEVA, March 7 — ", "Geneva", "2023-03-07", None, "GENEVA, March 7"),
]

NOT_FOUND = [
    "Putin — the president of Russia — stayed away. " + REPORT,
    "Elections — Parliamentary or not — were put off, she said.",
    "Putin: We will win. " + REPORT,
    "NATO - the alliance that binds 32 states - said it would meet on Friday.",
    "ANALYSIS: " + REPORT,
    "BREAKING - " + REPORT,
    "France - which has nine reactors - will build more, the president said.",
    "The minister (Finance) - who was ill - stayed at home.",
    "UNICEF: " + REPORT,
    "May 3 — " + REPORT,
    "It was a disaster — the worst in years, she said.",
]


@pytest.mark.parametrize(("head", "place", "date", "agency", "span"), FOUND)
def test_dateline(head: str, place: str | None, date: str | None, agency: str | None, span: str) -> None:
    text = f"Talks on border fail\n\n{head}{REPORT}\n\nNo new date was set."
    document = read_text(text, published_at="2024-03-05T10:00:00Z").document
    assert document.dateline is not None
    found = document.dateline
    assert (found.place, found.date, found.agency, found.span.text) == (place, date, agency, span)
    kinds = {document.text[b.start : b.end]: b.kind for b in document.blocks}
    assert kinds[head.strip()] == "dateline"
    assert kinds[REPORT] == "paragraph"


@pytest.mark.parametrize("text", NOT_FOUND)
def test_no_dateline(text: str) -> None:
    document = read_text(f"{text}\n\nNo new date was set.").document
    assert document.dateline is None
    assert "dateline" not in {block.kind for block in document.blocks}


def test_day_without_a_year_stays_open() -> None:
    document = read_text(f"GENEVA, March 3 — {REPORT}").document
    assert document.dateline is not None
    assert document.dateline.date is None


def test_place_and_time_on_a_line() -> None:
    document = read_text(f"Talks fail\n\nKarachi, PakistanPublished: Nov 9, 2021, 07:40 PM PKT\n\n{REPORT}").document
    assert document.dateline is not None
    assert (document.dateline.place, document.dateline.date) == ("Karachi, Pakistan", "2021-11-09")
    assert document.published_at == "2021-11-09T19:40:00+05:00"


# line; published_at, modified_at
LINES = [
    ("Updated: Aug 28, 2020 07:51 IST", "2020-08-28T07:51:00+05:30", "2020-08-28T07:51:00+05:30"),
    ("Published: Aug 27, 2020 | Updated: Aug 28, 2020 07:51 MSK", "2020-08-27", "2020-08-28T07:51:00+03:00"),
    ("28 August 2020", "2020-08-28", None),
    ("Last updated on July 3, 2022 at 5 p.m. ET", "2022-07-03T17:00:00-04:00", "2022-07-03T17:00:00-04:00"),
    ("By Jane Doe | Updated Jan 3, 2022 5:25 p.m. EST", "2022-01-03T17:25:00-05:00", "2022-01-03T17:25:00-05:00"),
    ("8:41 AM EDT, Mon May 6, 2019", "2019-05-06T08:41:00-04:00", None),
    ("Posted: 03/04/2020", None, None),
    ("Updated 3 hours ago", None, None),
    ("June 11, 2015 | 8:27pm EDT", "2015-06-11T20:27:00-04:00", None),
    ("06/05/18 11:20 PM ET", None, None),
    ("Updated 9:52 a.m. ET", None, None),
]


@pytest.mark.parametrize(("line", "published", "modified"), LINES)
def test_date_lines(line: str, published: str | None, modified: str | None) -> None:
    document = read_text(f"Talks on border fail\n\n{line}\n\n{REPORT}").document
    assert (document.published_at, document.modified_at) == (published, modified)
    coded = [document.text[b.start : b.end] for b in document.blocks if b.kind in CODED_BLOCKS]
    assert coded == ["Talks on border fail", REPORT]


def test_input_goes_before_the_text() -> None:
    text = f"Talks fail\n\nPublished: Aug 27, 2020\n\n{REPORT}"
    assert read_text(text, published_at="2021-01-01").document.published_at == "2021-01-01"


def test_dates_of_links_are_not_the_report_s() -> None:
    text = f"Talks fail\n\n{REPORT}\n\nMore on this story\n\nAugust 27, 2019"
    assert read_text(text).document.published_at is None
