"""Captions: lines under pictures, known by their photo credit or by how they begin."""

from __future__ import annotations

import re
from functools import cache

from ..knowledge.reading import reading_knowledge

# A caption is rarely longer; a longer unit with a credit at its end is a paragraph that ran into one.
MOST_WORDS = 70


@cache
def _credit_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(reading_knowledge().credits, key=len, reverse=True))
    # glued to the sentence before, with a colon, "by" or a bracket, and only a name behind it
    return re.compile(
        rf"(?:^|[.!?…\"”’)\]|\s—–-])[(\[|]?\s?(?:{words})(?:\s?:\s?|\s?[|/]\s?|\s(?:by|via|courtesy of)\s)"
        r"[(\[]?(?P<name>[^:;()\[\]]{2,70})[)\]]?\s?$",
        re.IGNORECASE,
    )


# a credit in brackets may have another sentence of the caption glued on: "… in Korvin. Photo:(Agency)Guards …"
_BRACKETED = re.compile(r"(?:photo|photograph|image|picture)s?\s?:\s?\([^()]{2,60}\)", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[](?P<name>[^()\[\]]{2,80})[)\]]\.?\s?$")
_RIGHTS = re.compile(
    r"(?:©|\bvia\b|/)\s?(?:getty|afp|ap|epa|reuters|alamy|shutterstock)\b[\w\s/.-]{0,30}$", re.IGNORECASE
)


def is_caption(text: str, near_picture: bool) -> bool:
    """Whether a unit is a caption.

    near_picture: an image slot stands before it or no paragraph has begun; there a bare agency in
    brackets is a credit, elsewhere it may sign the report.
    """
    if len(text) > 600 or len(text.split()) > MOST_WORDS:
        return False
    plain = " ".join(text.split())
    small = plain.casefold()
    if small.startswith(reading_knowledge().caption_openings):
        return True
    if _BRACKETED.search(plain) or _names_credit(_credit_pattern().search(plain[-120:])):
        return True
    return _is_bracketed(plain, near_picture) or (near_picture and bool(_RIGHTS.search(plain[-60:])))


def _names_credit(match: re.Match[str] | None) -> bool:
    if match is None:
        return False
    words = match["name"].split()
    # an apposition has small words: "image: a country at peace"
    return len(words) <= 8 and sum(w[0].islower() for w in words) <= 1


def _is_bracketed(plain: str, near_picture: bool) -> bool:
    match = _BRACKET.search(plain[-90:])
    if match is None:
        return False
    name = match["name"].strip()
    parts = [part.strip().casefold() for part in re.split(r"[/|,]|\bvia\b|:", name)]
    agencies = reading_knowledge().agencies
    credited = any(part in agencies or part.removesuffix(" photo") in agencies for part in parts)
    if len(parts) > 1 and credited:
        return True
    if len(parts) == 2 and "/" in name and all(len(p.split()) <= 4 for p in parts) and name[:1].isupper():
        return near_picture
    return near_picture and (credited or parts[0].startswith(("photo", "file", "image", "credit")))
