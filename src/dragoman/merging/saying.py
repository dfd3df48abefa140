"""The reasons of a merge in plain words."""

from __future__ import annotations

from datetime import date

_WORDS = {
    "same day": "both put it on {day}",
    "days overlap": "their days overlap",
    "day unknown": "one of them gives no day",
    "reports near": "neither gives a day; the reports are {on} days apart",
    "told later": "one gives the day, the other looks back {on} days",
    "same place": "both name {on}",
    "other places": "they name other places: {on}",
    "places agree": "one place lies within the other: {on}",
    "other type": "the types differ: {on}",
    "number": "both count {on}",
    "other number": "their numbers are far apart: {on}",
    "words": "{on} of the words of the shorter sentence stand in the other",
    "copied": "one sentence was taken from the other",
    "names in the sentence": "the sentences share {on} other names",
    "other names in the sentence": "each sentence has names that the other lacks; shared are {on}",
    "same word for the act": "both use the same word for the act",
    "names": "the reports share {on} names",
    "by hand": "joined by hand {on}",
}
_MATCHES = {
    "same": "is the same",
    "name": "has the same name",
    "words": "is called by the same words",
    "state": "is a state, and a body or official of it",
    "sector": "is of one country and sector",
    "country": "is of one country",
    "other": "has nothing in common",
    "unknown": "may be the same",
}


def say(what: str, points: float, on: str) -> str:
    """One reason as a line: what agrees or not, and what it weighs."""
    side, _, how = what.partition(": ")
    if how:
        words = f"the {side} {_MATCHES.get(how, how)}: {on}"
    else:
        day = date.fromordinal(int(on)).isoformat() if what == "same day" else on
        words = "no words are kept to compare" if on == "unknown" else _WORDS.get(what, what).format(on=on, day=day)
    return f"{words} ({points:+g})"
