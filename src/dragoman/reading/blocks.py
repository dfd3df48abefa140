"""Blocks: which stretch of a text is headline, highlight, byline, dateline, caption, paragraph, furniture.

First each unit is judged by its own words (pieces.py), then by where it stands
(`_place_headline` and after).  Blocks do not overlap and hold all that is not white space.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..knowledge.reading import fold
from ..records import Block, BlockKind
from .bylines import is_name
from .datelines import Found, is_place, read_date_line
from .highlights import repeated
from .pieces import Piece, read_units
from .units import BULLET, Unit, ends_sentence

# A line without a final period and of this many words or more is prose that lost its period.
PROSE_WORDS = 16
# Headlines are shorter; so are the lines above and below them.
HEADLINE_WORDS, HEADLINE_CHARS = 30, 240
# A highlight stands no deeper than this many prose paragraphs.
TOP_PARAGRAPHS = 3
# Below this share of units that end like sentences the text does without periods, and their lack says nothing.
PUNCTUATED = 0.5


@dataclass(frozen=True)
class Segmentation:
    """Blocks of a text; the datelines found in it; texts of its bylines and date lines with their start."""

    blocks: list[Block]
    datelines: list[Found]
    bylines: list[str]
    date_lines: list[tuple[int, str]]


def segment(text: str, units: Sequence[Unit], title: str | None = None) -> Segmentation:
    """The blocks of a text whose units are given in order."""
    pieces, datelines = read_units(text, units)
    page = _Page(text, pieces, title, any(unit.hint for unit in units))
    for place in (_place_headline, _place_captions, _place_highlights, _place_rest):
        page = replace(page, pieces=place(page))
    blocks = [Block(piece.kind or "paragraph", piece.start, piece.end) for piece in page.pieces]
    bylines = [text[b.start : b.end] for b in blocks if b.kind == "byline"]
    dated = [(b.start, text[b.start : b.end]) for b in blocks if b.kind in ("byline", "dateline")]
    return Segmentation(blocks, datelines, bylines, [(at, line) for at, line in dated if read_date_line(line)])


@dataclass(frozen=True)
class _Page:
    text: str
    pieces: list[Piece]
    title: str | None
    marked: bool

    def of(self, piece: Piece) -> str:
        return self.text[piece.start : piece.end]

    def words(self, piece: Piece) -> int:
        """Number of words, counted no further than a long paragraph's."""
        return len(self.text[piece.start : min(piece.end, piece.start + 1000)].split())

    def is_prose(self, piece: Piece) -> bool:
        tail = self.text[max(piece.start, piece.end - 48) : piece.end]
        return ends_sentence(tail) or tail[-1:] in (":", ",", ";") or self.words(piece) >= PROSE_WORDS

    def open(self) -> Iterator[int]:
        return (i for i, piece in enumerate(self.pieces) if piece.kind is None)


def _with(pieces: Sequence[Piece], kinds: dict[int, BlockKind]) -> list[Piece]:
    return [replace(p, kind=kinds[i]) if i in kinds else p for i, p in enumerate(pieces)]


# ---- what its place tells


def _place_headline(page: _Page) -> list[Piece]:
    """Finds the headline; what stands above and below it until the report begins is told apart."""
    if any(piece.kind == "headline" for piece in page.pieces):
        return page.pieces
    top = _top(page)
    at = _titled(page) if page.title else None
    if at is None:
        at = _first_title(page, top)
    if at is None:
        return page.pieces
    kinds: dict[int, BlockKind] = {i: "boilerplate" for i in top if i < at and not page.is_prose(page.pieces[i])}
    for i in top:
        below = _below_headline(page, page.pieces[i]) if i > at else None
        if below is not None:
            kinds[i] = below
    return _with(page.pieces, {**kinds, at: "headline"})


def _top(page: _Page) -> list[int]:
    """The open pieces above the report's first sentence; empty where no report follows."""
    top: list[int] = []
    for i, piece in enumerate(page.pieces):
        if piece.kind == "paragraph" or (piece.kind is None and _begins_report(page, i, piece, not top)):
            return top
        if piece.kind is None and (not top or not page.is_prose(piece)):
            top.append(i)
    return []


def _begins_report(page: _Page, i: int, piece: Piece, first: bool) -> bool:
    if i and page.pieces[i - 1].kind == "dateline" and piece.cut:
        return True
    if not page.is_prose(piece) or BULLET.match(page.text, piece.start, piece.end):
        return False
    return not (first and _is_closed_headline(page, i))


def _is_closed_headline(page: _Page, i: int) -> bool:
    """Whether the first line, though it ends like a sentence, is a headline.

    It is where a question or a cry stands alone, or where dateline or byline come right behind it.
    """
    piece = page.pieces[i]
    if page.words(piece) > PROSE_WORDS or i + 1 >= len(page.pieces):
        return False
    following = page.pieces[i + 1]
    own = page.of(piece)
    if own[-1] in "?!" and own[0] not in "\"“‘'" and sum(c in ".?!" for c in own) == 1:
        return True
    return following.kind in ("dateline", "byline") and own[0] not in '"“'


def _titled(page: _Page) -> int | None:
    """The open piece near the top that the given title repeats, a label before it aside."""
    title = fold(page.title or "")
    for i in list(page.open())[:8] if title else ():
        own = fold(page.of(page.pieces[i])[: 2 * HEADLINE_CHARS])
        if own == title or (own.endswith(title) and own[: -len(title)].rstrip().endswith((":", "|"))):
            return i
    return None


def _first_title(page: _Page, top: list[int]) -> int | None:
    """The first line of the top that is long enough for a headline, else its first line."""
    fit = [i for i in top if _is_title(page, i)]
    # a short headline in capitals looks like a name, so names are passed over only where there is else
    fit = [i for i in fit if not _is_name_or_place(page.of(page.pieces[i]))] or fit
    return next((i for i in fit if page.words(page.pieces[i]) >= 4), fit[0] if fit else None)


def _is_name_or_place(own: str) -> bool:
    return is_name(own) or is_place(own)


def _is_title(page: _Page, i: int) -> bool:
    piece = page.pieces[i]
    own = page.of(piece)
    if BULLET.match(own) or own[0].islower() or len(own) > HEADLINE_CHARS or page.words(piece) > HEADLINE_WORDS:
        return False
    if own.count("|") >= 2:
        return False
    after_slot = i > 0 and page.pieces[i - 1].role == "slot" and not piece.gap
    return not after_slot


def _below_headline(page: _Page, piece: Piece) -> BlockKind | None:
    """Kind of a line between headline and report: a name, a place, a summary or furniture."""
    own = page.of(piece)
    if is_place(own) or is_place(own.split(",")[0]):
        return "dateline"
    if is_name(own):
        return "byline"
    if BULLET.match(own) or page.words(piece) >= 6:
        return "highlight"
    return None if page.is_prose(piece) else "boilerplate"


def _place_captions(page: _Page) -> list[Piece]:
    """Open lines right under an image slot are captions."""
    kinds: dict[int, BlockKind] = {}
    for i in page.open():
        piece = page.pieces[i]
        if i == 0 or page.pieces[i - 1].role != "slot" or page.words(piece) > 35 or '"' in page.of(piece):
            continue
        if not piece.gap or not page.is_prose(piece):
            kinds[i] = "caption"
    return _with(page.pieces, kinds)


def _place_highlights(page: _Page) -> list[Piece]:
    """Lines near the top that a later sentence repeats, bullets there, and those under their heading."""
    near = _near_top(page)
    spans = [(page.pieces[i].start, page.pieces[i].end) for i in near]
    again = dict(zip(near, repeated(spans, page.text), strict=True)) if near else {}
    first = next((i for i in near if _is_plain_prose(page, i) and not again[i]), None)
    kinds: dict[int, BlockKind] = {}
    for i in near:
        bullet = bool(BULLET.match(page.text, page.pieces[i].start, page.pieces[i].end))
        above = first is not None and i < first
        if again[i] or (above and bullet) or (first is not None and _is_headed(page, i, kinds)):
            kinds[i] = "highlight"
    return _with(page.pieces, kinds)


def _near_top(page: _Page) -> list[int]:
    near: list[int] = []
    prose = 0
    for i in page.open():
        near.append(i)
        prose += _is_plain_prose(page, i)
        if prose == TOP_PARAGRAPHS or len(near) == 20:
            break
    return [i for i in near if page.words(page.pieces[i]) <= 60]


def _is_plain_prose(page: _Page, i: int) -> bool:
    piece = page.pieces[i]
    return page.is_prose(piece) and not BULLET.match(page.text, piece.start, piece.end)


def _is_headed(page: _Page, i: int, kinds: dict[int, BlockKind]) -> bool:
    """Whether a "Story highlights" line, or a highlight under it, comes right before a bullet or tight line."""
    if i == 0:
        return False
    piece, before = page.pieces[i], page.pieces[i - 1]
    tight = not piece.gap or not page.is_prose(piece) or BULLET.match(page.text, piece.start, piece.end) is not None
    return tight and (before.role == "highlights" or (kinds.get(i - 1) == "highlight" and not piece.gap))


def _place_rest(page: _Page) -> list[Piece]:
    """Prose is paragraph; short lines without a period are furniture where the text else has periods."""
    rest = list(page.open())
    if page.marked:
        # the page's own mark-up makes subheads and list items part of the article
        return _with(page.pieces, {i: "paragraph" for i in rest})
    prose = [page.is_prose(page.pieces[i]) for i in rest]
    if not rest or sum(prose) < PUNCTUATED * len(rest):
        return _with(page.pieces, {i: "paragraph" for i in rest})
    kinds: dict[int, BlockKind] = {}
    for i, is_prose in zip(rest, prose, strict=True):
        is_text = (is_prose and not _is_linked_question(page, i, kinds)) or _goes_on(page, i, kinds)
        kinds[i] = "paragraph" if is_text else "boilerplate"
    return _with(page.pieces, kinds)


def _is_linked_question(page: _Page, i: int, kinds: dict[int, BlockKind]) -> bool:
    """Whether it is a question tight under furniture: the title of another story."""
    piece = page.pieces[i]
    if i == 0 or piece.gap or page.text[piece.end - 1] != "?" or page.words(piece) >= PROSE_WORDS:
        return False
    return (kinds.get(i - 1) or page.pieces[i - 1].kind) == "boilerplate"


def _goes_on(page: _Page, i: int, kinds: dict[int, BlockKind]) -> bool:
    """Whether a short line belongs to the paragraph before: a list behind a colon, or a broken sentence."""
    piece = page.pieces[i]
    if page.text[piece.start].islower() or page.text[piece.start] in '"“':
        return True
    before = page.pieces[i - 1] if i else None
    if before is None or (kinds.get(i - 1) or before.kind) not in ("paragraph", "boilerplate"):
        return False
    own_bullet = BULLET.match(page.text, piece.start, piece.end) is not None
    colon = page.text[before.end - 1] == ":"
    label = colon and kinds.get(i - 1) is None and before.role is None
    listed = kinds.get(i - 1) == "paragraph" and (colon or (not piece.gap and not ends_sentence(page.of(before))))
    return label or listed or (own_bullet and kinds.get(i - 1) == "paragraph")
