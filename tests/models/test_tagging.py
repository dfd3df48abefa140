"""Taggers: how a passage is encoded, and which of its pieces speaks for a word.  No weights are loaded."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from dragoman.models.pairs import CLS, MANUAL, PLV, SEP, Habit
from dragoman.models.tagging import MAX_PIECES, Tagger, encode_text

SPECIAL = (0, 0)


@dataclass(frozen=True)
class Encoding:
    ids: list[int]
    offsets: list[tuple[int, int]]


class ThreeLetters:
    """A tokenizer that cuts every word into pieces of at most three letters; ids count up from 1000."""

    @classmethod
    def from_file(cls, path: str) -> ThreeLetters:
        return cls()

    def no_padding(self) -> None: ...

    def no_truncation(self) -> None: ...

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Encoding:
        assert not add_special_tokens
        offsets = [m.span() for m in re.finditer(r"\S{1,3}", sequence)]
        return Encoding([1000 + n for n in range(len(offsets))], offsets)


class Echo:
    """A session whose logits tell which positions were asked: for labels the position, for roles both of them."""

    def __init__(self, *_: object, **__: object) -> None: ...

    def run(self, _: None, feeds: dict[str, np.ndarray]) -> list[np.ndarray]:
        (ids,) = feeds["ids"]
        places = np.arange(len(ids)) / 100
        labels = np.stack([places, np.zeros(len(ids))], axis=-1)
        by = places[:, None] + 0 * places
        return [labels[None], np.stack([by, by.T])[None]]


def words_of(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"\S+", text)]


def positions(probabilities: np.ndarray) -> list[int | None]:
    """The positions that `Echo` answered with, None where the word names nothing."""
    return [None if p == 0 else round(100 * math.log(p / (1 - p))) for p in probabilities]


@pytest.fixture
def tagger(monkeypatch: pytest.MonkeyPatch) -> Tagger:
    files = SimpleNamespace(path=Path("nowhere"))
    home = "dragoman.models.tagging"
    monkeypatch.setattr(f"{home}.open_model", lambda name, folder: {"tokenizer": files, "weights": files})
    monkeypatch.setattr(f"{home}.model_entry", lambda name, folder: {"labels": ["ACT"], "roles": ["by", "to"]})
    monkeypatch.setattr(f"{home}.model_version", lambda name, folder: "1")
    monkeypatch.setattr("tokenizers.Tokenizer", ThreeLetters)
    monkeypatch.setattr("onnxruntime.InferenceSession", Echo)
    return Tagger("echo")


@pytest.mark.parametrize(("habit", "token"), [("manual", MANUAL), ("plv", PLV)])
def test_a_text_is_encoded_behind_its_habit(habit: Habit, token: int) -> None:
    encoded = encode_text(ThreeLetters(), "Mali attacked", habit)
    assert encoded.ids == (CLS, token, 1000, 1001, 1002, 1003, 1004, SEP)
    assert encoded.offsets == (SPECIAL, SPECIAL, (0, 3), (3, 4), (5, 8), (8, 11), (11, 13), SPECIAL)


def test_the_manual_is_the_usual_habit() -> None:
    assert encode_text(ThreeLetters(), "Mali") == encode_text(ThreeLetters(), "Mali", "manual")


def test_nothing_is_encoded_as_its_frame() -> None:
    assert encode_text(ThreeLetters(), "").ids == (CLS, MANUAL, SEP)


@pytest.mark.parametrize("count", [MAX_PIECES - 1, MAX_PIECES, MAX_PIECES + 1, 3 * MAX_PIECES])
def test_a_long_text_is_cut(count: int) -> None:
    encoded = encode_text(ThreeLetters(), "to " * count)
    read = min(count, MAX_PIECES)
    assert len(encoded.ids) == len(encoded.offsets) == read + 3
    assert (encoded.ids[-2], encoded.ids[-1]) == (1000 + read - 1, SEP)
    assert encoded.offsets[-2] == (3 * read - 3, 3 * read - 1)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # the first of a word's pieces speaks for it
        ("Mali attacked Chad", [(0, 4), (5, 13), (14, 18)], [2, 4, 7]),
        # words that touch
        ("war, it", [(0, 3), (3, 4), (5, 7)], [2, 3, 4]),
        # two words in one piece share it
        ("can't go", [(0, 2), (2, 5), (6, 8)], [2, 2, 4]),
        # a word that begins within a piece
        ("reopened it", [(0, 2), (2, 8), (9, 11)], [2, 2, 5]),
        # white space that the parse keeps as a token has no piece
        ("Mali \n fell", [(0, 4), (5, 6), (7, 11)], [2, None, 4]),
        # a token of white space before the text
        ("Mali fell", [(-2, -1), (0, 4), (5, 9)], [None, 2, 4]),
        ("", [], []),
        ("Mali", [], []),
    ],
)
def test_first_pieces_speak_for_words(
    tagger: Tagger, text: str, words: list[tuple[int, int]], expected: list[int | None]
) -> None:
    tagged = tagger.tag(text, words)
    assert tagged.labels.shape == (len(words), 2)
    assert tagged.read == len(words)
    assert positions(tagged.labels[:, 0]) == expected
    by, to = tagged.roles
    # roles are asked for the word that names and for the part, in this order
    assert [positions(row) for row in by] == [
        [None if part is None else naming for part in expected] if naming else [None] * len(words)
        for naming in expected
    ]
    assert (to == by.T).all()


def test_words_behind_the_cut_name_nothing(tagger: Tagger) -> None:
    text = "to " * (MAX_PIECES + 2)
    tagged = tagger.tag(text, words_of(text))
    labels, roles = tagged.labels, tagged.roles
    assert tagged.read == MAX_PIECES
    assert positions(labels[:, 0]) == [*range(2, MAX_PIECES + 2), None, None]
    assert labels[-2:].tolist() == [[0, 1], [0, 1]]
    assert not roles[:, -2:].any()
    assert not roles[:, :, -2:].any()
    assert roles[:, :-2, :-2].all()


def test_a_word_across_the_cut_is_read_by_what_is_left(tagger: Tagger) -> None:
    text = "to " * (MAX_PIECES - 1) + "attacked Chad"
    tagged = tagger.tag(text, words_of(text))
    assert positions(tagged.labels[-3:, 0]) == [MAX_PIECES, MAX_PIECES + 1, None]
    assert tagged.read == MAX_PIECES


def test_labels_are_shares(tagger: Tagger) -> None:
    text = "Mali attacked Chad " * 200
    assert np.allclose(tagger.tag(text, words_of(text)).labels.sum(-1), 1)
