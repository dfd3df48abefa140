"""Names in the text: registry names, demonyms, capitals and seats, the pipeline's entities, and more of the same.

Two passes: the first takes what the registry or the pipeline knows; the second takes capitalised words
that the first has taught us elsewhere in the document (a bare surname, an acronym).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ..knowledge.agents import Agents
from ..knowledge.gazetteer import load_gazetteer
from ..knowledge.names import fold
from ..knowledge.registry import Demonym, Entry, Registry, Seat
from ..language import Analysis, Sentence, Token
from .focus import is_region
from .found import Found, acronyms
from .toponyms import Reading, read_toponym, top
from .words import SAYING, Words

_PARTICLES = frozenset({"al", "el", "ul", "bin", "ibn", "abu", "de", "da", "di", "van", "von", "der", "la", "le"})
_HONORIFICS = frozenset(
    {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "sir", "lord", "lady", "madam", "dame", "prof."}
)
_NAME_LABELS = frozenset({"PERSON", "ORG", "FAC", "LOC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "GPE"})
_ADJECTIVAL = frozenset({"amod", "compound", "nmod", "advmod", "npadvmod", "poss"})
_SKIP_POS = frozenset({"PUNCT", "SPACE", "PRON", "NUM", "SYM", "X"})

_DEMONYMS = frozenset({"demonym", "people"})

_Kind = Literal["person", "organization", "place"]
Source = Literal["name", "demonym", "people", "seat", "capital"]
_PRIORITY: dict[Source, int] = {"name": 4, "demonym": 3, "people": 2, "seat": 1, "capital": 0}


@dataclass(frozen=True, slots=True)
class _Known:
    """A registry match of `length` tokens."""

    length: int
    source: Source
    entries: tuple[Entry, ...]
    seats: tuple[Seat, ...] = ()
    demonyms: tuple[Demonym, ...] = ()
    people: str | None = None


@dataclass(frozen=True, slots=True)
class _Label:
    """A cleaned entity of the pipeline: tokens `first` to `last` (exclusive)."""

    label: str
    first: int
    last: int


def find_names(analysis: Analysis, registry: Registry, agents: Agents, words: Words) -> list[Found]:
    """All names in text order; they do not overlap."""
    scanner = _Scanner(analysis, registry, agents, words)
    found = scanner.with_own_acronyms(scanner.without_namesakes(scanner.first_pass()))
    return sorted((*found, *scanner.second_pass(found)), key=lambda f: f.first)


class _Scanner:
    def __init__(self, analysis: Analysis, registry: Registry, agents: Agents, words: Words) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.registry = registry
        self.agents = agents
        self.words = words
        self.labels = self._clean_labels()
        self.votes = self._votes()

    # -- first pass

    def first_pass(self) -> list[Found]:
        return [found for sentence in self.analysis.sentences for found in self._scan(sentence)]

    def _scan(self, sentence: Sentence) -> Iterator[Found]:
        texts = [t.text for t in self.analysis.sentence_tokens(sentence)]
        i = sentence.first
        while i < sentence.last:
            found = self._at(texts, i, sentence) if self._may_begin(i, sentence) else None
            if found:
                yield found
            i = found.last if found else i + 1

    def _may_begin(self, i: int, sentence: Sentence) -> bool:
        token = self.tokens[i]
        if token.pos in _SKIP_POS and not token.text[:1].isupper():
            return False
        if token.text != token.lower:
            return token.lower not in {"the", "i"}
        return token.lower in _PARTICLES and i + 1 < sentence.last and self.tokens[i + 1].text[:1] in "-A"

    def _at(self, texts: list[str], i: int, sentence: Sentence) -> Found | None:
        known = self._longest(texts, i - sentence.first)
        label = self.labels.get(i)
        if not (known and known.source in _DEMONYMS) and (run := self._person_run(i, label, sentence)):
            covered = known is not None and known.length >= run.last - run.first
            if not covered:
                return run
        if not known and (titled := self._titled(texts, i, sentence)):
            return titled
        if known and self._is_part_of_name(known, i, label):
            known = None if label else self._unlabelled(known, i)
        if known:
            return self._of_registry(known, i)
        return self._of_label(label) if label else None

    def _person_run(self, i: int, label: _Label | None, sentence: Sentence) -> Found | None:
        """Two to four capitalised words that only a person's surroundings fit, whatever the pipeline calls them.

        "Ilse Tarn, a Dutch engineer": the apposition names a person.
        """
        token = self.tokens[i]
        if token.pos != "PROPN" or token.dep != "compound" or (label and label.label == "PERSON"):
            return None
        head = token.head
        words = self.tokens[i : head + 1]
        if not (i < head < min(i + 4, sentence.last)) or any(t.pos != "PROPN" or t.text.isupper() for t in words):
            return None
        if self.agents.noun(words[-1].lower) or not all(t.text[:1].isupper() for t in words):
            return None
        told = words[0].text in self.words.given or self._is_person_by_company(head) or self._speaks(head, label)
        if self._word_kind(range(i, head + 1)) or not told:
            return None
        if self.agents.noun(words[0].lower) or self.agents.title(words[0].text):
            return None
        return self._person(i, head + 1)

    def _speaks(self, head: int, label: _Label | None) -> bool:
        """Whether a name of two words that the pipeline takes for no body is the subject of a verb of saying."""
        if self.tokens[head].dep != "nsubj" or (label and label.label == "ORG"):
            return False
        return self.tokens[self.tokens[head].head].lemma.lower() in SAYING

    def _is_person_by_company(self, head: int) -> bool:
        """Whether an apposition, a predicate, a relative "who" or what it does tells that a name is a person's."""
        token = self.tokens[head]
        above = [token.head] if token.dep == "appos" else self._predicates(head)
        for beside in (*self.analysis.dependents(head, "appos"), *above):
            sense = self.agents.noun(self.tokens[beside].lower)
            if sense and sense.kind == "person" and self.tokens[beside].pos == "NOUN":
                return True
        if self._has_hands(head):
            return True
        for clause in self.analysis.dependents(head, "relcl"):
            if any(self.tokens[c].lower == "who" for c in self.analysis.children[clause]):
                return True
        return False

    def _predicates(self, head: int) -> list[int]:
        """What the name is said to be: "Ilse Tarn was the king's ally"."""
        verb = self.tokens[head].head
        is_subject = self.tokens[head].dep == "nsubj" and self.tokens[verb].lemma == "be"
        return self.analysis.dependents(verb, "attr") if is_subject else []

    def _has_hands(self, head: int) -> bool:
        """Whether the name is the subject of what only a person does to what is theirs: "Maltin closed her eyes"."""
        verb = self.tokens[head].head
        if self.tokens[head].dep != "nsubj":
            return False
        objects = self.analysis.dependents(verb, "dobj")
        owners = (self.tokens[o].lower for noun in objects for o in self.analysis.dependents(noun, "poss"))
        return any(o in {"his", "her"} for o in owners)

    def _person(self, first: int, last: int) -> Found:
        gender = self.words.gender_of(self.tokens[first].text) if last - first > 1 else None
        return Found(
            head=top(self.analysis, first, last),
            first=first,
            last=last,
            kind="person",
            form="name",
            name=self._text(first, last),
            gender=gender,
        )

    def _titled(self, texts: list[str], i: int, sentence: Sentence) -> Found | None:
        """The capitalised name right behind a capitalised title ("Senator Ruvo Maltin")."""
        match = self.agents.match_title(texts, i - sentence.first)
        if not match or not self._is_person_title(i, i + match[0]):
            return None
        first = last = i + match[0]
        while last < sentence.last and self._goes_on(first, last):
            last += 1
        if last == first or self._longest(texts, first - sentence.first) or self._word_kind(range(first, last)):
            return None
        return self._person(first, last)

    def _is_person_title(self, first: int, last: int) -> bool:
        return all(t.text[:1].isupper() or t.lower in {"of", "for", "-", "and"} for t in self.tokens[first:last])

    def _goes_on(self, first: int, at: int) -> bool:
        """Whether the token at `at` continues a person's name that began at `first`."""
        token = self.tokens[at]
        if token.pos == "PUNCT":
            return token.text == "-" and at > first and self.tokens[at + 1 : at + 2] != ()
        if token.pos not in {"PROPN", "NOUN", "ADJ", "X", "VERB", "ADP", "DET"} or at - first > 4:
            return False
        if token.lower in _PARTICLES:
            return at > first or token.text != token.lower
        return token.text[:1].isupper() and token.tag not in {"IN", "DT", "VBD", "VBZ"}

    def _longest(self, texts: list[str], k: int) -> _Known | None:
        found: list[_Known] = []
        if match := self.registry.match(texts, k):
            found.append(_Known(match[0], "name", match[1]))
        if demonym := self.registry.match_demonym(texts, k):
            states = tuple(d.state for d in demonym[1])
            found.append(_Known(demonym[0], "demonym", states, demonyms=demonym[1]))
        if people := self.words.peoples.match(texts, k):
            found.append(_Known(people[0], "people", (), people=people[1][0]))
        if seat := self.registry.match_seat(texts, k):
            found.append(_Known(seat[0], "seat", tuple(s.state for s in seat[1]), seats=seat[1]))
        if capital := self.registry.match_capital(texts, k):
            found.append(_Known(capital[0], "capital", capital[1]))
        return max(found, key=lambda m: (m.length, _PRIORITY[m.source])) if found else None

    def _is_part_of_name(self, known: _Known, i: int, label: _Label | None) -> bool:
        """Whether the match is only part of a longer name ("Jordan" in "Michael Jordan")."""
        last = i + known.length
        if known.source == "name" and known.length > 1 and known.entries[0].kind in {"person", "organization"}:
            return False
        if label and label.last > last and label.label != "GPE":
            # "Chile Mining Ministry": the state and the ministry that it owns are one name
            return known.source not in _DEMONYMS or label.label in {"ORG", "FAC", "EVENT"}
        before = self.tokens[i - 1] if i else None
        if before and known.source == "name" and before.pos == "PROPN" and before.dep == "compound":
            return before.head == i and before.entity in {"PERSON", "LOC", "FAC"}
        return False

    def _unlabelled(self, known: _Known, i: int) -> _Known | None:
        return known if self.tokens[i].entity in {"GPE", "NORP"} else None

    # -- what the registry knows

    def _of_registry(self, known: _Known, i: int) -> Found | None:
        last = i + known.length
        if known.source == "demonym":
            return self._of_demonym(known, i, last)
        if known.source == "people":
            return self._of_people(known.people or None, i, last)
        if known.source in {"seat", "capital"}:
            return self._of_toponym(known, i, last)
        kinds = {entry.kind for entry in known.entries}
        if "state" in kinds and self.tokens[i].pos not in {"VERB", "AUX"}:
            states = tuple(e for e in known.entries if e.kind == "state")
            return self._of_toponym(replace(known, entries=states), i, last)
        return self._of_entry(known.entries, i, last)

    def _of_entry(self, entries: tuple[Entry, ...], first: int, last: int) -> Found:
        entry = entries[0]
        return Found(
            head=top(self.analysis, first, last),
            first=first,
            last=last,
            kind=entry.kind,
            form="name",
            name=self._text(first, last),
            entries=entries,
            country=entry.country,
            sectors=entry.sectors,
            basis="registry",
            gender=entry.gender,
            optional=self._is_modifier(first, last) and entry.kind == "person",
        )

    def _of_toponym(self, known: _Known, first: int, last: int) -> Found:
        state = known.entries[0]
        own = known.source == "name"
        reading: Reading = "actor"
        if known.source != "seat":
            reading = read_toponym(self.analysis, first, last, self.words, own)
        elif self._is_modifier(first, last):
            reading = "optional"
        return Found(
            head=top(self.analysis, first, last),
            first=first,
            last=last,
            kind="state",
            form="name" if own else "metonym",
            name=self._text(first, last),
            entries=self._meant(known),
            country=state.country,
            sectors=known.seats[0].sectors if known.seats else state.sectors,
            basis="registry" if own else "metonym",
            place=reading == "place",
            optional=reading == "optional",
        )

    def _meant(self, known: _Known) -> tuple[Entry, ...]:
        """A seat of a body stands for that body, where the registry has it."""
        body = known.seats[0].organization if known.seats else None
        entry = self.registry.entry(body) if body else None
        return (entry,) if entry else known.entries

    def _of_demonym(self, known: _Known, first: int, last: int) -> Found | None:
        token = self.tokens[last - 1]
        state = known.entries[0]
        noun = token.dep not in _ADJECTIVAL and token.pos in {"NOUN", "PROPN"}
        if noun and token.tag not in {"NNS", "NNPS"} and self.analysis.dependents(token.i, "poss"):
            return None  # "his Spanish" is a language
        people = noun and any(d.person for d in known.demonyms)
        base = Found(
            head=last - 1,
            first=first,
            last=last,
            kind="state",
            form="nominal",
            name=self._text(first, last),
            entries=known.entries,
            country=state.country,
            sectors=state.sectors,
            basis="demonym",
            optional=True,
            adjective=True,
        )
        if not people:
            return base
        start = self.analysis.base_phrase(last - 1)[0]
        return replace(
            base,
            first=min(start, first),
            kind="group",
            adjective=False,
            entries=(),
            sectors=("CVL",),
            name=self._text(min(start, first), last),
            noun=fold(token.text),
            plural=token.tag != "NN",
            country=self._country_of_people(start, first, state.country),
        )

    def _of_people(self, country: str | None, first: int, last: int) -> Found | None:
        """A people or the like: a group as a noun; as an adjective evidence for a country, and nobody by itself."""
        token = self.tokens[last - 1]
        titled = first > 0 and self.tokens[first - 1].lower in _HONORIFICS
        if titled or token.entity in {"PERSON", "LANGUAGE"}:
            return None
        start = self.analysis.base_phrase(last - 1)[0]
        many = token.tag in {"NNS", "NNPS"} or token.text.endswith(("s", "men"))
        noun = token.dep not in _ADJECTIVAL and token.pos in {"NOUN", "PROPN"} and (many or start < first)
        if not noun and not country:
            return None
        return Found(
            head=last - 1,
            first=min(start, first) if noun else first,
            last=last,
            kind="group" if noun else "state",
            form="nominal",
            name=self._text(min(start, first) if noun else first, last),
            place=not noun,
            optional=True,
            adjective=not noun,
            regional=True,
            country=self._country_of_people(start, first, country) if noun else country,
            sectors=("CVL",) if noun else (),
            basis="demonym",
            noun=fold(token.text) if noun else "",
            plural=noun and token.tag != "NN",
        )

    def _country_of_people(self, start: int, first: int, country: str | None) -> str | None:
        """ "Romanian Hungarians" live in Romania; of "ethnic Russians" only the context tells where."""
        texts = [t.text for t in self.tokens[start:first]]
        for k in range(len(texts)):
            if demonym := self.registry.match_demonym(texts, k):
                return demonym[1][0].state.country
        return None if "ethnic" in texts else country

    # -- what the pipeline labels

    def _of_label(self, label: _Label) -> Found | None:
        kind = self._kind(label)
        if kind == "person":
            return self._person(*self._without_title(label))
        if kind != "organization":
            return self._place(label) if kind == "place" else None
        sectors = self._name_sectors(label)
        country = self._country_inside(label.first, label.last)
        return Found(
            head=top(self.analysis, label.first, label.last),
            first=label.first,
            last=label.last,
            kind=kind,
            form="name",
            name=self._text(label.first, label.last),
            sectors=sectors,
            country=country,
            basis="demonym" if country else "agent-phrase" if sectors else None,
        )

    def _country_inside(self, first: int, last: int) -> str | None:
        """The country that an organisation's name tells ("Danish Maritime Authority", "Bank of Ghana")."""
        texts = [t.text for t in self.tokens[first:last]]
        for k in range(len(texts)):
            if not texts[k][:1].isupper():
                continue
            if demonym := self.registry.match_demonym(texts, k):
                return demonym[1][0].state.country
            if people := self.words.peoples.match(texts, k):
                return people[1][0] or None
            named = self.registry.match(texts, k)
            if named and named[1][0].kind == "state" and len(texts) > 1:
                return named[1][0].country
        return None

    def _place(self, label: _Label) -> Found:
        """A town or region: no actor, but it tells where people are from."""
        return Found(
            head=top(self.analysis, label.first, label.last),
            first=label.first,
            last=label.last,
            kind="state",
            form="name",
            name=self._text(label.first, label.last),
            place=True,
        )

    def _kind(self, label: _Label) -> _Kind | None:
        """What the name is of; None for what is no actor and no place."""
        told = self._told_by_words(label)
        if told == "organization" and is_region(self._text(label.first, label.last), load_gazetteer()):
            return "place"
        if told is not None and not (told == "place" and label.label == "PERSON"):
            return "organization" if told == "organization" else "place" if told == "place" else None
        if label.label in {"GPE", "LOC", "FAC"}:
            return "place"
        if label.label not in {"PERSON", "ORG"}:
            return None
        key = fold(self._text(label.first, label.last))
        votes = self.votes.get(key, Counter({label.label: 1}))
        winner = max(votes, key=lambda k: (votes[k], k == "PERSON"))
        if winner == "GPE" or self._is_location(label):
            return "place"
        if self._is_body_by_company(label):
            return "organization"
        return "person" if winner == "PERSON" or self._is_like_person(label) else "organization"

    def _is_body_by_company(self, label: _Label) -> bool:
        """Whether the name stands in apposition with a noun for an organisation ("a charity, Open Harvest")."""
        token = self.tokens[top(self.analysis, label.first, label.last)]
        beside = [token.head] if token.dep == "appos" else self.analysis.dependents(token.i, "appos")
        senses = [self.agents.noun(self.tokens[i].lower) for i in beside if self.tokens[i].pos == "NOUN"]
        return any(sense and sense.kind == "organization" for sense in senses)

    def _told_by_words(self, label: _Label) -> str | None:
        """What the last word of a name that the lists know tells; an "of" phrase does not count."""
        for i in range(label.first, label.last):
            if self.tokens[i].lower == "of" and i > label.first:
                return self._word_kind(range(label.first, i))
        return self._word_kind(range(label.first, label.last)) if label.last - label.first > 1 else None

    def _word_kind(self, span: range) -> str | None:
        for i in reversed(span):
            known = self.words.names.get(self.tokens[i].text)
            if known:
                return known[0]
        return None

    def _name_sectors(self, label: _Label) -> tuple[str, ...]:
        sense = self.agents.phrase([t.lower for t in self.tokens[label.first : label.last] if t.text != "-"])
        if sense and sense.kind != "person" and (not sense.generic or sense.sectors[0] == "PRM"):
            return sense.sectors
        for i in reversed(range(label.first, label.last)):
            known = self.words.names.get(self.tokens[i].text)
            if known and known[1]:
                return known[1]
        return ()

    def _is_like_person(self, label: _Label) -> bool:
        """An "ORG" of two or three words that a relative "who" or an honorific makes a person."""
        words = self.tokens[label.first : label.last]
        if not 2 <= len(words) <= 4 or any(t.text.isupper() for t in words):
            return False
        if self._is_person_by_company(top(self.analysis, label.first, label.last)):
            return True
        if self._without_title(label)[0] > label.first or words[0].text in self.words.given:
            return True
        before = self.tokens[label.first - 1] if label.first else None
        if before is None or before.lower in _HONORIFICS:
            return before is not None
        # "dockers' leader Ruvo Maltin"
        sense = self.agents.noun(before.lower) if before.pos == "NOUN" and before.dep in _ADJECTIVAL else None
        return sense is not None and sense.kind == "person" and sense.number == "singular"

    def _without_title(self, label: _Label) -> tuple[int, int]:
        """First and last token of a person's name without the titles that the pipeline took in."""
        texts = [t.text for t in self.tokens[label.first : label.last]]
        match = self.agents.match_title(texts, 0)
        skip = match[0] if match and match[0] < len(texts) else 0
        return label.first + skip, label.last

    def _is_location(self, label: _Label) -> bool:
        """Whether the name stands where only a place does ("in Kaunas", "villagers near Kaunas")."""
        if self._told_by_words(label) or self._text(label.first, label.last).isupper():
            return False
        if label.last - label.first > 1 and self.words.gender_of(self.tokens[label.first].text):
            return False
        reading = read_toponym(self.analysis, label.first, label.last, self.words, False)
        head = self.tokens[top(self.analysis, label.first, label.last)]
        return reading == "place" and head.dep == "pobj"

    # -- second pass: what was learnt

    def with_own_acronyms(self, found: list[Found]) -> list[Found]:
        """The names with acronyms that the text itself explains: "the Free Dockers' Union (FDU)" is no other FDU."""
        own: dict[str, Found] = {}
        before: Found | None = None
        for f in found:
            bracketed = f.first > 1 and self.tokens[f.first - 1].text == "("
            if before and bracketed and f.name.isupper() and f.name in acronyms(before.name):
                own[f.name] = before
            before = f if f.kind == "organization" and not f.name.isupper() else None
        return [
            replace(f, entries=own[f.name].entries, country=own[f.name].country, sectors=own[f.name].sectors)
            if f.kind == "organization" and f.name in own
            else f
            for f in found
        ]

    def without_namesakes(self, found: list[Found]) -> list[Found]:
        """The names with bare toponyms turned into persons where a person of the text bears that surname."""
        surnames = {self.tokens[f.last - 1].text for f in found if f.kind == "person" and f.last - f.first > 1}
        return [
            self._person(f.first, f.last)
            if f.kind != "person" and self._may_be_surname(f) and f.name in surnames
            else f
            for f in found
        ]

    def _may_be_surname(self, found: Found) -> bool:
        """A bare capital, or a bare name that only the pipeline knows."""
        return found.last - found.first == 1 and not found.adjective and (found.kind == "state" or not found.entries)

    def second_pass(self, found: list[Found]) -> list[Found]:
        """Bare surnames and acronyms of names of the first pass, where the pipeline saw nothing."""
        covered = {i for f in found for i in range(f.first, f.last)}
        people = [f for f in found if f.kind == "person" and f.last - f.first > 1]
        surnames = {t.text: f for f in people for t in self.tokens[f.first + 1 : f.last] if len(t.text) > 2}
        acronyms = {f.name: f for f in found if f.kind == "organization" and f.last - f.first == 1 and f.name.isupper()}
        more: list[Found] = []
        for token in self.tokens:
            known = surnames.get(token.text) or acronyms.get(token.text)
            if known and token.i not in covered and token.pos in {"PROPN", "NOUN", "ADJ", "VERB"}:
                more.append(replace(known, head=token.i, first=token.i, last=token.i + 1, name=token.text, entries=()))
        return more

    # -- labels

    def _clean_labels(self) -> dict[int, _Label]:
        """First token → entity, without articles, titles in lower case, possessive marks and clipped hyphens."""
        cleaned: dict[int, _Label] = {}
        for entity in self.analysis.entities:
            if entity.label in _NAME_LABELS and (label := self._clean(entity.label, entity.first, entity.last)):
                cleaned[label.first] = label
        return cleaned

    def _clean(self, label: str, first: int, last: int) -> _Label | None:
        while first < last and not self._starts_name(self.tokens[first]):
            first += 1
        while last > first and not self._ends_name(self.tokens[last - 1]):
            last -= 1
        if label == "PERSON":
            last = self._over_hyphen(last)
        if first >= last or not any(self.tokens[i].text[:1].isupper() for i in range(first, last)):
            return None
        return _Label(label, first, last)

    def _over_hyphen(self, last: int) -> int:
        """The end of a person's name with its hyphenated rest ("Park Ji" before "-won")."""
        rest = self.tokens[last : last + 2]
        glued = len(rest) == 2 and rest[0].text == "-" and rest[0].start == self.tokens[last - 1].end
        return last + 2 if glued and rest[1].start == rest[0].end and rest[1].pos == "PROPN" else last

    def _starts_name(self, token: Token) -> bool:
        if token.lower in {"the", "a", "an"} | _HONORIFICS or token.pos == "PUNCT":
            return False
        return token.text[:1].isupper() or token.text[:1].isdigit() or token.lower in _PARTICLES

    def _ends_name(self, token: Token) -> bool:
        return token.pos not in {"PUNCT", "SPACE", "PART"} and token.text not in {"'s", "’s", "'", "’"}

    def _votes(self) -> dict[str, Counter[str]]:
        votes: dict[str, Counter[str]] = {}
        for label in self.labels.values():
            key = fold(self._text(label.first, label.last))
            headline = self.analysis.sentence_of(label.first).kind == "headline"
            votes.setdefault(key, Counter())[label.label] += 1 if headline else 2
        return votes

    # --

    def _text(self, first: int, last: int) -> str:
        text = self.analysis.text[self.tokens[first].start : self.tokens[last - 1].end]
        return " ".join(text.split())

    def _is_modifier(self, first: int, last: int) -> bool:
        token = self.tokens[top(self.analysis, first, last)]
        return token.dep in {"compound", "nmod", "amod"} and not first <= token.head < last
