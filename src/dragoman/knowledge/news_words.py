"""How common words are in news of any kind: what tells one story from another is what is rare."""

from __future__ import annotations

from dataclasses import dataclass

from .files import data_lines, data_rows


@dataclass(frozen=True)
class NewsWords:
    """counts: word in lower case → how often it occurs among `total` words.  empty: words that tell nothing."""

    counts: dict[str, int]
    total: int
    empty: frozenset[str]


def load_news_words() -> NewsWords:
    """The counts of our own passages (scripts/count_words.py), and two lists of words that carry little content."""
    counts = {row["word"]: int(row["count"]) for row in data_rows("stories/word_counts.tsv")}
    empty = frozenset([*data_lines("reading/stop_words.txt"), *data_lines("stories/news_words.txt")])
    return NewsWords(counts, counts.pop(""), empty)
