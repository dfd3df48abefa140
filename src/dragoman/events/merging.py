"""Mentions → acts: which mentions tell the same act (records.md, rule 6 and settled readings).

A later mention is the same act if type, polarity, parties and dates agree and either its word is of the
same root, or it points back ("the attack"), or it stands in the headline.  Two mentions in one sentence
are two acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..language import Analysis, Sentence
from ..records import Cast, Date, Role
from .draft import Draft, Joined

# A highlight repeats a sentence when this share of its content words stands in it (records.md, rule 6).
REPEATED = 0.8
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
# Letters that two words of one root share at the beginning ("sign", "signing"; "arrest", "arrests").
_ROOT = 4
# A headline names an act more loosely than its sentence does.
_LOOSE = (
    frozenset({"SUPPORT", "AGREE"}),
    frozenset({"CONCEDE", "AGREE"}),
    frozenset({"AID", "AGREE"}),
    frozenset({"ACCUSE", "REJECT"}),
    frozenset({"ASSAULT", "COERCE"}),
    frozenset({"RETREAT", "CONCEDE"}),
)


def join_mentions(drafts: Sequence[Draft], analysis: Analysis, cast: Cast) -> list[Joined]:
    """The acts, each with its mentions, in text order of the first; paragraphs before headline and highlights."""
    return _Joiner(analysis, cast).join(drafts)


class _Joiner:
    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self._analysis = analysis
        self._cast = cast
        self._words: dict[int, frozenset[str]] = {}

    def join(self, drafts: Sequence[Draft]) -> list[Joined]:
        body = sorted((d for d in drafts if d.kind == "paragraph"), key=_position)
        outside = sorted((d for d in drafts if d.kind != "paragraph"), key=_position)
        groups: list[list[Draft]] = []
        for draft in [*body, *outside]:
            home = self._home(draft, groups)
            if home is None:
                groups.append([draft])
            else:
                home.append(draft)
        joined = [Joined(g[0], tuple(sorted(g[1:], key=_position))) for g in groups]
        return sorted(self._told_one_by_one(joined), key=lambda j: _position(j.first))

    def _home(self, draft: Draft, groups: list[list[Draft]]) -> list[Draft] | None:
        """The group that a mention belongs to: the last one that fits, for words point back to what is near."""
        if draft.another:
            return None
        if draft.kind == "highlight":
            repeated = self._repeated(draft, groups)
            if repeated:
                return repeated
        fitting = [g for g in groups if self._is_same(g, draft)]
        if draft.kind != "paragraph":
            return fitting[0] if fitting else None
        return fitting[-1] if fitting else None

    def _repeated(self, draft: Draft, groups: list[list[Draft]]) -> list[Draft] | None:
        for group in groups:
            first = group[0]
            alike = first.candidate.type == draft.candidate.type and first.lemma == draft.lemma
            if alike and self._repeats(draft.sentence, first.sentence):
                return group
        return None

    def _repeats(self, one: int, other: int) -> bool:
        mine, theirs = self._content(one), self._content(other)
        return bool(mine) and len(mine & theirs) >= REPEATED * len(mine)

    def _content(self, index: int) -> frozenset[str]:
        if index not in self._words:
            sentence: Sentence = self._analysis.sentences[index]
            tokens = self._analysis.sentence_tokens(sentence)
            self._words[index] = frozenset(t.lemma.lower() for t in tokens if t.pos in _CONTENT)
        return self._words[index]

    # -- same act or not

    def _is_same(self, group: list[Draft], draft: Draft) -> bool:
        first = group[0]
        if any(d.sentence == draft.sentence for d in group) or not _types_agree(first, draft):
            return False
        if first.factuality.polarity != draft.factuality.polarity or not _status_agrees(first, draft):
            return False
        return self._parties_agree(first, draft) and _dates_agree(group, draft) and self._words_agree(group, draft)

    def _words_agree(self, group: list[Draft], draft: Draft) -> bool:
        if draft.kind != "paragraph":
            return True
        if any(_same_root(d.lemma, draft.lemma) for d in group):
            return draft.candidate.nominal or draft.definite or self._shares_parties(group[0], draft)
        return draft.candidate.nominal and draft.definite and bool(draft.parties)

    def _shares_parties(self, one: Draft, other: Draft) -> bool:
        a, b = one.candidate, other.candidate
        return self._meet(a.actors, b.actors) or (not a.actors and self._meet(a.recipients, b.recipients))

    def _parties_agree(self, one: Draft, other: Draft) -> bool:
        a, b = one.candidate, other.candidate
        if a.reciprocal or b.reciprocal:
            return self._meet((*a.actors, *a.recipients), (*b.actors, *b.recipients))
        actors = not a.actors or not b.actors or self._meet(a.actors, b.actors)
        recipients = not a.recipients or not b.recipients or self._meet(a.recipients, b.recipients)
        some = self._meet((*a.actors, *a.recipients), (*b.actors, *b.recipients))
        return actors and recipients and some

    def _meet(self, one: Sequence[Role], other: Sequence[Role]) -> bool:
        mine, theirs = {r.actor for r in one}, {r.actor for r in other}
        if mine & theirs:
            return True
        return bool(self._states(mine) & self._states(theirs))

    def _states(self, ids: set[str]) -> set[str]:
        """Countries of the states and their bodies among actors: "Minsk" and "the army" may tell one act."""
        found = set()
        for key in ids:
            actor = self._cast.actors.get(key)
            if actor and actor.country and (actor.kind == "state" or {"GOV", "MIL", "COP"} & set(actor.sectors)):
                found.add(actor.country)
        return found

    # -- a plural that the text then tells one by one

    def _told_one_by_one(self, joined: list[Joined]) -> list[Joined]:
        """Acts without the joint first mentions, which stand among the mentions of each single act instead."""
        result = list(joined)
        for joint in joined:
            if not (joint.first.plural and joint.first.kind == "paragraph" and not joint.others):
                continue
            singles = [j for j in result if j is not joint and self._is_single_of(joint.first, j.first)]
            if len(singles) < 2:
                continue
            result = [
                replace(j, others=tuple(sorted((*j.others, joint.first), key=_position))) if j in singles else j
                for j in result
                if j is not joint
            ]
        return result

    def _is_single_of(self, joint: Draft, single: Draft) -> bool:
        """Whether a later act is one of those that a plural names: close by, of its kind, with a mark of its own."""
        near = joint.sentence < single.sentence <= joint.sentence + 4
        if not near or single.plural or single.candidate.type != joint.candidate.type:
            return False
        if single.factuality.polarity != joint.factuality.polarity or not self._parties_agree(joint, single):
            return False
        return single.date is not None or single.place is not None or bool(single.counts)


def _position(draft: Draft) -> tuple[int, int]:
    return draft.trigger.start, draft.trigger.end


def _types_agree(one: Draft, other: Draft) -> bool:
    if one.candidate.type == other.candidate.type:
        return True
    pair = {one.candidate.type, other.candidate.type}
    return other.kind == "headline" and any(pair == loose for loose in _LOOSE)


def _status_agrees(one: Draft, other: Draft) -> bool:
    a, b = one.factuality.status, other.factuality.status
    return a == b or {a, b} == {"actual", "historical"} or other.kind == "headline"


def _dates_agree(group: list[Draft], other: Draft) -> bool:
    return all(_overlap(d.date, other.date) for d in group)


def _overlap(one: Date | None, other: Date | None) -> bool:
    return one is None or other is None or (one.start <= other.end and other.start <= one.end)


def _same_root(one: str, other: str) -> bool:
    length = max(_ROOT, min(len(one), len(other)) - 3)
    return one == other or (min(len(one), len(other)) >= _ROOT and one[:length] == other[:length])
