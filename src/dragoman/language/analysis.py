"""Analysis: the typed view of one document's language that every later room works on.

Tokens, sentences, clauses and quotations of the coded blocks, in text order and addressed by
index.  Offsets are code points into `document.text`.  Dependency labels are those of the
English pipelines (ClearNLP style: nsubj, nsubjpass, dobj, agent, pobj, ccomp …); rooms
downstream should ask for clauses and phrases, and read labels only through this module.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..records import BlockKind, Span

Voice = Literal["active", "passive"]
ClauseKind = Literal["main", "complement", "open", "adverbial", "relative", "reduced", "prepositional", "subject"]
ClauseForm = Literal["finite", "infinitive", "participle"]
Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Token:
    """One token.  head: index of its governor (its own for a root).  sentence: index of its sentence.

    pos: universal part of speech; tag: Penn Treebank tag; entity: entity label or "".
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` to `last` (exclusive) of one block, without white space at the edges."""

    index: int
    first: int
    last: int
    start: int
    end: int
    block: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity as the pipeline sees it: tokens `first` to `last` (exclusive)."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Text between quotation marks, the marks outside.

    continues: index of the quotation in the paragraph before that this one goes on with.
    closed: False where the mark that should end it is missing (always so for a paragraph of a
    longer quotation but its last).  single: between single marks.
    """

    index: int
    start: int
    end: int
    block: int
    closed: bool
    single: bool
    continues: int | None


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate with what belongs to it; all numbers but `index` and `governor` are token indices.

    lemma: the predicate's lemma, with its particle joined by "_" ("carry_out").
    governor: index of the clause it depends on.  subjects, objects: surface heads, coordinations
    expanded; a subject left out is filled in from the governing clause (`subject_inherited`).
    agents: heads of the by-phrase of a passive.  obliques: (preposition, head) pairs.
    marker: the conjunction that opens it, lower case ("if", "that", "as long as").
    modal: will, would, may, might, can, could, shall, should, must or None.
    verb_first, verb_last: extent of the verb group from first auxiliary to particle (exclusive).
    """

    index: int
    predicate: int
    lemma: str
    kind: ClauseKind
    governor: int | None
    voice: Voice
    form: ClauseForm
    tense: Tense | None
    perfect: bool
    progressive: bool
    modal: str | None
    negated: bool
    subjects: tuple[int, ...]
    subject_inherited: bool
    objects: tuple[int, ...]
    indirect: tuple[int, ...]
    agents: tuple[int, ...]
    obliques: tuple[tuple[str, int], ...]
    marker: str | None
    verb_first: int
    verb_last: int

    @property
    def doers(self) -> tuple[int, ...]:
        """Heads of who acts, in either voice."""
        return self.agents if self.voice == "passive" else self.subjects

    @property
    def undergoers(self) -> tuple[int, ...]:
        """Heads of who or what is acted upon, in either voice."""
        return self.subjects if self.voice == "passive" else self.objects


# What stands to the left of a noun and belongs to its base phrase.
_LEFT_OF_NOUN = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "predet", "quantmod", "advmod", "preconj", "neg"}
)
_CLAUSAL = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "csubj", "parataxis", "pcomp"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """The language of one document.  `children[i]`: indices of the tokens that token i governs."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    quotations: tuple[Quotation, ...]
    clauses: tuple[Clause, ...]
    children: tuple[tuple[int, ...], ...]
    clause_by_predicate: dict[int, int] = field(default_factory=dict)
    clauses_below: dict[int, tuple[int, ...]] = field(default_factory=dict)

    # -- tokens and spans

    def span(self, first: int, last: int) -> Span:
        """The span from token `first` to token `last` (exclusive)."""
        return Span.of(self.text, self.tokens[first].start, self.tokens[last - 1].end)

    def sentence_span(self, token: int) -> Span:
        """The span of the sentence that holds a token."""
        s = self.sentences[self.tokens[token].sentence]
        return Span.of(self.text, s.start, s.end)

    def sentence_of(self, token: int) -> Sentence:
        return self.sentences[self.tokens[token].sentence]

    def sentence_tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        return self.tokens[sentence.first : sentence.last]

    def tokens_in(self, start: int, end: int) -> range:
        """Indices of the tokens that begin within offsets `start` to `end`; binary search."""
        first = bisect_left(self.tokens, start, key=lambda t: t.start)
        return range(first, bisect_left(self.tokens, end, key=lambda t: t.start))

    # -- the tree

    def dependents(self, token: int, *labels: str) -> list[int]:
        """Indices of the children of a token with one of the labels (all without labels)."""
        return [c for c in self.children[token] if not labels or self.tokens[c].dep in labels]

    def conjuncts(self, token: int) -> tuple[int, ...]:
        """The token and all that is coordinated with it to its right, in text order."""
        found, queue = [token], [token]
        while queue:
            more = self.dependents(queue.pop(), "conj")
            found.extend(more)
            queue.extend(more)
        return tuple(sorted(found))

    def ancestors(self, token: int) -> Iterator[int]:
        """The governors of a token, nearest first."""
        while self.tokens[token].head != token:
            token = self.tokens[token].head
            yield token

    def subtree(self, token: int, without: Iterable[str] = ()) -> list[int]:
        """Indices of a token and all below it, sorted; children with a label of `without` are cut off."""
        cut = frozenset(without)
        found, queue = [], [token]
        while queue:
            at = queue.pop()
            found.append(at)
            queue.extend(c for c in self.children[at] if self.tokens[c].dep not in cut)
        return sorted(found)

    def extent(self, token: int, without: Iterable[str] = ()) -> tuple[int, int]:
        """First and last (exclusive) token of a subtree, punctuation trimmed at both edges."""
        found = self.subtree(token, without)
        while len(found) > 1 and self._is_edge(found[0]):
            found.pop(0)
        while len(found) > 1 and self._is_edge(found[-1]):
            found.pop()
        return found[0], found[-1] + 1

    def _is_edge(self, token: int) -> bool:
        return self.tokens[token].pos in {"PUNCT", "SPACE"}

    def base_phrase(self, head: int) -> tuple[int, int]:
        """First and last (exclusive) token of a noun phrase without anything after its head noun.

        The phrase of "soldiers" in "the two wounded soldiers from Mali who fled" is "the two wounded soldiers".
        """
        first = head
        for child in self.children[head]:
            if child < head and self.tokens[child].dep in _LEFT_OF_NOUN:
                first = min(first, self.subtree(child)[0])
        return first, head + 1

    def full_phrase(self, head: int) -> tuple[int, int]:
        """The same with its prepositional phrases, without clauses, appositions and coordinated phrases."""
        first, last = self.extent(head, without=(*_CLAUSAL, "appos", "conj", "cc", "punct"))
        return min(first, self.base_phrase(head)[0]), last

    # -- clauses

    def clause_at(self, predicate: int) -> Clause | None:
        """The clause whose predicate is this token."""
        index = self.clause_by_predicate.get(predicate)
        return None if index is None else self.clauses[index]

    def clause_of(self, token: int) -> Clause | None:
        """The innermost clause that a token belongs to."""
        here = self.clause_at(token)
        if here:
            return here
        for above in self.ancestors(token):
            if above in self.clause_by_predicate:
                return self.clauses[self.clause_by_predicate[above]]
        return None

    def governor_of(self, clause: Clause) -> Clause | None:
        return None if clause.governor is None else self.clauses[clause.governor]

    def clauses_under(self, clause: Clause) -> list[Clause]:
        """The clauses that depend directly on this one."""
        return [self.clauses[k] for k in self.clauses_below.get(clause.index, ())]

    # -- quotations

    def quotation_at(self, offset: int) -> Quotation | None:
        """The innermost quotation around an offset."""
        at = bisect_right(self.quotations, offset, key=lambda q: q.start)
        # quotations nest a few deep at most, so the one around an offset is among the last that began
        for quotation in reversed(self.quotations[max(0, at - 8) : at]):
            if offset < quotation.end:
                return quotation
        return None
