#!/usr/bin/env python3
"""Builds gold/*.json from the hand-written labels/*.toml; the label format is described in README.md.

    python benchmarks/build_gold.py            write every gold file
    python benchmarks/build_gold.py --check    write nothing; exit 1 when a built file is out of date
    … --labels sealed/labels --out sealed/gold one folder; without these, gold/ and sealed/gold/

Labels quote the text; this script finds the offsets, checks the closed lists of the PLOVER manual, the coverage of
the blocks and every reference, and refuses a quotation that is missing or ambiguous. Standard library only.
"""

from __future__ import annotations

import argparse
import calendar
import json
import re
import sys
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"
KINDS = {
    "H": "headline",
    "S": "highlight",
    "Y": "byline",
    "D": "dateline",
    "C": "caption",
    "P": "paragraph",
    "B": "boilerplate",
}
CODED = {"headline", "highlight", "paragraph"}
FORMS = {"n": "name", "o": "nominal", "m": "metonym", "p": "pronoun"}
STATUSES = {"actual", "planned", "conditional", "possible", "historical"}
CONDITIONS = ("if", "unless", "until", "once", "in-exchange", "so-long-as")
COMMITMENTS = {"promise", "threat", "offer", "demand", "refusal", "agreement", "prohibition"}
STRENGTHS = {"binding", "declared", "tentative"}
PRECISIONS = {
    "day",
    "weekend",
    "week",
    "month",
    "quarter",
    "half",
    "season",
    "year",
    "decade",
    "century",
    "range",
}
PLACES = {"site", "city", "admin2", "admin1", "region", "sea", "country"}
ABBREVIATIONS = (
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Gen",
    "Col",
    "Lt",
    "Sgt",
    "St",
    "Sen",
    "Rep",
    "U.S",
    "U.N",
    "U.K",
    "Jan",
    "Feb",
    "Aug",
    "Sept",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
    "No",
    "Brig",
    "Maj",
    "Capt",
    "Rev",
    "Hon",
    "Prof",
    "a.m",
)
ABBREVIATED = re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, ABBREVIATIONS)) + r"|[A-Z])$")

Json = dict[str, Any]
Range = tuple[int, int]


class LabelError(ValueError):
    """A label that the text or a closed list does not bear out."""


def words(value: str | None) -> list[str]:
    """The white-space separated words of an optional label field."""
    return (value or "").split()


def parts(value: str | None) -> list[str]:
    """The semicolon-separated parts of an optional label field."""
    return [p.strip() for p in (value or "").split(";") if p.strip()]


def pattern(needle: str) -> re.Pattern[str]:
    """A pattern for quoted text: any white space for a blank, anything (shortest) for an ellipsis, whole words."""
    body = r"[\s\S]+?".join(r"\s+".join(map(re.escape, piece.split())) for piece in needle.split("…"))
    left = r"(?<!\w)" if needle[0].isalnum() else ""
    right = r"(?!\w)" if needle[-1].isalnum() else ""
    return re.compile(left + body + right)


@dataclass(frozen=True)
class Text:
    """The document text with its blocks; finds quotations in it."""

    text: str
    blocks: list[Json]

    def all(self, needle: str, scope: Range | None = None) -> list[Range]:
        low, high = scope or (0, len(self.text))
        return [(m.start(), m.end()) for m in pattern(needle).finditer(self.text, low, high)]

    def kind_at(self, offset: int) -> str | None:
        return next((b["kind"] for b in self.blocks if b["start"] <= offset < b["end"]), None)

    def find(self, spec: str, scope: Range | None = None, near: Range | None = None) -> Range:
        """Range of `words`, `words~longer quotation that holds them` or `words@n` (n-th occurrence in the text)."""
        if "~" in spec:
            needle, context = spec.split("~", 1)
            inside = self.only(context, self.all(context))
            return self.all(needle, inside)[0]
        if m := re.fullmatch(r"(.+)@(\d+)", spec):
            return self.all(m[1])[int(m[2]) - 1]
        found = self.all(spec, scope)
        if not found and scope:
            raise LabelError(f"{spec!r} is not in {self.text[scope[0] : scope[1]]!r}")
        return min(found, key=lambda r: gap(r, near)) if near and found else self.only(spec, found)

    def only(self, spec: str, found: list[Range]) -> Range:
        """The one range, a paragraph's before a headline's or a highlight's."""
        inner = [r for r in found if self.kind_at(r[0]) == "paragraph"] or found
        if len(inner) != 1:
            raise LabelError(f"{spec!r} occurs {len(inner)} times")
        return inner[0]

    def span(self, r: Range) -> Json:
        return {"start": r[0], "end": r[1], "text": self.text[r[0] : r[1]]}

    def block_of(self, r: Range) -> Range:
        return next((b["start"], b["end"]) for b in self.blocks if b["start"] <= r[0] < b["end"])

    def sentence(self, r: Range) -> Range:
        """The sentence of its block that holds the range."""
        low, high = self.block_of(r)
        for s in sentences(self.text, low, high):
            if s[0] <= r[0] < s[1]:
                if r[1] > s[1]:
                    raise LabelError(f"{self.text[r[0] : r[1]]!r} runs over a sentence end")
                return s
        raise LabelError(f"no sentence holds {self.text[r[0] : r[1]]!r}")


def gap(a: Range, b: Range) -> int:
    """Characters between two ranges, 0 where they meet or overlap."""
    return max(0, a[0] - b[1], b[0] - a[1])


def sentences(text: str, low: int, high: int) -> list[Range]:
    """Sentence ranges of a block: cut after . ! ? with its closing quotes, before a capital, digit or opening quote."""
    cuts = [low]
    for m in re.finditer(r"[.!?][\"”'’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])", text[low:high]):
        before = text[low : low + m.start()]
        if text[low + m.start()] == "." and ABBREVIATED.search(before):
            continue
        cuts.append(low + m.end())
    cuts.append(high)
    out = []
    for a, b in pairwise(cuts):
        piece = text[a:b]
        out.append((a + len(piece) - len(piece.lstrip()), b - len(piece) + len(piece.rstrip())))
    return [s for s in out if s[0] < s[1]]


def read_blocks(text: str, codes: str, cuts: list[str]) -> list[Json]:
    """Blocks from codes, one per chunk between blank lines: `(H Y)` one per line, `D|P` cut after the next of `cuts`,
    `B/Y` boilerplate that may also be called byline."""
    chunks = [(m.start(), m.end()) for m in re.finditer(r"\S(?:(?!\n[^\S\n]*\n)[\s\S])*", text)]
    tokens = re.findall(r"\([^)]*\)|\S+", codes)
    if len(tokens) != len(chunks):
        raise LabelError(f"{len(tokens)} block codes for {len(chunks)} chunks: {[text[a : a + 20] for a, _ in chunks]}")
    queue, out = list(cuts), []
    for token, (low, high) in zip(tokens, chunks, strict=True):
        if token.startswith("("):
            lines = [(low + m.start(), low + m.end()) for m in re.finditer(r"\S[^\n]*", text[low:high])]
            inner = token[1:-1].split()
            if len(lines) != len(inner):
                raise LabelError(f"{inner} for {len(lines)} lines at {text[low : low + 30]!r}")
        else:
            lines, inner = [(low, high)], [token]
        for code, line in zip(inner, lines, strict=True):
            out += cut_line(text, code, line, queue)
    if queue:
        raise LabelError(f"cuts left over: {queue}")
    return out


def cut_line(text: str, code: str, line: Range, queue: list[str]) -> list[Json]:
    """The blocks of one line or chunk; takes the cut texts it needs off the queue."""
    out, low, codes = [], line[0], code.split("|")
    for i, one in enumerate(codes):
        high = line[1]
        if i < len(codes) - 1:
            cut = queue.pop(0)
            at = text.find(cut, low, line[1])
            if at < 0:
                raise LabelError(f"cut {cut!r} is not in {text[low : line[1]][:60]!r}")
            high = at + len(cut)
        kind, *accept = one.split("/")
        end = low + len(text[low:high].rstrip())
        block: Json = {"kind": KINDS[kind], "start": low, "end": end}
        out.append(block | ({"accept": [KINDS[a] for a in accept]} if accept else {}))
        low = high + len(text[high : line[1]]) - len(text[high : line[1]].lstrip())
    return out


def check_cover(text: str, blocks: list[Json]) -> None:
    """Nothing; raises when blocks overlap or leave out text that is not white space."""
    seen = [0] * len(text)
    for b in blocks:
        for i in range(b["start"], b["end"]):
            seen[i] += 1
    bad = [i for i, c in enumerate(text) if seen[i] > 1 or (not seen[i] and not c.isspace())]
    if bad:
        raise LabelError(f"blocks do not partition the text at {text[bad[0] : bad[0] + 30]!r}")


def mentions(t: Text, spec: str) -> list[Json]:
    """Mentions from `n Name@*; o the ministry; p he~he said`: form letter, quotation; `@*` is every occurrence in
    coded blocks that no longer mention of the actor covers."""
    out: list[Json] = []
    for part in parts(spec):
        form, quote = part.split(" ", 1)
        if quote.endswith("@*"):
            ranges = [r for r in t.all(quote[:-2]) if t.kind_at(r[0]) in CODED]
            ranges = [r for r in ranges if not any(r[0] < m["end"] and m["start"] < r[1] for m in out)]
            if not ranges:
                raise LabelError(f"no mention {quote!r}")
        else:
            ranges = [t.find(quote)]
        out += [t.span(r) | {"form": FORMS[form]} for r in ranges]
    return sorted(out, key=lambda m: (m["start"], m["end"]))


def read_actor(t: Text, key: str, a: Json, sectors: set[str]) -> Json:
    """One actor of the gold from its label."""
    state = a.get("state")
    ident = f"country:{state}" if state else a.get("id", f"local:{key}")
    kind = "state" if state else a["kind"]
    country = state or a.get("c")
    codes, also = words(a.get("sec", "GOV" if state else "")), words(a.get("secs"))
    if bad := [s for s in codes + also if s not in sectors]:
        raise LabelError(f"{key}: no such sector {bad}")
    if not codes or kind not in {"state", "person", "organization", "group"}:
        raise LabelError(f"{key}: needs sectors and a kind")
    guess = "registry" if not ident.startswith("local:") else "title" if kind == "person" else "agent-phrase"
    out = {
        "id": ident,
        "name": a["name"],
        "kind": kind,
        "country": country,
        "sectors": codes,
        "title": a.get("title"),
        "mentions": mentions(t, a["m"]),
        "basis": a.get("basis", guess),
        "accept_sectors": also,
        "accept_country": [None if c == "-" else c for c in words(a.get("cs"))],
        "accept_names": parts(a.get("names")),
        "required": bool(a.get("req", 1)),
    }
    unknown(key, a, "state id name kind c sec secs title m basis cs names req")
    return out


def unknown(where: str, record: Json, known: str) -> None:
    """Nothing; raises when a label has a field that the format does not have."""
    if bad := set(record) - set(known.split()):
        raise LabelError(f"{where}: unknown fields {sorted(bad)}")


def read_date(t: Text, spec: str | None, scope: Range, near: Range) -> Json | None:
    """A date from `2024-05-20 Monday`, `2024-05 last month`, `2021 2021`, `2024-05-18/2024-05-19:weekend the weekend`;
    the words are the span, `-` is none."""
    if not spec:
        return None
    value, quote = spec.split(" ", 1)
    value, _, precision = value.partition(":")
    start, _, end = value.partition("/")
    if not end:
        start, end, guess = spread(start)
        precision = precision or guess
    if precision not in PRECISIONS:
        raise LabelError(f"no precision in date {spec!r}")
    span = None if quote == "-" else t.span(t.find(quote, None if "~" in quote or "@" in quote else scope, near))
    return {
        "start": start,
        "end": end,
        "precision": precision,
        "span": span,
        "inferred": inferred(span, precision),
    }


def spread(value: str) -> tuple[str, str, str]:
    """First and last day and precision of a year, a month or a day."""
    n = [int(x) for x in value.split("-")]
    if len(n) == 1:
        return f"{value}-01-01", f"{value}-12-31", "year"
    if len(n) == 2:
        return f"{value}-01", f"{value}-{calendar.monthrange(n[0], n[1])[1]:02d}", "month"
    return value, value, "day"


def inferred(span: Json | None, precision: str) -> bool:
    """Whether the year, or at finer precision the month or the day, does not stand in the span."""
    if span is None or not re.search(r"\b[12]\d{3}\b", span["text"]):
        return True
    month = re.search(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", span["text"])
    day = re.search(r"\b\d{1,2}\b", span["text"])
    return not {"day": bool(month and day), "month": bool(month)}.get(precision, True)


def read_place(t: Text, spec: str | None, scope: Range, near: Range) -> Json | None:
    """A place from `Name/ISO3/precision` or `Name/ISO3/precision/span words`; `-` for no country or no span."""
    if not spec:
        return None
    name, country, precision, *quote = spec.split("/")
    if precision not in PLACES:
        raise LabelError(f"no such place precision {spec!r}")
    words_ = quote[0] if quote else name
    span = None if words_ == "-" else t.span(t.find(words_, None if "~" in words_ else scope, near))
    return {
        "name": name,
        "country": None if country == "-" else country,
        "admin1": None,
        "admin2": None,
        "lat": None,
        "lon": None,
        "geoname_id": None,
        "feature_code": None,
        "precision": precision,
        "span": span,
    }


COUNTS = {"dead", "injured", "missing", "detained", "displaced", "participants", "amount"}


def read_counts(t: Text, spec: str | None, near: Range) -> list[Json]:
    """Counts from `dead:14..:at least 14; amount:60000000:60 million euros:EUR`: kind, low or low..high, span,
    unit; the span stands in the block of the trigger."""
    out = []
    for part in parts(spec):
        kind, value, quote, *unit = part.split(":")
        low, dots, high = value.partition("..")
        if kind not in COUNTS:
            raise LabelError(f"no count kind {kind!r}")
        span = t.find(quote, None if "~" in quote else t.block_of(near), near)
        top = int(high) if high else None if dots else int(low)
        out.append(
            {
                "kind": kind,
                "low": int(low),
                "high": top,
                "unit": unit[0] if unit else None,
                "span": t.span(span),
            }
        )
    return out


@dataclass(frozen=True)
class Cast:
    """The actors of one document by label key."""

    t: Text
    by_key: dict[str, Json]

    def id(self, key: str) -> str:
        if key not in self.by_key:
            raise LabelError(f"no actor {key!r}")
        return str(self.by_key[key]["id"])

    def ids(self, value: str | None) -> list[str]:
        return [self.id(k) for k in words(value)]

    def roles(self, value: str | None, scope: Range, near: Range) -> list[Json]:
        """Role fillers from `key` (its mention in the sentence nearest the trigger) or `key:quoted span`."""
        return [self.role(part, scope, near) for part in parts(value)]

    def role(self, part: str, scope: Range, near: Range) -> Json:
        key, _, quote = part.partition(":")
        if quote:
            r = self.t.find(quote, None if "~" in quote or "@" in quote else scope, near)
            if not any(r[0] < m["end"] and m["start"] < r[1] for m in self.by_key[key]["mentions"]):
                raise LabelError(f"{part!r} is no mention of the actor")
            return {"actor": self.id(key), "span": self.t.span(r)}
        self.id(key)
        inside = [(m["start"], m["end"]) for m in self.by_key[key]["mentions"] if scope[0] <= m["start"] < scope[1]]
        if not inside:
            raise LabelError(f"{key!r} has no mention in {self.t.text[scope[0] : scope[1]]!r}")
        return {"actor": self.id(key), "span": self.t.span(min(inside, key=lambda r: gap(r, near)))}


EVENT_FIELDS = "t at by to st pol cert said date place ctx n also req recip ts sts pols ms ds ps as oby oto"


def read_event(t: Text, cast: Cast, e: Json, ident: str, plover: Json) -> Json:
    """One event of the gold from its label."""
    unknown(ident, e, EVENT_FIELDS)
    kind, _, mode = e["t"].partition("/")
    entry = plover["types"][kind]
    for name in [mode] * bool(mode) + words(e.get("ms")):
        if not any(name in v["modes"] for v in plover["types"].values()) or (
            name == mode and mode not in entry["modes"]
        ):
            raise LabelError(f"{ident}: no mode {name!r}")
    if bad := [x for x in words(e.get("ts")) if x not in plover["types"]]:
        raise LabelError(f"{ident}: no type {bad}")
    if bad := [c for c in words(e.get("ctx")) if c not in plover["contexts"].split()]:
        raise LabelError(f"{ident}: no context {bad}")
    status = e.get("st", "actual")
    if bad := [s for s in [status, *words(e.get("sts"))] if s not in STATUSES]:
        raise LabelError(f"{ident}: no status {bad}")
    trigger = t.find(e["at"])
    sentence = t.sentence(trigger)
    actors, recipients = (
        cast.roles(e.get("by"), sentence, trigger),
        cast.roles(e.get("to"), sentence, trigger),
    )
    if e.get("req", 1) and not actors and not recipients:
        raise LabelError(f"{ident}: a required event needs a party")
    polarity = "negated" if e.get("pol") == "neg" else "affirmed"
    chains = [[] if c.strip() == "-" else words(c) for c in e["as"].split("|")] if "as" in e else []
    return {
        "id": ident,
        "type": kind,
        "mode": mode or None,
        "contexts": words(e.get("ctx")),
        "quad": entry["quad"],
        "intensity": entry["modes"].get(mode, entry["score"]),
        "actors": actors,
        "recipients": recipients,
        "trigger": t.span(trigger),
        "sentence": t.span(sentence),
        "factuality": {"status": status, "polarity": polarity, "certainty": e.get("cert", "certain")},
        "attribution": words(e.get("said")),
        "date": read_date(t, e.get("date"), sentence, trigger),
        "place": read_place(t, e.get("place"), sentence, trigger),
        "counts": read_counts(t, e.get("n"), trigger),
        "confidence": 1.0,
        "required": bool(e.get("req", 1)),
        "reciprocal": bool(e.get("recip", 0)),
        "accept_types": words(e.get("ts")),
        "accept_status": words(e.get("sts")),
        "accept_polarity": [{"neg": "negated", "aff": "affirmed"}[p] for p in words(e.get("pols"))],
        "accept_modes": words(e.get("ms")),
        "accept_dates": [{"start": d} for d in words(e.get("ds"))],
        "accept_places": parts(e.get("ps")),
        "accept_attribution": chains,
        "optional_actors": cast.ids(e.get("oby")),
        "optional_recipients": cast.ids(e.get("oto")),
        "also": [t.span(t.find(x)) for x in parts(e.get("also"))],
    }


STATEMENT_FIELDS = "k act who src cue say to in req cont oks"


def read_statement(t: Text, cast: Cast, s: Json, ident: str) -> Json:
    """One statement of the gold from its label."""
    unknown(ident, s, STATEMENT_FIELDS)
    if s["k"] not in {"direct", "indirect", "mixed"}:
        raise LabelError(f"{ident}: no kind {s['k']!r}")
    said = [s["say"]] if isinstance(s["say"], str) else s["say"]
    ranges = [t.find(x) for x in said]
    near = ranges[0]
    cue = t.find(s["cue"], t.block_of(near), near) if "cue" in s else None
    source = t.find(s["src"], t.block_of(near), cue or near) if "src" in s else None
    return {
        "id": ident,
        "kind": s["k"],
        "act": s.get("act", "said"),
        "speaker": cast.id(s["who"]) if "who" in s else None,
        "source_span": t.span(source) if source else None,
        "cue_span": t.span(cue) if cue else None,
        "content_spans": [t.span(r) for r in ranges],
        "addressee": cast.id(s["to"]) if "to" in s else None,
        "within": s.get("in"),
        "required": bool(s.get("req", 1)),
        "continues": s.get("cont"),
        "accept_speakers": cast.ids(s.get("oks")),
    }


COMMITMENT_FIELDS = "k by to act type at due str st ev req ks oby oto oif " + " ".join(CONDITIONS)


def read_commitment(t: Text, cast: Cast, c: Json, ident: str, gold: Json) -> Json:
    """One commitment of the gold from its label; `st` is its statement's id, `ev` its event's trigger text."""
    unknown(ident, c, COMMITMENT_FIELDS)
    if c["k"] not in COMMITMENTS or c["str"] not in STRENGTHS or set(words(c.get("ks"))) - COMMITMENTS:
        raise LabelError(f"{ident}: kind or strength")
    act = t.find(c["act"])
    trigger = t.find(c["at"], t.block_of(act), act)
    scope = t.block_of(act)
    conditions = [{"kind": k, "span": t.span(t.find(x, scope, act))} for k in CONDITIONS for x in parts(c.get(k))]
    optional = [{"kind": "if", "span": t.span(t.find(x, scope, act))} for x in parts(c.get("oif"))]
    events = [e["id"] for e in gold["events"] if " ".join(e["trigger"]["text"].split()) == c.get("ev")]
    if ("ev" in c and len(events) != 1) or ("st" in c and c["st"] not in {s["id"] for s in gold["statements"]}):
        raise LabelError(f"{ident}: event or statement reference")
    return {
        "id": ident,
        "kind": c["k"],
        "by": cast.ids(c.get("by")),
        "to": cast.ids(c.get("to")),
        "act": t.span(act),
        "act_type": c.get("type"),
        "conditions": conditions,
        "deadline": read_date(t, c.get("due"), scope, act),
        "strength": c["str"],
        "statement": c.get("st"),
        "event": events[0] if events else None,
        "trigger": t.span(trigger),
        "required": bool(c.get("req", 1)),
        "accept_kinds": words(c.get("ks")),
        "optional_by": cast.ids(c.get("oby")),
        "optional_to": cast.ids(c.get("oto")),
        "optional_conditions": optional,
    }


def document_text(label: Json) -> str:
    """The text that the offsets index: the label's own, or a sample's, or one line of a JSON Lines sample."""
    if "text" in label:
        return str(label["text"]).strip("\n")
    raw: str = (SAMPLES / label["sample"]).read_text(encoding="utf-8")
    if "line" in label:
        return str(json.loads(raw.splitlines()[label["line"] - 1])["text"])
    return raw


def build(label: Json, ident: str, plover: Json) -> Json:
    """One gold file from one label file; raises LabelError."""
    text = document_text(label)
    blocks = read_blocks(text, label["blocks"], label.get("cuts", []))
    check_cover(text, blocks)
    t = Text(text, blocks)
    sectors = set(plover["sectors"].split())
    by_key = {k: read_actor(t, k, a, sectors) for k, a in label.get("actors", {}).items()}
    cast = Cast(t, by_key)
    gold: Json = {
        "dateline": None,
        "bylines": label.get("bylines", []),
        "blocks": blocks,
        "actors": list(by_key.values()),
    }
    if "dateline" in label:
        d = label["dateline"]
        gold["dateline"] = {
            "place": d["place"],
            "date": d.get("date"),
            "agency": d.get("agency"),
            "span": t.span(t.find(d["span"])),
        }
    gold["statements"] = [read_statement(t, cast, s, f"s{i}") for i, s in enumerate(label.get("statements", []), 1)]
    gold["place_only"] = [t.span(t.find(x)) for x in label.get("place_only", [])]
    numbered = enumerate(label.get("events", []), 1)
    gold["events"] = [read_event(t, cast, e, f"{ident}-e{i}", plover) for i, e in numbered]
    numbered = enumerate(label.get("commitments", []), 1)
    gold["commitments"] = [read_commitment(t, cast, c, f"{ident}-c{i}", gold) for i, c in numbered]
    check_references(gold)
    document = {"id": ident, "text": text} | {k: label.get(k) for k in ("url", "title", "publisher", "published_at")}
    document["language"] = "en"
    out: Json = {"document": document, "gold": gold, "notes": label.get("notes", "")}
    if "html" in label:
        out["html"] = (SAMPLES / label["html"]).read_text(encoding="utf-8")
    return out


def check_references(gold: Json) -> None:
    """Nothing; raises when a statement id that is referred to does not exist."""
    ids = {s["id"] for s in gold["statements"]}
    used = {i for e in gold["events"] for c in [e["attribution"], *e["accept_attribution"]] for i in c}
    used |= {s[k] for s in gold["statements"] for k in ("within", "continues") if s[k]}
    if used - ids:
        raise LabelError(f"no statements {sorted(used - ids)}")


def main() -> int:
    """Exit status: 0, or 1 when a label is wrong or, with --check, a gold file is out of date."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--check", action="store_true", help="compare only")
    ap.add_argument("--labels", type=Path, help="the label files of one folder only; needs --out")
    ap.add_argument("--out", type=Path)
    args = ap.parse_args()
    if bool(args.labels) != bool(args.out):
        ap.error("--labels and --out go together")
    folders = [(p / "labels", p / "gold") for p in (HERE, HERE / "sealed")]
    if args.labels:
        folders = [(args.labels, args.out)]
    plover = tomllib.loads((HERE / "plover.toml").read_text(encoding="utf-8"))
    failed = 0
    for path, out in [(path, out) for labels, out in folders for path in sorted(labels.glob("*.toml"))]:
        try:
            record = build(tomllib.loads(path.read_text(encoding="utf-8")), path.stem, plover)
        except (LabelError, KeyError, IndexError, tomllib.TOMLDecodeError) as error:
            failed += 1
            print(f"{path.name}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        target = out / f"{path.stem}.json"
        if not args.check:
            out.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        elif not target.exists() or target.read_text(encoding="utf-8") != text:
            failed += 1
            print(f"{target.name}: out of date", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
