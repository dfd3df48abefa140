"""Artefacts: the files of the learned models, checked against the manifest before they are used."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from ..errors import ArtefactError

_FOLDER = "artefacts"


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of a model: its path and the SHA-256 that the manifest gives for it."""

    path: Path
    sha256: str


def has_model(name: str) -> bool:
    """Whether the installation ships a model of this name."""
    return name in _manifest()


def open_model(name: str) -> dict[str, Artefact]:
    """The files of a model by their role ("weights", "tokenizer"); raises `ArtefactError` for a damaged one."""
    entry = _manifest().get(name)
    if entry is None:
        raise ArtefactError(f"the model {name!r} is not part of this installation; install dragoman again")
    return {role: _checked(name, file["path"], file["sha256"]) for role, file in entry["files"].items()}


def model_version(name: str) -> str:
    """Version and first 12 hex digits of the weights' checksum, for the record's `coder` field."""
    entry = _manifest()[name]
    return f"{entry['version']} sha256:{entry['files']['weights']['sha256'][:12]}"


def _manifest() -> dict[str, dict]:  # type: ignore[type-arg]
    manifest = files(__package__) / _FOLDER / "manifest.json"
    if not manifest.is_file():
        return {}
    found: dict[str, dict] = json.loads(manifest.read_text(encoding="utf-8"))  # type: ignore[type-arg]
    return found


def _checked(name: str, path: str, sha256: str) -> Artefact:
    with as_file(files(__package__) / _FOLDER / path) as real:
        try:
            found = hashlib.sha256(real.read_bytes()).hexdigest()
        except OSError as error:
            raise ArtefactError(
                f"{path} of the model {name!r} cannot be read: {error}; install dragoman again"
            ) from error
        if found != sha256:
            raise ArtefactError(
                f"{path} of the model {name!r} is damaged: its checksum is {found[:12]}…, {sha256[:12]}… expected; "
                "install dragoman again"
            )
        return Artefact(real, sha256)
