"""Parentheses: words of saying set into what they attribute: "The dam, the ministry insists, is safe".

Between two commas, dashes or brackets stand somebody and a verb of saying, in either order, and little else; the
clause around them is what was said.  The parser hangs such a stretch now here, now there, or takes its verb for a
noun, so the words and marks are read themselves: a subject, a verb, at most a time, a place or a hearer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..knowledge.cues import Cue
from ..language.analysis import Sentence
from .draft import Draft, Range
from .hosts import host_of
from .reader import Reader
from .sources import addressee_of, medium_of

FRAME = "parenthesis"
_OPENING = frozenset({",", "–", "—", "-", "--", "("})
_CLOSING = {"(": ")", "-": "-", "–": "–", "—": "—", "--": "--", ",": ","}
# A parenthesis has at most so many words.
_LONGEST = 16
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_SUBJECT = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM", "PART", "ADP", "CCONJ"})
# What no parenthesis of saying begins with: relative clauses, further objects.
_OTHERS = frozenset({"who", "which", "that", "whose", "whom", "where", "when", "and", "but", "or", "if", "what", "how"})
_IMPERSONAL = frozenset({"it", "there"})
_NARRATING = frozenset({"i", "we", "you"})
# An inverted verb has to be one that cannot take who speaks for its object ("…, derided the deal, …").
_SPOKEN = frozenset({"left", "quote"})
_SEVERAL = frozenset({"many", "most", "some", "others", "few", "both", "all", "several"})


@dataclass(frozen=True, slots=True)
class Aside:
    """A parenthesis: tokens `first` to `last` (exclusive) between its marks, the verb, and whose it is.

    speaker: the head of who speaks, None in an impersonal passive.  source: the tokens that name them.
    """

    first: int
    last: int
    verb: int
    cue: Cue
    speaker: int | None
    source: Range | None
    passive: bool = False


def parenthesis_drafts(reader: Reader) -> Iterator[Draft]:
    """Drafts in text order of their verbs."""
    for sentence in reader.analysis.sentences:
        for aside in _asides(reader, sentence):
            contents = host_of(reader, sentence, aside.first, aside.last, trails=aside.passive)
            if contents:
                yield _draft(reader, aside, contents)


def _draft(reader: Reader, aside: Aside, contents: tuple[Range, ...]) -> Draft:
    clause = reader.analysis.clause_at(aside.verb)
    return Draft(
        act=aside.cue.act,
        contents=contents,
        anchor=aside.verb,
        cue=reader.chars(aside.verb, aside.verb + 1),
        word=f"v:{aside.cue.word}",
        frame=FRAME,
        speakers=() if aside.speaker is None else (aside.speaker,),
        source=reader.chars(*aside.source) if aside.source else None,
        addressee=addressee_of(reader, clause) if clause and clause.voice == "active" else None,
        medium=medium_of(reader, aside.verb),
    )


def _asides(reader: Reader, sentence: Sentence) -> Iterator[Aside]:
    tokens = reader.analysis.tokens
    at = sentence.first + 1
    while at < sentence.last - 1:
        aside = _opening_at(reader, sentence, at) if tokens[at].text in _OPENING else None
        if aside is not None:
            yield aside
            at = aside.last
        else:
            at += 1


def _opening_at(reader: Reader, sentence: Sentence, mark: int) -> Aside | None:
    """The parenthesis behind a mark, up to the first closing one at which it is whole."""
    tokens = reader.analysis.tokens
    closing = _CLOSING[tokens[mark].text]
    if tokens[mark + 1].lower in _OTHERS or reader.quoted[mark] != reader.quoted[mark + 1]:
        return None
    for end in range(mark + 2, min(sentence.last, mark + 2 + _LONGEST)):
        if reader.quoted[end] != reader.quoted[mark] or tokens[end].text in {";", ":"}:
            return None
        ends = tokens[end].text == closing or (closing == "," and end == sentence.last - 1 and tokens[end].text == ".")
        if ends and (aside := _read(reader, mark + 1, end)):
            return aside
    return None


def _read(reader: Reader, first: int, last: int) -> Aside | None:
    """The parenthesis that a stretch of tokens is, if it is one."""
    if reader.analysis.tokens[first].lower in {"so", "or", "as"} and last - first > 2:
        first += 1
    return _passive(reader, first, last) or _inverted(reader, first, last) or _plain(reader, first, last)


def _cue(reader: Reader, word: str) -> Cue | None:
    """The cue of a verb that may be set into what it attributes."""
    cue = reader.cues.verbs.get(word)
    return cue if cue and {"left", "that"} & cue.frames else None


def _plain(reader: Reader, first: int, last: int) -> Aside | None:
    """ "the ministry insists", "its owner, Karl Dorn, told reporters on Friday"."""
    tokens = reader.analysis.tokens
    verb = next((i for i in range(first + 1, last) if _is_verb(reader, first, i)), None)
    verb = _plural_verb(reader, first, last) if verb is None else verb
    if verb is None:
        return None
    cue = _cue(reader, tokens[verb].lemma.lower()) or _cue(reader, tokens[verb].lower)
    end = verb
    while end > first + 1 and tokens[end - 1].pos in {"ADV", "AUX"}:
        end -= 1
    subject = _subject(reader, first, end)
    if cue is None or subject is None or not _is_tail(reader, cue, verb + 1, last):
        return None
    return Aside(first, last, verb, cue, subject, (first, _stripped(reader, first, end)))


def _is_verb(reader: Reader, first: int, token: int) -> bool:
    """Whether a token is a finite verb, or a participle with "has" ("the firm has always maintained")."""
    tokens = reader.analysis.tokens
    if tokens[token].tag == "VBN":
        return any(t.lemma == "have" for t in tokens[first + 1 : token])
    return tokens[token].tag in _FINITE and tokens[token].pos != "AUX"


def _plural_verb(reader: Reader, first: int, last: int) -> int | None:
    """The last word where it can be a verb in the plural that the tagger took for a noun ("diplomats concede")."""
    tokens = reader.analysis.tokens
    plural = any(_is_many(reader, i) for i in range(first, min(first + 4, last - 1)))
    return last - 1 if plural and last - first >= 2 and _cue(reader, tokens[last - 1].lower) else None


def _is_many(reader: Reader, token: int) -> bool:
    t = reader.analysis.tokens[token]
    return t.tag in {"NNS", "NNPS"} or t.lower in _SEVERAL


def _inverted(reader: Reader, first: int, last: int) -> Aside | None:
    """ "says the mayor", "argues Pastor Jon Vik"."""
    tokens = reader.analysis.tokens
    finite = tokens[first].tag in _FINITE | {"VB"}
    cue = _cue(reader, tokens[first].lemma.lower()) if finite else None
    if cue is None or last - first < 2 or not cue.frames >= _SPOKEN:
        return None
    end = next((i for i in range(first + 1, last) if tokens[i].pos == "ADP"), last)
    subject = _subject(reader, first + 1, end)
    if subject is None or not _is_tail(reader, cue, end, last):
        return None
    return Aside(first, last, first, cue, subject, (first + 1, last if tokens[end - 1].text == "," else end))


def _passive(reader: Reader, first: int, last: int) -> Aside | None:
    """ "it is said", "it was admitted by the owners", "the envoy was told": the agent at most speaks."""
    tokens = reader.analysis.tokens
    participles = {"VBN", "VBD"}
    verb = next((i for i in range(first + 2, last) if tokens[i].tag in participles and tokens[i].pos != "AUX"), None)
    if verb is None or not any(tokens[i].lemma == "be" for i in range(first + 1, verb)):
        return None
    cue = _cue(reader, tokens[verb].lemma.lower())
    impersonal = tokens[first].lower == "it" and tokens[first + 1].lemma in {"be", "have"}
    subject = _subject(reader, first, next(i for i in range(first + 1, verb) if tokens[i].lemma in {"be", "have"}))
    if cue is None or not (impersonal or (subject is not None and cue.addressed)):
        return None
    by = next((i for i in range(verb + 1, last - 1) if tokens[i].lower == "by"), None)
    if not _is_tail(reader, cue, verb + 1, last if by is None else by):
        return None
    agent = _subject(reader, by + 1, last) if by is not None else None
    source = (by + 1, last) if by is not None and agent is not None else None
    return Aside(first, last, verb, cue, agent, source, passive=True)


def _subject(reader: Reader, first: int, last: int) -> int | None:
    """The head of a noun phrase that fills a stretch of tokens, a name in apposition behind it at most."""
    tokens = reader.analysis.tokens
    comma = next((i for i in range(first, last) if tokens[i].text == ","), last)
    behind = range(comma + 1, last - 1 if tokens[last - 1].text == "," else last)
    if comma < last and not (behind and _explains(reader, comma, behind)):
        return None
    words = range(first, comma)
    if not words or not all(_is_nominal(reader, i) for i in words) or tokens[first].pos in {"ADP", "CCONJ"}:
        return None
    core = next((i for i in words if tokens[i].pos == "ADP"), comma)
    heads = [i for i in range(first, core) if tokens[i].pos in _NOUNS or tokens[i].pos in {"NUM", "ADJ", "DET"}]
    nouns = [i for i in heads if tokens[i].pos in _NOUNS and tokens[i].tag != "PRP$"]
    if not heads:
        return None
    head = behind[-1] if behind and tokens[comma - 1].pos != "PROPN" else (nouns or heads)[-1]
    if tokens[head].lower in _NARRATING | _IMPERSONAL - {"it"} or tokens[head].tag in {"WP", "WDT"}:
        return None
    return head


def _explains(reader: Reader, comma: int, behind: range) -> bool:
    """Whether what stands behind the comma is a name, or tells who a name is ("Eva Brandt, the minister,")."""
    tokens = reader.analysis.tokens
    if all(tokens[i].pos == "PROPN" for i in behind):
        return True
    opens = tokens[behind[0]].pos in {"DET", "PRON", "PROPN"} and all(_is_nominal(reader, i) for i in behind)
    return opens and tokens[comma - 1].pos == "PROPN"


def _is_nominal(reader: Reader, token: int) -> bool:
    t = reader.analysis.tokens[token]
    return t.pos in _SUBJECT or t.tag in {"VBN", "VBG", "HYPH"} or t.text in {"-", "'s", "’s", "’"}


def _stripped(reader: Reader, first: int, last: int) -> int:
    """The end of a source without the comma before its verb."""
    tokens = reader.analysis.tokens
    while last > first + 1 and tokens[last - 1].pos in {"PUNCT", "SPACE"}:
        last -= 1
    return last


def _is_tail(reader: Reader, cue: Cue, first: int, last: int) -> bool:
    """Whether what follows the verb is no more than how, when, where, or to whom it is said."""
    tokens = reader.analysis.tokens
    if any(tokens[i].tag in _FINITE | {"MD", "WP", "WDT", "TO"} for i in range(first, last)):
        return False
    if first >= last or cue.addressed or tokens[first].pos in {"ADP", "ADV"}:
        return True
    return tokens[first].entity in {"DATE", "TIME"}
