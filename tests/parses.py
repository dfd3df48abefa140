"""Parses made by hand, for tests of rules that need no language model."""

from __future__ import annotations

import re

from dragoman.language import Analysis, Sentence, Token
from dragoman.language.clauses import find_clauses
from dragoman.language.quotations import find_quotations
from dragoman.records import Block

_TAGS = {"VERB": "VBD", "AUX": "VBD", "NOUN": "NN", "PROPN": "NNP", "ADJ": "JJ"}
# No blank stands before the former, none behind the latter.
_CLOSING, _OPENING = frozenset(".,;:?!”") | {"'s"}, frozenset("“")


def parse(*paragraphs: str) -> Analysis:
    """The analysis of paragraphs written as tables, one token a line, a blank line between sentences.

    A line is "word POS label governor [lemma] [tag]"; the governor is a word of the sentence, "#2" after it means
    the second of that spelling.  "-" stands for a lemma or tag that the word gives itself.
    """
    text = ""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    blocks: list[tuple[int, Block]] = []
    for number, paragraph in enumerate(paragraphs):
        text += "\n\n" if text else ""
        begin = len(text)
        for table in re.split(r"\n\s*\n", paragraph.strip()):
            rows = [line.split() for line in table.strip().splitlines()]
            text, read = _sentence(text, rows, len(tokens), len(sentences), at_start=len(text) == begin)
            tokens += read
            span = read[0].start, read[-1].end
            first = len(tokens) - len(read)
            sentences.append(Sentence(len(sentences), first, len(tokens), *span, number, "paragraph"))
        blocks.append((number, Block("paragraph", begin, len(text))))
    below = [[t.i for t in tokens if t.head == n and t.i != n] for n in range(len(tokens))]
    children = tuple(map(tuple, below))
    clauses = find_clauses(tokens, children)
    return Analysis(
        text=text,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        entities=(),
        quotations=find_quotations(text, blocks),
        clauses=clauses,
        children=children,
        clause_by_predicate={c.predicate: c.index for c in clauses},
        clauses_below={c.index: tuple(d.index for d in clauses if d.governor == c.index) for c in clauses},
    )


def at(analysis: Analysis, word: str) -> int:
    """Index of the token spelt like this; "word#2" is the second of them."""
    return _place([t.text for t in analysis.tokens], word)


def span_of(analysis: Analysis, words: str) -> tuple[int, int]:
    """Offsets of words that stand in the text, the first time."""
    start = analysis.text.index(words)
    return start, start + len(words)


def _sentence(text: str, rows: list[list[str]], base: int, number: int, *, at_start: bool) -> tuple[str, list[Token]]:
    words = [row[0] for row in rows]
    read: list[Token] = []
    for k, (word, pos, label, governor, *more) in enumerate(rows):
        lemma, tag = [*more, *["-", "-"][len(more) :]]
        glued = word in _CLOSING or (read[-1].text in _OPENING if read else at_start)
        start = len(text) + (not glued)
        text += word if glued else f" {word}"
        read.append(
            Token(
                i=base + k,
                start=start,
                end=len(text),
                text=word,
                lower=word.lower(),
                lemma=word.lower() if lemma == "-" else lemma,
                pos=pos,
                tag=_TAGS.get(pos, pos) if tag == "-" else tag,
                dep=label,
                head=base + _place(words, governor),
                entity="",
                sentence=number,
            )
        )
    return text, read


def _place(words: list[str], word: str) -> int:
    spelling, _, nth = word.partition("#")
    return [i for i, w in enumerate(words) if w == spelling][int(nth or 1) - 1]
