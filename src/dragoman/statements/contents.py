"""Contents: how far the words of a speaker reach on either side of the cue.

The parse proposes, punctuation and verb forms correct it, for a small parser often hangs what follows
a complement on the wrong verb.
"""

from __future__ import annotations

from ..language.analysis import Clause, Sentence
from .draft import Range
from .reader import Reader

# Children of a cue verb that may stand between it and what is said.
_BETWEEN = frozenset(
    {"advmod", "npadvmod", "prep", "dative", "prt", "agent", "punct", "neg", "aux", "auxpass", "nsubj"}
)
# After a comma these open a clause of the reporter's own.
_REPORTERS = frozenset({"while", "whereas", "although", "though", "after", "as", "even as", "before", "when"})
_SUBORDINATORS = frozenset(
    {"if", "unless", "when", "while", "after", "because", "since", "once", "although", "though", "as"}
)
_BOUNDARY = frozenset({",", ";", "—", "–", "--"})
_OWN_TAGS = frozenset({"VBD", "VBZ", "VBP"})


def right_content(reader: Reader, clause: Clause, complement: int, addressed: bool = False) -> Range | None:
    """What follows the cue: from the complement's first word to its end, coordinated parts included."""
    first = _first_after(reader, clause, complement, addressed)
    last = _last_after(reader, clause, complement)
    if last < first:
        return None
    start, end = reader.chars(first, last + 1)
    return reader.trim(start, _to_mark(reader, clause.predicate, last, end))


def _first_after(reader: Reader, clause: Clause, complement: int, addressed: bool) -> int:
    tokens = reader.analysis.tokens
    begin = max(reader.leftmost(complement), clause.verb_last)
    for token in range(clause.verb_last, complement + 1):
        child = reader.climb(token, clause.predicate)
        if child is None or child == complement:
            return _past_date(reader, token, complement)
        dep = tokens[child].dep
        if dep not in _BETWEEN and not (addressed and dep == "dobj"):
            return token
    return begin


def _past_date(reader: Reader, token: int, complement: int) -> int:
    """The first token behind a date right after the cue ("said on Friday it had closed"), which dates the saying."""
    tokens = reader.analysis.tokens
    at = token + (tokens[token].pos == "ADP")
    if tokens[at].entity != "DATE" or (at == token and tokens[at].dep != "npadvmod"):
        return token
    while at < complement and tokens[at].entity == "DATE":
        at += 1
    return at if at < complement and tokens[at].pos != "PUNCT" else token


def _last_after(reader: Reader, clause: Clause, complement: int) -> int:
    """Last token of the content: the complement's end, or what the verb still governs behind it."""
    analysis = reader.analysis
    last = reader.rightmost(complement)
    for child in analysis.children[clause.predicate]:
        if child <= complement:
            continue
        dep = analysis.tokens[child].dep
        if dep in {"punct", "cc"}:
            continue
        if _ends_content(reader, clause, complement, child):
            break
        last = max(last, reader.rightmost(child))
    return _cut_inside(reader, clause, complement, last)


def _ends_content(reader: Reader, clause: Clause, complement: int, child: int) -> bool:
    token = reader.analysis.tokens[child]
    if token.dep == "conj":
        return not _continues(reader, clause, complement, child)
    if token.dep in {"parataxis", "nsubj"} or is_according(reader, child):
        return True
    if token.dep == "advcl":
        return _after_comma(reader, child) and _is_reporters(reader, child)
    return False


def _is_reporters(reader: Reader, predicate: int) -> bool:
    clause = reader.analysis.clause_at(predicate)
    return clause is not None and (clause.marker in _REPORTERS or reader.analysis.tokens[predicate].tag == "VBG")


def is_according(reader: Reader, token: int) -> bool:
    t = reader.analysis.tokens
    return t[token].lower == "according"


def _after_comma(reader: Reader, token: int) -> bool:
    left = reader.leftmost(token)
    before = reader.analysis.tokens[left - 1].lower if left else ""
    return before in {",", "-", "–", "—", ";"}


def _continues(reader: Reader, clause: Clause, complement: int, conjunct: int) -> bool:
    """Whether a verb coordinated with the cue (as the parser has it) in truth goes on with the content."""
    analysis = reader.analysis
    verb, cue, content = (analysis.tokens[k] for k in (conjunct, clause.predicate, complement))
    other = analysis.clause_at(conjunct)
    if other is None:
        return False
    if other.marker == "that":
        return True
    if analysis.dependents(conjunct, "nsubj", "nsubjpass"):
        return not _comma_between(reader, complement, conjunct) and not reader.cues.is_saying(other.lemma)
    if verb.tag == cue.tag or verb.tag in _OWN_TAGS:
        return False
    return verb.tag == content.tag


def _comma_between(reader: Reader, left: int, right: int) -> bool:
    return any(t.text in {",", ";"} for t in reader.analysis.tokens[left:right])


def _cut_inside(reader: Reader, clause: Clause, complement: int, last: int) -> int:
    """The last token before a part inside the complement's subtree that is the reporter's."""
    analysis = reader.analysis
    for verb in analysis.conjuncts(complement)[1:]:
        if verb <= last and _returns(reader, clause, complement, verb):
            return _before(reader, verb, complement)
    for inner in range(complement + 1, last + 1):
        if _adds(reader, inner):
            return _before(reader, inner, complement)
    return last


def _returns(reader: Reader, clause: Clause, complement: int, verb: int) -> bool:
    """ "said it would lower fares but refused to cut routes": a bare finite verb beside an auxiliary's, or a cue."""
    analysis = reader.analysis
    other = analysis.clause_at(verb)
    token, cue = analysis.tokens[verb], analysis.tokens[clause.predicate]
    if other is None or analysis.dependents(verb, "nsubj", "nsubjpass", "aux", "auxpass"):
        return False
    if token.tag != cue.tag or token.tag not in _OWN_TAGS:
        return False
    first = analysis.clause_at(complement)
    return reader.cues.is_saying(other.lemma) or (first is not None and first.modal is not None)


def _adds(reader: Reader, token: int) -> bool:
    """Whether a clause of saying or an "according to" begins here after a comma."""
    analysis = reader.analysis
    if is_according(reader, token):
        return True
    t = analysis.tokens[token]
    if t.tag != "VBG" or t.dep not in {"advcl", "acl", "conj"}:
        return False
    clause = analysis.clause_at(token)
    return clause is not None and reader.cues.is_saying(clause.lemma) and _after_comma(reader, token)


def _before(reader: Reader, token: int, floor: int) -> int:
    """The last token before the phrase of `token`, its conjunction and comma."""
    tokens = reader.analysis.tokens
    at = min(token, max(floor + 1, reader.leftmost(token))) - 1
    while at > floor and (tokens[at].dep in {"cc", "punct"} or tokens[at].pos in {"CCONJ", "ADV", "SPACE"}):
        at -= 1
    return at


def _to_mark(reader: Reader, cue: int, last: int, end: int) -> int:
    """A content that ends inside a quotation of several sentences runs to the closing mark."""
    at = reader.quoted[last]
    if at is None or reader.quoted[cue] == at:
        return end
    quotation = reader.outer[at]
    return reader.closing(quotation)


def left_content(reader: Reader, clause: Clause, phrase: Range, floor: int) -> tuple[Range, ...]:
    """What stands before a trailing "…, X said", and what goes on behind it where it interrupts.

    phrase: tokens of subject and cue.  floor: token from which this sentence is still free.
    """
    tokens = reader.analysis.tokens
    sentence = reader.analysis.sentence_of(clause.predicate)
    comma = phrase[0] - 1
    if comma < max(floor, sentence.first) or not _separates(reader, comma):
        return ()
    if tokens[comma - 1].tag in {"WDT", "WP", "WRB"} and tokens[comma].text == ",":
        after = _after_range(reader, sentence, phrase[1])  # "a year in which, he says, he …"
        return (after,) if after else ()
    floor = _past_colon(reader, max(floor, sentence.first), comma)
    before = _before_range(reader, floor, comma)
    if is_whole(reader, floor, comma) or tokens[comma].text == "?":
        rest = _coordinated_rest(reader, sentence, phrase[1])
        return tuple(r for r in (before, rest) if r)
    after = _after_range(reader, sentence, phrase[1])
    if after is None:
        inverted = phrase[0] == clause.verb_first and clause.form == "finite"  # "Not so, says the union."
        return (before,) if before and (inverted or _may_be_whole(reader, floor, comma)) else ()
    if before and tokens[comma].text == ",":
        return before, after
    return (after,)


def _coordinated_rest(reader: Reader, sentence: Sentence, after: int) -> Range | None:
    """ "…, X said, but would welcome it": a verb that only what was said can have as its partner."""
    tokens = reader.analysis.tokens
    comma = next((i for i in range(after, sentence.last) if tokens[i].text == ","), sentence.last)
    if comma + 2 >= sentence.last:
        return None
    if tokens[comma + 1].tag == "TO" or tokens[comma + 1].lower == "that":
        return _after_range(reader, sentence, comma)
    if tokens[comma + 1].pos != "CCONJ":
        return None
    first = comma + 2
    while first < sentence.last - 1 and tokens[first].pos == "ADV":
        first += 1
    pronoun = tokens[first].pos == "PRON" and tokens[first].tag == "PRP"
    shifted = _is_backshifted(reader, sentence.first, after) and _is_backshifted(reader, first, sentence.last)
    own = [i for i in range(first, sentence.last) if tokens[i].tag in _OWN_TAGS]
    speaks = (reader.analysis.clause_at(i) for i in own)
    if any(c is not None and reader.cues.is_saying(c.lemma) for c in speaks):
        return None
    quoted = any(reader.quoted[i] is not None for i in range(first, sentence.last))
    goes_on = pronoun or shifted or quoted or tokens[first].tag == "MD" or _is_fragment(reader, first, sentence.last)
    return _after_range(reader, sentence, comma) if goes_on else None


def _is_backshifted(reader: Reader, first: int, last: int) -> bool:
    """Whether the first verb of a stretch has "had" or "would", as reported words have on either side of a cue."""
    tokens = reader.analysis.tokens
    verb = next((i for i in range(first, last) if tokens[i].pos in {"VERB", "AUX"}), None)
    return verb is not None and (
        tokens[verb].lower == "would" or (tokens[verb].lower == "had" and tokens[verb].dep == "aux")
    )


def _is_fragment(reader: Reader, first: int, last: int) -> bool:
    """Whether only a phrase follows, which has to go on with what stood before ("…, but into the air")."""
    tokens = reader.analysis.tokens
    end = next((i for i in range(first, last) if tokens[i].text in _BOUNDARY), last)
    verbs = any(tokens[i].pos in {"VERB", "AUX"} for i in range(first, end))
    return (tokens[first].pos == "ADP" or tokens[first].lower in {"not", "only"}) and not verbs


def _separates(reader: Reader, token: int) -> bool:
    text = reader.analysis.tokens[token].text
    return text in {",", "-", "–", "—", "--", ";", "?", "!"} or text in "\"”»''"


def _before_range(reader: Reader, first: int, comma: int) -> Range | None:
    tokens = reader.analysis.tokens
    first = _past_colon(reader, first, comma)
    while first < comma and (tokens[first].pos in {"PUNCT", "SPACE"} and tokens[first].text not in "\"“«'‘"):
        first += 1
    if first < comma and tokens[comma].text in {"?", "!"}:
        comma += 1
    return reader.trim(tokens[first].start, tokens[comma].start) if first < comma else None


def _past_colon(reader: Reader, first: int, last: int) -> int:
    """The token behind the last colon outside quotations: what is said does not begin before it."""
    tokens = reader.analysis.tokens
    colons = [i + 1 for i in range(first, last - 1) if tokens[i].text == ":" and reader.quoted[i] is None]
    return max(colons, default=first)


def is_whole(reader: Reader, first: int, comma: int) -> bool:
    """Whether there is a main verb before the comma, so that nothing has to follow."""
    clauses = (reader.analysis.clause_at(i) for i in range(first, comma))
    return any(
        c is not None
        and c.form == "finite"
        and c.marker not in _SUBORDINATORS
        and c.kind not in {"relative", "reduced"}
        for c in clauses
    )


def _may_be_whole(reader: Reader, first: int, comma: int) -> bool:
    """Whether the words before the comma look like a clause whose verb the parser took for a participle."""
    tokens = reader.analysis.tokens[first:comma]
    opens = tokens[0].pos in {"ADP", "SCONJ", "VERB", "ADV", "CCONJ", "AUX"}
    return not opens and len(tokens) > 3 and any(t.pos == "VERB" and t.tag in {"VBN", "VBD"} for t in tokens)


def _after_range(reader: Reader, sentence: Sentence, after: int) -> Range | None:
    tokens = reader.analysis.tokens
    at = after
    while at < sentence.last and tokens[at].text != ",":
        at += 1
    if at >= sentence.last - 1:
        return None
    return reader.trim(tokens[at + 1].start, tokens[sentence.last - 1].end)


def phrase_content(reader: Reader, head: int) -> Range | None:
    """A noun or preposition phrase with all that it governs."""
    first, last = reader.analysis.extent(head)
    return reader.trim(*reader.chars(first, last))


def around_phrase(reader: Reader, sentence: Sentence, first: int, last: int) -> tuple[Range, ...]:
    """What the phrase attributes: the rest of its sentence, up to the next one that has a source of its own."""
    tokens = reader.analysis.tokens
    words_before = any(t.pos not in {"PUNCT", "SPACE", "CCONJ", "ADV"} for t in tokens[sentence.first : first])
    if first >= 2 and [t.lower for t in tokens[first - 2 : first]] == ["that", ","]:
        words_before = False  # "reported that, according to the mayor, …"
    comma = last
    while comma < sentence.last and tokens[comma].text not in _BOUNDARY:
        comma += 1
    after = reader.trim(tokens[comma].end, tokens[sentence.last - 1].end) if comma < sentence.last - 1 else None
    if not words_before:
        return (after,) if after else ()
    before = reader.trim(tokens[sentence.first].start, tokens[first - 1].end)
    if before is None:
        return ()
    if after and tokens[first - 1].text == "," and not _holds_main(reader, sentence.first, first):
        return before, after
    phrase = _adjunct(reader, sentence, first, comma) if tokens[first - 1].text == "," else None
    return (before, phrase) if phrase else (before,)


def _adjunct(reader: Reader, sentence: Sentence, first: int, comma: int) -> Range | None:
    """The prepositional phrase behind the comma that still belongs to the clause before the phrase."""
    tokens = reader.analysis.tokens
    at = comma + 1
    if at >= sentence.last or tokens[comma].text != "," or tokens[at].pos != "ADP" or tokens[at].head >= first:
        return None
    end = next((i for i in range(at, sentence.last) if tokens[i].text in _BOUNDARY), sentence.last)
    return reader.trim(*reader.chars(at, end))


def _holds_main(reader: Reader, first: int, last: int) -> bool:
    clauses = (reader.analysis.clause_at(i) for i in range(first, last))
    return any(c and c.form == "finite" and c.kind == "main" for c in clauses)
