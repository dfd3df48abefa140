"""Acts: what a clause or a noun says is done, typed by the lexicon, before it is decided which become candidates.

Three ways lead from words to a type: a sense of the verb whose frame the clause meets ("imposed sanctions on");
a light verb that lends its subject to the act its object names ("carried out an attack"); an operator whose type
hangs on the act it takes ("vowed to retaliate", "demanded the release of").  Operators nest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..knowledge.predicates import Lexicon, Operator, Predicate
from ..language import Analysis, Clause
from ..records import Cast, EventType, Role
from .frames import complements, fits, keys, noun_fits, obliques, undergoers
from .roles import Parties

# How deep operators may nest ("agreed to stop threatening to ..."): deeper is a misparse.
_DEPTH = 4
# Words of a trigger lie close together; a longer stretch is named by its verb alone.
_LONGEST_TRIGGER = 6
# A verb in the future is a commitment of whoever says so (PLOVER manual, AGREE and CONCEDE).
_FUTURE = frozenset({"will", "shall", "would"})
# A duty that somebody lays on another (PLOVER manual, REQUEST).
_DUTY = frozenset({"must", "should", "ought"})
_DUTY_WEIGHT = 0.65
_ASSURED_WEIGHT = 0.5
_QUESTIONING = frozenset({"WP", "WRB", "WDT"})
_HYPOTHETICAL = frozenset({"if", "unless", "once", "when", "until", "even if", "only if"})
# What operators presuppose rather than aim at stays an act of its own.
_PRESUPPOSING = frozenset({"deny", "accuse", "praise"})
_FACTOR = 0.95
# Where the party of an act may have been attached to the operator above it.
_TOWARDS = ("on", "against", "with", "to", "from")


@dataclass(frozen=True, slots=True)
class Act:
    """A typed act with its parties.  used: tokens whose acts are told by this one and make no candidate."""

    head: int
    first: int
    last: int
    clause: int | None
    nominal: bool
    type: EventType
    mode: str | None
    actors: tuple[Role, ...]
    recipients: tuple[Role, ...]
    reciprocal: bool
    weight: float
    source: str
    used: frozenset[int]


@dataclass(frozen=True, slots=True)
class ActReader:
    """Reads acts off the clauses and nouns of one document."""

    analysis: Analysis
    cast: Cast
    lexicon: Lexicon
    parties: Parties

    # -- clauses

    def of_clause(self, clause: Clause, depth: int = _DEPTH) -> Act | None:
        """The act of a clause as told: in the future it is a commitment, or a refusal if negated."""
        if clause.modal in _DUTY:
            return self._demanded(clause, depth)
        act = self.bare(clause, depth)
        if clause.modal not in _FUTURE or clause.marker in _HYPOTHETICAL:
            return act
        return self._committed(clause, act) if act else self._assured(clause)

    def _assured(self, clause: Clause) -> Act | None:
        """ "X told Y it would V": a promise to Y, or a refusal, whatever X will do (PLOVER manual, AGREE)."""
        speaker = self.parties.speaker(clause)
        own = {r.actor for r in speaker}
        told = tuple(r for r in self.parties.told(clause) if r.actor not in own) if own else ()
        if not told or self._asks(clause) or own.isdisjoint(r.actor for r in self.parties.in_clause(clause, "subj")):
            return None
        return Act(
            head=clause.predicate,
            first=clause.verb_first,
            last=clause.verb_last,
            clause=clause.index,
            nominal=False,
            type="REJECT" if clause.negated else "AGREE",
            mode=None,
            actors=tuple(speaker),
            recipients=told,
            reciprocal=False,
            weight=_ASSURED_WEIGHT,
            source=f"{clause.modal}/commit",
            used=frozenset(),
        )

    def _asks(self, clause: Clause) -> bool:
        """Whether the clause is a question, told or put ("what it would cost")."""
        return any(self.analysis.tokens[c].tag in _QUESTIONING for c in self.analysis.children[clause.predicate])

    def _demanded(self, clause: Clause, depth: int) -> Act | None:
        """ "X said Y must go" is a request of X to Y; the reporter's own "must" is none."""
        subjects = self.parties.in_clause(clause, "obj" if clause.voice == "passive" else "subj")
        speaker = self.parties.speaker(clause)
        quoted = self.analysis.quotation_at(self.analysis.tokens[clause.predicate].start)
        if not subjects or not (speaker or quoted) or clause.marker in _HYPOTHETICAL:
            return None
        own = {r.actor for r in speaker}
        addressed = tuple(r for r in subjects if r.actor not in own)
        if not addressed:
            return None
        inner = self.bare(clause, depth - 1)
        typed = self.lexicon.applied("request", inner.type, inner.mode) if inner else None
        return Act(
            head=clause.predicate,
            first=clause.verb_first,
            last=clause.verb_last,
            clause=clause.index,
            nominal=False,
            type="REQUEST",
            mode=typed[1] if typed else "change",
            actors=tuple(speaker),
            recipients=addressed,
            reciprocal=False,
            weight=_DUTY_WEIGHT,
            source=f"{clause.modal}/request",
            used=inner.used if inner else frozenset(),
        )

    def bare(self, clause: Clause, depth: int = _DEPTH) -> Act | None:
        """The act of a clause whatever its modality and tense."""
        operated = self._operated(clause, depth) if depth else None
        if operated and self._takes_clause(operated):
            return operated
        sense = self._sense(clause)
        if sense and sense.is_idiom:
            return self._of_sense(clause, sense)
        if operated and operated.used:
            return operated
        light = self._light(clause)
        if light:
            return light
        if operated and (sense is None or operated.weight >= sense.weight):
            return operated
        return self._of_sense(clause, sense) if sense else operated

    def _takes_clause(self, act: Act) -> bool:
        return any(token in self.analysis.clause_by_predicate for token in act.used)

    def _sense(self, clause: Clause) -> Predicate | None:
        names = [clause.lemma]
        if "_" in clause.lemma:
            names.append(clause.lemma.partition("_")[0])
        if clause.lemma == "be":
            adjectives = self._predicate_adjectives(clause)
            found = [s for a in adjectives for s in self.lexicon.adjectives.get(a, ())]
            fitting = next((s for s in found if fits(self.analysis, self.cast, clause, s)), None)
            return fitting or self._verb_sense(clause, names)
        return self._verb_sense(clause, names)

    def _verb_sense(self, clause: Clause, names: list[str]) -> Predicate | None:
        for name in names:
            for sense in self.lexicon.verbs.get(name, ()):
                if fits(self.analysis, self.cast, clause, sense):
                    return sense
        return None

    def _predicate_adjectives(self, clause: Clause) -> list[str]:
        found = self.analysis.dependents(clause.predicate, "acomp", "attr", "oprd")
        return [self.analysis.tokens[a].lemma.lower() for a in found]

    def _of_sense(self, clause: Clause, sense: Predicate) -> Act:
        objects = undergoers(self.analysis, clause)
        told = self._told_by_subject(clause, sense.type)
        named = objects[:1] if sense.names_object and clause.voice == "active" else ()
        used = frozenset(named) if named and not self.cast.at(named[0]) else frozenset()
        used |= frozenset({told.head} if told else ())
        first, last = self._trigger(clause, named)
        actors = self.parties.first_in_clause(clause, sense.actors) or (list(told.actors) if told else [])
        others = self.parties.apart_from(actors)
        return self._act(
            clause, sense, first, last,
            actors=actors,
            recipients=others.first_in_clause(clause, sense.recipients),
            used=used,
            mode=told.mode if told and told.mode else sense.mode,
        )  # fmt: skip

    def _told_by_subject(self, clause: Clause, type_: EventType) -> Act | None:
        """ "An air strike killed nine": the subject names the same act and how it was done."""
        for head in clause.doers:
            act = self.of_noun(head)
            if act and act.type == type_:
                return act
        return None

    def _act(
        self, clause: Clause, sense: Predicate, first: int, last: int,
        *, actors: list[Role], recipients: list[Role], used: frozenset[int], mode: str | None,
    ) -> Act:  # fmt: skip
        return Act(
            head=clause.predicate,
            first=first,
            last=last,
            clause=clause.index,
            nominal=False,
            type=sense.type,
            mode=mode,
            actors=tuple(actors),
            recipients=tuple(recipients),
            reciprocal=sense.reciprocal,
            weight=sense.weight,
            source=f"{sense.lemma}/{sense.pos}",
            used=used,
        )

    def _trigger(self, clause: Clause, objects: tuple[int, ...]) -> tuple[int, int]:
        """From the verb to the object that makes its sense, if that stands close behind."""
        last = clause.verb_last
        if objects and last <= objects[0] < clause.predicate + _LONGEST_TRIGGER:
            last = objects[0] + 1
        return clause.predicate, max(last, clause.predicate + 1)

    def names_exercise(self, act: Act) -> bool:
        """Whether the trigger names a manoeuvre, which several can hold together."""
        exercises = self.lexicon.classes["exercise"]
        words = {*range(act.first, act.last), *act.used}
        return any(not exercises.isdisjoint(keys(self.analysis, w)) for w in words)

    # -- light verbs

    def _light(self, clause: Clause) -> Act | None:
        kind = self.lexicon.lights.get(clause.lemma)
        if kind is None:
            return None
        for noun in undergoers(self.analysis, clause):
            for sense in self._noun_senses(noun):
                if noun_fits(self.analysis, noun, sense, clause):
                    return self._of_light(clause, noun, sense, kind)
        return None

    def _of_light(self, clause: Clause, noun: int, sense: Predicate, kind: str) -> Act:
        doers = self.parties.in_clause(clause, "subj")
        by_noun = self.parties.first_of_noun(noun, ("by",))
        actors = doers if kind == "do" else by_noun or self.parties.first_of_noun(noun, ("from", "mod"), clause)
        others = self.parties.apart_from(actors)
        recipients = doers if kind == "undergo" else others.first_of_noun(noun, sense.recipients, clause)
        first, last = self._trigger(clause, (noun,) if clause.voice == "active" else ())
        return self._act(
            clause, sense, first, last,
            actors=actors or by_noun, recipients=recipients, used=frozenset({noun}), mode=sense.mode,
        )  # fmt: skip

    # -- nouns

    def _noun_senses(self, noun: int) -> tuple[Predicate, ...]:
        return next((s for k in keys(self.analysis, noun) if (s := self.lexicon.nouns.get(k))), ())

    def of_noun(self, noun: int) -> Act | None:
        """The act that a noun names, with the parties of its phrase; None where the lexicon knows none."""
        token = self.analysis.tokens[noun]
        if token.pos not in {"NOUN", "PROPN"} or token.dep in {"compound", "amod", "nmod"} or self.cast.at(noun):
            return None
        sense = next((s for s in self._noun_senses(noun) if noun_fits(self.analysis, noun, s)), None)
        if sense is None:
            return None
        clause = self.analysis.clause_of(noun)
        actors = self.parties.first_of_noun(noun, sense.actors)
        recipients = self.parties.apart_from(actors).first_of_noun(noun, sense.recipients)
        taken = {r.span for r in actors}
        return Act(
            head=noun,
            first=self._noun_first(noun, sense),
            last=noun + 1,
            clause=clause.index if clause else None,
            nominal=True,
            type=sense.type,
            mode=sense.mode,
            actors=tuple(actors),
            recipients=tuple(r for r in recipients if r.span not in taken),
            reciprocal=sense.reciprocal,
            weight=sense.weight,
            source=f"{sense.lemma}/{sense.pos}",
            used=frozenset(),
        )

    def _noun_first(self, noun: int, sense: Predicate) -> int:
        before = [c for c in self.analysis.children[noun] if c == noun - 1]
        return before[0] if "_" in sense.lemma and before else noun

    # -- operators

    def _operated(self, clause: Clause, depth: int) -> Act | None:
        for operator in self._operators(clause):
            if self._has_strange_object(clause, operator):
                continue
            inner = self._complement(clause, operator, depth)
            act = self._apply(clause, operator, inner)
            if act:
                return act
        return None

    def _has_strange_object(self, clause: Clause, operator: Operator) -> bool:
        """Whether the verb has an object that the operator has no use for ("appealed the verdict")."""
        uses = "obj" in operator.complements or "obj" in operator.addressees
        return clause.voice == "active" and clause.lemma != "be" and bool(clause.objects) and not uses

    def _operators(self, clause: Clause) -> tuple[Operator, ...]:
        table = self.lexicon.operators
        if clause.lemma == "be":
            return tuple(o for a in self._predicate_adjectives(clause) for o in table.get((a, "a"), ()))
        return table.get((clause.lemma, "v"), ())

    def _complement(self, clause: Clause, operator: Operator, depth: int) -> Act | Clause | None:
        """The act that an operator takes: typed, or a clause that the lexicon knows no type of, or nothing."""
        clauses = self._complement_clauses(clause, operator)
        for inner in clauses:
            act = self.bare(inner, depth - 1)
            if act:
                return act
        noun = self._complement_noun(clause, operator)
        return noun or (clauses[0] if clauses else None)

    def _complement_clauses(self, clause: Clause, operator: Operator) -> list[Clause]:
        kinds = operator.complements
        found = [c for c in complements(self.analysis, clause) if self._is_taken(c, kinds)]
        if operator.kind == "request" and "inf" in kinds and not found:
            # "called on X to V": the infinitive hangs on X or stands beside the verb
            found = [c for c in self.analysis.clauses_under(clause) if self._is_to_infinitive(c)]
        return found

    def _is_taken(self, inner: Clause, kinds: frozenset[str]) -> bool:
        if inner.kind == "prepositional":
            prep = self.analysis.tokens[inner.predicate].head
            return "ing" in kinds or f"p:{self.analysis.tokens[prep].lower}" in kinds
        if inner.kind == "complement" and inner.marker == "that":
            return "that" in kinds
        if inner.form == "infinitive":
            return "inf" in kinds or ("that" in kinds and not self._is_to_infinitive(inner))
        return "that" in kinds if inner.form == "finite" else "ing" in kinds

    def _is_to_infinitive(self, inner: Clause) -> bool:
        tokens = self.analysis.tokens
        return inner.form == "infinitive" and any(
            tokens[c].tag == "TO" for c in self.analysis.children[inner.predicate]
        )

    def _complement_noun(self, clause: Clause, operator: Operator) -> Act | None:
        heads = list(undergoers(self.analysis, clause)) if "obj" in operator.complements else []
        heads += [h for name, h in obliques(self.analysis, clause) if f"p:{name}" in operator.complements]
        return next((act for h in heads if (act := self.of_noun(h))), None)

    def _apply(self, clause: Clause, operator: Operator, inner: Act | Clause | None) -> Act | None:
        """The operator's own act, with the type that the operator makes of the act it takes."""
        type_, mode = operator.default, None
        if isinstance(inner, Act):
            type_, mode = self.lexicon.applied(operator.kind, inner.type, inner.mode) or (operator.default, None)
        elif inner is None and not self._has_plain_complement(clause, operator):
            return None
        if type_ is None:
            return None
        return self._of_operator(clause, operator, inner, type_, mode)

    def _has_plain_complement(self, clause: Clause, operator: Operator) -> bool:
        """Whether something stands where the act would, though it names none ("demanded an apology")."""
        heads = list(undergoers(self.analysis, clause)) if "obj" in operator.complements else []
        heads += [h for name, h in obliques(self.analysis, clause) if f"p:{name}" in operator.complements]
        return any(not self.cast.at(h) for h in heads)

    def _of_operator(
        self, clause: Clause, operator: Operator, inner: Act | Clause | None, type_: EventType, mode: str | None
    ) -> Act:
        typed = isinstance(inner, Act)
        actors = self.parties.in_clause(clause, "subj")
        recipients = self._addressees(clause, operator, inner, actors)
        used: frozenset[int] = frozenset()
        if inner is not None and operator.kind not in _PRESUPPOSING:
            head = inner.head if isinstance(inner, Act) else inner.predicate
            used = frozenset({head}) | (inner.used if isinstance(inner, Act) else frozenset())
        first, last = self._trigger(clause, ())
        return Act(
            head=clause.predicate,
            first=first,
            last=last,
            clause=clause.index,
            nominal=False,
            type=type_,
            mode=mode,
            actors=tuple(actors),
            recipients=tuple(recipients),
            reciprocal=isinstance(inner, Act) and inner.reciprocal and type_ == "AGREE" and not recipients,
            weight=operator.weight * (1.0 if typed else 0.8),
            source=f"{operator.lemma}/{operator.kind}",
            used=used,
        )

    def _addressees(
        self, clause: Clause, operator: Operator, inner: Act | Clause | None, actors: list[Role]
    ) -> list[Role]:
        """Whom the operator names, else who would act (requests) or whom the act would reach."""
        own = {r.actor for r in actors}
        parties = self.parties.apart_from(actors)
        found = parties.first_in_clause(clause, operator.addressees)
        if not found and isinstance(inner, Clause):
            slots = ("obj", *_TOWARDS) if operator.kind in {"refuse", "threat"} else _TOWARDS
            found = parties.first_in_clause(inner, slots)
        if not found and isinstance(inner, Act):
            others = ([r for r in side if r.actor not in own] for side in _sides_addressed(operator, inner))
            found = next((side for side in others if side), []) or parties.first_in_clause(clause, _TOWARDS)
        return [r for r in found if r.actor not in own]

    def _committed(self, clause: Clause, act: Act) -> Act:
        kind = "refuse" if clause.negated else "commit"
        typed = self.lexicon.applied(kind, act.type, act.mode)
        if typed is None:
            return act
        first = min(clause.verb_first, act.first)
        actors = self._who_commits(clause, act)
        own = {r.actor for r in actors}
        return replace(
            act,
            actors=actors,
            recipients=act.recipients or tuple(r for r in self.parties.told(clause) if r.actor not in own),
            type=typed[0],
            mode=typed[1],
            first=first,
            weight=act.weight * _FACTOR,
            source=f"{act.source}+{clause.modal}",
        )

    def _who_commits(self, clause: Clause, act: Act) -> tuple[Role, ...]:
        """Who does it, or who says so where nobody does it or only his own ("said her ministry would ...")."""
        speaker = self.parties.speaker(clause)
        speakers = {r.actor for r in speaker}
        owners = (p for d in clause.doers for p in self.analysis.dependents(d, "poss"))
        owned = any(r.actor in speakers for p in owners for r in self.cast.at(p))
        return tuple(speaker) if speaker and (owned or not act.actors) else act.actors


def _sides_addressed(operator: Operator, inner: Act) -> tuple[tuple[Role, ...], ...]:
    """The sides of the act that an operator may be directed to, in order.

    Who is freed is not whom a demand for his release is put to, nor does a denial go to the victim of the deed.
    """
    if operator.kind == "deny":
        return ()
    if operator.kind == "request" and inner.nominal:
        return (inner.actors,)
    return (inner.actors, inner.recipients) if operator.kind in {"request", "refuse"} else (inner.recipients,)
