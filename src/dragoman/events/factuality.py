"""Whether the text tells an act as done, planned, conditional, possible or undone.

An act's standing is read from the inside out: first its own modal, tense, negation and hedges, then,
word by word up the tree, what each governing word makes of it ("plans to", "denied", "without").  What
words do is a table (`knowledge.hedges`); here is only the walk.  The method is that of FactBank's
De Facto profiler (Saurí and Pustejovsky 2012, "Are you sure that this happened?").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..knowledge.hedges import ClauseMarker, Effect, Hedges, Modal, PartOfSpeech
from ..language import Analysis, Clause, Token
from ..records import Certainty, Factuality, Status

_STATUSES: tuple[Status, ...] = ("actual", "planned", "possible", "conditional")
_CERTAINTIES: tuple[Certainty, ...] = ("certain", "probable", "possible")
# What an effect that tells an act as not real makes of it.
_FORCES: dict[Effect, tuple[Status, Certainty]] = {
    "planned": ("planned", "certain"),
    "dropped": ("planned", "certain"),
    "expected": ("planned", "probable"),
    "likely": ("possible", "probable"),
    "possible": ("possible", "possible"),
    "conditional": ("conditional", "certain"),
}
# A governor chain longer than this is a misparse.
_MAX_DEPTH = 24
_INVERTED = frozenset({"should", "were", "had"})
_PARTS_OF_SPEECH: dict[str, PartOfSpeech] = {"ADJ": "a", "ADV": "r"}
_QUESTION_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_FUTURE = frozenset({"will", "shall", "would", "must", "should"})
_HYPOTHETICAL = frozenset({"would", "could", "might", "may", "can"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How the text tells something: as done, not done, planned …, and how surely."""

    status: Status = "actual"
    negated: bool = False
    certainty: Certainty = "certain"

    def at_least(self, status: Status | None = None, certainty: Certainty | None = None) -> Standing:
        """The same, no more real than `status` and no surer than `certainty`."""
        return Standing(
            max(self.status, status or "actual", key=_STATUSES.index),
            self.negated,
            max(self.certainty, certainty or "certain", key=_CERTAINTIES.index),
        )

    def under(self, above: Standing) -> Standing:
        """The two combined; two negations cancel out."""
        return replace(self.at_least(above.status, above.certainty), negated=self.negated != above.negated)

    @property
    def factuality(self) -> Factuality:
        return Factuality(self.status, "negated" if self.negated else "affirmed", self.certainty)


@dataclass(frozen=True, slots=True)
class Act:
    """What is asked about: the head token of an act.

    performed: the words themselves make the act ("we will retaliate" is a threat made), so that its modal, its
    conditions and the negation in its trigger are part of it.  reported: it stands in somebody's words, where
    "would" is the future seen from the past.  expressive: it says or shows something, so that an infinitive of
    purpose tells it as done ("gathered to demand").  first, last: tokens of the trigger, last exclusive.
    """

    head: int
    first: int
    last: int
    performed: bool = False
    refusal: bool = False
    reported: bool = False
    expressive: bool = False


class FactualityReader:
    """Reads the standing of acts in one document."""

    def __init__(self, analysis: Analysis, hedges: Hedges) -> None:
        self._analysis = analysis
        self._hedges = hedges

    def standing(self, act: Act) -> Standing:
        """The act's standing; `historical` is not told here, for it hangs on the act's date."""
        clause = self._analysis.clause_at(act.head)
        if act.performed and clause:
            own = self._performed(clause, act)
            # "I believe we must withdraw" is a demand made, not a doubt about one
            whole = self._outside(act.head, own, act, 0)
            return whole if whole.status == "possible" else replace(whole, certainty=own.certainty)
        return self._standing(act.head, act, 0)

    # -- inside the act

    def _standing(self, token: int, act: Act, depth: int) -> Standing:
        if depth > _MAX_DEPTH:
            return Standing()
        clause = self._analysis.clause_at(token)
        own = self._of_clause(clause, act) if clause else self._of_word(token, act)
        if clause and token == act.head:
            effect = self._hedges.effect("v", clause.lemma, "self")
            if effect and not (act.expressive and effect == "planned"):  # "plans to help" is a word given
                own = self._applied(effect, own, Standing())
        return self._outside(token, own, act, depth)

    def _performed(self, clause: Clause, act: Act) -> Standing:
        if clause.modal in _FUTURE or clause.modal is None:
            negators = [t for t in range(act.first, act.last) if self._analysis.tokens[t].dep == "neg"]
            absorbed = bool(negators) or (act.refusal and clause.modal is not None)
            return Standing(negated=clause.negated and not absorbed)
        return replace(self._of_clause(clause, act), negated=clause.negated and not act.refusal)

    def _of_clause(self, clause: Clause, act: Act) -> Standing:
        standing = Standing(negated=self._is_negated(clause))
        if self._hangs_on_unreal(clause):
            # "had they paid, we would not have left": we left
            return Standing() if standing.negated else Standing("conditional", negated=True)
        if clause.modal:
            standing = self._with_modal(standing, clause, act)
        elif self._is_headline_future(clause):
            standing = standing.at_least("planned")
        if self._hangs_on_condition(clause):
            standing = standing.at_least("conditional")
        marked = self._marked(clause)
        if marked:
            standing = standing.at_least(*_FORCES[marked])
        if self._is_unreal(clause):
            standing = replace(standing, negated=not standing.negated)
        return self._with_adverbs(self._with_phrases(standing, clause), clause.predicate)

    def _is_negated(self, clause: Clause) -> bool:
        """With the negation in what the verb is said of ("nothing stopped", "hardly a truck came")."""
        if clause.negated:
            return True
        for noun in self._analysis.dependents(clause.predicate, "nsubj", "nsubjpass"):
            if any(self._is_negative(t) for t in (noun, *self._limits(noun))):
                return True
        return False

    def _limits(self, noun: int) -> list[int]:
        """Adverbs before a noun or its article ("hardly a")."""
        heads = [noun, *self._analysis.dependents(noun, "det", "nummod")]
        return [c for h in heads for c in self._analysis.dependents(h, "advmod", "neg", "preconj") if c < noun]

    def _is_negative(self, token: int) -> bool:
        words = [t.lower for t in self._analysis.tokens[token : token + 2]]
        return words[0] in self._hedges.negatives or " ".join(words) in self._hedges.negatives

    def _with_modal(self, standing: Standing, clause: Clause, act: Act) -> Standing:
        if clause.modal in {"could", "can"} and clause.negated:
            return standing
        modal = self._hedges.modals.get(clause.modal or "")
        if modal is None:
            return standing
        if clause.modal == "would" and (act.reported or self._is_reported(clause)):
            if not clause.perfect:
                return standing.at_least("planned")
            if self._is_inferred(clause):
                return standing
        if clause.perfect:
            return self._with_past_modal(standing, modal, clause)
        return standing.at_least(modal.status, modal.certainty)

    def _with_past_modal(self, standing: Standing, modal: Modal, clause: Clause) -> Standing:
        if modal.perfect == "negated" and self._is_judged(clause):
            return standing  # "odd that they should have left": they did
        if modal.perfect == "conditional":
            return Standing("conditional", negated=True)  # "the law would have banned them": it did not
        return self._applied(modal.perfect, standing, Standing())

    def _is_judged(self, clause: Clause) -> bool:
        """Whether a clause is what an adjective judges ("it is odd that")."""
        governor = self._analysis.governor_of(clause)
        return clause.kind == "complement" and governor is not None and self._quality(governor.predicate) is not None

    def _is_inferred(self, clause: Clause) -> bool:
        """ "They would have left by noon, he reckoned": a guess at what was done."""
        governor = self._analysis.governor_of(clause)
        return governor is not None and self._hedges.effect("v", governor.lemma, "that") in {"probable", "doubtful"}

    def _quality(self, copula: int) -> Token | None:
        """The adjective that a copula gives its subject."""
        found = self._analysis.dependents(copula, "acomp", "oprd")
        adjectives = (self._analysis.tokens[c] for c in found if self._analysis.tokens[c].pos == "ADJ")
        return next(adjectives, None)

    def _is_reported(self, clause: Clause) -> bool:
        """Whether somebody's past words or thoughts hold the clause ("said he would", "the hope that he would")."""
        governor = self._analysis.governor_of(clause)
        held = clause.kind == "complement" or (clause.kind == "reduced" and clause.marker == "that")
        return held and governor is not None and governor.tense == "past"

    def _is_headline_future(self, clause: Clause) -> bool:
        """ "China to send envoy": an infinitive that no verb governs."""
        token = self._analysis.tokens[clause.predicate]
        return clause.form == "infinitive" and clause.kind == "main" and token.tag == "VB"

    def _hangs_on_condition(self, clause: Clause) -> bool:
        """Whether a condition stands beside a clause that tells nothing past."""
        if clause.tense == "past" or clause.perfect or (clause.modal is None and clause.form != "finite"):
            return False
        for below in self._analysis.clauses_under(clause):
            marker = self._marker(below)
            if below.kind == "adverbial" and marker and marker.outside and not self._is_told(below, marker.open_only):
                return True
            if below.kind == "adverbial" and self._is_inverted(below):
                return True
        return any(self._of_preposition(p) == "conditional" for p in self._prepositions(clause))

    def _prepositions(self, clause: Clause) -> list[Token]:
        """The prepositions of a clause and those inside their nouns ("in the event of")."""
        outer = self._analysis.dependents(clause.predicate, "prep")
        nouns = [n for p in outer for n in self._analysis.dependents(p, "pobj")]
        inner = [p for n in nouns for p in self._analysis.dependents(n, "prep")]
        return [self._analysis.tokens[p] for p in outer + inner]

    def _marker(self, clause: Clause) -> ClauseMarker | None:
        """What the table has on the conjunction of a clause, or on a participle that serves as one ("assuming")."""
        tokens = self._analysis.tokens
        marks = " ".join(tokens[m].lower for m in self._analysis.dependents(clause.predicate, "mark"))
        at = tokens[clause.predicate]
        bare = at.lower if at.tag == "VBG" and at.dep == "advcl" and clause.form == "participle" and not marks else ""
        keys = (marks, clause.marker or "", bare)
        return next((self._hedges.markers[k] for k in keys if k in self._hedges.markers), None)

    def _hangs_on_unreal(self, clause: Clause) -> bool:
        if clause.modal not in _HYPOTHETICAL or not clause.perfect:
            return False
        return any(self._is_unreal(below) for below in self._analysis.clauses_under(clause))

    def _is_unreal(self, clause: Clause) -> bool:
        """Whether a condition tells what was not so ("had they paid", "as though they had paid")."""
        first = self._first_conjunct(clause)
        if first.kind != "adverbial" or not clause.perfect or "past" not in {clause.tense, first.tense}:
            return False
        marker = self._marker(first)
        if marker and marker.unreal == "had":
            return True
        above = self._analysis.governor_of(first)
        if above is None or above.modal not in _HYPOTHETICAL:
            return False
        return marker.unreal == "would" if marker else self._is_inverted(first)

    def _is_told(self, clause: Clause, open_only: bool) -> bool:
        if not open_only:
            return False
        if clause.tense == "past":
            return not self._is_backshifted(clause)
        governor = self._analysis.governor_of(clause)
        return governor is not None and governor.tense == "past" and governor.modal is None

    def _is_backshifted(self, clause: Clause) -> bool:
        """ "would leave once talks had begun": the past of reported speech is open."""
        governor = self._analysis.governor_of(clause)
        return governor is not None and governor.modal in {"would", "could", "might"}

    def _is_inverted(self, clause: Clause) -> bool:
        """ "Should China attack", "were it to": a condition without a conjunction."""
        tokens = self._analysis.tokens
        if clause.kind != "adverbial" or clause.marker:
            return False
        first = tokens[clause.verb_first]
        return first.lower in _INVERTED and any(clause.verb_first < s <= clause.predicate + 6 for s in clause.subjects)

    def _marked(self, clause: Clause) -> Effect | None:
        """The status that the clause's own conjunction gives it; coordinated clauses share the first one's."""
        first = self._first_conjunct(clause)
        if self._is_inverted(first):
            return "conditional"
        marker = self._marker(first)
        if marker is None or marker.inside is None or first.kind in {"relative", "reduced"}:
            return None
        if first.marker == "if" and self._asks(first):
            return "possible"
        if first.kind == "complement":
            return "possible" if first.marker in {"if", "whether"} else None
        return None if self._is_told(first, marker.open_only) else marker.inside

    def _asks(self, clause: Clause) -> bool:
        """ "Asked if he would step down": a question told, parsed as a condition."""
        governor = self._analysis.governor_of(clause)
        if governor is None or governor.predicate > clause.predicate:
            return False
        quality = self._quality(governor.predicate)
        if quality and self._hedges.effect("a", quality.lower, "if"):
            return True  # "it is not clear if"
        return self._hedges.effect("v", governor.lemma, "if") is not None

    def _first_conjunct(self, clause: Clause) -> Clause:
        token = self._analysis.tokens[clause.predicate]
        while token.dep == "conj":
            token = self._analysis.tokens[token.head]
        return self._analysis.clause_at(token.i) or clause

    def _with_adverbs(self, standing: Standing, head: int) -> Standing:
        for child in self._analysis.dependents(head, "advmod", "npadvmod", "amod", "det", "nmod", "neg", "preconj"):
            token = self._analysis.tokens[child]
            before = self._analysis.tokens[child - 1].lower if child else ""
            pair = self._hedges.adverbs.get(f"{before} {token.lower}")  # "almost certainly"
            effect = pair or self._hedges.adverbs.get(token.lower)
            if effect == "possible" and self._is_past(head):
                effect = "doubtful"  # "perhaps attacked": a doubt about what was done
            if effect:
                standing = self._applied(effect, standing, Standing())
        return standing

    def _is_past(self, head: int) -> bool:
        clause = self._analysis.clause_at(head)
        return clause is not None and (clause.tense == "past" or clause.perfect)

    def _with_phrases(self, standing: Standing, clause: Clause) -> Standing:
        """Under phrases that hedge like adverbs ("by most estimates", "in all likelihood")."""
        for preposition, noun in clause.obliques:
            effect = self._hedges.effect("n", self._analysis.tokens[noun].lemma.lower(), f"{preposition}-clause")
            if effect:
                standing = self._applied(effect, standing, Standing())
        return standing

    def _of_word(self, token: int, act: Act) -> Standing:
        """A noun's own standing, from the words before it ("the planned strikes", "no arrests")."""
        standing = Standing()
        for child in self._analysis.children[token]:
            effect = self._hedges.modifiers.get(self._analysis.tokens[child].lower) if child < token else None
            if effect:
                standing = self._applied(effect, standing, Standing())
        standing = self._with_participles(standing, token)
        for child in self._analysis.dependents(token, "relcl"):
            told = self._analysis.clause_at(child)
            # "a march that will begin at noon"
            if told and token in told.subjects and self._hedges.effect("v", told.lemma, "subj") == "same":
                standing = standing.under(self._of_clause(told, act))
        return self._with_adverbs(standing, token)

    def _with_participles(self, standing: Standing, noun: int) -> Standing:
        """Under the words after a noun ("the talks scheduled for Monday", "talks due in May")."""
        for child in self._analysis.dependents(noun, "acl", "amod"):
            token = self._analysis.tokens[child]
            if child < noun or token.tag not in {"VBN", "JJ"}:
                continue
            clause = self._analysis.clause_at(child)
            effect = self._hedges.effect("v", clause.lemma if clause else token.lemma, "obj")
            effect = self._hedges.modifiers.get(token.lower) if token.tag == "JJ" else effect
            if effect in _FORCES or effect == "negated":
                standing = self._applied(effect, standing, Standing(negated=clause is not None and clause.negated))
        return standing

    # -- what stands above it

    def _outside(self, token: int, own: Standing, act: Act, depth: int) -> Standing:
        """`own` after every governing word has had its say."""
        at = self._analysis.tokens[token]
        if at.head == token:
            return own.at_least(*_FORCES["possible"]) if self._is_asked(at) else own
        if depth > _MAX_DEPTH:
            return own
        if at.dep == "conj":
            return self._outside(at.head, own, act, depth + 1)
        clause = self._analysis.clause_at(token)
        if clause:
            return self._around_clause(clause, at, own, act, depth)
        return self._around_word(at, own, act, depth)

    def _is_asked(self, root: Token) -> bool:
        """Whether a sentence asks if something is so; one that asks why or when takes it for granted."""
        sentence = self._analysis.sentence_tokens(self._analysis.sentence_of(root.i))
        if not any(t.text == "?" for t in sentence[-2:]):
            return False
        return not any(t.tag in _QUESTION_TAGS for t in sentence if t.i < root.i and self._is_near(t, root))

    def _is_near(self, token: Token, root: Token) -> bool:
        """Whether a token hangs on the root or on one of its dependents."""
        return root.i in {token.head, self._analysis.tokens[token.head].head}

    def _around_clause(self, clause: Clause, at: Token, own: Standing, act: Act, depth: int) -> Standing:
        if at.dep == "pcomp":
            return self._through_preposition(at, own, act, depth)
        if at.dep == "advcl":
            return self._around_adverbial(clause, at, own, act, depth)
        if at.dep in {"relcl", "acl"} and self._is_in_inverted(at):
            return own.at_least("conditional")
        if at.dep == "relcl" and clause.marker != "that" and clause.form != "infinitive":
            return self._around_relative(at, own, act, depth)
        if at.dep in {"ccomp", "xcomp", "acl", "relcl", "csubj", "csubjpass"}:
            return self._governed(at.head, self._complement_link(clause, at), at, own, act, depth)
        return own

    def _around_relative(self, at: Token, own: Standing, act: Act, depth: int) -> Standing:
        noun = self._analysis.tokens[at.head]
        above = self._analysis.tokens[noun.head]
        subjects = (self._analysis.tokens[s].lower for s in self._analysis.dependents(above.i, "nsubj"))
        if noun.dep == "attr" and "it" in subjects:
            # "perhaps it was rebels who attacked"; "it was not rebels who attacked": somebody did
            cleft = self._standing(above.i, act, depth + 1)
            return own.at_least(cleft.status, cleft.certainty)
        opened = self._analysis.tokens[min(self._analysis.subtree(at.i))]
        if opened.lower == "that" and self._hedges.effect("n", noun.lemma.lower(), "that") == "negated":
            return self._governed(at.head, "that", at, own, act, depth)  # "a lie that they fired"
        return own

    def _complement_link(self, clause: Clause, at: Token) -> str:
        if clause.form == "infinitive":
            marked = any(self._analysis.tokens[c].tag == "TO" for c in self._analysis.dependents(at.i, "aux"))
            special = "have" if clause.perfect else ("to" if marked else "bare")
            return special if self._lookup(self._analysis.tokens[at.head], special) else "to"
        if at.tag == "VBG" and clause.form == "participle":
            return "ing"
        asked = any(self._analysis.tokens[c].tag in _QUESTION_TAGS for c in self._analysis.dependents(at.i, "advmod"))
        return "why" if asked else "that"

    def _is_in_inverted(self, at: Token) -> bool:
        """ "Were the generals to invade", parsed as a clause on the generals."""
        noun = self._analysis.tokens[at.head]
        above = self._analysis.clause_at(noun.head)
        if above is None or above.kind != "adverbial":
            return False
        return self._analysis.tokens[above.predicate].lower in _INVERTED and above.predicate < noun.i

    def _around_adverbial(self, clause: Clause, at: Token, own: Standing, act: Act, depth: int) -> Standing:
        governor = self._analysis.tokens[at.head]
        if clause.form == "infinitive" and self._marker(clause) is None:
            effect = self._lookup(governor, "to")
            if effect and not act.expressive:
                return self._applied(effect, own, self._standing(at.head, act, depth + 1))
            if act.performed or act.expressive or governor.lemma in self._hedges.instruments:
                return own
            return own.at_least("planned")
        if clause.form == "participle" and not clause.marker and at.tag == "VBG":
            # "sending jets", "killing nine": it happens as its governor does
            above = self._standing(at.head, act, depth + 1)
            return own.at_least(above.status, above.certainty) if not above.negated else own
        return own

    def _around_word(self, at: Token, own: Standing, act: Act, depth: int) -> Standing:
        if at.dep == "pobj":
            return self._through_preposition(at, own, act, depth)
        if at.dep in {"dobj", "nsubjpass", "oprd", "dative"}:
            return self._governed(at.head, "obj", at, own, act, depth)
        if at.dep in {"attr", "acomp"}:
            return self._governed(at.head, "attr", at, own, act, depth)
        if at.dep == "nsubj":
            return self._around_subject(at, own, act, depth)
        if at.dep in {"compound", "nmod"}:
            return self._governed(at.head, "compound", at, own, act, depth)
        return own

    def _around_subject(self, at: Token, own: Standing, act: Act, depth: int) -> Standing:
        effect = self._lookup(self._analysis.tokens[at.head], "subj")
        if effect:
            return self._governed(at.head, "subj", at, own, act, depth)
        clause = self._analysis.clause_at(at.head)
        # "an invasion would mean war": only what the text has introduced is taken for real
        if clause and clause.modal in _HYPOTHETICAL and not self._is_definite(at):
            return own.at_least("conditional")
        return own

    def _through_preposition(self, at: Token, own: Standing, act: Act, depth: int) -> Standing:
        """Through "without", "in case of" and the word before the preposition ("plans for", "accused of")."""
        preposition = self._analysis.tokens[at.head]
        effect = self._of_preposition(preposition)
        if effect and effect != "same":
            counted = preposition.lower == "without" and at.dep == "pcomp"  # in the clause's own negation
            return own if counted else self._applied(effect, own, Standing())
        if preposition.head == preposition.i:
            return own
        return self._governed(preposition.head, preposition.lower, at, own, act, depth)

    def _of_preposition(self, preposition: Token) -> Effect | None:
        """What a preposition of one to four words makes of its noun, the longest first ("in the event of")."""
        words = [t.lower for t in self._analysis.tokens[max(0, preposition.i - 3) : preposition.i + 1]]
        phrases = (" ".join(words[k:]) for k in range(len(words)))
        return next((self._hedges.prepositions[p] for p in phrases if p in self._hedges.prepositions), None)

    def _governed(self, governor: int, link: str, at: Token, own: Standing, act: Act, depth: int) -> Standing:
        """`own` under a word to which the noun or predicate `at` hangs by a link."""
        token = self._analysis.tokens[governor]
        if token.dep == "prep" and token.head != governor:  # "out of", "because of"
            return self._governed(token.head, f"{token.lower} {link}", at, own, act, depth)
        effect = self._lookup(token, link)
        if effect is None or effect == "done":
            return own
        if effect == "negated" and link == "that" and at.i < governor:
            return own  # "India blames gunners; Islamabad denies it"
        if effect == "possible" and link == "obj" and self._is_definite(at):
            return own
        if effect == "possible" and link == "that" and self._is_past(at.i):
            effect = "doubtful"  # "fears that they attacked": a doubt about what was done
        if effect == "said":
            own = self._with_source(own, governor)
        if self._is_called_false(token):
            return replace(own, negated=not own.negated)
        above = self._standing(governor, act, depth + 1)
        if above.negated and at.pos != "VERB" and self._says_no(at):
            own = replace(own, negated=False)  # "imposed no sanctions": counted once, with the clause
        if link == "subj" and token.lemma == "be" and self._has_complement(governor):
            above = replace(above, negated=False)  # "the raid was not a success": there was one
        return self._applied(effect, own, above)

    def _with_source(self, own: Standing, saying: int) -> Standing:
        """Under the words before a source ("unconfirmed reports say")."""
        for noun in self._analysis.dependents(saying, "nsubj"):
            for child in self._analysis.dependents(noun, "amod"):
                effect = self._hedges.modifiers.get(self._analysis.tokens[child].lower)
                if effect in {"doubtful", "probable"}:
                    own = self._applied(effect, own, Standing())
        return own

    def _is_called_false(self, noun: Token) -> bool:
        """ "Reports of a raid were false"."""
        if noun.dep != "nsubj":
            return False
        quality = self._quality(noun.head)
        clause = self._analysis.clause_at(noun.head)
        if quality is None or clause is None or clause.negated:
            return False
        return self._hedges.effect("a", quality.lower, "subj") == "negated"

    def _has_complement(self, copula: int) -> bool:
        return bool(self._analysis.dependents(copula, "attr", "acomp", "prep"))

    def _says_no(self, noun: Token) -> bool:
        return any(self._analysis.tokens[c].lower in {"no", "neither"} for c in self._analysis.children[noun.i])

    def _lookup(self, governor: Token, link: str) -> Effect | None:
        clause = self._analysis.clause_at(governor.i)
        pos: PartOfSpeech = "v" if clause else _PARTS_OF_SPEECH.get(governor.pos, "n")
        turned = self._turned(governor, clause, link)
        if turned:
            return turned
        if clause and link == "to" and self._is_yet(governor):
            return self._hedges.effect("v", "yet", "to")
        if clause and clause.lemma == "go" and not clause.progressive:
            return None
        lemma = clause.lemma if clause else governor.lemma.lower()
        if clause and clause.lemma == "be" and link == "attr":
            return "same"
        found = self._hedges.effect(pos, lemma, link)
        if found is None and pos == "v" and "_" in lemma:
            return self._hedges.effect("v", lemma.split("_")[0], link) if link not in {"obj"} else None
        if found is None and governor.tag in {"VBN", "JJ"}:
            return self._hedges.effect("a", governor.lower, link)
        return found

    def _turned(self, governor: Token, clause: Clause | None, link: str) -> Effect | None:
        """What the words beside a governing word make of its complement, before the word itself has its say."""
        beside = [self._analysis.tokens[c].lower for c in self._analysis.dependents(governor.i, "advmod")]
        for adverb in beside:  # "falsely claimed that", "too proud to"
            effect = self._hedges.effect("r", adverb, link)
            if effect and not (clause and adverb == "too"):
                return effect
        if clause is None or link not in {"that", "obj"}:
            return None
        if clause.kind == "adverbial" and clause.lemma != "be" and clause.form == "participle" and not clause.marker:
            marker = self._marker(clause)
            return marker.inside if marker else None  # "assuming the court agrees"
        if link == "that" and clause.kind == "main" and governor.tag == "VB" and not (clause.modal or clause.subjects):
            return self._hedges.effect("v", clause.lemma, "imperative")  # "suppose they attacked"
        quality = self._quality(governor.i) if link == "that" else None
        return self._hedges.effect("a", quality.lower, link) if quality else None

    def _is_yet(self, governor: Token) -> bool:
        if governor.lemma not in {"have", "be"}:
            return False
        return any(self._analysis.tokens[c].lower == "yet" for c in self._analysis.children[governor.i])

    def _is_definite(self, at: Token) -> bool:
        return any(
            self._analysis.tokens[c].lower in _DEFINITE or self._analysis.tokens[c].dep == "poss"
            for c in self._analysis.children[at.i]
        )

    def _applied(self, effect: Effect, own: Standing, above: Standing) -> Standing:
        """`own` under a word with this effect that itself stands as `above`."""
        if effect == "done":
            return own
        if effect == "said":
            unsaid = above.negated or above.status in {"possible", "conditional"}
            return own.at_least(*_FORCES["possible"]) if unsaid else own.at_least(certainty=above.certainty)
        if effect == "probable":
            # "does not believe that they attacked" is a belief that they did not
            open_above = above.status if above.status == "conditional" else None
            return replace(own.at_least(open_above, "probable"), negated=own.negated != above.negated)
        if effect == "doubtful":
            return own.at_least(certainty="possible")
        if effect == "negated":
            return replace(own.under(above), negated=own.negated == above.negated)
        if effect == "same":
            return own.under(above)
        status, certainty = _FORCES[effect]
        combined = own.under(above).at_least(status, certainty)
        return replace(combined, negated=not combined.negated) if effect == "dropped" else combined
