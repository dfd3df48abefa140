"""A small ledger that has what the pages tell of: a life with steps, a correction, a copy, a dispute, a denial."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import html
from starlette.testclient import TestClient

from dragoman import Coder
from dragoman.ledger import Ledger
from ledger.conftest import ARTICLES, REPORTS
from reports import report

from .conftest import stored

_TUNNEL = {"kind": "promise", "by": ["Norland"], "to": ["Sudmark"], "act": "open the Lund tunnel"}
LIVES = [
    report(
        "r1", "2023-04-10", "Norland will open the Lund tunnel for Sudmark by 1 June if Sudmark frees the crew.",
        commitments=[{**_TUNNEL, "trigger": "will open", "conditions": [("if", "Sudmark frees the crew")],
                      "deadline": "2023-06-01"}],
    ),
    report(
        "r2", "2023-04-20", "Sudmark freed the crew of Norland on Thursday.",
        events=[{"type": "RETREAT", "actors": ["Sudmark"], "recipients": ["Norland"], "trigger": "freed",
                 "date": "2023-04-20"}],
    ),
    report(
        "r3", "2023-04-21", "Norland promised to open the Lund tunnel, to which Sudmark leads.",
        commitments=[{**_TUNNEL, "trigger": "promised"}],
    ),
    report("r4", "2023-05-10", "Norland took back its promise to open the tunnel at Lund."),
    report(
        "r5", "2023-04-12", "Osterland demanded that Sudmark withdraw from Abo harbour by 1 May.",
        commitments=[{"kind": "demand", "by": ["Osterland"], "to": ["Sudmark"], "trigger": "demanded",
                      "act": "withdraw from Abo harbour by 1 May", "deadline": "2023-05-01"}],
    ),
]  # fmt: skip
LIFE, DEMAND = LIVES[0].commitments[0].id, LIVES[4].commitments[0].id
# A report that copies another, word for word but for a sentence.
_COPY = {
    "id": "copy", "publisher": "Coast Paper", "published_at": "2024-05-15T10:00:00Z",
    "text": REPORTS[1]["text"] + " The attack began at dawn.",
}  # fmt: skip
REASON = "The ministry's own note <b>says</b> so."


def told(path: Path, coder: Coder) -> Path:
    """Stores the reports; the demand is put right by hand as kept."""
    written = [dict(fields) for fields in (*REPORTS, _COPY, *ARTICLES[:3], ARTICLES[5])]
    coded = [coder.code(fields.pop("text"), **fields) for fields in written]
    Ledger(stored(path, [*LIVES, *coded])).set_status(DEMAND, "kept", because=REASON, by="Ana")
    return path


def page_of(client: TestClient, address: str, status: int = 200) -> Any:
    """The page at an address, parsed."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return html.fromstring(answer.text)
