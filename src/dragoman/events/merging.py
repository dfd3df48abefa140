"""Mentions → acts: which mentions tell the same act (records.md, rule 6 and settled readings).

A later mention is the same act if type, polarity, parties and dates agree and either its word is of the
same root, or it points back ("the attack"), or it stands in the headline.  Two mentions in one sentence
are two acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..language import Analysis, Clause, Sentence
from ..records import Cast, Date, Role
from .draft import Draft, Joined

# A highlight repeats a sentence when this share of its content words stands in it (records.md, rule 6).
REPEATED = 0.8
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
# Letters that two words of one root share at the beginning ("sign", "signing"; "arrest", "arrests").
_ROOT = 4
# A headline names an act more loosely than its sentence does.
_OFFICIAL = frozenset({"GOV", "MIL", "COP"})
_OCCASION = frozenset({"when", "as", "after", "where"})
_LOOSE = (
    frozenset({"SUPPORT", "AGREE"}),
    frozenset({"CONCEDE", "AGREE"}),
    frozenset({"AID", "AGREE"}),
    frozenset({"ACCUSE", "REJECT"}),
    frozenset({"ASSAULT", "COERCE"}),
    frozenset({"RETREAT", "CONCEDE"}),
    frozenset({"SANCTION", "COERCE"}),
)


def join_mentions(drafts: Sequence[Draft], analysis: Analysis, cast: Cast, harm: frozenset[str]) -> list[Joined]:
    """The acts, each with its mentions, in text order of the first; paragraphs before headline and highlights.

    harm: lemmas of verbs for what an attack does to people ("shelled the fort, wounding six").
    """
    return _Joiner(analysis, cast, harm).join(drafts)


class _Joiner:
    def __init__(self, analysis: Analysis, cast: Cast, harm: frozenset[str]) -> None:
        self._analysis = analysis
        self._harm = harm
        self._cast = cast
        self._words: dict[int, frozenset[str]] = {}

    def join(self, drafts: Sequence[Draft]) -> list[Joined]:
        drafts, harms = self._with_harm(drafts)
        body = sorted((d for d in drafts if d.kind == "paragraph"), key=_position)
        outside = sorted((d for d in drafts if d.kind != "paragraph"), key=_position)
        groups: list[list[Draft]] = []
        near: dict[str, list[int]] = {}
        for draft in [*body, *outside]:
            home = self._home(draft, groups, near)
            if home is None:
                for key in self._keys(draft):
                    near.setdefault(key, []).append(len(groups))
                groups.append([draft])
            else:
                home.append(draft)
        joined = [self._joined(g, harms) for g in groups]
        return sorted(self._told_one_by_one(joined), key=lambda j: _position(j.first))

    def _joined(self, group: list[Draft], harms: dict[int, list[Draft]]) -> Joined:
        others = [*group[1:], *(h for d in group for h in harms.get(d.candidate.head, ()))]
        return Joined(group[0], tuple(sorted(others, key=_position)))

    # -- an attack and what it did

    def _with_harm(self, drafts: Sequence[Draft]) -> tuple[list[Draft], dict[int, list[Draft]]]:
        """The drafts with the harm that a sentence tells joined to its attack; head of the attack → its harms."""
        kept = dict(enumerate(drafts))
        harms: dict[int, list[Draft]] = {}
        for one, other in self._pairs(drafts):
            if one in kept and other in kept:
                harm = kept.pop(other)
                kept[one] = _with_parties(kept[one], harm)
                harms.setdefault(kept[one].candidate.head, []).append(harm)
        return list(kept.values()), harms

    def _pairs(self, drafts: Sequence[Draft]) -> list[tuple[int, int]]:
        """Numbers of attack and harm of one sentence, the first in the text first."""
        by_sentence: dict[int, list[tuple[int, Draft]]] = {}
        for n, draft in enumerate(drafts):
            if draft.candidate.type == "ASSAULT" and not draft.candidate.nominal:
                by_sentence.setdefault(draft.sentence, []).append((n, draft))
        return [
            (n, m)
            for attacks in by_sentence.values()
            for at, (n, one) in enumerate(attacks)
            for m, other in attacks[at + 1 :]
            if self._is_harm_of(one, other)
        ]

    def _is_harm_of(self, one: Draft, other: Draft) -> bool:
        before, after = self._analysis.clause_at(one.candidate.head), self._analysis.clause_at(other.candidate.head)
        if before is None or after is None:
            return False
        if after.lemma in self._harm and after.subject_inherited and self._is_next(before, after):
            return True
        if after.governor != before.index:
            return False
        if after.lemma in self._harm:
            return after.form == "participle" and after.kind == "adverbial" and not after.marker
        told = before.lemma in self._harm and not one.candidate.actors
        return told and after.kind == "adverbial" and after.marker in _OCCASION

    def _is_next(self, before: Clause, after: Clause) -> bool:
        """ "Shelled the camp and killed four": the harm is coordinated with the attack, of the same polarity."""
        joined = after.predicate in self._analysis.conjuncts(before.predicate)
        return joined and before.negated == after.negated and before.modal == after.modal

    def _keys(self, draft: Draft) -> set[str]:
        """What two mentions in paragraphs must have in common to tell one act: a party, or a party's country.

        With the type and polarity before each; so a long text need not compare each mention with each act.
        """
        roles = (*draft.candidate.actors, *draft.candidate.recipients)
        kind = f"{draft.candidate.type} {draft.factuality.polarity}"
        return {f"{kind} {key}" for key in ({r.actor for r in roles} | self._lands(roles))}

    def _home(self, draft: Draft, groups: list[list[Draft]], near: dict[str, list[int]]) -> list[Draft] | None:
        """The group that a mention belongs to: the last one that fits, for words point back to what is near.

        near: numbers of groups under the keys of their first mention.
        """
        if draft.another:
            return None
        if draft.kind == "highlight":
            repeated = self._repeated(draft, groups)
            if repeated:
                return repeated
        if draft.kind != "paragraph":
            fitting = [g for g in groups if self._is_same(g, draft)]
            return max(fitting, key=lambda g: self._likeness(g[0], draft), default=None)
        numbers = sorted({n for key in self._keys(draft) for n in near.get(key, ())}, reverse=True)
        return next((groups[n] for n in numbers if self._is_same(groups[n], draft)), None)

    def _likeness(self, one: Draft, other: Draft) -> tuple[bool, bool, int, int]:
        """How well an act fits a mention outside the paragraphs; of equals the earlier."""
        shared = len(self._content(one.sentence) & self._content(other.sentence))
        return one.candidate.type == other.candidate.type, _same_root(one.lemma, other.lemma), shared, -one.sentence

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
        loose = other.kind != "paragraph"
        some = self._meet((*a.actors, *a.recipients), (*b.actors, *b.recipients), loose)
        if a.reciprocal or b.reciprocal:
            return some
        actors = not a.actors or not b.actors or self._meet(a.actors, b.actors, loose)
        recipients = not a.recipients or not b.recipients or self._meet(a.recipients, b.recipients, loose)
        if loose:
            return some and not (self._conflict(a.actors, b.actors) or self._conflict(a.recipients, b.recipients))
        return some and actors and recipients

    def _conflict(self, one: Sequence[Role], other: Sequence[Role]) -> bool:
        """Whether both sides have countries and none in common."""
        mine, theirs = self._lands(one), self._lands(other)
        return bool(mine and theirs) and not mine & theirs

    def _lands(self, roles: Sequence[Role]) -> set[str]:
        actors = (self._cast.actors.get(r.actor) for r in roles)
        return {a.country for a in actors if a and a.country}

    def _meet(self, one: Sequence[Role], other: Sequence[Role], loose: bool = False) -> bool:
        """Whether two sides have a party in common; loose: also where the words that name them have."""
        mine, theirs = {r.actor for r in one}, {r.actor for r in other}
        if mine & theirs:
            return True
        if self._countries(mine, True) & self._countries(theirs, False):
            return True
        if self._countries(mine, False) & self._countries(theirs, True):
            return True
        if not loose:
            return False
        return bool(_names(one) & _names(other)) or bool(self._countries(mine, False) & self._countries(theirs, False))

    def _countries(self, ids: set[str], states: bool) -> set[str]:
        """Countries of the states among actors, or of their bodies too: "Minsk" and "the army" may tell one act."""
        actors = (self._cast.actors.get(key) for key in ids)
        return {
            a.country
            for a in actors
            if a and a.country and (a.kind == "state" or (not states and _OFFICIAL & set(a.sectors)))
        }

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


def _with_parties(one: Draft, other: Draft) -> Draft:
    """An attack with the parties and counts that its other half names."""
    a, b = one.candidate, other.candidate
    known = {r.actor for r in a.recipients}
    fresh = tuple(r for r in b.recipients if r.actor not in known)
    candidate = replace(a, actors=a.actors or b.actors, recipients=(*a.recipients, *fresh))
    spans = {c.span for c in one.counts}
    counts = (*one.counts, *(c for c in other.counts if c.span not in spans))
    return replace(one, candidate=candidate, counts=counts, date=one.date or other.date, place=one.place or other.place)


def _names(roles: Sequence[Role]) -> set[str]:
    """The longer words of the spans that name parties, without their endings."""
    words = (w for r in roles for w in r.span.text.lower().replace("'s", "").split())
    return {w[:6] for w in words if len(w) > 3 or w.isdigit()}


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
