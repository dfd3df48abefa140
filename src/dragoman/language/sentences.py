"""Sentence boundaries by rule, before the parser sees the text.

The parser of a small pipeline splits at quotation marks and abbreviations; these rules do not:
a closing mark stays with the sentence before it, and "…?" he asked is one sentence.  Linear in the text.
"""

from __future__ import annotations

import re

from ..knowledge.abbreviations import Abbreviations

_END = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*|[.!?…]*[\"”»])(?=\s)")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’()\[\]]+$")
_NEXT_WORD = re.compile(r"[\s\"'“”‘’«»(\[—–-]*([^\s,.;:!?\"”’]+)")
_OPENERS = "\"'“‘«([—–-•*"
# A stretch this long without an end is no sentence; it is cut so that parsing stays linear.
MAX_SENTENCE = 2_500


def sentence_ranges(text: str, start: int, end: int, abbreviations: Abbreviations) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences between two offsets, white space outside."""
    ranges: list[tuple[int, int]] = []
    begin = _skip_space(text, start, end)
    for match in _END.finditer(text, start, end):
        if match.start() >= begin and _ends_sentence(text, match, end, abbreviations):
            ranges.extend(_cut(text, begin, match.end()))
            begin = _skip_space(text, match.end(), end)
    last = _strip_space(text, begin, end)
    if last > begin:
        ranges.extend(_cut(text, begin, last))
    return ranges


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _strip_space(text: str, begin: int, end: int) -> int:
    while end > begin and text[end - 1].isspace():
        end -= 1
    return end


def _cut(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The range, in pieces where it is far too long for a sentence."""
    pieces = []
    while end - begin > MAX_SENTENCE:
        at = text.rfind(" ", begin + MAX_SENTENCE // 2, begin + MAX_SENTENCE)
        at = at if at > begin else begin + MAX_SENTENCE
        pieces.append((begin, _strip_space(text, begin, at)))
        begin = _skip_space(text, at, end)
    if end > begin:
        pieces.append((begin, end))
    return [p for p in pieces if p[1] > p[0]]


def _ends_sentence(text: str, match: re.Match[str], end: int, abbreviations: Abbreviations) -> bool:
    mark = match.group()
    following = _NEXT_WORD.match(text, match.end(), min(end, match.end() + 80))
    if not following:
        return True
    word = following.group(1)
    first = text[_skip_space(text, match.end(), end)]
    if not (word[0].isupper() or word[0].isdigit() or first in _OPENERS or not word[0].isascii()):
        return False
    if word[0].islower() and first in "—–-":
        return False
    if not any(c in ".!?…" for c in mark):
        return False
    # after a full stop the quotation is over: "We left." Putin said later that …
    if mark[-1] in "\"'”’»" and "." not in mark and abbreviations.tags_quotation(text[match.end() : match.end() + 90]):
        return False
    if mark[0] == "." and len(mark) == 1:
        return not _is_abbreviation(text, match.start(), word, abbreviations)
    return True


def _is_abbreviation(text: str, period: int, following: str, abbreviations: Abbreviations) -> bool:
    before = _WORD_BEFORE.search(text, max(0, period - 24), period)
    if not before:
        return False
    word = before.group()
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    if abbreviations.never_ends(word) or (following[0].isdigit() and abbreviations.counts(word)):
        return True
    return abbreviations.may_end(word) and not abbreviations.starts_sentence(following)
