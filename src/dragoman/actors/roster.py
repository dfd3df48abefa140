"""The roster: the actors of one document as they come up, and who a new mention means.

Names are enrolled first, full ones before bare surnames; descriptions and pronouns are then taken in
text order, each against what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..knowledge.names import fold, slug
from ..knowledge.registry import Entry, Office, Registry
from ..records import Actor, ActorKind, Basis
from .found import Found, acronyms
from .words import Words

# Of very many candidates only the latest are looked at, which keeps the search linear in the text.
_MANY = 100
# Whom a report may call by the surname alone, even so many years after the office.
_REMEMBERED = 15
_TOP_OFFICES = frozenset({"head-of-state", "head-of-government", "ruler"})


@dataclass(slots=True, eq=False)
class Draft:
    """An actor while the document is read.

    nouns: what it is called.  titled: a title has told its sectors.  announced: so far only a headline or highlight
    has spoken of it.
    """

    id: str
    name: str
    kind: ActorKind
    entry: Entry | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    title: str | None = None
    basis: Basis | None = None
    gender: str | None = None
    plural: bool = False
    offices: tuple[str, ...] = ()
    nouns: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    number: str | None = None
    named: bool = False
    titled: bool = False
    announced: bool = False
    mentions: int = 0

    def record(self) -> Actor:
        """The actor's record, mentions still empty."""
        return Actor(
            id=self.id,
            name=self.name,
            kind=self.kind,
            country=self.country,
            sectors=list(self.sectors),
            title=self.title,
            wikidata=self.entry.wikidata if self.entry else None,
            mentions=[],
            basis=self.basis,
        )


class Roster:
    """All drafts of one document.  date: ISO day of the document or None."""

    def __init__(self, registry: Registry, words: Words, date: str | None) -> None:
        self.registry = registry
        self.words = words
        self.date = date
        self.drafts: dict[str, Draft] = {}
        self._keys: dict[str, Draft] = {}
        self._surnames: dict[str, list[Draft]] = {}
        self._acronyms: dict[str, Draft] = {}
        self._first_words: dict[str, list[Draft]] = {}
        self._people: list[Draft] = []
        self._numbers: dict[str, int] = {}

    # -- names

    def enroll_all(self, names: Iterable[Found]) -> dict[int, Draft]:
        """Head token → draft for all names; several-word names first, so that parts of them are known."""
        ordered = sorted(names, key=lambda f: (self._is_partial(f), f.first))
        return {found.head: self.enroll(found) for found in ordered}

    def _is_partial(self, found: Found) -> bool:
        return not found.entries and found.last - found.first == 1

    def enroll(self, found: Found) -> Draft:
        """The draft of a name, made if it is new; takes over what the mention tells."""
        draft = self._known(found) or self._new(found)
        self._learn(draft, found)
        return draft

    def _known(self, found: Found) -> Draft | None:
        if found.entries:
            entry = self._choose(found.entries, found)
            return self.drafts.get(entry.id) or self._of_entry(entry)
        key = fold(found.name)
        if key in self._keys:
            return self._keys[key]
        if found.kind == "person":
            return self._person(found)
        if found.kind == "organization":
            return self._organization(found)
        return None

    def _choose(self, entries: tuple[Entry, ...], found: Found) -> Entry:
        """Of several that bear the name, one already met, then one of the country told, then the first."""
        for entry in entries:
            if entry.id in self.drafts:
                return entry
        valid = [e for e in entries if self._is_valid(e)] or list(entries)
        same = [e for e in valid if found.country and e.country == found.country]
        return (same or valid)[0]

    def _is_valid(self, entry: Entry) -> bool:
        if self.date is None:
            return entry.valid_to is None
        begun = entry.valid_from is None or self.date[: len(entry.valid_from)] >= entry.valid_from
        return begun and (entry.valid_to is None or self.date[: len(entry.valid_to)] <= entry.valid_to)

    def _person(self, found: Found) -> Draft | None:
        words = fold(found.name).split()
        if len(words) == 1:
            known = self._surnames.get(words[0], [])
            fitting = [d for d in known if not (found.gender and d.gender and found.gender != d.gender)]
            # of namesakes the one the text speaks of most
            return max(fitting, key=lambda d: d.mentions) if fitting else self._by_surname(found)
        for draft in self._surnames.get(words[-1], []):
            others = fold(draft.name).split()
            if others[-1] == words[-1] and (others[0][0] == words[0][0]) and _initials_agree(others, words):
                return draft
        return self._by_variant(found)

    def _by_variant(self, found: Found) -> Draft | None:
        """Somebody whom the registry spells otherwise ("Mohammed" for "Mohamed"), where only one can be meant."""
        entries = [e for e in self.registry.by_variant(found.name) if found.country in {None, e.country}]
        return (self.drafts.get(entries[0].id) or self._of_entry(entries[0])) if len(entries) == 1 else None

    def _by_surname(self, found: Found) -> Draft | None:
        """A bare surname that the registry knows: of who holds an office, of the country told if one is."""
        entries = [e for e in self.registry.by_surname(found.name) if e.kind == "person"]
        if found.country:
            entries = [e for e in entries if e.country == found.country]
        if found.gender:
            entries = [e for e in entries if e.gender in {None, found.gender}]
        serving = [e for e in entries if self.registry.offices(e.id, self.date)]
        chosen = serving if serving else (entries if found.title else self._once_at_the_top(entries))
        if len({e.id for e in chosen}) > 1:
            chosen = self._once_at_the_top(chosen)
        if len({e.id for e in chosen}) != 1:
            return None
        return self.drafts.get(chosen[0].id) or self._of_entry(chosen[0])

    def _once_at_the_top(self, entries: list[Entry]) -> list[Entry]:
        """Those who led a state on the day or not long before it; without a day, those who lead one."""
        return [e for e in entries if any(self._is_at_the_top(o) for o in self.registry.career(e.id))]

    def _is_at_the_top(self, office: Office) -> bool:
        if office.office not in _TOP_OFFICES or (self.date and office.begins_after(self.date)):
            return False
        if office.end is None:
            return True
        return self.date is not None and int(self.date[:4]) - int(office.end[:4]) <= _REMEMBERED

    def _organization(self, found: Found) -> Draft | None:
        """An organisation of the document whose acronym, spelt-out form or longer form the name is."""
        for name in (found.name, *acronyms(found.name)):
            if name in self._acronyms:
                return self._acronyms[name]
        words = fold(found.name).split()
        for draft in self._first_words.get(words[0], [])[-_MANY:] if words else ():
            if not draft.entry and set(words) < set(fold(draft.name).split()):
                return draft
        return None

    def _of_entry(self, entry: Entry) -> Draft:
        sectors = self.registry.sectors(entry, self.date) if entry.kind == "person" else entry.sectors
        draft = Draft(
            id=entry.id,
            name=entry.name,
            kind=entry.kind,
            entry=entry,
            country=self.registry.country(entry, self.date) if entry.kind == "person" else entry.country,
            sectors=sectors,
            basis="registry",
            gender=entry.gender,
            named=True,
        )
        if entry.kind == "person":
            held = self.registry.offices(entry.id, self.date)
            draft.offices = tuple(o.office for o in held)
        draft.nouns.update(entry.epithets)
        self._add(draft)
        return draft

    def _new(self, found: Found) -> Draft:
        draft = Draft(
            id=self._local_id(found.name),
            name=trimmed(found.name),
            kind=found.kind,
            country=found.country,
            sectors=found.sectors,
            basis=found.basis,
            named=found.form == "name",
            plural=found.plural,
            number=found.number,
        )
        self._add(draft)
        return draft

    def _add(self, draft: Draft) -> None:
        self.drafts[draft.id] = draft
        if draft.kind == "person":
            self._people.append(draft)

    def _learn(self, draft: Draft, found: Found) -> None:
        """Takes over title, gender, country, sectors and longer names from a mention."""
        draft.mentions += 1
        if found.form == "name" and draft.kind == found.kind:
            self._learn_name(draft, found)
        draft.gender = draft.gender or found.gender
        if not draft.country and found.country and found.kind == draft.kind:
            draft.country = found.country
        if found.sectors and (not draft.sectors or self._knows_better(draft, found)):
            draft.sectors, draft.basis = found.sectors, draft.basis or found.basis
        if draft.kind == "person":
            draft.titled = draft.titled or bool(found.title and found.sectors)
            draft.title = draft.title or found.title
            draft.offices = draft.offices or found.offices
        draft.nouns.update(n for n in (found.noun, *_last_words(found)) if n)
        draft.modifiers |= found.modifiers

    def _knows_better(self, draft: Draft, found: Found) -> bool:
        """Whether the title that the text gives somebody outweighs what the registry says of their sectors.

        It does where no day tells which office is meant, and where the registry knows of no such office by that
        day: it is never up to date.  An office that is over leaves its title behind ("President Carter" in 2015).
        """
        if not (draft.entry and draft.entry.kind == found.kind == "person" and found.title):
            return False
        if self.date is None:
            return not draft.titled
        if not found.offices:
            return False
        career = self.registry.career(draft.entry.id)
        begun = {o.office for o in career if not o.begins_after(self.date)}
        return not draft.titled and not self.registry.offices(draft.id, self.date) and not begun & set(found.offices)

    def _learn_name(self, draft: Draft, found: Found) -> None:
        key = fold(found.name)
        self._keys.setdefault(key, draft)
        words = key.split()
        if draft.kind == "person":
            for word in dict.fromkeys((*words[1:], *(words[:1] if len(words) < 3 else ()))):
                known = self._surnames.setdefault(word, [])
                if draft not in known:
                    known.append(draft)
        if draft.kind == "organization":
            self._learn_organization(draft, found.name)
        if not draft.entry and len(found.name) > len(draft.name):
            draft.name = trimmed(found.name)

    def _learn_organization(self, draft: Draft, name: str) -> None:
        # a lone mark, such as a cedilla, folds to nothing
        for word in fold(name).split()[:1]:
            self._first_words.setdefault(word, []).append(draft)
        for acronym in (*acronyms(name), *((name,) if name.isupper() and len(name) > 1 else ())):
            self._acronyms.setdefault(acronym, draft)

    # -- others

    def entry(self, entry: Entry) -> Draft:
        """The draft of an actor that the registry knows, made if it is new."""
        return self.drafts.get(entry.id) or self._of_entry(entry)

    def people(self) -> list[Draft]:
        """The persons met so far, the latest of very many."""
        return self._people[-_MANY:]

    def local(self, found: Found) -> Draft:
        """A new actor of this document only."""
        draft = self._new(found)
        self._learn(draft, found)
        return draft

    def learn(self, draft: Draft, found: Found) -> None:
        """Takes a further mention of an actor into account."""
        self._learn(draft, found)

    def _local_id(self, name: str) -> str:
        base = f"local:{slug(trimmed(name)) or 'actor'}"
        while True:
            number = self._numbers[base] = self._numbers.get(base, 0) + 1
            identifier = base if number == 1 else f"{base}-{number}"
            if identifier not in self.drafts:
                return identifier


def trimmed(name: str) -> str:
    """The name without a leading article."""
    article, _, rest = name.partition(" ")
    return rest if rest and article.lower() in {"the", "a", "an", "its", "his", "her", "their"} else name


def _initials_agree(a: list[str], b: list[str]) -> bool:
    """Whether first names are equal or one is the other's initial."""
    return a[0] == b[0] or len(a[0].rstrip(".")) == 1 or len(b[0].rstrip(".")) == 1


def _last_words(found: Found) -> tuple[str, ...]:
    """The last word of an organisation's name, by which it is taken up again ("the ministry")."""
    if found.kind != "organization" or found.form != "name":
        return ()
    words = fold(found.name.split(" of ")[0]).split()
    return (words[-1],) if len(words) > 1 else ()
