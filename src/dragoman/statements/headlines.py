"""Headlines: who speaks in the short forms of a headline: "Minister: talks failed", "‘No deal’ – envoy"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..language.analysis import Sentence
from .draft import Draft
from .papers import is_paper
from .reader import Reader

# "Talks failed – minister", "Talks failed: minister": a clause, then who said it, in a few words.
_SIGNED = re.compile(r"(\S.{8,}?)(?:\s+[–—-]|:)\s+([^–—:]{2,40})", re.DOTALL)
_BEHIND = re.compile(r"\s*[:–—]\s+")
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
# "Minister: talks failed": a few words without a verb, a colon, then a headline's clause.
_HEADLINE = re.compile(r"([^:\n]{2,60}?):\s+(\S.{8,})", re.DOTALL)
_SPEAKING = frozenset({"person", "group", "organization"})


def headline_drafts(reader: Reader) -> Iterator[Draft]:
    yield from _colons(reader)
    yield from _quotations(reader)
    for sentence in reader.analysis.sentences:
        if sentence.kind == "headline":
            yield from _tagged(reader, sentence)


def _colons(reader: Reader) -> Iterator[Draft]:
    analysis = reader.analysis
    for sentence in analysis.sentences:
        if sentence.kind != "headline":
            continue
        match = _HEADLINE.fullmatch(analysis.text, sentence.start, sentence.end)
        if not match:
            continue
        named = analysis.tokens_in(match.start(1), match.end(1))
        if not named or not _names_speaker(reader, named):
            continue
        content = reader.trim(match.start(2), match.end(2))
        heads = [i for i in named if analysis.tokens[i].head not in named or analysis.tokens[i].head == i]
        if content:
            yield Draft(
                act="said",
                contents=(content,),
                cue=(match.end(1), match.end(1) + 1),
                word="c::",
                frame="colon",
                speakers=(heads[0] if heads else named[-1],),
                source=(match.start(1), match.end(1)),
            )


def _quotations(reader: Reader) -> Iterator[Draft]:
    """ "'We will stay': dockers' leader vows to fight": the words first, then the speaker behind a colon."""
    analysis = reader.analysis
    for sentence in analysis.sentences:
        yield from _signed(reader, sentence)
        quotations = [q for q in reader.near(sentence.start) if reader.opening(q) == sentence.start]
        titled = bool(quotations) and analysis.text[slice(quotations[0].start, quotations[0].end)].istitle()
        if sentence.kind not in {"headline", "highlight"} or not quotations or titled:
            continue
        mark = _BEHIND.match(analysis.text, reader.closing(quotations[0]), sentence.end)
        named = _first_phrase(reader, analysis.tokens_in(mark.end(), sentence.end)) if mark else range(0)
        if not named or not (_names_speaker(reader, named) or _acts(reader, named)):
            continue
        yield Draft(
            act="said",
            contents=((quotations[0].start, quotations[0].end),),
            direct=True,
            frame="colon",
            speakers=(named[-1],),
            source=reader.chars(named.start, named.stop),
        )


def _signed(reader: Reader, sentence: Sentence) -> Iterator[Draft]:
    """ "Talks are dead – Norwegian envoy": a headline with a person's name or office behind its last dash."""
    match = _SIGNED.fullmatch(reader.analysis.text, sentence.start, sentence.end)
    if sentence.kind != "headline" or match is None:
        return
    if any((reader.opening(q), reader.closing(q)) == match.span(1) for q in reader.near(match.start(1))):
        return  # a quotation is read elsewhere
    named = reader.analysis.tokens_in(*match.span(2))
    content = reader.trim(*match.span(1))
    if not content or not named or not _signs(reader, named[-1]):
        return
    colon = reader.analysis.text[match.end(1)] == ":"
    if colon and not _is_clause(reader, reader.analysis.tokens_in(*content)):
        return
    if len(_first_phrase(reader, named)) == len(named):
        yield Draft(
            act="said",
            contents=(content,),
            frame="colon",
            speakers=(named[-1],),
            source=match.span(2),
        )


def _signs(reader: Reader, token: int) -> bool:
    """Whether somebody, a body or a paper is named behind the last dash or colon."""
    roles = reader.cast.at(token)
    return is_paper(reader, token) or (bool(roles) and reader.cast.actors[roles[0].actor].kind in _SPEAKING)


def _is_clause(reader: Reader, words: range) -> bool:
    """Whether the words have a main verb or a quotation: no title and a name ("The last mayor: Ana Brno")."""
    clauses = (reader.analysis.clause_at(i) for i in words)
    main = any(c is not None and c.form == "finite" and c.kind == "main" for c in clauses)
    return main or any(reader.quoted[i] is not None for i in words)


def _acts(reader: Reader, named: range) -> bool:
    """Whether a verb follows the phrase, so that somebody does something."""
    tokens = reader.analysis.tokens
    behind = tokens[named.stop] if named.stop < len(tokens) else None
    return behind is not None and behind.pos == "VERB" and behind.sentence == tokens[named.start].sentence


def _first_phrase(reader: Reader, words: range) -> range:
    """The words up to the first that is no part of a noun phrase."""
    tokens = reader.analysis.tokens
    end = next((i for i in words if tokens[i].pos not in _NOMINAL and tokens[i].tag != "POS"), words.stop)
    return range(words.start, end)


def _names_speaker(reader: Reader, named: range) -> bool:
    """Whether the words before the colon name a person, body or office, and no topic ("Analysis", "Explainer")."""
    tokens = reader.analysis.tokens
    if any(tokens[i].pos in {"VERB", "AUX"} for i in named):
        return False
    if len(named) == 1 and is_paper(reader, named[0]):
        return True
    return any(tokens[i].entity in {"PERSON", "ORG", "NORP"} or reader.cast.at(i) for i in named)


def _tagged(reader: Reader, sentence: Sentence) -> Iterator[Draft]:
    """ "No surrender, vows rebel chief": the last comma, a verb of saying and who says it, whatever the parser sees."""
    tokens = reader.analysis.tokens
    commas = [i for i in range(sentence.first + 1, sentence.last - 2) if tokens[i].text == ","]
    verb = commas[-1] + 1 if commas else sentence.last
    if verb >= sentence.last or not _attributes(reader, verb):
        return
    named = range(verb + 1, sentence.last)
    phrase = _first_phrase(reader, named)
    rest = range(phrase.stop, sentence.last)
    if (
        not phrase
        or not _signs(reader, phrase[-1])
        or (rest and tokens[rest.start].pos != "ADP")
        or any(tokens[i].pos in {"VERB", "AUX"} for i in rest)
    ):
        return
    content = reader.trim(sentence.start, tokens[commas[-1]].start)
    if content:
        yield Draft(
            act="said",
            contents=(content,),
            anchor=verb,
            cue=reader.chars(verb, verb + 1),
            word=f"v:{tokens[verb].lemma.lower()}",
            frame="colon",
            speakers=(phrase[-1],),
            source=reader.chars(named.start, named.stop),
        )


def _attributes(reader: Reader, verb: int) -> bool:
    """Whether a word is a verb of saying in the present or past, though the parser may take it for a noun."""
    token = reader.analysis.tokens[verb]
    cue = reader.cues.verb(token.lemma.lower(), "left")
    return cue is not None and cue.act == "said" and token.tag in {"VBZ", "VBP", "VBD", "VB", "NNS"}
