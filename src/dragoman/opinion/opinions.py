"""Opinions: asked for uncertain events, checked against the text, and put into the records."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from ..knowledge.plover import MODES, intensity, quad
from ..records import Coded, Event, Failed, Role, Span, Warning
from .asking import Endpoint, NoReply
from .cache import Cache
from .prompting import Answer, messages

# So many endpoints that give no answer in a row are enough.
_PATIENCE = 3


@dataclass
class Bill:
    """What was asked and what it cost.  refused: answers that quoted words which are not there, or had another form."""

    asked: int = 0
    cached: int = 0
    upheld: int = 0
    changed: int = 0
    dropped: int = 0
    refused: int = 0
    unanswered: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def __str__(self) -> str:
        parts = (
            (self.asked, "asked"), (self.cached, "from the cache"), (self.upheld, "upheld"), (self.changed, "changed"),
            (self.dropped, "dropped"), (self.refused, "answers refused"), (self.unanswered, "not answered"),
        )  # fmt: skip
        said = ", ".join(f"{count:,} {what}" for count, what in parts if count) or "nothing to ask"
        return f"second opinion: {said}; {self.tokens_in:,} tokens in, {self.tokens_out:,} out"


@dataclass
class Opinions:
    """Asks about the events below a line of confidence.  A record that an answer changed has the basis `llm`.

    below: the line.  Where no answer comes, or none that counts, the record stays as it was.
    """

    endpoint: Endpoint
    below: float = 0.5
    cache: Cache = field(default_factory=Cache)
    bill: Bill = field(default_factory=Bill)
    _silent: int = 0

    def on(self, coded: Coded | Failed) -> Coded | Failed:
        """The records in the light of the answers; a warning says what was changed or left out."""
        if isinstance(coded, Failed) or all(e.confidence >= self.below for e in coded.events):
            return coded
        events: list[Event] = []
        warnings = list(coded.warnings)
        for event in coded.events:
            seen = event if event.confidence >= self.below else self._seen(coded, event)
            if seen is not None:
                events.append(seen)
            if seen is not event:
                said = "left out" if seen is None else "changed"
                message = f"{event.type} {said} on the word of {self.endpoint.model}"
                warnings.append(Warning("second-opinion", message, event.trigger))
        models = {**coded.coder.models, "opinion": self.endpoint.model}
        coder = msgspec.structs.replace(coded.coder, models=models)
        return msgspec.structs.replace(coded, coder=coder, events=events, warnings=warnings)

    def _seen(self, coded: Coded, event: Event) -> Event | None:
        answer = self._answer(coded, event)
        if answer is None:
            return event
        if answer.verdict == "right":
            self.bill.upheld += 1
            return event
        if answer.verdict == "no event":
            self.bill.dropped += 1
            return None
        changed = _changed(coded, event, answer)
        if changed is None:
            self.bill.refused += 1
            return event
        self.bill.changed += changed is not event
        self.bill.upheld += changed is event
        return changed

    def _answer(self, coded: Coded, event: Event) -> Answer | None:
        asked = messages(coded, event)
        reply = self.cache.get(self.endpoint, asked)
        if reply is not None:
            self.bill.cached += 1
        elif self._silent >= _PATIENCE:
            self.bill.unanswered += 1
            return None
        else:
            try:
                reply = self.endpoint.ask(asked)
            except NoReply:
                self._silent += 1
                self.bill.unanswered += 1
                return None
            self._silent = 0
            self.bill.asked += 1
            self.bill.tokens_in += reply.tokens_in
            self.bill.tokens_out += reply.tokens_out
            self.cache.put(self.endpoint, asked, reply)
        try:
            return msgspec.json.decode(reply.content, type=Answer)
        except msgspec.MsgspecError:
            self.bill.refused += 1
            return None


def _changed(coded: Coded, event: Event, answer: Answer) -> Event | None:
    """The event as the answer has it; None where it quotes what does not stand there, or names nobody."""
    sides = [_roles(coded, event, words) for words in (answer.actors, answer.recipients)]
    actors, recipients = sides
    if actors is None or recipients is None or not (actors or recipients):
        return None
    mode = event.mode if event.mode in MODES[answer.type] and answer.type == event.type else None
    facts = msgspec.structs.replace(event.factuality, status=answer.status, polarity=answer.polarity)
    new = msgspec.structs.replace(
        event, type=answer.type, mode=mode, quad=quad(answer.type), intensity=intensity(answer.type, mode),
        actors=actors, recipients=recipients, factuality=facts,
    )  # fmt: skip
    return event if new == event else msgspec.structs.replace(new, basis="llm")


def _roles(coded: Coded, event: Event, quotations: list[str]) -> list[Role] | None:
    """Actors by the words that name them in the event's sentence; None where one is no mention of any actor there."""
    found: list[Role] = []
    known = {(r.span.start, r.span.end): r for r in (*event.actors, *event.recipients)}
    for words in quotations:
        at = event.sentence.text.find(words) if words.strip() else -1
        if at < 0:
            return None
        span = Span.of(coded.document.text, event.sentence.start + at, event.sentence.start + at + len(words))
        role = known.get((span.start, span.end)) or _named(coded, span)
        if role is None:
            return None
        if all(role.actor != other.actor for other in found):
            found.append(role)
    return found


def _named(coded: Coded, span: Span) -> Role | None:
    """The actor with a mention that shares most with the words."""
    best: tuple[int, Role] | None = None
    for actor in coded.actors:
        for mention in actor.mentions:
            shared = min(span.end, mention.end) - max(span.start, mention.start)
            if shared > 0 and (best is None or shared > best[0]):
                best = (shared, Role(actor.id, span))
    return best[1] if best else None
