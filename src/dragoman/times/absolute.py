"""Dates that name a calendar month, year, decade or century: "3 March 2021", "the 1990s", "Q3"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from . import intervals
from .intervals import Interval
from .scene import Resolved, Scene

# A report's months and days lie at most so many days ahead of it where no verb says so; what lies
# farther ahead is last year's.  A quarter of a year: elections and summits are named that early.
MOST_DAYS_AHEAD = 92
# A day or month farther back than this would carry its year, even beside a verb in the past.
MOST_DAYS_BACK = 330
_MONEY = frozenset("$€£¥#")


def resolve_iso(scene: Scene) -> Resolved | None:
    value = scene.lexemes[scene.first].value
    try:
        return Resolved(intervals.day(date.fromisoformat(value)), explicit=True)
    except ValueError:
        return None


def resolve_month_day(scene: Scene) -> Resolved | None:
    """ "March 3, 2021", "3 March", "Monday, Oct. 26", "last March 3", "May 2 last year"."""
    if _counts_people(scene):
        return None
    month, number = int(scene.text_value("m")), scene.number("d")
    year = scene.year("y")
    if year is not None:
        return _explicit(intervals.day_of(year, month, number))
    if scene.anchor is None:
        return None
    if scene.has("u"):
        return _inferred(_in_relative_year(scene, lambda y: intervals.day_of(y, month, number)))
    return _inferred(_nearest(scene, lambda y: intervals.day_of(y, month, number)))


def _counts_people(scene: Scene) -> bool:
    """ "In May 20 people died": the number counts what follows."""
    if scene.before() != "in" or scene.has("y") or scene.lexemes[scene.first].letter not in "Mm":
        return False
    follows = scene.after()
    return follows.isalpha() and not scene.is_context("count-end", follows)


def resolve_month(scene: Scene) -> Resolved | None:
    """ "February 2021", "late November", "last August", "April last year", "since October"."""
    month = int(scene.text_value("m"))
    year = scene.year("y")
    if year is not None:
        return _explicit(intervals.month_of(year, month))
    if scene.anchor is None or not _is_month(scene):
        return None
    if scene.has("u"):
        return _inferred(_in_relative_year(scene, lambda y: intervals.month_of(y, month)))
    return _inferred(_nearest(scene, lambda y: intervals.month_of(y, month)))


def _is_month(scene: Scene) -> bool:
    """Whether a month without day and year is one: not a name ("April Jones"), not a verb ("May")."""
    if scene.has("r") or scene.has("q") or scene.has("u"):
        return True
    k = scene.last
    name_follows = k < len(scene.lexemes) and scene.lexemes[k].capital and scene.lexemes[k].letter == "_"
    if scene.is_context("month-lead", scene.before()):
        return not (name_follows and scene.is_context("name-lead", scene.before()))
    if scene.before() == "the" and not name_follows:
        return scene.after().isalpha() and not scene.is_context("no-month", scene.after())
    name_before = scene.first > 0 and scene.lexemes[scene.first - 1].capital
    return scene.lexemes[scene.first].letter == "M" and not name_follows and not name_before


def _in_relative_year(scene: Scene, make: Callable[[int], Interval | None]) -> Interval | None:
    """The date in "last year", "this year" or "next year"; None for another unit."""
    if scene.text_value("u") != "year" or scene.anchor is None:
        return None
    offset = {"l": -1, "T": 0, "x": 1}[_letter(scene, "r")]
    return make(scene.anchor.year + offset)


def _letter(scene: Scene, group: str) -> str:
    lexeme = scene.get(group)
    return lexeme.letter if lexeme else ""


def _nearest(scene: Scene, make: Callable[[int], Interval | None]) -> Interval | None:
    """The date of the year that fits best: by "last" and "next", by weekday, by outlook, by distance."""
    assert scene.anchor is not None
    anchor = scene.anchor
    near = [made for y in range(anchor.year - 6, anchor.year + 5) if 1 <= y <= 9999 and (made := make(y))]
    if scene.has("w"):
        wanted = int(scene.text_value("w"))
        near = [i for i in near if i.start.weekday() == wanted] or near
    told = _told_year(scene, make)
    if scene.before() == "since":
        return next((i for i in reversed(near) if i.start <= anchor), None)
    return told or _choose(near, anchor, _letter(scene, "r") or scene.outlook())


def _choose(near: list[Interval], anchor: date, direction: str) -> Interval | None:
    """Of the same date in several years, in order, the one meant; direction: reading letter or outlook."""
    past = [i for i in near if i.start <= anchor]
    ahead = [i for i in near if i.end >= anchor]
    if direction == "l":
        return next((i for i in reversed(past) if i.end < anchor), None)
    if direction in {"x", "future"} or not past:
        return ahead[0] if ahead else None
    days_back = (anchor - past[-1].start).days
    days_ahead = (ahead[0].start - anchor).days if ahead else MOST_DAYS_AHEAD + 1
    if days_ahead > MOST_DAYS_AHEAD or (direction == "past" and days_back <= MOST_DAYS_BACK):
        return past[-1]
    return ahead[0] if days_ahead < days_back else past[-1]


def _told_year(scene: Scene, make: Callable[[int], Interval | None]) -> Interval | None:
    """The date in the year told before in its sentence, where that is long gone ("In 1979 … in November")."""
    previous = scene.previous_in_sentence()
    if previous is None or scene.anchor is None or scene.has("r") or previous.precision != "year":
        return None
    return make(previous.start.year) if scene.anchor.year - previous.start.year > 1 else None


def resolve_year(scene: Scene) -> Resolved | None:
    year = scene.year("y")
    if year is None or not (scene.has("q") or _is_year(scene, year)):
        return None
    return _explicit(intervals.year_of(year))


def _is_year(scene: Scene, year: int) -> bool:
    """Whether a number of four digits is a year, not an amount ("2000 troops", "$1500")."""
    before, after = scene.before(), scene.after()
    if before in _MONEY or after == "%":
        return False
    if before == "-" and scene.before(2).isalpha():
        return scene.before(2) in {"post", "pre"}
    if scene.is_context("year-lead", before):
        return not (scene.is_context("weak-lead", before) and _is_amount(scene, year))
    return 1900 <= year <= 2099 and not _is_amount(scene, year)


def _is_amount(scene: Scene, year: int) -> bool:
    """Whether a plural noun follows that the number may count; "the 2015 protests" names a year."""
    after = scene.after()
    plural = after.endswith("s") and not after.endswith(("ss", "us", "is", "'s")) and len(after) > 3
    if scene.is_context("counted", after):
        return True
    return plural and (scene.before() not in {"the", "in"} or not 1900 <= year <= 2099)


def resolve_decade(scene: Scene) -> Resolved | None:
    """ "the 1990s", "the '80s", "the 30s"; "in his 30s" is an age."""
    plain = scene.lexemes[scene.last - 1].lower
    if len(plain) == 3 and scene.before() not in {"the", "and", "to"}:
        return None
    return _explicit(intervals.decade_of(int(scene.text_value("z"))))


def resolve_century(scene: Scene) -> Resolved | None:
    return _explicit(intervals.century_of(scene.number("o"))) if scene.text_value("u") == "century" else None


def resolve_quarter(scene: Scene) -> Resolved | None:
    """ "Q3 2021", "Q3"."""
    return _part_of_year(scene, int(scene.text_value("n")), intervals.quarter_of)


def resolve_half(scene: Scene) -> Resolved | None:
    """ "the first half of 2023", "the third quarter"; a half without a year is a half of anything."""
    number, part = scene.number("o"), scene.text_value("h")
    if part == "half" and not scene.has("y") and not scene.has("u"):
        return None
    return _part_of_year(scene, number, intervals.half_of if part == "half" else intervals.quarter_of)


def _part_of_year(scene: Scene, number: int, make: Callable[[int, int], Interval | None]) -> Resolved | None:
    year = scene.year("y")
    if year is not None:
        return _explicit(make(year, number))
    if scene.anchor is None:
        return None
    if scene.has("u") and scene.text_value("u") != "year":
        return None
    if scene.has("r"):
        return _inferred(_in_relative_year(scene, lambda y: make(y, number)))
    if scene.has("u"):
        return _inferred(make(scene.anchor.year, number))
    return _inferred(_nearest(scene, lambda y: make(y, number)))


def resolve_season(scene: Scene) -> Resolved | None:
    """ "spring 2022", "last fall", "in the spring"."""
    season = scene.text_value("s")
    year = scene.year("y")
    if year is not None:
        return _explicit(intervals.season_of(year, season))
    leads = scene.before() == "the" and scene.is_context("season-lead", scene.before(2))
    if scene.anchor is None or not (scene.has("r") or leads):
        return None
    if _letter(scene, "r") == "T":
        return _inferred(intervals.season_of(scene.anchor.year, season))
    return _inferred(_nearest(scene, lambda y: intervals.season_of(y, season)))


def resolve_year_range(scene: Scene) -> Resolved | None:
    """ "1992-95", "from 2014 to 2016", "between 1998 and 2003"."""
    first, last = scene.year("a"), scene.number("b")
    if first is None or not _joins(scene, strict=False):
        return None
    if last < 100:
        last += first // 100 * 100
    whole, end = intervals.year_of(first), intervals.year_of(last)
    if whole is None or end is None or not first < last <= first + 200:
        return None
    return Resolved(Interval(whole.start, end.end, "range"), explicit=True)


def resolve_day_range(scene: Scene) -> Resolved | None:
    """ "Aug. 9-11", "3 to 5 March 2020", "April 24 and 25"."""
    follow_on = scene.number("b") == scene.number("a") + 1
    if not follow_on and not _joins(scene, strict=False):
        return None
    month, year = int(scene.text_value("m")), scene.year("y")
    first, last = scene.number("a"), scene.number("b")

    def make(year: int) -> Interval | None:
        return _join(intervals.day_of(year, month, first), intervals.day_of(year, month, last))

    if year is not None:
        return _explicit(make(year))
    return _inferred(_nearest(scene, make)) if scene.anchor else None


def resolve_month_range(scene: Scene) -> Resolved | None:
    """ "March to May 2021", "Aug. 28-Sept. 3", "between March and May"."""
    if not _joins(scene, strict=True):
        return None
    first_year, last_year = scene.year("y"), scene.year("z")

    def make(year: int) -> Interval | None:
        start = _month_or_day(scene, "m", "a", first_year or year)
        end = _month_or_day(scene, "n", "b", last_year or first_year or year)
        if start and end and start.start > end.start and first_year is None:
            start = _month_or_day(scene, "m", "a", year - 1)
        return _join(start, end)

    if last_year or first_year:
        return _explicit(make(last_year or first_year or 0))
    return _inferred(_nearest(scene, make)) if scene.anchor else None


def _month_or_day(scene: Scene, month: str, number: str, year: int) -> Interval | None:
    if scene.has(number):
        return intervals.day_of(year, int(scene.text_value(month)), scene.number(number))
    return intervals.month_of(year, int(scene.text_value(month)))


def _join(start: Interval | None, end: Interval | None) -> Interval | None:
    return Interval(start.start, end.end, "range") if start and end and start.start < end.end else None


def _joins(scene: Scene, strict: bool) -> bool:
    """Whether what joins two dates makes one of them: a dash, "from … to", "between … and"."""
    lead, joint = scene.before(), _letter(scene, "j")
    if joint == "&":
        return lead == "between"
    return joint == "-" or not strict or lead in {"from", "between"}


def resolve_week_of(scene: Scene) -> Resolved | None:
    """ "the week of March 6"."""
    inner = resolve_month_day(scene) if scene.text_value("v") == "week" else None
    week = intervals.week_of(inner.interval.start) if inner else None
    return Resolved(week, inner.explicit) if inner and week else None


def resolve_named(scene: Scene) -> Resolved | None:
    """ "Christmas Day", "New Year's Eve 2019", "last Easter", "9/11"."""
    when, year = scene.text_value("k"), scene.year("y")
    if when == "none":
        return None
    if len(when) == 10:
        return _inferred(intervals.day(date.fromisoformat(when)))
    if year is not None:
        return _explicit(named_day(when, year))
    return _inferred(_nearest(scene, lambda y: named_day(when, y))) if scene.anchor else None


def named_day(when: str, year: int) -> Interval | None:
    """The day of a rule of times/named_days.tsv in a year."""
    if when == "election":
        monday = intervals.weekday_in_month(year, 11, 1, 0)
        found = monday and intervals.shift_days(monday, 1)
    elif when.startswith("easter"):
        found = intervals.shift_days(intervals.easter(year), int(when.removeprefix("easter")))
    elif "W" in when:
        month, rule = when.split("-W", 1)
        nth, weekday = rule.split(".")
        found = intervals.weekday_in_month(year, int(month), int(nth), int(weekday))
    else:
        return intervals.day_of(year, int(when[:2]), int(when[3:]))
    return intervals.day(found) if found else None


def _explicit(interval: Interval | None) -> Resolved | None:
    return Resolved(interval, explicit=True) if interval else None


def _inferred(interval: Interval | None) -> Resolved | None:
    return Resolved(interval, explicit=False) if interval else None
