"""A user's query reads the ledger and reaches nothing else: no file, no network, no setting, no writing."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger

from .conftest import Server

# %s: a file that is there; %t: one that is not
BOTH = [
    "CREATE TABLE mine (a INT)",
    "CREATE TEMP TABLE mine AS SELECT 1",
    "INSERT INTO store.facts VALUES ('x', 'y')",
    "DELETE FROM store.events",
    "UPDATE store.documents SET current = false",
    "DROP VIEW events",
    "COPY (SELECT 1) TO '%t'",
    "COPY store.facts FROM '%s'",
    "SELECT 1; SELECT 2",
    "SELECT 1; COMMIT; DROP TABLE store.events",
    "SET TimeZone = 'Asia/Tokyo'",
    "BEGIN",
    "COMMIT",
    "",
    "nonsense",
    "SELECT * FROM nowhere",
]
DUCKDB = [
    "SELECT * FROM read_text('%s')",
    "SELECT * FROM read_blob('%s')",
    "SELECT * FROM read_csv('%s')",
    "SELECT * FROM read_parquet('%s')",
    "SELECT * FROM read_json('%s')",
    "SELECT * FROM '%s'",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM sniff_csv('%s')",
    "SELECT * FROM query('SELECT * FROM read_text(''%s'')')",
    "SELECT * FROM read_text('https://example.org/')",
    "ATTACH '%t'",
    "ATTACH ':memory:' AS other",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET memory_limit = '10GB'",
    "PRAGMA enable_logging",
    "CREATE SECRET mine (TYPE s3)",
    "CREATE MACRO f() AS 1",
    "EXPORT DATABASE '%t'",
    "IMPORT DATABASE '%t'",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '%t'",
    "CALL pragma_version()",
    "CHECKPOINT",
    "SELECT getenv('HOME')",
    "SELECT * FROM ledger",  # a variable of this test's
]
POSTGRES = [
    "SELECT pg_read_file('%s')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('%s')",
    "COPY (SELECT 1) TO PROGRAM 'touch %t'",
    "COPY (SELECT 1) TO STDOUT",
    "DO $$ BEGIN EXECUTE 'DROP TABLE store.events'; END $$",
    "SELECT query_to_xml('DROP TABLE store.events', true, true, '')",
    "SELECT set_config('transaction_read_only', 'off', true), query_to_xml('DELETE FROM store.events', true, true, '')",
    "WITH gone AS (DELETE FROM store.events RETURNING 1) SELECT * FROM gone",
    "SELECT 1 INTO mine",
    "SELECT nextval('nothing')",
    "SELECT 1) TO STDOUT --",
    "VACUUM",
    "LISTEN x",
    "SHOW data_directory",
    "CALL nothing()",
    "EXPLAIN ANALYZE DELETE FROM store.events",
]


def _attempts(where: str) -> list[str]:
    return [*BOTH, *(POSTGRES if where.startswith("postgres") else DUCKDB)]


def test_no_query_reaches_beyond_the_ledger(filled: str, tmp_path: Path) -> None:
    secret, target = tmp_path / "secret.csv", tmp_path / "target"
    secret.write_text("do not read me\n")
    secret.chmod(0o644)
    ledger = Ledger(filled)
    before = ledger.sql("SELECT count(*) FROM store.events").table()[1]
    for attempt in _attempts(filled):
        query = attempt.replace("%s", str(secret)).replace("%t", str(target))
        for ask in ("table", "arrow"):
            with pytest.raises(UsageError) as caught:
                pytest.fail(f"{query} gave {getattr(ledger.sql(query), ask)()}")
            assert "\n" not in str(caught.value), attempt
            assert "do not read me" not in str(caught.value)
    if filled.startswith("postgres"):
        # a transaction that only reads lets this one write, and it is rolled back
        ledger.sql("SELECT lo_from_bytea(0, 'x')").rows()
        assert ledger.sql("SELECT count(*) FROM pg_largeobject_metadata").table()[1] == [(0,)]
    assert not target.exists()
    assert ledger.sql("SELECT count(*) FROM store.events").table()[1] == before
    assert ledger.sql("SELECT value FROM store.facts").table()[1] == [("yes",)]


def test_questions_of_any_form_are_answered(filled: str) -> None:
    ledger = Ledger(filled)
    for query in (
        "SELECT count(*) FROM events;",
        "  WITH e AS (SELECT * FROM events) SELECT count(*) FROM e -- a remark",
        "(SELECT 1) UNION ALL (SELECT 2)",
        "VALUES (1), (2)",
        "SELECT 'a;b' AS x, $$;$$ AS y",
    ):
        assert ledger.sql(query).table()[1], query
        assert ledger.sql(query).arrow().num_rows, query


def test_a_role_that_reads_the_servers_files_is_refused(server: Server, filled: str) -> None:
    if not filled.startswith("postgres"):
        pytest.skip("DuckDB has no roles")
    free = filled.replace("//owner@", "//postgres@")
    assert Ledger(free).events().rows()
    with pytest.raises(UsageError, match="may read the server's files"):
        Ledger(free).sql("SELECT 1").rows()


def test_a_role_that_only_reads_reads_and_does_not_write(server: Server, filled: str) -> None:
    if not filled.startswith("postgres"):
        pytest.skip("DuckDB has no roles")
    from dragoman.errors import LedgerError
    from dragoman.ledger import Session, entry_of, open_store

    analyst = filled.replace("//owner@", "//analyst@")
    with pytest.raises(LedgerError, match=r"no ledger in it|rights"):
        Ledger(analyst).events().rows()
    database = filled.split("/")[3].split("?")[0]
    server.run("GRANT USAGE ON SCHEMA store TO analyst", database, "owner")
    server.run("GRANT SELECT ON ALL TABLES IN SCHEMA store, public TO analyst", database, "owner")
    ledger = Ledger(analyst)
    assert ledger.events().rows() == Ledger(filled).events().rows()
    assert ledger.sql("SELECT count(*) FROM dyads").table()[1][0][0] > 0
    records = list(ledger.records())
    import msgspec

    changed = msgspec.structs.replace(records[0].document, text="Other.")
    with pytest.raises(LedgerError, match="may not write"):
        Session(open_store(analyst), []).write([entry_of(msgspec.structs.replace(records[0], document=changed))])
    with pytest.raises(LedgerError, match="may not write"):
        ledger.forget("pact")
