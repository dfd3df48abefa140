"""The API does what its description says: schemathesis sends what it allows and what it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from schemathesis import GenerationMode

from dragoman import Coder
from dragoman.ledger import Ledger
from dragoman.web.app import create_app
from dragoman.web.coder import OneCoder

# Examples for each of the operations and either kind: some ten seconds on two cores.
_EXAMPLES = 5
_SETTINGS = settings(
    max_examples=_EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


@pytest.fixture(scope="module")
def schema(demo_file: Path, coder: Coder) -> Any:
    app = create_app(Ledger(demo_file), hosts=["localhost", "testserver"], coder=OneCoder(lambda: coder))
    # an address over the limit is refused as such, whatever else is wrong with it
    refused = {"negative_data_rejection": {"expected-statuses": ["4xx", "5xx"]}}
    config = schemathesis.Config.from_dict({"checks": refused})
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, config=config)


def _operations(schema: Any) -> list[Any]:
    return [found.ok() for found in schema.get_all_operations()]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_api_is_what_its_description_says(schema: Any, mode: GenerationMode) -> None:
    operations = _operations(schema)
    assert len(operations) > 15
    for operation in operations:
        raw = operation.definition.raw
        # else nothing that could be wrong
        if mode is GenerationMode.POSITIVE or raw.get("parameters") or raw.get("requestBody"):
            _check(operation, mode, raw)


def _check(operation: Any, mode: GenerationMode, raw: dict[str, Any]) -> None:
    """Asks what the description allows, or what it does not, and holds the answers against it."""

    @seed(7)
    @_SETTINGS
    @given(case=operation.as_strategy(generation_mode=mode))
    def holds(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            # a cursor is whatever an answer gave, which no description tells (test_paging.py)
            case.query = {name: value for name, value in (case.query or {}).items() if name != "cursor"}
        else:
            assume(_wrong_as_written(raw, case.query or {}))
        case.call_and_validate()

    holds()


def _wrong_as_written(raw: dict[str, Any], query: dict[str, Any]) -> bool:
    """Whether a question that is meant to be wrong is so in an address, too.

    An address has words only: a number where words are listed is a list of one word, and of a field that takes one
    value the last that is there counts.  What is wrong elsewhere than in the query stays so.
    """
    known = {p["name"]: p for p in raw.get("parameters", []) if p["in"] == "query"}
    if len(known) < len(raw.get("parameters", [])) or raw.get("requestBody") or query.keys() - known.keys():
        return True
    return any(not _fits(known[name]["schema"], value) for name, value in query.items())


def _fits(schema: dict[str, Any], value: Any) -> bool:
    """Whether a value fits a field's schema once it is written as words."""
    parts = [part for pair in value.items() for part in pair] if isinstance(value, dict) else value
    words = [str(part) for part in (parts if isinstance(parts, list) else [parts])]
    choices = schema.get("anyOf", [schema])
    if any(choice.get("type") == "array" for choice in choices):
        return all(_fits(schema["items"], word) for word in words)
    word = words[-1] if words else ""
    allowed = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    return any(allowed.is_valid(read) for read in (word, *([int(word)] if word.isdecimal() else [])))


def test_every_operation_is_told_of(schema: Any) -> None:
    raw = schema.raw_schema
    for path, methods in raw["paths"].items():
        for method, operation in methods.items():
            assert operation.get("description"), (method, path)
            assert operation["operationId"]
    # the records' own schema is there, whole
    assert {"Coded", "Event", "Statement", "Commitment"} <= set(raw["components"]["schemas"])
