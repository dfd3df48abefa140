"""Turns: who speaks where only the order of speakers tells: replies without a word of saying, lines of a transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..language.analysis import Sentence
from .draft import Draft, Range
from .interviews import interviewee
from .reader import Reader
from .sources import can_speak, names_beside

# "10.49am:", "14:05", "Q.": what may stand before the words of a live report or a transcript.
STAMP = re.compile(r"\W*\d{1,2}[.:h]\d{2}\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?\s*[:.–—-]*\s*")
_LABEL = re.compile(r"(?P<question>[QA])[.:]\s+|(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,5}):\s+")
# "Mayor Lind: …": a name in small letters is a label only where it comes again.
_NAMED = re.compile(r"(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,5}):\s+")
# How far back the other party of an exchange is looked for.
_REACH = 6
# A transcript has at least so many labelled paragraphs.
_LINES = 2


def subjects_before(reader: Reader, index: int, reach: int) -> Iterator[int]:
    """Subjects that can speak of the main clauses outside quotations, sentence by sentence backwards."""
    analysis = reader.analysis
    for sentence in reversed(analysis.sentences[max(0, index - reach) : index]):
        for i in range(sentence.first, sentence.last):
            clause = analysis.clause_at(i)
            if clause is None or clause.kind != "main" or reader.quoted[i] is not None:
                continue
            speaking = [s for s in clause.subjects if reader.quoted[s] is None and can_speak(reader, s)]
            if speaking:
                yield speaking[0]
                break


def other_party(reader: Reader, index: int) -> tuple[int, ...]:
    """The person mentioned last before a sentence, other than the one who spoke or acted last."""
    last = next((a for s in subjects_before(reader, index, _REACH) for a in _actors(reader, s)), None)
    sentences = reader.analysis.sentences
    first = sentences[max(0, index - _REACH)].first
    for token in range(sentences[index].first - 1, first - 1, -1):
        for actor in _actors(reader, token) if last and reader.quoted[token] is None else ():
            if actor != last and reader.cast.actors[actor].kind == "person":
                return (token,)
    return ()


def _actors(reader: Reader, token: int) -> list[str]:
    """Who is meant at a token or by the name in apposition with it, where that is one."""
    roles = [r for t in (*names_beside(reader, token), token) for r in reader.cast.at(t)[:1]]
    return [roles[0].actor] if roles else []


# -- transcripts


@dataclass(frozen=True, slots=True)
class _Line:
    """A labelled paragraph: the label, where its words are, and the label's place if it names somebody."""

    label: str
    words: Range
    name: Range | None


@dataclass(frozen=True, slots=True)
class _Voice:
    """Whom a label stands for: tokens that mention them; or those who make the programme."""

    heads: tuple[int, ...]
    reporters: bool


def turn_drafts(reader: Reader) -> Iterator[Draft]:
    """The lines of a transcript ("THE MINISTER: …", "Q. …"), which have no quotation marks."""
    blocks = _blocks(reader)
    lines = [line for block in blocks if (line := _line(reader, block, _LABEL))]
    if len(lines) < _LINES:
        lines = _recurring([line for block in blocks if (line := _line(reader, block, _NAMED))])
    if len(lines) < _LINES:
        return
    voices: dict[str, _Voice] = {}
    for line in lines:
        voice = voices.get(line.label) or voices.setdefault(line.label, _voice(reader, line, lines))
        if voice.reporters:
            continue
        heads = voice.heads
        yield Draft(act="said", contents=(line.words,), direct=True, speakers=heads, source=line.name, frame="turn")


def _voice(reader: Reader, line: _Line, lines: list[_Line]) -> _Voice:
    """Whom a label stands for, looked up once a label."""
    if line.name is None:
        asks = line.label == "Q"
        answering = () if asks else interviewee(reader, lines[0].words[0], lines[-1].words[1])
        return _Voice(answering, reporters=asks)
    heads = _heads(reader, line.name)
    return _Voice(heads, _is_reporters(reader, line.label) or (not heads and _only_asks(reader, line.label, lines)))


def _only_asks(reader: Reader, label: str, lines: list[_Line]) -> bool:
    """Whether a label that names nobody has questions only: the paper itself ("The Courier: Who knew?")."""
    own = [line.words for line in lines if line.label == label]
    return all(reader.analysis.text[end - 1 : end + 1].strip().endswith("?") for _, end in own)


def _is_reporters(reader: Reader, label: str) -> bool:
    """Whether the label is of those who make the programme ("ANCHOR", or "our reporter Ilse Tarn" as "TARN")."""
    if {w.strip(".").lower() for w in label.split()} & reader.cues.narrators:
        return True
    nouns = "|".join(sorted(reader.cues.narrators))
    named = rf"\b(?:{nouns}),?\s+(?:\w+\s+){{0,2}}{re.escape(label.split()[-1])}\b"
    return re.search(named, reader.analysis.text, re.IGNORECASE) is not None


def _blocks(reader: Reader) -> list[list[Sentence]]:
    found: list[list[Sentence]] = []
    for sentence in reader.analysis.sentences:
        if found and found[-1][0].block == sentence.block:
            found[-1].append(sentence)
        else:
            found.append([sentence])
    return found


def _recurring(lines: list[_Line]) -> list[_Line]:
    """The lines, if they are a talk: labels of two at least, of which one comes again by its last word."""
    lasts = Counter(line.label.split()[-1] for line in lines)
    return lines if len(lasts) > 1 and max(lasts.values()) > 1 else []


def _line(reader: Reader, block: list[Sentence], label: re.Pattern[str]) -> _Line | None:
    """The labelled paragraph; what stands before it in its line may have been set apart when the page was read."""
    text = reader.analysis.text
    start, end = text.rfind("\n", 0, block[0].start) + 1, block[-1].end
    match = label.match(text, start, end)
    if block[0].kind != "paragraph" or match is None:
        return None
    if any(reader.opening(q) == match.end() for q in reader.near(match.end())):
        return None
    words = reader.trim(match.end(), end)
    name = match.span("name") if match["name"] else None
    return _Line(match["name"] or match.group(1), words, name) if words else None


def _heads(reader: Reader, name: Range) -> tuple[int, ...]:
    """The mention in a label, or that of the one person of the text who bears its last word as a name."""
    inside = [m.head for m in reader.cast.within(*name)]
    if inside:
        return tuple(inside[-1:])
    last = reader.analysis.text[slice(*name)].split()[-1].casefold()
    people = {a.id for a in reader.cast.actors.values() if a.name.casefold().split()[-1:] == [last]}
    bearing = [m.head for m in reader.cast.mentions if len(people) == 1 and m.actors[0] in people]
    return tuple(bearing[:1])
