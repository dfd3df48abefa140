"""How fast the pages are while many look at them: p95 of desk, article and API, first paint, weight.

    python benchmarks/web.py LEDGER [--users 20] [--seconds 30]

LEDGER is a large one, as benchmarks/ledger.py makes.  A server of its own is started for it; the users are in another
process, each asking for one address after the other, filters drawn by chance, with a moment in between.  A file of the
static folder is asked for in the same mix: what it takes is what the machine takes for anything at all.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import defaultdict
from typing import Any
from urllib.parse import quote

import httpx

from dragoman.ledger import Ledger

TYPES = ("ASSAULT", "COERCE", "PROTEST", "CONSULT", "REJECT", "THREATEN", "SANCTION", "AID")
# Addresses of each kind are drawn with these weights.
MIX = {"static": 1, "desk": 1, "desk, filtered": 2, "article": 3, "events": 3, "review": 0.3}
_STATIC = "/static/base.css"
# What is painted is told a moment after the page is loaded.
_PAINTED = """() => new Promise((told) => new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) { if (entry.name === "first-contentful-paint") { told(entry.startTime); } }
}).observe({ type: "paint", buffered: true }))"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("ledger")
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30.0)
    options = parser.parse_args()
    facts = _facts(options.ledger)
    print(f"{facts['documents']:,} documents, {facts['events']:,} events; load average {os.getloadavg()[0]:.1f}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = "from dragoman.cli import main; main()"
    server = subprocess.Popen(
        [sys.executable, "-c", command, "serve", "--ledger", options.ledger, "--port", str(port)],
        stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        _await(base)
        _first(base, facts)
        asyncio.run(_load(base, facts, options.users, options.seconds))
        _weights(base, facts)
        _paint(base, facts)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)


def _facts(path: str) -> dict[str, Any]:
    ledger = Ledger(path)
    counts = "SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM events) AS events"
    pick = "SELECT document FROM documents WHERE number % 97 = 0 LIMIT 400"
    countries = (
        "SELECT actor_country AS country FROM events WHERE actor_country IS NOT NULL AND length(actor_country) = 3"
        " GROUP BY 1 ORDER BY count(*) DESC LIMIT 20"
    )
    return ledger.sql(counts).rows()[0] | {
        "articles": [row["document"] for row in ledger.sql(pick).rows()],
        "countries": [row["country"] for row in ledger.sql(countries).rows()],
    }


def _address(kind: str, facts: dict[str, Any], rng: random.Random) -> str:
    if kind == "static":
        return _STATIC
    if kind == "desk":
        return "/"
    if kind == "review":
        return "/review"
    if kind == "article":
        return f"/articles/{quote(rng.choice(facts['articles']), safe='')}"
    asked = [f"country={rng.choice(facts['countries'])}"]
    if rng.random() < 0.5:
        asked.append(f"type={rng.choice(TYPES)}")
    if rng.random() < 0.5:
        asked.append(f"since={rng.randrange(2018, 2024)}-{rng.randrange(1, 13):02d}-01")
    query = "&".join(asked)
    return f"/?{query}" if kind == "desk, filtered" else f"/api/v1/events?{query}&limit=50"


def _await(base: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            httpx.get(base + _STATIC)
            return
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _first(base: str, facts: dict[str, Any]) -> None:
    """Each kind asked for once, alone, with nothing kept."""
    rng = random.Random(1)
    for kind in MIX:
        address = _address(kind, facts, rng)
        began = time.perf_counter()
        httpx.get(base + address, timeout=60)
        print(f"alone: {kind:16} {1000 * (time.perf_counter() - began):6.0f} ms  {address[:80]}")


async def _load(base: str, facts: dict[str, Any], users: int, seconds: float) -> None:
    took: dict[str, list[float]] = defaultdict(list)
    failed: dict[str, int] = defaultdict(int)
    until = time.monotonic() + seconds

    async def user(number: int) -> None:
        rng = random.Random(number)
        async with httpx.AsyncClient(base_url=base, timeout=60) as client:
            while time.monotonic() < until:
                kind = rng.choices(list(MIX), list(MIX.values()))[0]
                address = _address(kind, facts, rng)
                began = time.perf_counter()
                answer = await client.get(address)
                took[kind].append(time.perf_counter() - began)
                failed[kind] += answer.status_code != 200
                # somebody who looks at a page looks for a moment
                await asyncio.sleep(rng.uniform(0.2, 1.0))

    await asyncio.gather(*(user(number) for number in range(users)))
    print(f"{users} users for {seconds:g} s; load average {os.getloadavg()[0]:.1f}")
    for kind in MIX:
        times = sorted(took[kind])
        if times:
            middle, late = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))]
            print(f"{kind:16} {len(times):5} asked, median {1000 * middle:6.0f} ms, p95 {1000 * late:6.0f} ms, "
                  f"{failed[kind]} failed")  # fmt: skip


def _weights(base: str, facts: dict[str, Any]) -> None:
    """Bytes of a page with all that it loads, squeezed."""
    for kind in ("desk", "article", "review"):
        page = httpx.get(base + _address(kind, facts, random.Random(2)), timeout=60).content
        parts = re.findall(rb'(?:src|href)="(/static/[^"]+)"', page)
        loaded = [httpx.get(base + part.decode()).content for part in parts]
        total = sum(len(gzip.compress(part, 5)) for part in (page, *loaded))
        print(f"weight of {kind}: {total / 1000:.0f} KB squeezed, {sum(map(len, (page, *loaded))) / 1000:.0f} KB plain")


def _paint(base: str, facts: dict[str, Any]) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("first paint: no chromium here")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = running.chromium.launch(executable_path=chromium, args=options)
        for kind in ("static", "desk", "article", "review"):
            found = []
            for seed in range(5):
                page = browser.new_context().new_page()
                page.goto(base + _address(kind, facts, random.Random(seed)))
                found.append(page.evaluate(_PAINTED))
                page.context.close()
            print(f"first paint of {kind}: {sorted(found)[2]:.0f} ms (median of {len(found)})")
        browser.close()


if __name__ == "__main__":
    main()
