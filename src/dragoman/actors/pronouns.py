"""Third-person pronouns: which earlier mention each takes up.

A weighted vote in the manner of Lappin and Leass (1994): recency, grammatical role and parallel
role count for a candidate; gender, number and the binding of reflexives and objects rule it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..language import Analysis, Token
from ..language.analysis import Quotation
from .discourse import Discourse, Slot
from .roster import Draft
from .words import SAYING, Words

_MASCULINE = frozenset({"he", "him", "his", "himself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_SINGULAR = _MASCULINE | _FEMININE
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "em", "themself"})
THIRD = _MASCULINE | _FEMININE | _NEUTER | _PLURAL
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "themself"})

# Weights of the vote.  Chosen by hand after Lappin and Leass; re-run the coreference benchmark on a change.
_PER_SENTENCE = 2.0
_SUBJECT, _OBJECT, _OTHER, _POSSESSOR = 2.4, 1.2, 0.6, 0.9
# Whose the subject is ("Ms Tal's members vote today"), where that is no person itself.
_TOPIC = 1.6
_PARALLEL = 0.8
_SPEAKER = 2.5
_ACCUSED = 3.0
_QUOTED = -1.5
_NAMED = 0.3
_GENDER_KNOWN = 1.0
# Who may be of either gender where the sentence has pronouns of both: a rival two sentences back is likelier.
_CONTRASTED = 4.0
# A tag ("…," said Ilse Tarn) has its verb at most so many tokens behind the closing mark.
_NEAR = 8
_REACH = {"he": 5, "it": 2, "they": 3}
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_OCCASIONS = frozenset({"time", "case", "question", "matter", "fact", "shame", "honour", "honor", "pity", "day"})
_WEATHER = frozenset({"take", "seem", "appear", "turn_out", "happen"})


@dataclass(frozen=True, slots=True)
class _Ask:
    """A pronoun with what its form and place demand."""

    token: Token
    form: str
    possessive: bool
    reflexive: bool
    subject: bool


class Pronouns:
    """Resolves the pronouns of one document against its discourse."""

    def __init__(self, analysis: Analysis, words: Words, named: Mapping[int, Draft]) -> None:
        """named: who is named at a head token, also further on in the text."""
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.words = words
        self.named = named

    def resolve(self, i: int, discourse: Discourse) -> tuple[Draft, ...]:
        """Whom the pronoun at token `i` means; empty where it means no actor or nobody can be told."""
        ask = self._ask(i)
        if ask.form == "it" and self._is_expletive(ask.token):
            return ()
        slot = self._best(ask, discourse)
        return slot.drafts if slot else ()

    def antecedent(self, i: int, discourse: Discourse) -> int | None:
        """The head token of the noun that the pronoun at token `i` takes up, be it an actor or not."""
        ask = self._ask(i)
        slot = None if ask.form == "it" and self._is_expletive(ask.token) else self._best(ask, discourse)
        return slot.token if slot else None

    def silent(self, i: int, discourse: Discourse) -> list[Draft]:
        """Who speaks the quotation that a pronoun stands in, and so is not who it means."""
        return self._drafts_at(self._quoting_speaker(i), discourse)

    def _best(self, ask: _Ask, discourse: Discourse) -> Slot | None:
        best: Slot | None = None
        best_score = 0.0
        governors = self._speakers_above(ask.token.i)
        speaker = self._quoting_speaker(ask.token.i)
        silent = [*self._drafts_at(speaker, discourse), *self._spoken_of(ask, discourse)]
        accused = self._accused(ask)
        for slot in discourse.recent():
            distance = ask.token.sentence - slot.sentence
            if distance > _REACH[ask.form]:
                break
            if not self._may_be(ask, slot) or slot.token in speaker or (slot.drafts and slot.drafts[0] in silent):
                continue
            score = self._score(ask, slot, distance) + (_SPEAKER if slot.token in governors else 0.0)
            score += _ACCUSED if slot.token in accused else 0.0
            if best is None or score > best_score:
                best, best_score = slot, score
        return best

    def _ask(self, i: int) -> _Ask:
        token = self.tokens[i]
        lower = token.lower
        form = "he" if lower in _SINGULAR else "it" if lower in _NEUTER else "they"
        return _Ask(token, form, token.dep == "poss", lower in _REFLEXIVE, token.dep in _SUBJECTS)

    # -- what may be meant

    def _may_be(self, ask: _Ask, slot: Slot) -> bool:
        if slot.token >= ask.token.i or not self._is_bound_well(ask, slot):
            return False
        if not slot.drafts:
            said = slot.sentence == ask.token.sentence and self._acts(ask)  # "his French, it added, is poor"
            return (
                ask.form != "he" and slot.plural == (ask.form == "they") and not (said and not self._ended(ask, slot))
            )
        if ask.form == "they":
            return slot.plural or len(slot.drafts) > 1 or slot.drafts[0].kind in {"organization", "group"}
        if len(slot.drafts) != 1:
            return False
        draft = slot.drafts[0]
        if ask.form == "he":
            gender = "m" if ask.token.lower in _MASCULINE else "f"
            return draft.kind == "person" and draft.gender in {None, gender} and not slot.plural
        return draft.kind in {"organization", "state"} or (draft.kind == "group" and not slot.plural)

    def _ended(self, ask: _Ask, slot: Slot) -> bool:
        """Whether a colon or semicolon parts the two: "His office remembers it differently: she left, it said"."""
        between = self.tokens[slot.token : ask.token.i]
        return slot.role in _SUBJECTS and any(t.text in {":", ";"} for t in between)

    def _is_bound_well(self, ask: _Ask, slot: Slot) -> bool:
        """Binding: a reflexive means its clause's subject, another object pronoun never does."""
        if slot.sentence != ask.token.sentence:
            return not ask.reflexive
        here, there = self.analysis.clause_of(ask.token.i), self.analysis.clause_of(slot.token)
        same = here is not None and there is not None and here.index == there.index
        if here and not (ask.reflexive or ask.possessive or ask.subject) and slot.token in here.subjects:
            # "the ambassador came and handed him a medal": the giver, shared or not, is not "him"
            return False
        if ask.reflexive:
            return same and slot.role in _SUBJECTS
        if ask.possessive:
            return self.tokens[ask.token.i].head != slot.token
        if same and here is not None and ask.token.i not in here.subjects:
            # "told him": not the one who told; but "said that … him" stands in another clause
            return slot.token not in here.subjects and slot.role == "poss"
        return not (same and slot.role in {"dobj", "pobj"} and not ask.subject)

    def _is_expletive(self, token: Token) -> bool:
        """ "It" that means nothing: "it is clear that", "it rained", "it took two days"."""
        if token.dep == "expl":
            return True
        verb = self.tokens[token.head]
        if token.dep not in {"nsubj", "nsubjpass"} or token.lower != "it":
            return False
        below = {self.tokens[c].dep for c in self.analysis.children[verb.i] if c > verb.i}
        if verb.lemma == "be" and self._is_occasion(verb.i):
            return True
        if verb.lemma in {"be", "become"} and below & {"ccomp", "xcomp", "csubj", "advcl", "relcl"}:
            return bool(below & {"acomp", "attr", "advmod"}) or "ccomp" in below
        if token.dep == "nsubjpass" and "ccomp" in below:
            return True
        if verb.lemma == "be":
            return any(self.tokens[c].entity in {"TIME", "DATE"} for c in self.analysis.children[verb.i] if c > verb.i)
        rains = verb.lemma in {"rain", "snow"}
        return rains or (verb.lemma in _WEATHER and bool(below & {"ccomp", "xcomp", "npadvmod"}))

    def _is_occasion(self, verb: int) -> bool:
        """ "It is time …", "it was a pity that …"."""
        return any(self.tokens[c].lemma in _OCCASIONS for c in self.analysis.dependents(verb, "attr"))

    # -- the vote

    def _score(self, ask: _Ask, slot: Slot, distance: int) -> float:
        score = -_PER_SENTENCE * distance
        subject = slot.role in _SUBJECTS
        if subject:
            score += _SUBJECT
        elif slot.role == "poss":
            score += _TOPIC if ask.form == "he" and self._owns_subject(slot) else _POSSESSOR
        else:
            score += _OBJECT if slot.role == "dobj" else _OTHER
        if subject == ask.subject and not ask.possessive:
            score += _PARALLEL
        if slot.quoted and not self._is_quoted(ask.token):
            score += _QUOTED
        score -= 0.01 * (ask.token.i - slot.token)
        return score + self._fit(ask, slot)

    def _owns_subject(self, slot: Slot) -> bool:
        owned = self.tokens[self.tokens[slot.token].head]
        return owned.dep in {"nsubj", "nsubjpass"}

    def _fit(self, ask: _Ask, slot: Slot) -> float:
        """How well the candidate's kind fits what the pronoun does."""
        if not slot.drafts:
            return -1.2 if self._acts(ask) else 0.0
        draft = slot.drafts[0]
        score = _NAMED if draft.named else 0.0
        if ask.form == "he" and draft.gender:
            score += _GENDER_KNOWN
        elif ask.form == "he" and self._is_contrasted(ask):
            score -= _CONTRASTED
        if ask.form == "they" and not (slot.plural or slot.collective) and len(slot.drafts) == 1:
            score -= 1.5
        if ask.form == "it" and not (ask.subject or ask.possessive):
            score -= 1.0
        return score + min(draft.mentions, 5) * 0.1

    def _is_contrasted(self, ask: _Ask) -> bool:
        """Whether the sentence has a pronoun of the other gender, so that somebody in reach is neither free."""
        other = _FEMININE if ask.token.lower in _MASCULINE else _MASCULINE
        sentence = self.analysis.sentences[ask.token.sentence]
        return any(t.lower in other for t in self.tokens[sentence.first : sentence.last])

    def _acts(self, ask: _Ask) -> bool:
        """Whether the pronoun does what only an actor does."""
        if not ask.subject:
            return False
        clause = self.analysis.clause_at(ask.token.head)
        return clause is not None and (clause.lemma in SAYING or (bool(clause.objects) and clause.voice == "active"))

    def _is_quoted(self, token: Token) -> bool:
        return self.analysis.quotation_at(token.start) is not None

    def _speakers_above(self, i: int) -> frozenset[int]:
        """Subjects of the verbs of saying that govern the pronoun's clause ("The airline hopes it can …")."""
        if self.analysis.quotation_at(self.tokens[i].start):
            return frozenset()
        found: set[int] = set()
        clause = self.analysis.clause_of(i)
        for _ in range(4):
            above = self.analysis.governor_of(clause) if clause else None
            if above is None:
                break
            if above.lemma in SAYING:
                found.update(p for s in above.subjects for p in self._principals(s) or (s,))
            clause = above
        return frozenset(found)

    def _principals(self, speaker: int) -> tuple[int, ...]:
        """For whom somebody speaks who is there to speak of him: "Mr Odum's lawyer said he was ill"."""
        if self.tokens[speaker].pos != "NOUN":
            return ()
        behalf = [p for p in self.analysis.dependents(speaker, "prep") if self.tokens[p].lower == "for"]
        served = [
            *self.analysis.dependents(speaker, "poss"),
            *(x for p in behalf for x in self.analysis.dependents(p, "pobj")),
        ]
        return tuple(p for p in served if p in self.named and self.named[p].kind == "person")

    def _quoting_speaker(self, i: int) -> frozenset[int]:
        """Who speaks the quotation that the pronoun stands in: never "he" of their own words."""
        quotation = self.analysis.quotation_at(self.tokens[i].start)
        if not quotation:
            return frozenset()
        found: set[int] = set()
        for above in self.analysis.ancestors(i):
            clause = self.analysis.clause_at(above)
            if clause and not quotation.start <= self.tokens[above].start < quotation.end:
                found.update(clause.subjects)
        return frozenset(found or self._tagged(quotation) or self._speaker_before(quotation))

    def _tagged(self, quotation: Quotation) -> tuple[int, ...]:
        """The subject of a verb of saying right behind a quotation, however the parser hangs the two."""
        inside = self.analysis.tokens_in(quotation.start, quotation.end)
        last = self.analysis.sentence_of(inside.stop - 1).last
        for i in range(inside.stop, min(last, inside.stop + _NEAR)):
            clause = self.analysis.clause_at(i)
            if clause and clause.lemma in SAYING and not self._is_quoted(self.tokens[i]):
                return tuple(s for s in clause.subjects if s >= inside.stop)
        return ()

    def _speaker_before(self, quotation: Quotation) -> tuple[int, ...]:
        """The subject of the sentence before a quotation that is a sentence by itself."""
        inside = self.analysis.tokens_in(quotation.start, quotation.end)
        first = self.analysis.sentence_of(inside.start)
        if not first.index or any(t.pos not in {"PUNCT", "SPACE"} for t in self.tokens[first.first : inside.start]):
            return ()
        above = self.analysis.sentences[first.index - 1]
        for i in range(above.first, above.last):
            clause = self.analysis.clause_at(i)
            if clause and clause.kind == "main" and clause.subjects and not self._is_quoted(self.tokens[i]):
                return clause.subjects
        return ()

    def _drafts_at(self, tokens: frozenset[int], discourse: Discourse) -> list[Draft]:
        """Who is meant at the given tokens, as far as that is known by now."""
        found = [self.named[t] for t in tokens if t in self.named]
        met = [s.drafts[0] for s in discourse.recent() if s.token in tokens and len(s.drafts) == 1]
        tags = [self._best(self._ask(t), discourse) for t in tokens if self._is_tag(t)]
        met.extend(s.drafts[0] for s in tags if s and len(s.drafts) == 1)
        nouns = {self.tokens[t].lemma.lower() for t in tokens if self.tokens[t].pos == "NOUN"}
        called = [s.drafts[0] for s in discourse.recent() if len(s.drafts) == 1 and nouns & s.drafts[0].nouns]
        return [*found, *met, *called]

    def _spoken_of(self, ask: _Ask, discourse: Discourse) -> list[Draft]:
        """Whom the words that the pronoun is to have said speak of: "“He is ill,” she said" is not about her."""
        if ask.form != "he" or not self._acts(ask) or self._is_quoted(ask.token):
            return []
        sentence = ask.token.sentence
        inside = (s for s in discourse.recent() if s.sentence == sentence and s.quoted and len(s.drafts) == 1)
        return [s.drafts[0] for s in inside]

    def _is_tag(self, i: int) -> bool:
        """Whether the speaker of a quotation is himself a pronoun, outside of it ("“He lied,” she said")."""
        return self.tokens[i].lower in _SINGULAR and not self._is_quoted(self.tokens[i])

    def _accused(self, ask: _Ask) -> tuple[int, ...]:
        """Whom the sentence before accuses or asks, where the pronoun answers ("They had fired, they conceded")."""
        clause = self.analysis.clause_of(ask.token.i)
        governor = self.analysis.governor_of(clause) if clause else None
        verbs = {c.lemma for c in (clause, governor) if c}
        turns = self.words.exchanges
        before = turns["accusing"] if verbs & turns["answering"] else frozenset()
        before |= turns["asking"] if verbs & turns["replying"] else frozenset()
        if not before or not ask.subject or not ask.token.sentence:
            return ()
        above = self.analysis.sentences[ask.token.sentence - 1]
        moves = (self.analysis.clause_at(i) for i in range(above.first, above.last))
        return tuple(o for c in moves if c and c.lemma in before for o in (*c.indirect, *c.undergoers))
