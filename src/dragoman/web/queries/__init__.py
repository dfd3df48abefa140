"""All SQL of the web room: over the ledger's views, by names of columns, each question with its values apart.

A page's questions stand in a module of their own; what they give is rows as dicts, or a small frozen class.
"""

from .audit import audit, audits, items
from .choosing import choose, words_of
from .common import has_view, known_actors, overview, titles, views
from .desk import Weeks, countries, points, weeks
from .export import streamed
from .listing import Listed, actors, documents, page_of
from .lives import conditions_of, deadline_months, deadlines, latest_day, latest_of_each, standing
from .parties import (
    Passing,
    TwoWay,
    between,
    is_country,
    members,
    named_by,
    of_parties,
    partners,
    party_name,
    sides,
    top_stories,
)
from .records import actor, commitment, event, one, statement, story, told_again
from .review import MORE, Waiting, decisions, left_in, waiting
from .steps import Step
from .stories import counted, denials_of, events_of, in_dispute, story_of, told_in

__all__ = [
    "MORE",
    "Listed",
    "Passing",
    "Step",
    "TwoWay",
    "Waiting",
    "Weeks",
    "actor",
    "actors",
    "audit",
    "audits",
    "between",
    "choose",
    "commitment",
    "conditions_of",
    "counted",
    "countries",
    "deadline_months",
    "deadlines",
    "decisions",
    "denials_of",
    "documents",
    "event",
    "events_of",
    "has_view",
    "in_dispute",
    "is_country",
    "items",
    "known_actors",
    "latest_day",
    "latest_of_each",
    "left_in",
    "members",
    "named_by",
    "of_parties",
    "one",
    "overview",
    "page_of",
    "partners",
    "party_name",
    "points",
    "sides",
    "standing",
    "statement",
    "story",
    "story_of",
    "streamed",
    "titles",
    "told_again",
    "told_in",
    "top_stories",
    "views",
    "waiting",
    "weeks",
    "words_of",
]
