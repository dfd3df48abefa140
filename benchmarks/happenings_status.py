"""What became of commitments: labelled reports of invented happenings, followed by the ledger.

    python benchmarks/happenings_status.py [--gold] [--errors] [--records RECORDS.jsonl] [--sealed | --stories FILE]

`happenings/open.jsonl` holds reports with their commitments and events, `open-lives.jsonl` each commitment's life: what
became of it and which report says so.  The reports are coded and ingested into a new ledger; `--records` takes lines
of `dragoman code` over the same reports instead, and writes them where there are none.  Then are told:

- B-cubed of lives, over the labelled mentions that the coder found;
- status right as of the happening's last report, over lives of which a mention was found, and over all;
- moves found, missed and false.  A move told again by a later report is no false one.

`--gold` gives the weaving the labelled commitments and events in place of the coder's, which measures following apart
from finding.  `--sealed` reads the half that nobody tunes to, and prints totals only.  `--stories` takes stories as in
`corpus/lives` instead; they have no labelled events, so that `--gold` leaves them the coder's.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman import Coder, Ledger, from_json, to_json
from dragoman.ledger import Session, entry_of, open_store
from dragoman.records import (
    Actor,
    Coded,
    Commitment,
    Condition,
    Date,
    Event,
    Factuality,
    Mention,
    Role,
    Span,
    record_id,
)

HERE = Path(__file__).resolve().parent / "happenings"
Row = dict[str, Any]
_ENOUGH = 0.5
_CONDITION = re.compile(r"\b(if|unless|once|provided that|as long as|so long as|until|but only after)\b ([^.]+)")
_KINDS = {"provided that": "if", "as long as": "so-long-as", "so long as": "so-long-as", "but only after": "once"}
_QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3,
    "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """lines: totals to print.  errors: what went wrong, for the open half."""

    lines: list[str]
    errors: list[str]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--records", type=Path)
    parser.add_argument("--sealed", action="store_true")
    parser.add_argument("--stories", type=Path)
    options = parser.parse_args()
    half = "sealed" if options.sealed else "open"
    if options.stories:
        reports, lives = _told(_rows(options.stories))
    else:
        reports, lives = _rows(HERE / f"{half}.jsonl"), _rows(HERE / f"{half}-lives.jsonl")
    coded = _coded(reports, None if options.sealed else options.records)
    if options.gold:
        labelled = _Labelled(lives)
        coded = [labelled.coded(row, record) for row, record in zip(reports, coded, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "happenings.duckdb")
        Session(open_store(ledger.name), ["happenings"]).write([entry_of(record) for record in coded])
        figures = measure(ledger, reports, lives, coded)
    print("\n".join(figures.lines))
    if options.errors and not options.sealed:
        print("\n".join(figures.errors))


def measure(ledger: Ledger, reports: Sequence[Row], lives: Sequence[Row], coded: Sequence[Coded]) -> Figures:
    """The figures of a ledger that holds the reports."""
    ids = _matched(reports, coded)
    life_of = {row["commitment"]: row["life"] for row in ledger.view("commitment_reports")}
    gold_of = {id: life for id, life in ids if id is not None}
    found = [id for id, _ in ids if id is not None]
    theirs: dict[str, set[str]] = defaultdict(set)
    for id in found:
        theirs[life_of[id]].add(gold_of[id])
    # of two acts that one label holds ("close the borders and freeze the accounts") the coder makes two records
    for id, life in _parts(reports, coded, set(found)):
        theirs[life_of[id]].add(life)
    errors: list[str] = []
    status = _statuses(ledger, lives, ids, life_of, errors)
    moves = _moves(ledger, lives, theirs, errors)
    precision, recall = _b_cubed([life_of[id] for id in found], [gold_of[id] for id in found])
    return Figures(
        [
            f"mentions found {len(found)} of {len(ids)}; lives with a mention found {status['found']} of {len(lives)}",
            f"lives, B-cubed: P {precision:.3f}  R {recall:.3f}  F1 {_f1(precision, recall):.3f}",
            f"status right: {status['right']} of {status['found']} lives found"
            f" ({_share(status['right'], status['found'])}), {status['right_all']} of {len(lives)} lives"
            f" ({_share(status['right_all'], len(lives))}), a life not found counted as open",
            f"moves: found {moves['found']}, missed {moves['missed']} of {moves['found'] + moves['missed']};"
            f" false {moves['false']}",
        ],
        errors,
    )


def _statuses(
    ledger: Ledger, lives: Sequence[Row], ids: Sequence[tuple[str | None, str]], life_of: dict[str, str],
    errors: list[str],
) -> Counter[str]:  # fmt: skip
    count: Counter[str] = Counter()
    standing: dict[str, dict[str, str]] = {}
    for gold in lives:
        day = gold["as_of"][:10]
        if day not in standing:
            standing[day] = {row["life"]: row["status"] for row in ledger.commitments(as_of=day)}
        mine = [life_of[id] for id, life in ids if life == gold["life"] and id is not None]
        told = [standing[day].get(life, "open") for life in dict.fromkeys(mine)]
        # of several lives that should be one, that which somebody would look up is the first
        status = told[0] if told else "open"
        count["found"] += bool(told)
        count["right"] += bool(told) and status == gold["status"]
        count["right_all"] += status == gold["status"]
        if told and status != gold["status"]:
            errors.append(
                f"STATUS {gold['life']} {gold['kind']}: {gold['by']} · {gold['act']}: {status}, {gold['status']} wanted"
            )
    return count


def _moves(ledger: Ledger, lives: Sequence[Row], theirs: dict[str, set[str]], errors: list[str]) -> Counter[str]:
    count: Counter[str] = Counter()
    wanted = {
        (gold["life"], move["status"]): move for gold in lives for move in gold["moves"] if move["report"] is not None
    }
    told = ledger.sql("select life, status, document, rule, sentence, published_at from moves order by published_at")
    met: set[tuple[str, str]] = set()
    published = {row["document"]: row["published_at"] for row in ledger.view("documents")}
    for row in told:
        keys = [
            (life, row["status"]) for life in sorted(theirs.get(row["life"], ())) if (life, row["status"]) in wanted
        ]
        good = [key for key in keys if published[row["document"]] >= published[wanted[key]["report"]]]
        met |= set(good)
        if not good:
            count["false"] += 1
            whose = ", ".join(sorted(theirs.get(row["life"], ()))) or "a life that is not labelled"
            errors.append(f"FALSE {row['status']} of {whose} by {row['rule']} in {row['document']}: {row['sentence']}")
    count["found"] = len(met)
    count["missed"] = len(wanted.keys() - met)
    lives_met = {life for group in theirs.values() for life in group}
    for key in sorted(wanted.keys() - met):
        move = wanted[key]
        known = "" if key[0] in lives_met else " (its commitment was not found)"
        errors.append(f"MISSED {key[1]} of {key[0]} in {move['report']}{known}: {move['quote']}")
    return count


def _matched(reports: Sequence[Row], coded: Sequence[Coded]) -> list[tuple[str | None, str]]:
    """Each labelled mention: the id of the commitment found for it, or None, and its life."""
    found: list[tuple[str | None, str]] = []
    for row, record in zip(reports, coded, strict=True):
        free = list(record.commitments)
        for gold in row["commitments"]:
            trigger, act = _place(row["text"], gold["trigger"]), _place(row["text"], gold["act"])
            best = max(free, key=lambda c: _likeness(c, gold["kind"], trigger, act), default=None)
            if best is None or _likeness(best, gold["kind"], trigger, act) <= 0:
                found.append((None, gold["life"]))
                continue
            free.remove(best)
            found.append((best.id, gold["life"]))
    return found


def _parts(reports: Sequence[Row], coded: Sequence[Coded], taken: set[str]) -> Iterator[tuple[str, str]]:
    """Records whose act is a part of a labelled one of the same kind, beside the one that was matched with it."""
    for row, record in zip(reports, coded, strict=True):
        for gold in row["commitments"]:
            act = _place(row["text"], gold["act"])
            for c in record.commitments:
                if act and c.id not in taken and c.kind == gold["kind"] and act.contains(c.act):
                    yield c.id, gold["life"]


def _likeness(c: Commitment, kind: str, trigger: Span | None, act: Span | None) -> float:
    """How well a commitment fits a labelled one; 0 where neither trigger nor act lies on it."""
    on_trigger = trigger is not None and c.trigger.overlaps(trigger)
    on_act = 0.0 if act is None else _shared(c.act, act) / max(1, act.end - act.start)
    if not on_trigger and on_act < _ENOUGH:
        return 0.0
    return on_trigger + on_act + (0.5 if c.kind == kind else 0.0)


class _Labelled:
    """Labelled commitments and events as records, so that they can be woven without the coder's own."""

    def __init__(self, lives: Sequence[Row]) -> None:
        self.lives = {life["life"]: life for life in lives}
        self.coder = Coder()
        self.begun: set[str] = set()

    def coded(self, row: Row, record: Coded) -> Coded:
        """A report's records with the labelled commitments and events in the place of those found."""
        actors = {actor.id: actor for actor in record.actors}
        text = record.document.text
        commitments = [c for gold in row["commitments"] if (c := self._commitment(row, gold, text, actors))]
        labelled = [self._event(row, gold, text, actors, record) for gold in row.get("events", ())]
        events = [event for event in labelled if event] if "events" in row else record.events
        return Coded(
            coder=record.coder, document=record.document, actors=list(actors.values()),
            statements=record.statements, events=events, commitments=commitments, times=record.times,
            places=record.places, warnings=record.warnings,
        )  # fmt: skip

    def _commitment(self, row: Row, gold: Row, text: str, actors: dict[str, Actor]) -> Commitment | None:
        trigger, act = _place(text, gold["trigger"]), _place(text, gold["act"])
        if trigger is None or act is None:
            return None
        life = self.lives[gold["life"]]
        by = self._roles(gold["by"], text, actors)
        to = self._known(life["to"], text, actors)
        sentence = _sentence(text, trigger)
        at = _CONDITION.search(sentence.text) if life["condition"] else None
        conditions = []
        if at:
            start = sentence.start + at.start(2)
            span = Span.of(text, start, start + len(at[2]))
            conditions = [Condition(_KINDS.get(at[1], at[1]), span)]  # type: ignore[arg-type]
        deadline = None
        if life["deadline"] and gold["life"] not in self.begun:
            end = life["deadline"]
            deadline = Date(start=end, end=end, precision="day", span=None, inferred=True)
        self.begun.add(gold["life"])
        return Commitment(
            id=record_id(row["id"], "commitment", gold["kind"], trigger.start, trigger.end), kind=gold["kind"],
            by=[role.actor for role in by], by_spans=[role.span for role in by], to=[role.actor for role in to],
            to_spans=[role.span for role in to], act=act, act_type=None, conditions=conditions, deadline=deadline,
            strength="declared", statement=None, event=None, trigger=trigger,
        )  # fmt: skip

    def _event(self, row: Row, gold: Row, text: str, actors: dict[str, Actor], record: Coded) -> Event | None:
        trigger = _place(text, gold["trigger"])
        if trigger is None:
            return None
        near = next((e for e in record.events if e.trigger.overlaps(trigger)), None)
        polarity = "affirmed" if gold["polarity"] == "affirmed" else "negated"
        return Event(
            id=record_id(row["id"], "event", gold["type"], trigger.start, trigger.end), type=gold["type"], mode=None,
            contexts=[], quad=_QUADS[gold["type"]], intensity=0.0, actors=self._roles(gold["by"], text, actors),
            recipients=self._roles(gold["to"], text, actors), trigger=trigger, sentence=_sentence(text, trigger),
            also=[], factuality=Factuality(gold["status"], polarity, "certain"),
            attribution=near.attribution if near else [], date=near.date if near else None,
            place=near.place if near else None, counts=[], confidence=0.9,
        )  # fmt: skip

    def _roles(self, phrases: Sequence[str], text: str, actors: dict[str, Actor]) -> list[Role]:
        """Who labelled phrases name: the actor that the coder found there, or a new one."""
        found = []
        for phrase in phrases:
            span = _place(text, phrase)
            if span is None:
                continue
            here = [
                (m.end - m.start, a.id)
                for a in actors.values()
                for m in a.mentions
                if m.start < span.end and m.end > span.start
            ]
            best = max(here, default=None)
            if best and best[0] >= _ENOUGH * (span.end - span.start):
                found.append(Role(best[1], span))
            else:
                found.append(Role(self._new(span, actors), span))
        return found

    def _new(self, span: Span, actors: dict[str, Actor]) -> str:
        told = self.coder.actor(span.text)
        same = next((a.id for a in actors.values() if told.name and a.name == told.name), None)
        id = same or f"local:labelled-{span.start}-{span.end}"
        mention = Mention(span.start, span.end, span.text, "nominal")
        if id not in actors:
            actors[id] = Actor(
                id=id, name=span.text, kind=told.kind or "group", country=told.country, sectors=list(told.sectors),
                title=None, wikidata=None, mentions=[mention], basis=None,
            )  # fmt: skip
        return id

    def _known(self, name: str, text: str, actors: dict[str, Actor]) -> list[Role]:
        """An actor of the report whose name stands in a life's words for it."""
        words = set(re.findall(r"\w{4,}", name.lower()))
        for actor in actors.values():
            if words & set(re.findall(r"\w{4,}", actor.name.lower())) and actor.mentions:
                first = actor.mentions[0]
                return [Role(actor.id, Span.of(text, first.start, first.end))]
        return []


def _coded(reports: Sequence[Row], kept: Path | None) -> list[Coded]:
    if kept and kept.exists():
        by_id = {}
        for line in kept.read_bytes().splitlines():
            record = from_json(line)
            assert isinstance(record, Coded)
            by_id[record.document.id] = record
        return [by_id[row["id"]] for row in reports]
    coder = Coder()
    fields = ("id", "title", "published_at", "publisher")
    coded = [coder.code(row["text"], **{name: row[name] for name in fields}) for row in reports]
    if kept:
        kept.write_bytes(b"".join(to_json(record) + b"\n" for record in coded))
    return coded


def _told(stories: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Stories of corpus/lives as reports and lives; each has one commitment, in its first report."""
    reports, lives = [], []
    for story in stories:
        c, last = story["commitment"], story["reports"][-1]
        moved = [move["status"] for move in story["moves"]]
        mention = {"life": story["id"], "kind": c["kind"], "trigger": c["trigger"], "by": c["by"], "act": c["act"]}
        for at, report in enumerate(story["reports"]):
            reports.append({"title": None, "publisher": None, **report, "commitments": [mention] if at == 0 else []})
        lives.append({
            "life": story["id"], "kind": c["kind"], "by": " and ".join(c["by"]), "to": " and ".join(c["to"]),
            "act": c["act"], "condition": c["conditions"][0]["text"] if c["conditions"] else None,
            "deadline": c["deadline"], "as_of": last["published_at"], "status": moved[-1] if moved else "open",
            "moves": story["moves"],
        })  # fmt: skip
    return reports, lives


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _place(text: str, words: str) -> Span | None:
    at = text.find(words)
    return Span.of(text, at, at + len(words)) if words and at >= 0 else None


def _sentence(text: str, span: Span) -> Span:
    start = max((m.end() for m in re.finditer(r"(?<=[.!?])[\"”]?\s+|\n\n", text[: span.start])), default=0)
    end = re.search(r"[.!?][\"”]?(?=\s|$)|\n\n", text[span.end :])
    return Span.of(text, start, span.end + (end.end() if end else len(text) - span.end))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _b_cubed(found: Sequence[str], gold: Sequence[str]) -> tuple[float, float]:
    """Precision and recall: how pure and how whole the group of each item is, on average."""
    pairs, ours, wanted = Counter(zip(found, gold, strict=True)), Counter(found), Counter(gold)
    items = list(zip(found, gold, strict=True))
    if not items:
        return 0.0, 0.0
    return (
        sum(pairs[item] / ours[item[0]] for item in items) / len(items),
        sum(pairs[item] / wanted[item[1]] for item in items) / len(items),
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


if __name__ == "__main__":
    main()
