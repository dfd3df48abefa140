"""The cue tables hold together: frames that the room knows, counts that belong to a listed cue."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dragoman.statements import Cues, load_cues

_VERB_FRAME = re.compile(
    r"that|wh|left|quote|inf|objinf|ger|np|pred|np\+\w+|prep:\w+|p-(?:that|wh|inf|np|ger|pred|prep:\w+)"
)
_OTHER_FRAME = re.compile(r"(?:own )?(?:that|inf|ger|prep:\w+)")


@pytest.fixture(scope="module")
def cues() -> Cues:
    return load_cues()


def test_frames_are_known(cues: Cues) -> None:
    for verb in cues.verbs.values():
        assert all(_VERB_FRAME.fullmatch(f) for f in verb.frames), verb
    for other in (*cues.nouns.values(), *cues.adjectives.values()):
        assert all(_OTHER_FRAME.fullmatch(f) for f in other.frames), other


def test_counts_belong_to_listed_cues(cues: Cues) -> None:
    listed = {"v": cues.verbs, "n": cues.nouns, "a": cues.adjectives}
    for (cue, frame), (attributes, seen) in cues.weights.items():
        assert 0 <= attributes <= seen
        assert frame in listed[cue[0]][cue[2:]].frames


# word, frame, what it attributes
FRAMES = [
    ("warn", "that", "said"),
    ("tell", "objinf", "said"),
    ("want", "inf", "thought"),
    ("walk", "that", None),
    # "he said the words" has a frame that is not listed
    ("say", "np", None),
]


@pytest.mark.parametrize(("lemma", "frame", "act"), FRAMES)
def test_verb_in_its_frame(cues: Cues, lemma: str, frame: str, act: str | None) -> None:
    cue = cues.verb(lemma, frame)
    assert (cue.act if cue else None) == act


def test_counts_may_overrule_a_listed_frame(cues: Cues) -> None:
    assert replace(cues, weights={}).verb("warn", "that")
    assert replace(cues, weights={("v:warn", "that"): (0, 100)}).verb("warn", "that") is None
