"""Statements of one document: the whole stage on one screen.

quoted     quotations, with their words of saying or without
turns      the lines of a transcript
parentheses "The dam, the ministry insists, is safe"
idioms     "let it be known that …"
verbs      indirect speech after and before a verb
misread    verbs that the parser takes for nouns or participles
adjectives "is afraid that …"
nouns      "his claim that …"
phrases    "according to …", "in her view, …"
headlines  "Minister: …", "… – minister"
asides     "…, she allowed, …"
papers     "the charter provides that …"
gapping    "some said …; others that …"
tagged     what the tagger reads, joined with these
cited      "…, the Herald said, citing a chemist"
assemble   one record each: duplicates out, nesting, kinds, speakers, ids
"""

from __future__ import annotations

from collections.abc import Sequence

from ..knowledge.cues import Cues
from ..language.analysis import Analysis
from ..records import Cast, Document, Statement
from .adjectives import adjective_drafts
from .asides import aside_drafts
from .assemble import assemble
from .cited import with_cited
from .draft import Draft
from .gapping import gap_drafts, parted
from .headlines import headline_drafts
from .idioms import idiom_drafts
from .misread import misread_drafts
from .nouns import noun_drafts
from .papers import paper_drafts
from .parentheses import parenthesis_drafts
from .phrases import phrase_drafts
from .quoted import quoted_drafts
from .reader import Reader, read
from .tagged import BlockTags, blend
from .turns import turn_drafts
from .verbs import verb_drafts


def find_statements(
    analysis: Analysis, document: Document, cast: Cast, cues: Cues, tags: Sequence[BlockTags] | None = None
) -> list[Statement]:
    """All statements of the coded blocks in text order, ids s1, s2, …

    tags: what the statement tagger reads in each paragraph; None for the rules alone.
    """
    reader = read(analysis, cues, cast)
    drafts = all_drafts(reader)
    drafts = parted(reader, blend(reader, drafts, tags) if tags is not None else drafts)
    return assemble(reader, document, with_cited(reader, drafts))


def all_drafts(reader: Reader) -> list[Draft]:
    """What each finder proposes, quotations first."""
    rest = (adjective_drafts, noun_drafts, aside_drafts, paper_drafts, gap_drafts)
    finders = (
        quoted_drafts,
        turn_drafts,
        parenthesis_drafts,
        headline_drafts,
        phrase_drafts,
        idiom_drafts,
        verb_drafts,
        misread_drafts,
        *rest,
    )
    return [draft for find in finders for draft in find(reader)]
