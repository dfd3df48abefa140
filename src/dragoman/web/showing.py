"""How what stands in the ledger is shown: the templates' one environment, and the words for codes.

News text is hostile.  Every value that a template writes is escaped, whatever the template says, and control
characters and turns of direction, which could make a line read as another, show as replacement characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..version import __version__

HERE = Path(__file__).parent
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
_STATUS = {
    "actual": "happened", "planned": "planned", "conditional": "only if", "possible": "possible",
    "historical": "background",
}  # fmt: skip
# Why an actor was taken for who it is, and how a text names it.
BASES = {
    "registry": "the registry of actors knows the name", "title": "by the title beside the name",
    "demonym": "by a word for a country’s people", "metonym": "by a place that stands for who rules there",
    "agent-phrase": "by the words that describe it", None: "nothing in the text says whose it is",
}  # fmt: skip
FORMS = {"name": "name", "nominal": "description", "pronoun": "pronoun", "metonym": "place for its government"}
# Joiners stay: Persian words, Indic letters and families of emoji need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def shown(value: Any) -> Any:
    """A value as a template writes it: text without what is not seen but acts; nothing for null."""
    if value is None:
        return ""
    return _UNSEEN.sub("\ufffd", value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": day, "factuality": factuality, "link": web_address, "path": path_part, "number": number,
        "span": span_address, "actor_address": actor_address, "dyad_address": dyad_address, "short": short_day,
        "anchor": anchor, "parts": sentence_parts, "actor_name": lambda id, names: names.actor(id),
    }  # fmt: skip
    made.globals |= {"quads": QUADS, "version": __version__}
    return made


def day(value: date | datetime | None) -> str:
    """ "5 March 2024"; "no day" where none is known."""
    return f"{value.day} {value:%B} {value.year}" if value else "no day"


def number(value: float | None) -> str:
    """With commas between thousands."""
    return "" if value is None else f"{value:,.0f}" if value == int(value) else f"{value:,}"


def factuality(row: Mapping[str, Any]) -> str:
    """ "happened", "did not happen", "planned, probable" … of a row of the view `events`."""
    status, certainty = row["status"], row["certainty"]
    words = [_STATUS.get(status, status)]
    if row["polarity"] == "negated":
        words = ["did not happen"] if status in {"actual", "historical"} else [*words, "negated"]
    if certainty not in ("certain", status):
        words.append(certainty)
    return ", ".join(words)


def web_address(value: str | None) -> str | None:
    """An address that a browser may be sent to, or None: news may name `javascript:` ones."""
    try:
        parts = urlsplit(value or "")
    except ValueError:
        return None
    return value if parts.scheme in {"http", "https"} and parts.netloc else None


def path_part(value: str) -> str:
    """An id as a part of a path; a slash in it stays one, as the routes take the whole rest."""
    return quote(value, safe="/:")


# Longer ids are in nobody's address.
_LONGEST_ID = 200


def actor_address(id: str | None) -> str | None:
    """The address of an actor's page; None for one that is known within its document only."""
    if not id or id.startswith("local:") or len(id) > _LONGEST_ID:
        return None
    return f"/actors/{path_part(id)}"


def dyad_address(one: str | None, other: str | None) -> str | None:
    """The address of what passes between two; None where either is known within its document only."""
    apart = one != other and "/" not in (one or "")
    return f"/dyads/{path_part(one)}/{path_part(other)}" if one and other and apart and _both(one, other) else None


def _both(one: str, other: str) -> bool:
    return actor_address(one) is not None and actor_address(other) is not None


def span_address(document: str, start: int, end: int) -> str:
    """The address of a stretch of an article's text."""
    return f"/articles/{path_part(document)}?at={start}-{end}#at"


def short_day(value: date | datetime | None) -> str:
    """ "5 Mar 2024"; "no day" where none is known."""
    return f"{value.day} {value:%b} {value.year}" if value else "no day"


def anchor(value: str) -> str:
    """An id as a fragment of an address and an id of an element: without spaces, which would end it."""
    return re.sub(r"[^\w:.-]", "_", value)


def sentence_parts(row: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """A row's sentence before, within and behind its trigger; None in a ledger without texts.

    The first place where the trigger's words stand: the view has no offsets, and a word twice in a sentence is rare.
    """
    sentence, trigger = row["sentence"], row["trigger"]
    if sentence is None:
        return None
    before, found, after = sentence.partition(trigger or "\0")
    return (before, found, after)


def cut_at(sentence: str | None, row: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """A sentence before, within and behind the trigger that a row has offsets of; all of it before, without one."""
    if sentence is None:
        return None
    if row["trigger_start"] is None:
        return sentence, "", ""
    start, end = (max(0, row[name] - row["span_start"]) for name in ("trigger_start", "trigger_end"))
    return sentence[:start], sentence[start:end], sentence[end:]
