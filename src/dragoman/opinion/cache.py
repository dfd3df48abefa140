"""Answers that were paid for once: a JSON Lines file that grows, a line an answer."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from ..errors import UsageError
from .asking import Endpoint, Reply
from .prompting import VERSION


class Cache:
    """Replies by endpoint, model and conversation.  path: the file; None keeps nothing beyond this run."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._replies: dict[str, Reply] = {}
        if path is not None and path.exists():
            self._load(path)

    def get(self, endpoint: Endpoint, messages: list[dict[str, str]]) -> Reply | None:
        return self._replies.get(_key(endpoint, messages))

    def put(self, endpoint: Endpoint, messages: list[dict[str, str]], reply: Reply) -> None:
        key = _key(endpoint, messages)
        self._replies[key] = reply
        if self.path is None:
            return
        row = {"key": key, "content": reply.content, "in": reply.tokens_in, "out": reply.tokens_out}
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        except OSError as error:
            raise UsageError(
                f"{self.path} cannot be written: {error.strerror}; name another --opinion-cache"
            ) from error

    def _load(self, path: Path) -> None:
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                row = json.loads(line)
                self._replies[row["key"]] = Reply(str(row["content"]), int(row["in"]), int(row["out"]))
            except (ValueError, KeyError, TypeError):
                # a line that a stopped run left half written is asked for again
                continue


def _key(endpoint: Endpoint, messages: list[dict[str, str]]) -> str:
    asked = json.dumps([VERSION, endpoint.url, endpoint.model, messages], ensure_ascii=False)
    return hashlib.sha256(asked.encode()).hexdigest()
