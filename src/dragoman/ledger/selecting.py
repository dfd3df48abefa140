"""Questions to a ledger: what a user asks for becomes a query over the views, with its values apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from ..errors import UsageError
from ..records import CommitmentKind, EventType, StatementKind, Strength
from .rows import clean
from .views import commitments_as_of

# What can be of a commitment (records.md, "Across documents").
STATUSES = ("open", "triggered", "kept", "broken", "withdrawn", "lapsed")

Names = str | Iterable[str] | None
Day = str | date | None


# The columns that list the names of a side's parties.
_NAMES = {"actor": "actors", "recipient": "recipients", "by": "by_actors", "to": "to_actors"}


@dataclass
class Question:
    """A query being put together: conditions that all must hold, and the values that they speak of.

    source: the query that stands in for the view of that name, where it is asked in another way than usual.
    """

    view: str
    source: str | None = None
    keys: str = "number, ordinal"
    order: str = "day DESC NULLS LAST, number DESC, ordinal"
    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def where(self, condition: str, value: Any) -> None:
        """Adds a condition; `?` stands in it for the value, as often as needed."""
        self.values.append(value)
        self.conditions.append(condition.replace("?", f"${len(self.values)}"))

    def one_of(self, column: str, wanted: Names, allowed: Iterable[str] | None = None) -> None:
        """The column is one of some words.  Raises UsageError where a word is none of the allowed."""
        words = words_of(wanted)
        if words:
            self.where(f"{column} = any(?)", [_allowed(word, column, allowed) for word in words])

    def between(self, since: Day, until: Day) -> None:
        """The day lies in a stretch, both ends inclusive.  Raises UsageError where one is no day."""
        if since:
            self.where("day >= ?", day_of(since))
        if until:
            self.where("day <= ?", day_of(until))

    def party(self, side: str, wanted: Names) -> None:
        """A party of one side is one of some: a country's code, an actor's id, or a name as it stands in the ledger."""
        words = words_of(wanted)
        parts = []
        for word in words:
            self.values.append(clean(word))
            column = f"{side}_ids" if ":" in word else f"{side}_countries" if _is_country(word) else _NAMES[side]
            parts.append(f"${len(self.values)} = any({column})")
        if parts:
            self.conditions.append(f"({' OR '.join(parts)})")

    def flag(self, column: str, wanted: bool | None) -> None:
        if wanted is not None:
            self.where(f"{column} = ?", wanted)

    def query(self, limit: int | None = None) -> str:
        """The text of the query, latest day first.

        With a limit the rows are chosen first, by the few columns that this needs: else a store would put the
        texts to all rows before it leaves out most.
        """
        where = f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""
        if limit is None:
            source = f"WITH {self.view} AS ({self.source}) " if self.source else ""
            return f"{source}SELECT * FROM {self.view}{where} ORDER BY {self.order}"
        source = f"{self.view} AS ({self.source}), " if self.source else ""
        chosen = f"SELECT {self.keys} FROM {self.view}{where} ORDER BY {self.order} LIMIT {int(limit)}"
        return (
            f"WITH {source}chosen AS MATERIALIZED ({chosen})"
            f" SELECT v.* FROM {self.view} v JOIN chosen USING ({self.keys}) ORDER BY {self.order}"
        )


def about_events(
    *, actor: Names, recipient: Names, type: Names, quad: int | None, since: Day, until: Day, happened: bool | None
) -> Question:
    question = Question("events")
    _sides(question, actor, recipient)
    question.one_of("type", _upper(type), get_args(EventType))
    if quad is not None:
        question.where("quad = ?", quad)
    question.between(since, until)
    question.flag("happened", happened)
    return question


def about_commitments(
    *, by: Names, to: Names, kind: Names, strength: Names, status: Names, since: Day, until: Day,
    conditional: bool | None, as_of: Day,
) -> Question:  # fmt: skip
    question = Question("commitments")
    if as_of:
        question.values.append(day_of(as_of))
        question.source = commitments_as_of("$1::date", "(d.day <= $1::date OR d.day IS NULL)")
    question.party("by", by)
    question.party("to", to)
    question.one_of("kind", kind, get_args(CommitmentKind))
    question.one_of("strength", strength, get_args(Strength))
    question.one_of("status", status, STATUSES)
    question.between(since, until)
    if conditional is not None:
        question.conditions.append(f"coalesce(array_length(conditions, 1), 0) {'>' if conditional else '='} 0")
    return question


def about_statements(*, speaker: Names, kind: Names, since: Day, until: Day) -> Question:
    question = Question("statements")
    parts = []
    for word in words_of(speaker):
        question.values.append(clean(word))
        column = "speaker_id" if ":" in word else "speaker_country" if _is_country(word) else "speaker"
        parts.append(f"{column} = ${len(question.values)}")
    if parts:
        question.conditions.append(f"({' OR '.join(parts)})")
    question.one_of("kind", kind, get_args(StatementKind))
    question.between(since, until)
    return question


def about_documents(*, ids: Names, publisher: Names, language: Names, since: Day, until: Day) -> Question:
    question = Question("documents", keys="number", order="day DESC NULLS LAST, number DESC")
    question.one_of("document", ids)
    question.one_of("publisher", publisher)
    question.one_of("language", language)
    question.between(since, until)
    return question


def about_stories(*, since: Day, until: Day) -> Question:
    question = Question("stories", keys="story", order=STORY_ORDER)
    if since:
        question.where("last_day >= ?", day_of(since))
    if until:
        question.where("first_day <= ?", day_of(until))
    return question


STORY_ORDER = "last_day DESC NULLS LAST, latest DESC"
# An event is new to a story where no earlier report told one of its type between the same parties.
ONE_STORY = """
WITH reports AS (
  SELECT *, row_number() OVER (ORDER BY published_at NULLS LAST, number) AS place FROM story_members
  WHERE story = $1 OR story IN (SELECT story FROM story_members WHERE document = $1)
), told AS (
  SELECT r.place, e.sentence, e.ordinal,
    row_number() OVER (PARTITION BY e.type, e.actor_ids, e.recipient_ids ORDER BY r.place, e.ordinal) AS nth
  FROM reports r JOIN events e ON e.document = r.document
), sentences AS (
  SELECT place, sentence, count(*) AS events, min(ordinal) AS ordinal FROM told WHERE nth = 1 GROUP BY place, sentence
), added AS (
  SELECT place, sum(events)::bigint AS new_events, array_agg(sentence ORDER BY ordinal) AS adds
  FROM sentences GROUP BY place
)
SELECT r.story, r.document, r.day, r.published_at, r.publisher, r.title, r.origin, r.copy_of, r.likeness, r.rule,
  coalesce(a.new_events, 0) AS new_events, a.adds, r.url
FROM reports r LEFT JOIN added a ON a.place = r.place ORDER BY r.place"""


def _sides(question: Question, actor: Names, recipient: Names) -> None:
    """Actor and recipient.  A reciprocal event has all its parties as actors: each is the other's recipient."""
    question.party("actor", actor)
    if not words_of(recipient):
        return
    question.party("recipient", recipient)
    asked = question.conditions.pop()
    mutual = asked.replace("recipient", "actor")
    both = " AND array_length(actor_ids, 1) > 1" if not words_of(actor) else ""
    question.conditions.append(f"({asked} OR (coalesce(array_length(recipient_ids, 1), 0) = 0 AND {mutual}{both}))")


def _is_country(word: str) -> bool:
    return len(word) == 3 and word.isascii() and word.isupper()


def words_of(wanted: Names) -> list[str]:
    """The words asked for, none, one or several."""
    return [wanted] if isinstance(wanted, str) else list(wanted or ())


def _upper(wanted: Names) -> Sequence[str]:
    return [word.upper() for word in words_of(wanted)]


def _allowed(word: str, column: str, allowed: Iterable[str] | None) -> str:
    known = list(allowed or ())
    if known and word not in known:
        raise UsageError(f"no {column} {word!r}; write one of {', '.join(known)}")
    return str(clean(word))


def day_of(value: Day) -> date:
    """The day that a user names.  Raises UsageError where it is none."""
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise UsageError(f"{value!r} is no day; write YYYY-MM-DD") from error
