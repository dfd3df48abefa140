"""The room's run: names, then descriptions and pronouns in text order, then the cast."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

import msgspec

from ..knowledge.agents import Agents
from ..knowledge.gazetteer import load_gazetteer
from ..knowledge.registry import Registry
from ..language import Analysis, Sentence
from ..records import Cast, CastMention, Document
from .bearers import Bearers
from .descriptions import Descriptions
from .discourse import Discourse, Slot
from .focus import locate, read_scene
from .found import Found
from .names import find_names
from .nominals import NounPhrases
from .pronouns import THIRD, Pronouns
from .roster import Draft, Roster
from .titles import describe_person, title_start
from .words import SAYING, load_words

_MODIFYING = frozenset({"compound", "nmod", "amod", "npadvmod", "advmod"})
# Common nouns that "it" and "they" take up though they are no actors.
_RIVAL_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "attr"})
# Bodies of these sectors belong to a state.
_DOMESTIC = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "PTY", "OPP"})
# Where somebody acts or is told of, so that a description stands for them.
_SPEAKING = frozenset({"nsubj", "nsubjpass", "agent", "pobj", "dobj"})
_PRONOUN_TAGS = frozenset({"PRP", "PRP$"})


def find_actors(
    analysis: Analysis,
    document: Document,
    registry: Registry,
    agents: Agents,
    parties: Set[int] = frozenset(),
) -> Cast:
    """Who is who in the document: all actors, and all mentions keyed by head token.

    parties: tokens that head the parties of acts, as a tagger reads them; a toponym or noun phrase there may be an
    actor that nothing else would tell as one.  Mentions in the first and second person are left to
    `resolve_speakers`.
    """
    return _Resolver(analysis, document, registry, agents, parties).cast()


class _Resolver:
    def __init__(
        self, analysis: Analysis, document: Document, registry: Registry, agents: Agents, parties: Set[int]
    ) -> None:
        words = load_words()
        self.analysis = analysis
        self.tokens = analysis.tokens
        names = locate(find_names(analysis, registry, agents, words), load_gazetteer())
        names = [_standing_for_state(f, registry) if self._is_party(f, parties) else f for f in names]
        self.parties = parties
        self.phrases = NounPhrases(analysis, names, agents, words)
        self.names = self._described(names)
        self.roster = Roster(registry, words, _day(document))
        self.scene = read_scene(self.names, analysis, document, registry, words)
        self.descriptions = Descriptions(self.roster, registry, words, self.scene)
        self.discourse = Discourse()
        self.bearers = Bearers(analysis)
        self.meant: dict[int, tuple[Draft, ...]] = {}
        self.mentions: list[CastMention] = []
        self.nominal: dict[int, Found] = {}
        self.done: set[int] = set()
        self.merged: dict[str, str] = {}

    def _is_party(self, found: Found, parties: Set[int]) -> bool:
        """Whether a place undergoes an act by itself, and not as a word before a noun ("the Graz tram depot")."""
        return found.place and found.head in parties and self.tokens[found.head].dep not in _MODIFYING

    def cast(self) -> Cast:
        named = {f.head: f for f in self.names if not f.place}
        drafts = self.roster.enroll_all(named.values())
        self.pronouns = Pronouns(self.analysis, self.roster.words, drafts)
        self.nominal = {f.head: f for f in self.phrases.find() if not self._is_title(f)}
        for token in self.tokens:
            if token.i in named:
                self._take(named[token.i], (drafts[token.i],))
            elif token.i in self.nominal:
                if token.i not in self.done:
                    self._take_nominal(self.nominal[token.i])
            elif token.tag in _PRONOUN_TAGS:
                self._take_pronoun(token.i)
            elif token.dep in _SPEAKING and (bearer := self.bearers.bearer(token.i, self.discourse)):
                self._take(self._as_described(token.i), (bearer,))
            elif token.i in self.parties and (found := self.phrases.plain(token.i)):
                self._take(found, (self.roster.local(found),))
            elif token.pos in {"NOUN", "PROPN"} and token.dep in _RIVAL_ROLES:
                self._add_slot(token.i, (), token.tag in {"NNS", "NNPS"})
        self._place_officials()
        records = {d.id: d.record() for d in self.roster.drafts.values() if d.id not in self.merged}
        return Cast.of(records, map(self._renamed, self.mentions))

    def _renamed(self, mention: CastMention) -> CastMention:
        """The mention with those who were named later under their names."""
        if not any(a in self.merged for a in mention.actors):
            return mention
        return msgspec.structs.replace(mention, actors=tuple(self.merged.get(a, a) for a in mention.actors))

    # -- names

    def _described(self, names: list[Found]) -> list[Found]:
        """The names with titles and appositions read; organisations that only stand in a title left out."""
        titled: set[int] = set()
        described: list[Found] = []
        for found in names:
            if found.kind == "person":
                person = describe_person(found, self.phrases)
                if person.title:
                    titled.update(range(title_start(found, self.phrases), found.first))
                described.append(person)
            else:
                described.append(self._owned(found))
        self.titled = titled
        return [f for f in described if f.first not in titled or f.entries]

    def _owned(self, found: Found) -> Found:
        """A body under another state's name or adjective is not the one that the registry calls so."""
        if found.kind != "organization" or not found.entries or not found.country:
            return found
        owners = [self.phrases.covering.get(i) for i in self.analysis.dependents(found.head, "poss", "amod", "nmod")]
        states = [o for o in owners if o and o.kind == "state" and o.country and o.last <= found.first]
        if not states or any(o.country == found.country for o in states):
            return found
        return replace(found, entries=(), country=states[-1].country, basis="demonym")

    def _is_title(self, found: Found) -> bool:
        """Whether a description is the title of a named person or stands in apposition with a name."""
        if found.head in self.titled:
            return True
        token = self.tokens[found.head]
        beside = [token.head] if token.dep == "appos" else []
        beside.extend(self.analysis.dependents(found.head, "appos"))
        return any(i in self.phrases.by_head and self._same_person(found, self.phrases.by_head[i]) for i in beside)

    def _same_person(self, found: Found, name: Found) -> bool:
        return not name.place and (name.kind == found.kind or {name.kind, found.kind} == {"organization", "group"})

    def _as_described(self, head: int) -> Found:
        """A description that no list knows, of somebody whom the text has told to be that."""
        first, last = self.analysis.base_phrase(head)
        return Found(
            head=head, first=first, last=last, kind="person", form="nominal", name=self.phrases.text(first, last),
            optional=True, determiner="definite",
        )  # fmt: skip

    def _take(self, found: Found, drafts: tuple[Draft, ...]) -> None:
        form = found.form
        self.meant[found.head] = drafts
        if len(drafts) == 1 and drafts[0].named and drafts[0].kind == "person":
            self.bearers.learn(found.head, drafts[0])
        if found.kind == "person" and found.owner is not None:
            self._learn_owner(found, drafts)
        for draft in drafts:
            if found.noun:
                if found.form == "name" and draft.kind == "person":
                    self._take_over(draft, found)
                self.descriptions.note(draft, found.noun)
        self.mentions.append(
            CastMention(
                actors=tuple(d.id for d in drafts),
                head=found.head,
                span=self.analysis.span(found.first, found.last),
                form=form,
                optional=found.optional,
            )
        )
        if not (found.adjective and self.tokens[found.head].dep in _MODIFYING):
            self._add_slot(found.head, drafts, found.plural, collective=found.collective)

    def _take_over(self, draft: Draft, found: Found) -> None:
        """A person at last named is whom the text had called by the same title only ("a federal judge")."""
        unnamed = self.descriptions.unnamed(found.noun, draft)
        if unnamed and draft.id not in self.discourse.last:
            self.merged[unnamed.id] = draft.id
            self.meant = {i: tuple(draft if d is unnamed else d for d in ds) for i, ds in self.meant.items()}
            draft.mentions += unnamed.mentions
            self.discourse.replace(unnamed, draft)
            self.descriptions.forget(unnamed)

    def _learn_owner(self, found: Found, drafts: tuple[Draft, ...]) -> None:
        """A person's country and, for a generic title, sectors from whose they are ("the army's deputy")."""
        owner = found.owner or 0
        if owner not in self.meant and owner in self.nominal and owner not in self.done:
            self.done.add(owner)
            self._take_nominal(self.nominal[owner])
        for person in drafts:
            for of in self.meant.get(owner, ()):
                person.country = person.country or of.country
                person.sectors = person.sectors or of.sectors

    def _place_officials(self) -> None:
        """People and state bodies that nothing gave a country are of the country the document is about."""
        words = self.roster.words.toponym
        for draft in self.roster.drafts.values():
            if draft.country or draft.entry or draft.kind not in {"person", "organization"}:
                continue
            if (draft.modifiers | draft.nouns) & (words["region"] | words["outsider"]):
                continue
            if draft.kind == "person" or _DOMESTIC & set(draft.sectors):
                draft.country = self.scene.official

    # -- descriptions

    def _take_nominal(self, found: Found) -> None:
        owner = self.meant.get(found.owner, ()) if found.owner is not None else ()
        bearer = None if owner or found.plural else self.bearers.bearer(found.head, self.discourse)
        if bearer and not self.descriptions.is_unnamed(found.noun) and not found.country:
            self._take(found, (bearer,))
            return
        drafts = self.descriptions.resolve(found, owner[0] if owner else None, self.discourse, self._sentence(found))
        if drafts:
            self._take(found, drafts)

    def _sentence(self, found: Found) -> Sentence:
        return self.analysis.sentence_of(found.head)

    # -- pronouns

    def _take_pronoun(self, i: int) -> None:
        token = self.tokens[i]
        if token.lower not in THIRD:
            return
        drafts = self.pronouns.cataphoric(i) or self.pronouns.resolve(i, self.discourse) or self._speaking_noun(i)
        if not drafts and self._speaks(i):
            drafts = self._named_later(i) or (self._unknown_speaker(i),)
        if not drafts:
            return
        for draft in drafts:
            self._learn_gender(draft, token.lower)
            draft.mentions += 1
        self.meant[i] = drafts
        self.mentions.append(
            CastMention(
                actors=tuple(d.id for d in drafts),
                head=i,
                span=self.analysis.span(i, i + 1),
                form="pronoun",
                optional=not any(d.named for d in drafts),
            )
        )
        self._add_slot(i, drafts, token.lower in {"they", "them", "their"}, pronoun=True)

    def _learn_gender(self, draft: Draft, pronoun: str) -> None:
        if draft.kind == "person" and not draft.gender:
            draft.gender = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}.get(pronoun)

    def _speaks(self, i: int) -> bool:
        """Whether somebody speaks who is only a pronoun."""
        if self.tokens[i].dep != "nsubj" or self.tokens[i].lower == "it":
            return False
        clause = self.analysis.clause_at(self.tokens[i].head)
        return clause is not None and clause.lemma in {"say", "tell", "add", "write"}

    def _named_later(self, i: int) -> tuple[Draft, ...]:
        """The one person named further on in the sentence whom a speaker without a name can be."""
        gender = {"he": "m", "she": "f"}.get(self.tokens[i].lower)
        silent = self.pronouns.silent(i, self.discourse)
        rest = range(i + 1, self.analysis.sentence_of(i).last)
        later = {d.id: d for t in rest if (d := self.pronouns.named.get(t)) and d.kind == "person"}
        fitting = [d for d in later.values() if d.gender in {None, gender} and d not in silent]
        return tuple(fitting) if gender and len(fitting) == 1 else ()

    def _speaking_noun(self, i: int) -> tuple[Draft, ...]:
        """What no list knows as an actor, but which speaks: "The audit came out on Monday. It says …"."""
        if self.tokens[i].dep != "nsubj" or self.tokens[i].lower not in {"it", "they"}:
            return ()
        clause = self.analysis.clause_at(self.tokens[i].head)
        speaks = clause is not None and clause.lemma in SAYING | self.roster.words.paper_verbs
        noun = self.pronouns.antecedent(i, self.discourse) if speaks else None
        if noun is None:
            return ()
        if noun not in self.meant:
            self._take_up(noun)
        return self.meant[noun]

    def _take_up(self, noun: int) -> None:
        """Makes an actor of a noun that was passed over before somebody was seen to speak by it."""
        first, last = self.analysis.base_phrase(noun)
        plural = self.tokens[noun].tag in {"NNS", "NNPS"}
        found = Found(
            head=noun,
            first=first,
            last=last,
            kind="group" if plural else "organization",
            form="nominal",
            name=self.phrases.text(first, last),
            optional=True,
            plural=plural,
        )
        drafts = self.meant[noun] = (self.roster.local(found),)
        self.discourse.settle(noun, drafts)
        span = self.analysis.span(first, last)
        self.mentions.append(CastMention(actors=(drafts[0].id,), head=noun, span=span, form="nominal", optional=True))

    def _unknown_speaker(self, i: int) -> Draft:
        token = self.tokens[i]
        plural = token.lower == "they"
        return self.roster.local(
            Found(
                head=i,
                first=i,
                last=i + 1,
                kind="group" if plural else "person",
                form="pronoun",
                name=token.lower,
                plural=plural,
                gender={"he": "m", "she": "f"}.get(token.lower),
            )
        )

    # --

    def _add_slot(
        self, i: int, drafts: tuple[Draft, ...], plural: bool, pronoun: bool = False, collective: bool = False
    ) -> None:
        token = self.tokens[i]
        role = self.tokens[token.head].dep if token.dep in {"conj", "appos"} else token.dep
        self.discourse.add(
            Slot(
                token=i,
                sentence=token.sentence,
                drafts=drafts,
                role=role,
                plural=plural,
                pronoun=pronoun,
                collective=collective,
                partner=token.head if token.dep == "conj" else None,
                quoted=self.analysis.quotation_at(token.start) is not None,
            )
        )
        if token.dep == "conj" and len(drafts) == 1:
            self._add_pair(i, drafts[0])

    def _add_pair(self, i: int, draft: Draft) -> None:
        """Two that are coordinated are one candidate for "they" ("Peru and Chile signed; they …")."""
        first = next((s for s in self.discourse.recent() if s.token == self.tokens[i].head), None)
        if first is None or first.pronoun or len(first.drafts) != 1 or first.drafts[0] is draft:
            return
        if first.drafts[0].kind != draft.kind:
            return
        pair = (first.drafts[0], draft)
        self.discourse.slots.append(replace(first, token=i, drafts=pair, plural=True, collective=False, partner=None))


def _standing_for_state(found: Found, registry: Registry) -> Found:
    """A town or region that undergoes an act stands for its state ("withdrew its envoy from Graz")."""
    state = registry.state(found.country) if found.country else None
    if found.entries or state is None:
        return replace(found, place=False, optional=True)
    return replace(
        found, place=False, optional=True, form="metonym", entries=(state,), sectors=state.sectors, basis="metonym"
    )


def _day(document: Document) -> str | None:
    """The ISO day that the document is of, or None."""
    if document.dateline and document.dateline.date:
        return document.dateline.date
    stamp = document.published_at or document.modified_at
    return stamp[:10] if stamp else None
