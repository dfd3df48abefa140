"""Descriptions of actors: noun phrases headed by an agent noun ("nine villagers", "the home minister").

Each is described by itself: head noun, number, determiner, modifiers, whose it is.  Whom it
means is decided later, against what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..knowledge.agents import Agents, AgentSense
from ..knowledge.registry import Entry
from ..language import Analysis
from ..records import ActorKind
from .found import Determiner, Found
from .words import Words

_MODIFYING = frozenset({"compound", "nmod", "amod"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_INDEFINITE = frozenset({"a", "an", "some", "any", "several", "many", "few", "no", "another", "other", "every", "each"})
# Nouns that only count or bundle what their "of" phrase names.
QUANTITIES = frozenset(
    {"dozen", "hundred", "thousand", "million", "score", "group", "crowd", "band", "number", "pair", "couple",
     "handful", "majority", "ten", "mob", "gang", "team", "wave", "column", "member", "lot", "delegation"}
)  # fmt: skip
# Prepositions whose named object tells who is meant ("shopkeepers of Kaunas", "sailors in Peru").
_IDENTIFYING = frozenset({"of", "in", "from", "at"})
# "Syrian-held", "London-based": the place tells whose they are.
_LOCATED = frozenset({"based", "born", "held", "controlled", "occupied", "led", "run"})
_MAX_TERM = 4
# Collective nouns of these sectors name a body of the state ("police", "the government").
_BODIES = frozenset({"GOV", "COP", "MIL", "LEG", "JUD", "SPY"})


class NounPhrases:
    """Reads noun phrases of one document.  names: what `find_names` found, for countries and owners."""

    def __init__(self, analysis: Analysis, names: list[Found], agents: Agents, words: Words) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.agents = agents
        self.words = words
        self.by_head = {f.head: f for f in names}
        self.covering = {i: f for f in names for i in range(f.first, f.last)}

    def find(self) -> Iterator[Found]:
        """All descriptions in text order, those inside names left out."""
        inner: set[int] = set()
        for token in self.tokens:
            if token.pos not in {"NOUN", "PROPN", "ADJ", "NUM"} or token.i in self.covering or token.i in inner:
                continue
            found = self.quantity(token.i) if token.pos != "ADJ" else None
            if found:
                inner.update(range(found.head + 1, found.last))
            found = found or self.describe(token.i)
            if found:
                yield found

    def describe(self, head: int) -> Found | None:
        """The description headed by a token, or None where its noun names no actor."""
        token = self.tokens[head]
        if token.pos not in {"NOUN", "PROPN"}:
            return None
        if token.dep in _MODIFYING and token.head > head:
            return self._modifier(head)
        term, sense, start = self._term(head)
        sense = sense or self._possessed(head) or self._epithet(head)
        return self._found(head, head, term, sense, start) if sense else None

    def plain(self, head: int) -> Found | None:
        """The phrase headed by a noun that is no agent noun: a party for what it does, of unknown sectors."""
        token = self.tokens[head]
        if token.pos != "PROPN" or head in self.covering or token.dep in _MODIFYING:
            return None
        named = token.pos == "PROPN"
        return replace(
            self._found(head, head, token.lemma.lower(), AgentSense(sectors=(), kind="group", number=None), head),
            kind="organization" if named else "group",
            form="name" if named else "nominal",
            collective=False,
        )

    def _possessed(self, head: int) -> AgentSense | None:
        """The body that a noun names because somebody possesses it ("her office said")."""
        sectors = self.words.possessed.get(self.tokens[head].lemma.lower())
        owner = next(iter(self.analysis.dependents(head, "poss")), None)
        acts = self.tokens[head].dep in {"nsubj", "nsubjpass", "agent"}
        if not sectors or owner is None or not acts:
            return None
        return AgentSense(sectors=sectors, kind="organization", number="singular")

    def _epithet(self, head: int) -> AgentSense | None:
        """A noun that only takes up who was named before ("both sides", "the country"); no sectors of its own."""
        token = self.tokens[head]
        first = self.tokens[self.analysis.base_phrase(head)[0]]
        named = any(token.lemma.lower() in nouns for nouns in self.words.epithets.values())
        if not named or first.i == head or first.lower in {"a", "an", "no", "some", "many", "other"}:
            return None
        kind: ActorKind = "organization" if token.lemma.lower() in self.words.epithets["organization"] else "group"
        return AgentSense(sectors=(), kind=kind, number="plural" if token.tag == "NNS" else "singular")

    def quantity(self, head: int) -> Found | None:
        """A counted bundle, described by what it is made of ("dozens of protesters", "one of the organisers")."""
        token = self.tokens[head]
        if token.lemma.lower() not in QUANTITIES and token.pos != "NUM":
            return None
        for preposition in self.analysis.dependents(head, "prep"):
            if self.tokens[preposition].lower == "of" and preposition == head + 1:
                for inner in self.analysis.dependents(preposition, "pobj"):
                    if inner in self.covering:
                        continue
                    term, sense, start = self._term(inner)
                    if sense:
                        return self._found(head, inner, term, sense, start)
        return None

    # -- parts of a description

    def _term(self, head: int) -> tuple[str, AgentSense | None, int]:
        """(longest run of words up to the head that the lexicon lists, sense of the phrase, the run's first token)."""
        token = self.tokens[head]
        first = self._behind_owner(head)
        before = [self.tokens[i].lower for i in range(first, head)]
        for last in dict.fromkeys((token.lower, token.lemma.lower())):
            sense = self.agents.phrase([*before, last])
            if sense:
                term, start = self._listed([*before, last], head)
                return term, sense, start
        return token.lemma.lower(), None, head

    def _behind_owner(self, head: int) -> int:
        """First token of the phrase behind a possessor: "the army's commander" is no "army commander"."""
        first = self.analysis.base_phrase(head)[0]
        return max([first, *(i + 1 for i in range(first, head) if self.tokens[i].tag == "POS")])

    def _listed(self, words: list[str], head: int) -> tuple[str, int]:
        """The longest listed term that ends the words, and its first token."""
        for k in range(max(0, len(words) - _MAX_TERM), len(words)):
            term = " ".join(words[k:]).replace(" - ", "-")
            if self.agents.noun(term):
                return term, head - (len(words) - 1 - k)
        return words[-1], head

    def _found(self, head: int, inner: int, term: str, sense: AgentSense, start: int) -> Found:
        """head: token that heads the phrase; inner: token of the noun that tells who it is."""
        first, core = self._start(head), self._start(inner)
        plural = self._is_plural(inner, sense)
        determiner, number = self._determiner(first if head != inner else core, head)
        names = [self.covering[i] for i in range(core, inner) if i in self.covering]
        owner = next(iter(self.analysis.dependents(inner, "poss")), None)
        complement, last = self._complement(inner)
        modifiers = self._modifiers(core, start, names)
        outside = self.tokens[inner].lemma.lower() in self.words.toponym["outsider"]
        country, state = self._country(names, owner, None if outside else complement)
        if modifiers & self.words.toponym["region"]:
            country, state = None, ()
        sectors = self._sectors(sense, core, start)
        kind = self._kind(sense, plural, head != inner)
        return Found(
            head=head,
            first=first,
            last=last,
            kind=kind,
            form="nominal",
            name=self.text(first, last),
            optional=True,
            country=country,
            entries=state,
            sectors=sectors,
            basis="agent-phrase",
            offices=self._offices(term, plural),
            gender=self.words.gender.get(self.tokens[inner].lower),
            plural=plural,
            collective=sense.kind == "group" and sense.number is None,
            noun=self._singular(term, inner),
            determiner=determiner,
            number=number,
            modifiers=modifiers,
            owner=owner,
            regional=any(f.regional for f in names),
        )

    def _modifier(self, head: int) -> Found | None:
        """A body named only before another noun ("police raid", "army positions"); optional."""
        governor = self.tokens[head].head
        term, sense, start = self._term(head)
        if sense is None or not sense.sectors:
            return None
        if sense.kind == "person" and not set(sense.sectors) & {"REB", "MIL", "COP"}:
            return None
        if self._term(governor)[1] is not None or governor in self.covering:
            return None
        kind: ActorKind = "organization" if sense.kind == "organization" else "group"
        names = [self.covering[i] for i in range(self.analysis.base_phrase(governor)[0], start) if i in self.covering]
        country, state = self._country(names, None, None)
        return Found(
            head=head,
            first=start,
            last=head + 1,
            kind=kind,
            form="nominal",
            name=self.text(start, head + 1),
            optional=True,
            adjective=True,
            country=country,
            entries=state,
            sectors=sense.sectors,
            basis="agent-phrase",
            noun=self._singular(term, head),
            determiner="definite",
            plural=sense.kind != "organization",
        )

    def _start(self, head: int) -> int:
        """First token of the base phrase; a comma, a free dash or a possessor inside it begins it anew."""
        first = self.analysis.base_phrase(head)[0]
        for i in range(first, head):
            token = self.tokens[i]
            free = token.text in {"-", "–", "—"} and token.start > self.tokens[i - 1].end
            if token.text in {",", ";", ":"} or (free and i > first):
                first = i + 1
        owners = [self.analysis.subtree(i)[0] for i in self.analysis.dependents(head, "poss")]
        return max([first, *(i for i in owners if i < head)])

    def _is_plural(self, inner: int, sense: AgentSense) -> bool:
        return self.tokens[inner].tag in {"NNS", "NNPS"} or sense.number == "plural"

    def _kind(self, sense: AgentSense, plural: bool, bundle: bool) -> ActorKind:
        if sense.kind == "person":
            return "group" if plural or bundle else "person"
        if sense.kind == "group" and set(sense.sectors[:1]) & _BODIES and sense.number is None:
            return "organization"
        return "group" if plural else sense.kind

    def _determiner(self, first: int, head: int) -> tuple[Determiner, str | None]:
        determiner: Determiner = "bare"
        number = None
        for i in range(first, head):
            token = self.tokens[i]
            if token.dep == "poss" and token.i not in self.covering:
                determiner = "possessive"
            elif determiner == "bare" and token.lower in _DEFINITE:
                determiner = "definite"
            elif determiner == "bare" and token.lower in _INDEFINITE:
                determiner = "indefinite"
            elif token.pos == "NUM" and token.head <= head:
                number = token.lower
        return determiner, number

    def _complement(self, inner: int) -> tuple[int | None, int]:
        """(head of a named complement right behind the noun, end of the phrase with it)."""
        for preposition in self.analysis.dependents(inner, "prep"):
            if preposition != inner + 1 or self.tokens[preposition].lower not in _IDENTIFYING:
                continue
            for name in self.analysis.dependents(preposition, "pobj"):
                if self.tokens[name].pos == "PROPN":
                    found = self.covering.get(name)
                    return name, max(found.last if found else name + 1, name + 1)
        return None, inner + 1

    def _country(
        self, names: list[Found], owner: int | None, complement: int | None
    ) -> tuple[str | None, tuple[Entry, ...]]:
        """Country and state entries by demonym or name before the noun, owner, or complement."""
        for name in reversed(names):
            if name.country and not self.is_backer(name):
                return name.country, name.entries
        for i in (owner, complement):
            found = self.covering.get(i) if i is not None else None
            if found and found.country:
                return found.country, found.entries
        if owner is not None and owner not in self.covering and self.tokens[owner].pos == "NOUN":
            inner = self.describe(owner)
            return (inner.country, inner.entries) if inner else (None, ())
        return None, ()

    def is_backer(self, name: Found) -> bool:
        """Whether it tells who backs or is opposed, not whose they are ("Turkish-backed rebels", "anti-Syria")."""
        before = [t.lower for t in self.tokens[max(0, name.first - 2) : name.first]]
        if before[-1:] in (["ethnic"], ["anti"], ["pro"]) or (before[-1:] == ["-"] and before[0] in {"anti", "pro"}):
            return True
        after = self.tokens[name.last].text if name.last < len(self.tokens) else ""
        if after not in {"-", "‑"}:
            return False
        return self.tokens[name.last + 1].lower not in _LOCATED

    def _sectors(self, sense: AgentSense, core: int, start: int) -> tuple[str, ...]:
        """Those of the noun; a generic noun takes those of an organisation named before it."""
        if sense.generic:
            for i in reversed(range(core, start)):
                found = self.covering.get(i)
                if found and found.kind == "organization" and found.sectors:
                    return found.sectors
        return sense.sectors

    def _offices(self, term: str, plural: bool) -> tuple[str, ...]:
        office = None if plural else self.words.offices.get(term)
        return office.offices if office else ()

    def _singular(self, term: str, inner: int) -> str:
        before, _, _ = term.rpartition(" ")
        return f"{before} {self.tokens[inner].lemma.lower()}".strip()

    def _modifiers(self, core: int, start: int, names: list[Found]) -> frozenset[str]:
        named = {i for f in names if not f.regional for i in range(f.first, f.last)}
        return frozenset(
            self.tokens[i].lower
            for i in range(core, start)
            if i not in named and self.tokens[i].dep in {"amod", "compound", "nmod"}
        )

    def text(self, first: int, last: int) -> str:
        """The words of tokens `first` to `last` (exclusive), white space squeezed."""
        text = self.analysis.text[self.tokens[first].start : self.tokens[last - 1].end]
        return " ".join(text.split())
