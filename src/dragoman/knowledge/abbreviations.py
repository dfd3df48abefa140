"""What the sentence splitter knows: abbreviations, sentence openers, verbs that tag a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .files import data_lines, data_rows


@dataclass(frozen=True)
class Abbreviations:
    """never, may: abbreviations after which a sentence never ends, or may; without the period."""

    never: frozenset[str]
    may: frozenset[str]
    before_number: frozenset[str]
    openers: frozenset[str]
    tag: re.Pattern[str]

    def never_ends(self, word: str) -> bool:
        return word in self.never

    def counts(self, word: str) -> bool:
        """Whether the word before a number is an abbreviation ("No. 5") and else a word ("No.")."""
        return word in self.before_number

    def may_end(self, word: str) -> bool:
        return word in self.may

    def starts_sentence(self, word: str) -> bool:
        return word in self.openers

    def tags_quotation(self, following: str) -> bool:
        """Whether the text after a closing mark tells who spoke, so that the sentence goes on."""
        return bool(self.tag.match(following))


def load_abbreviations() -> Abbreviations:
    rows = list(data_rows("language/abbreviations.tsv"))
    verbs = "|".join(data_lines("language/quotation_tags.txt"))
    # at most five capitalised words or a short noun phrase, then the verb
    tag = re.compile(rf"\s+(?:[\w.’'-]+\s+){{1,5}}(?:{verbs})\b|\s+(?:{verbs})\b")
    return Abbreviations(
        never=frozenset(r["word"] for r in rows if r["ends"] == "never"),
        may=frozenset(r["word"] for r in rows if r["ends"] == "may"),
        before_number=frozenset(r["word"] for r in rows if r["ends"] == "number"),
        openers=frozenset(data_lines("language/openers.txt")),
        tag=tag,
    )
