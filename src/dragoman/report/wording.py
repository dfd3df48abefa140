"""How records are put into words for a person: one wording for the terminal and the page.

The rule that matters: what is said never reads like what happened.  Every event line names on
whose word it stands, and every status but "actual, affirmed, certain" is spelled out.
"""

from __future__ import annotations

import unicodedata

from ..records import Actor, Coded, Commitment, Date, Event, Place, Role, Statement

_STATUS = {
    "actual": "happened",
    "planned": "planned",
    "conditional": "only if",
    "possible": "possible",
    "historical": "background",
}
_QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
_KINDS = {"direct": "quoted", "indirect": "reported", "mixed": "partly quoted"}
_ARROW = " → "
# Letters of an ISO day that say a whole month or year.
_SHOWN = {"month": 7, "year": 4}
# Direction marks in hostile text can make a line read backwards; they carry no meaning in a report.
_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


def plain(text: str) -> str:
    """The text on one line, without control characters that could steer a terminal."""
    kept = (" " if c in "\n\r\t\u2028\u2029" else c for c in text.translate(_DIRECTION))
    return " ".join("".join(c if unicodedata.category(c) != "Cc" else "\ufffd" for c in kept).split())


class Names:
    """Names of the actors of one document, and the words that depend on them."""

    def __init__(self, coded: Coded) -> None:
        self.actors: dict[str, Actor] = {a.id: a for a in coded.actors}
        self.statements: dict[str, Statement] = {s.id: s for s in coded.statements}

    def actor(self, actor_id: str | None) -> str:
        if actor_id is None:
            return "unnamed source"
        actor = self.actors.get(actor_id)
        return plain(actor.name) if actor else actor_id

    def roles(self, roles: list[Role]) -> str:
        names = list(dict.fromkeys(self.actor(r.actor) for r in roles))
        return ", ".join(names) if names else "?"

    def who_to_whom(self, event: Event) -> str:
        """ "A → B"; a reciprocal event reads "A with B"."""
        if event.recipients or len(event.actors) < 2:
            right = f"{_ARROW}{self.roles(event.recipients)}" if event.recipients else ""
            return f"{self.roles(event.actors)}{right}"
        return " with ".join(self.actor(r.actor) for r in event.actors)

    def on_whose_word(self, attribution: list[str]) -> str:
        """ "reporter's own word", or the chain of those who say it: "according to A, quoting B"."""
        said = [self.statements[s] for s in attribution if s in self.statements]
        if not said:
            return "reporter's own word"
        first = "as {} sees it" if said[0].act == "thought" else "according to {}"
        return ", quoting ".join(
            [first.format(self.actor(said[0].speaker)), *(self.actor(s.speaker) for s in said[1:])]
        )


def event_type(event: Event) -> str:
    return f"{event.type} · {event.mode}" if event.mode else event.type


def quad(event: Event) -> str:
    return _QUADS[event.quad]


def factuality(event: Event) -> str:
    """ "happened", "did not happen", "planned, probable" …"""
    f = event.factuality
    words = [_STATUS[f.status]]
    if f.polarity == "negated":
        words = ["did not happen"] if f.status in {"actual", "historical"} else [_STATUS[f.status], "negated"]
    if f.certainty != "certain":
        words.append(f.certainty if f.certainty != f.status else "")
    return ", ".join(w for w in words if w)


def date(value: Date | None) -> str:
    """ "2021-05-03", "2021-05", "2021", or "2021-05-03 to 2021-05-09"."""
    if value is None:
        return ""
    if value.precision in _SHOWN:
        return value.start[: _SHOWN[value.precision]]
    return value.start if value.start == value.end else f"{value.start} to {value.end}"


def place(value: Place | None) -> str:
    if value is None:
        return ""
    return plain(value.name if not value.country or value.precision == "country" else f"{value.name}, {value.country}")


def counts(event: Event) -> str:
    def number(low: float | None, high: float | None) -> str:
        shown = [f"{n:,.0f}" if n == int(n) else f"{n:,}" for n in (low, high) if n is not None]
        return " to ".join(dict.fromkeys(shown)) or "?"

    return ", ".join(f"{number(c.low, c.high)} {c.unit or ''} {c.kind}".replace("  ", " ") for c in event.counts)


def statement_manner(statement: Statement) -> str:
    return "thought" if statement.act == "thought" else _KINDS[statement.kind]


def said(statement: Statement) -> str:
    text = " … ".join(plain(s.text) for s in statement.content_spans)
    return f"“{text}”" if statement.kind == "direct" else text


def conditions(commitment: Commitment) -> str:
    return "; ".join(f"{c.kind} {plain(c.span.text)}" for c in commitment.conditions)


def deadline(commitment: Commitment) -> str:
    return f"by {date(commitment.deadline)}" if commitment.deadline else ""


def told_statements(coded: Coded) -> list[Statement]:
    """The statements that a reader wants to see: what was said, and thoughts that something else stands in.

    Attitudes without words ("condemned the killings") are in the records; the event beside tells the same.
    """
    held = {s for e in coded.events for s in e.attribution} | {s.within for s in coded.statements}
    return [s for s in coded.statements if s.act == "said" or s.id in held]
