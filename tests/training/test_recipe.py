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
from dragoman.training import __main__ as making  # noqa: E402
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


class Scales:
    """A model of one weight."""

    encoder = None

    def __init__(self, weight: float = 0.0) -> None:
        self.weight = torch.tensor([weight])

    def state_dict(self) -> dict[str, Any]:
        return {"weight": self.weight}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.weight = state["weight"]


class Workshop:
    """Stands in for what trains and writes; a run over all pairs ends at weight 10, a settling one adds its seed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.runs: list[tuple[Recipe, list[tuple[str, str, str]]]] = []
        self.settling: list[tuple[float, Recipe, list[tuple[str, str, str]]]] = []
        self.mean: list[float] = []
        self.told: list[dict[str, Any]] = []
        self._words = folder / "tokenizer.json"
        for name in ("train_seed", "fit", "averaged", "save"):
            monkeypatch.setattr(making, name, getattr(self, name))
        monkeypatch.setattr(making, "unpack_base_model", lambda _: folder)
        monkeypatch.setattr(making, "from_base", lambda _: Scales())
        monkeypatch.setattr(making, "read_tokenizer", lambda _: None)
        monkeypatch.setattr(making, "_trimmed", lambda *_: self._words)

    def train_seed(self, base: str, rows: list[Example], recipe: Recipe) -> Scales:
        self.runs.append((recipe, shown(rows)))
        return Scales(10)

    def fit(self, model: Scales, tokenizer: None, rows: list[Example], recipe: Recipe) -> Scales:
        self.settling.append((model.weight.item(), recipe, shown(rows)))
        model.weight = model.weight + recipe.seed
        return model

    def averaged(self, base: str, states: list[dict[str, Any]]) -> Scales:
        self.mean = [s["weight"].item() for s in states]
        return Scales()

    def save(self, model: Scales, words: Path, folder: Path, version: str, facts: dict[str, Any]) -> None:
        self.told = facts["trained_on"]["runs"]


def make(monkeypatch: pytest.MonkeyPatch, folder: Path, *more: str) -> Workshop:
    corpus = corpus_of(folder, {**FILES, "acts/public/plv.tsv": "", "acts/public/polnear.tsv": ""})
    shop = Workshop(monkeypatch, folder)
    making.make_pairs(_parser().parse_args(["--corpus", str(corpus), "--work", str(folder), *more]))
    return shop


def test_three_settling_runs_start_from_one_over_all_pairs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plv_of(tmp_path)
    shop = make(monkeypatch, tmp_path, "--data", str(tmp_path))
    left = ("Mali left.", "RETREAT", "Mali")
    ((recipe, rows),) = shop.runs
    assert {BLAMED, SUED, left} <= set(rows)
    assert (tmp_path / "both.pt").is_file()
    # each with its seed, over PLV's pairs, shown twice, and some of our own; gentler than the first
    assert [(start, r.seed) for start, r, _ in shop.settling] == [(10, 1), (10, 2), (10, 3)]
    assert all(sorted(rows) == sorted([left, left, BLAMED]) for _, _, rows in shop.settling)
    assert all(r.rate < recipe.rate and r.epochs < recipe.epochs for _, r, _ in shop.settling)
    # their mean is the model, and the first is none of it
    assert shop.mean == [11, 12, 13]
    assert [(run.get("name"), run.get("seeds")) for run in shop.told] == [("both", None), (None, (1, 2, 3))]


def test_own_text_alone_is_one_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shop = make(monkeypatch, tmp_path)
    ((_, rows),) = shop.runs
    assert {BLAMED, SUED} <= set(rows)
    assert (shop.settling, shop.mean) == ([], [10])
    assert [run["name"] for run in shop.told] == ["own"]
