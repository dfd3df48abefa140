"""What a ledger says of addresses before they are fetched, in both stores."""

from __future__ import annotations

from dragoman.ledger import Ledger, Session, entry_of, met_addresses, open_store
from dragoman.records import Coded, CoderInfo, Document, Failed, Failure

PAGE = "https://news.example/a"
CODER = CoderInfo(program="test", version="0", registry="0", models={})


def coded(id: str, source: str) -> Coded:
    document = Document(id=id, text=f"Words of {id}.", source=source)
    empty = {name: [] for name in ("actors", "statements", "events", "commitments", "times", "places", "warnings")}
    return Coded(coder=CODER, document=document, **empty)  # type: ignore[arg-type]


def test_addresses_are_known_by_id_and_else_by_where_they_were_read(where: str) -> None:
    store = open_store(where)
    failed = [
        Failed.of(Failure("gone", f"{PAGE}/gone", "http-status", "gone")),
        Failed.of(Failure("one", PAGE, "timed-out", "a later try")),
    ]
    records = [coded("one", PAGE), coded("two", f"{PAGE}/2"), *failed]
    Session(store, ["x"]).write([entry_of(record) for record in records])
    Ledger(where).forget("two")
    wanted = [("one", "https://moved.example/"), (None, PAGE), ("other", PAGE), ("two", ""), (None, f"{PAGE}/2")]
    wanted += [("gone", ""), (None, f"{PAGE}/gone"), ("new", f"{PAGE}/new"), (None, "")]
    with store.read() as connection:
        met = met_addresses(connection, wanted)  # type: ignore[arg-type]
    assert met == {
        ("one", "https://moved.example/"): ("one", "known"),
        (None, PAGE): ("one", "known"),
        ("other", PAGE): ("one", "known"),
        ("two", ""): ("two", "forgotten"),
        (None, f"{PAGE}/2"): ("two", "forgotten"),
        ("gone", ""): ("gone", "failed"),
        (None, f"{PAGE}/gone"): ("gone", "failed"),
    }
