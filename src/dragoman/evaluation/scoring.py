"""Scores: precision, recall and F1 of predicted records against gold articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .gold import Record
from .matching import (
    Article,
    commitment_score,
    event_score,
    overlap,
    pair_up,
    statement_score,
    token_f1,
)

_VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


@dataclass
class Tally:
    """hits: gold records that were required and found; given: predictions that count; wanted: required gold."""

    hits: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, hits: int, given: int, wanted: int) -> None:
        self.hits += hits
        self.given += given
        self.wanted += wanted

    @property
    def precision(self) -> float:
        return self.hits / self.given if self.given else float(not self.wanted)

    @property
    def recall(self) -> float:
        return self.hits / self.wanted if self.wanted else float(not self.given)

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Scores:
    """Tallies by measure, the share of characters in the right block, and what was missed or too much."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    block_characters: int = 0
    right_characters: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, measure: str, hits: int, given: int, wanted: int) -> None:
        self.tallies.setdefault(measure, Tally()).add(hits, given, wanted)

    @property
    def blocks(self) -> float:
        return self.right_characters / self.block_characters if self.block_characters else 1.0

    def f1(self) -> dict[str, float]:
        """F1 of each measure, and `blocks`, rounded to 4 decimals."""
        return {**{name: round(t.f1, 4) for name, t in self.tallies.items()}, "blocks": round(self.blocks, 4)}


def score_articles(gold: Iterable[Record], predicted: dict[str, Record]) -> Scores:
    """Scores over all gold articles; `predicted`: document id → the coded line as a dict.

    An article may say by `classes` that only some classes of its records are gold.
    """
    scores = Scores()
    for item in gold:
        name = item["document"]["id"]
        article = Article.of(item, predicted.get(name, {}))
        classes = item.get("classes", _CLASSES)
        for one in classes:
            _CLASSES[one](article, scores, name)
        if classes is _CLASSES:
            _blocks(item, article.predicted, scores)
    return scores


@dataclass(frozen=True)
class Matches:
    """How the records of one class meet in one article.

    pairs: (gold, predicted) that match.  missed: gold that is required and found no match.  spurious: predictions
    without a match.  given: predictions that count, which are those spurious and those on required gold.
    """

    pairs: list[tuple[Record, Record]]
    missed: list[Record]
    spurious: list[Record]

    @property
    def hits(self) -> list[tuple[Record, Record]]:
        return [(g, p) for g, p in self.pairs if g["required"]]

    @property
    def given(self) -> int:
        return len(self.hits) + len(self.spurious)

    @property
    def wanted(self) -> int:
        return len(self.hits) + len(self.missed)


def match_events(article: Article) -> Matches:
    """Events by type and roles; a forgiven one is neither matched nor spurious."""
    events = article.predicted.get("events", [])
    return _match(article.gold["events"], events, event_score(article), lambda e: is_forgiven(article, e))


def match_statements(article: Article) -> Matches:
    """Statements of act `said` by speaker and words; the cue of a verbal event is forgiven."""
    said = [s for s in article.predicted.get("statements", []) if s["act"] == "said"]
    return _match(article.gold["statements"], said, statement_score(article), lambda s: _is_speech_act(article, s))


def match_commitments(article: Article) -> Matches:
    """Commitments by kind and who is bound."""
    given = article.predicted.get("commitments", [])
    return _match(article.gold["commitments"], given, commitment_score(article), lambda _: False)


def _match(
    gold: list[Record],
    given: list[Record],
    score: Callable[[Record, Record], float],
    forgiven: Callable[[Record], bool],
) -> Matches:
    pairs = pair_up(gold, given, score)
    found, matched = {i for i, _ in pairs}, {j for _, j in pairs}
    return Matches(
        pairs=[(gold[i], given[j]) for i, j in pairs],
        missed=[g for i, g in enumerate(gold) if g["required"] and i not in found],
        spurious=[p for j, p in enumerate(given) if j not in matched and not forgiven(p)],
    )


def _events(article: Article, scores: Scores, name: str) -> None:
    found = match_events(article)
    hits, given, wanted = found.hits, found.given, found.wanted
    scores.add("events", len(hits), given, wanted)
    scores.add("events_attribution", sum(article.right_attribution(g, e) for g, e in hits), given, wanted)
    scores.add("events_status", sum(_right_status(g, e) for g, e in hits), given, wanted)
    scores.errors += [f"{name} missed {g['type']} {g['trigger']['text']!r}" for g in found.missed]
    scores.errors += [f"{name} spurious {e['type']} {e['trigger']['text']!r}" for e in found.spurious]


def _right_status(gold: Record, event: Record) -> bool:
    status = event["factuality"]["status"]
    return status == gold["factuality"]["status"] or status in gold.get("accept_status", [])


def is_forgiven(article: Article, event: Record) -> bool:
    """A second record of an act, or of an act that is only promised: not counted as spurious."""
    if any(overlap(event["trigger"], s) for g in article.gold["events"] for s in g.get("also", [])):
        return True
    unreal = event["factuality"]["status"] in {"conditional", "planned", "possible"}
    unreal = unreal or event["factuality"]["polarity"] == "negated"
    return unreal and any(overlap(event["trigger"], c["act"]) for c in article.gold["commitments"])


def _statements(article: Article, scores: Scores, name: str) -> None:
    found = match_statements(article)
    scores.add("statements", len(found.hits), found.given, found.wanted)
    scores.errors += [f"{name} missed statement {g['content_spans'][0]['text'][:60]!r}" for g in found.missed]


def _is_speech_act(article: Article, statement: Record) -> bool:
    """A statement whose cue is the trigger of a gold verbal event ("welcomed")."""
    events = [e for e in article.gold["events"] if e["type"] in _VERBAL]
    return any(overlap(statement.get("cue_span"), e["trigger"]) for e in events)


def _commitments(article: Article, scores: Scores, name: str) -> None:
    found = match_commitments(article)
    scores.add("commitments", len(found.hits), found.given, found.wanted)
    right = sum(_right_conditions(g, c) for g, c in found.hits)
    scores.add("commitments_condition", right, found.given, found.wanted)
    scores.errors += [f"{name} missed {g['kind']} {g['act']['text'][:60]!r}" for g in found.missed]
    scores.errors += [f"{name} spurious {c['kind']} {c['act']['text'][:60]!r}" for c in found.spurious]


def _right_conditions(gold: Record, commitment: Record) -> bool:
    """All conditions found and no others but optional ones."""
    left = list(commitment["conditions"])
    for wanted in gold["conditions"]:
        same = [c for c in left if _same_condition(wanted, c)]
        if not same:
            return False
        left.remove(same[0])
    optional = gold.get("optional_conditions", [])
    return all(any(_same_condition(o, c) for o in optional) for c in left)


def _same_condition(gold: Record, condition: Record) -> bool:
    return overlap(gold["span"], condition["span"]) or token_f1(gold["span"]["text"], condition["span"]["text"]) >= 0.5


_CLASSES = {"events": _events, "statements": _statements, "commitments": _commitments}


def _blocks(item: Record, predicted: Record, scores: Scores) -> None:
    """Share of characters that are not white space in a block of the right kind."""
    text = item["document"]["text"]
    document = predicted.get("document", {})
    if document.get("text") != text:
        return
    kinds: list[str | None] = [None] * len(text)
    for block in document["blocks"]:
        kinds[block["start"] : block["end"]] = [block["kind"]] * (block["end"] - block["start"])
    for block in item["gold"]["blocks"]:
        other = block.get("accept") or []
        accepted = {block["kind"], *([other] if isinstance(other, str) else other)}
        at = [i for i in range(block["start"], block["end"]) if not text[i].isspace()]
        scores.block_characters += len(at)
        scores.right_characters += sum(kinds[i] in accepted for i in at)
