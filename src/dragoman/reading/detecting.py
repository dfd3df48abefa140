"""Language of a text: English by its function words, any other by a kept library (py3langid)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ..knowledge.reading import reading_knowledge

# Characters looked at: three stretches, so that an English widget at the top does not decide.
_SAMPLE = 1500
# English running text has 0.3 and more of these words, other languages under 0.05.
_ENGLISH_SHARE = 0.12
_ENGLISH_HITS = 3
# Where these are too few the model decides, and a text is English unless the model all but rules it out.
# Measured with py3langid 0.4 on what reaches it: of 484 sentences in 66 languages 475 lie below this,
# of 850 English headlines and event sentences of 24 letters and more none.
_RULED_OUT = 0.02
# Fewer letters than this say nothing in Latin script.
_FEWEST_LETTERS = 24
# Creoles and kin of English, which headlines full of names are taken for.
_ENGLISH_KIN = frozenset({"en", "pcm", "sco", "bi", "jam", "tpi"})

_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str | None:
    """ISO 639-1 code (639-3 where there is none); None where the text has no letters."""
    sample = _sample(text)
    words = _WORD.findall(sample)
    if not words:
        return None
    function_words = reading_knowledge().english
    hits = sum(word.casefold() in function_words for word in words)
    if hits >= _ENGLISH_HITS and hits >= _ENGLISH_SHARE * len(words):
        return "en"
    letters = sum(map(len, words))
    latin = sum(len(word) for word in words if word[0] < "\u0250" or "\u1e00" <= word[0] <= "\u1eff")
    if latin > letters / 2 and letters < _FEWEST_LETTERS:
        return "en"
    ranked = [(str(code), float(share)) for code, share in _identifier().rank(sample)]
    english = sum(share for code, share in ranked if code in _ENGLISH_KIN)
    return "en" if english >= _RULED_OUT else next(code for code, _ in ranked if code not in _ENGLISH_KIN)


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))


@cache
def _identifier() -> Any:
    """The library's classifier with probabilities; about 0.4 s to load, so only where words do not tell."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
