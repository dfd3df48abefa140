"""The parties of a commitment: who is bound, and who gains, is harmed or must act."""

from __future__ import annotations

from collections.abc import Iterable

from ..knowledge.terms import Terms
from ..language import Analysis, Clause
from ..records import Actor, Cast, Role, Statement

# Sectors (PLOVER manual) whose promises and threats are politics; companies, media and private people are left out.
_POLITICAL = frozenset(
    "GOV MIL REB PRM PRE LEG OPP PTY SPY JUD IGO COP UAF ELI NGO LAB REL ISM IMG SOC".split()  # noqa: SIM905
)
# Those whose word on what happens is a decision, not a forecast.
_IN_CHARGE = frozenset({"GOV", "MIL", "LEG", "REB", "PRM", "COP", "IGO", "JUD", "LAB", "PTY", "SPY"})
_COMMANDING = frozenset({"IGO", "GOV", "MIL", "COP", "JUD", "LEG", "REB", "PRM"})
_OFFICIAL = frozenset({"GOV", "MIL", "LEG"})
# "Brussels" is the Union's as well as Belgium's word.
_SEAT_OF_THE_UNION = "country:BEL"
_STATIONED = frozenset({"to", "in", "at", "from", "near", "on"})
_SENT = frozenset({"envoy", "ambassador", "mediator", "rapporteur", "representative", "negotiator"})
# "Nobody in Lima would sign": Lima will not.
_NOBODY = frozenset({"nobody", "none", "one"})
_FIRST_PERSON = frozenset({"i", "we", "us", "our", "ours", "my", "ourselves"})


def is_political(cast: Cast, roles: Iterable[Role], private: frozenset[str] = frozenset()) -> bool:
    """Whether one of the parties is a state, a body of unknown sort, or of a political sector.

    private: words in the names of bodies that are none of these ("the airline", "the football club").
    """
    return any(_is_political(cast.actors[r.actor], private) for r in roles)


def _is_political(actor: Actor, private: frozenset[str]) -> bool:
    if actor.kind == "organization" and not actor.sectors:
        return not set(actor.name.lower().split()) & private
    return actor.kind == "state" or bool(set(actor.sectors) & _POLITICAL)


def roles_at(cast: Cast, heads: Iterable[int]) -> list[Role]:
    """The actors at some head tokens, each once."""
    found: dict[str, Role] = {}
    for head in heads:
        for role in cast.at(head):
            found.setdefault(role.actor, role)
    return list(found.values())


def party_at(analysis: Analysis, cast: Cast, head: int) -> list[Role]:
    """The actors meant by a noun phrase: its head's, else those of its owner, adjective or complement."""
    direct = cast.at(head) or _run_on(analysis, cast, head)
    if direct:
        return direct
    if analysis.tokens[head].lower in _NOBODY:
        places = [o for p in analysis.dependents(head, "prep") for o in analysis.dependents(p, "pobj")]
        return next((cast.at(o) for o in places if cast.at(o)), [])
    for child in analysis.dependents(head, "poss", "amod", "compound", "nmod"):
        if cast.at(child):
            return cast.at(child)
    for prep in analysis.dependents(head, "prep"):
        if analysis.tokens[prep].lower in {"of", "on", "against", "to", "for"}:
            for inner in analysis.dependents(prep, "pobj"):
                if cast.at(inner):
                    return cast.at(inner)
    return []


def _run_on(analysis: Analysis, cast: Cast, head: int) -> list[Role]:
    """A name whose mention runs on over the next word ("Chad is", taken for one name)."""
    mention = cast.heads.get(head + 1)
    start = analysis.tokens[head].start
    return cast.at(head + 1) if mention and mention.span.start <= start < mention.span.end else []


def speaks_for(cast: Cast, speaker: str | None, party: str, anywhere: bool = False) -> bool:
    """Whether a speaker speaks for a party: the same actor, an official for the state, a member for the body.

    Membership is not in the text as a rule; one country and a common sector stand in for it.
    anywhere: the text does not say whose official the speaker is ("a spokeswoman said").
    """
    if speaker is None:
        return False
    if speaker == party:
        return True
    one, other = cast.actors.get(speaker), cast.actors.get(party)
    if one is None or other is None:
        return False
    if not anywhere and one.country and other.country and one.country != other.country:
        return other.id == _SEAT_OF_THE_UNION and one.country == "EUR"
    if other.kind == "state":
        return bool(_OFFICIAL & set(one.sectors))
    if other.kind == "person":
        return False
    related = bool(set(one.sectors) & set(other.sectors)) or (anywhere and bool(_OFFICIAL & set(one.sectors)))
    return related and (one.kind == "person" or anywhere)


def is_unplaced(cast: Cast, statement: Statement) -> bool:
    """Whether the words for a speaker name no country and no body: an office without more, whoever's it is."""
    if statement.speaker is None or statement.source_span is None:
        return False
    speaker = cast.actors.get(statement.speaker)
    if speaker is None or speaker.basis in {"registry", "title"} or not statement.speaker.startswith("local:"):
        return False
    span = statement.source_span
    inside = (a for m in cast.within(span.start, span.end) for a in m.actors if a != statement.speaker)
    return not any(cast.actors[a].country for a in inside if a in cast.actors)


def represented(analysis: Analysis, cast: Cast, statement: Statement) -> set[str]:
    """Whom the words for a speaker name as whose voice it is: "the league's spokesman", "a Chilean official".

    Where somebody is sent to or stationed is not represented ("the envoy to Lima", "a monk in Kano").
    """
    span = statement.source_span
    if span is None:
        return set()
    found: set[str] = set()
    for mention in cast.within(span.start, span.end):
        first = analysis.tokens_in(mention.span.start, mention.span.end)
        before = analysis.tokens[first[0] - 1].lower if len(first) and first[0] else ""
        sent = before == "for" and bool(_SENT & {t.lower() for t in span.text.split()})
        if before not in _STATIONED and not sent:
            found.update(mention.actors)
    return found


def is_own(analysis: Analysis, cast: Cast, clause: Clause, statement: Statement) -> bool:
    """Whether the subject of a clause is the speaker's own side."""
    anywhere, own = is_unplaced(cast, statement), represented(analysis, cast, statement)
    for subject in clause.subjects:
        token = analysis.tokens[subject]
        if token.lower in _FIRST_PERSON and _speaks_directly(statement):
            return True
        if token.lower in _NOBODY and is_official(cast, statement) and _has_place(analysis, subject):
            return True
        parties = party_at(analysis, cast, subject)
        if any(r.actor in own or speaks_for(cast, statement.speaker, r.actor, anywhere) for r in parties):
            return True
        if any(
            analysis.tokens[o].lower in _FIRST_PERSON
            or any(speaks_for(cast, statement.speaker, r.actor) for r in cast.at(o))
            for o in analysis.dependents(subject, "poss")
        ):
            return True
    return False


def _speaks_directly(statement: Statement) -> bool:
    """Whether "we" is the speaker: in quotation marks, or before the words of saying ("we will stay, she said")."""
    if statement.kind != "indirect":
        return True
    return statement.cue_span is not None and statement.cue_span.start > statement.content_spans[0].start


def _has_place(analysis: Analysis, subject: int) -> bool:
    """ "nobody in Lima", "no one on the island"."""
    return any(analysis.tokens[p].lower in {"in", "on", "here"} for p in analysis.dependents(subject, "prep", "advmod"))


def bound_by(analysis: Analysis, cast: Cast, clause: Clause, statement: Statement) -> list[Role]:
    """Who is bound by a speaker's word: the state or body that the clause names, else the speaker."""
    for subject in () if clause.voice == "passive" else clause.subjects:
        named = [r for r in cast.at(subject) if cast.actors[r.actor].kind in {"state", "organization", "group"}]
        if named and analysis.tokens[subject].pos != "PRON":
            return named
    return speaker_role(statement)


def is_official(cast: Cast, statement: Statement) -> bool:
    """Whether a state, an authority, an armed group or a union speaks, or somebody of theirs."""
    speaker = cast.actors.get(statement.speaker or "")
    return speaker is not None and (speaker.kind == "state" or bool(set(speaker.sectors) & _IN_CHARGE))


def is_authority(cast: Cast, statement: Statement) -> bool:
    """Whether whoever speaks can forbid: a state, its officials, courts and forces."""
    speaker = cast.actors.get(statement.speaker or "")
    return speaker is not None and (speaker.kind == "state" or bool(set(speaker.sectors) & _COMMANDING))


def speaker_role(statement: Statement) -> list[Role]:
    if statement.speaker is None or statement.source_span is None:
        return []
    return [Role(statement.speaker, statement.source_span)]


def is_joint(analysis: Analysis, terms: Terms, clause: Clause) -> bool:
    """Whether one phrase names parties who deal with each other: "the rival churches", "both sides"."""
    for subject in clause.subjects:
        words = {analysis.tokens[d].lower for d in analysis.dependents(subject, "amod", "det", "nummod", "predet")}
        if (
            analysis.tokens[subject].tag in {"NNS", "NNPS"}
            and (words | {analysis.tokens[subject].lower}) & terms.groups["joint"]
        ):
            return True
    return False


def without(roles: list[Role], others: list[Role]) -> list[Role]:
    """The roles whose actor does not stand among the others."""
    taken = {r.actor for r in others}
    return [r for r in roles if r.actor not in taken]
