"""Stories: which reports tell of the same happening, and which are copies.  Many documents in, threads of them out.

`telling.py` is what a report tells, `terms.py` and `copies.py` what it is compared by, `likeness.py` and `contrast.py`
how, `joining.py` where it goes.  Nothing here knows a database.
"""

from .features import Features, pack, unpack
from .joining import COMPARED, Member, Shelf, join, story_id, take_out
from .telling import Telling
from .terms import Counted, Weights, count_terms, weigh

__all__ = [
    "COMPARED",
    "Counted",
    "Features",
    "Member",
    "Shelf",
    "Telling",
    "Weights",
    "count_terms",
    "join",
    "pack",
    "story_id",
    "take_out",
    "unpack",
    "weigh",
]
