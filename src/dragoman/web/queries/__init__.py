"""All SQL of the web room: over the ledger's views, by names of columns, each question with its values apart.

A page's questions stand in a module of their own; what they give is rows as dicts, or a small frozen class.
"""

from .choosing import choose, words_of
from .common import has_view, known_actors, overview, titles, views
from .desk import Step, Weeks, countries, points, weeks
from .export import streamed
from .listing import Listed, actors, documents, page_of
from .records import actor, commitment, event, one, statement, story, told_again

__all__ = [
    "Listed",
    "Step",
    "Weeks",
    "actor",
    "actors",
    "choose",
    "commitment",
    "countries",
    "documents",
    "event",
    "has_view",
    "known_actors",
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
    "weeks",
    "words_of",
]
