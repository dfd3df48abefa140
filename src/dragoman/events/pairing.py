"""Pairing: which type of act holds between two parties that are marked in a sentence.

The finder is asked first, with the two spans as the only parties it must know; each act votes for its type by how
well its roles fit the pair.  Where it finds nothing, single words vote: every sense of a word near the two, whatever
its frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast as typed

from ..knowledge.predicates import EVENT_TYPES, Lexicon
from ..language import Analysis
from ..models.pairs import TYPES
from ..records import Actor, Cast, CastMention, EventType, Role, Span
from .acts import Act
from .finding import find_acts
from .frames import keys
from .tags import ACTOR, RECIPIENT, SentenceTags, Tags

# Ids of the two parties in the cast that the finder sees; no registry has such ids.
_ACTOR, _RECIPIENT = "pair:actor", "pair:recipient"
# Votes by how an act's roles fit the pair; set by accuracy on the training part of a public set of marked pairs
# (Hu et al., ACL 2024).  They only matter relative to each other and to `_WORD_VOTE`.
_BOTH, _MUTUAL, _ACTOR_ONLY, _RECIPIENT_ONLY, _REVERSED, _NEITHER = 12.0, 8.0, 4.0, 2.0, 1.0, 0.5
_WORD_VOTE = 0.6
# Words further from both parties than this hardly tell anything of them.
_REACH = 12
# A word below this hardly names an act.  A recipient that the tagger takes for a second actor counts a little less,
# and a party that it does not see still a little.
_HINT, _TOGETHER, _LOOSE = 0.02, 0.8, 0.05
# What every type has without any vote, so that no score is 0.
_FLOOR = 0.02
NONE = "NONE"
_NONE_VOTE = 1.5


def classify_pair(
    analysis: Analysis,
    cast: Cast,
    lexicon: Lexicon,
    actor: Span | None,
    recipient: Span | None,
    *,
    allow_none: bool = False,
) -> dict[str, float]:
    """Scores of the 16 types, summing to 1, for what `actor` does to `recipient`; with `allow_none` also of "NONE".

    Spans are offsets into the analysed text; either may be None where the sentence leaves the party out.
    """
    votes: dict[str, float] = dict.fromkeys(EVENT_TYPES, _FLOOR)
    parties = _marked(analysis, cast, actor, recipient)
    for act in find_acts(analysis, parties, lexicon, "open"):
        votes[act.type] += act.weight * _fit(act, asks_recipient=recipient is not None)
    for type_, vote in _word_votes(analysis, lexicon, [s for s in (actor, recipient) if s]):
        votes[type_] += vote
    if allow_none:
        votes[NONE] = _NONE_VOTE
    total = sum(votes.values())
    return {name: vote / total for name, vote in votes.items()}


def tagged_pair(tags: Tags, analysis: Analysis, actor: Span | None, recipient: Span | None) -> dict[str, float]:
    """Votes of the event tagger for the 16 types: of each type the word that names it best with the two as parties.

    They lie between 0 and 1 and sum to nothing in particular.
    """
    best = dict.fromkeys(EVENT_TYPES, 0.0)
    for sentence in analysis.sentences:
        read = tags.of(sentence)
        for token in range(sentence.first, sentence.last) if read else ():
            assert read is not None
            if read.names_act(token) < _HINT:
                continue
            doing = _belongs(read, analysis, token, ACTOR, actor)
            reached = max(
                _belongs(read, analysis, token, RECIPIENT, recipient),
                _TOGETHER * _belongs(read, analysis, token, ACTOR, recipient),
            )
            fit = (doing + _LOOSE) * (reached + _LOOSE)
            for name, score in zip(TYPES[:-1], read.type_scores(token), strict=False):
                best[typed(EventType, name)] = max(best[typed(EventType, name)], float(score) * fit)
    return {name: vote for name, vote in best.items()}


def _belongs(read: SentenceTags, analysis: Analysis, trigger: int, role: int, span: Span | None) -> float:
    """Probability that the span is the party of the act; middling where there is no span or it stands elsewhere."""
    if span is None:
        return 0.5
    inside = [t for t in analysis.tokens_in(span.start, span.end) if read.holds(t)]
    return max((read.role(role, trigger, t) for t in inside), default=0.3)


def _marked(analysis: Analysis, cast: Cast, actor: Span | None, recipient: Span | None) -> Cast:
    """The cast with the two parties in the place of whatever it had under their spans."""
    actors, mentions = dict(cast.actors), list(cast.mentions)
    for name, span in ((_ACTOR, actor), (_RECIPIENT, recipient)):
        if span is None:
            continue
        heads = span_heads(analysis, span)
        mentions = [m for m in mentions if not m.span.overlaps(span)]
        mentions += [CastMention(actors=(name,), head=h, span=span, form="name") for h in heads]
        actors[name] = _party(name, span)
    return Cast.of(actors, mentions)


def _party(name: str, span: Span) -> Actor:
    return Actor(
        id=name, name=span.text, kind="organization", country=None, sectors=["GOV"], title=None, wikidata=None,
        mentions=[], basis=None,
    )  # fmt: skip


def span_heads(analysis: Analysis, span: Span) -> list[int]:
    """Tokens of a span that are governed from outside it, in text order; coordinated ones included."""
    inside = analysis.tokens_in(span.start, span.end)
    heads = [i for i in inside if analysis.tokens[i].head not in inside or analysis.tokens[i].head == i]
    named = [h for h in heads if analysis.tokens[h].pos not in {"PUNCT", "DET", "ADP", "CCONJ", "SPACE"}]
    return [x for h in named or heads for x in analysis.conjuncts(h) if x in inside]


def _fit(act: Act, *, asks_recipient: bool) -> float:
    """How well an act's roles fit the pair."""
    doers, reached = _ids(act.actors), _ids(act.recipients)
    if _ACTOR in doers and (_RECIPIENT in reached or not asks_recipient):
        return _BOTH
    if _ACTOR in doers and _RECIPIENT in doers:
        return _MUTUAL
    if _ACTOR in doers:
        return _ACTOR_ONLY
    if _RECIPIENT in reached:
        return _RECIPIENT_ONLY
    return _REVERSED if _RECIPIENT in doers or _ACTOR in reached else _NEITHER


def _ids(roles: tuple[Role, ...]) -> set[str]:
    return {r.actor for r in roles}


def _word_votes(analysis: Analysis, lexicon: Lexicon, spans: list[Span]) -> Iterator[tuple[str, float]]:
    """(type, vote) of every sense of every word, shared among its senses and fading with distance."""
    for token in analysis.tokens:
        near = min((_distance(analysis, token.i, s) for s in spans), default=0)
        senses = _senses(analysis, lexicon, token.i)
        for sense in senses:
            yield sense, _WORD_VOTE * max(0.1, 1 - near / _REACH) / len(senses)


def _distance(analysis: Analysis, token: int, span: Span) -> int:
    inside = analysis.tokens_in(span.start, span.end)
    if not inside:
        return _REACH
    return max(inside.start - token, token - inside.stop + 1, 0)


def _senses(analysis: Analysis, lexicon: Lexicon, token: int) -> list[EventType]:
    at = analysis.tokens[token]
    if at.pos == "VERB":
        clause = analysis.clause_at(token)
        lemma = clause.lemma if clause else at.lemma.lower()
        found = [s.type for s in lexicon.verbs.get(lemma, ())]
        return found + [o.default for o in lexicon.operators.get((lemma, "v"), ()) if o.default]
    if at.pos == "NOUN":
        return next(([s.type for s in lexicon.nouns[k]] for k in keys(analysis, token) if k in lexicon.nouns), [])
    return []
