"""What an act aims at: the PLOVER type that it would have, and whether it harms, helps or yields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..knowledge.terms import ActSort, ActWord
from ..language import Analysis, Clause
from ..records import EventType

# Tells the type that an act would have if it came about, from the token that names it.
ActTyper = Callable[[int], EventType | None]

_SORTS: dict[str, ActSort] = {
    **dict.fromkeys(("SANCTION", "COERCE", "ASSAULT", "THREATEN", "ACCUSE", "PROTEST", "REJECT"), "harm"),
    **dict.fromkeys(("RETREAT", "CONCEDE"), "yield"),
    **dict.fromkeys(("AID", "SUPPORT", "COOPERATE", "AGREE"), "help"),
    "CONSULT": "meet",
}  # fmt: skip
# An act that ends another: "stop shelling" yields, "stop buying" harms.
_STOPPING = frozenset({"stop", "halt", "cease", "end", "suspend", "freeze"})
# Less of a harm is a concession: "cut the tolls", "waive the fine".
LESSENING = frozenset(
    {"cut", "reduce", "lower", "drop", "remove", "waive", "scrap", "cancel", "lift", "ease", "call_off", "relax"}
)
# More of something aims where that aims: "raise the tolls" harms, "extend the loan" helps.
_GROWING = frozenset({"raise", "double", "increase", "extend", "renew", "tighten", "expand", "triple", "put_up"})


@dataclass(frozen=True, slots=True)
class Aim:
    """What an act aims at: the PLOVER type that it would have, or None, and whether it harms, helps or yields."""

    type: EventType | None
    sort: ActSort


_NOTHING = Aim(None, "plain")


@dataclass(frozen=True, slots=True)
class AimReader:
    """Tells what acts aim at: by the event lexicon, else by the verb or noun alone."""

    analysis: Analysis
    act_type: ActTyper
    words: dict[str, ActWord]

    def at(self, head: int) -> Aim:
        """The aim of the act that a token names."""
        clause = self.analysis.clause_at(head)
        name = clause.lemma if clause else self.analysis.tokens[head].lemma.lower()
        if clause and name in _STOPPING:
            return self._stopped(clause)
        if clause and name in LESSENING and self.of_object(clause).sort == "harm":
            return Aim("CONCEDE", "yield")
        if clause and name in _GROWING and clause.undergoers:
            return self.of_object(clause)
        phrase = self._phrase(clause, name) if clause else None
        if phrase:
            return phrase
        type_ = self.act_type(head)
        if type_:
            return Aim(type_, _SORTS.get(type_, "plain"))
        word = self.words.get(name)
        if word:
            return Aim(word.type, word.sort)
        # "find the farmers money": the object tells what the verb does not
        return self.of_object(clause) if clause else _NOTHING

    def _phrase(self, clause: Clause, name: str) -> Aim | None:
        """The aim of a verb with its object or adverb ("take revenge", "send back"), or of one that means little."""
        tokens = self.analysis.tokens
        beside = self.analysis.dependents(clause.predicate, "advmod", "oprd", "acomp")
        inner = [c.predicate for c in self.analysis.clauses_under(clause) if c.kind in {"open", "complement"}]
        nouns = (*clause.undergoers, *(h for _, h in clause.obliques), *inner)
        keys = [f"{name}_{tokens[t].lower}" for t in beside] + [f"{name} {tokens[t].lemma.lower()}" for t in nouns]
        found = next((self.words[k] for k in keys if k in self.words), None)
        if found is None and name in self.words and self.words[name].sort == "plain":
            found = self.words[name]
        return Aim(found.type, found.sort) if found else None

    def of_object(self, clause: Clause) -> Aim:
        """What the object of a verb aims at by itself ("impose a blockade")."""
        return next((a for noun in clause.undergoers[:2] if (a := self.of_noun(noun)) is not _NOTHING), _NOTHING)

    def of_noun(self, noun: int) -> Aim:
        word = self.words.get(self.analysis.tokens[noun].lemma.lower())
        return Aim(word.type, word.sort) if word else _NOTHING

    def _stopped(self, clause: Clause) -> Aim:
        inner = [c for c in self.analysis.clauses_under(clause) if c.kind == "open"]
        heads = [c.predicate for c in inner] or list(clause.undergoers[:1])
        sorts = [self.at(head).sort for head in heads]
        if "harm" in sorts:
            return Aim("RETREAT", "yield")
        # "suspend the loan", "stop buying their timber"
        if inner or "help" in sorts or clause.lemma == "freeze":
            return Aim("SANCTION", "harm")
        return Aim("RETREAT", "yield")
