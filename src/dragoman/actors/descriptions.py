"""Whom a description means: "the army", "both sides", "the prime minister", "the companies".

A definite description takes up what was named before; an indefinite one brings in somebody new.
"""

from __future__ import annotations

from dataclasses import replace

from ..knowledge.registry import Registry
from ..language import Sentence
from .discourse import Discourse
from .focus import Scene
from .found import Found
from .roster import Draft, Roster, trimmed
from .words import Words

_TWO = frozenset({"two", "both", "2"})
# What a text calls those in power by turns.
_GOVERNMENTS = frozenset({"junta", "regime", "government", "administration", "military", "cabinet"})
# Of very many candidates only the latest are looked at, which keeps the search linear in the text.
_MANY = 100
_IRREGULAR = frozenset({"REB", "PRM", "UAF", "CRM"})
# A president is no prime minister, though either may be the head of government.
_EXACT = frozenset({"president", "prime minister", "premier", "chancellor", "king", "queen"})
# Titles that several people of one text bear.
_SHARED = frozenset({"spokesman", "spokeswoman", "spokesperson", "official", "minister", "member", "officer"})
# Sectors whose people are that by office.
_SERVICES = frozenset({"JUD", "MIL", "COP", "LEG"})
# Nobody's country is guessed for these: firms and unknown persons are often foreign.
_STATELESS = frozenset({"BUS", "UNK", "MNC", "IGO", "NGO"})


class Descriptions:
    """Resolves the descriptions of one document.  scene: the countries the document is about."""

    def __init__(self, roster: Roster, registry: Registry, words: Words, scene: Scene) -> None:
        self.roster = roster
        self.registry = registry
        self.words = words
        self.scene = scene
        self._by_noun: dict[str, list[Draft]] = {}
        self._gone: set[str] = set()

    def note(self, draft: Draft, noun: str) -> None:
        """Remembers that an actor was called by a noun."""
        for word in dict.fromkeys((noun, noun.rpartition(" ")[2])):
            known = self._by_noun.setdefault(word, [])
            if draft not in known[-_MANY:]:
                known.append(draft)

    def unnamed(self, noun: str, draft: Draft) -> Draft | None:
        """The one person so far without a name who was called by the last word of a title, where it fits."""
        fitting = [
            d
            for d in self._by_noun.get(noun.rpartition(" ")[2], [])[-_MANY:]
            if d.kind == "person" and not d.named and d.country in {None, draft.country} and d.id not in self._gone
        ]
        return fitting[0] if len(fitting) == 1 and noun.rpartition(" ")[2] not in _SHARED else None

    def is_unnamed(self, noun: str) -> bool:
        """Whether somebody without a name was called by a noun, so that it may mean them again."""
        return any(d.kind == "person" and not d.named for d in self._by_noun.get(noun.rpartition(" ")[2], [])[-_MANY:])

    def forget(self, draft: Draft) -> None:
        """Takes a draft out that was merged into another."""
        self._gone.add(draft.id)
        for noun in draft.nouns:
            for word in dict.fromkeys((noun, noun.rpartition(" ")[2])):
                if draft in self._by_noun.get(word, []):
                    self._by_noun[word].remove(draft)

    def resolve(self, found: Found, owner: Draft | None, discourse: Discourse, sentence: Sentence) -> tuple[Draft, ...]:
        """The actors meant; a new local one where none was there; none for an epithet that nobody bears.

        sentence: the one that the description stands in.
        """
        parties = self._parties(found, discourse)
        state = None if parties else self._state(found, owner)
        if parties or state:
            return parties or ((state,) if state else ())
        found = _of_owner(found, owner)
        known = self._known_body(found, owner) or self._office(found, owner, discourse) or self._same_noun(found, owner)
        known = known or self._epithet(found, discourse)
        if not known and not found.sectors:
            return ()
        draft = known or self.roster.local(self._placed(found, owner, sentence.block))
        if known:
            self.roster.learn(draft, found)
        self._announce(draft, found, not known, sentence)
        self.note(draft, found.noun)
        return (draft,)

    def _announce(self, draft: Draft, found: Found, new: bool, sentence: Sentence) -> None:
        """Keeps track of who only a headline has spoken of; the text's own first wording is the fuller name."""
        ahead = sentence.kind in {"headline", "highlight"}
        if draft.announced and not ahead and not draft.named:
            draft.name = trimmed(found.name)
            draft.number = found.number
        draft.announced = ahead if new else draft.announced and ahead

    # -- several at once

    def _parties(self, found: Found, discourse: Discourse) -> tuple[Draft, ...]:
        """ "Both sides", "the two countries": the two parties mentioned last that fit."""
        if not (found.plural or found.name.lower().startswith(("each ", "either "))):
            return ()
        if found.number not in _TWO | {None} or found.modifiers - {"both", "warring", "rival"}:
            return ()
        if found.noun not in self.words.epithets["parties"] or not (found.number or self._says_both(found)):
            return ()
        kinds = self._party_kinds(found.noun)
        for pair in discourse.pairs():
            if all(d.kind in kinds or (d.kind == "group" and "organization" in kinds) for d in pair):
                return pair
        fitting = [d for d in discourse.drafts() if d.kind in kinds and (d.named or d.kind == "organization")]
        # those the text speaks of most; of equals the last
        salient = sorted(fitting, key=lambda d: -d.mentions)[:2]
        return tuple(salient) if len(salient) == 2 else ()

    def _says_both(self, found: Found) -> bool:
        if found.name.lower().startswith(("both", "each", "either")):
            return True
        return found.noun == "side" and found.determiner == "definite"

    def _party_kinds(self, noun: str) -> frozenset[str]:
        for kind in ("state", "person"):
            if noun in self.words.epithets[kind] and noun not in {"neighbour", "neighbor"}:
                return frozenset({kind})
        states_only = noun in {"neighbour", "neighbor", "government"}
        return frozenset({"state"}) if states_only else frozenset({"state", "organization"})

    # -- one at a time

    def _state(self, found: Found, owner: Draft | None) -> Draft | None:
        """ "The Tajik side", "her country": the state itself."""
        if found.noun not in self.words.epithets["state"] and found.noun != "side":
            return None
        country = found.country or (owner.country if owner else None)
        entry = self.registry.state(country) if country and not found.plural else None
        return self.roster.entry(entry) if entry else None

    def _known_body(self, found: Found, owner: Draft | None) -> Draft | None:
        """A body of a state that the registry has under a composed name ("Brazil's navy")."""
        country = found.country or (owner.country if owner else None)
        if found.kind != "organization" or not country or found.modifiers:
            return None
        state = self.registry.state(country)
        if not state:
            return None
        words = [state.name, *(e.name for e in found.entries)]
        for name in (*(f"{w} {found.noun}" for w in words), *(f"{found.noun} of {w}" for w in words)):
            for entry in self.registry.by_name(name):
                if entry.kind == "organization":
                    return self.roster.entry(entry)
        return None

    def _office(self, found: Found, owner: Draft | None, discourse: Discourse) -> Draft | None:
        """Who holds the office that the noun names: in the document, else by the registry."""
        if not found.offices or found.determiner == "indefinite" or "former" in found.modifiers:
            return None
        country = found.country or (owner.country if owner else None)
        fitting = [d for d in self.roster.people() if self._may_hold(d, found, country)]
        if fitting:
            return max(fitting, key=lambda d: self._claim(d, found, discourse))
        if found.regional:
            return None
        return self._holder(country or self.scene.official, found.offices)

    def _claim(self, draft: Draft, found: Found, discourse: Discourse) -> tuple[bool, bool, int]:
        """How strong a claim to the office is: called so, in office on the day, spoken of last."""
        serving = bool(set(draft.offices) & set(found.offices))
        return found.noun in draft.nouns and (serving or not draft.entry), serving, discourse.last.get(draft.id, -1)

    def _may_hold(self, draft: Draft, found: Found, country: str | None) -> bool:
        home = draft.country or self.scene.official
        if country and home and home != country:
            return False
        held = found.noun in draft.nouns or found.offices[0] in draft.offices
        held = held or (found.noun not in _EXACT and bool(set(draft.offices) & set(found.offices)))
        return held and self._genders_agree(draft, found)

    def _holder(self, country: str | None, offices: tuple[str, ...]) -> Draft | None:
        """Who held the office on the day of the text; a text without a day names nobody by office."""
        for office in offices if country and self.roster.date else ():
            entry = self.registry.office_holder(country or "", office, self.roster.date)
            if entry:
                return self.roster.entry(entry)
        return None

    def _genders_agree(self, draft: Draft, found: Found) -> bool:
        return not (draft.gender and found.gender and draft.gender != found.gender)

    def _same_noun(self, found: Found, owner: Draft | None) -> Draft | None:
        country = found.country or (owner.country if owner else None)
        for draft in reversed(self._by_noun.get(found.noun, [])[-_MANY:]):
            if self._agrees(draft, found, country):
                return draft
        return None

    def _agrees(self, draft: Draft, found: Found, country: str | None) -> bool:
        if draft.plural != found.plural:
            return False
        if draft.announced and country in {None, draft.country}:
            # what the headline announced, the text brings in anew
            return found.modifiers <= draft.modifiers or draft.modifiers <= found.modifiers
        if found.determiner == "indefinite" or (country and country != draft.country):
            return False
        if found.number and (draft.number or found.determiner == "bare") and found.number != draft.number:
            return False
        if found.determiner == "bare":
            return found.modifiers <= draft.modifiers and (country is None) == (found.country is None)
        return found.modifiers <= draft.modifiers

    def _epithet(self, found: Found, discourse: Discourse) -> Draft | None:
        """The nearest actor that a definite noun such as "the bloc" or "the man" fits."""
        if found.determiner != "definite" or (found.plural and not self._is_armed(found)):
            return None
        if not found.modifiers and found.noun in self.words.epithets["state"]:
            entry = self.registry.state(self.scene.plays_in or self.scene.about or "")
            if entry:
                return self.roster.entry(entry)
        for draft in discourse.drafts():
            if self._takes_epithet(draft, found):
                return draft
        return None

    def _is_armed(self, found: Found) -> bool:
        """ "The rebels" may be an armed group that has a name."""
        return "REB" in self.words.epithets["organization"].get(found.noun, ()) and not found.number

    def _takes_epithet(self, draft: Draft, found: Found) -> bool:
        if found.country and draft.country and found.country != draft.country:
            return False
        if found.noun in draft.nouns:
            return draft.kind != "group"
        if draft.kind == "organization" and found.modifiers:
            return False
        asked = self.words.epithets.get(draft.kind, {}).get(found.noun)
        if asked is None or not self._genders_agree(draft, found):
            return False
        if draft.kind == "person" and found.offices and draft.offices and not set(found.offices) & set(draft.offices):
            return False
        if draft.kind == "person" and _serve_apart(draft, found):
            return False
        if found.noun in _GOVERNMENTS:
            return bool(draft.nouns & _GOVERNMENTS)
        return not asked or bool(set(asked) & set(draft.sectors))

    # -- somebody new

    def _placed(self, found: Found, owner: Draft | None, block: int) -> Found:
        """The description with the country that its owner or the document gives it."""
        if found.country:
            return found
        if owner:
            return replace(found, country=owner.country)
        if found.noun.rpartition(" ")[2] in self.words.toponym["outsider"]:
            return found
        if set(found.sectors) & _STATELESS or found.modifiers & self.words.toponym["region"]:
            return found
        return replace(found, country=self.scene.domestic(block))


def _serve_apart(draft: Draft, found: Found) -> bool:
    """Whether a role and what a person is known for exclude each other: the judge is nobody's widow or aide."""
    return bool(set(found.sectors[:1]) & _SERVICES and draft.sectors and not set(found.sectors) & set(draft.sectors))


def _of_owner(found: Found, owner: Draft | None) -> Found:
    """Commanders and fighters of an armed group are of its sectors, whatever the noun says by itself."""
    if owner and set(owner.sectors[:1]) & _IRREGULAR and set(found.sectors[:1]) & {"MIL", "UNK", "GOV"}:
        return replace(found, sectors=owner.sectors)
    return found
