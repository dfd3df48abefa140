#!/usr/bin/env python3
"""Prints how far the second labels of second/*.toml agree with the first, record by record.

    python benchmarks/agreement.py

The second pass took the first one's text, blocks and cast and recoded statements, events and commitments. A record of
one pass meets at most one of the other: events in the same sentence with overlapping triggers, statements with the
same cue or overlapping content, commitments with overlapping acts. What only one pass has counts as disagreement,
except records that the first pass itself marks as not required. Two readings are given: strict (the same values) and
lenient (the second pass's value is the first's or one of those it names as defensible).
"""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import Any

from build_gold import HERE, build

Json = dict[str, Any]


def overlap(a: Json, b: Json) -> bool:
    """Whether two spans share a character."""
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def pairs(first: list[Json], second: list[Json], key: str) -> list[tuple[Json, Json]]:
    """Records of both passes whose spans under `key` overlap, each used once, in text order."""
    left, out = list(second), []
    for a in first:
        match = next(
            (
                b
                for b in left
                if any(overlap(x, y) for x in spans(a, key) for y in spans(b, key))
                and a.get("speaker") == b.get("speaker")
            ),
            None,
        )
        if match:
            left.remove(match)
            out.append((a, match))
    return out


def spans(record: Json, key: str) -> list[Json]:
    """The spans under a key, always as a list."""
    value = record[key]
    return value if isinstance(value, list) else [value]


def who(event: Json, role: str) -> set[str]:
    """Actor ids in one role."""
    return {r["actor"] for r in event[role]}


def event_fields(a: Json, b: Json) -> dict[str, tuple[bool, bool]]:
    """Strict and lenient agreement of two events, field by field."""
    status, polarity = (a["factuality"][k] == b["factuality"][k] for k in ("status", "polarity"))
    lenient_status = status or b["factuality"]["status"] in a["accept_status"]
    told = bool(b["attribution"])
    chains = [a["attribution"], *a["accept_attribution"], *([[]] if a["quad"] in (1, 3) else [])]
    out = {
        "type": (a["type"] == b["type"], b["type"] in [a["type"], *a["accept_types"]]),
        "mode": (a["mode"] == b["mode"], b["mode"] in [a["mode"], *a["accept_modes"]]),
        "status": (status, lenient_status),
        "polarity": (polarity, polarity or b["factuality"]["polarity"] in a["accept_polarity"]),
        "attributed or not": (bool(a["attribution"]) == told, any(bool(c) == told for c in chains)),
    }
    for role in ("actors", "recipients"):
        one, two = who(a, role), who(b, role)
        out[role] = (one == two, one <= two and two - one <= set(a[f"optional_{role}"]))
    return out


def main() -> None:
    """Prints the figures."""
    plover = tomllib.loads((HERE / "plover.toml").read_text(encoding="utf-8"))
    met, only, fields = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for path in sorted((HERE / "second").glob("*.toml")):
        label = tomllib.loads((HERE / "labels" / path.name).read_text(encoding="utf-8"))
        first = build(label, path.stem, plover)["gold"]
        again = {k: v for k, v in label.items() if k not in ("statements", "events", "commitments")}
        second = build(again | tomllib.loads(path.read_text(encoding="utf-8")), path.stem, plover)["gold"]
        for kind, key in (("events", "trigger"), ("statements", "content_spans"), ("commitments", "act")):
            both = pairs(first[kind], second[kind], key)
            met[kind] += len(both)
            only[kind] += len(second[kind]) - len(both)
            seen = {id(a) for a, _ in both}
            only[kind] += sum(1 for a in first[kind] if a["required"] and id(a) not in seen)
            for a, b in both:
                count(kind, a, b, fields)
    for kind in met:
        share = met[kind] / (met[kind] + only[kind])
        print(f"{kind}: {met[kind]} in both passes, {only[kind]} in one only: {share:.3f}")
    for (kind, field), n in sorted(fields.items()):
        if field.endswith("strict"):
            name, lenient = field[:-7], fields[kind, field[:-6] + "lenient"]
            print(f"  {kind} {name}: strict {n / met[kind]:.3f}, lenient {lenient / met[kind]:.3f}")


def count(kind: str, a: Json, b: Json, fields: Counter[tuple[str, str]]) -> None:
    """Adds one met pair to the field counts."""
    if kind == "events":
        for name, (strict, lenient) in event_fields(a, b).items():
            fields[kind, f"{name} strict"] += strict
            fields[kind, f"{name} lenient"] += lenient
        return
    for name in ("kind", "by", "strength") if kind == "commitments" else ("kind",):
        strict = a[name] == b[name]
        ok = strict or (name == "kind" and b[name] in a.get("accept_kinds", []))
        ok = ok or (name == "by" and set(b[name]) <= set(a["by"] + a["optional_by"]))
        fields[kind, f"{name} strict"] += strict
        fields[kind, f"{name} lenient"] += ok
    if kind == "commitments":
        one, two = (sorted((c["kind"], c["span"]["start"] // 8) for c in x["conditions"]) for x in (a, b))
        fields[kind, "conditions strict"] += one == two
        fields[kind, "conditions lenient"] += one == two or len(two) == len(one) + len(a["optional_conditions"])


if __name__ == "__main__":
    main()
