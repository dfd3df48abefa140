"""Clauses of a parsed document: each predicate with its subjects, objects, voice, tense, modality, negation.

What the text leaves out is filled in where grammar fixes it: the subject of a coordinated verb,
of an infinitive ("vowed to sanction"), of a reduced relative ("soldiers accused of").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .analysis import Clause, ClauseForm, ClauseKind, Tense, Token, Voice

_KINDS: dict[str, ClauseKind] = {
    "ccomp": "complement",
    "xcomp": "open",
    "advcl": "adverbial",
    "relcl": "relative",
    "acl": "reduced",
    "pcomp": "prepositional",
    "csubj": "subject",
    "csubjpass": "subject",
}
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_MODALS = {
    "'ll": "will",
    "wo": "will",
    "ca": "can",
    "'d": "would",
    "sha": "shall",
    "ought": "should",
    "ll": "will",
    "d": "would",
}
_NEGATORS = frozenset({"not", "n't", "never", "neither", "nor", "hardly", "nowhere"})
_NEGATIVE_NOUNS = frozenset({"nobody", "none", "neither"})
# Prepositions of what somebody is accused of, kept from, forced into or warned against.
_OBJECT_PREPOSITIONS = frozenset({"of", "from", "into", "against"})
# After these an infinitive's subject is the governing subject though an object stands between.
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "swear", "offer", "use"})
# Only these keep an object in the passive ("soldiers denied leave").
_TWO_OBJECTS = frozenset(
    {
        "accord", "allot", "allow", "appoint", "ask", "award", "call", "charge", "deal", "declare", "deny", "elect",
        "fine", "forgive", "give", "grant", "hand", "issue", "leave", "lend", "make", "name", "offer", "owe", "pay",
        "promise", "refuse", "sell", "send", "serve", "show", "spare", "teach", "tell", "vote", "lose", "dub", "label",
    }
)  # fmt: skip
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})


@dataclass(frozen=True, slots=True)
class _Tree:
    tokens: Sequence[Token]
    children: Sequence[tuple[int, ...]]

    def of(self, token: int, *labels: str) -> list[int]:
        return [c for c in self.children[token] if self.tokens[c].dep in labels]

    def conjuncts(self, token: int) -> list[int]:
        found, queue = [token], [token]
        while queue:
            more = self.of(queue.pop(), "conj")
            # "X won and vowed": a verb coordinated with a noun is a misparse, not a second subject
            nouns = [m for m in more if self.tokens[m].pos not in {"VERB", "AUX"}]
            found.extend(nouns)
            queue.extend(nouns)
        return sorted(found)


def is_predicate(token: Token) -> bool:
    """Whether a token heads a clause: a verb or copula that is no auxiliary and no mere modifier."""
    if token.pos not in {"VERB", "AUX"}:
        return False
    if token.dep in {"aux", "auxpass", "amod", "compound", "punct", "case", "prep", "mark", "cc", "neg", "prt"}:
        return False
    return token.dep not in {"poss", "det", "nummod", "advmod"}


def find_clauses(tokens: Sequence[Token], children: Sequence[tuple[int, ...]]) -> tuple[Clause, ...]:
    """All clauses in text order of their predicates."""
    tree = _Tree(tokens, children)
    predicates = [t.i for t in tokens if is_predicate(t)]
    number = {p: k for k, p in enumerate(predicates)}
    built: dict[int, Clause] = {}
    below: dict[int | None, list[Clause]] = {}
    for p in sorted(predicates, key=lambda p: _depth(tokens, p)):
        clause = built[p] = _build(tree, p, number, built, below)
        below.setdefault(clause.governor, []).append(clause)
    return tuple(built[p] for p in predicates)


def _depth(tokens: Sequence[Token], token: int) -> int:
    depth = 0
    while tokens[token].head != token and depth < 500:
        token, depth = tokens[token].head, depth + 1
    return depth


def _build(
    tree: _Tree, p: int, number: dict[int, int], built: dict[int, Clause], below: dict[int | None, list[Clause]]
) -> Clause:
    token = tree.tokens[p]
    above = _governor(tree, p, number)
    governor = built.get(above) if above is not None else None
    sibling = governor if token.dep == "conj" and governor and governor.predicate == token.head else None
    if sibling and _resumes(tree, p, sibling) and sibling.governor is not None:
        sibling = governor = next(c for c in built.values() if c.index == sibling.governor)
    auxiliaries = tree.of(p, "aux", "auxpass")
    shares = sibling is not None and not auxiliaries and tree.tokens[sibling.predicate].tag == token.tag
    voice = _voice(tree, p, sibling if shares else None)
    subjects, inherited = _subjects(tree, p, governor, sibling, below.get(governor.index, []) if governor else [])
    first, last = _verb_group(tree, p, auxiliaries)
    modal = _modal(tree, auxiliaries) or (sibling.modal if shares and sibling else None)
    return Clause(
        index=number[p],
        predicate=p,
        lemma=_lemma(tree, p),
        kind=sibling.kind if sibling else _KINDS.get(token.dep, "main"),
        governor=sibling.governor if sibling else (governor.index if governor else None),
        voice=voice,
        form=_form(tree, p, auxiliaries, sibling if shares else None),
        tense=_tense(tree, p, auxiliaries, sibling if shares else None),
        perfect=any(tree.tokens[a].lemma == "have" for a in tree.of(p, "aux")) and token.tag == "VBN",
        progressive=token.tag == "VBG" and any(tree.tokens[a].lemma == "be" for a in auxiliaries),
        modal=modal,
        negated=_negated(tree, p) or _shares_negation(tree, p, sibling, shares),
        subjects=subjects,
        subject_inherited=inherited,
        objects=_objects(tree, p),
        indirect=_expand(tree, tree.of(p, "dative"), nouns_only=True),
        agents=_agents(tree, p),
        obliques=_obliques(tree, p),
        marker=_marker(tree, p),
        verb_first=first,
        verb_last=last,
    )


def _resumes(tree: _Tree, p: int, sibling: Clause) -> bool:
    """Whether a verb that the parser coordinates with a relative clause goes on with the main one.

    "thanked soldiers who had refused and urged Moscow to wait": the tense drops the auxiliary and the
    verb takes a clause of its own.
    """
    if sibling.kind in {"open", "reduced"} and sibling.form == "infinitive":
        # "asked him to wait and sent for help": a finite verb does not go on with an infinitive
        return tree.tokens[p].tag in {"VBD", "VBZ"} and not tree.of(p, *_SUBJECTS)
    if sibling.kind != "relative" or not sibling.perfect or tree.tokens[p].tag != "VBD":
        return False
    return bool(tree.of(p, "xcomp", "ccomp"))


def _governor(tree: _Tree, p: int, number: dict[int, int]) -> int | None:
    at = p
    while tree.tokens[at].head != at:
        at = tree.tokens[at].head
        if at in number:
            return at
    return None


def _lemma(tree: _Tree, p: int) -> str:
    particle = tree.of(p, "prt")
    lemma = tree.tokens[p].lemma.lower()
    return f"{lemma}_{tree.tokens[particle[0]].lower}" if particle else lemma


def _voice(tree: _Tree, p: int, sibling: Clause | None) -> Voice:
    token = tree.tokens[p]
    if tree.of(p, "auxpass", "nsubjpass", "csubjpass"):
        return "passive"
    if token.tag == "VBN" and not tree.of(p, "aux"):
        if sibling:
            return sibling.voice
        if tree.of(p, "agent"):
            return "passive"
        if token.dep == "acl" and tree.of(p, "dobj") and token.lemma.lower() not in _TWO_OBJECTS:
            # "gunmen killed six villagers, police said" with the verb read as a participle
            return "active"
        if token.dep in {"acl", "advcl"}:
            return "passive"
        # "was arrested": the copula parsed as the head's own
        if token.dep in {"ccomp", "conj", "ROOT"} and not tree.of(p, "dobj", "nsubj"):
            return "passive"
    return "active"


def _subjects(
    tree: _Tree, p: int, governor: Clause | None, sibling: Clause | None, siblings: list[Clause]
) -> tuple[tuple[int, ...], bool]:
    # "the mayor is committed to": the parser hangs some subjects on the auxiliary
    own = tree.of(p, *_SUBJECTS) or [s for a in tree.of(p, "aux", "auxpass") for s in tree.of(a, *_SUBJECTS)]
    token = tree.tokens[p]
    if own:
        if token.dep == "relcl" and all(tree.tokens[s].lower in _RELATIVES for s in own):
            return (token.head,), True
        return _expand(tree, [s for s in own if tree.tokens[s].dep in {"nsubj", "nsubjpass"}]), False
    if sibling:
        return sibling.subjects, True
    if token.dep == "acl" and token.tag in {"VBN", "VBG"}:
        return (token.head,), True
    if governor is None:
        return (), False
    if token.dep == "acl" and token.tag == "VB":
        # "the president's vow to sanction": who owns the noun acts
        owner = tree.of(token.head, "poss")
        return (_expand(tree, owner), True) if owner else (governor.subjects, True)
    if token.dep == "ccomp":
        # "said Lima had never signed it and would not return", parsed as two complements
        before = [c for c in siblings if c.kind == "complement" and c.predicate < p]
        if before and before[-1].subjects:
            return before[-1].subjects, True
    if token.dep in {"xcomp", "ccomp"} and governor.objects and governor.lemma not in _SUBJECT_CONTROL:
        return governor.objects, True
    if token.dep == "pcomp" and _is_of_object(tree, token.head, governor):
        return governor.objects, True
    if token.dep in {"xcomp", "advcl", "pcomp", "ccomp"}:
        return governor.subjects, True
    return (), False


def _is_of_object(tree: _Tree, preposition: int, governor: Clause) -> bool:
    """Whether a gerund behind a preposition is the object's deed ("accused Lima of arming rebels").

    With "for" only a name's ("blamed Lima for"): "claimed responsibility for" is the subject's deed.
    """
    word = tree.tokens[preposition]
    if not governor.objects or word.head != governor.predicate or governor.lemma in _SUBJECT_CONTROL:
        return False
    named = all(tree.tokens[o].pos in {"PROPN", "PRON"} for o in governor.objects)
    return word.lower in _OBJECT_PREPOSITIONS or (word.lower == "for" and named)


def _expand(tree: _Tree, heads: list[int], nouns_only: bool = False) -> tuple[int, ...]:
    found: list[int] = []
    for head in heads:
        if tree.tokens[head].pos == "ADP":
            found.extend(x for o in tree.of(head, "pobj") for x in tree.conjuncts(o))
        elif not (nouns_only and tree.tokens[head].pos in {"VERB", "AUX"}):
            found.extend(tree.conjuncts(head))
    return tuple(found)


def _objects(tree: _Tree, p: int) -> tuple[int, ...]:
    return _expand(tree, tree.of(p, "dobj", "attr", "oprd"), nouns_only=True)


def _agents(tree: _Tree, p: int) -> tuple[int, ...]:
    return tuple(x for a in tree.of(p, "agent") for o in tree.of(a, "pobj") for x in tree.conjuncts(o))


def _obliques(tree: _Tree, p: int) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    for prep in tree.of(p, "prep"):
        for at in [prep, *tree.of(prep, "conj")]:
            for inner in tree.of(at, "pobj"):
                found.extend((tree.tokens[at].lower, x) for x in tree.conjuncts(inner))
            for deeper in tree.of(at, "prep"):
                name = f"{tree.tokens[at].lower} {tree.tokens[deeper].lower}"
                found.extend((name, x) for o in tree.of(deeper, "pobj") for x in tree.conjuncts(o))
    return tuple(found)


def _modal(tree: _Tree, auxiliaries: list[int]) -> str | None:
    for a in auxiliaries:
        if tree.tokens[a].tag == "MD":
            lower = tree.tokens[a].lower.replace("’", "'")
            return _MODALS.get(lower, lower)
    return None


def _form(tree: _Tree, p: int, auxiliaries: list[int], sibling: Clause | None) -> ClauseForm:
    tag = tree.tokens[p].tag
    if sibling:
        return sibling.form
    if any(tree.tokens[a].tag in {"MD", "VBD", "VBP", "VBZ"} for a in auxiliaries) or tag in {"VBD", "VBP", "VBZ"}:
        return "finite"
    if any(tree.tokens[a].tag == "TO" for a in auxiliaries) or tag == "VB":
        return "infinitive"
    return "participle"


def _tense(tree: _Tree, p: int, auxiliaries: list[int], sibling: Clause | None) -> Tense | None:
    tags = [tree.tokens[a].tag for a in auxiliaries] + [tree.tokens[p].tag]
    if sibling:
        return sibling.tense
    if _modal(tree, auxiliaries) in {"will", "shall"}:
        return "future"
    if "VBD" in tags:
        return "past"
    if "VBP" in tags or "VBZ" in tags:
        return "present"
    return None


def _negated(tree: _Tree, p: int) -> bool:
    for c in tree.children[p]:
        token = tree.tokens[c]
        if token.dep == "neg" or (token.lower in _NEGATORS and token.dep in {"advmod", "preconj", "cc"} and c < p):
            return True
        if token.dep in {"dobj", "attr", "nsubjpass", "nsubj"} and _negative_noun(tree, c):
            return True
        # "is no longer": the adverb phrase is headed by "longer"
        if (
            token.lower in {"longer", "more"}
            and any(tree.tokens[x].lower in {"no", "any"} for x in tree.children[c])
            and c < p
        ):
            return True
    governor = tree.tokens[tree.tokens[p].head]
    return tree.tokens[p].dep == "pcomp" and governor.lower == "without"


def _negative_noun(tree: _Tree, noun: int) -> bool:
    if tree.tokens[noun].lower in _NEGATIVE_NOUNS:
        return True
    return any(tree.tokens[d].lower in {"no", "neither"} for d in tree.of(noun, "det", "neg", "predet", "preconj"))


def _shares_negation(tree: _Tree, p: int, sibling: Clause | None, shares: bool) -> bool:
    """Negation reaches a coordinated verb through "or" and "nor", and where it has no auxiliary of its own."""
    if not sibling or not sibling.negated:
        return False
    joined = {tree.tokens[c].lower for c in tree.of(tree.tokens[p].head, "cc") if c < p}
    if joined & {"or", "nor"}:
        return True
    return shares and tree.tokens[p].tag in {"VB", "VBN"} and not joined & {"but", "and"}


def _marker(tree: _Tree, p: int) -> str | None:
    marks = tree.of(p, "mark")
    if marks:
        first = marks[0]
        before = tree.tokens[first - 1].lower if first else ""
        if tree.tokens[first].lower == "if" and before in {"even", "only", "as"}:
            return f"{before} if"
        return _long_marker(tree, p) or tree.tokens[first].lower
    long = _long_marker(tree, p)
    if long:
        return long
    for c in tree.children[p]:
        token = tree.tokens[c]
        if c < p and token.dep == "advmod" and token.lower in {"when", "where", "once", "whenever"}:
            return token.lower
    return None


def _long_marker(tree: _Tree, p: int) -> str | None:
    """ "as long as", "so long as", "as soon as", "in case", "provided that", "on condition that" before the clause."""
    start = min([p, *tree.children[p]])
    words = [t.lower for t in tree.tokens[max(0, start - 4) : start + 2]]
    joined = " ".join(words)
    for phrase in ("as long as", "so long as", "as soon as", "in case", "on condition that", "in the event that"):
        if phrase in joined:
            return phrase
    return None


def _verb_group(tree: _Tree, p: int, auxiliaries: list[int]) -> tuple[int, int]:
    particles = [c for c in tree.of(p, "prt") if c - p <= 3]
    first = min([p, *[a for a in auxiliaries if a < p]])
    return first, max([p, *particles]) + 1
