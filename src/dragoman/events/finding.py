"""Finding candidates: the acts of a document whose parties the cast knows, in text order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..knowledge.predicates import Lexicon
from ..language import Analysis, Clause
from ..records import Cast, EventType, Role
from .acts import Act, ActReader
from .candidate import Candidate
from .roles import Parties, governs, may_be_political
from .topics import Bearing, bearing

# Types that two parties can do together (PLOVER manual, section on compound and reciprocal actors).
_MUTUAL: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ASSAULT"})
# Types of words said, which a noun without an addressee only mentions ("their demands").
_WORDS: frozenset[EventType] = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
# Types of deeds, which reach their victims whoever did them.
_DEEDS: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT", "AID", "PROTEST", "MOBILIZE"})
_MOST_RECIPIENTS = 3
# Ways of force that are never ordinary crime.
_WARLIKE = frozenset(
    {"aerial", "drone", "heavy-weapons", "suicide-attack", "explosives", "unconventional", "crowd-control"}
)
# Below this weight a sense is too loose to be believed in a text about something else.
_STRICT_WEIGHT = 0.75
# Prepositions before a noun of meeting whose clause tells who met ("said after talks with ...").
_ACCOMPANYING = frozenset({"after", "during", "following", "before", "in", "at", "for", "on", "ahead of"})


def find_candidates(analysis: Analysis, cast: Cast, lexicon: Lexicon) -> list[Candidate]:
    """The acts of the text that a political actor does or undergoes, in the order of their heads."""
    named = _named_in_sentence(analysis, cast)
    acts = find_acts(analysis, cast, lexicon, bearing(analysis, cast, lexicon))
    return [_candidate(_with_names(a, named)) for a in acts]


def find_acts(analysis: Analysis, cast: Cast, lexicon: Lexicon, about: Bearing) -> list[Act]:
    """The acts behind the candidates, in the order of their heads.  about: how the document bears on politics."""
    if about == "sport":
        return []
    reader = ActReader(analysis, cast, lexicon, Parties(analysis, cast, lexicon.classes["speech"]))
    acts = [a for a in _acts(reader) if _has_parties(reader, a, about)]
    return sorted(acts, key=lambda a: (a.head, a.first))


def _acts(reader: ActReader) -> list[Act]:
    """Acts of clauses from the top of each sentence down, then of nouns; none that another act tells of."""
    used: set[int] = set()
    by_clause: dict[int, Act] = {}
    for clause in _top_down(reader.analysis):
        if clause.predicate in used:
            continue
        act = reader.of_clause(clause)
        if act is None or _told_by_antecedent(reader, clause, act) or _by_stranger(reader, clause, act):
            continue
        used |= act.used | {act.head}
        act = _arranged(reader, act)
        above = _continued(clause, act, by_clause)
        if above is None:
            by_clause[clause.index] = act
        else:
            by_clause[above] = _joined(by_clause[above], act)
    return [*by_clause.values(), *_noun_acts(reader, used)]


def _by_stranger(reader: ActReader, clause: Clause, act: Act) -> bool:
    """Whether the subject of an act of words is a noun that means nobody in the cast ("critics say")."""
    if act.actors or act.type in _DEEDS:
        return False
    return any(reader.analysis.tokens[d].pos in {"NOUN", "PROPN"} for d in clause.doers)


def _told_by_antecedent(reader: ActReader, clause: Clause, act: Act) -> bool:
    """ "an attack mounted by X": the noun that the clause describes tells the same act."""
    if clause.kind != "reduced":
        return False
    noun = reader.of_noun(reader.analysis.tokens[clause.predicate].head)
    return noun is not None and noun.type == act.type


def _noun_acts(reader: ActReader, used: set[int]) -> Iterator[Act]:
    for token in reader.analysis.tokens:
        if token.i not in used and token.pos in {"NOUN", "PROPN"}:
            act = reader.of_noun(token.i)
            if act:
                arranged = _arranged(reader, _joined_by_clause(reader, act))
                if _is_told(arranged):
                    yield arranged


def _is_told(act: Act) -> bool:
    """A noun tells of an act of two only with both; a noun of words only with somebody addressed."""
    if act.source.partition("/")[0] in {"visit", "trip", "tour"}:
        return bool(act.actors)
    if act.type in {"CONSULT", "SUPPORT", "COOPERATE"}:
        return len(act.actors) + len(act.recipients) > 1
    return act.type not in _WORDS or bool(act.recipients)


def _continued(clause: Clause, act: Act, by_clause: dict[int, Act]) -> int | None:
    """Index of the clause whose act this one goes on with ("shelled it, wounding ...", "met X to discuss ...")."""
    above = by_clause.get(clause.governor) if clause.governor is not None else None
    if above is None or above.type != act.type or clause.form == "finite" or clause.kind not in {"adverbial", "open"}:
        return None
    same = {r.actor for r in (*above.actors, *above.recipients)} & {r.actor for r in act.actors}
    return clause.governor if same or not act.actors else None


def _joined(act: Act, more: Act) -> Act:
    """The act with the recipients of its continuation."""
    known = {r.actor for r in (*act.actors, *act.recipients)}
    added = tuple(r for r in more.recipients if r.actor not in known)
    return replace(act, recipients=(act.recipients + added)[:_MOST_RECIPIENTS], mode=act.mode or more.mode)


def _top_down(analysis: Analysis) -> list[Clause]:
    depths: dict[int, int] = {}
    for clause in analysis.clauses:
        chain, at = [], clause
        while at.index not in depths and at.governor is not None and at.index not in chain:
            chain.append(at.index)
            at = analysis.clauses[at.governor]
        depth = depths.setdefault(at.index, 0)
        for index in reversed(chain):
            depth += 1
            depths.setdefault(index, depth)
    return sorted(analysis.clauses, key=lambda c: (depths[c.index], c.predicate))


def _joined_by_clause(reader: ActReader, act: Act) -> Act:
    """ "Modi said after talks with Macron": the subject of the clause is a party to the talks."""
    analysis = reader.analysis
    if act.type != "CONSULT" or act.clause is None or (act.actors and not act.reciprocal):
        return act
    above = analysis.tokens[analysis.tokens[act.head].head]
    if above.dep != "prep" or above.lower not in _ACCOMPANYING or (act.actors and act.recipients):
        return act
    found = tuple(reader.parties.in_clause(analysis.clauses[act.clause], "subj"))
    return replace(act, actors=found or act.actors, recipients=act.recipients or (act.actors if found else ()))


def _arranged(reader: ActReader, act: Act) -> Act:
    """The act with nobody on both sides, and both parties of a mutual act under `actors`."""
    if act.type == "MOBILIZE" and reader.names_exercise(act) and len(reader.parties.countries(act.actors)) > 1:
        # manoeuvres of several states are joint ones (PLOVER manual, MOBILIZE)
        act = replace(act, type="COOPERATE", mode=None, reciprocal=True)
    names = {r.actor for r in act.actors}
    recipients = tuple(r for r in act.recipients if r.actor not in names)
    if act.reciprocal and act.type in _MUTUAL:
        return replace(act, actors=act.actors + recipients, recipients=(), reciprocal=len(act.actors + recipients) > 1)
    return replace(act, recipients=recipients, reciprocal=False)


def _has_parties(reader: ActReader, act: Act, about: Bearing) -> bool:
    """Whether somebody in public life does or undergoes the act; in a text about something else, on both sides."""
    doers, reached = reader.parties.actors_of(act.actors), reader.parties.actors_of(act.recipients)
    if about == "other":
        sides = [[a] for a in doers] if act.reciprocal else [doers, reached]
        return act.weight >= _STRICT_WEIGHT and all(any(governs(a) for a in side) for side in sides)
    if any(may_be_political(a) for a in doers + reached):
        return True
    return bool(doers + reached) and (about == "political" or act.type == "PROTEST" or act.mode in _WARLIKE)


def _named_in_sentence(analysis: Analysis, cast: Cast) -> dict[Role, Role]:
    """Roles of pronouns → the same actor by the nearest name before it in the sentence, a better evidence."""
    found: dict[Role, Role] = {}
    latest: dict[tuple[str, int], Role] = {}
    for mention in cast.mentions:
        sentence = analysis.tokens[mention.head].sentence
        for actor in mention.actors:
            role = Role(actor, mention.span)
            if mention.form != "pronoun":
                latest[actor, sentence] = role
            elif len(mention.actors) == 1 and (actor, sentence) in latest:
                found[role] = latest[actor, sentence]
    return found


def _with_names(act: Act, named: dict[Role, Role]) -> Act:
    actors, recipients = ([named.get(r, r) for r in side] for side in (act.actors, act.recipients))
    return replace(act, actors=tuple(actors), recipients=tuple(recipients))


def _candidate(act: Act) -> Candidate:
    return Candidate(
        head=act.head,
        first=act.first,
        last=act.last,
        clause=act.clause,
        nominal=act.nominal,
        type=act.type,
        mode=act.mode,
        actors=act.actors,
        recipients=act.recipients,
        reciprocal=act.reciprocal,
        confidence=round(act.weight, 3),
        source=act.source,
    )
