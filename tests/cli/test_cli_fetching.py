"""`dragoman ingest --fetch` as a program: only when it is asked to, one clear line for what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.test_cli import run
from tests.fetching.conftest import PAGE, Site, serving


@pytest.fixture(scope="module")
def wire() -> Iterator[Site]:
    """A feed of two articles, of which one is gone."""
    with serving() as site:
        site.page("/a", PAGE)
        items = "".join(f"<item><title>t</title><link>/{path}</link></item>" for path in ("a", "gone"))
        site.page("/feed.xml", f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>", "text/xml")
        yield site


def test_a_feed_comes_into_the_ledger_once(wire: Site, tmp_path: Path) -> None:
    command = ("ingest", "--fetch", "--allow-private", "--pause", "0", wire.url("/feed.xml"))
    done = run(*command, cwd=tmp_path)
    assert done.returncode == 1, done.stderr.decode()
    said = done.stdout.decode().splitlines()
    assert said[0].startswith("1 stored, 1 failed in ")
    assert said[1] == "failed: 1 http-status; they stay in the ledger, dragoman ingest --retry --fetch tries them again"
    assert said[2].strip() == f"{wire.url('/gone')}: the server answered 404; it is gone"
    assert done.stderr.decode() == "ledger: dragoman.duckdb\n"

    done = run(*command, cwd=tmp_path)
    assert done.returncode == 0
    said = done.stdout.decode().splitlines()
    assert said[0].startswith("1 there already in ")
    assert said[1] == "1 failed before and were left alone; --retry tries them again"

    done = run("ingest", "--retry", cwd=tmp_path)
    assert done.returncode == 0
    assert "1 addresses failed before; add --fetch to try those, too" in done.stderr.decode()
    wire.page("/gone", PAGE.replace("14", "15"))
    done = run("ingest", "--retry", "--fetch", "--allow-private", "--pause", "0", cwd=tmp_path)
    assert (done.returncode, done.stdout[:8]) == (0, b"1 stored")


def test_nothing_private_without_leave(wire: Site, tmp_path: Path) -> None:
    asked = len(wire.asked)
    done = run("ingest", "--fetch", wire.url("/a"), cwd=tmp_path)
    assert done.returncode == 1
    assert "127.0.0.1, which is not public (loopback); allow such (--allow-private)" in done.stdout.decode()
    assert len(wire.asked) == asked


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("https://news.example/feed.xml",), "https://news.example/feed.xml is an address; add --fetch to fetch it"),
        (("https://me:secret@news.example/",), "https://***@news.example/ is an address; add --fetch to fetch it"),
        (
            ("--fetch", "https://me:secret@news.example/"),
            "https://***@news.example/: user name or password in the address",
        ),
        (("--fetch", "file:///etc/passwd"), "file:///etc/passwd: file scheme; only http and https are fetched"),
        (("--fetch", "reports/"), "nothing to fetch; name the address of a page or a feed"),
        (("--fetch",), "nothing to fetch; name the address of a page or a feed"),
        (("reports/", "--allow-private"), "--allow-private is for addresses; add --fetch"),
        (("--fetch", "http://a.example/", "--contact", "a\nb"), "a contact is an address on one line"),
    ],
)
def test_wrong_usage_is_said_in_a_line(words: tuple[str, ...], line: str, tmp_path: Path) -> None:
    done = run("ingest", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"dragoman: {line}")
    assert len(done.stderr.decode().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
