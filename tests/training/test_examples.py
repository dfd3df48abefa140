"""Examples: marks become offsets, PLV comes in two forms, one-way acts are turned round."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.training.examples import Example, read_corpus, read_plv, reversed_pairs, unmark

ROOT = Path(__file__).resolve().parents[2]
WORDS = st.text(st.characters(exclude_characters="[]", exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(WORDS, WORDS, WORDS, WORDS)
def test_marks_become_offsets(before: str, actor: str, between: str, recipient: str) -> None:
    text, spans = unmark(f"{before}[A:{actor}]{between}[R:{recipient}].")
    assert text == f"{before}{actor}{between}{recipient}."
    assert text[slice(*spans["A"])] == actor
    assert text[slice(*spans["R"])] == recipient


def test_a_sentence_without_marks_is_left_alone() -> None:
    assert unmark("Rain fell [sic].") == ("Rain fell [sic].", {})


def test_the_corpus_passes_its_own_check() -> None:
    done = subprocess.run([sys.executable, ROOT / "corpus" / "check.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


def test_every_row_of_the_corpus_is_read() -> None:
    examples = read_corpus(ROOT / "corpus" / "events")
    lines = [
        line
        for path in (ROOT / "corpus" / "events").glob("*.tsv")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    assert len(examples) == len(lines) > 2000
    assert all(e.actor or e.recipient for e in examples)
    assert not any("[A:" in e.text or "[R:" in e.text for e in examples)


def example(kind: str, recipient: tuple[int, int] | None = (15, 20)) -> Example:
    return Example("Chad condemned Libya.", (0, 4), recipient, (kind,), "actual", "affirmed", "manual")


def test_one_way_acts_are_shown_the_other_way_round_as_none() -> None:
    (turned,) = reversed_pairs([example("ACCUSE")], 1)
    assert (turned.actor, turned.recipient) == ((15, 20), (0, 4))
    assert turned.types == ("NONE",)
    assert turned.status is None and turned.polarity is None


@pytest.mark.parametrize(
    "kept",
    [
        example("CONSULT"),  # reciprocal: the other way round it holds as well
        example("NONE"),
        example("PROTEST", recipient=None),  # nothing to exchange
    ],
)
def test_other_pairs_are_not_turned(kept: Example) -> None:
    assert reversed_pairs([kept], 1) == []


def test_only_every_nth_is_turned() -> None:
    assert len(reversed_pairs([example("ACCUSE")] * 9, 4)) == 3


def test_plv_is_read_as_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "plv-train.jsonl"
    row = {"text": "Chad freed monks.", "actor": {"start": 0, "end": 4}, "recipient": None, "gold_type": "YIELD"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (found,) = read_plv(path)
    assert found == Example("Chad freed monks.", (0, 4), None, ("CONCEDE", "RETREAT"), None, None, "plv")


def test_plv_is_read_as_published(tmp_path: Path) -> None:
    path = tmp_path / "PLV_train.tsv"
    rows = [
        "\tsentence_id\tsentence\tmarked_sentence\tgold_root",
        # white space inside a tag is no part of the party; only its first mention counts
        "\t1\t-\tToday <t>Libya</t> heard from <s>Chad </s>, and <s>Chad</s> left.\tACCUSE",
        # no recipient is marked; quotation marks are doubled by the writer of the file
        '\t2\t-\t"<s>Chad</s> said ""no""."\tREJECT',
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    first, second = read_plv(path)
    assert first.text == "Today Libya heard from Chad , and Chad left."
    assert first.text[slice(*(first.actor or ()))] == "Chad"
    assert first.actor == (23, 27)
    assert first.text[slice(*(first.recipient or ()))] == "Libya"
    assert (second.text, second.recipient, second.types) == ('Chad said "no".', None, ("REJECT",))
