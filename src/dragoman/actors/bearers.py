"""Bearers: whom of those named a description means by what the text has told of them.

"Vera Tal, 58, a retired general, …" is the one whom "the 58-year-old" and "the former general" mean later on, whatever
lists know of the noun.  A description is a named person's only where exactly one was called so.
"""

from __future__ import annotations

from functools import cache

from ..knowledge.files import data_rows
from ..language import Analysis
from .discourse import Discourse
from .roster import Draft

_COPULAS = frozenset({"be", "become", "remain"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_AGES = range(10, 111)
# An age that the text has not told is that of the last person named so many sentences back at most.
_REACH = 2
# A named person's prize, as whose holder the text may go on to speak of them.
_LAUREATES = frozenset({"nobel", "pulitzer", "booker", "goncourt", "sakharov"})


class Bearers:
    """What the text has told so far of the persons that it names."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self._told: dict[str, dict[str, Draft]] = {}

    def learn(self, head: int, draft: Draft) -> None:
        """Takes in what stands beside a mention of a person: appositions, age, "is a …", "who was …"."""
        for noun in self._nouns(head):
            for word in {noun, *_broader().get(noun, ())}:
                self._told.setdefault(word, {})[draft.id] = draft
        age = self._age(head)
        if age:
            self._told.setdefault(age, {})[draft.id] = draft

    def bearer(self, head: int, discourse: Discourse) -> Draft | None:
        """The one named person whom the definite description at a token was told to be."""
        token = self.tokens[head]
        first = self.analysis.base_phrase(head)[0]
        if self.tokens[first].lower != "the" or token.tag in {"NNS", "NNPS"} or first == head:
            return None
        age = self._years(head)
        told = self._told.get(age or token.lemma.lower(), {})
        if len(told) == 1:
            return next(iter(told.values()))
        return self._latest(token.sentence, discourse) if age and not told else None

    def _latest(self, sentence: int, discourse: Discourse) -> Draft | None:
        """The last named subject of the sentences before, whose age was not told."""
        for slot in discourse.recent():
            if sentence - slot.sentence > _REACH:
                return None
            person = slot.drafts[0] if len(slot.drafts) == 1 and slot.role in _SUBJECTS else None
            if person and person.kind == "person" and person.named and slot.sentence < sentence:
                aged = any(w.isdigit() and person.id in told for w, told in self._told.items())
                return None if aged else person
        return None

    def _nouns(self, head: int) -> set[str]:
        """The nouns that tell who somebody is at a mention."""
        token = self.tokens[head]
        beside = list(self.analysis.dependents(head, "appos"))
        if token.dep == "appos":
            beside.append(token.head)
        if token.dep in _SUBJECTS and self.tokens[token.head].lemma in _COPULAS:
            beside.extend(self.analysis.dependents(token.head, "attr"))
        for verb in self.analysis.dependents(head, "relcl"):
            if self.tokens[verb].lemma in _COPULAS:
                beside.extend(self.analysis.dependents(verb, "attr"))
        nouns = {i for b in beside for i in (b, *self.analysis.dependents(b, "conj"))}
        titles = range(max(0, self.analysis.base_phrase(head)[0]), head)
        found = {self.tokens[i].lemma.lower() for i in nouns if self.tokens[i].pos == "NOUN"}
        found.update(t for i in titles if (t := self.tokens[i].lower.rstrip(".")) in _broader())
        return found | self._prized(head)

    def _prized(self, head: int) -> set[str]:
        """ "laureate" for who is told to have won a great prize."""
        verbs = [*self.analysis.dependents(head, "relcl")]
        if self.tokens[head].dep in _SUBJECTS:
            verbs.append(self.tokens[head].head)
        won = [v for v in verbs if self.tokens[v].lemma in {"win", "receive", "share"}]
        words = {self.tokens[i].lower for v in won for o in self.analysis.dependents(v, "dobj") for i in self._whole(o)}
        return {"laureate"} if words & _LAUREATES else set()

    def _whole(self, noun: int) -> range:
        return range(*self.analysis.base_phrase(noun))

    def _age(self, head: int) -> str | None:
        """The number between commas or brackets right behind a name ("Karl Dorn, 58, …")."""
        at = head + 1
        if at + 2 > len(self.tokens) or self.tokens[at].text not in {",", "("}:
            return None
        return self._number(at + 1)

    def _years(self, head: int) -> str | None:
        """The number of "the 58-year-old" or of "the 58-year-old baker"."""
        for old in range(head, max(head - 4, 3), -1):
            if self.tokens[old].lower == "old" and self.tokens[old - 2].lower == "year":
                return self._number(old - 4)
            if self.tokens[old].lower.endswith("-year-old"):
                number = self.tokens[old].lower.removesuffix("-year-old")
                return number if number.isdigit() else None
        return None

    def _number(self, token: int) -> str | None:
        text = self.tokens[token].text
        return text if text.isdigit() and int(text) in _AGES else None


@cache
def _broader() -> dict[str, tuple[str, ...]]:
    """Noun → what a text may call the same person by ("striker" → "footballer")."""
    return {row["noun"]: tuple(row["broader"].split(",")) for row in data_rows("actors/callings.tsv")}
