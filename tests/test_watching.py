"""A watch takes in what is new, leaves alone what is not, says what goes wrong, and ends between documents."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.fetching.conftest import PAGE, Waiting, fetcher, serving

from dragoman.errors import LedgerError
from dragoman.fetching import Visit, Visitor
from dragoman.ingesting import Plan, met_in
from dragoman.ledger import Ledger, open_store
from dragoman.reading import Item, read_items
from dragoman.records import Coded, CoderInfo, Failed, Failure, Reading
from dragoman.settings import Settings
from dragoman.watching import Stop, Watch

ARTICLE = "NIAMEY, March 5, 2024 (Sahel Wire) - Chad and Niger signed a border security agreement on Tuesday.\n"


def plainly(items: Iterator[Reading | Failure]) -> Iterator[Coded | Failed]:
    """Stands for coding."""
    info = CoderInfo(program="dragoman", version="0", registry="0", models={})
    for item in items:
        if isinstance(item, Failure):
            yield Failed.of(item)
            continue
        yield Coded(
            coder=info, document=item.document, actors=[], statements=[], events=[], commitments=[], times=[],
            places=[], warnings=[],
        )  # fmt: skip


class Desk:
    """A watch whose rounds are called one by one.  said: its lines.  read: the files that were opened."""

    def __init__(self, folder: Path, *paths: str, addresses: Sequence[str] = ()) -> None:
        self.said: list[str] = []
        self.read: list[str] = []
        self.ledger = str(folder / "l.duckdb")
        self.store = open_store(self.ledger, wait=1)
        self.fetcher = fetcher(Waiting())
        self.watch = Watch(
            paths=paths,
            addresses=addresses,
            store=self.store,
            plan=Plan(code=plainly),
            read_files=self._read_files,
            read_addresses=self._read_addresses,
            every=60,
            said=self.said.append,
        )

    def round(self) -> list[str]:
        """The lines of one more round."""
        self.said.clear()
        self.read.clear()
        self.watch.run(once=True)
        return list(self.said)

    def count(self) -> int:
        return len(Ledger(self.ledger).documents().rows())

    def _read_files(self, paths: Sequence[str]) -> Iterator[Item]:
        self.read += paths
        return read_items(paths, settings=Settings(), leave_out=self.store.files)

    def _read_addresses(self, addresses: Sequence[str], visit: Visit) -> Iterator[Item]:
        visitor = Visitor(fetcher=self.fetcher, limit=1_000_000, met=met_in(self.store), visit=visit)
        return visitor.read(addresses)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.watching._SETTLES_SECONDS", 0.0)


def test_new_and_changed_files_are_taken_in_and_no_other_is_opened(tmp_path: Path) -> None:
    news = tmp_path / "news"
    (news / "deep").mkdir(parents=True)
    (news / "a.txt").write_text(ARTICLE)
    (news / "deep" / "b.txt").write_text(" ")
    desk = Desk(tmp_path, str(news))
    assert desk.round() == [
        "1 stored, 1 failed",
        f"  {news}/deep/b.txt: no text but white space; leave the document out or give its text",
    ]
    assert desk.round() == []
    assert desk.read == []
    (news / "deep" / "b.txt").write_text(ARTICLE.replace("Chad", "Mali"))
    (news / "c.jsonl").write_text('{"id": "x", "text": "Peru recalled its envoy."}\n')
    assert desk.round() == ["2 stored"]
    assert desk.read == [f"{news}/c.jsonl", f"{news}/deep/b.txt"]
    assert Ledger(desk.ledger).view("failures").rows() == []
    (news / "c.jsonl").write_text('{"id": "x", "text": "Peru recalled two envoys."}\n')
    assert desk.round() == ["1 revised"]
    # touched, not changed: read, and passed over
    os.utime(news / "a.txt", (1, 1))
    assert desk.round() == []
    assert desk.read == [f"{news}/a.txt"]
    # another watch on the same ledger takes it up where it stands
    again = Desk(tmp_path, str(news))
    assert again.round() == []
    assert len(again.read) == 3
    assert again.count() == 3


def test_a_file_that_is_being_written_waits_for_the_next_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "growing.txt"
    path.write_text(ARTICLE[:40])
    desk = Desk(tmp_path, str(path))
    with monkeypatch.context() as patched:
        patched.setattr(desk.watch.stop, "sleep", lambda _: path.write_text(ARTICLE))
        assert desk.round() == []
    assert desk.round() == ["1 stored"]


def test_a_folder_that_vanishes_and_comes_back(tmp_path: Path) -> None:
    news, gone = tmp_path / "news", tmp_path / "gone"
    news.mkdir()
    (news / "a.txt").write_text(ARTICLE)
    desk = Desk(tmp_path, str(gone), str(news))
    assert desk.round() == [f"{gone}: not there; looked for in each round", "1 stored"]
    news.rename(gone)
    assert desk.round() == [f"{gone}: there again", f"{news}: not there; looked for in each round"]
    assert desk.round() == []
    assert desk.count() == 1


def test_a_file_that_goes_before_it_is_read_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    desk = Desk(tmp_path, str(path))
    monkeypatch.setattr("dragoman.watching._looks", lambda *_: {str(path): (1, 1), str(tmp_path / "b.txt"): (1, 1)})
    monkeypatch.setattr("dragoman.watching._look_at", lambda _: (1, 1))
    assert desk.round() == ["1 stored"]


def test_the_clock_may_go_back(tmp_path: Path) -> None:
    """Times of files are compared with themselves: older is other, and future is no matter."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "x", "text": "Peru recalled its envoy."}\n')
    os.utime(path, (4_000_000_000, 4_000_000_000))
    desk = Desk(tmp_path, str(path))
    assert desk.round() == ["1 stored"]
    path.write_text('{"id": "x", "text": "Peru recalled an envoy."}\n')
    os.utime(path, (1_000_000, 1_000_000))
    assert desk.round() == ["1 revised"]


def test_a_feed_is_asked_in_each_round_and_its_articles_once(tmp_path: Path) -> None:
    with serving() as site:
        site.page("/a", PAGE)
        site.page("/b", PAGE.replace("14", "15"))
        feed = "<rss version='2.0'><channel><title>Wire</title>{}</channel></rss>"
        item = "<item><title>t</title><link>/{}</link></item>"
        site.page("/feed.xml", feed.format(item.format("a")), "text/xml")
        desk = Desk(tmp_path, addresses=[site.url("/feed.xml"), site.url("/dead.xml")])
        assert desk.round() == [
            "1 stored",
            f"{site.url('/dead.xml')}: the server answered 404; it is gone; asked again later",
        ]
        assert Ledger(desk.ledger).view("failures").rows() == []
        site.page("/feed.xml", feed.format(item.format("a") + item.format("b")), "text/xml")
        assert desk.round() == ["1 stored"]
        # the one that failed is not asked again at once
        assert site.paths == ["/feed.xml", "/a", "/dead.xml", "/feed.xml", "/b"]
        site.page("/dead.xml", feed.format(""), "text/xml")
        desk.watch._feeds[site.url("/dead.xml")].due = 0.0
        assert desk.round() == [f"{site.url('/dead.xml')}: answers again"]


def test_a_ledger_that_fails_ends_the_first_round_and_no_later_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    with pytest.raises(LedgerError, match="cannot be"):
        Desk(tmp_path / "no" / "folder", str(path)).round()
    desk = Desk(tmp_path, str(path))
    assert desk.round() == ["1 stored"]
    (tmp_path / "a.txt").write_text(ARTICLE.replace("Chad", "Mali"))

    def full() -> object:
        raise LedgerError("l.duckdb: cannot be written (no space); check disk and file")

    with monkeypatch.context() as patched:
        patched.setattr(desk.store, "write", full)
        assert desk.round() == [
            "l.duckdb: cannot be written (no space); check disk and file; the next round tries again"
        ]
    assert desk.round() == ["1 stored"]


def test_a_signal_ends_it_between_two_documents_and_what_is_coded_is_kept(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text("".join(f'{{"id": "n{n}", "text": "Peru left. {n}"}}\n' for n in range(9)))
    desk = Desk(tmp_path, str(tmp_path / "many.jsonl"))

    def slowly(items: Iterator[Reading | Failure]) -> Iterator[Coded | Failed]:
        for number, record in enumerate(plainly(items)):
            if number == 3:
                signal.raise_signal(signal.SIGTERM)
            yield record

    desk.watch.plan = Plan(code=slowly)
    with desk.watch.stop.listening():
        assert desk.watch.run() is True
    assert desk.said == ["4 stored"]
    assert desk.count() == 4
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert Desk(tmp_path, str(tmp_path / "many.jsonl")).round() == ["5 stored"]


def test_a_signal_ends_a_wait_at_once() -> None:
    stop = Stop()
    began = time.monotonic()
    with stop.listening(), pytest.raises(KeyboardInterrupt):
        threading.Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        stop.sleep(30)
    assert time.monotonic() - began < 5


def command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from dragoman.cli import main; main()", "watch", *words]


def test_the_program_follows_a_folder_until_it_is_told_to_end(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(ARTICLE)
    words = ("news", "--ledger", "l.duckdb", "--every", "0.2", "--workers", "0")
    run = subprocess.Popen(
        command(*words), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert run.stdout
    assert run.stdout.readline().rstrip().endswith("Z 1 stored")
    (news / "b.txt").write_text(ARTICLE.replace("Chad", "Mali"))
    assert run.stdout.readline().rstrip().endswith("Z 1 stored")
    run.send_signal(signal.SIGTERM)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (0, "")
    assert err.splitlines() == ["ledger: l.duckdb", "stopped"]
    once = subprocess.run(command(*words, "gone", "--once"), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert once.returncode == 1
    assert once.stdout.rstrip().endswith("gone: not there; looked for in each round")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("-",), "standard input cannot be watched"),
        (("https://news.example/f.xml",), "https://news.example/f.xml is an address; add --fetch"),
        (("https://news.example/f.xml", "--fetch", "--every", "5"), "--every 5 is too often for servers of others"),
        (("x", "--fetch"), "nothing to fetch; name the address of a page or a feed"),
    ],
)
def test_wrong_usage_is_one_line(words: tuple[str, ...], line: str, tmp_path: Path) -> None:
    done = subprocess.run(command(*words), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"dragoman: {line}")
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
