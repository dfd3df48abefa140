"""Topic: whether a document is about politics at all, told by the words that stand in it.

Reports of matches, markets, crimes and recipes use the words of conflict and diplomacy ("attack", "release",
"threaten"); what gives them away is the company these words keep.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from ..knowledge.predicates import Lexicon
from ..language import Analysis

POLITICS = "politics"
# A topic must show this often, and make up this share of the words, before it can outweigh politics: a political
# report with an aside on a match stays below, a match report of any length above.
_LEAST_WORDS = 3
_LEAST_SHARE = 0.02
# So many words of politics in a document speak for themselves.
_POLITICAL_WORDS = 6


Bearing = Literal["political", "open", "other", "sport"]


def bearing(analysis: Analysis, lexicon: Lexicon) -> Bearing:
    """How a document bears on politics: by many of its words; by none that decide it; about something else.

    Sport stands apart: its teams bear the names of states.
    """
    hits = Counter(topic for t in analysis.tokens for topic in lexicon.topics.get(t.lemma.lower(), ()))
    political = hits.pop(POLITICS, 0)
    topic, most = hits.most_common(1)[0] if hits else ("", 0)
    if most >= max(_LEAST_WORDS, _LEAST_SHARE * len(analysis.tokens)) and most > political:
        return "sport" if topic == "sport" else "other"
    return "political" if political >= _POLITICAL_WORDS and political > most else "open"
