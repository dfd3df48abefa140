"""Topic: whether a document is about politics at all, told by the words that stand in it.

Reports of matches, markets, crimes and recipes use the words of conflict and diplomacy ("attack", "release",
"threaten"); what gives them away is the company these words keep.
"""

from __future__ import annotations

from collections import Counter

from ..knowledge.predicates import Lexicon
from ..language import Analysis

POLITICS = "politics"
# A topic must show this often, and make up this share of the words, before it can outweigh politics: a political
# report with an aside on a match stays below, a match report of any length above.
_LEAST_WORDS = 3
_LEAST_SHARE = 0.02


def off_topic(analysis: Analysis, lexicon: Lexicon) -> str | None:
    """The topic whose words outnumber those of politics, or None."""
    topics_of = lexicon.topics
    hits = Counter(topic for t in analysis.tokens for topic in topics_of.get(t.lemma.lower(), ()))
    political = hits.pop(POLITICS, 0)
    if not hits:
        return None
    topic, most = hits.most_common(1)[0]
    least = max(_LEAST_WORDS, _LEAST_SHARE * len(analysis.tokens))
    return topic if most >= least and most > political else None
