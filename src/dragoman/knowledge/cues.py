"""Cues of attribution: which words tell that somebody says or thinks something, and with what grammar.

A cue verb counts only in the frames in which it attributes: "he warned that", "she wants to", but not "he
wants a cup".  Which frames those are is partly listed by hand, partly counted over annotated news.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..records import StatementAct
from .files import data_lines, data_rows

# A listed frame starts with the belief of this many sightings that it attributes; counts may overrule it.
_PRIOR_WEIGHT = 4.0
_LISTED = 0.85
# A candidate helps the F1 where its chance exceeds half of it (Lipton et al. 2014, on thresholds for F1).
_THRESHOLD = 0.35


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of saying or thinking.  hearer: where whom it speaks to stands, in the `object`
    ("told parliament"), behind a preposition ("called on them") or "" (behind "to" at most)."""

    word: str
    act: StatementAct
    frames: frozenset[str]
    hearer: str = ""

    @property
    def addressed(self) -> bool:
        return self.hearer == "object"


@dataclass(frozen=True)
class Cues:
    """verbs, nouns: lemma → cue.  weights: (class and lemma, frame) → sightings (that attribute, in all).

    prepositions: phrases such as "according to", as lower-case words → act.
    media: nouns through which one speaks ("statement", "interview", "Twitter").
    idioms: verb → fixed word behind it → act ("let it be known").
    tellings: nouns whose clause may follow behind a colon ("a third view: …").
    views: nouns behind "in" or "by" with whose they are ("in her view") → act.
    narrators: who tells the news itself ("our correspondent").
    gestures: what one who is speaking does besides ("nod").
    hearsay: nouns of talk that is nobody's ("rumour").  interviews: nouns and verbs that tell of one.
    papers, paper_verbs: what is written or ruled, and what it does by its words ("provides that"), with frames.
    carriers: verbs that lend a noun their subject ("made the claim that").
    """

    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    weights: dict[tuple[str, str], tuple[int, int]]
    prepositions: dict[tuple[str, ...], StatementAct]
    media: frozenset[str]
    carriers: frozenset[str]
    idioms: dict[str, dict[str, StatementAct]] = field(default_factory=dict)
    tellings: frozenset[str] = frozenset()
    narrators: frozenset[str] = frozenset()
    views: dict[str, StatementAct] = field(default_factory=dict)
    papers: frozenset[str] = frozenset()
    gestures: frozenset[str] = frozenset()
    hearsay: frozenset[str] = frozenset()
    interviews: frozenset[str] = frozenset()
    paper_verbs: dict[str, frozenset[str]] = field(default_factory=dict)

    def verb(self, lemma: str, frame: str) -> Cue | None:
        """The cue, where this verb attributes in this frame."""
        return self._in_frame(self.verbs.get(lemma), f"v:{lemma}", frame)

    def noun(self, lemma: str, frame: str) -> Cue | None:
        return self._in_frame(self.nouns.get(lemma), f"n:{lemma}", frame)

    def adjective(self, word: str, frame: str) -> Cue | None:
        return self._in_frame(self.adjectives.get(word), f"a:{word}", frame)

    def quotes(self, lemma: str) -> Cue | None:
        """The cue, where this verb may stand beside a quotation as its word of saying."""
        cue = self.verbs.get(lemma)
        return cue if cue and "quote" in cue.frames else None

    def is_saying(self, lemma: str) -> bool:
        cue = self.verbs.get(lemma)
        return cue is not None and cue.act == "said"

    def _in_frame(self, cue: Cue | None, key: str, frame: str) -> Cue | None:
        if cue is None or frame not in cue.frames:
            return None
        hits, tries = self.weights.get((key, frame), (0, 0))
        if (hits + _LISTED * _PRIOR_WEIGHT) / (tries + _PRIOR_WEIGHT) < _THRESHOLD:
            return None
        return cue


def load_cues() -> Cues:
    """The shipped cues.  Raises ArtefactError where a data file is missing or malformed."""
    return Cues(
        verbs=_cues("statements/verbs.tsv"),
        nouns=_cues("statements/nouns.tsv"),
        adjectives=_cues("statements/adjectives.tsv"),
        weights={
            (r["cue"], r["frame"]): (int(r["attributes"]), int(r["seen"])) for r in data_rows("statements/weights.tsv")
        },
        prepositions={tuple(r["phrase"].split()): _act(r["act"]) for r in data_rows("statements/prepositions.tsv")},
        media=frozenset(data_lines("statements/media.txt")),
        carriers=frozenset(data_lines("statements/carriers.txt")),
        idioms=_idioms(),
        views={r["noun"]: _act(r["act"]) for r in data_rows("statements/views.tsv")},
        narrators=frozenset(data_lines("statements/narrators.txt")),
        tellings=frozenset(data_lines("statements/tellings.txt")),
        hearsay=frozenset(data_lines("statements/hearsay.txt")),
        interviews=frozenset(data_lines("statements/interviews.txt")),
        gestures=frozenset(data_lines("statements/gestures.txt")),
        papers=frozenset(data_lines("statements/papers.txt")),
        paper_verbs={r["verb"]: frozenset(r["frames"].split(",")) for r in data_rows("statements/paper_verbs.tsv")},
    )


def _idioms() -> dict[str, dict[str, StatementAct]]:
    found: dict[str, dict[str, StatementAct]] = {}
    for r in data_rows("statements/idioms.tsv"):
        found.setdefault(r["verb"], {})[r["word"]] = _act(r["act"])
    return found


def _cues(name: str) -> dict[str, Cue]:
    return {c.word: c for c in _rows(data_rows(name))}


def _rows(rows: Iterable[dict[str, str]]) -> Iterable[Cue]:
    for r in rows:
        yield Cue(r["lemma"], _act(r["act"]), frozenset(r["frames"].split(",")), r["hearer"])


def _act(value: str) -> StatementAct:
    return "thought" if value == "thought" else "said"
