"""One phrase by itself: whose country and which sector ("riot police in Minsk", "former French president").

A phrase is no sentence, so its parse is little trusted: its head is the last noun before the first
preposition or comma, and what stands around it is read off the words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from ..knowledge.agents import Agents, AgentSense
from ..knowledge.gazetteer import load_gazetteer
from ..knowledge.registry import FORMER_OFFICIAL, Entry, Registry
from ..language import Analysis, EnglishPipeline
from ..records import ActorKind, Basis, Block, Document
from .focus import country_of_context, is_region, known_place, locate
from .found import Found
from .names import find_names
from .nominals import QUANTITIES, NounPhrases
from .roster import Draft, Roster
from .titles import describe_person
from .words import Words, load_words

_FORMER = frozenset({"former", "ex", "ex-", "ousted", "deposed", "late", "then"})
_OFFICIAL = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", FORMER_OFFICIAL})
# Relatives of officials count with the former ones (PLOVER manual, sector codes).
_KIN = frozenset(
    {"wife", "husband", "widow", "widower", "son", "daughter", "brother", "sister", "father", "mother", "cousin",
     "nephew", "niece", "family", "relatives", "sons", "daughters", "son-in-law", "daughter-in-law", "brother-in-law",
     "grandson"}
)  # fmt: skip
# Parts of a body, whatever they deal with ("the senate's budget panel").
_PARTS = frozenset({"committee", "subcommittee", "commission", "panel", "caucus", "faction"})
_ARTICLES = frozenset({"the", "a", "an"})
# What says where, before a place name.
_WHERE = frozenset(
    {"in", "near", "at", "from", "around", "outside", "inside", "central", "downtown", "northern", "southern",
     "eastern", "western", "the", "city", "town", "village", "of"}
)  # fmt: skip


class PhraseResult(msgspec.Struct, frozen=True, kw_only=True):
    """What `dragoman actor` writes of a phrase; all empty where it names no actor that can be coded.

    A state by its own name has no sector here: the phrase may mean its government or its people.
    """

    name: str | None
    country: str | None
    sectors: list[str]
    kind: ActorKind | None
    basis: Basis | None


_NOBODY = PhraseResult(name=None, country=None, sectors=[], kind=None, basis=None)


def resolve_phrase(
    phrase: str,
    date: str | None,
    context: str | None,
    pipeline: EnglishPipeline,
    registry: Registry,
    agents: Agents,
) -> PhraseResult:
    """Name, country and sectors of the actor that a phrase names.

    date: ISO day on which offices are read, None for today's.  context: a sentence or a place name that
    tells the country where the phrase does not.
    """
    text = _bare(phrase)
    if not text:
        return _NOBODY
    reader = _Reader(text, date, context, pipeline, registry, agents)
    result = reader.read()
    if result.country or not context or result.kind is None or result.basis == "registry":
        return result
    return msgspec.structs.replace(result, country=reader.country_of(context))


def _bare(phrase: str) -> str:
    """The phrase without quotation marks, outer white space and a possessive ending."""
    text = " ".join(phrase.split()).strip("\"“”'‘ ")
    for ending in (" 's", "'s", "’s", " '", " ’s"):
        text = text.removesuffix(ending)
    return text.replace(" 's", "'s")


@dataclass(frozen=True, slots=True)
class _Head:
    """The noun that tells who it is: its sense, its term and where it ends (exclusive token)."""

    sense: AgentSense | None
    term: str
    end: int


class _Reader:
    def __init__(
        self,
        text: str,
        date: str | None,
        context: str | None,
        pipeline: EnglishPipeline,
        registry: Registry,
        agents: Agents,
    ) -> None:
        self.text, self.date, self.context = text, date, context
        self.pipeline, self.registry, self.agents = pipeline, registry, agents
        self.words: Words = load_words()
        self.analysis = self._analyze(text)
        self.names = locate(find_names(self.analysis, registry, agents, self.words), load_gazetteer())
        self.phrases = NounPhrases(self.analysis, self.names, agents, self.words)
        self.roster = Roster(registry, self.words, date)

    def read(self) -> PhraseResult:
        whole = self._whole() or self._surname() or self._place()
        if whole:
            return whole
        person = self._person()
        if person:
            return person
        return self._described() or self._named() or _NOBODY

    def country_of(self, context: str) -> str | None:
        """The country that a context is about."""
        analysis = self._analyze(context)
        names = locate(find_names(analysis, self.registry, self.agents, self.words), load_gazetteer())
        phrases = NounPhrases(analysis, names, self.agents, self.words)
        return country_of_context([f for f in names if not phrases.is_backer(f)], analysis)

    def _analyze(self, text: str) -> Analysis:
        return self.pipeline.analyze(Document(id="phrase", text=text, blocks=[Block("paragraph", 0, len(text))]))

    # -- the whole phrase is a name

    def _whole(self) -> PhraseResult | None:
        entries = self.registry.by_name(self.text) or self.registry.by_variant(self.text)
        if entries and self._is_common_word():
            return None
        if entries:
            found = Found(head=0, first=0, last=1, kind=entries[0].kind, form="name", name=self.text, entries=entries)
            draft = self.roster.enroll(found)
            sectors = [] if draft.kind == "state" else list(draft.sectors)
            if draft.kind == "state" and draft.entry and "PRE" in draft.entry.sectors:
                sectors = ["PRE"]
            return self._result(draft.name, draft.country, sectors, draft.kind, "registry")
        seat = self.registry.seat(self.text)
        if seat:
            return self._result(self.text, seat.state.country, list(seat.sectors), "state", "metonym")
        capital = self.registry.capital(self.text)
        if capital:
            if self._is_mere_place():
                return self._result(self._without_article(), capital[0].country, ["CVL"], "state", "demonym")
            return self._result(capital[0].name, capital[0].country, ["GOV"], "state", "metonym")
        return None

    def _is_common_word(self) -> bool:
        """Whether the context has the phrase in small letters: "turkey" is no state there."""
        return self.text.islower() and self.context is not None and self.text in self.context

    def _is_mere_place(self) -> bool:
        """Whether the context names the town only as where something is."""
        if self.context is None or self.text not in self.context:
            return False
        names = find_names(self._analyze(self.context), self.registry, self.agents, self.words)
        return any(f.place and self.text in f.name for f in names)

    def _surname(self) -> PhraseResult | None:
        """A bare surname of somebody in office on the day, or who once led a state."""
        if " " in self.text or not self.text[:1].isupper() or self.agents.noun(self.text):
            return None
        found = Found(head=0, first=0, last=1, kind="person", form="name", name=self.text)
        draft = self.roster.enroll(found) if self.registry.by_surname(self.text) else None
        if draft is None or not draft.entry:
            return None
        return self._result(draft.name, draft.country, list(draft.sectors), "person", "registry")

    def _place(self) -> PhraseResult | None:
        """A town or region by itself, or with the preposition that says where: in a town are those who live there."""
        name = self.text
        place = known_place(name, load_gazetteer())
        while place is None and name.partition(" ")[0].lower() in _WHERE:
            name = name.partition(" ")[2]
            place = known_place(name, load_gazetteer())
        if not name[:1].isupper():
            return None
        if place is None or (self.agents.phrase(name.lower().split()) and not is_region(name, load_gazetteer())):
            return None
        within = place.code.startswith("PPL") or name != self.text
        return self._result(name, place.country, ["CVL"] if within else [], "state", "demonym")

    # -- a person, with or without title

    def _person(self) -> PhraseResult | None:
        people = [f for f in self.names if f.kind == "person"]
        if not people or not self._is_about(people[-1]):
            return None
        found = describe_person(people[-1], self.phrases)
        former = bool(_FORMER & {t.lower for t in self.analysis.tokens[: found.first]})
        draft = self.roster.enroll(found)
        if not draft.entry:
            draft = self._by_history(found) or draft
        sectors = list(draft.sectors or found.sectors)
        if former and set(sectors) & {"GOV", "LEG", "MIL", "JUD", "COP"}:
            sectors = [FORMER_OFFICIAL]
        country = draft.country or found.country or self._country_of_namesakes(found) or self._country(found.last)[0]
        if not sectors:
            bodies = (n for n in self.names if n.first >= found.last and n.kind == "organization" and n.sectors)
            sectors = list(next((n.sectors for n in bodies), ()))
        basis: Basis | None = "registry" if draft.entry else ("title" if found.title else None)
        return self._result(draft.name, country, sectors, "person", basis)

    def _is_about(self, found: Found) -> bool:
        """Whether the phrase is the person, not something of theirs ("Trump's lawyers")."""
        after = self.analysis.tokens[found.last :]
        return not after or after[0].tag in {",", "-LRB-", "IN", "TO", ":"}

    def _by_history(self, found: Found) -> Draft | None:
        """Somebody out of office whose surname and country the phrase gives."""
        entries = [e for e in self.registry.by_surname(found.name) if found.country and e.country == found.country]
        if len({e.id for e in entries}) != 1:
            return None
        return self.roster.entry(entries[0])

    def _country_of_namesakes(self, found: Found) -> str | None:
        """The country of all who bear a surname and have held office, where it is one ("Premier Park")."""
        countries = {e.country for e in self.registry.by_surname(found.name)} if found.title else set()
        return countries.pop() if len(countries) == 1 else None

    # -- a description

    def _described(self) -> PhraseResult | None:
        head = self._head()
        if head.sense is None:
            return None
        country, _ = self._country(head.end)
        holder = self._holder(head, country)
        sectors = self._sectors(head)
        if head.term in _KIN and self._is_of_official(head):
            sectors = [FORMER_OFFICIAL]
        kind: ActorKind = head.sense.kind
        basis: Basis = "agent-phrase"
        if holder:
            return self._result(holder.name, country, sectors, "person", basis)
        return self._result(self._without_article(), country, sectors, kind, basis)

    def _head(self) -> _Head:
        end = self._end_of_base()
        start = max([0, *(t.i + 1 for t in self.analysis.tokens[:end] if t.tag == "POS")])
        tokens = [t for t in self.analysis.tokens[start:end] if t.pos not in {"PUNCT", "SPACE"}]
        if tokens and tokens[-1].lemma.lower() in QUANTITIES and (inner := self._inner_of(end)):
            return inner
        words = [t.lower for t in tokens]
        for last in dict.fromkeys((*words[-1:], *(t.lemma.lower() for t in tokens[-1:]))):
            sense = self.agents.phrase([*words[:-1], last])
            if sense:
                return _Head(sense, self._term([*words[:-1], last]), end)
        inner = self._inner_of(end)
        return inner or _Head(None, "", end)

    def _inner_of(self, end: int) -> _Head | None:
        """ "A group of men": the noun behind "of", where the first is no agent noun."""
        tokens = self.analysis.tokens
        if end < len(tokens) and tokens[end].lower == "of":
            named = {i for f in self.names for i in range(f.first, f.last) if not f.adjective}
            words = [t.lower for t in tokens[end + 1 :] if t.pos != "PUNCT" and t.i not in named]
            for k in range(len(words), 0, -1):
                sense = self.agents.phrase(words[:k])
                if sense:
                    return _Head(sense, words[k - 1], len(tokens))
        return None

    def _end_of_base(self) -> int:
        covered = {i for f in self.names for i in range(f.first, f.last)}
        for token in self.analysis.tokens[1:]:
            if token.i in covered:
                continue
            if token.tag in {"IN", "TO", "WP", "WDT"} or token.text in {",", "("} or self._is_reduced(token.i):
                return token.i
        return len(self.analysis.tokens)

    def _is_reduced(self, i: int) -> bool:
        """Whether a participle right behind a noun begins a clause ("newspaper based in …", "men living …")."""
        token, before = self.analysis.tokens[i], self.analysis.tokens[i - 1]
        if before.tag not in {"NN", "NNS", "NNPS", "NNP"}:
            return False
        return token.tag in {"VBN", "VBG", "VBD"} or token.lower in {"loyal", "close", "allied"}

    def _term(self, words: list[str]) -> str:
        for k in range(max(0, len(words) - 4), len(words)):
            if self.agents.noun(" ".join(words[k:])) or " ".join(words[k:]) in self.words.offices:
                return " ".join(words[k:])
        return words[-1]

    def _sectors(self, head: _Head) -> list[str]:
        """Those of the noun; where it fits many ("director") or tells little, those of the body it is of."""
        assert head.sense is not None
        if head.sense.sectors[0] == FORMER_OFFICIAL:
            return list(head.sense.sectors)
        if head.term == "chief executive" and self._is_states(head):
            return ["GOV"]
        vague = head.sense.generic or head.sense.sectors[0] in {"UAF", "UNK", "CVL"}
        for name in self.names if vague else ():
            if name.kind == "organization" and name.last <= head.end and name.sectors:
                return list(name.sectors)
        within = self._within(head) if head.sense.generic or head.term in _PARTS else ()
        return list(within or head.sense.sectors)

    def _within(self, head: _Head) -> tuple[str, ...]:
        """Sectors of whose the actor is: what possesses it or stands behind "of" ("head of the navy's divers")."""
        tokens = self.analysis.tokens
        behind = tokens[head.end : head.end + 1]
        if behind and behind[0].lower in {"of", "for", "at", "with"}:
            body = next((n for n in self.names if n.first > head.end and n.kind == "organization" and n.sectors), None)
            if body:
                return body.sectors
            told = self._told(head.end + 1)
            if told:
                return told
        marks = [t.i for t in tokens[: head.end] if t.tag == "POS"]
        sense = self.agents.phrase([t.lower for t in tokens[: marks[-1]]]) if marks else None
        return sense.sectors if sense and not sense.generic else ()

    def _told(self, first: int) -> tuple[str, ...]:
        """Sectors of the noun phrase that begins at a token; of its possessor where it tells none by itself."""
        words: list[str] = []
        told: tuple[str, ...] = ()
        for token in self.analysis.tokens[first:]:
            if token.tag in {"IN", "WP", "WDT"} or token.text in {",", "("}:
                break
            if token.tag == "POS":
                owner = self.agents.phrase(words)
                told = owner.sectors if owner and not owner.generic else told
                words = []
            else:
                words.append(token.lower)
        sense = self.agents.phrase(words)
        return sense.sectors if sense and not sense.generic else told

    def _is_states(self, head: _Head) -> bool:
        """Whether a state possesses the head ("Macau's chief executive")."""
        return any(n.kind == "state" and n.last <= head.end for n in self.names)

    def _is_of_official(self, head: _Head) -> bool:
        """Whether somebody in or out of office is who the head is a relative of."""
        named = any(n.kind == "person" and set(n.sectors) & _OFFICIAL for n in self.names)
        words = [t.lower for t in self.analysis.tokens if t.lower != head.term and t.tag not in {"POS", "IN", "DT"}]
        spoken = any((sense := self.agents.noun(w)) and set(sense.sectors) & _OFFICIAL for w in words)
        return named or spoken

    def _country(self, end: int) -> tuple[str | None, Entry | None]:
        """Country of the nearest name before the noun's end, else of the first behind it."""
        before = [f for f in self.names if f.last <= end and f.country and not self.phrases.is_backer(f)]
        after = [f for f in self.names if f.first >= end and f.country]
        for found in (*reversed(before), *after):
            return found.country, found.entries[0] if found.entries else None
        return self._country_of_towns(), None

    def _country_of_towns(self) -> str | None:
        """The country of the first place that only the gazetteer knows ("dockers who struck in Gdynia")."""
        tokens = self.analysis.tokens
        for first in range(len(tokens)):
            if not first or tokens[first - 1].lower not in _WHERE or not tokens[first].text[:1].isupper():
                continue
            last = first + 1
            while last < len(tokens) and tokens[last].text[:1].isupper():
                last += 1
            for end in range(last, first, -1):
                place = known_place(self.text[tokens[first].start : tokens[end - 1].end], load_gazetteer())
                if place:
                    return place.country
        return None

    def _holder(self, head: _Head, country: str | None) -> Entry | None:
        office = self.words.offices.get(head.term)
        former = _FORMER & {t.lower for t in self.analysis.tokens}
        if not office or not country or not self.date or former or self._within(head):
            return None
        for key in office.offices:
            entry = self.registry.office_holder(country, key, self.date)
            if entry:
                return entry
        return None

    # -- a name that the registry does not know as a whole

    def _named(self) -> PhraseResult | None:
        meant = [f for f in self.names if not f.adjective and not self.phrases.is_backer(f)]
        if not meant or meant[0].kind == "group":
            return self._people()
        found = next((f for f in meant if f.kind == "organization"), meant[0])
        country, _ = self._country(len(self.analysis.tokens))
        if found.kind == "state":
            site = any(t.lower in self.words.toponym["site"] for t in self.analysis.tokens[: found.first])
            return self._result(found.name, found.country, ["CVL"] if site else [], "state", found.basis)
        draft = self.roster.enroll(replace(found, country=found.country or country))
        return self._result(draft.name, draft.country, list(draft.sectors), draft.kind, draft.basis)

    def _people(self) -> PhraseResult | None:
        """Those whom a demonym names, or a demonym before a noun that names no actor."""
        for found in self.names:
            people = not found.adjective or (found.last == len(self.analysis.tokens) and self._is_plural(found))
            country = found.country or self._country(found.last)[0]
            return self._result(self._without_article(), country, ["CVL"] if people else [], "group", "demonym")
        return None

    def _is_plural(self, found: Found) -> bool:
        """Whether a demonym that ends the phrase names people and not a language or a single thing of theirs."""
        return self.analysis.tokens[found.last - 1].text.endswith(("s", "men")) or found.regional

    # --

    def _without_article(self) -> str:
        first, _, rest = self.text.partition(" ")
        return rest if rest and first.lower() in _ARTICLES else self.text

    def _result(
        self, name: str, country: str | None, sectors: list[str], kind: ActorKind, basis: Basis | None
    ) -> PhraseResult:
        return PhraseResult(name=name, country=country, sectors=sectors, kind=kind, basis=basis)
