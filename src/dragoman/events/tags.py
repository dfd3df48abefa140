"""Tags: what the event tagger reads in a document's sentences, by token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..language import Analysis, Sentence
from ..models.pairs import Habit
from ..models.tagging import Reads

# From this probability on a word names an act, or belongs to a party, when parties are looked for.
_NAMES = 0.5
_BELONGS = 0.5
ACTOR, RECIPIENT = 0, 1


@dataclass(frozen=True, slots=True)
class SentenceTags:
    """The arrays of one sentence; tokens count from `first`, and the first `read` of them were read."""

    first: int
    types: Any
    roles: Any
    read: int

    def holds(self, token: int) -> bool:
        """Whether the token stands in the part of the sentence that was read."""
        return self.first <= token < self.first + self.read

    def names_act(self, token: int) -> float:
        """Probability that the token names an act of any type."""
        return float(1 - self.types[token - self.first, -1])

    def type_scores(self, token: int) -> Any:
        """Probabilities of the types, NONE last."""
        return self.types[token - self.first]

    def role(self, role: int, trigger: int, token: int) -> float:
        """Probability that a token belongs to a role of the act that `trigger` names."""
        return float(self.roles[role, trigger - self.first, token - self.first])

    def runs(self, least: float) -> list[tuple[int, int]]:
        """Stretches (first token, last exclusive) of words that name one act with at least this probability."""
        best = self.types[:, :-1].argmax(-1)
        found: list[tuple[int, int]] = []
        for k in range(len(self.types)):
            if 1 - self.types[k, -1] < least:
                continue
            token = self.first + k
            if found and found[-1][1] == token and best[k - 1] == best[k]:
                found[-1] = (found[-1][0], token + 1)
            else:
                found.append((token, token + 1))
        return found


@dataclass(frozen=True, slots=True)
class Tags:
    """by_sentence: index of a sentence → its tags; sentences that were not read are missing."""

    by_sentence: dict[int, SentenceTags]

    def of(self, sentence: Sentence) -> SentenceTags | None:
        return self.by_sentence.get(sentence.index)

    def parties(self, analysis: Analysis) -> frozenset[int]:
        """Tokens that head the parties of the acts: what the actors room is to look at."""
        return frozenset(h for tags in self.by_sentence.values() for h in _heads(tags, analysis))


def read_tags(analysis: Analysis, tagger: Reads, habit: Habit = "manual") -> Tags:
    """The tags of the sentences that may tell of an act between somebody."""
    found: dict[int, SentenceTags] = {}
    for sentence in analysis.sentences:
        if _may_tell(analysis, sentence):
            words = [(t.start - sentence.start, t.end - sentence.start) for t in _tokens(analysis, sentence)]
            tagged = tagger.tag(analysis.text[sentence.start : sentence.end], words, habit)
            found[sentence.index] = SentenceTags(sentence.first, tagged.labels, tagged.roles, tagged.read)
    return Tags(found)


def _tokens(analysis: Analysis, sentence: Sentence) -> Sequence[Any]:
    return analysis.tokens[sentence.first : sentence.last]


def _may_tell(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether a name or noun and something else stand in it: shorter ones tell of nobody."""
    return sentence.last - sentence.first >= 4 and any(
        t.pos in {"PROPN", "NOUN", "PRON"} for t in _tokens(analysis, sentence)
    )


def _heads(tags: SentenceTags, analysis: Analysis) -> set[int]:
    found: set[int] = set()
    size = len(tags.types)
    for start, end in tags.runs(_NAMES):
        trigger = max(range(start, end), key=tags.names_act)
        for role in (ACTOR, RECIPIENT):
            inside = [t for t in range(tags.first, tags.first + size) if tags.role(role, trigger, t) >= _BELONGS]
            found.update(_tops(inside, analysis))
    return found


def _tops(inside: Sequence[int], analysis: Analysis) -> list[int]:
    """The tokens among some that are governed from outside them, those coordinated with one of them too."""
    among = set(inside)
    tokens = analysis.tokens
    return [
        t
        for t in inside
        if tokens[t].pos in {"PROPN", "NOUN", "NUM", "ADJ", "PRON"}
        and (tokens[t].head not in among or tokens[t].head == t or tokens[t].dep == "conj")
    ]
