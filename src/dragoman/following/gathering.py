"""A document's records → its clues: pledges, deeds, and words that tell what became of a pledge."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ..knowledge.following import commitment_nouns, outcome_phrases
from ..records import Coded, Commitment, Condition, Event, Span
from .clues import ASKING_KINDS, Clue, Deed, Hanging, Pledge, Word
from .naming import Known, day_of
from .parties import Party
from .telling import told_deeds
from .unreal import BACKGROUND, DOUBTED, NOT_DONE, PARTLY, PARTLY_BEFORE, UNTRUE, is_unreal, last_words
from .words import Terms, acts_at, head_of, object_behind, object_of, opposites, terms_of

# Words of these types tell what somebody says or wants, not what is done.
_VERBAL = frozenset({"THREATEN", "REQUEST", "AGREE", "REJECT"})
_MET = frozenset({"if", "once", "in-exchange"})
_REACH = 28
# A phrase that is true only where the clause in front of it is.
_HANGING = re.compile(r"\w+ing\b|in\b|out of\b|true to\b|despite\b|contrary\b|,", re.IGNORECASE)
_PRONOUNS = frozenset({"it", "he", "she", "they"})
# How much of a sentence before and behind the word that names an act may tell of it.
_BEFORE, _BEHIND = 100, 140


def clues_of(coded: Coded) -> list[Clue]:
    """All clues of a document, in a fixed order."""
    known = _Known(coded)
    by_id = {commitment.id: commitment for commitment in reversed(coded.commitments)}
    pledges = [known.pledge(commitment) for commitment in reversed(by_id.values())]
    deeds = [deed for event in coded.events if (deed := known.deed(event)) is not None]
    return [*pledges, *deeds, *told_deeds(known, deeds), *known.words()]


class _Known(Known):
    """A document's pledges, the deeds of its events, and its words of outcome."""

    def pledge(self, c: Commitment) -> Pledge:
        event = self.events.get(c.event or "")
        made = (event.date.start if event and event.date else None) or self.report_day()
        told = day_of(self.report_day())
        # of a threat with a date the event often has the date of what is threatened
        day = min(filter(None, (day_of(made), told)), default=None)
        whole = self.sentence_at(c.trigger.start)
        days = self.days(min(whole[0], c.act.start), max(whole[1], c.act.end)) - {day, told}
        act, thing = self._act(c), object_of(c.act.text)
        return Pledge(
            c.id, c.kind, self.who(c.by), self.who(c.to), act,
            [self._hanging(condition) for condition in c.conditions], day,
            day_of(c.deadline.end) if c.deadline else None, sorted(days), c.trigger.start, c.trigger.end,
            head_of(c.act.text), thing - act.proper or thing, self.setting,
            self.around(self.place(c.trigger.start)) if c.kind in ASKING_KINDS and not c.to else [],
        )  # fmt: skip

    def _act(self, c: Commitment) -> Terms:
        """What is to be done.  Of two acts that undo each other, as in "free those held", the trigger's own stands."""
        terms = terms_of(c.act.text)
        undone = opposites()
        both = {act for act in terms.acts if undone.get(act) in terms.acts}
        own = terms_of(c.trigger.text).acts & both
        if own:
            terms = msgspec.structs.replace(terms, acts=terms.acts - (both - own))
        # whoever is bound or gains is told apart by who they are, not by their name in the act
        names = [
            terms_of("the " + self.text[s:e]).things
            for s, e, actor in self.mentions
            if actor in (*c.by, *c.to) and c.act.start <= s < c.act.end
        ]
        return msgspec.structs.replace(terms, proper=terms.proper.difference(*names))

    def deed(self, e: Event) -> Deed | None:
        """The deed that an event tells, or None where it tells none that could move a pledge."""
        f = e.factuality
        if f.status != "actual" or f.polarity != "affirmed" or f.certainty == "possible" or e.id in self.making:
            return None
        if e.type in _VERBAL or not e.actors or any(span.overlaps(e.trigger) for span in self.spoken):
            return None
        before = self.text[max(e.sentence.start, e.trigger.start - _REACH) : e.trigger.start]
        partly = PARTLY.match(self.text, e.trigger.end, e.sentence.end) or PARTLY_BEFORE.search(
            before + e.trigger.text.partition(" ")[0]
        )
        if partly or is_unreal(before) or DOUBTED.search(e.sentence.text):
            return None
        left = max(e.sentence.start, e.trigger.start - _REACH)
        window = self.text[left : min(e.sentence.end, e.trigger.end + _REACH)]
        acts = acts_at(window, e.trigger.start - left, e.trigger.end - left)
        if not acts:
            return None
        near = self.text[
            max(e.sentence.start, e.trigger.start - _BEFORE) : min(e.sentence.end, e.trigger.end + _BEHIND)
        ]
        said = [self.statements[s] for s in e.attribution if s in self.statements]
        behind = last_words(self.text[e.sentence.start : e.trigger.start], 5)
        return Deed(
            e.id, self.who([role.actor for role in e.actors]), self.who([role.actor for role in e.recipients]),
            acts, terms_of(near), day_of(e.date.start) if e.date else None,
            any(start <= e.trigger.start < end for start, end in self.ledes) and not BACKGROUND.search(behind),
            bool(e.attribution), self.who([s.speaker for s in said if s.speaker]), e.sentence.start, e.sentence.end,
            "event", self.around(self.place(e.sentence.start)), self.setting,
        )  # fmt: skip

    def words(self) -> Iterator[Word]:
        for at, (start, end) in enumerate(self.sentences):
            sentence = self.text[start:end]
            for phrase in outcome_phrases():
                found = phrase.pattern.search(sentence)
                if found is None:
                    continue
                before = sentence[: found.start()]
                doubted = DOUBTED.search(sentence[: found.end()]) or UNTRUE.search(sentence, found.end())
                if is_unreal(before) or doubted:
                    continue
                hangs = phrase.side in ("promiser", "demander") or _HANGING.match(found[0])
                not_done = {word.lower() for word in NOT_DONE.findall(before)}
                # "told them that they must leave, making good its threat": to order is to do
                if hangs and not_done - (set() if phrase.side in ("promiser", "demander") else {"must"}):
                    continue
                cue = Span.of(self.text, start + found.start(), start + found.end())
                word = self._word(phrase.rule, phrase.status, phrase.side, phrase.kinds, found, cue, at)
                if word is not None:
                    yield word

    def _word(
        self, rule: str, status: str, side: str, kinds: frozenset[str], found: re.Match[str], cue: Span, at: int
    ) -> Word | None:
        start, end = self.sentences[at]
        # "…, making good its warning" is the reporter's, whoever was quoted in front of it
        own = self.text[cue.start - 2 : cue.start] == ", " or found[0].startswith(",")
        speaker = None if own else self.speaker(cue)
        if speaker is not None and status in ("kept", "broken"):
            # whoever says it has a stake in it
            return None
        subject = self.subject(start, cue.start) or self.subject(*self.sentences[at - 1] if at else (start, start))
        named = self._named(found, start)
        holders, setters = subject, named
        if side == "promiser":
            holders = named or subject
        elif side == "speaker":
            holders = [speaker] if speaker else []
        elif side == "setter":
            holders = self.subject(start, cue.end)
        elif side in ("met", "term"):
            holders = []
        groups = found.groupdict()
        noun = (groups.get("noun") or "").lower()
        allowed = commitment_nouns().get(noun) or commitment_nouns().get(noun.removesuffix("s"))
        mentioned = list(dict.fromkeys(self.parties[actor] for s, e, actor in self.mentions if start <= s < end))
        return Word(
            rule, kinds & allowed if allowed and kinds & allowed else kinds, holders, setters, mentioned,
            terms_of(self.text[start:end]), sorted(self.days(start, end)), start, end,
            self.around(at), self.setting, day_of(self.report_day()) if side == "term" else None,
        )  # fmt: skip

    def _hanging(self, condition: Condition) -> Hanging:
        # a capital is a name's here: a condition stands within its sentence
        terms = terms_of("the " + condition.span.text)
        who = [a for s, e, a in self.mentions if condition.span.start <= s < condition.span.end]
        return Hanging(
            condition.kind in _MET and not terms.negative,
            terms,
            [self.parties[a] for a in dict.fromkeys(who)],
            object_behind(condition.span.text),
        )

    def _named(self, found: re.Match[str], start: int) -> list[Party]:
        """Who the phrase itself names."""
        groups = found.groupdict()
        if not groups.get("who") or groups["who"].lower() in _PRONOUNS:
            return []
        here = (start + found.start("who"), start + found.end("who"))
        return [self.parties[a] for s, e, a in self.mentions if s < here[1] and e > here[0]]
