"""Copies: how much of one text stands word for word in another, by MinHash.

Agencies' customers give a report a new headline, cut its tail and put a paragraph of their own in.  So what is asked
is not how alike two texts are as wholes but how much of the shorter is in the longer.
"""

from __future__ import annotations

from rensa import RMinHash

from .words import written_words

# Words in a row; hashes of a sketch, of each of which a byte is kept.
_SHINGLE, HASHES, _SEED = 4, 128, 20_261_129
# With a byte, one in 256 is the same by chance.
_CHANCE = 1 / 256
# The share of the shorter text's runs that makes a copy; more of a text with fewer runs than these, for two reports
# of one sentence share half of it by chance.
_COPIED, _LONG = 0.5, 40
# Texts with fewer runs of words are copies only where they are the same throughout.
_SHORT, _SAME = 12, 0.9


def sketch(text: str) -> tuple[bytes, int]:
    """The sketch of a text, and how many runs of words it has; empty where it has none."""
    words = [word.lower() for word, _ in written_words(text)]
    runs = {" ".join(words[k : k + _SHINGLE]) for k in range(len(words) - _SHINGLE + 1)}
    if not runs:
        return b"", 0
    made = RMinHash(num_perm=HASHES, seed=_SEED)
    made.update(sorted(runs))
    return bytes(value & 0xFF for value in made.digest()), len(runs)


def sketch_of_hash(content: str) -> tuple[bytes, int]:
    """What stands for the sketch of a text that is not kept: alike for the very same text alone.

    content: SHA-256 of the text, in hex.
    """
    digest = bytes.fromhex(content)
    return (digest * HASHES)[:HASHES], 1


def copied(first: bytes, first_runs: int, second: bytes, second_runs: int) -> float:
    """The share of the shorter text that the longer has, where it makes a copy of one of them; else 0."""
    share = contained(first, first_runs, second, second_runs)
    lacking = (1 - _COPIED) * min(1.0, min(first_runs, second_runs) / _LONG)
    return share if share >= 1 - lacking else 0.0


def contained(first: bytes, first_runs: int, second: bytes, second_runs: int) -> float:
    """The share of the shorter text's runs of words that the longer has, 0 to 1.

    It is an estimate: off by some 0.05 where texts are of one length, by 0.2 where one is five times as long.
    """
    if not first or not second:
        return 0.0
    # equal bytes leave a zero in what the two differ by
    differing = int.from_bytes(first, "big") ^ int.from_bytes(second, "big")
    alike = differing.to_bytes(HASHES, "big").count(0) / HASHES
    jaccard = max(0.0, (alike - _CHANCE) / (1 - _CHANCE))
    if min(first_runs, second_runs) < _SHORT:
        return jaccard if jaccard >= _SAME else 0.0
    return min(1.0, jaccard * (first_runs + second_runs) / (1 + jaccard) / min(first_runs, second_runs))
