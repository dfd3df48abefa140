"""The conditions that a page's address holds, to be shown and taken out one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .filters import Filter


def taken(
    chosen: Filter, labels: Mapping[str, str], worded: Callable[[str, Any], str], address: Callable[..., str]
) -> list[tuple[str, str, str]]:
    """Each condition in force: its name, its value in words, the address without it."""
    found = []
    for name, value in chosen.model_dump(exclude_none=True, exclude_defaults=True).items():
        for one in value if isinstance(value, list) else [value]:
            rest = [v for v in value if v != one] if isinstance(value, list) else None
            found.append((labels[name], worded(name, one), address(**{name: rest or None})))
    return found
