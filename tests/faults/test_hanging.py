"""Documents that take a parser or the coder too long, or more memory than there is: an error record each, in time."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from dragoman import Coder
from dragoman.errors import InputError
from dragoman.reading import read_here, read_html
from dragoman.records import Coded, Failed
from dragoman.working import Aside

# libxml2 compares each attribute of a tag with all before it.
ATTRIBUTES = "<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">The army left.</p>"
GOOD = "<p>Peru recalled its envoy from Chile on Monday, the foreign ministry said in Lima.</p>"
BIG = 1_000_000


def sleep(seconds: float) -> str:
    time.sleep(seconds)
    return "awake"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def exhaust() -> None:
    raise MemoryError


def fail() -> None:
    raise KeyError("of a parser")


def test_a_parser_that_hangs_is_ended_and_the_next_document_is_read() -> None:
    with Aside(3.0) as guard:
        assert guard("warm.html", BIG, sleep, 0) == "awake"
        began = time.monotonic()
        with pytest.raises(InputError) as caught:
            guard("slow.html", BIG, sleep, 60)
        assert time.monotonic() - began < 20
        assert caught.value.code == "too-slow"
        assert str(caught.value) == "slow.html: reading took longer than 3 s; raise --seconds, or leave it out"
        assert guard("next.html", BIG, sleep, 0) == "awake"


def test_a_parser_that_takes_its_process_down_fails_alone() -> None:
    with Aside(30) as guard:
        for function, code in ((die, "no-memory"), (exhaust, "no-memory"), (fail, "internal")):
            with pytest.raises(InputError) as caught:
                guard("bad.html", BIG, function)
            assert caught.value.code == code
            assert "\n" not in str(caught.value)
        with pytest.raises(InputError, match="no text but white space"):
            guard("empty.html", BIG, read_html, "<p>", source="empty.html")
        assert guard("good.html", BIG, read_html, GOOD).document.text.startswith("Peru")


def test_an_ended_guard_starts_no_process() -> None:
    guard = Aside(1.0)
    guard.__exit__()
    with pytest.raises(InputError):
        guard("late.html", BIG, sleep, 0)


def test_in_one_process_a_failing_parser_costs_its_document() -> None:
    for function, code in ((exhaust, "no-memory"), (fail, "internal")):
        with pytest.raises(InputError) as caught:
            read_here("bad.html", 1, function)
        assert caught.value.code == code


def test_a_page_that_hangs_the_parser_is_an_error_record(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(ATTRIBUTES)
    (tmp_path / "b.html").write_text(GOOD)
    began = time.monotonic()
    bad, good = Coder().code_files([tmp_path], workers=1, seconds=4.0)
    assert time.monotonic() - began < 60
    assert isinstance(bad, Failed)
    assert bad.error.code == "too-slow"
    assert bad.document.source == str(tmp_path / "a.html")
    assert isinstance(good, Coded)


def test_out_of_memory_in_one_process_costs_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    coder = Coder()
    whole = coder._code

    def code(reading: object) -> Coded:
        if reading.document.text == "large":  # type: ignore[attr-defined]
            raise MemoryError
        return whole(reading)  # type: ignore[arg-type]

    monkeypatch.setattr(coder, "_code", code)
    found = list(coder.pipe([{"text": "large", "id": "x"}, "Peru recalled its envoy."]))
    assert isinstance(found[0], Failed)
    assert found[0].error.code == "no-memory"
    assert found[0].error.message == (
        "x: coding took more memory than there is; split the document, or use fewer workers"
    )
    assert isinstance(found[1], Coded)
