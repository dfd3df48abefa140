"""Following: what became of a commitment, on what evidence.

Records go in; whether two of them tell one commitment, and what a report says of one, come out.  Nothing here
knows where records are kept: every answer is about two reports and no others.
"""

from .clues import Clue, Deed, Hanging, Placed, Pledge, Word, own_keys, role_of, sought_keys
from .evidence import Move
from .gathering import clues_of
from .mentions import SPAN, tell_one
from .moves import REACH, move_of
from .parties import Party
from .words import Terms, terms_of

__all__ = [
    "REACH",
    "SPAN",
    "Clue",
    "Deed",
    "Hanging",
    "Move",
    "Party",
    "Placed",
    "Pledge",
    "Terms",
    "Word",
    "clues_of",
    "move_of",
    "own_keys",
    "role_of",
    "sought_keys",
    "tell_one",
    "terms_of",
]
