"""python -m fuzz.guided [options of libFuzzer]: readers under atheris, guided by the branches that an input takes.

The first byte of an input says as what kind of file the rest is read.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dragoman.reading", "trafilatura", "feedparser", "warcio"]):
    from .laws import KINDS, read


def one_input(data: bytes) -> None:
    if data:
        read(KINDS[data[0] % len(KINDS)], data[1:])


def main() -> None:
    corpus = Path(tempfile.mkdtemp(prefix="dragoman-fuzz-corpus-"))
    for path in (Path(__file__).parent / "seeds").iterdir():
        for number, kind in enumerate(KINDS):
            if kind in ("auto", path.stem):
                (corpus / f"{path.stem}-{kind}").write_bytes(bytes([number]) + path.read_bytes())
    bounds = ["-max_len=40000", "-len_control=0", "-timeout=60", "-rss_limit_mb=3000", "-close_fd_mask=0"]
    atheris.Setup([sys.argv[0], *bounds, *sys.argv[1:], str(corpus)], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
