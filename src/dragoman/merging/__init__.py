"""Merging: which mentions in several reports are one event.

Reports come one by one; each mention is compared with the events that came before and joins the likest, if it is like
enough, or begins an event of its own.  Pure: no database, no command.

- `mention` what is known of a mention for this; `wording` makes the words comparable
- `kinds`, `days`, `sites`, `parties` each compare one side of two mentions: what, when, where, who
- `comparing` weighs them; `saying` puts the reasons in plain words
- `keys` finds what is worth comparing; `joining` chooses
"""

from .comparing import Verdict, compare, denies, rejects
from .joining import Choice, choose
from .keys import denial_probes, keys_of, probes
from .kinds import akin
from .mention import Days, Mention, Number, Party, Site
from .saying import say
from .wording import name_mark, proper_marks, word_marks

__all__ = [
    "Choice",
    "Days",
    "Mention",
    "Number",
    "Party",
    "Site",
    "Verdict",
    "akin",
    "choose",
    "compare",
    "denial_probes",
    "denies",
    "keys_of",
    "name_mark",
    "probes",
    "proper_marks",
    "rejects",
    "say",
    "word_marks",
]
