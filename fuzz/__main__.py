"""python -m fuzz [--seconds N] [--seed N]: Hypothesis, and atheris where it is installed, share the time.

Ends with status 1 where a law is broken; the smallest input that breaks it is written beside fuzz/, and becomes a row
of a test once it is understood.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings

from dragoman import Coder
from dragoman.reading import read_text
from dragoman.records import Reading

from .inputs import FILES, TEXTS
from .laws import code, read

# Examples of one target at once; then the next target has its turn.
_EXAMPLES = 40
_FOUND = Path(__file__).parent / "found"


def main() -> int:
    """Status 0 where every law held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    given_by_user = parser.parse_args()
    has_atheris = importlib.util.find_spec("atheris") is not None
    share = given_by_user.seconds / 2 if has_atheris else given_by_user.seconds
    broken = _hypothesis(share, given_by_user.seed)
    if not has_atheris:
        print("atheris: not installed here, skipped (requirements-fuzz.lock)")
    elif not broken:
        broken = _atheris(share)
    return int(broken)


def _hypothesis(seconds: float, first: int) -> bool:
    coder = Coder()
    runs = {"readers": 0, "coder": 0}
    last: list[bytes] = [b""]

    def readers(file: tuple[str, bytes]) -> None:
        kind, last[0] = file
        runs["readers"] += 1
        for item in read(kind, file[1])[:3]:
            if isinstance(item, Reading) and len(item.document.text) < 2_000:
                code(coder, item)

    def texts(text: str) -> None:
        if text.strip("\ufeff").strip():
            last[0] = text.encode("utf-8", errors="surrogatepass")
            runs["coder"] += 1
            code(coder, read_text(text, published_at="2021-03-04T10:00:00+05:30", language="en"))

    until, number = time.monotonic() + seconds, first
    while time.monotonic() < until:
        for function, inputs in ((readers, FILES), (texts, TEXTS)):
            if _broken(_bounded(function, inputs, number, until), last):
                print(f"hypothesis: broken with --seed {first}, after {runs}")
                return True
        number += 1
    print(f"hypothesis: {runs['readers']:,} files, {runs['coder']:,} texts, seed {first}: every law held")
    return False


def _bounded(function: Callable[..., None], inputs: object, number: int, until: float) -> Callable[[], None]:
    """A test of some examples, which passes over those that come when the time is up, unless one has failed."""
    failed = False

    def in_time(value: object) -> None:
        nonlocal failed
        if failed or time.monotonic() < until:
            try:
                function(value)
            except BaseException:
                failed = True
                raise

    checks = (
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    )
    bounds = settings(max_examples=_EXAMPLES, deadline=None, database=None, suppress_health_check=checks)
    test: Callable[[], None] = seed(number)(bounds(given(inputs)(in_time)))  # type: ignore[arg-type]
    return test


def _broken(test: Callable[[], None], last: list[bytes]) -> bool:
    try:
        test()
    except Exception:
        traceback.print_exc()
        _FOUND.mkdir(exist_ok=True)
        # Hypothesis runs the smallest last
        (_FOUND / "hypothesis").write_bytes(last[0])
        return True
    return False


def _atheris(seconds: float) -> bool:
    """In a process of its own, as libFuzzer ends the one that it runs in."""
    _FOUND.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "fuzz.guided", f"-max_total_time={seconds:.0f}", f"-artifact_prefix={_FOUND}/"]
    return subprocess.run(command, check=False).returncode != 0


if __name__ == "__main__":
    sys.exit(main())
