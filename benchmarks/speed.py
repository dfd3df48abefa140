"""Time of coding over the time of the bare spaCy pipeline on the same texts, one process, one run.

    python benchmarks/speed.py [TEXTS.jsonl]

Without a file the gold articles are used.  The two take turns, text by text, so that a change in
the machine's speed hits both; the ratio of the sums is what to quote, not the seconds.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from pathlib import Path

from dragoman import Coder

HERE = Path(__file__).resolve().parent


def read_texts(path: Path | None) -> list[dict[str, str | None]]:
    if path is None:
        return [json.loads(p.read_text(encoding="utf-8"))["document"] for p in sorted((HERE / "gold").glob("*.json"))]
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().splitlines()]


def main() -> None:
    texts = read_texts(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    coder = Coder()
    bare = coder.knowledge.pipeline.bare()
    coder.code(texts[0]["text"] or "")
    bare_seconds = coding_seconds = 0.0
    words = sentences = 0
    for fields in texts:
        text = fields["text"] or ""
        words += len(text.split())
        began = time.perf_counter()
        sentences += sum(1 for _ in bare(text).sents)
        middle = time.perf_counter()
        coder.code(text, published_at=fields.get("published_at"))
        coding_seconds += time.perf_counter() - middle
        bare_seconds += middle - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"documents {len(texts)}, words {words}")
    print(
        f"bare pipeline {bare_seconds:.2f} s, coding {coding_seconds:.2f} s, ratio {coding_seconds / bare_seconds:.2f}"
    )
    print(
        f"{len(texts) / coding_seconds:.1f} documents, {sentences / coding_seconds:.0f} sentences a second, "
        f"peak memory {peak:.0f} MiB"
    )


if __name__ == "__main__":
    main()
