"""The English pipeline: loads spaCy once and turns documents into analyses.

This is the only module that knows spaCy.  Each document is parsed on its own, paragraph by
paragraph, so that its analysis never depends on its neighbours in a batch (records.md, rule 4).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any, TypeAlias

from ..errors import ArtefactError
from ..knowledge.abbreviations import Abbreviations, load_abbreviations
from ..records import CODED_BLOCKS, Block, BlockKind, Document
from .analysis import Analysis, Clause, Entity, Sentence, Token
from .casing import recased
from .clauses import find_clauses
from .quotations import find_quotations
from .sentences import sentence_ranges

# The parser's memory grows with the length of one text; longer blocks are parsed in pieces of whole sentences.
_MAX_PIECE = 4_000
# Pieces, and characters of text, that are parsed at once: what a batch takes is let go before the next.
_BATCH = 64
_BATCH_CHARS = 40_000
# Documents whose words are remembered, which spares looking up the common ones anew.
_REMEMBERED = 1_000
# Typographic variants that the pipeline has seen less of; each is one character, so offsets hold.
_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "‛": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "\u00a0": " ",
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u200b": " ",
        "\u2028": " ",
        "\u2029": " ",
        "\ufeff": " ",
        "‑": "-",
    }
)

# Number and kind of the block, offset in the text, its plain words, tokenized text.
_Piece: TypeAlias = tuple[int, BlockKind, int, str, Any]


class EnglishPipeline:
    """spaCy's English pipeline with our own sentence boundaries.  Loads on construction (about a second)."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._nlp = _load(name)
        self._documents = 0
        self._words = ExitStack()
        self._abbreviations: Abbreviations = load_abbreviations()
        for word in self._abbreviations.never:
            # "Cmdr. Holm" is one name; the pipeline knows but some of these
            for form in (f"{word}.".capitalize(), f"{word}.".upper()):
                self._nlp.tokenizer.add_special_case(form, [{"ORTH": form}])

    @property
    def version(self) -> str:
        """Name and version of the loaded pipeline, for the record's `coder` field."""
        return f"{self._nlp.meta['name']} {self._nlp.meta['version']}"

    def bare(self) -> Any:
        """The loaded spaCy pipeline itself, for measuring what coding adds to it."""
        return self._nlp

    def analyze(self, document: Document) -> Analysis:
        """The analysis of the coded blocks of one document."""
        self._forget_words()
        coded = [(n, b) for n, b in enumerate(document.blocks) if b.kind in CODED_BLOCKS]
        builder = _Builder(document.text)
        for batch in _batched(self._pieces(document.text, coded)):
            docs = self._nlp.pipe([doc for *_, doc in batch], batch_size=_BATCH)
            for (number, kind, offset, words, _), doc in zip(batch, docs, strict=True):
                builder.add(doc, words, offset, number, kind)
        return builder.finish(coded)

    def _forget_words(self) -> None:
        """Lets the pipeline forget the words that it has met, from time to time: it would keep every new one for good.

        Nothing that an analysis holds is the pipeline's own, so that none is harmed.
        """
        if self._documents % _REMEMBERED == 0:
            self._words.close()
            self._words.enter_context(self._nlp.memory_zone())
        self._documents += 1

    def _pieces(self, text: str, coded: list[tuple[int, Block]]) -> Iterator[_Piece]:
        for number, block in coded:
            ranges = self._ranges(text, block)
            for piece in _grouped(ranges):
                start, end = piece[0][0], piece[-1][1]
                words = text[start:end].translate(_PLAIN)
                doc = self._nlp.make_doc(recased(words, [(s - start, e - start) for s, e in piece]))
                _mark_sentences(doc, {s - start for s, _ in piece})
                yield number, block.kind, start, words, doc

    def _ranges(self, text: str, block: Block) -> list[tuple[int, int]]:
        return sentence_ranges(text, block.start, block.end, self._abbreviations)


def _load(name: str) -> Any:
    import spacy  # heavy: a second of import that `--help` should not pay

    try:
        if spacy.util.is_package(name.replace("_", "-")) or spacy.util.is_package(name):
            return importlib.import_module(name).load()
        return spacy.load(name)
    except (ImportError, OSError) as error:
        raise ArtefactError(f"the spaCy pipeline {name!r} is not installed; install it or name another") from error
    except (AttributeError, TypeError) as error:
        raise ArtefactError(f"{name!r} is a package, but no spaCy pipeline; name another") from error


def _grouped(ranges: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    piece: list[tuple[int, int]] = []
    for sentence in ranges:
        if piece and sentence[1] - piece[0][0] > _MAX_PIECE:
            yield piece
            piece = []
        piece.append(sentence)
    if piece:
        yield piece


def _batched(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    batch: list[_Piece] = []
    chars = 0
    for piece in pieces:
        size = len(piece[3])
        if batch and (len(batch) == _BATCH or chars + size > _BATCH_CHARS):
            yield batch
            batch, chars = [], 0
        batch.append(piece)
        chars += size
    if batch:
        yield batch


def _mark_sentences(doc: Any, starts: set[int]) -> None:
    """Presets the boundaries, which the parser then keeps."""
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts


class _Builder:
    """Collects the pieces of one document into flat lists."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.entities: list[Entity] = []

    def add(self, doc: Any, words: str, offset: int, block: int, kind: BlockKind) -> None:
        """words: the text of the piece as it stands, whatever case the parser read it in."""
        base = len(self.tokens)
        for sent in doc.sents:
            self._sentence(sent, words, base, offset, block, kind)
        self.entities.extend(Entity(e.label_, base + e.start, base + e.end) for e in doc.ents)

    def _sentence(self, sent: Any, words: str, base: int, offset: int, block: int, kind: BlockKind) -> None:
        number, first = len(self.sentences), len(self.tokens)
        for t in sent:
            start = offset + t.idx
            self.tokens.append(
                Token(
                    len(self.tokens),
                    start,
                    start + len(t.text),
                    words[t.idx : t.idx + len(t.text)],
                    t.lower_,
                    t.lemma_,
                    t.pos_,
                    t.tag_,
                    t.dep_,
                    base + t.head.i,
                    t.ent_type_,
                    number,
                )
            )
        marks = [t for t in self.tokens[first:] if t.pos != "SPACE"]
        start, end = (marks[0].start, marks[-1].end) if marks else (offset, offset)
        self.sentences.append(Sentence(number, first, len(self.tokens), start, end, block, kind))

    def finish(self, coded: list[tuple[int, Block]]) -> Analysis:
        children = _children(self.tokens)
        clauses = find_clauses(self.tokens, children)
        return Analysis(
            text=self.text,
            tokens=tuple(self.tokens),
            sentences=tuple(self.sentences),
            entities=tuple(self.entities),
            quotations=find_quotations(self.text, coded),
            clauses=clauses,
            children=children,
            clause_by_predicate={c.predicate: c.index for c in clauses},
            clauses_below=_below(clauses),
        )


def _below(clauses: tuple[Clause, ...]) -> dict[int, tuple[int, ...]]:
    below: dict[int, list[int]] = {}
    for clause in clauses:
        if clause.governor is not None:
            below.setdefault(clause.governor, []).append(clause.index)
    return {k: tuple(v) for k, v in below.items()}


def _children(tokens: list[Token]) -> tuple[tuple[int, ...], ...]:
    below: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            below[token.head].append(token.i)
    return tuple(tuple(c) for c in below)
