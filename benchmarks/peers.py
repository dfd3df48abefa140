"""dragoman beside its peers, in one run on one core: documents a second, peak memory, quality of quotations.

    make bench-peers ARGS="[--quotations FOLDER] [--documents N] [--only NAME,...]"

Each peer is a process of its own (peer_runs.py), one after the other, on one thread.  The first document is coded once
before the clock starts.  Seconds are those of the processor, which other work on the machine stretches less than the
wall's; quote the ratio to the bare pipeline.  A peer that is not installed is left out, which the table says.

Without a folder the gold articles are used, and there is no quality: they are ours.  FOLDER holds labelled articles
(dev.jsonl.gz) and their scorer (score_statements.py), which is run as it is; see benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

# name → (what it is, whether it finds quotations)
PEERS = {
    "spacy": ("the bare spaCy pipeline that dragoman parses with", False),
    "dragoman": ("dragoman, all records", True),
    "textacy": ("textacy on that pipeline: direct quotations", True),
    "minilm": ("spaCy and MiniLM-L6 in PyTorch on every sentence", False),
    "llm": ("SmolLM2-135M in PyTorch: one record an article", True),
}
# What a language model is given of the articles: it takes seconds for each.
SLOW = {"llm": 8}
# One thread each, so that seconds are those of one core.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
ONE_THREAD = {**dict.fromkeys(_THREADS, "1"), "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"}
ROUND = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has the peers")
    parser.add_argument("--quotations", type=Path, help="a folder with dev.jsonl.gz and score_statements.py")
    parser.add_argument("--documents", type=int, default=48, help="how many articles")
    parser.add_argument("--only", default=",".join(PEERS), help="peers to run, of " + ", ".join(PEERS))
    options = parser.parse_args()
    articles = read_articles(options.quotations)[: options.documents]
    words = sum(len(article["text"].split()) for article in articles)
    print(f"{date.today()}, {len(articles)} articles of {words // len(articles)} words, {machine()}")
    with tempfile.TemporaryDirectory() as folder:
        results = {
            name: run(name, options.python if name != "dragoman" else sys.executable, articles, Path(folder), options)
            for name in options.only.split(",")
        }
    print(table(results))


def read_articles(folder: Path | None) -> list[dict[str, Any]]:
    if folder is None:
        return [json.loads(p.read_text(encoding="utf-8"))["document"] for p in sorted((HERE / "gold").glob("*.json"))]
    return [json.loads(line) for line in gzip.decompress((folder / "dev.jsonl.gz").read_bytes()).splitlines()]


def machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f} before the run" if hasattr(os, "getloadavg") else ""
    return f"{platform.machine()}, {os.cpu_count()} cores{load}"


def run(
    name: str, python: str, articles: list[dict[str, Any]], folder: Path, options: argparse.Namespace
) -> dict[str, Any]:
    """A peer's measures, or {"skipped": why}."""
    own = articles[: SLOW.get(name, len(articles))]
    texts, found = folder / f"{name}.in.jsonl", folder / f"{name}.out.jsonl"
    fields = ("id", "text", "published_at")
    texts.write_text("".join(json.dumps({k: a.get(k) for k in fields}) + "\n" for a in own), encoding="utf-8")
    command = [python, str(HERE / "peer_runs.py"), name, str(texts), str(found)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **ONE_THREAD})
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        return {"skipped": lines[-1][:120]}
    measures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if options.quotations and PEERS[name][1]:
        measures["quotations"] = quality(options.quotations, own, found, folder)
    return measures


def quality(scorer: Path, articles: list[dict[str, Any]], found: Path, folder: Path) -> dict[str, float]:
    """Precision of attributions, and recall of the direct ones, which all can find."""
    gold = folder / "gold.jsonl"
    gold.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    command = [sys.executable, str(scorer / "score_statements.py"), str(gold), str(found), "--json"]
    scores = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["scores"]
    overlap, direct = scores["attribution_overlap"], scores["rec_direct"]
    return {"precision": overlap["P"], "recall": overlap["R"], "direct": direct["R"]}


def table(results: dict[str, dict[str, Any]]) -> str:
    lines = [
        "",
        "| | documents | documents a core-second | time, bare spaCy = 1 | peak memory, MiB "
        "| attributions: precision | recall | of direct ones |",
        "|---|---|---|---|---|---|---|---|",
    ]
    bare = results.get("spacy", {})
    for name, result in results.items():
        what = PEERS[name][0]
        if "skipped" in result:
            lines.append(f"| {what} | skipped: {result['skipped']} | | | | | | |")
            continue
        each = result["seconds"] / result["documents"]
        # over the same documents: a slow peer gets fewer
        own = sum(bare["each"][: result["documents"]]) if "each" in bare else None
        ratio = f"{result['seconds'] / own:.2f}" if own else ""
        quotations = result.get("quotations", {})
        scores = " | ".join(
            f"{quotations[key]:.{ROUND}f}" if key in quotations else "" for key in ("precision", "recall", "direct")
        )
        memory = f"{result['peak']:.0f}"
        lines.append(f"| {what} | {result['documents']} | {1 / each:.2f} | {ratio} | {memory} | {scores} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
