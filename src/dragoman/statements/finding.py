"""Statements of one document: the whole stage on one screen.

quoted     quotations, with their words of saying or without
verbs      indirect speech after and before a verb
adjectives "is afraid that …"
nouns      "his claim that …"
phrases    "according to …", colon headlines
assemble   one record each: duplicates out, nesting, kinds, speakers, ids
"""

from __future__ import annotations

from ..knowledge.cues import Cues
from ..language.analysis import Analysis
from ..records import Cast, Document, Statement
from .adjectives import adjective_drafts
from .assemble import assemble
from .draft import Draft
from .nouns import noun_drafts
from .phrases import phrase_drafts
from .quoted import quoted_drafts
from .reader import Reader, read
from .verbs import verb_drafts


def find_statements(analysis: Analysis, document: Document, cast: Cast, cues: Cues) -> list[Statement]:
    """All statements of the coded blocks in text order, ids s1, s2, …"""
    reader = read(analysis, cues, cast)
    return assemble(reader, document, all_drafts(reader))


def all_drafts(reader: Reader) -> list[Draft]:
    """What each finder proposes, quotations first."""
    finders = (quoted_drafts, phrase_drafts, verb_drafts, adjective_drafts, noun_drafts)
    return [draft for find in finders for draft in find(reader)]
