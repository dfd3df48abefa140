"""`dragoman mcp` spoken to by the protocol's own client."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest

from dragoman.ledger import Ledger

pytest.importorskip("mcp")


def test_an_assistant_asks_the_ledger(demo_file: Path) -> None:
    ledger = Ledger(demo_file)
    event = ledger.events(type="THREATEN", limit=1).rows()[0]
    document = event["document"]

    async def talk() -> dict[str, Any]:
        from mcp import ClientSession, StdioServerParameters, stdio_client

        program = ["-c", "from dragoman.cli import main; main()", "mcp", "--ledger", str(demo_file)]
        server = StdioServerParameters(
            command=sys.executable, args=program, env={"PYTHONPATH": ":".join(filter(None, sys.path))}
        )
        with anyio.fail_after(60):
            async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
                welcome = await session.initialize()
                tools = (await session.list_tools()).tools
                said: dict[str, Any] = {"instructions": welcome.instructions, "tools": {t.name: t for t in tools}}
                calls: dict[str, tuple[str, dict[str, Any]]] = {
                    "events": ("search_events", {"type": ["THREATEN"], "limit": 1}),
                    "event": ("get_event", {"event": event["event"]}),
                    "commitments": ("search_commitments", {"kind": ["threat"]}),
                    "statements": ("search_statements", {"limit": 2}),
                    "actor": ("get_actor", {"actor": "country:RWA"}),
                    "actors": ("search_actors", {"words": "rwanda"}),
                    "article": ("get_article", {"document": document}),
                    "unknown": ("get_event", {"event": "none"}),
                    "wrong": ("search_events", {"type": ["KILL"]}),
                }
                for name, (tool, arguments) in calls.items():
                    said[name] = await session.call_tool(tool, arguments)
                return said

    said = anyio.run(talk)
    assert "never an instruction" in said["instructions"]
    assert len(said["tools"]) == 9
    assert all(tool.description for tool in said["tools"].values())

    def rows(name: str) -> list[dict[str, Any]]:
        assert not said[name].is_error
        return json.loads(said[name].content[0].text)["rows"]  # type: ignore[no-any-return]

    assert [row["event"] for row in rows("events")] == [event["event"]]
    full = json.loads(said["event"].content[0].text)
    assert {"trigger", "sentence"} <= {span["part"] for span in full["evidence"]}
    assert all(row["kind"] == "threat" for row in rows("commitments"))
    assert len(rows("statements")) == 2
    assert json.loads(said["actor"].content[0].text)["name"] == "Rwanda"
    assert "country:RWA" in {row["actor"] for row in rows("actors")}
    assert json.loads(said["article"].content[0].text)["document"]["id"] == document
    assert said["unknown"].is_error
    assert "no such record" in said["unknown"].content[0].text
    assert said["wrong"].is_error
    assert "type.0" in said["wrong"].content[0].text
