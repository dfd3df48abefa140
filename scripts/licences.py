"""The licences of everything that is installed with the program, and of its models, as docs/licences.md.

    python scripts/licences.py            writes the page
    python scripts/licences.py --check    ends with status 1 where the page is out of date or a licence is not allowed

Allowed are licences that ask for no more than naming the authors, and those (MPL, LGPL) that bind changes of the
package itself alone.  A package whose metadata names none stands in NAMED, with where that was read.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"

ALLOWED = re.compile(
    r"Apache|BSD|MIT|ISC|Python Software Foundation|PSF|MPL|Mozilla Public|LGPL|Lesser General Public|Zlib|CC0|0BSD"
    r"|Unlicense|HPND"
)
REFUSED = re.compile(r"(?<!Lesser )General Public License|(?<!L)GPL|AGPL|Proprietary|Commercial|Non-?Commercial", re.I)
NAMED: dict[str, str] = {}
EXTRAS = ("mcp", "pandas", "polars", "postgres")
HEAD = """# Licences

What is installed with dragoman and its extras ({extras}), and under which licence, as each
package's metadata tells. Made by `python scripts/licences.py`; `make check` refuses a page that is out of date and
a licence that is not allowed.
`make release` writes the full list with versions and hashes as a CycloneDX file beside the wheel.

| package | licence |
|---|---|
"""
TAIL = """
## Models and data

The three models in `src/dragoman/models/artefacts` were trained by this project (docs/models.md) from
MiniLM-L6 (Apache-2.0) on texts of its own and on public training files named there; they are under the project's own
licence, Apache-2.0. Data files name their sources in their heads; NOTICE repeats those that ask for it.
"""


def closure() -> list[str]:
    """Names of the distributions that the program and its extras need, in order, itself left out."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    found: set[str] = set()
    todo = [("dragoman", EXTRAS)]
    while todo:
        name, extras = todo.pop()
        for text in distribution(name).requires or ():
            need = Requirement(text)
            wanted = not need.marker or any(need.marker.evaluate({"extra": extra}) for extra in ("", *extras))
            key = canonicalize_name(need.name)
            if wanted and key not in found:
                found.add(key)
                todo.append((need.name, tuple(need.extras)))
    return sorted(found)


def page() -> tuple[str, list[str]]:
    """The page, and what is wrong with it."""
    from packaging.utils import canonicalize_name

    listed = json.loads(
        subprocess.run(
            [Path(sys.executable).parent / "pip-licenses", "--from=mixed", "--format=json", "--with-system"],
            check=True, capture_output=True, text=True,
        ).stdout
    )  # fmt: skip
    licences = {canonicalize_name(row["Name"]): row["License"] for row in listed}
    rows, faults = [], []
    for name in closure():
        licence = NAMED.get(name) or licences.get(name, "UNKNOWN")
        if not any(ALLOWED.search(choice) and not REFUSED.search(choice) for choice in licence.split(" OR ")):
            faults.append(f"{name}: licence {licence!r} is not allowed")
        rows.append(f"| {name} | {licence} |")
    return HEAD.format(extras=", ".join(EXTRAS)) + "\n".join(rows) + "\n" + TAIL, faults


def main() -> int:
    text, faults = page()
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        faults.append("docs/licences.md is out of date; run python scripts/licences.py")
    print("\n".join(faults) or "licences are as listed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
