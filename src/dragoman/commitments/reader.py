"""What every way of finding a commitment looks at, and what they all ask of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..knowledge.terms import Terms
from ..language import Analysis, Clause
from ..records import Cast, Role, SpanIndex, Statement
from .aims import AimReader
from .parties import is_political, party_at, roles_at, speaker_role, speaks_for

# Prepositions before whoever a promise, threat or order comes from.
_FROM = frozenset({"by", "from"})
# "answered with a promise to": whoever answers makes it.
_ANSWERING = frozenset({"answer", "respond", "reply", "counter", "retaliate", "come", "follow", "react"})


@dataclass(frozen=True, slots=True)
class Reader:
    """statements: what is said, by where its words stand."""

    analysis: Analysis
    cast: Cast
    terms: Terms
    aims: AimReader
    statements: SpanIndex[Statement]

    def is_political(self, roles: Iterable[Role]) -> bool:
        """Whether one of the parties is a state, a body of unknown sort, or of a political sector."""
        return is_political(self.cast, roles, self.terms.groups["private"])

    def statement_at(self, token: int) -> Statement | None:
        """The innermost statement around a token that somebody is known to have made."""
        around = self.statements.around(self.analysis.span(token, token + 1))
        return next((s for s in reversed(around) if s.act == "said" and s.speaker), None)

    def speaker_at(self, token: int) -> list[Role]:
        """Who speaks at a token, if it is somebody whose word is politics."""
        statement = self.statement_at(token)
        roles = speaker_role(statement) if statement else []
        return roles if self.is_political(roles) else []

    def doers(self, clause: Clause) -> list[Role]:
        """Who does what a clause tells: its doers, else who stands right before a verb that lost its subject."""
        found = self._named(clause.doers)
        if not found and clause.voice == "passive":
            found = self._agents_below(clause)
        if clause.kind == "reduced":
            found = self._sayer_before(clause) or found
        if not found:
            found = [r for s in clause.doers if self._is_paper(s) for r in self.owner(s)]
        if not found:
            found = [r for d in clause.doers for r in party_at(self.analysis, self.cast, d)]
        if not found and clause.voice == "active" and not clause.subjects and clause.form == "finite":
            found = self.cast.at(clause.verb_first - 1)
        return found

    def _is_paper(self, noun: int) -> bool:
        """ "a decree banning", "an order from the abbot forbids": it is whose paper it is that forbids."""
        return self.analysis.tokens[noun].lemma.lower() in self.terms.groups["papers"]

    def paper_owner(self, noun: int) -> list[Role]:
        """Whose order or ban a paper is: "under a decree by the abbot"."""
        return self.owner(noun) if self._is_paper(noun) else []

    def _named(self, heads: tuple[int, ...]) -> list[Role]:
        """The actors at heads; those listed after a phrase for them stand for it ("two states, A and B")."""
        found: list[Role] = []
        for head in heads:
            listed = self.analysis.dependents(head, "appos")
            names = [r for a in listed for t in self.analysis.conjuncts(a) for r in self.cast.at(t)]
            plural = self.analysis.tokens[head].tag in {"NNS", "NNPS"}
            found += names if plural and len(names) > 1 else self.cast.at(head)
        return list({r.actor: r for r in found}.values())

    def _sayer_before(self, clause: Clause) -> list[Role]:
        """ "…, the abbot said, warning that": the warning is the abbot's, whatever it is hung on."""
        before = self.analysis.clause_at(clause.predicate - 2)
        if before is None or self.analysis.tokens[clause.predicate].tag != "VBG" or before.form != "finite":
            return []
        comma = self.analysis.tokens[clause.predicate - 1].text == ","
        return roles_at(self.cast, before.subjects) if comma else []

    def owner(self, noun: int) -> list[Role]:
        """Whose promise, threat or order a noun is: the possessor's, the giver's, or whoever's it comes from."""
        analysis = self.analysis
        for child in analysis.dependents(noun, "poss", "amod", "compound"):
            own = analysis.tokens[child].dep == "poss"
            found = party_at(analysis, self.cast, child) if own else self.cast.at(child)
            if found:
                return found
        for prep in analysis.dependents(noun, "prep"):
            found = roles_at(self.cast, analysis.dependents(prep, "pobj"))
            if found and analysis.tokens[prep].lower in _FROM:
                return found
        clause = analysis.clause_of(noun)
        if clause and noun in clause.undergoers and clause.lemma in self.terms.groups["light"]:
            return self.doers(clause) or (self.speaker_at(noun) if clause.voice == "passive" else [])
        if clause and clause.lemma in _ANSWERING and (("with", noun) in clause.obliques):
            return self.doers(clause)
        if clause and noun in clause.objects and clause.lemma in self.terms.groups["receiving"]:
            return roles_at(self.cast, [h for p, h in clause.obliques if p == "from"])
        return []

    def _agents_below(self, clause: Clause) -> list[Role]:
        """ "were told to go home by the mayor": the parser hangs the mayor on the going."""
        inner = [c for c in self.analysis.clauses_under(clause) if c.kind == "open" and c.voice == "active"]
        agents = [a for c in inner for a in c.agents]
        beside = [h for c in (clause, *inner) for p, h in c.obliques if p == "by"]
        return roles_at(self.cast, (*agents, *beside))

    def on_behalf(self, clause: Clause, speakers: list[Role]) -> list[Role]:
        """The state or body named as the doer of an act that its official promises, else the official."""
        if clause.voice == "passive" or clause.subject_inherited:
            return speakers
        for subject in clause.subjects:
            if self.analysis.tokens[subject].pos == "PRON":
                continue
            for role in self.cast.at(subject):
                body = self.cast.actors[role.actor].kind in {"state", "organization"}
                if body and any(speaks_for(self.cast, s.actor, role.actor) for s in speakers):
                    return [role]
        return speakers

    def infinitives(self, clause: Clause) -> list[Clause]:
        """Infinitives after a verb of asking; the parser hangs some on the one who is asked."""
        kinds = {"open", "complement", "adverbial", "reduced", "relative"}
        return [
            c
            for c in self.analysis.clauses_under(clause)
            if c.form == "infinitive" and c.kind in kinds and c.predicate > clause.predicate
        ]
