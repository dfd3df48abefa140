"""The terms of a deal: "under the accord both sides will …", "are to reopen … under a pact"."""

from __future__ import annotations

from collections.abc import Iterator

from ..language import Analysis, Clause
from ..records import Role
from .acts import clause_act, joined_infinitives
from .conditions import conditions_of
from .drafts import Draft
from .parties import is_own, party_at, without
from .reader import Reader
from .verbs import act_target, needed

_FRAMES = frozenset({"under", "in", "to"})
# Papers that tell the terms of a deal only where several have signed or issued them.
_PAPERS = frozenset({"text", "statement", "declaration", "document", "paper", "protocol", "communique", "communiqué"})
_SHARED = frozenset({"joint", "tripartite", "trilateral", "common", "bilateral"})
_SIGNED = frozenset({"sign", "initial", "broker", "strike", "reach", "approve", "seal", "conclude", "agree", "accept"})
_TELLING = frozenset({"say", "run", "lay", "read", "provide", "stipulate", "specify", "state"})
_OBLIGING = frozenset({"oblige", "commit", "bind", "require"})
# Told in the present these are exchanges: "under the swap Chad frees …".
_TOLD_IN_PRESENT = frozenset({"swap", "exchange", "deal", "accord", "pact", "truce", "ceasefire", "agreement"})
_FUTURE = frozenset({"will", "would", "shall", "must"})
# What an accord is when it is meant in general ("in agreement with") has no article.
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "its", "their", "new"})


def deal_drafts(reader: Reader, taken: set[int]) -> Iterator[Draft]:
    """The commitments of sentences that name a deal; `taken` are heads of acts that a cue has claimed already."""
    analysis = reader.analysis
    yield from _obliged(reader, taken)
    yield from _mutual(reader, taken)
    for frame, noun in (*_frames(reader), *_tellers(reader)):
        around = _clauses_around(analysis, frame)
        present = analysis.tokens[noun].lemma.lower() in _TOLD_IN_PRESENT
        present = present and not any(_bound_act(analysis, c, False) for c in around)
        for clause in around:
            act = _bound_act(analysis, clause, present)
            if act is None or act.predicate in taken:
                continue
            by = [r for s in clause.doers or act.doers for r in _doers_at(reader, s)]
            for one in (act, *joined_infinitives(analysis, act)) if by else ():
                if one.predicate not in taken:
                    taken.add(one.predicate)
                    yield _term(reader, clause, one, by)


def _term(reader: Reader, clause: Clause, act: Clause, by: list[Role]) -> Draft:
    """One term of a deal.  clause: what binds to it."""
    analysis = reader.analysis
    conditions = tuple(c for c, _ in conditions_of(analysis, act, reader.terms))
    told = clause_act(analysis, act, list(conditions), with_subject=act.voice == "passive")
    trigger = analysis.span(clause.verb_first, clause.predicate + 1)
    to = tuple(without(act_target(reader, told), by))
    return Draft("agreement", clause.predicate, trigger, tuple(by), to, told, conditions, "declared")


def _tellers(reader: Reader) -> Iterator[tuple[int, int]]:
    """The verb and its subject of "says the treaty", "the two presidents said"; the verb and itself for the latter."""
    analysis = reader.analysis
    for clause in analysis.clauses:
        if clause.lemma not in _TELLING:
            continue
        for subject in clause.subjects:
            if is_deal(reader, subject) or (_is_pair(reader, subject) and _two_are_told(reader, clause)):
                yield clause.predicate, subject


def _is_pair(reader: Reader, noun: int) -> bool:
    """ "the two presidents", "both governments", "their leaders": those who speak for the parties of a deal."""
    words = {reader.analysis.tokens[d].lower for d in reader.analysis.dependents(noun, "nummod", "det", "poss", "amod")}
    return reader.analysis.tokens[noun].tag == "NNS" and bool(words & {"two", "both", "three", "their"})


def _two_are_told(reader: Reader, clause: Clause) -> bool:
    """Whether what is said has two states or bodies for its subject."""
    analysis = reader.analysis
    inner = (c for c in _clauses_around(analysis, clause.predicate) if c.index != clause.index)
    for one in inner:
        named = {r.actor for s in one.subjects for r in _doers_at(reader, s)}
        if len(named) > 1 and _bound_act(analysis, one, False):
            return not conditions_of(analysis, one, reader.terms)
    return False


def is_deal(reader: Reader, noun: int) -> bool:
    """Whether a noun names a deal, or a paper that several have signed or issued."""
    analysis = reader.analysis
    name = analysis.tokens[noun].lemma.lower()
    if name in _PAPERS:
        beside = analysis.dependents(noun, "amod", "compound", "acl", "relcl")
        return any(analysis.tokens[c].lower in _SHARED or analysis.tokens[c].lemma.lower() in _SIGNED for c in beside)
    return name in reader.terms.accords and name != "plan"


def _mutual(reader: Reader, taken: set[int]) -> Iterator[Draft]:
    """ "Chad will stop firing and Niger is to pull back, Egypt announced": what two do for each other."""
    analysis = reader.analysis
    for clause in analysis.clauses:
        terms = [c for t in analysis.conjuncts(clause.predicate) if (c := analysis.clause_at(t))]
        if clause.predicate in taken or not terms or terms[0].index != clause.index:
            continue
        told = [(c, act, by) for c in terms if (act := _plain_term(reader, c)) for by in [_sides(reader, c, act)] if by]
        if len({r.actor for _, _, by in told for r in by}) < 2 or not _is_told_by_third(reader, clause, told):
            continue
        for term, act, by in told:
            if act.predicate not in taken:
                taken.add(act.predicate)
                yield _term(reader, term, act, by)


def _plain_term(reader: Reader, clause: Clause) -> Clause | None:
    """The act of "will sail", "is to sail", bound to nothing."""
    if clause.form != "finite" or clause.kind not in {"main", "complement"} or clause.marker not in {None, "that"}:
        return None
    act = _bound_act(reader.analysis, clause, False)
    if act is None or clause.modal == "must" or act.lemma in reader.terms.idle or act.voice == "passive":
        return None
    return None if conditions_of(reader.analysis, act, reader.terms) else act


def _sides(reader: Reader, clause: Clause, act: Clause) -> list[Role]:
    roles = [r for s in clause.doers or act.doers for r in reader.cast.at(s)]
    kinds = {"state", "organization", "group"}
    return [r for r in roles if reader.cast.actors[r.actor].kind in kinds and reader.is_political([r])]


def _is_told_by_third(reader: Reader, clause: Clause, told: list[tuple[Clause, Clause, list[Role]]]) -> bool:
    """Whether somebody else than the parties tells it; the speaker of one side tells its own plans."""
    statement = reader.statement_at(clause.predicate)
    if statement is None:
        return False
    return not any(is_own(reader.analysis, reader.cast, c, statement) for c, _, _ in told)


def _obliged(reader: Reader, taken: set[int]) -> Iterator[Draft]:
    """ "The accord obliges both sides to free their prisoners"."""
    analysis = reader.analysis
    for clause in analysis.clauses:
        if clause.lemma not in _OBLIGING or clause.voice != "active":
            continue
        if not any(is_deal(reader, s) for s in clause.subjects):
            continue
        inners = reader.infinitives(clause)
        heads = {*clause.objects, *(s for c in inners for s in c.subjects)}
        by = list({r.actor: r for h in sorted(heads) for r in reader.cast.at(h)}.values())
        for act in (c for inner in inners for c in (inner, *joined_infinitives(analysis, inner))) if by else ():
            if act.predicate not in taken:
                taken.add(act.predicate)
                yield _term(reader, clause, act, by)


def _doers_at(reader: Reader, subject: int) -> list[Role]:
    owners = reader.analysis.dependents(subject, "poss", "amod", "compound")
    direct = party_at(reader.analysis, reader.cast, subject) if reader.cast.at(subject) or not owners else []
    if not reader.analysis.dependents(subject, "prep") and direct:
        return direct
    return reader.cast.at(subject) or next((reader.cast.at(o) for o in owners if reader.cast.at(o)), [])


def _frames(reader: Reader) -> Iterator[tuple[int, int]]:
    """The preposition and the noun of each "under the accord"."""
    analysis = reader.analysis
    for token in analysis.tokens:
        if token.lower not in _FRAMES or token.dep != "prep":
            continue
        for noun in analysis.dependents(token.i, "pobj"):
            words = {analysis.tokens[d].lower for d in analysis.dependents(noun, "det", "poss", "amod")}
            joint = token.lower != "in" or bool(words & _SHARED)
            if token.lower == "to" and analysis.tokens[token.head].lower != "according":
                continue
            if analysis.tokens[noun].lower == "which" and token.lower == "under":
                # "a pact under which Chad will …"
                noun, words = analysis.tokens[analysis.tokens[token.head].head].i, {"the"}
            name = analysis.tokens[noun].lemma.lower()
            named = is_deal(reader, noun) or (name in reader.terms.accords and token.lower == "under")
            if named and joint and words & _ARTICLES:
                yield token.i, noun


def _clauses_around(analysis: Analysis, frame: int) -> list[Clause]:
    """The clauses that tell the terms: the one that the frame hangs on, its governors and what goes on with it."""
    sentence = analysis.sentence_of(frame)
    inside = (c for t in range(sentence.first, sentence.last) if (c := analysis.clause_at(t)))
    kinds = {"main", "complement", "relative"} if _under_which(analysis, frame) else {"main", "complement"}
    return [c for c in inside if c.kind in kinds and c.form == "finite" and c.marker in {None, "that"}]


def _under_which(analysis: Analysis, frame: int) -> bool:
    return any(analysis.tokens[n].lower == "which" for n in analysis.dependents(frame, "pobj"))


def _bound_act(analysis: Analysis, clause: Clause, present: bool) -> Clause | None:
    """The clause that names the act: the clause itself, or the infinitive of "is to"."""
    if clause.modal in _FUTURE and not clause.perfect:
        return clause
    if clause.modal is None and clause.tense == "present" and not clause.perfect:
        if clause.lemma == "be":
            return be_to(analysis, clause)
        if clause.lemma in {"have", "need"}:
            return needed(analysis, clause)
        return clause if present and not clause.progressive else None
    return be_to(analysis, clause) if clause.lemma == "be" else None


def be_to(analysis: Analysis, clause: Clause) -> Clause | None:
    """The act of "is to land", "were to be freed"."""
    if clause.lemma != "be" or clause.modal is not None:
        return None
    inner = (analysis.clause_at(c) for c in analysis.dependents(clause.predicate, "xcomp"))
    return next((c for c in inner if c and c.form == "infinitive"), None)
