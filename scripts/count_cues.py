"""Counts how often each listed cue attributes in each of its frames, over annotated news.

    python scripts/count_cues.py train.jsonl.gz > src/dragoman/knowledge/data/statements/weights.tsv

Input: JSON Lines with `id`, `text` and `attributions` of `source`, `cue` and `content` spans, such as PolNeAR
1.0.0 in that form.  A sighting attributes if some annotation has at least half of its content and source words
(F1) and shares a cue word.  Sightings within annotated content are left out unless they match, since the corpus
marks the outermost attribution alone.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dragoman.language import EnglishPipeline
from dragoman.records import Block, Document
from dragoman.settings import Settings
from dragoman.statements import Cues, load_cues
from dragoman.statements.adjectives import frame_drafts as adjective_frames
from dragoman.statements.adjectives import predicate_adjectives
from dragoman.statements.draft import Draft
from dragoman.statements.nouns import frame_drafts as noun_frames
from dragoman.statements.reader import Reader, read
from dragoman.statements.verbs import frame_drafts as verb_frames

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"\w+")
_HEADER = """\
# How often a cue in a frame attributes, counted over the news of 2015 and 2016 in PolNeAR 1.0.0 (training part;
# Newell, Margolin, Ruths, LREC 2018) by scripts/count_cues.py.  Class v: verb, n: noun, a: adjective.
cue\tframe\tattributes\tseen"""

Range = tuple[int, int]
Words = frozenset[int]


@dataclass(frozen=True)
class Gold:
    source: Words
    cue: Words
    content: Words


class Text:
    """The words of a text by the characters that they cover."""

    def __init__(self, text: str) -> None:
        self.at = {c: n for n, m in enumerate(_WORD.finditer(text)) for c in range(*m.span())}

    def words(self, ranges: Iterable[Range]) -> Words:
        return frozenset(self.at[c] for a, b in ranges for c in range(a, b) if c in self.at)


def main(path: str) -> None:
    cues = replace(load_cues(), weights={})
    pipeline = EnglishPipeline(Settings().pipeline)
    hits: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows(path):
        for key, hit in judge(row, pipeline, cues):
            seen[key] += 1
            hits[key] += hit
    print(_HEADER)
    for key in sorted(seen):
        print(*key, hits[key], seen[key], sep="\t")


def rows(path: str) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def judge(row: dict[str, Any], pipeline: EnglishPipeline, cues: Cues) -> Iterator[tuple[tuple[str, str], bool]]:
    """(cue and frame, whether it attributes) of each sighting in one article."""
    text = Text(row["text"])
    blocks = [Block("paragraph", *m.span()) for m in _PARAGRAPH.finditer(row["text"])]
    reader = read(pipeline.analyze(Document(id=row["id"], text=row["text"], blocks=blocks)), cues)
    gold = [Gold(*(text.words(ranges(a[k])) for k in ("source", "cue", "content"))) for a in row["attributions"]]
    by_word: dict[int, list[Gold]] = defaultdict(list)
    for g in gold:
        for word in g.content:
            by_word[word].append(g)
    inside = [r for a in row["attributions"] for r in ranges(a["content"])]
    for draft in sightings(reader):
        hit = any(matches(draft, g, text) for w in text.words(draft.contents) for g in by_word[w])
        if hit or not nested(draft, inside):
            yield (draft.word, draft.frame), hit


def ranges(spans: list[dict[str, Any]]) -> list[Range]:
    return [(s["start"], s["end"]) for s in spans]


def nested(draft: Draft, inside: list[Range]) -> bool:
    return draft.cue is not None and any(a <= draft.cue[0] and draft.cue[1] <= b for a, b in inside)


def sightings(reader: Reader) -> Iterator[Draft]:
    """Every draft of a listed cue in a listed frame, several to a cue where it fits several."""
    cues = reader.cues
    floors: dict[int, int] = {}
    for clause in reader.analysis.clauses:
        if clause.lemma in cues.verbs:
            yield from (d for d in verb_frames(reader, clause, floors) if cues.verb(clause.lemma, d.frame))
        for adjective in predicate_adjectives(reader, clause):
            word = reader.analysis.tokens[adjective].lower
            yield from (d for d in adjective_frames(reader, clause, adjective) if cues.adjective(word, d.frame))
    for token in reader.analysis.tokens:
        lemma = token.lemma.lower()
        if token.pos == "NOUN" and lemma in cues.nouns:
            yield from (d for d in noun_frames(reader, token.i) if cues.noun(lemma, d.frame))


def matches(draft: Draft, gold: Gold, text: Text) -> bool:
    cue = text.words([draft.cue] if draft.cue else [])
    source = text.words([draft.source] if draft.source else [])
    return (
        f1(text.words(draft.contents), gold.content) >= 0.5 and f1(source, gold.source) >= 0.5 and bool(cue & gold.cue)
    )


def f1(a: Words, b: Words) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


if __name__ == "__main__":
    main(sys.argv[1])
