"""Gold: hand-labelled articles and the readings of them that are accepted too.

A gold file is JSON with `document` (what the program is given), `gold` (the records) and `notes`; `classes`, if it is
there, lists the classes of records that count (`events`, `statements`, `commitments`).
Beside the fields of the contract a gold record has `required` (false: found is fine, missed is
fine) and `accept_*` and `optional_*` lists of other readings that are not wrong.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..errors import UsageError

Record = dict[str, Any]


def read_gold(folder: Path) -> list[Record]:
    """The gold articles of a folder in order of name; raises `UsageError` where there are none."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise UsageError(f"{folder} holds no gold articles (*.json)")
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]
