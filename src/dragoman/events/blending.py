"""Blending: the candidates of the lexicon and the parse, and what the event tagger reads, joined into one list.

The lexicon knows frames and says why; the tagger knows words in their company and finds what no frame lists.
A candidate that the tagger does not believe is dropped, one that it reads as another type is retyped, parties that
it is sure of are added, and those it is sure are none are taken out; an act that only it reads becomes a candidate.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast as typed

from ..knowledge.predicates import EVENT_TYPES, Lexicon
from ..language import Analysis, Sentence
from ..models.pairs import TYPES
from ..records import Cast, CastMention, EventType, Role, Span
from .candidate import Candidate
from .roles import governs, may_be_political
from .tags import ACTOR, RECIPIENT, SentenceTags, Tags
from .topics import Bearing

# Types that two parties can do together (PLOVER manual, section on compound and reciprocal actors).
_MUTUAL: frozenset[str] = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ASSAULT"})
# Deeds that a town or region undergoes as such; of words said there it is only the place.
_REACHING_PLACES: frozenset[str] = frozenset({"ASSAULT", "COERCE", "SANCTION", "AID", "MOBILIZE", "RETREAT"})
_MOST_PARTIES = 4
_LEAST, _MOST = 0.001, 0.999
_DESCRIBING = frozenset({"amod", "compound", "nmod", "poss", "appos", "npadvmod", "nummod"})
_DEEPEST = 6
_EMPTY = frozenset({"DET", "PUNCT", "PRON", "CCONJ", "SCONJ", "ADP", "PART", "ADV", "SPACE", "NUM"})
_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
_ASKING = frozenset({"WP", "WDT", "WRB", "WP$"})
_NAMING = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
_BELONGS = 0.5


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How far each voice is believed; chosen on our labelled articles and on held-out sentences of PLV.

    believe: weight of the tagger's log odds that the words name an act, beside the lexicon's own.
    keep: a candidate of the lexicon whose weighted log odds lie below is dropped.
    retype: another type must be so many times likelier than the lexicon's, times the odds of the lexicon's own belief.
    fill, add, drop: a party is added to an empty side above `fill`, to one that has some above `add`; one below
    `drop` is taken out.
    propose: an act above this probability is taken up though the lexicon finds none; `propose_other` in a text
    about something else than politics.
    """

    believe: float = 1.0
    keep: float = -1.5
    retype: float = 60.0
    fill: float = 0.8
    add: float = 0.95
    drop: float = 0.02
    propose: float = 0.75
    propose_other: float = 0.97


WEIGHTS = Weights()


def blend(
    candidates: Sequence[Candidate],
    tags: Tags,
    analysis: Analysis,
    cast: Cast,
    lexicon: Lexicon,
    about: Bearing,
    weights: Weights = WEIGHTS,
) -> list[Candidate]:
    """The candidates of both, in the order of their heads."""
    if about == "sport":
        return []
    blender = _Blender(tags, analysis, cast, lexicon, about, weights)
    read = [b for c in candidates if (b := blender.judged(c))]
    named = {t for c in candidates for t in (*range(c.first, c.last), c.head)}
    kept: dict[int, list[Candidate]] = {}
    for candidate in read:
        kept.setdefault(analysis.tokens[candidate.head].sentence, []).append(candidate)
    for proposed in (b for s in analysis.sentences for b in blender.proposed(s, named)):
        beside = kept.setdefault(analysis.tokens[proposed.head].sentence, [])
        if not any(_echoes(analysis, proposed, c) for c in beside):
            beside.append(proposed)
    return sorted((c for beside in kept.values() for c in beside), key=lambda c: (c.head, c.first))


class _Blender:
    def __init__(
        self, tags: Tags, analysis: Analysis, cast: Cast, lexicon: Lexicon, about: Bearing, weights: Weights
    ) -> None:
        self._tags = tags
        self._analysis = analysis
        self._cast = cast
        self._lexicon = lexicon
        self._about = about
        self._weights = weights

    # -- what the lexicon found

    def judged(self, candidate: Candidate) -> Candidate | None:
        """The candidate in view of the tags, None where they speak against it."""
        sentence = self._analysis.sentence_of(candidate.head)
        tags = self._tags.of(sentence)
        if tags is None:
            return candidate
        words = [t for t in sorted({candidate.head, *range(candidate.first, candidate.last)}) if tags.holds(t)]
        if not words:
            return candidate
        trigger = max(words, key=tags.names_act)
        odds = _logit(candidate.confidence) + self._weights.believe * _logit(tags.names_act(trigger))
        if odds < self._weights.keep and not self._is_quoted(candidate):
            return None
        read = self._retyped(candidate, tags, trigger)
        share = tags.type_scores(trigger)[TYPES.index(read.type)]
        believed = 1 / (1 + math.exp(-(_logit(candidate.confidence) + _logit(share)) / 2))
        read = replace(read, confidence=round(believed, 3))
        return self._with_parties(read, tags, trigger, sentence)

    def _is_quoted(self, candidate: Candidate) -> bool:
        """Whether it stands in a quotation, where "we" and "they" act of whom the tagger knows nothing."""
        return self._analysis.quotation_at(self._analysis.tokens[candidate.head].start) is not None

    def _retyped(self, candidate: Candidate, tags: SentenceTags, trigger: int) -> Candidate:
        scores = tags.type_scores(trigger)
        best = int(scores[:-1].argmax())
        own = TYPES.index(candidate.type)
        sure = candidate.confidence / (1 - min(candidate.confidence, _MOST))
        if best == own or scores[best] < self._weights.retype * sure * scores[own] or scores[best] < 0.5:
            return candidate
        return replace(candidate, type=typed(EventType, TYPES[best]), mode=None)

    def _with_parties(
        self, candidate: Candidate, tags: SentenceTags, trigger: int, sentence: Sentence
    ) -> Candidate | None:
        """The candidate with the parties that both agree on, and those that one is sure of."""
        actors, recipients = list(candidate.actors), list(candidate.recipients)
        together = candidate.reciprocal and candidate.type in _MUTUAL
        scores = {m: self._scores(m, tags, trigger) for m in self._mentions(sentence) if tags.holds(m.head)}
        scores = {m: s for m, s in scores.items() if not self._describes(m, tags, trigger)}
        by_span = {m.span: s for m, s in scores.items()}
        actors = [r for r in actors if not self._denied(r, by_span, ACTOR, together)]
        harmed = candidate.type == "ASSAULT"
        recipients = [
            r
            for r in recipients
            if (harmed and self._is_counted(r)) or not self._denied(r, by_span, RECIPIENT, together)
        ]
        for mention, (doing, reached) in sorted(scores.items(), key=lambda p: -max(p[1])):
            if mention.optional and mention.form == "metonym" and candidate.type not in _REACHING_PLACES:
                continue
            if self._acts_elsewhere(mention, trigger):
                continue
            side = actors if doing >= reached or together else recipients
            if max(doing, reached) >= (self._weights.add if self._stands_apart(mention, side) else self._weights.fill):
                self._add(mention, side, actors, recipients)
        return self._arranged(candidate, actors, recipients)

    def _denied(self, role: Role, scores: dict[Span, tuple[float, float]], side: int, reciprocal: bool) -> bool:
        found = scores.get(role.span)
        if found is None:
            return False
        return (max(found) if reciprocal else found[side]) < self._weights.drop

    def _is_counted(self, role: Role) -> bool:
        """Whether a number stands in the phrase: the dead and injured are recipients (records.md)."""
        tokens = self._analysis.tokens
        return any(tokens[t].pos == "NUM" for t in self._analysis.tokens_in(role.span.start, role.span.end))

    def _add(self, mention: CastMention, side: list[Role], actors: list[Role], recipients: list[Role]) -> None:
        roles = [*actors, *recipients]
        if {r.actor for r in roles} & set(mention.actors):
            return
        if any(r.span.overlaps(mention.span) or self._is_part(mention, r) for r in roles):
            return
        if len(side) < _MOST_PARTIES:
            side.extend(Role(a, mention.span) for a in mention.actors)

    def _acts_elsewhere(self, mention: CastMention, trigger: int) -> bool:
        """Whether the mention does something of its own in a clause beside the act.

        "… until the inspectors have left", "welcomed what the envoy termed a first step".
        """
        if self._analysis.tokens[mention.head].dep not in {"nsubj", "nsubjpass"}:
            return False
        clause = self._analysis.clause_of(mention.head)
        if clause is None:
            return False
        asked = any(self._analysis.tokens[t].tag in _ASKING for t in self._analysis.children[clause.predicate])
        if clause.kind not in {"adverbial", "relative"} and not asked:
            return False
        return clause.predicate != trigger and clause.predicate not in set(self._analysis.ancestors(trigger))

    def _stands_apart(self, mention: CastMention, side: list[Role]) -> bool:
        """Whether the side has parties and the mention is coordinated with none of them."""
        tokens = self._analysis.tokens
        first = mention.head
        while tokens[first].dep == "conj" and tokens[first].head != first:
            first = tokens[first].head
        joined = self._analysis.conjuncts(first)
        return bool(side) and not any(r.span.start <= tokens[t].start < r.span.end for t in joined for r in side)

    def _is_part(self, mention: CastMention, role: Role) -> bool:
        """Whether one of the two only describes the other: "Vietnamese" in "Vietnamese Prime Minister X"."""
        tokens = self._analysis.tokens
        heads = [t for t in self._analysis.tokens_in(role.span.start, role.span.end)]
        inner = {mention.head, *_above(self._analysis, mention.head)}
        outer = {x for t in heads for x in _above(self._analysis, t)}
        return bool(inner & set(heads)) or (mention.head in outer and tokens[mention.head].pos != "VERB")

    def _arranged(self, candidate: Candidate, actors: list[Role], recipients: list[Role]) -> Candidate | None:
        """The candidate with its parties on their sides; two who do a mutual act together are both actors."""
        if not actors and not recipients:
            return None
        doing = {r.actor for r in actors}
        recipients = [r for r in recipients if r.actor not in doing]
        mutual = candidate.type in _MUTUAL and len(doing) > 1 and not recipients
        return replace(
            candidate,
            actors=tuple(actors),
            recipients=tuple(recipients),
            reciprocal=mutual and (candidate.reciprocal or candidate.source == "tagger"),
        )

    def _mentions(self, sentence: Sentence) -> list[CastMention]:
        return list(self._cast.within(sentence.start, sentence.end))

    def _scores(self, mention: CastMention, tags: SentenceTags, trigger: int) -> tuple[float, float]:
        """Probabilities that the mention is actor and recipient; an apposition counts with what it stands beside."""
        tokens = self._analysis.tokens
        beside = [mention.head, *self._analysis.dependents(mention.head, "appos")]
        if tokens[mention.head].dep == "appos":
            beside.append(tokens[mention.head].head)
        within = [t for t in beside if tags.holds(t)]
        doing, reached = (max(tags.role(role, trigger, t) for t in within) for role in (ACTOR, RECIPIENT))
        return doing, reached

    def _describes(self, mention: CastMention, tags: SentenceTags, trigger: int) -> bool:
        """Whether the mention stands inside a party that has a mention of its own ("Canada's minister, X")."""
        tokens = self._analysis.tokens
        for above in _above(self._analysis, mention.head):
            if tokens[mention.head].dep == "appos" or not tags.holds(above):
                return False
            named = [above, *self._analysis.dependents(above, "appos")]
            inside = max(tags.role(r, trigger, above) for r in (ACTOR, RECIPIENT)) >= _BELONGS
            if inside and any(self._cast.at(t) for t in named):
                return True
        return False

    # -- what only the tagger read

    def proposed(self, sentence: Sentence, named: set[int]) -> Iterator[Candidate]:
        """Acts of a sentence that no candidate tells of."""
        tags = self._tags.of(sentence)
        if tags is None:
            return
        least = self._weights.propose_other if self._about == "other" else self._weights.propose
        for start, end in tags.runs(min(0.5, least)):
            if named & set(range(start, end)):
                continue
            trigger = max(range(start, end), key=tags.names_act)
            scores = tags.type_scores(trigger)
            best = int(scores[:-1].argmax())
            if scores[best] < least or self._by_nobody(start, end):
                continue
            start, end = self._words(start, end)
            if start == end:
                continue
            blank = self._blank(start, end, trigger, typed(EventType, TYPES[best]), float(scores[best]))
            read = self._with_parties(blank, tags, trigger, sentence)
            if read and self._has_parties(read):
                yield read

    def _by_nobody(self, start: int, end: int) -> bool:
        """ "Nobody was turned away": what nobody does or undergoes is no act."""
        clauses = [c for t in range(start, end) if (c := self._analysis.clause_at(t))]
        return any(self._analysis.tokens[s].lower in _NOBODY for c in clauses for s in c.subjects)

    def _words(self, start: int, end: int) -> tuple[int, int]:
        """The stretch without articles and the like at its edges; empty where no verb, noun or adjective is left."""
        tokens = self._analysis.tokens
        while start < end and tokens[start].pos in _EMPTY:
            start += 1
        while end > start and tokens[end - 1].pos in _EMPTY:
            end -= 1
        return (start, end) if any(tokens[t].pos in _NAMING for t in range(start, end)) else (start, start)

    def _blank(self, start: int, end: int, trigger: int, type_: EventType, score: float) -> Candidate:
        analysis = self._analysis
        verbs = [t for t in range(start, end) if analysis.clause_at(t)]
        named = [t for t in range(start, end) if analysis.tokens[t].pos in _NAMING]
        head = next(iter(verbs), trigger if trigger in named else named[-1])
        clause = analysis.clause_of(head)
        return Candidate(
            head=head,
            first=start,
            last=end,
            clause=clause.index if clause else None,
            nominal=analysis.tokens[head].pos in {"NOUN", "PROPN"},
            type=type_,
            mode=self._mode(head, type_),
            actors=(),
            recipients=(),
            reciprocal=False,
            confidence=round(score, 3),
            source="tagger",
        )

    def _mode(self, head: int, type_: EventType) -> str | None:
        """The mode that the lexicon gives to the word in a sense of this type, if it is one mode."""
        token = self._analysis.tokens[head]
        clause = self._analysis.clause_at(head)
        lemma = clause.lemma if clause else token.lemma.lower()
        senses = [*self._lexicon.verbs.get(lemma, ()), *self._lexicon.nouns.get(token.lemma.lower(), ())]
        modes = {s.mode for s in senses if s.type == type_}
        return modes.pop() if len(modes) == 1 else None

    def _has_parties(self, candidate: Candidate) -> bool:
        """Whether somebody in public life does or undergoes it; in a text about something else, on both sides."""
        actors = self._cast.actors
        doing = [actors[r.actor] for r in candidate.actors if r.actor in actors]
        reached = [actors[r.actor] for r in candidate.recipients if r.actor in actors]
        if self._about == "other":
            sides = [[a] for a in doing] if candidate.reciprocal else [doing, reached]
            return all(any(governs(a) for a in side) for side in sides)
        if any(may_be_political(a) for a in doing + reached):
            return True
        return bool(doing + reached) and (self._about == "political" or candidate.type == "PROTEST")


def _echoes(analysis: Analysis, proposed: Candidate, known: Candidate) -> bool:
    """Whether a proposed act is told already by another one of its sentence.

    Either a noun says what the known act is about ("dismissed the complaint"), or the same party goes on with the
    same act in the sentence ("walked to the ministry and blocked its gate").
    """
    if analysis.clause_at(proposed.head) is None and next(analysis.ancestors(proposed.head), None) == known.head:
        return True
    if proposed.type != known.type:
        return False
    doing, reached = ({r.actor for r in side} for side in (proposed.actors, proposed.recipients))
    return doing == {r.actor for r in known.actors} and reached <= {r.actor for r in known.recipients}


def _above(analysis: Analysis, token: int) -> list[int]:
    """The nouns that a token describes, directly or through others: as adjective, compound, possessor, apposition."""
    found: list[int] = []
    tokens = analysis.tokens
    while tokens[token].dep in _DESCRIBING and tokens[token].head != token and len(found) < _DEEPEST:
        token = tokens[token].head
        found.append(token)
    return found


def _logit(probability: float) -> float:
    bounded = min(_MOST, max(_LEAST, probability))
    return math.log(bounded / (1 - bounded))


assert set(EVENT_TYPES) == set(TYPES) - {"NONE"}
