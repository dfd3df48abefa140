"""Builds knowledge/data/cameo/crosswalk.tsv, the CAMEO code of each PLOVER type and mode.

    python scripts/build_cameo.py CAMEO2PLOVER-2021.txt

The file is the crosswalk of the PLOVER project (Open Event Data Alliance, CC BY-SA 4.0), which gives type and mode of
each CAMEO code.  Read backwards, many codes lead to one mode; the most general wins: a code of the type as a whole
("090"), else the one that stands over most of them ("112" over 1121 to 1125).  The crosswalk is of draft 0.8 and the
modes are those of draft 2.0, so that some modes have no line: these take the code of their type, unless a correction
below says better.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from dragoman.knowledge.plover import load_plover

CROSSWALK = Path(__file__).parent.parent / "src/dragoman/knowledge/data/cameo/crosswalk.tsv"

BASES = {
    "AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "COOPERATE": "060", "AID": "070", "CONCEDE": "080",
    "RETREAT": "087", "ACCUSE": "112", "REQUEST": "100", "REJECT": "120", "THREATEN": "130", "PROTEST": "140",
    "MOBILIZE": "150", "SANCTION": "160", "COERCE": "170", "ASSAULT": "180",
}  # fmt: skip
# ASSAULT by a regular force where no mode says more.
BY_MILITARY = "190"
# Where crosswalk and manual differ; (condition, code), the first whose condition holds.
CORRECTIONS: dict[tuple[str, str], list[tuple[str, str]]] = {
    ("SANCTION", "discontinue"): [("sanctions", "163"), ("aid", "162"), ("", "160")],
    ("SANCTION", "withdraw"): [("", "161")],
    ("SANCTION", "expel"): [("", "166")],
    ("SANCTION", "convict"): [("", "160")],
    ("RETREAT", "withdraw"): [("blockade", "0872"), ("", "0874")],
    ("RETREAT", "resign"): [("", "080")],
    ("COERCE", "censor"): [("", "170")],
    ("COERCE", "withhold"): [("", "170")],
    ("COERCE", "cyber"): [("", "170")],
    ("COERCE", "misinformation"): [("", "170")],
}
# Codes equally general, of which the lower means something narrower than the mode: an alert is no mobilization.
TIES = {("MOBILIZE", "troops"): "154", ("MOBILIZE", "police"): "153"}

HEAD = """\
# The CAMEO code of each PLOVER type and mode.  Of several rows of one pair the first whose condition holds counts:
# `military`, the acting party is an armed force; others, the sentence has a word of conditions.tsv.  basis: line, the
# crosswalk's only code; general, the most general of several; type, the type's code where the crosswalk has no line;
# correction, where crosswalk and manual differ.  Built by scripts/build_cameo.py from CAMEO2PLOVER-2021.txt of the
# PLOVER project (Open Event Data Alliance, CC BY-SA 4.0); corrections are our own.  No type leads to CAMEO 01 and 02.
"""
_LINE = re.compile(r"(\d{3,4}):\s*([A-Z]+)\s*,([^,#]*)")


def main(path: Path) -> None:
    lines = read_lines(path.read_text(encoding="utf-8"))
    pairs = [(type, mode) for type, modes in load_plover().modes.items() for mode in ("", *modes)]
    rows = [row for pair in pairs for row in codes(lines, pair)]
    table = "\n".join("\t".join(row) for row in [("type", "mode", "condition", "code", "basis"), *rows])
    CROSSWALK.write_text(f"{HEAD}{table}\n", encoding="utf-8")
    print(f"{CROSSWALK}: {len(rows)} rows", file=sys.stderr)


def read_lines(text: str) -> dict[tuple[str, str], list[str]]:
    """(type, mode) → CAMEO codes; a code that stands twice counts once."""
    found: dict[tuple[str, str], list[str]] = {}
    for match in map(_LINE.match, text.splitlines()):
        if match:
            codes = found.setdefault((match[2], match[3].strip()), [])
            codes.extend([match[1]] if match[1] not in codes else [])
    return found


def codes(lines: dict[tuple[str, str], list[str]], pair: tuple[str, str]) -> list[tuple[str, ...]]:
    """The rows of one type and mode."""
    type, mode = pair
    if pair in CORRECTIONS:
        return [(*pair, condition, code, "correction") for condition, code in CORRECTIONS[pair]]
    if mode and pair in lines:
        return [(*pair, "", most_general(pair, lines[pair]), "general" if len(lines[pair]) > 1 else "line")]
    military = [(*pair, "military", BY_MILITARY, "type")] if type == "ASSAULT" else []
    return [*military, (*pair, "", BASES[type], "type")]


def most_general(pair: tuple[str, str], codes: list[str]) -> str:
    """The code over a whole category if it is among them, else that over most of them, the lower at a tie."""
    whole = [code for code in codes if len(code) == 3 and code.endswith("0")]
    if whole or len(codes) == 1:
        return (whole or codes)[0]
    stems = Counter(code[:3] for code in codes)
    most = max(stems.values())
    return TIES.get(pair) or min(stem for stem, count in stems.items() if count == most)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
