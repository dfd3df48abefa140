"""The recipe of the pair classifier: which rows it is shown, what is asked of it, how it is computed.  Needs torch."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from dragoman.models.pairs import PLOVER  # noqa: E402
from dragoman.training.__main__ import _parser  # noqa: E402
from dragoman.training.examples import Example  # noqa: E402
from dragoman.training.pair_classifier import PairModel, Recipe, fit, fix_seeds, training_rows  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
BLAME = "Chad blamed Libya for it."
SUIT = "Peru sued Chile on Monday."
FILES = {
    "events/old.tsv": "ACCUSE\t-\tactual\taffirmed\t[A:Chad] blamed [R:Libya] for it.\n",
    "acts/wire.txt": f"w1\t{SUIT}\n",
    "acts/wire.tsv": "w1\tsued\tACCUSE\tPeru\tChile\n",
}


def corpus_of(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "corpus"


def plv_of(folder: Path) -> Path:
    row = {"text": "Mali left.", "actor": {"start": 0, "end": 4}, "recipient": None, "gold_type": "RETREAT"}
    path = folder / "plv-train.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def shown(rows: list[Example]) -> list[tuple[str, str, str]]:
    """Text, type and actor of each row."""
    return [(e.text, *e.types, e.text[slice(*(e.actor or ()))]) for e in rows]


BLAMED, SUED = (BLAME, "ACCUSE", "Chad"), (SUIT, "ACCUSE", "Peru")


def test_rows_are_the_pairs_of_events_and_of_acts(tmp_path: Path) -> None:
    rows = training_rows(corpus_of(tmp_path, FILES), None, turned=False)
    assert shown(rows) == [BLAMED, SUED]
    # only the former tell whether it happened
    assert [(e.status, e.polarity) for e in rows] == [("actual", "affirmed"), (None, None)]


def test_a_pair_that_stands_in_both_is_shown_once(tmp_path: Path) -> None:
    files = {**FILES, "acts/old.tsv": "1\tblamed\tACCUSE\tChad\tLibya\n"}
    rows = training_rows(corpus_of(tmp_path, files), None, turned=False)
    assert shown(rows) == [BLAMED, SUED]
    assert rows[0].status == "actual"


def test_a_corpus_without_acts_is_read(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, {name: text for name, text in FILES.items() if name.startswith("events/")})
    assert shown(training_rows(corpus, None, turned=False)) == [BLAMED]


def test_rows_of_plv_come_last_and_may_stand_alone(tmp_path: Path) -> None:
    plv, left = plv_of(tmp_path), ("Mali left.", "RETREAT", "Mali")
    assert shown(training_rows(corpus_of(tmp_path, FILES), plv, turned=False)) == [BLAMED, SUED, left]
    assert shown(training_rows(None, plv)) == [left]


def test_some_rows_are_also_turned_round(tmp_path: Path) -> None:
    assert shown(training_rows(corpus_of(tmp_path, FILES), None)) == [BLAMED, SUED, (BLAME, "NONE", "Libya")]


def test_the_corpus_is_asked_for_by_its_root() -> None:
    corpus = _parser().parse_args(["--work", "elsewhere"]).corpus
    assert corpus == Path("corpus")
    assert (ROOT / corpus / "events").is_dir() and (ROOT / corpus / "acts").is_dir()


class Precision(torch.nn.Module):
    """An encoder of one layer that remembers in what it was computed."""

    def __init__(self) -> None:
        super().__init__()
        self.config = SimpleNamespace(hidden_size=4)
        self.layer = torch.nn.Linear(1, 4)
        self.seen: set[Any] = set()

    def forward(self, input_ids: Any, attention_mask: Any) -> SimpleNamespace:
        states = self.layer(input_ids.unsqueeze(-1).float() / 1000)
        self.seen.add(states.dtype)
        return SimpleNamespace(last_hidden_state=states)


class Letters:
    def encode(self, sequence: str, *, add_special_tokens: bool) -> SimpleNamespace:
        return SimpleNamespace(ids=[1000 + ord(c) for c in sequence])


@pytest.mark.parametrize(("half", "precision"), [(True, torch.bfloat16), (False, torch.float32)])
def test_half_is_bfloat16_while_weights_stay_whole(half: bool, precision: Any) -> None:
    fix_seeds(1)
    encoder, losses = Precision(), []
    example = Example(SUIT, (0, 4), (10, 15), ("ACCUSE",), "actual", "affirmed", "manual")
    recipe = replace(Recipe(epochs=2, batch=2), half=half)
    model = fit(PairModel(encoder, PLOVER), Letters(), [example] * 3, recipe, lambda epoch, loss: losses.append(loss))
    assert encoder.seen == {precision}
    assert {p.dtype for p in model.parameters()} == {torch.float32}
    assert len(losses) == 2 and all(0 < loss < 100 for loss in losses)


def test_half_is_usual() -> None:
    assert Recipe().half
