"""Topic: whether a document is about politics at all, told by the words that stand in it.

Reports of matches, markets, crimes and recipes use the words of conflict and diplomacy ("attack", "release",
"threaten"); what gives them away is the company these words keep.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from ..knowledge.predicates import Lexicon
from ..language import Analysis
from ..records import Cast
from .roles import governs

POLITICS = "politics"
# A topic must show this often, and make up this share of the words, before it can outweigh politics: a political
# report with an aside on a match stays below, a match report of any length above.
_LEAST_WORDS = 3
_LEAST_SHARE = 0.02
# Words of politics and mentions of those who govern, together: under this share of the words a text is about
# something else; from this many on, and above the higher share, its politics speak for themselves.  On our own
# labelled articles the two kinds lie apart, below 6 % and above; single sentences tell too little.
_LEAST_POLITICAL, _LEAST_TOKENS = 0.05, 45
_POLITICAL_EVIDENCE, _POLITICAL_SHARE = 8, 0.08

Bearing = Literal["political", "open", "other", "sport"]


def bearing(analysis: Analysis, cast: Cast, lexicon: Lexicon) -> Bearing:
    """How a document bears on politics: by much of what it says; by nothing that decides it; on something else.

    Sport stands apart: its teams bear the names of states.
    """
    hits = Counter(topic for t in analysis.tokens for topic in lexicon.topics.get(t.lemma.lower(), ()))
    political = hits.pop(POLITICS, 0)
    size = len(analysis.tokens)
    topic, most = hits.most_common(1)[0] if hits else ("", 0)
    if most >= max(_LEAST_WORDS, _LEAST_SHARE * size) and most > political:
        return "sport" if topic == "sport" else "other"
    evidence = political + _governing_mentions(cast)
    if size >= _LEAST_TOKENS and evidence < _LEAST_POLITICAL * size:
        return "other"
    return "political" if evidence >= max(_POLITICAL_EVIDENCE, _POLITICAL_SHARE * size) else "open"


def _governing_mentions(cast: Cast) -> int:
    named = (m for m in cast.mentions if m.form != "pronoun")
    return sum(any(governs(cast.actors[a]) for a in m.actors) for m in named)
