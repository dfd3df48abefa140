"""Matching: which predicted record is which gold record of one article.

Rules, in short.  An actor is right by id, by name (one's words within the other's, or half of
them shared), by a span that overlaps a gold mention, or by country and a common sector.  A role
list is right when at least half of the gold actors are hit and strangers do not outnumber hits.
An event matches by type and roles, a statement by half of its words (token F1) and its speaker,
a commitment by kind and who is bound.  Each record matches at most one; best pairs go first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .gold import Record

_STOP = frozenset(
    {"the", "a", "an", "of", "and", "for", "in", "at", "on", "to", "by", "with", "its", "his", "her", "s"}
)
_IGO = frozenset({"IGO", "UNO", "EUR"})


def words(text: str | None) -> list[str]:
    """Lower-case words of a text without accents."""
    folded = unicodedata.normalize("NFKD", text or "")
    return re.findall(r"\w+", "".join(c for c in folded if not unicodedata.combining(c)).lower())


def token_f1(one: str, other: str) -> float:
    a, b = Counter(words(one)), Counter(words(other))
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def overlap(one: Record | None, other: Record | None) -> bool:
    return bool(one and other and one["start"] < other["end"] and other["start"] < one["end"])


def _name(text: str | None) -> frozenset[str]:
    return frozenset(w for w in words(text) if w not in _STOP)


@dataclass(frozen=True)
class Article:
    """The gold and the predicted records of one article, with actors and statements by id."""

    gold: Record
    predicted: Record
    gold_actors: dict[str, Record]
    actors: dict[str, Record]
    gold_statements: dict[str, Record]
    statements: dict[str, Record]

    @classmethod
    def of(cls, gold: Record, predicted: Record) -> Article:
        def by_id(records: Iterable[Record]) -> dict[str, Record]:
            return {r["id"]: r for r in records}

        return cls(
            gold["gold"], predicted, by_id(gold["gold"]["actors"]), by_id(predicted.get("actors", [])),
            by_id(gold["gold"]["statements"]), by_id(predicted.get("statements", [])),
        )  # fmt: skip

    # -- actors

    def same_actor(self, gold_id: str | None, actor_id: str | None, span: Record | None = None) -> bool:
        if gold_id is None or actor_id is None:
            return gold_id is None and actor_id is None
        if gold_id == actor_id:
            return True
        gold, actor = self.gold_actors[gold_id], self.actors.get(actor_id)
        if span and any(overlap(span, m) for m in gold["mentions"]):
            return True
        if actor is None:
            return False
        return _names_agree(gold, actor) or _mentions_agree(gold, actor) or _codes_agree(gold, actor)

    def right_roles(self, wanted: list[str], optional: list[str], given: list[Record]) -> bool:
        """given: roles {"actor", "span"}."""
        used: set[str] = set()
        extra = spare = 0
        for role in given:
            match = [g for g in wanted if self.same_actor(g, role["actor"], role.get("span"))]
            if match:
                used.update([m for m in match if m not in used][:1])
            elif any(self.same_actor(o, role["actor"], role.get("span")) for o in optional):
                spare += 1
            else:
                extra += 1
        if not wanted:
            return extra == 0
        hit = len(used) + spare
        return hit >= max(1.0, 0.5 * len(wanted)) and extra <= hit

    def right_event_roles(self, gold: Record, event: Record) -> bool:
        actors, recipients = ([r["actor"] for r in gold[k]] for k in ("actors", "recipients"))
        free_a, free_r = gold.get("optional_actors", []), gold.get("optional_recipients", [])
        if gold.get("reciprocal") and self.right_roles(
            actors + recipients, free_a + free_r, event["actors"] + event["recipients"]
        ):
            return True
        return self.right_roles(actors, free_a, event["actors"]) and self.right_roles(
            recipients, free_r, event["recipients"]
        )

    # -- attribution

    def right_speaker(self, gold: Record, statement: Record) -> bool:
        ids = [gold["speaker"], *gold.get("accept_speakers", [])]
        return any(self.same_actor(i, statement.get("speaker"), statement.get("source_span")) for i in ids)

    def right_attribution(self, gold: Record, event: Record) -> bool:
        """Speakers along the chain agree; a verbal act may list its own actor's statement or leave it out."""
        own = [r["actor"] for r in gold["actors"]] + gold.get("optional_actors", [])
        chain = [self.statements[i] for i in event["attribution"] if i in self.statements]
        for ids in [gold["attribution"], *gold.get("accept_attribution", [])]:
            wanted = [self.gold_statements[i] for i in ids]
            if self._same_chain(wanted, chain) or self._same_chain(
                _drop_last(wanted, lambda s: s["speaker"] in own),
                _drop_last(chain, lambda s: any(self.same_actor(a, s.get("speaker")) for a in own)),
            ):
                return True
        return False

    def _same_chain(self, wanted: list[Record], chain: list[Record]) -> bool:
        return len(wanted) == len(chain) and all(self.right_speaker(g, s) for g, s in zip(wanted, chain, strict=True))


def _drop_last(chain: list[Record], own: Callable[[Record], bool]) -> list[Record]:
    return chain[:-1] if chain and own(chain[-1]) else chain


def _names_agree(gold: Record, actor: Record) -> bool:
    mine = _name(actor.get("name"))
    names = [_name(n) for n in (gold["name"], *gold.get("accept_names", []))]
    names += [_name(m["text"]) for m in gold["mentions"] if m["form"] != "pronoun"]
    return any(n and mine and (n <= mine or mine <= n or len(n & mine) > 0.5 * len(n | mine)) for n in names)


def _mentions_agree(gold: Record, actor: Record) -> bool:
    ours = [m for m in actor["mentions"] if m["form"] != "pronoun"]
    theirs = [m for m in gold["mentions"] if m["form"] != "pronoun"]
    shared = sum(any(overlap(m, g) for g in theirs) for m in ours)
    return bool(shared) and shared >= 0.3 * min(len(ours), max(1, len(theirs)))


def _codes_agree(gold: Record, actor: Record) -> bool:
    country = actor.get("country")
    allowed = {gold["country"], *gold.get("accept_country", [])}
    if not country or country in _IGO or country not in allowed:
        return False
    sectors = {*gold["sectors"], *gold.get("accept_sectors", [])}
    return bool(sectors & set(actor["sectors"]))


# -- pairs of records


def pair_up(
    gold: list[Record], predicted: list[Record], score: Callable[[Record, Record], float]
) -> list[tuple[int, int]]:
    """Pairs (gold index, predicted index), best score first, each record once; a score of 0 is no match."""
    scored = [(score(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken: set[int] = set()
    for value, i, j in sorted(scored, reverse=True):
        if value > 0 and -i not in taken_gold and -j not in taken:
            taken_gold.add(-i)
            taken.add(-j)
            pairs.append((-i, -j))
    return pairs


def event_score(article: Article) -> Callable[[Record, Record], float]:
    def score(gold: Record, event: Record) -> float:
        if event["type"] != gold["type"] and event["type"] not in gold.get("accept_types", []):
            return 0.0
        if not article.right_event_roles(gold, event):
            return 0.0
        near = any(overlap(event["trigger"], s) for s in (gold["sentence"], *gold.get("also", [])))
        exact = overlap(event["trigger"], gold["trigger"])
        return 1.0 + 4.0 * bool(gold["required"]) + 2.0 * near + exact + 0.5 * bool(event["type"] == gold["type"])

    return score


def content(statement: Record) -> str:
    return " ".join(span["text"] for span in statement["content_spans"])


def statement_score(article: Article) -> Callable[[Record, Record], float]:
    def score(gold: Record, statement: Record) -> float:
        share = token_f1(content(gold), content(statement))
        if share < 0.5 or gold.get("act", "said") != statement["act"] or not article.right_speaker(gold, statement):
            return 0.0
        return share + bool(gold["required"])

    return score


def commitment_score(article: Article) -> Callable[[Record, Record], float]:
    def score(gold: Record, commitment: Record) -> float:
        if commitment["kind"] not in (gold["kind"], *gold.get("accept_kinds", [])):
            return 0.0
        by: list[dict[str, Any]] = [{"actor": i} for i in commitment["by"]]
        if not article.right_roles(gold["by"], gold.get("optional_by", []), by):
            return 0.0
        return 1 + bool(gold["required"]) + token_f1(gold["act"]["text"], commitment["act"]["text"])

    return score
