"""Where input lies and output goes: a path that all machines share, or a URL that pyarrow knows (s3://, gs://, …)."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from ..errors import InputError, UsageError
from ..reading import expand

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_WILD = re.compile(r"[*?\[]")
# Stores that show an object only when it is whole, and cannot rename one.
_WHOLE_OR_NOT = frozenset({"s3", "gcs", "abfs"})
_UNFINISHED = ".tmp"


@dataclass(frozen=True)
class Location:
    """A file or folder.  name: as the user gave it; path: what opens it, or the folder it is below, on any machine;
    below: its path there; filesystem: a pyarrow.fs.FileSystem of the caller's own in which it lies, else None."""

    name: str
    path: str
    below: str = ""
    filesystem: Any = None

    @classmethod
    def of(cls, name: str, filesystem: Any = None) -> Location:
        """Raises UsageError where the URL's scheme is not known."""
        if filesystem is None and not _URL.match(name):
            # other machines have another working directory
            return cls(name, str(Path(name).absolute()))
        location = cls(name, name, filesystem=filesystem)
        location.resolved()
        return location

    @property
    def is_local(self) -> bool:
        return self.filesystem is None and not _URL.match(self.path)

    def resolved(self) -> tuple[Any, str]:
        """The file system and the path within it."""
        filesystem, path = (self.filesystem, self.path) if self.filesystem is not None else _from_url(self.path)
        return filesystem, f"{path.rstrip('/')}/{self.below}" if self.below else path

    def child(self, name: str) -> Location:
        # not made into a URL of its own: there, some characters of a name would mean something else
        below = f"{self.below}/{name}" if self.below else name
        return replace(self, name=f"{self.name.rstrip('/')}/{name}", below=below)

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The file, to be read and sought in.  Raises InputError `unreadable`."""
        try:
            if self.is_local:
                handle: Any = Path(self.path, self.below).open("rb")  # noqa: SIM115 - closed below; only opening may fail here
            else:
                filesystem, path = self.resolved()
                handle = filesystem.open_input_file(path)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error).split("\n")[0]
            raise InputError("unreadable", f"{self.name}: cannot be opened ({reason}); check the path") from error
        with handle:
            yield handle

    def read(self) -> bytes:
        """Raises InputError `unreadable`."""
        with self.opened() as file:
            return file.read()

    def size(self) -> int:
        """Bytes; raises InputError `unreadable`."""
        with self.opened() as file:
            return file.seek(0, os.SEEK_END)

    def write(self, fill: Callable[[Any], None]) -> None:
        """Writes the file whole or not at all, in place of one of that name.  fill: writes into an open stream."""
        filesystem, path = self.resolved()
        parent = str(PurePosixPath(path).parent)
        if filesystem.type_name in _WHOLE_OR_NOT:
            with filesystem.open_output_stream(path) as stream:
                fill(stream)
            return
        filesystem.create_dir(parent, recursive=True)
        unfinished = f"{parent}/.{uuid.uuid4().hex}{_UNFINISHED}"
        try:
            with filesystem.open_output_stream(unfinished) as stream:
                fill(stream)
            if filesystem.type_name == "local":
                _to_disk(unfinished)
            filesystem.move(unfinished, path)
        except BaseException:
            with suppress(OSError):
                filesystem.delete_file(unfinished)
            raise

    def files(self, *, recursive: bool = True) -> list[str]:
        """Paths below the folder, relative to it, sorted; none where it does not exist."""
        from pyarrow.fs import FileSelector, FileType

        filesystem, path = self.resolved()
        selector = FileSelector(path, allow_not_found=True, recursive=recursive)
        below = len(path.rstrip("/")) + 1
        return sorted(info.path[below:] for info in filesystem.get_file_info(selector) if info.type == FileType.File)

    def delete(self) -> None:
        """Deletes the file, where there is one."""
        filesystem, path = self.resolved()
        with suppress(FileNotFoundError):
            filesystem.delete_file(path)

    def sweep(self) -> None:
        """Deletes what a run that was killed left half written."""
        for name in self.files():
            if name.endswith(_UNFINISHED):
                self.child(name).delete()


def gather(names: Iterable[str], filesystem: Any = None) -> list[Location]:
    """The files that paths, folders, patterns (`dir/*.parquet`) and URLs of these name, in order, each once.

    Raises UsageError where a folder or a pattern holds none.
    """
    found = [location for name in names for location in _gathered(name, filesystem)]
    return list({location.resolved()[1]: location for location in found}.values())


def _gathered(name: str, filesystem: Any) -> list[Location]:
    if filesystem is None and not _URL.match(name):
        path = Path(name)
        if _WILD.search(name) and not path.exists():
            start, pattern = _halves(name)
            names = sorted(str(p) for p in Path(start).glob(pattern) if p.is_file())
        else:
            names = [file for file in expand([name]) if not Path(file).is_dir()]
        locations = [Location.of(file) for file in names]
    else:
        locations = _remote(name, filesystem)
    if not locations:
        raise UsageError(f"{name} holds no files; name files of JSON Lines or Parquet, a folder or a pattern of them")
    return locations


def _remote(name: str, filesystem: Any) -> list[Location]:
    from pyarrow.fs import FileType

    if _WILD.search(name):
        start, pattern = _halves(name)
        root = Location.of(start, filesystem)
        return [root.child(file) for file in root.files() if _matches(file, pattern)]
    location = Location.of(name, filesystem)
    storage, path = location.resolved()
    if storage.get_file_info(path).type == FileType.Directory:
        shown = [file for file in location.files() if not any(part.startswith(".") for part in file.split("/"))]
        return [location.child(file) for file in shown]
    return [location]


def _matches(file: str, pattern: str) -> bool:
    """Whether a path below a folder is of a pattern; ** stands for any folders."""
    deep = "**/" in pattern
    as_deep = deep or file.count("/") == pattern.count("/")
    return as_deep and PurePosixPath(file).match(pattern.replace("**/", ""))


def _halves(name: str) -> tuple[str, str]:
    """The folder before the first wild card, and the pattern below it."""
    parts = name.split("/")
    first = next(n for n, part in enumerate(parts) if _WILD.search(part))
    return "/".join(parts[:first]) or ("/" if name.startswith("/") else "."), "/".join(parts[first:])


@lru_cache(maxsize=1024)
def _from_url(url: str) -> tuple[Any, str]:
    import pyarrow as pa
    from pyarrow.fs import FileSystem, LocalFileSystem

    if not _URL.match(url):
        return LocalFileSystem(), url
    try:
        filesystem, path = FileSystem.from_uri(url)
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).split("\n")[0]
        raise UsageError(f"{url} cannot be reached ({reason}); name a path, or a URL that pyarrow knows") from error
    return filesystem, path


def _to_disk(path: str) -> None:
    """Waits until a file is on the disk, so that its name never stands for less than it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
