"""Artefacts: the files of the learned models, checked against the manifest before they are used."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from ..errors import ArtefactError

_FOLDER = "artefacts"


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of a model: its path and the SHA-256 that the manifest gives for it."""

    path: Path
    sha256: str


def has_model(name: str, folder: Path | None = None) -> bool:
    """Whether the installation (or a folder that a training wrote) holds a model of this name."""
    return name in _manifest(folder)


def open_model(name: str, folder: Path | None = None) -> dict[str, Artefact]:
    """The files of a model by their role ("weights", "tokenizer"); raises `ArtefactError` for a damaged one."""
    entry = model_entry(name, folder)
    try:
        listed = {role: (str(file["path"]), str(file["sha256"])) for role, file in entry["files"].items()}
    except (LookupError, TypeError, AttributeError) as error:
        raise ArtefactError(f"manifest.json is damaged: no files for the model {name!r}; {_cure(folder)}") from error
    return {role: _checked(name, path, sha256, folder) for role, (path, sha256) in listed.items()}


def model_entry(name: str, folder: Path | None = None) -> dict[str, Any]:
    """What the manifest says of a model: version, files and, for some, labels; raises `ArtefactError` if none."""
    entry = _manifest(folder).get(name)
    if entry is None:
        where = f"{folder} holds no model {name!r}" if folder else f"the model {name!r} is not part of the installation"
        raise ArtefactError(f"{where}; {_cure(folder)}")
    return entry


def model_version(name: str, folder: Path | None = None) -> str:
    """Version and first 12 hex digits of the weights' checksum, for the record's `coder` field."""
    entry = model_entry(name, folder)
    return f"{entry['version']} sha256:{entry['files']['weights']['sha256'][:12]}"


def _root(folder: Path | None) -> Traversable:
    return folder or files(__package__) / _FOLDER


def _cure(folder: Path | None) -> str:
    return "make it with `dragoman train`" if folder else "install dragoman again"


def _manifest(folder: Path | None) -> dict[str, dict[str, Any]]:
    manifest = _root(folder) / "manifest.json"
    if not manifest.is_file():
        if folder is None:
            raise ArtefactError(f"manifest.json of the models is missing; {_cure(folder)}")
        return {}
    try:
        found: dict[str, dict[str, Any]] = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ArtefactError(f"manifest.json is damaged: {error}; {_cure(folder)}") from error
    if not isinstance(found, dict):
        raise ArtefactError(f"manifest.json is damaged: no object of models; {_cure(folder)}")
    return found


def _checked(name: str, path: str, sha256: str, folder: Path | None) -> Artefact:
    with as_file(_root(folder) / path) as real:
        try:
            found = hashlib.sha256(real.read_bytes()).hexdigest()
        except OSError as error:
            raise ArtefactError(f"{path} of the model {name!r} cannot be read: {error}; {_cure(folder)}") from error
        if found != sha256:
            raise ArtefactError(
                f"{path} of the model {name!r} is damaged: its checksum is {found[:12]}…, {sha256[:12]}… expected; "
                f"{_cure(folder)}"
            )
        return Artefact(real, sha256)
