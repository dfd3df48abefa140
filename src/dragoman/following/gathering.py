"""A document's records → its clues: pledges, deeds, and words that tell what became of a pledge."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from ..knowledge.following import commitment_nouns, outcome_phrases
from ..records import Coded, Commitment, Condition, Event, Span
from .clauses import Told, told_in
from .clues import ASKING_KINDS, Clue, Deed, Hanging, Pledge, Word
from .parties import Party, countries_in, nation, party_of
from .words import Terms, acts_at, head_of, names_in, object_behind, object_of, opposites, terms_of

# Words of these types tell what somebody says or wants, not what is done.
_VERBAL = frozenset({"THREATEN", "REQUEST", "AGREE", "REJECT"})
_MET = frozenset({"if", "once", "in-exchange"})
# Words in front of a phrase within which it is not, or not yet, true; the last few words count.
_UNREAL = re.compile(
    r"\b(?:not|never|no|nobody|neither|nor|without|will|would|might|can|could|should|must|shall|if|unless"
    r"|whether|until|before|wo|cannot|refus\w*|fail\w*|yet|hope\w*|expect\w*|plan\w*|want\w*|vow\w*|promis\w*"
    r"|threaten\w*|den(?:y|ied|ies|ying)|nearly|almost|ready|likely|instead of|rather than|\w+n['’]t)\b",
    re.IGNORECASE,
)
# "May" is a month, and "to" counts right in front only.
_UNREAL_NEXT = re.compile(r"\bmay\b|\bto$")
# With one of these anywhere in front, an act is not told as done.
_NOT_DONE = re.compile(
    r"\b(?:not|never|no|nobody|will|would|might|can|could|should|must|shall|if|unless|whether|yet|\w+n['’]t)\b", re.I
)
_REACH = 28
# A sentence with one of these is no report of a fact.
_DOUBTED = re.compile(
    r"\b(?:untrue|false(?:ly)?|rumou?rs?|unconfirmed|alleg\w+|accus\w+|denie[sd]|denying|claim(?:s|ed|ing)?|hoax"
    r"|fabricat\w+|invented|reportedly|expected|predict\w*|supposed(?:ly)?)\b",
    re.IGNORECASE,
)
# Behind a phrase, what is denied need not be that.
_UNTRUE = re.compile(r"\b(?:untrue|false|rumou?rs?|unconfirmed|hoax|fabricat\w+|invented|claim(?:s|ed)?)\b", re.I)
# A phrase that is true only where the clause in front of it is.
_HANGING = re.compile(r"\w+ing\b|in\b|out of\b|true to\b|despite\b|contrary\b|,", re.IGNORECASE)
# Behind a verb: nothing, or only part of it, is done.
_PARTLY = re.compile(
    r"\W+(?:[\w'’-]+\W+){0,2}?(?:no|nothing|none|nobody|neither|only|half|part of|some of"
    r"|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|few|most|many) of (?:the|its|their|his|her))\b",
    re.IGNORECASE,
)
_PARTLY_BEFORE = re.compile(r"\b(?:part|partly|partially|half|nearly|almost)[- ]\w*$", re.IGNORECASE)
_BACKGROUND = re.compile(
    r"\bhad\b|\b(?:last|previous) (?:year|month)\b|\bearlier (?:this|in)\b|\bin the past\b"
    r"|\b(?:for|in|over) (?:decades|years|centuries|generations)\b|\bsince\b|\bfirst \w+ed\b",
    re.I,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9À-Ý])")
_PRONOUNS = frozenset({"it", "he", "she", "they"})
# How much of a sentence before and behind the word that names an act may tell of it.
_BEFORE, _BEHIND = 100, 140
_LEDE_SENTENCES = 1
# Sentences whose clauses are news though they name no day; those whose verbs of no class count; parties that are kept of those nearby.
_FRESH_SENTENCES, _LEADING, _MOST_AROUND = 3, 2, 4


def clues_of(coded: Coded) -> list[Clue]:
    """All clues of a document, in a fixed order."""
    known = _Known(coded)
    by_id = {commitment.id: commitment for commitment in reversed(coded.commitments)}
    pledges = [known.pledge(commitment) for commitment in reversed(by_id.values())]
    deeds = [deed for event in coded.events if (deed := known.deed(event)) is not None]
    return [*pledges, *deeds, *known.told_deeds(deeds), *known.words()]


class _Known:
    def __init__(self, coded: Coded) -> None:
        self.coded = coded
        self.text = coded.document.text
        self.parties = {actor.id: party_of(actor) for actor in coded.actors}
        self.statements = {statement.id: statement for statement in coded.statements}
        self.mentions = sorted(
            (mention.start, mention.end, actor.id) for actor in coded.actors for mention in actor.mentions
        )
        self.making = {commitment.event for commitment in coded.commitments if commitment.event}
        self.spoken = [c.act for c in coded.commitments] + [x.span for c in coded.commitments for x in c.conditions]
        self.events = {event.id: event for event in coded.events}
        self.sentences = list(_sentences(coded))
        self.ledes = _ledes(coded, self.sentences)
        named = " ".join(m.text for actor in coded.actors for m in actor.mentions if m.form != "pronoun")
        self.setting = names_in(" … ".join(self.text[s:e] for s, e in self.sentences) + " … – " + named)

    def pledge(self, c: Commitment) -> Pledge:
        event = self.events.get(c.event or "")
        made = (event.date.start if event and event.date else None) or self._report_day()
        told = _day(self._report_day())
        # of a threat with a date the event often has the date of what is threatened
        day = min(filter(None, (_day(made), told)), default=None)
        whole = self._sentence_at(c.trigger.start)
        days = self._days(min(whole[0], c.act.start), max(whole[1], c.act.end)) - {day, told}
        act, thing = self._act(c), object_of(c.act.text)
        return Pledge(
            c.id, c.kind, self._who(c.by), self._who(c.to), act,
            [self._hanging(condition) for condition in c.conditions], day,
            _day(c.deadline.end) if c.deadline else None, sorted(days), c.trigger.start, c.trigger.end,
            head_of(c.act.text), thing - act.proper or thing, self.setting,
            self._around(self._place(c.trigger.start)) if c.kind in ASKING_KINDS and not c.to else [],
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
        partly = _PARTLY.match(self.text, e.trigger.end, e.sentence.end) or _PARTLY_BEFORE.search(
            before + e.trigger.text.partition(" ")[0]
        )
        if partly or _unreal(before) or _DOUBTED.search(e.sentence.text):
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
        behind = _last_words(self.text[e.sentence.start : e.trigger.start], 5)
        return Deed(
            e.id, self._who([role.actor for role in e.actors]), self._who([role.actor for role in e.recipients]),
            acts, terms_of(near), _day(e.date.start) if e.date else None,
            any(start <= e.trigger.start < end for start, end in self.ledes) and not _BACKGROUND.search(behind),
            bool(e.attribution), self._who([s.speaker for s in said if s.speaker]), e.sentence.start, e.sentence.end,
            "event", self._around(self._place(e.sentence.start)), self.setting,
        )  # fmt: skip

    def told_deeds(self, deeds: Sequence[Deed]) -> Iterator[Deed]:
        """Deeds told in clauses that are no event of the coder's."""
        known = {(deed.start, act) for deed in deeds for act in deed.acts}
        for at, (start, end) in enumerate(self.sentences):
            sentence = self.text[start:end]
            if _DOUBTED.search(sentence):
                continue
            terms = terms_of("the " + sentence)
            for told in told_in(sentence):
                acts = frozenset(a for a in told.acts if (start, a) not in known)
                if at >= _LEADING:
                    # a verb of no class says little where it is not the news
                    acts = frozenset(a for a in acts if not a.startswith("="))
                told = msgspec.structs.replace(told, acts=acts)
                if not told.acts or self._is_unreal(sentence, start, told):
                    continue
                deed = self._told_deed(at, told, terms)
                if deed is not None:
                    yield deed

    def _is_unreal(self, sentence: str, start: int, told: Told) -> bool:
        span = Span.of(self.text, start + told.start, start + told.end)
        if any(spoken.overlaps(span) for spoken in self.spoken):
            return True
        if _PARTLY.match(sentence, told.end):
            return True
        return _unreal(sentence[: told.start]) or bool(_NOT_DONE.search(sentence, told.clause, told.start))

    def _told_deed(self, at: int, told: Told, terms: Terms) -> Deed | None:
        start, end = self.sentences[at]
        day = self._day_near(start, end, start + told.start)
        before = self.text[start : start + told.start]
        behind = _last_words(before, 5)
        fresh = at < _FRESH_SENTENCES or behind.endswith((" has", " have", " has been", " have been"))
        if day is None and (not fresh or self._is_old(start, end) or _BACKGROUND.search(before)):
            return None
        if told.patient:
            doers = self._agents(start + told.end, end)
        else:
            doers = self._subjects(start + told.clause, start + told.start)
        inside = Span.of(self.text, start + told.start, start + told.end)
        said = [s for s in self.statements.values() if any(span.contains(inside) for span in s.content_spans)]
        return Deed(
            None, doers, [], told.acts, terms, day, fresh, bool(said),
            self._who([s.speaker for s in said if s.speaker]), start, end,
            "patient" if told.patient or not doers else "doer", self._around(at), self.setting,
        )  # fmt: skip

    def _around(self, at: int) -> list[Party]:
        """Who is named in a sentence and in those next to it, without those who are not told apart."""
        last = len(self.sentences) - 1
        ids: dict[str, None] = {}
        named: dict[str, None] = {}
        for near in (at, max(0, at - 1), min(at + 1, last)):
            start, end = self.sentences[near]
            ids |= {actor: None for s, _, actor in self.mentions if start <= s < end}
            countries = countries_in(self.text[start:end])
            named |= {country: None for country in countries}
        found = self._who(list(ids))
        known = {party.country for party in found}
        return [*found, *(nation(code) for code in named if code not in known)][:_MOST_AROUND]

    def _is_old(self, start: int, end: int) -> bool:
        """Whether a sentence names a time before the month of the report."""
        told = _day(self._report_day())
        times = [time for time in self.coded.times if time.span and start <= time.span.start < end]
        return told is not None and any((_day(time.end) or told) < told.replace(day=1) for time in times)

    def _day_near(self, start: int, end: int, at: int) -> date | None:
        """The day that stands next to a place of a sentence."""
        found = [
            (abs(time.span.start - at), day)
            for time in self.coded.times
            if time.span and start <= time.span.start < end and time.precision == "day" and (day := _day(time.start))
        ]
        return min(found)[1] if found else None

    def _subjects(self, start: int, end: int) -> list[Party]:
        """The parties that a clause begins with: the first one named, and those joined to it."""
        found: list[str] = []
        last = 0
        for s, e, actor in self.mentions:
            if not start <= s < end:
                continue
            if found and len(self.text[last:s].strip(" ,'’s")) > len("and the"):
                break
            found.append(actor)
            last = e
        return self._who(found)

    def _agents(self, start: int, end: int) -> list[Party]:
        """Who stands behind "by"."""
        return next(
            (
                [self.parties[actor]]
                for s, e, actor in self.mentions
                if start <= s < end and re.search(r"\bby (?:the |an? )?$", self.text[start:s])
            ),
            [],
        )

    def words(self) -> Iterator[Word]:
        for at, (start, end) in enumerate(self.sentences):
            sentence = self.text[start:end]
            for phrase in outcome_phrases():
                found = phrase.pattern.search(sentence)
                if found is None:
                    continue
                before = sentence[: found.start()]
                doubted = _DOUBTED.search(sentence[: found.end()]) or _UNTRUE.search(sentence, found.end())
                if _unreal(before) or doubted:
                    continue
                hangs = phrase.side in ("promiser", "demander") or _HANGING.match(found[0])
                not_done = {word.lower() for word in _NOT_DONE.findall(before)}
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
        speaker = None if own else self._speaker(cue)
        if speaker is not None and status in ("kept", "broken"):
            # whoever says it has a stake in it
            return None
        subject = self._subject(start, cue.start) or self._subject(*self.sentences[at - 1] if at else (start, start))
        named = self._named(found, start)
        holders, setters = subject, named
        if side == "promiser":
            holders = named or subject
        elif side == "speaker":
            holders = [speaker] if speaker else []
        elif side == "setter":
            holders = self._subject(start, cue.end)
        elif side in ("met", "term"):
            holders = []
        groups = found.groupdict()
        noun = (groups.get("noun") or "").lower()
        allowed = commitment_nouns().get(noun) or commitment_nouns().get(noun.removesuffix("s"))
        mentioned = list(dict.fromkeys(self.parties[actor] for s, e, actor in self.mentions if start <= s < end))
        return Word(
            rule, kinds & allowed if allowed and kinds & allowed else kinds, holders, setters, mentioned,
            terms_of(self.text[start:end]), sorted(self._days(start, end)), start, end,
            self._around(at), self.setting, _day(self._report_day()) if side == "term" else None,
        )  # fmt: skip

    def _days(self, start: int, end: int) -> set[date]:
        """The days that a stretch of the text names."""
        return {
            day
            for time in self.coded.times
            if time.span and start <= time.span.start < end and time.precision == "day" and (day := _day(time.start))
        }

    def _place(self, offset: int) -> int:
        """Which sentence stands at an offset, or came last before it."""
        return max(0, bisect_right(self.sentences, (offset, len(self.text))) - 1)

    def _sentence_at(self, offset: int) -> tuple[int, int]:
        return next(((s, e) for s, e in self.sentences if s <= offset < e), (offset, offset))

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

    def _subject(self, start: int, end: int) -> list[Party]:
        """The first party named in a stretch."""
        return next(([self.parties[a]] for s, e, a in self.mentions if start <= s < end), [])

    def _named(self, found: re.Match[str], start: int) -> list[Party]:
        """Who the phrase itself names."""
        groups = found.groupdict()
        if not groups.get("who") or groups["who"].lower() in _PRONOUNS:
            return []
        here = (start + found.start("who"), start + found.end("who"))
        return [self.parties[a] for s, e, a in self.mentions if s < here[1] and e > here[0]]

    def _speaker(self, cue: Span) -> Party | None:
        """Who says the words in which a phrase stands."""
        for statement in self.coded.statements:
            if statement.speaker and any(span.contains(cue) for span in statement.content_spans):
                return self.parties.get(statement.speaker)
        return None

    def _who(self, ids: Sequence[str]) -> list[Party]:
        return [self.parties[actor] for actor in dict.fromkeys(ids) if actor in self.parties]

    def _report_day(self) -> str | None:
        document = self.coded.document
        line = document.dateline
        return document.published_at or document.modified_at or (line.date if line else None)


def _sentences(coded: Coded) -> Iterator[tuple[int, int]]:
    """The sentences of what was coded, roughly: phrases of outcome do not hang on an exact end."""
    text = coded.document.text
    for block in coded.document.blocks:
        if block.kind not in ("headline", "paragraph"):
            continue
        at = block.start
        for found in _SENTENCE_END.finditer(text, block.start, block.end):
            yield at, found.start()
            at = found.end()
        if at < block.end:
            yield at, block.end


def _ledes(coded: Coded, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The headline and the first sentence of the first paragraph: what is told there is the news."""
    found = [(block.start, block.end) for block in coded.document.blocks if block.kind == "headline"]
    first = next((block for block in coded.document.blocks if block.kind == "paragraph"), None)
    inside = [s for s in sentences if first and first.start <= s[0] < first.end]
    return found + inside[:_LEDE_SENTENCES]


def _unreal(before: str) -> bool:
    """Whether what follows is not, or not yet, true by the words in front of it."""
    last = _last_words(before, 4)
    return bool(_UNREAL.search(last) or _UNREAL_NEXT.search(last))


def _last_words(text: str, count: int) -> str:
    return " ".join(text.split()[-count:])


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None
