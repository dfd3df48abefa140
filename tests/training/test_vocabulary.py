"""The pieces of words that a model keeps.  Needs torch."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

torch = pytest.importorskip("torch")

from dragoman.training.vocabulary import needed_pieces, trim_encoder, trim_tokenizer  # noqa: E402

# Special and reserved tokens and single characters (BERT uncased).
RESERVED = 1996


class Numbers:
    """A tokenizer of texts that are lists of ids."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> SimpleNamespace:
        assert not add_special_tokens
        return SimpleNamespace(ids=[int(word) for word in sequence.split()])


def tokenizer_file(folder: Path, size: int) -> Path:
    """A tokenizer of the words w0, w1, …, the first of which stands for all others."""
    tokenizer = Tokenizer(WordLevel({f"w{n}": n for n in range(size)}, unk_token="w0"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "words.json"))
    return folder / "words.json"


def test_the_head_of_the_list_and_what_the_texts_use_are_kept() -> None:
    head = needed_pieces(Numbers(), [])
    assert head == list(range(len(head)))
    assert len(head) > RESERVED
    end = len(head)
    # once is enough
    assert needed_pieces(Numbers(), [f"{end + 9} 5", f"{end + 1} {end + 9}", ""]) == [*head, end + 1, end + 9]


def test_kept_pieces_are_numbered_anew(tmp_path: Path) -> None:
    whole = tokenizer_file(tmp_path, 3000)
    before = whole.read_bytes()
    out = trim_tokenizer(whole, [*range(RESERVED), 2005, 2900], tmp_path / "trimmed.json")
    assert out == tmp_path / "trimmed.json"
    trimmed = Tokenizer.from_file(str(out))
    assert trimmed.get_vocab_size() == RESERVED + 2
    # w2000 is left out
    assert trimmed.encode("w7 w1995 w2005 w2900 w2000").ids == [7, 1995, RESERVED, RESERVED + 1, 0]
    assert whole.read_bytes() == before
    # all but the vocabulary is as it was
    old, new = (json.loads(p.read_text(encoding="utf-8")) for p in (whole, out))
    del old["model"]["vocab"], new["model"]["vocab"]
    assert old == new


@pytest.mark.parametrize(
    "kept",
    [
        [*range(5), *range(6, 2100)],
        # too few
        [*range(RESERVED - 1)],
        # out of order
        [1, 0, *range(2, 2100)],
        [],
    ],
)
def test_reserved_pieces_keep_their_numbers(kept: list[int], tmp_path: Path) -> None:
    out = tmp_path / "trimmed.json"
    with pytest.raises(ValueError, match="must keep their numbers"):
        trim_tokenizer(tokenizer_file(tmp_path, 3000), kept, out)
    assert not out.exists()


def test_the_table_of_an_encoder_holds_the_kept_pieces() -> None:
    table = torch.nn.Embedding(6, 2)
    rows = table.weight.detach().clone()
    encoder = SimpleNamespace(embeddings=SimpleNamespace(word_embeddings=table), config=SimpleNamespace(vocab_size=6))
    trim_encoder(encoder, [0, 1, 4])
    assert encoder.config.vocab_size == 3
    assert torch.equal(encoder.embeddings.word_embeddings.weight, rows[[0, 1, 4]])
