"""All SQL of the web room: over the ledger's views, by names of columns, each question with its values apart.

A page's questions stand in a module of their own; what they give is rows as dicts, or a small frozen class.
"""

from .audit import audit, audits, items
from .choosing import choose, words_of
from .common import has_view, known_actors, overview, titles, views
from .desk import Step, Weeks, countries, points, weeks
from .export import streamed
from .listing import Listed, actors, documents, page_of
from .records import actor, commitment, event, one, statement, story, told_again
from .review import MORE, Waiting, decisions, left_in, waiting

__all__ = [
    "MORE",
    "Listed",
    "Step",
    "Waiting",
    "Weeks",
    "actor",
    "actors",
    "audit",
    "audits",
    "choose",
    "commitment",
    "countries",
    "decisions",
    "documents",
    "event",
    "has_view",
    "items",
    "known_actors",
    "left_in",
    "one",
    "overview",
    "page_of",
    "points",
    "statement",
    "story",
    "streamed",
    "titles",
    "told_again",
    "views",
    "waiting",
    "weeks",
    "words_of",
]
