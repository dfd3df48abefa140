"""Docs cannot rot: every code, command and option that the program has is documented, and no more."""

from __future__ import annotations

import re
from pathlib import Path

import dragoman
from dragoman.cli import cli
from dragoman.errors import ERROR_CODES, WARNING_CODES

ROOT = Path(__file__).resolve().parents[1]


def test_every_error_and_warning_is_documented() -> None:
    documented = set(re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8"), re.M))
    assert documented == set(ERROR_CODES) | set(WARNING_CODES)


def test_every_command_is_documented() -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])
    for name in cli.list_commands(None):  # type: ignore[arg-type]
        assert f"dragoman {name}" in text, name


def test_the_readme_names_the_two_commands_first() -> None:
    top = (ROOT / "README.md").read_text(encoding="utf-8")[:700]
    assert "make demo" in top
    assert "make test" in top


def test_links_between_docs_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} → {target}"


def test_public_names_exist_and_are_listed() -> None:
    assert all(hasattr(dragoman, name) for name in dragoman.__all__)
    assert {"Coder", "Settings", "to_json", "from_json", "InputError"} <= set(dragoman.__all__)
