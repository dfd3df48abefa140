"""What workers do in tests, instead of coding: by the words of the text."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from dragoman.errors import ArtefactError
from dragoman.records import Coded, CoderInfo, Reading

INFO = CoderInfo(program="dragoman", version="0", registry="0", models={})


def make_work(folder: str) -> Callable[[Reading], Coded]:
    """folder: where a worker leaves its number, and what has been tried."""
    (Path(folder) / f"worker-{os.getpid()}").touch()
    if (Path(folder) / "broken").exists():
        raise RuntimeError("no models here")
    if (Path(folder) / "spoilt").exists():
        raise ArtefactError("the weights are damaged; install dragoman again")

    def work(reading: Reading) -> Coded:
        document = reading.document
        order, _, amount = document.text.partition(" ")
        if order == "sleep":
            time.sleep(float(amount))
        elif order == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        elif order == "die-once" and not (mark := Path(folder) / f"tried-{document.id}").exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        elif order == "no-memory":
            raise MemoryError
        return Coded(
            coder=INFO, document=document, actors=[], statements=[], events=[], commitments=[], times=[], places=[],
            warnings=[],
        )  # fmt: skip

    return work
