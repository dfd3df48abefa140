"""Frames: whether a clause meets the conditions that a sense of its verb makes."""

from __future__ import annotations

from ..knowledge.predicates import Constraint, Predicate
from ..language import Analysis, Clause
from ..records import Cast

# A head that only counts: what it counts is what the phrase is about ("dozens of soldiers").
_COUNTING = frozenset(
    {
        "%", "act", "all", "amount", "bag", "barrel", "batch", "box", "bulk", "campaign", "convoy", "couple",
        "crowd", "day", "dozen", "each", "eight", "five", "form", "four", "group", "half", "handful", "hundred",
        "kg", "kilogram", "kind", "list", "litre", "load", "lot", "majority", "many", "member", "million", "most",
        "nine", "number", "one", "part", "percent", "piece", "portion", "rest", "round", "salvo", "score", "series",
        "set", "seven", "several", "shipment", "six", "some", "string", "ten", "thousand", "three", "ton", "tonne",
        "two", "volley", "wave", "week", "wing",
    }
)  # fmt: skip
# Verbs that share an object stand with nothing but a conjunction between them.
_COORDINATED = 1
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_PREDICATIVE = frozenset({"oprd", "acomp", "attr", "advmod", "xcomp", "ccomp", "amod", "dobj"})
_NONE: frozenset[str] = frozenset()
# Words of a frame that stand for actors: anybody, a person.
_NAMES = frozenset({"*", "*person"})
_NESTED = ("advcl", "relcl", "conj", "nsubj", "nsubjpass", "parataxis")


def keys(analysis: Analysis, head: int) -> tuple[str, ...]:
    """What a noun can be looked up by, most specific first: "air_strike", "state_of_emergency", "strike".

    Of a head that only counts ("dozens of raids") also the keys of what it counts.
    """
    token = analysis.tokens[head]
    lemma = token.lemma.lower()
    found: list[str] = []
    for child in analysis.children[head]:
        below = analysis.tokens[child]
        if child < head and below.dep in {"compound", "amod", "nmod"}:
            found.append(f"{below.lemma.lower()}_{lemma}")
        elif below.lower == "of" and below.dep == "prep":
            for inner in analysis.dependents(child, "pobj"):
                found.append(f"{lemma}_of_{analysis.tokens[inner].lemma.lower()}")
                if lemma in _COUNTING:
                    found.extend(keys(analysis, inner))
    found.append(lemma)
    if token.lower != lemma:
        found.append(token.lower)
    return tuple(found)


def undergoers(analysis: Analysis, clause: Clause) -> tuple[int, ...]:
    """Heads of who or what is acted upon; a relative pronoun gives way to its antecedent."""
    found = []
    for head in _retained(analysis, clause) or clause.undergoers:
        token = analysis.tokens[head]
        relative = token.lower in _RELATIVES and analysis.tokens[clause.predicate].dep == "relcl"
        found.append(analysis.tokens[clause.predicate].head if relative else head)
    return tuple(found) or _shared_objects(analysis, clause)


def _retained(analysis: Analysis, clause: Clause) -> tuple[int, ...]:
    """ "X was promised a hearing": the object that stays behind is what is promised, the subject is to get it."""
    if clause.voice != "passive":
        return ()
    return tuple(o for o in clause.objects if analysis.tokens[o].pos in _NOMINAL)


def _receivers(analysis: Analysis, clause: Clause) -> tuple[int, ...]:
    return clause.subjects if _retained(analysis, clause) else clause.indirect


def _shared_objects(analysis: Analysis, clause: Clause) -> tuple[int, ...]:
    """ "banned and expelled the agency": the object of the second verb is the first one's too."""
    if clause.voice == "passive" or clause.obliques:
        return ()
    for conjunct in analysis.dependents(clause.predicate, "conj"):
        second = analysis.clause_at(conjunct)
        if second and conjunct - clause.verb_last <= _COORDINATED:
            return second.objects
    return ()


def obliques(analysis: Analysis, clause: Clause) -> list[tuple[str, int]]:
    """(preposition, head) pairs, prepositions of several words joined by "_"; datives count as "to"."""
    pairs = [(name.replace(" ", "_"), head) for name, head in clause.obliques]
    return pairs + [("to", head) for head in _receivers(analysis, clause)]


def fits(analysis: Analysis, cast: Cast, clause: Clause, sense: Predicate) -> bool:
    """Whether the clause meets every condition of the sense's frame."""
    return all(_holds(analysis, cast, clause, c) != c.negative for c in sense.frame)


def noun_fits(analysis: Analysis, noun: int, sense: Predicate, clause: Clause | None = None) -> bool:
    """Whether a noun meets the frame of a sense, which may ask for the plural and for prepositions.

    clause: the one whose light verb the noun stands with; its prepositions count as the noun's.
    """
    found = {analysis.tokens[c].lower for c in analysis.dependents(noun, "prep", "agent")}
    if clause:
        found |= {name for name, _ in obliques(analysis, clause)}
    for constraint in sense.frame:
        plural = analysis.tokens[noun].tag in {"NNS", "NNPS"}
        holds = plural if constraint.slot == "plural" else not found.isdisjoint(constraint.words or _NONE)
        if holds == constraint.negative:
            return False
    return True


def _holds(analysis: Analysis, cast: Cast, clause: Clause, constraint: Constraint) -> bool:
    slot, words = constraint.slot, constraint.words
    match slot:
        case "p":
            return any(name in (words or ()) for name, _ in obliques(analysis, clause))
        case "neg":
            return clause.negated
        case "inf" | "comp":
            return any(c.form == "infinitive" for c in complements(analysis, clause))
        case "that":
            return any(c.form == "finite" and c.kind == "complement" for c in complements(analysis, clause))
        case "words":
            return any(_says(analysis, i, words or _NONE) for i in _own_words(analysis, clause))
        case "plain":
            return clause.modal is None
        case "passive":
            return clause.voice == "passive"
        case "both":
            return len(clause.doers) > 1
        case "oprd" if words is None:
            return bool(analysis.dependents(clause.predicate, "oprd", "ccomp"))
        case "oprd":
            return any(_says(analysis, i, words or _NONE) for i in _predicatives(analysis, clause))
    heads = slot_heads(analysis, clause, slot)
    return bool(heads) if words is None else any(_admits(analysis, cast, h, words) for h in heads)


def complements(analysis: Analysis, clause: Clause) -> list[Clause]:
    """The clauses that the verb takes as complements."""
    return [c for c in analysis.clauses_under(clause) if c.kind in {"open", "complement", "prepositional"}]


def slot_heads(analysis: Analysis, clause: Clause, slot: str) -> list[int]:
    """Heads of the phrases in one slot of a clause: "subj", "obj", "iobj" or a preposition."""
    match slot:
        case "subj":
            return list(clause.doers)
        case "obj":
            return list(undergoers(analysis, clause))
        case "iobj":
            return list(_receivers(analysis, clause))
    return [head for name, head in obliques(analysis, clause) if name == slot]


def _admits(analysis: Analysis, cast: Cast, head: int, words: frozenset[str]) -> bool:
    if _NAMES & words:
        named = [r for h in (head, *analysis.dependents(head, "appos")) for r in cast.at(h)]
        if named and ("*" in words or any(cast.actors[r.actor].kind == "person" for r in named)):
            return True
    return not words.isdisjoint(keys(analysis, head))


def _says(analysis: Analysis, token: int, words: frozenset[str]) -> bool:
    t = analysis.tokens[token]
    return t.lemma.lower() in words or t.lower in words


def _own_words(analysis: Analysis, clause: Clause) -> list[int]:
    return analysis.subtree(clause.predicate, without=_NESTED)


def _predicatives(analysis: Analysis, clause: Clause) -> list[int]:
    found = analysis.dependents(clause.predicate, *_PREDICATIVE)
    return found + [x for f in found for x in analysis.dependents(f, "acomp", "oprd", "amod", "attr")]
