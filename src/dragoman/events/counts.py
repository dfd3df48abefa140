"""Numbers that belong to an event: the dead, injured, missing, detained, displaced, those who took part, amounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..knowledge.quantities import Bound, Quantities
from ..language import Analysis, Clause, Sentence
from ..records import Count, CountKind
from .candidate import Candidate

# Types whose amounts of money and goods are told with them.
_AMOUNT_TYPES = frozenset(
    {"AID", "AGREE", "SANCTION", "COOPERATE", "REQUEST", "CONCEDE", "SUPPORT", "COERCE", "REJECT"}
)
_CENTURIES = frozenset({"18", "19", "20"})
_LONGEST = 15
_SIGNS = frozenset({"$", "£", "€", "¥", "US$"})
_COPULAS = frozenset({"be", "leave", "remain", "go", "report"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text: tokens first to last (exclusive), its bounds, and the token of what it counts."""

    first: int
    last: int
    low: float | None
    high: float | None
    counted: int


class Counter:
    """Finds the counts of the events of one document; each sentence is read once."""

    def __init__(self, analysis: Analysis, quantities: Quantities) -> None:
        self._analysis = analysis
        self._quantities = quantities
        self._seen: dict[int, list[Number]] = {}

    def counts_of(self, candidate: Candidate) -> list[Count]:
        """The counts that the event's own clause, or one hanging on it, gives; in text order."""
        sentence = self._analysis.sentence_of(candidate.head)
        found = []
        for number in self.numbers(sentence):
            count = self._amount(number, candidate) or self._people(number, candidate)
            if count:
                found.append(count)
        return found

    def numbers(self, sentence: Sentence) -> list[Number]:
        """All numbers of a sentence that count something."""
        if sentence.index not in self._seen:
            self._seen[sentence.index] = list(self._read(sentence))
        return self._seen[sentence.index]

    # -- reading numbers

    def _read(self, sentence: Sentence) -> Iterator[Number]:
        at = sentence.first
        while at < sentence.last:
            if not self._begins_number(at):
                at += 1
                continue
            number = self._number(at, sentence)
            yield number
            at = max(at + 1, number.last)

    def _begins_number(self, at: int) -> bool:
        token = self._analysis.tokens[at]
        if token.entity in {"DATE", "TIME", "ORDINAL", "PERCENT"}:
            return False
        if token.tag == "CD" or token.pos == "NUM":
            if len(token.text) == 4 and token.text[:2] in _CENTURIES and token.text.isdigit():
                return False  # a year
            return self._value(token.lower) is not None
        word = self._quantities.numbers.get(token.lower)
        if word is None or token.lower == "half":
            return False
        if word[1] == "crowd":
            return True
        return word[1] == "scale" and self._before(at) in {"a", "an"}

    def _before(self, at: int) -> str:
        return self._analysis.tokens[at - 1].lower if at else ""

    def _value(self, word: str) -> float | None:
        known = self._quantities.numbers.get(word)
        if known:
            return known[0]
        digits = word.replace(",", "").rstrip("+")
        # superscripts are digits that are no numerals; a number longer than any count is a code or a serial
        return float(digits) if digits.replace(".", "", 1).isdecimal() and len(digits) <= _LONGEST else None

    def _number(self, at: int, sentence: Sentence) -> Number:
        low, last = self._spell(at, sentence)
        high: float | None = low
        tokens = self._analysis.tokens
        bound, first = self._bound(at, sentence)
        signs = 1 if self._analysis.tokens[at - 1].text in _SIGNS and at > sentence.first else 0
        between = self._before(at - signs) == "between"
        upper = self._upper(last, between, sentence)
        if upper and self._spell(upper, sentence)[0] > low:
            high, last = self._spell(upper, sentence)
            first = at - signs - 1 if between else first
        elif self._is_crowd(at) or bound == "low":
            high = None
        elif bound == "high" and tokens[first].lower not in {"nearly", "almost"}:
            return Number(first, last, None, low, self._counted(at, last, sentence))
        return Number(first, last, low, high, self._counted(at, last, sentence))

    def _upper(self, last: int, between: bool, sentence: Sentence) -> int | None:
        """Where the upper end of a range begins: "20 to 30", "between $20 and $30"."""
        tokens = self._analysis.tokens
        joint = {"and"} if between else {"to", "-", "–", "or"}
        if last >= sentence.last or tokens[last].lower not in joint:
            return None
        at = last + 1
        if at < sentence.last and tokens[at].text in _SIGNS:
            at += 1
        return at if at < sentence.last and self._value(tokens[at].lower) is not None else None

    def _spell(self, at: int, sentence: Sentence) -> tuple[float, int]:
        """Value and end of the number that begins at a token: "3,000", "twenty-two", "two dozen", "1.5 million"."""
        tokens = self._analysis.tokens
        value = self._value(tokens[at].lower) or 0.0
        last = at + 1
        if self._is_crowd(at) and last + 1 < sentence.last and tokens[last].lower == "of" and self._is_crowd(last + 1):
            # "hundreds of millions": the second word is a scale, and its value stands for two of it
            return value * self._quantities.numbers[tokens[last + 1].lower][0] / 2, last + 2
        while last < sentence.last:
            hyphen = tokens[last].text == "-" and last + 1 < sentence.last
            word = tokens[last + 1 if hyphen else last].lower
            known = self._quantities.numbers.get(word)
            if known is None or known[1] == "crowd" or word == "half":
                break
            if known[1] == "unit" and not (20 <= value < 100 and known[0] < 10 and not tokens[at].text.isdigit()):
                break
            value = value * known[0] if known[1] == "scale" else value + known[0]
            last += 2 if hyphen else 1
        return value, last

    def _is_crowd(self, at: int) -> bool:
        return self._quantities.numbers.get(self._analysis.tokens[at].lower, (0.0, "unit"))[1] == "crowd"

    def _bound(self, at: int, sentence: Sentence) -> tuple[Bound | None, int]:
        """The bound before a number and the token where its phrase begins."""
        tokens = self._analysis.tokens
        before = at
        if before > sentence.first and (tokens[before - 1].text in _SIGNS or tokens[before - 1].lower in {"a", "an"}):
            before -= 1
        for length in (3, 2, 1):
            start = before - length
            if start < sentence.first:
                continue
            bound = self._quantities.bounds.get(tuple(t.lower for t in tokens[start:before]))
            if bound:
                return bound, start
        return None, before

    def _counted(self, at: int, last: int, sentence: Sentence) -> int:
        """The noun that a number counts; the number itself where none is named ("killed nine")."""
        tokens = self._analysis.tokens
        anchor = last - 1
        for token in (anchor, at):
            head = tokens[token].head
            if tokens[token].dep in {"nummod", "quantmod", "amod", "compound"} and at <= token and head >= token:
                while tokens[head].dep in {"nummod", "quantmod"} and head < last:
                    head = tokens[head].head
                if head >= last and tokens[head].pos in {"NOUN", "PROPN", "NUM", "SYM"}:
                    return head
        of = [c for c in self._analysis.children[anchor] if tokens[c].lower == "of"]
        for preposition in of:
            for noun in self._analysis.dependents(preposition, "pobj"):
                return noun
        return anchor if anchor < sentence.last else at

    # -- what a number counts

    def _amount(self, number: Number, candidate: Candidate) -> Count | None:
        if candidate.type not in _AMOUNT_TYPES or not self._belongs(number, candidate):
            return None
        tokens = self._analysis.tokens
        beside = tokens[max(0, number.first - 1) : min(number.last + 1, number.counted + 2)]
        words = [tokens[number.counted].lower, *(t.lower for t in beside)]
        unit = next((self._quantities.units[w] for w in words if w in self._quantities.units), None)
        if unit is None:
            return None
        follows = number.last < len(tokens) and tokens[number.last].lower in self._quantities.units
        return self._count("amount", replace(number, last=number.last + follows), unit[0])

    def _people(self, number: Number, candidate: Candidate) -> Count | None:
        kind = self._kind(number, candidate)
        if kind is None:
            return None
        counted = self._analysis.tokens[number.counted]
        unit = counted.lower if number.counted >= number.last and counted.pos == "NOUN" else None
        return self._count(kind, number, unit)

    def _kind(self, number: Number, candidate: Candidate) -> CountKind | None:
        """By the word that governs what is counted, or by that noun itself ("three deaths")."""
        if self._analysis.tokens[number.counted].lower in self._quantities.units:
            return None
        for at in self._governors(number):
            clause = self._analysis.clause_at(at)
            lemma = clause.lemma if clause else self._analysis.tokens[at].lemma.lower()
            known = self._quantities.kinds.get(lemma)
            if known is None or candidate.type not in known[1]:
                continue
            if known[0] == "participants" and not self._takes_part(at, number, candidate):
                continue
            if self._is_near(at, candidate):
                return known[0]
        return None

    def _takes_part(self, at: int, number: Number, candidate: Candidate) -> bool:
        """Whether what is counted are people who act, not the marches themselves or their miles."""
        clause = self._analysis.clause_at(at)
        if clause:
            return self._top(number) in clause.subjects
        return at == number.counted and at != candidate.head

    def _top(self, number: Number) -> int:
        """The head of the phrase that the number is part of ("hundreds" in "hundreds of people")."""
        at = self._analysis.tokens[number.counted]
        while at.dep == "pobj" and self._analysis.tokens[at.head].lower == "of" and at.head > number.first:
            at = self._analysis.tokens[self._analysis.tokens[at.head].head]
        return at.i

    def _governors(self, number: Number) -> Iterator[int]:
        top = self._top(number)
        yield number.counted
        yield top
        tokens = self._analysis.tokens
        for child in self._analysis.children[top]:
            if tokens[child].dep in {"acl", "relcl", "amod", "acomp"}:
                yield child
        head = tokens[top].head
        while tokens[head].pos == "ADP" or (tokens[head].dep == "conj" and tokens[head].pos != "VERB"):
            if tokens[head].head == head:
                break
            head = tokens[head].head
        yield head
        if tokens[head].lemma in _COPULAS:
            yield from self._analysis.dependents(head, "acomp", "oprd", "xcomp", "attr")

    def _is_near(self, at: int, candidate: Candidate) -> bool:
        """Whether the counting word is the event's own, hangs on it, or has it for a subject."""
        if at == candidate.head or candidate.first <= at < candidate.last:
            return True
        mine, other = self._analysis.clause_of(candidate.head), self._analysis.clause_of(at)
        if mine is None or other is None:
            return False
        if mine is other:
            return candidate.nominal or other.predicate == candidate.head
        return self._hangs(other, mine) or self._is_coordinated(other, mine)

    def _hangs(self, clause: Clause, above: Clause) -> bool:
        governor = self._analysis.governor_of(clause)
        return governor is above and clause.form != "finite"

    def _is_coordinated(self, one: Clause, other: Clause) -> bool:
        return other.predicate in self._analysis.conjuncts(one.predicate) or one.predicate in self._analysis.conjuncts(
            other.predicate
        )

    def _belongs(self, number: Number, candidate: Candidate) -> bool:
        """Whether a number stands in the event's own phrase or clause."""
        own = self._analysis.subtree(candidate.head, without=("conj", "ccomp", "advcl", "relcl"))
        if not {number.counted, *range(number.first, number.last)}.isdisjoint(own):
            return True
        clause = self._analysis.clause_of(number.counted)
        return candidate.nominal and clause is not None and clause is self._analysis.clause_of(candidate.head)

    def _count(self, kind: CountKind, number: Number, unit: str | None) -> Count:
        span = self._analysis.span(number.first, max(number.last, number.first + 1))
        return Count(kind=kind, low=number.low, high=number.high, unit=unit, span=span)
