"""Counts words over the passages of `corpus/` and `samples/`, which are our own.

    python scripts/count_words.py > src/dragoman/knowledge/data/stories/word_counts.tsv

A word is counted as it is written in lower case; one that occurs once is left out, as it tells no more than one that
does not occur.  The last column of a table of the corpus is its passage, with the parties in square brackets.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dragoman.stories.words import written_words

_PARTY = re.compile(r"\[[A-Z]:([^\]]*)\]|\[\[([^\]]*)\]\]")
_HEADER = """\
# How often a word occurs in our own passages of news (corpus/, samples/), counted by scripts/count_words.py.  The
# row without a word has the number of all words, those left out as well.
word\tcount"""


def passages(root: Path) -> Iterator[str]:
    for path in sorted([*root.glob("corpus/**/*"), *root.glob("samples/**/*")]):
        if path.suffix == ".jsonl":
            yield from (json.loads(line).get("text", "") for line in path.read_text("utf-8").splitlines())
        elif path.suffix in (".tsv", ".txt") and path.name != "README.md" and "public" not in path.parts:
            lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
            yield from (_PARTY.sub(r"\1\2", line.rsplit("\t", 1)[-1]) for line in lines)


def main() -> None:
    counts: Counter[str] = Counter()
    for text in passages(Path(__file__).resolve().parents[1]):
        counts.update(word.lower() for word, _ in written_words(text))
    print(_HEADER)
    print(f"\t{counts.total()}")
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count > 1:
            print(f"{word}\t{count}")


if __name__ == "__main__":
    main()
