"""Roles: which actors of the cast fill the slots that a sense of a verb or noun opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..language import Analysis, Clause
from ..records import Actor, Cast, Role
from .frames import complements, obliques, slot_heads, undergoers

# More parties than this on one side are a list that the sentence tells of, not who did it.
_MOST_PARTIES = 3
_MODIFIERS = ("amod", "compound", "nmod")
_PREPOSITIONS = ("prep", "agent")
# Where to look for the party of a noun that is none itself ("Iran's nuclear programme", "officials of the union").
# A name beside it comes first, a mere "his" or "their" after the adjective ("his Jordanian counterpart").
_OWNERS = ("appos", "owner", "mod", "poss", "by", "of", "from", "with")
# Prepositions that name a party however deep they hang, and the clauses that they are not looked for in.
_FAR = {
    "against": ("relcl", "advcl", "ccomp", "conj", "acl", "xcomp"),
    "between": ("relcl", "advcl", "ccomp", "conj"),
}
# Between a noun and who is behind it another noun may stand ("offers of talks by the government").
_BETWEEN = ("of", "for", "to")
_DEPTH = 3
# Sectors that make nobody political by themselves (PLOVER manual, sector codes).
_RULING_SECTORS = frozenset({"GOV", "MIL", "LEG", "PTY", "OPP", "REB", "PRM", "SPY", "IGO"})
_PRIVATE_SECTORS = frozenset({"AGR", "BUS", "CRM", "CVL", "EDU", "JRN", "MED", "MNC", "REF", "UNK"})
# Verbs whose object is who hears the words, and those who hear them on everybody's behalf.
_TELLING = frozenset({"tell", "inform", "assure", "notify", "advise"})
_LISTENING = frozenset({"JRN", "LEG", "MED"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Finds who stands in a slot of a clause or of a noun phrase."""

    analysis: Analysis
    cast: Cast
    speech: frozenset[str] = frozenset()  # lemmas of verbs of saying
    without: frozenset[str] = frozenset()  # ids of actors that are passed over

    def apart_from(self, roles: Iterable[Role]) -> Parties:
        """The same finder blind to some actors: nobody is the recipient of what he does himself."""
        return replace(self, without=frozenset(r.actor for r in roles))

    def at(self, head: int) -> list[Role]:
        """The actors that a token names."""
        return [r for r in self.cast.at(head) if r.actor not in self.without]

    # -- phrases

    def of_phrase(self, head: int, depth: int = _DEPTH) -> list[Role]:
        """The actors that a noun phrase names: its head's, else its owner's, its adjective's, its agent's."""
        found = self.at(head)
        if found or depth == 0:
            return found
        for slot in _OWNERS:
            found = self.of_noun(head, slot, depth - 1)
            if found:
                return found
        return []

    def of_noun(self, noun: int, slot: str, depth: int = _DEPTH) -> list[Role]:
        """The actors in one slot of a noun: "poss", "mod" (adjective or compound) or a preposition."""
        if slot == "comp":
            return self._all(self._subjects_below(noun), depth)
        if slot in {"poss", "appos", "owner"}:
            return self._all(self._beside(noun, slot), depth)
        if slot == "mod":
            mods = self.analysis.dependents(noun, *_MODIFIERS)
            return _distinct(r for m in reversed(mods) for r in self.at(m))
        found = self._all(self._governed(noun, slot), depth)
        if not found:
            found = self._all(self._reduced(noun, slot), depth)
        if not found and slot in {"by", "from"} and depth:
            inner = [x for name in _BETWEEN for x in self._governed(noun, name) if not self.cast.at(x)]
            found = next((r for x in inner if (r := self.of_noun(x, slot, depth - 1))), [])
        return found

    def _subjects_below(self, noun: int) -> list[int]:
        """ "the demand that Iran withdraw", "a call for Iran to withdraw" """
        clauses = (self.analysis.clause_at(c) for c in self.analysis.dependents(noun, "acl", "ccomp", "relcl"))
        return [s for c in clauses if c and not c.subject_inherited for s in c.subjects]

    def _beside(self, noun: int, slot: str) -> list[int]:
        """Heads of possessors ("owner": those that are no pronouns) or of appositions."""
        if slot != "owner":
            return self.analysis.dependents(noun, slot)
        return [p for p in self.analysis.dependents(noun, "poss") if self.analysis.tokens[p].pos != "PRON"]

    def _governed(self, noun: int, preposition: str) -> list[int]:
        tokens = self.analysis.tokens
        preps = [p for p in self.analysis.dependents(noun, *_PREPOSITIONS) if tokens[p].lower == preposition]
        return [x for p in preps for o in self.analysis.dependents(p, "pobj") for x in self.analysis.conjuncts(o)]

    def _reduced(self, noun: int, preposition: str) -> list[int]:
        """ "a raid carried out by the police", "sanctions imposed on Libya" """
        clauses = [c for at in self.analysis.dependents(noun, "acl") if (c := self.analysis.clause_at(at))]
        if preposition == "by":
            return [a for c in clauses for a in c.agents]
        return [head for c in clauses if c.voice == "passive" for name, head in c.obliques if name == preposition]

    def _all(self, heads: Iterable[int], depth: int = _DEPTH) -> list[Role]:
        return _distinct(r for h in heads for r in self.of_phrase(h, depth))

    # -- slots of clauses

    def in_clause(self, clause: Clause, slot: str) -> list[Role]:
        """The actors in one slot of a clause; "obj.on" is the slot "on" of its object."""
        if slot.startswith("obj."):
            return self._at_objects(clause, slot[4:])
        if slot == "speaker":
            return self.speaker(clause)
        if slot == "comp":
            own = [c for c in complements(self.analysis, clause) if not c.subject_inherited]
            return self._all(s for c in own for s in c.subjects)
        found = self._all(slot_heads(self.analysis, clause, slot))
        if not found and slot == "subj":
            found = self._behind_antecedent(clause)
        elif not found and slot not in {"obj", "iobj"}:
            found = self._at_objects(clause, slot)
        if not found and slot in _FAR:
            found = self._all(self._far_below(clause, slot))
        return found

    def _far_below(self, clause: Clause, preposition: str) -> list[int]:
        """What a preposition governs anywhere in the clause: some name the other side wherever they hang."""
        tokens = self.analysis.tokens
        words = self.analysis.subtree(clause.predicate, without=_FAR[preposition])
        preps = [w for w in words if tokens[w].dep == "prep" and tokens[w].lower == preposition]
        return [x for p in preps for o in self.analysis.dependents(p, "pobj") for x in self.analysis.conjuncts(o)]

    def speaker(self, clause: Clause) -> list[Role]:
        """Who says the words that the clause stands in, where the sentence tells."""
        above = self.analysis.governor_of(clause)
        for _ in range(_DEPTH):
            if above is None:
                return []
            if above.lemma in self.speech:
                return self.in_clause(above, "subj")
            above = self.analysis.governor_of(above)
        return []

    def told(self, clause: Clause) -> list[Role]:
        """Whom the words that the clause stands in are told to; who only listens is left out."""
        above = self.analysis.governor_of(clause)
        for _ in range(_DEPTH):
            if above is None:
                return []
            if above.lemma in _TELLING or above.lemma in self.speech:
                slots = ("to", "iobj", "obj") if above.lemma in _TELLING else ("to",)
                heads = next((h for slot in slots if (h := slot_heads(self.analysis, above, slot))), [])
                return [r for r in self._all(heads) if not self._listens(r)]
            above = self.analysis.governor_of(above)
        return []

    def _listens(self, role: Role) -> bool:
        actor = self.cast.actors.get(role.actor)
        return actor is None or not _LISTENING.isdisjoint(actor.sectors)

    def _behind_antecedent(self, clause: Clause) -> list[Role]:
        """ "issued a statement criticising ...": who issued it criticises."""
        above = self.analysis.governor_of(clause)
        if clause.kind != "reduced" or clause.voice != "active" or above is None:
            return []
        return self._all(above.doers)

    def _at_objects(self, clause: Clause, slot: str) -> list[Role]:
        return _distinct(r for o in undergoers(self.analysis, clause) for r in self.of_noun(o, slot))

    def first_in_clause(self, clause: Clause, slots: Sequence[str]) -> list[Role]:
        """The actors of the first slot that has any."""
        return next((found for slot in slots if (found := self.in_clause(clause, slot))), [])

    def first_of_noun(self, noun: int, slots: Sequence[str], clause: Clause | None = None) -> list[Role]:
        """The same for a noun; clause: the one whose light verb it stands with, which may hold its phrases."""
        for slot in slots:
            found = self.of_noun(noun, slot)
            if not found and clause is not None:
                found = self._all(h for name, h in obliques(self.analysis, clause) if name == slot)
            if not found and clause is not None and slot in _FAR:
                found = self._all(self._far_below(clause, slot))
            if found:
                return found
        return []

    # -- who counts

    def actors_of(self, roles: Iterable[Role]) -> list[Actor]:
        return [self.cast.actors[r.actor] for r in roles if r.actor in self.cast.actors]

    def countries(self, roles: Iterable[Role]) -> set[str | None]:
        return {actor.country for actor in self.actors_of(roles)}


def is_political(actor: Actor) -> bool:
    """Whether the actor is a state or holds a sector of public life."""
    return actor.kind == "state" or any(s not in _PRIVATE_SECTORS for s in actor.sectors)


def governs(actor: Actor) -> bool:
    """Whether the actor is a state or stands for one or for those who fight it; police and courts do not count."""
    return actor.kind == "state" or any(s in _RULING_SECTORS for s in actor.sectors)


def may_be_political(actor: Actor) -> bool:
    """The same, or a people ("Israelis"), or a person or organisation of which only the name is known."""
    if is_political(actor) or actor.basis == "demonym":
        return True
    return not actor.sectors and actor.kind in {"person", "organization"}


def _distinct(roles: Iterable[Role]) -> list[Role]:
    """The roles without a second one for the same actor, at most `_MOST_PARTIES`."""
    found: dict[str, Role] = {}
    for role in roles:
        found.setdefault(role.actor, role)
    return list(found.values())[:_MOST_PARTIES]
