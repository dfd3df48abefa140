"""A filter becomes a question: conditions over the columns of a view, with the values apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from ...ledger.rows import clean
from ...ledger.selecting import Question, about_commitments, about_documents, about_events, about_statements
from ..filters import (
    ActorFilter,
    CommitmentFilter,
    DocumentFilter,
    EventFilter,
    Filter,
    MoveFilter,
    StatementFilter,
    StoryFilter,
)
from .common import has_view

# Words of a search that are looked for; the rest would narrow it no further.
_MOST_WORDS = 8


@singledispatch
def choose(chosen: Filter) -> Question:
    """The question that asks for what a filter lets through."""
    raise TypeError(f"no question for a {type(chosen).__name__}")


@choose.register
def _(chosen: EventFilter) -> Question:
    question = about_events(
        actor=chosen.actor, recipient=chosen.recipient, type=chosen.type, quad=None, since=chosen.since,
        until=chosen.until, happened=chosen.happened,
    )  # fmt: skip
    question.one_of("status", chosen.status)
    if chosen.quad:
        question.where("quad = any(?)", list(chosen.quad))
    question.flag("attributed", chosen.attributed)
    _any(question, chosen.country, "? = any(actor_countries) OR ? = any(recipient_countries) OR place_country = ?")
    _any(question, chosen.speaker, "? = any(attributed_to)")
    _any_place(question, chosen.place)
    if chosen.story is not None and not has_view("story_members"):
        question.conditions.append("false")
    elif chosen.story is not None:
        question.where("document IN (SELECT document FROM story_members WHERE story = ?)", clean(chosen.story))
    for word in words_of(chosen.q):
        _word(question, word)
    return question


@choose.register
def _(chosen: StatementFilter) -> Question:
    return about_statements(speaker=chosen.speaker, kind=chosen.kind, since=chosen.since, until=chosen.until)


@choose.register
def _(chosen: CommitmentFilter) -> Question:
    question = about_commitments(
        by=chosen.by, to=chosen.to, kind=chosen.kind, strength=chosen.strength, status=chosen.status,
        since=chosen.since, until=chosen.until, conditional=chosen.conditional, as_of=None,
    )  # fmt: skip
    for word in chosen.party:
        _takes_part(question, word)
    _any(question, chosen.country, "? = any(by_countries) OR ? = any(to_countries)")
    return question


@choose.register
def _(chosen: DocumentFilter) -> Question:
    return about_documents(
        ids=None, publisher=chosen.publisher, language=chosen.language, since=chosen.since, until=chosen.until
    )


@choose.register
def _(chosen: StoryFilter) -> Question:
    question = Question("stories", keys="story", order="story")
    if chosen.document is not None:
        question.where("? = any(documents)", clean(chosen.document))
    for word in words_of(chosen.q):
        question.where("strpos(lower(title), lower(?)) > 0", word)
    if chosen.several is not None:
        question.conditions.append(f"reports {'>' if chosen.several else '='} 1")
    if chosen.since:
        question.where("last_day >= ?", chosen.since)
    if chosen.until:
        question.where("first_day <= ?", chosen.until)
    return question


@choose.register
def _(chosen: MoveFilter) -> Question:
    keys = "number, life, span_start, status, rule"
    question = Question("moves", keys=keys, order=keys)
    if chosen.life is not None:
        question.where("life = ?", clean(chosen.life))
    question.one_of("status", chosen.status)
    question.between(chosen.since, chosen.until)
    return question


@choose.register
def _(chosen: ActorFilter) -> Question:
    question = Question("actors", keys="actor", order="actor")
    if chosen.q:
        question.where("strpos(lower(name), lower(?)) > 0", clean(chosen.q))
    question.one_of("kind", chosen.kind)
    question.one_of("country", chosen.country)
    return question


def _takes_part(question: Question, word: str) -> None:
    """A party is bound, or it is the other side."""
    question.party("by", [word])
    bound = question.conditions.pop()
    question.party("to", [word])
    question.conditions.append(f"({bound} OR {question.conditions.pop()})")


def either(*questions: Question) -> tuple[str, list[Any]]:
    """The condition that one of several questions' conditions hold, and its values."""
    parts: list[str] = []
    values: list[Any] = []
    for question in questions:
        held = len(values)
        own = " AND ".join(question.conditions) or "true"
        parts.append(re.sub(r"\$(\d+)", lambda found: f"${int(found[1]) + held}", own))  # noqa: B023
        values += question.values
    return " OR ".join(f"({part})" for part in parts), values


def words_of(search: str | None) -> list[str]:
    """The words of a search; those in quotation marks stay together."""
    parts = (search or "").replace("“", '"').replace("”", '"').split('"')
    found: list[str] = []
    for number, part in enumerate(parts):
        found += [" ".join(part.split())] if number % 2 else part.split()
    return [str(clean(word)) for word in found if word][:_MOST_WORDS]


def _word(question: Question, word: str) -> None:
    """A word stands in the sentence, or in the name of a party.

    A document's whole text is looked at first: it is at hand, while sentences have to be cut out of it.
    """
    question.where(
        "((number IN (SELECT number FROM documents WHERE strpos(lower(text), lower(?)) > 0)"
        " AND strpos(lower(sentence), lower(?)) > 0)"
        " OR strpos(lower(array_to_string(actors, ' ')), lower(?)) > 0"
        " OR strpos(lower(array_to_string(recipients, ' ')), lower(?)) > 0)",
        word,
    )


def _any(question: Question, values: Iterable[str], condition: str) -> None:
    parts = []
    for value in values:
        question.where(f"({condition})", clean(value))
        parts.append(question.conditions.pop())
    if parts:
        question.conditions.append(f"({' OR '.join(parts)})")


def _any_place(question: Question, places: Iterable[str]) -> None:
    parts = []
    for place in places:
        exact = place.isdecimal() and len(place) < 12
        question.where("geoname_id = ?" if exact else "place = ?", int(place) if exact else clean(place))
        parts.append(question.conditions.pop())
    if parts:
        question.conditions.append(f"({' OR '.join(parts)})")
