"""Words that say of an act that it is not done, not yet, only in part, long ago, or only claimed."""

from __future__ import annotations

import re

# Words in front of a phrase within which it is not, or not yet, true; the last few words count.
_UNREAL = re.compile(
    r"\b(?:not|never|no|nobody|neither|nor|without|will|would|might|can|could|should|must|shall|if|unless"
    r"|whether|until|before|wo|cannot|refus\w*|fail\w*|yet|hope\w*|expect\w*|plan\w*|want\w*|vow\w*|promis\w*"
    r"|threaten\w*|den(?:y|ied|ies|ying)|nearly|almost|ready|likely|instead of|rather than|\w+n['’]t)\b",
    re.IGNORECASE,
)
# "May" is a month, and "to" counts right in front only.
_UNREAL_NEXT = re.compile(r"\bmay\b|\bto$")
# With one of these anywhere in front, an act is not told as done.
NOT_DONE = re.compile(
    r"\b(?:not|never|no|nobody|will|would|might|can|could|should|must|shall|if|unless|whether|yet|\w+n['’]t)\b", re.I
)
# A sentence with one of these is no report of a fact.
DOUBTED = re.compile(
    r"\b(?:untrue|false(?:ly)?|rumou?rs?|unconfirmed|alleg\w+|accus\w+|denie[sd]|denying|claim(?:s|ed|ing)?|hoax"
    r"|fabricat\w+|invented|reportedly|expected|predict\w*|supposed(?:ly)?)\b",
    re.IGNORECASE,
)
# Behind a phrase, what is denied need not be that.
UNTRUE = re.compile(r"\b(?:untrue|false|rumou?rs?|unconfirmed|hoax|fabricat\w+|invented|claim(?:s|ed)?)\b", re.I)
# Behind a verb: nothing, or only part of it, is done.
PARTLY = re.compile(
    r"\W+(?:[\w'’-]+\W+){0,2}?(?:no|nothing|none|nobody|neither|only|half|part of|some of"
    r"|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|few|most|many) of (?:the|its|their|his|her))\b",
    re.IGNORECASE,
)
PARTLY_BEFORE = re.compile(r"\b(?:part|partly|partially|half|nearly|almost)[- ]\w*$", re.IGNORECASE)
BACKGROUND = re.compile(
    r"\bhad\b|\b(?:last|previous) (?:year|month)\b|\bearlier (?:this|in)\b|\bin the past\b"
    r"|\b(?:for|in|over) (?:decades|years|centuries|generations)\b|\bsince\b|\bfirst \w+ed\b",
    re.I,
)


def is_unreal(before: str) -> bool:
    """Whether what follows is not, or not yet, true by the words in front of it."""
    last = last_words(before, 4)
    return bool(_UNREAL.search(last) or _UNREAL_NEXT.search(last))


def last_words(text: str, count: int) -> str:
    return " ".join(text.split()[-count:])
