"""Debian's chromium on a server of ours: what a page does wrong fails the test that opened it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from dragoman.ledger import Ledger
from dragoman.web.app import create_app

CHROMIUM = shutil.which("chromium")


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of a server over a ledger's file, in a thread of its own."""
    config = uvicorn.Config(create_app(Ledger(path, wait=2.0)), port=0, log_level="warning", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, or a skip where Debian's chromium is not installed (.ci/run installs it)."""
    if CHROMIUM is None:
        pytest.skip("no chromium; apt-get install chromium")
    from playwright.sync_api import sync_playwright

    # root may not use the sandbox; what is opened is our own server
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


Tab = Callable[..., Any]


@contextmanager
def tabs(browser: Any, base: str) -> Iterator[Tab]:
    """Opens tabs at addresses; at the end nothing may have gone wrong in any, nor been asked of another host."""
    faults: list[str] = []
    contexts: list[Any] = []

    def opened(path: str = "/", *, dark: bool = False, width: int = 1280) -> Any:
        scheme = "dark" if dark else "light"
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda r: None if r.url.startswith(base) else faults.append(f"request {r.url}"))
        page.set_default_timeout(10_000)
        page.goto(base + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults
