"""Third-person pronouns: which earlier mention each takes up.

Gender, number and the binding of reflexives and objects rule candidates out; of those that are left the cues of
`salience` choose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..language import Analysis, Token
from ..language.analysis import Clause, Quotation
from .discourse import Discourse, Slot
from .roster import Draft
from .salience import SUBJECTS, Ask, Surroundings, cues_of, load_weights
from .words import SAYING, Words

_MASCULINE = frozenset({"he", "him", "his", "himself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_SINGULAR = _MASCULINE | _FEMININE
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "em", "themself"})
THIRD = _MASCULINE | _FEMININE | _NEUTER | _PLURAL
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "themself"})

# A tag ("…," said Ilse Tarn) has its verb at most so many tokens behind the closing mark.
_NEAR = 8
_REACH = {"he": 5, "it": 2, "they": 3}
_OCCASIONS = frozenset({"time", "case", "question", "matter", "fact", "shame", "honour", "honor", "pity", "day"})
_RECEIVING = frozenset({"receive", "get", "obtain", "read", "open", "see"})
_WEATHER = frozenset({"take", "seem", "appear", "turn_out", "happen"})


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
        ask = self.ask(i)
        if ask.form == "it" and self._is_expletive(ask.token):
            return ()
        slot = self._best(ask, discourse)
        return slot.drafts if slot else ()

    def cataphoric(self, i: int) -> tuple[Draft, ...]:
        """The subject that the sentence goes on to name: "Before she left, Ilse Tarn signed", "Despite his age, …"."""
        ask = self.ask(i)
        sentence = self.analysis.sentence_of(i)
        opening = self.tokens[sentence.first]
        if ask.reflexive or opening.pos not in {"ADP", "SCONJ", "VERB", "ADV"} or self._is_quoted(ask.token):
            return ()
        for k in range(i + 1, sentence.last):
            clause = self.analysis.clause_at(k)
            subject = next((s for s in clause.subjects if s > i), None) if clause and clause.kind == "main" else None
            if subject is not None and subject in self.named:
                draft = self.named[subject]
                return (draft,) if self._fits(ask, draft) and not self._is_quoted(self.tokens[subject]) else ()
        return ()

    def _fits(self, ask: Ask, draft: Draft) -> bool:
        """Whether an actor agrees with a pronoun in gender and number."""
        if ask.form == "he":
            gender = "m" if ask.token.lower in _MASCULINE else "f"
            return draft.kind == "person" and draft.gender in {None, gender}
        if ask.form == "they":
            return draft.kind == "group"
        return draft.kind in {"organization", "state"}

    def antecedent(self, i: int, discourse: Discourse) -> int | None:
        """The head token of the noun that the pronoun at token `i` takes up, be it an actor or not."""
        ask = self.ask(i)
        slot = None if ask.form == "it" and self._is_expletive(ask.token) else self._best(ask, discourse)
        return slot.token if slot else None

    def silent(self, i: int, discourse: Discourse) -> list[Draft]:
        """Who speaks the quotation that a pronoun stands in, and so is not who it means."""
        return self._drafts_at(self._quoting_speaker(i), discourse)

    def _best(self, ask: Ask, discourse: Discourse) -> Slot | None:
        weights = load_weights()
        ballots = [
            (slot, sum(weights.get(cue, 0.0) * x for cue, x in cues)) for slot, cues in self.ballots(ask, discourse)
        ]
        if self._says(ask) and ask.form == "it":
            able = self._able_to_say(ask, [slot for slot, _ in ballots])
            ballots = [b for b in ballots if b[0] in able]
        return max(ballots, key=lambda b: b[1], default=(None, 0.0))[0]

    def _says(self, ask: Ask) -> bool:
        """Whether a pronoun is who says something."""
        clause = self.analysis.clause_at(ask.token.head)
        return ask.subject and clause is not None and clause.lemma in SAYING and clause.voice == "active"

    def _able_to_say(self, ask: Ask, slots: list[Slot]) -> list[Slot]:
        """Of what "it" may be, what can say something: a paper that the sentence before is about, else bodies.

        Inside of what it says ("Kenya, it said, had kept its word") the subject of the sentence before comes first.
        """
        topics = [s for s in slots if s.sentence == ask.token.sentence - 1 and s.role in SUBJECTS]
        read = [s for s in slots if s.sentence == ask.token.sentence - 1 and self._is_received(s)]
        papers = [s for s in (*topics, *read) if self.tokens[s.token].lemma.lower() in self.words.papers]
        if papers:
            return papers
        able = [s for s in slots if s.drafts or self.tokens[s.token].lemma.lower() in self.words.papers]
        inside = self.tokens[ask.token.i - 1].text == "," and any(s.drafts for s in topics)
        outside = [s for s in able if s.sentence != ask.token.sentence or self._ended(ask, s)]
        return (outside if inside else able) or slots

    def ballots(self, ask: Ask, discourse: Discourse) -> Iterator[tuple[Slot, list[tuple[str, float]]]]:
        """Who may be meant, the latest first, each with the cues that speak for or against it."""
        speaker = self._quoting_speaker(ask.token.i)
        silent = [*self._drafts_at(speaker, discourse), *self._spoken_of(ask, discourse), *self._bound(ask, discourse)]
        scene = self._surroundings(ask, discourse)
        for slot in discourse.recent():
            distance = ask.token.sentence - slot.sentence
            if distance > _REACH[ask.form]:
                break
            if not self._may_be(ask, slot) or slot.token in speaker or (slot.drafts and slot.drafts[0] in silent):
                continue
            yield slot, list(cues_of(ask, slot, distance, scene))

    def _surroundings(self, ask: Ask, discourse: Discourse) -> Surroundings:
        clause = self.analysis.clause_of(ask.token.i)
        above = self.analysis.governor_of(clause) if clause else None
        told = set(above.indirect + above.undergoers) if above and above.lemma in SAYING else set()
        return Surroundings(
            speakers=self._speakers_above(ask),
            told=frozenset(told),
            accused=frozenset(self._accused(ask)),
            owners=self._owners(discourse),
            contrasted=self._is_contrasted(ask),
            acts=self._acts(ask),
            quoted=self._is_quoted(ask.token),
            voice=clause.voice if clause else "active",
            outlook=_outlook(clause),
        )

    def ask(self, i: int) -> Ask:
        """The pronoun at token `i`."""
        token = self.tokens[i]
        lower = token.lower
        form = "he" if lower in _SINGULAR else "it" if lower in _NEUTER else "they"
        return Ask(token, form, token.dep == "poss", lower in _REFLEXIVE, token.dep in SUBJECTS)

    def _is_received(self, slot: Slot) -> bool:
        """Whether somebody gets or reads what is mentioned ("The court received a letter")."""
        return slot.role == "dobj" and self.tokens[self.tokens[slot.token].head].lemma in _RECEIVING

    # -- what may be meant

    def _may_be(self, ask: Ask, slot: Slot) -> bool:
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

    def _ended(self, ask: Ask, slot: Slot) -> bool:
        """Whether a colon or semicolon parts the two: "His office remembers it differently: she left, it said"."""
        between = self.tokens[slot.token : ask.token.i]
        return slot.role in SUBJECTS and any(t.text in {":", ";"} for t in between)

    def _is_bound_well(self, ask: Ask, slot: Slot) -> bool:
        """Binding: a reflexive means its clause's subject, another object pronoun never does."""
        if slot.sentence != ask.token.sentence:
            return not ask.reflexive
        here, there = self.analysis.clause_of(ask.token.i), self.analysis.clause_of(slot.token)
        same = here is not None and there is not None and here.index == there.index
        if here and not (ask.reflexive or ask.possessive or ask.subject) and slot.token in here.subjects:
            # "the ambassador came and handed him a medal": the giver, shared or not, is not "him"
            return False
        if ask.reflexive:
            return same and slot.role in SUBJECTS
        if ask.possessive:
            return self.tokens[ask.token.i].head != slot.token
        if same and here is not None and ask.token.i not in here.subjects:
            # "told him": not the one who told; but "said that … him" stands in another clause
            return slot.token not in here.subjects and slot.role == "poss"
        return not (same and slot.role in {"dobj", "pobj"} and not ask.subject)

    def _bound(self, ask: Ask, discourse: Discourse) -> list[Draft]:
        """Who cannot be meant wherever they are named: the subject of the clause whose object the pronoun is."""
        clause = self.analysis.clause_of(ask.token.i)
        if clause is None or ask.reflexive or ask.possessive or ask.subject or ask.token.i in clause.subjects:
            return []
        quoted = self._is_quoted(ask.token)
        subjects = {s for s in clause.subjects if self._is_quoted(self.tokens[s]) == quoted}
        return [s.drafts[0] for s in discourse.recent() if s.token in subjects and len(s.drafts) == 1]

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

    # -- what speaks for whom

    def _owners(self, discourse: Discourse) -> frozenset[int]:
        """Tokens of whose the subject of a clause is ("Ms Tal's members vote today")."""
        possessors = (s.token for s in discourse.recent() if s.role == "poss")
        return frozenset(i for i in possessors if self.tokens[self.tokens[i].head].dep in {"nsubj", "nsubjpass"})

    def _is_contrasted(self, ask: Ask) -> bool:
        """Whether the sentence has a pronoun of the other gender, so that somebody in reach is neither free."""
        other = _FEMININE if ask.token.lower in _MASCULINE else _MASCULINE
        sentence = self.analysis.sentences[ask.token.sentence]
        return any(t.lower in other for t in self.tokens[sentence.first : sentence.last])

    def _acts(self, ask: Ask) -> bool:
        """Whether the pronoun does what only an actor does."""
        if not ask.subject:
            return False
        clause = self.analysis.clause_at(ask.token.head)
        return clause is not None and (clause.lemma in SAYING or (bool(clause.objects) and clause.voice == "active"))

    def _is_quoted(self, token: Token) -> bool:
        return self.analysis.quotation_at(token.start) is not None

    def _speakers_above(self, ask: Ask) -> frozenset[int]:
        """Subjects of the verbs of saying that govern the pronoun's clause ("The airline hopes it can …")."""
        i = ask.token.i
        if self.analysis.quotation_at(self.tokens[i].start):
            return frozenset()
        found: set[int] = set()
        clause = self.analysis.clause_of(i)
        for _ in range(4):
            above = self.analysis.governor_of(clause) if clause else None
            if above is None:
                break
            if above.lemma in SAYING:
                found.update(p for s in above.subjects for p in self._principals(s, ask.form) or (s,))
            clause = above
        return frozenset(found)

    def _principals(self, speaker: int, form: str) -> tuple[int, ...]:
        """For whom somebody speaks who is there to speak of him: "Mr Odum's lawyer said he was ill".

        "They" and "it" are also those whose leader speaks ("A leader of the herders said they …").
        """
        if self.tokens[speaker].pos != "NOUN":
            return ()
        links = {"for"} if form == "he" else {"for", "of"}
        behalf = [p for p in self.analysis.dependents(speaker, "prep") if self.tokens[p].lower in links]
        served = [
            *self.analysis.dependents(speaker, "poss"),
            *(x for p in behalf for x in self.analysis.dependents(p, "pobj")),
        ]
        if form == "he":
            return tuple(p for p in served if p in self.named and self.named[p].kind == "person")
        return tuple(p for p in served if self.tokens[p].pos in {"NOUN", "PROPN"})

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
        tags = [self._best(self.ask(t), discourse) for t in tokens if self._is_tag(t)]
        met.extend(s.drafts[0] for s in tags if s and len(s.drafts) == 1)
        nouns = {self.tokens[t].lemma.lower() for t in tokens if self.tokens[t].pos == "NOUN"}
        called = [s.drafts[0] for s in discourse.recent() if len(s.drafts) == 1 and nouns & s.drafts[0].nouns]
        return [*found, *met, *called]

    def _spoken_of(self, ask: Ask, discourse: Discourse) -> list[Draft]:
        """Whom the words that the pronoun is to have said speak of: "“He is ill,” she said" is not about her."""
        if ask.form != "he" or not self._acts(ask) or self._is_quoted(ask.token):
            return []
        sentence = ask.token.sentence
        inside = (s for s in discourse.recent() if s.sentence == sentence and s.quoted and len(s.drafts) == 1)
        return [s.drafts[0] for s in inside]

    def _is_tag(self, i: int) -> bool:
        """Whether the speaker of a quotation is himself a pronoun, outside of it ("“He lied,” she said")."""
        return self.tokens[i].lower in _SINGULAR and not self._is_quoted(self.tokens[i])

    def _accused(self, ask: Ask) -> tuple[int, ...]:
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


def _outlook(clause: Clause | None) -> str:
    """How the pronoun's clause looks on what it tells: intentions are one's own, failings are told of others."""
    if clause is None:
        return "plain"
    if clause.modal in {"will", "would", "shall"}:
        return "intent"
    if clause.modal:
        return "modal"
    return "perfect" if clause.perfect else "plain"
