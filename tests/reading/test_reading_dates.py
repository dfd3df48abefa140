"""Times of metadata and of date lines as ISO 8601."""

from __future__ import annotations

import pytest

from dragoman.reading.dates import iso_time, when

ISO = [
    # unchanged where it is ISO 8601
    ("2020-08-28T07:51:00+05:30", "2020-08-28T07:51:00+05:30"),
    ("2020-08-28T07:51:00Z", "2020-08-28T07:51:00Z"),
    ("2020-08-28", "2020-08-28"),
    ("2020-08-28 07:51:00", "2020-08-28T07:51:00"),
    ("2019-11-19T13:16+0000", "2019-11-19T13:16+00:00"),
    # what else inputs hold
    ("Fri, 28 Aug 2020 07:51:00 +0530", "2020-08-28T07:51:00+05:30"),
    ("Fri, 28 Aug 2020 07:51:00 GMT", "2020-08-28T07:51:00+00:00"),
    ("Aug 28, 2020", "2020-08-28"),
    ("28/08/2020", "2020-08-28"),
    (1598601060, "2020-08-28T07:51:00+00:00"),
    (1598601060000, "2020-08-28T07:51:00+00:00"),
    # nothing is guessed
    ("08/09/2020", None),
    ("0001-01-01T00:00:00Z", None),
    ("2020-02-30", None),
    ("yesterday", None),
    ("", None),
    (None, None),
    (True, None),
    ([], None),
    (1e300, None),
]


@pytest.mark.parametrize(("value", "expected"), ISO)
def test_iso_time(value: object, expected: str | None) -> None:
    assert iso_time(value) == expected


ZONES = [
    ("Aug 28, 2020 07:51 IST", "", "+05:30"),
    ("Aug 28, 2020 07:51 IST", "police in Dublin said", "+01:00"),
    ("Aug 28, 2020 07:51 IST", "police in Jerusalem said", "+02:00"),
    ("Aug 28, 2020 07:51 MSK", "", "+03:00"),
    ("Aug 28, 2020 0751 GMT", "", "+00:00"),
    ("Aug 28, 2020 07:51 ET", "", "-04:00"),
    ("Jan 28, 2020 07:51 ET", "", "-05:00"),
    ("Aug 28, 2020 07:51 JST", "", "+09:00"),
    ("Aug 28, 2020 07:51 PHT", "", "+08:00"),
    ("Aug 28, 2020 07:51 CET", "", "+01:00"),
    ("Aug 28, 2020 07:51 (GMT+8)", "", "+08:00"),
    ("Aug 28, 2020 07:51 XYZ", "", ""),
    ("Aug 28, 2020 07:51", "", ""),
]


@pytest.mark.parametrize(("text", "context", "offset"), ZONES)
def test_zones(text: str, context: str, offset: str) -> None:
    assert when(text, context) == "2020-" + ("01" if "Jan" in text else "08") + "-28T07:51:00" + offset
