"""Rows of `following` in and out of the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from .stores import Connection


def weave_lives(connection: Connection, numbers: Sequence[int]) -> None:
    """To come."""
