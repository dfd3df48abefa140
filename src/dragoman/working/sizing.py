"""How many processes a machine can feed."""

from __future__ import annotations

import os
from pathlib import Path

# Models, registry and gazetteer of one process, and room for a long document.
_BYTES_EACH = 1_500_000_000
# Where a container's memory is bounded, by version of the interface.
_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def crew_size() -> int:
    """One process a core, as far as memory goes; at least one."""
    memory = _memory()
    return max(1, min(cores(), memory // _BYTES_EACH if memory else cores()))


def _memory() -> int | None:
    """Bytes of memory of the machine, or of the container where that is less."""
    known = []
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        known.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    for limit in _LIMITS:
        try:
            written = Path(limit).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
        if written.isdigit():
            known.append(int(written))
    return min(known, default=None)
