"""A second opinion: the learned pair classifier looks at every candidate with the words around it.

It corrects a type where both voters together are surer of another one, and names a recipient that the
parse did not reach.  Each candidate is judged by itself, in its own sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Protocol, cast

from ..language import Analysis, Sentence
from ..models.pairs import Offsets
from ..records import Cast, CastMention, EventType, Role
from .candidate import Candidate
from .roles import may_be_political

# How much the lexicon's prior weighs against the classifier; 0 would leave all to the classifier.
LEXICON_WEIGHT = 1.0
# Another type must be this many times likelier than the lexicon's before it takes its place.
RETYPE_ODDS = 3.0
# A party is taken for the recipient above this probability of the candidate's own type.
FILL_AT = 0.8
# An act that the lexicon does not know is proposed above this probability.
PROPOSE_AT = 0.9
_PROPOSED_WEIGHT = 0.7
# Parties farther from the trigger than this many mentions are not asked about: time stays linear.
_NEAREST = 4
_OTHERS = 15
# Acts that may well have nobody on the other side (PLOVER manual, "Requires recipient: No").
_ONE_SIDED = frozenset({"PROTEST", "MOBILIZE", "RETREAT", "CONSULT"})


class TypeScores(Protocol):
    @property
    def types(self) -> dict[str, float]: ...


class Classifier(Protocol):
    """What is used of `models.classifier.PairClassifier`."""

    def score(self, text: str, actor: Offsets | None, recipient: Offsets | None) -> TypeScores: ...


def propose(
    candidates: Sequence[Candidate], analysis: Analysis, people: Cast, classifier: Classifier
) -> list[Candidate]:
    """Candidates for sentences in which the lexicon found no act, though two political actors stand in them."""
    told = {analysis.tokens[c.head].sentence for c in candidates}
    judge_ = _Judge(analysis, people, classifier)
    found = (judge_.proposed(s) for s in analysis.sentences if s.index not in told)
    return [c for c in found if c]


def judge(candidates: Sequence[Candidate], analysis: Analysis, people: Cast, classifier: Classifier) -> list[Candidate]:
    """The candidates in the same order, some with another type or with a recipient found."""
    judge_ = _Judge(analysis, people, classifier)
    return [judge_.judged(c) for c in candidates]


class _Judge:
    def __init__(self, analysis: Analysis, people: Cast, classifier: Classifier) -> None:
        self._analysis = analysis
        self._people = people
        self._classifier = classifier

    def judged(self, candidate: Candidate) -> Candidate:
        sentence = self._analysis.sentence_of(candidate.head)
        actor, recipient = _two_parties(candidate)
        a, r = (self._inside(role, sentence.start, sentence.end) for role in (actor, recipient))
        if a is None and r is None:
            return candidate
        text = self._analysis.text[sentence.start : sentence.end]
        scores = self._classifier.score(text, a, r).types
        typed = _retyped(candidate, scores)
        typed = replace(typed, support=scores[typed.type])
        if recipient is None and a is not None and typed.type not in _ONE_SIDED:
            return self._filled(typed, text, sentence.start, a)
        return typed

    def proposed(self, sentence: Sentence) -> Candidate | None:
        """The act between two parties of a sentence that the classifier is surest of, if it is sure enough."""
        text = self._analysis.text[sentence.start : sentence.end]
        best: Candidate | None = None
        for one, other in self._joined_pair(sentence):
            head = self._predicate_between(one.head, other.head)
            assert head is not None
            a, r = ((m.span.start - sentence.start, m.span.end - sentence.start) for m in (one, other))
            scores = self._classifier.score(text, a, r).types
            type_ = max(scores, key=scores.__getitem__)
            if type_ != "NONE" and scores[type_] > max(PROPOSE_AT, best.confidence if best else 0.0):
                best = self._candidate(head, one, other, cast(EventType, type_), scores[type_])
        return best

    def _joined_pair(self, sentence: Sentence) -> list[tuple[CastMention, CastMention]]:
        """The first two parties that one predicate joins, in both orders: time stays linear in sentences."""
        for one, other in combinations(self._parties(sentence), 2):
            apart = not set(one.actors) & set(other.actors) and not one.span.overlaps(other.span)
            if apart and self._predicate_between(one.head, other.head) is not None:
                return [(one, other), (other, one)]
        return []

    def _parties(self, sentence: Sentence) -> list[CastMention]:
        near = self._people.within(sentence.start, sentence.end)
        named = [m for m in near if any(may_be_political(self._people.actors[a]) for a in m.actors)]
        return named[:_NEAREST]

    def _predicate_between(self, one: int, other: int) -> int | None:
        """The predicate that joins two mentions: where their paths up the tree meet, or the clause around it."""
        above = [one, *self._analysis.ancestors(one)]
        meeting = next((t for t in (other, *self._analysis.ancestors(other)) if t in above), None)
        if meeting is None or meeting in {one, other}:
            return None
        clause = self._analysis.clause_of(meeting)
        return clause.predicate if clause else None

    def _candidate(self, head: int, one: CastMention, other: CastMention, type_: EventType, score: float) -> Candidate:
        clause = self._analysis.clause_at(head)
        assert clause is not None
        return Candidate(
            head=head,
            first=head,
            last=max(head + 1, clause.verb_last),
            clause=clause.index,
            nominal=False,
            type=type_,
            mode=None,
            actors=tuple(Role(a, one.span) for a in one.actors),
            recipients=tuple(Role(a, other.span) for a in other.actors),
            reciprocal=False,
            confidence=score * _PROPOSED_WEIGHT,
            source="classifier",
            support=score,
        )

    def _inside(self, role: Role | None, start: int, end: int) -> Offsets | None:
        """A role's span relative to the sentence, or None where it lies outside."""
        if role is None or not start <= role.span.start < role.span.end <= end:
            return None
        return role.span.start - start, role.span.end - start

    def _filled(self, candidate: Candidate, text: str, start: int, actor: Offsets) -> Candidate:
        best, best_score = None, FILL_AT
        for mention in self._others(candidate, start, start + len(text)):
            span = (mention.span.start - start, mention.span.end - start)
            score = self._classifier.score(text, actor, span).types[candidate.type]
            if score > best_score:
                best, best_score = mention, score
        if best is None:
            return candidate
        return replace(candidate, recipients=tuple(Role(a, best.span) for a in best.actors))

    def _others(self, candidate: Candidate, start: int, end: int) -> Iterator[CastMention]:
        """The mentions of the sentence that are none of the candidate's parties, nearest to its trigger first."""
        taken = {r.actor for r in (*candidate.actors, *candidate.recipients)}
        spans = [r.span for r in candidate.actors]
        near = sorted(self._people.within(start, end), key=lambda m: abs(m.head - candidate.head))
        free = [
            m
            for m in near
            if not taken & set(m.actors) and m.form != "pronoun" and not any(s.overlaps(m.span) for s in spans)
        ]
        yield from free[:_NEAREST]


def _two_parties(candidate: Candidate) -> tuple[Role | None, Role | None]:
    actor = candidate.actors[0] if candidate.actors else None
    if candidate.recipients:
        return actor, candidate.recipients[0]
    other = candidate.actors[1] if candidate.reciprocal and len(candidate.actors) > 1 else None
    return actor, other


def _retyped(candidate: Candidate, scores: dict[str, float]) -> Candidate:
    """The candidate with the type that lexicon and classifier together find likeliest."""
    prior = {t: (1 - candidate.confidence) / _OTHERS for t in scores}
    prior[candidate.type] = candidate.confidence
    joint = {t: p * prior[t] ** LEXICON_WEIGHT for t, p in scores.items() if t != "NONE"}
    best = max(joint, key=joint.__getitem__)
    if best == candidate.type or joint[best] < RETYPE_ODDS * joint[candidate.type]:
        return candidate
    return replace(candidate, type=cast(EventType, best), mode=None)
